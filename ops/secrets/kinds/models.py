"""Keys of language models and what belongs to them. Shapes: the makers' own documentation, and
keys as their dashboards hand them out."""

from __future__ import annotations

from ops.secrets.kind import HEX32, HEX40, HEX64, UUID, kind, near, starts

LLM = "LLM_API_KEY"

KINDS = (
    kind(
        "anthropic", "Anthropic API key", "console.anthropic.com, Settings, API keys",
        starts("sk-ant-", r"[a-z]{2,8}\d\d-[\w-]{20,}|[\w-]{32,}", loose=True),
        variable=LLM, names="anthropic claude",
    ),
    kind(
        "openrouter", "OpenRouter API key", "openrouter.ai, Settings, Keys",
        starts("sk-or-", r"(?:v\d-)?[A-Za-z0-9]{32,}"), variable=LLM, names="openrouter",
    ),
    kind(
        "langfuse", "Langfuse secret key", "your Langfuse project, Settings, API keys",
        starts("sk-lf-", UUID), names="langfuse",
    ),
    kind(
        "openai", "OpenAI API key", "platform.openai.com, Settings, API keys",
        starts("sk-proj- sk-svcacct- sk-admin- sk-None-", r"[\w-]{20,}", loose=True),
        starts("sk-", r"[A-Za-z0-9_-]{20,}", loose=True), variable=LLM, names="openai",
    ),
    kind("groq", "Groq API key", "console.groq.com, API keys",
         starts("gsk_", r"[A-Za-z0-9]{40,}"), variable=LLM, names="groq"),
    kind("together", "Together AI key", "api.together.ai, Settings, API keys",
         starts("tgp_v1_", r"[\w-]{30,}"), near("together", HEX64), variable=LLM, names="together"),
    kind("huggingface", "Hugging Face token", "huggingface.co, Settings, Access Tokens",
         starts("hf_ api_org_", r"[A-Za-z]{34}(?![A-Za-z0-9])|[A-Za-z0-9]{34,40}(?![A-Za-z0-9])",
                loose=True), names="huggingface hugging hf_token"),
    kind("perplexity", "Perplexity API key", "perplexity.ai, Settings, API",
         starts("pplx-", r"[A-Za-z0-9]{40,}"), variable=LLM, names="perplexity pplx"),
    kind("xai", "xAI API key", "console.x.ai, API Keys",
         starts("xai-", r"[A-Za-z0-9]{60,}"), variable=LLM, names="xai grok"),
    kind("mistral", "Mistral API key", "console.mistral.ai, API Keys",
         near("mistral", r"[A-Za-z0-9]{32}"), variable=LLM, names="mistral"),
    kind("cohere", "Cohere API key", "dashboard.cohere.com, API keys",
         near("cohere", r"[A-Za-z0-9]{40}"), variable=LLM, names="cohere"),
    kind("deepseek", "DeepSeek API key", "platform.deepseek.com, API keys",
         near("deepseek", rf"sk-{HEX32}"), variable=LLM, names="deepseek"),
    kind("replicate", "Replicate token", "replicate.com, Account settings, API tokens",
         starts("r8_", r"[A-Za-z0-9]{36,40}(?![A-Za-z0-9])"), names="replicate"),
    kind("cerebras", "Cerebras API key", "cloud.cerebras.ai, API keys",
         starts("csk-", r"[a-z0-9]{40,}"), variable=LLM, names="cerebras"),
    kind("nvidia", "NVIDIA API key", "build.nvidia.com, API Keys",
         starts("nvapi-", r"[\w-]{50,}"), variable=LLM, names="nvidia"),
    kind("fireworks", "Fireworks API key", "fireworks.ai, Settings, API keys",
         starts("fw_", r"[A-Za-z0-9]{22,26}(?![A-Za-z0-9])", loose=True), variable=LLM,
         names="fireworks"),
    kind("elevenlabs", "ElevenLabs API key", "elevenlabs.io, Developers, API keys",
         starts("sk_", r"[0-9a-f]{48}(?![A-Za-z0-9])"), near("elevenlabs eleven xi-api", HEX32),
         names="elevenlabs xi_api"),
    kind("deepgram", "Deepgram API key", "console.deepgram.com, API Keys",
         near("deepgram", HEX40), names="deepgram"),
    kind("pinecone", "Pinecone API key", "app.pinecone.io, API keys",
         starts("pcsk_", r"[A-Za-z0-9]{4,8}_[A-Za-z0-9]{40,}"), near("pinecone", UUID),
         names="pinecone"),
    kind("tavily", "Tavily API key", "app.tavily.com, API Keys",
         starts("tvly-", r"(?:dev-|prod-)?[A-Za-z0-9]{24,}"), names="tavily"),
    kind("langsmith", "LangSmith API key", "smith.langchain.com, Settings, API Keys",
         starts("lsv2_pt_ lsv2_sk_", r"[0-9a-f]{32}_[0-9a-f]{10}"), names="langsmith langchain"),
)  # fmt: skip
