"""The models that may answer visitors: that they can, and that they cannot cost more than meant."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import ModelFacts, SettingsFacts
from ops.launch.network.names import is_local
from ops.launch.registry import check

#: Dollars a day above which a coach's site would be a surprise on the bill.
MUCH = 100
#: How the names of each maker's models begin.
MAKERS = (
    ("claude", "anthropic"), ("gpt-", "openai"), ("chatgpt", "openai"), ("o1", "openai"),
    ("o3", "openai"), ("o4-", "openai"),
)  # fmt: skip


@check("settings.model", stage=3, needs="settings")
def models_can_be_asked(settings: SettingsFacts) -> Iterator[Finding]:
    """Each model has what it needs, and its key goes to its own maker, encrypted"""
    models = [model for model in settings.models if model.provider != "builtin"]
    first = settings.models[0] if settings.models else None
    if first and first.provider == "builtin" and first.key_is_set:
        yield _asked_by_nobody(first)
    elif not models:
        raise NotApplicable("The built-in answerer needs no model.")
    for model in models:
        yield from _keyed(model)
        yield from _of_another_maker(model)
        yield from _reached(model, settings)
    if len(models) == 2 and _same(*models):
        yield Finding(
            severity=Severity.CLEANUP,
            subject="LLM_FALLBACK_MODEL",
            summary="The second model is the first one again.",
            evidence=f"Both are {models[0].model} at {models[0].provider}.",
            impact="When the first does not answer, neither does the second.",
            fix="Set LLM_FALLBACK_PROVIDER and LLM_FALLBACK_MODEL to another maker's, or "
            "LLM_FALLBACK_PROVIDER to builtin.",
        )


def _asked_by_nobody(model: ModelFacts) -> Finding:
    meant = model.key_kind or "openai or anthropic"
    return Finding(
        severity=Severity.CLEANUP,
        subject="LLM_PROVIDER",
        summary="There is a key for a model, and no model is asked.",
        evidence="LLM_API_KEY is set and LLM_PROVIDER is builtin.",
        impact="Visitors get quotes from your knowledge only, and a key lies about for nothing.",
        fix=f"Set LLM_PROVIDER to {meant} and LLM_MODEL to a model of theirs, and redeploy. Or "
        "take LLM_API_KEY away and delete the key at its maker.",
        told_by=(unusable("LLM_PROVIDER"),),
    )


def _of_another_maker(model: ModelFacts) -> Iterator[Finding]:
    maker = next((maker for sign, maker in MAKERS if model.model.lower().startswith(sign)), "")
    if not maker or model.base_url or maker == model.provider:
        return
    yield Finding(
        severity=Severity.BLOCKER,
        subject=f"{model.prefix}MODEL",
        summary=f"{model.provider} is asked for {model.model}, which is a model of {maker}.",
        evidence=f"{model.prefix}PROVIDER is {model.provider}, {model.prefix}MODEL is "
        f"{model.model}.",
        impact="No question is answered by the model; visitors get quotes from your knowledge.",
        fix=f"Set {model.prefix}MODEL to the name of a model of {model.provider}, or "
        f"{model.prefix}PROVIDER to {maker} with a key of theirs, and redeploy.",
        told_by=(
            (("settings.model", f"{model.prefix}API_KEY"),) if model.key_kind == maker else ()
        ),
    )


def _keyed(model: ModelFacts) -> Iterator[Finding]:
    if not model.key_kind or model.base_url or model.key_kind == model.provider:
        return
    yield Finding(
        severity=Severity.BLOCKER,
        subject=f"{model.prefix}API_KEY",
        summary=f"{model.prefix}API_KEY is {model.key_kind}'s, and it is sent to {model.provider}.",
        impact="No question is answered by the model, and a stranger is given your key.",
        fix=f"Set {model.prefix}PROVIDER to {model.key_kind}, or {model.prefix}API_KEY to a key of "
        f"{model.provider}, and redeploy. Then make a new key and delete the old one.",
    )


def _reached(model: ModelFacts, settings: SettingsFacts) -> Iterator[Finding]:
    address = urlsplit(model.base_url)
    host = address.hostname or ""
    if address.scheme == "http" and not is_local(host) and "." in host:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=f"{model.prefix}BASE_URL",
            summary=f"What visitors ask is sent to {host} unencrypted.",
            evidence=f"{model.prefix}BASE_URL begins with http://.",
            impact="Anybody on the way reads the conversations and the key.",
            fix=f"Begin {model.prefix}BASE_URL with https:// and redeploy.",
        )
    elif host and (host == "localhost" or host.startswith("127.")) and settings.platform:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=f"{model.prefix}BASE_URL",
            summary="The model is looked for on the platform's own machine.",
            evidence=f"{model.prefix}BASE_URL leads to {host}, on {settings.platform}.",
            impact="No model answers; visitors get quotes from your knowledge only.",
            fix=f"Set {model.prefix}BASE_URL to an address the platform can reach, or empty.",
        )


def _same(one: ModelFacts, other: ModelFacts) -> bool:
    return (one.provider, one.model, one.base_url) == (other.provider, other.model, other.base_url)


@check("settings.budget", stage=5, needs="settings")
def models_cannot_cost_more_than_meant(settings: SettingsFacts) -> Iterator[Finding]:
    """What the models may cost is limited and counted"""
    paid = [m for m in settings.models if m.provider != "builtin" and not _own_server(m)]
    if not paid:
        raise NotApplicable("No model costs money.")
    for model in paid:
        if not model.price_in or not model.price_out:
            yield Finding(
                severity=Severity.BLOCKER,
                subject=f"{model.prefix}PRICE_IN",
                summary=f"{model.model or model.provider} counts as free, so no budget stops it.",
                evidence=f"{model.prefix}PRICE_IN is {model.price_in:g}, {model.prefix}PRICE_OUT "
                f"is {model.price_out:g}.",
                impact="One visitor with a program can spend without end.",
                fix=f"Set {model.prefix}PRICE_IN and {model.prefix}PRICE_OUT to the dollars a "
                "million tokens cost, from the provider's page of prices.",
            )
    if settings.daily_budget == 0 or settings.conversation_budget == 0:
        name = "LLM_DAILY_BUDGET" if settings.daily_budget == 0 else "LLM_CONVERSATION_BUDGET"
        yield Finding(
            severity=Severity.TRUST,
            subject=name,
            summary="A model is set up and may never be asked.",
            evidence=f"{name} is 0.",
            impact="Visitors get quotes from your knowledge only.",
            fix=f"Set {name} to an amount in dollars, or LLM_PROVIDER to builtin.",
            told_by=(unusable(name),),
        )
    elif settings.conversation_budget > settings.daily_budget:
        yield Finding(
            severity=Severity.TRUST,
            subject="LLM_CONVERSATION_BUDGET",
            summary="One conversation may spend the whole day's budget.",
            evidence=f"LLM_CONVERSATION_BUDGET is {settings.conversation_budget:g}, "
            f"LLM_DAILY_BUDGET is {settings.daily_budget:g}.",
            impact="After one busy visitor everybody else gets quotes only.",
            fix="Set LLM_CONVERSATION_BUDGET to a twentieth of LLM_DAILY_BUDGET or less.",
        )
    if settings.daily_budget > MUCH:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="LLM_DAILY_BUDGET",
            summary=f"The models may cost {settings.daily_budget:g} dollars every day.",
            impact="A program that plays visitor can make that your bill, day after day.",
            fix="Set LLM_DAILY_BUDGET to what a bad day may cost you.",
        )


def _own_server(model: ModelFacts) -> bool:
    host = urlsplit(model.base_url).hostname or ""
    return bool(host) and (is_local(host) or "." not in host)
