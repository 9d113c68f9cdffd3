"""Who writes the answers, and what it may cost."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "The answers"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="LLM_PROVIDER",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("builtin", "openai", "anthropic"),
        default="builtin",
        purpose="Who answers visitors. `builtin` quotes your own knowledge, with no key and no "
        "network. `openai` is OpenAI or any server that speaks its protocol.",
    ),
    Variable(
        name="LLM_API_KEY",
        group=GROUP,
        secret=True,
        required="when LLM_PROVIDER is openai or anthropic, unless LLM_BASE_URL is your own server",
        purpose="The key of the model's provider. What visitors ask is paid with it.",
        source="OpenAI: platform.openai.com, API keys. Anthropic: console.anthropic.com, API keys.",
        rotation="make a second key at the provider, put it here, redeploy, delete the first.",
    ),
    Variable(
        name="LLM_MODEL",
        group=GROUP,
        required="when LLM_PROVIDER is openai or anthropic",
        purpose="Which model answers, by the name its provider gives it.",
        source="the provider's page of models. A small, quick one is enough: it may only say what "
        "stands in your knowledge.",
    ),
    Variable(
        name="LLM_BASE_URL",
        group=GROUP,
        kind=Kind.URL,
        check=checks.model_url,
        purpose="Another address that speaks the provider's protocol: Azure, Groq, Together, "
        "Ollama, vLLM, llama.cpp. Empty is the provider's own.",
        source="its documentation; it usually ends in /v1",
    ),
    Variable(
        name="LLM_FALLBACK_PROVIDER",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("builtin", "openai", "anthropic"),
        default="builtin",
        purpose="A second model for when the first does not answer. `builtin` has none; when no "
        "model answers, your own knowledge is quoted.",
    ),
    Variable(
        name="LLM_FALLBACK_API_KEY",
        group=GROUP,
        secret=True,
        required="when LLM_FALLBACK_PROVIDER is not builtin, unless LLM_FALLBACK_BASE_URL is your "
        "own server",
        purpose="The key of the second model's provider.",
        source="as for LLM_API_KEY",
        rotation="make a second key at the provider, put it here, redeploy, delete the first.",
    ),
    Variable(
        name="LLM_FALLBACK_MODEL",
        group=GROUP,
        required="when LLM_FALLBACK_PROVIDER is not builtin",
        purpose="The second model, by the name its provider gives it.",
        source="the provider's page of models",
    ),
    Variable(
        name="LLM_FALLBACK_BASE_URL",
        group=GROUP,
        kind=Kind.URL,
        check=checks.model_url,
        purpose="Another address for the second model, as LLM_BASE_URL is for the first.",
        source="its documentation; it usually ends in /v1",
    ),
    Variable(
        name="LLM_PRICE_IN",
        group=GROUP,
        default="3",
        check=checks.dollars,
        purpose="What a million tokens that the model reads cost, in US dollars. The money guard "
        "counts with it; 0 for a server of your own.",
        source="the provider's page of prices",
    ),
    Variable(
        name="LLM_PRICE_OUT",
        group=GROUP,
        default="15",
        check=checks.dollars,
        purpose="What a million tokens that the model writes cost, in US dollars.",
        source="the provider's page of prices",
    ),
    Variable(
        name="LLM_FALLBACK_PRICE_IN",
        group=GROUP,
        check=checks.dollars,
        purpose="What a million tokens that the second model reads cost. Empty counts as the "
        "first.",
        source="the provider's page of prices",
    ),
    Variable(
        name="LLM_FALLBACK_PRICE_OUT",
        group=GROUP,
        check=checks.dollars,
        purpose="What a million tokens that the second model writes cost. Empty counts as the "
        "first.",
        source="the provider's page of prices",
    ),
    Variable(
        name="LLM_DAILY_BUDGET",
        group=GROUP,
        default="5",
        check=checks.dollars,
        purpose="What the models may cost in a day (UTC), in US dollars. When it is spent, the "
        "built-in answerer takes over until midnight and you are told. 0 asks no model that "
        "costs money.",
    ),
    Variable(
        name="LLM_CONVERSATION_BUDGET",
        group=GROUP,
        default="0.25",
        check=checks.dollars,
        purpose="What the models may cost in one conversation, in US dollars, so that one visitor "
        "cannot spend everybody's day.",
    ),
    Variable(
        name="KNOWLEDGE_MODEL",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("none", "minilm"),
        default="none",
        purpose="How your knowledge is searched. `none` compares words. `minilm` compares meaning "
        "too, with a small English model that runs in this process and costs about 80 MB; it "
        "needs requirements-meaning.txt installed.",
    ),
    Variable(
        name="STREAM_PIECE_MS",
        group=GROUP,
        kind=Kind.NUMBER,
        default="25",
        check=checks.not_negative,
        purpose="The pause between the pieces of a streamed built-in answer, in milliseconds.",
    ),
)
