"""The emails allauth sends, in our words: its templates are for sites, not for one person's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from chatbot.letters import (
    ACCOUNT_CHANGE,
    ACCOUNT_EXISTS,
    CONFIRM_ADDRESS,
    RESET_PASSWORD,
    TABLES,
)
from chatbot.models import Business
from ops.letters import letterhead
from ops.letters.dates import day_and_time
from ops.letters.kinds import Value
from ops.letters.writing import Letter, spoken_language, write

#: allauth's name for an email, our kind, and where the context has the value it names.
ONE_VALUE = {
    "account/email/email_confirmation": (CONFIRM_ADDRESS, "code", "code"),
    "account/email/email_confirmation_signup": (CONFIRM_ADDRESS, "code", "code"),
    "account/email/password_reset_code": (RESET_PASSWORD, "code", "code"),
    "account/email/account_already_exists": (ACCOUNT_EXISTS, "reset_url", "password_reset_url"),
}


def letter_of(template_prefix: str, context: Mapping[str, Any]) -> Letter | None:
    """The email in the language in force; None for one we have no words for."""
    language = spoken_language(get_language() or "", letterhead.current())
    if template_prefix in ONE_VALUE:
        kind, name, key = ONE_VALUE[template_prefix]
        if not context.get(key):
            return None
        return write(kind.name, language=language, values={name: str(context[key])})
    change = TABLES.of(language).changes.get(template_prefix)
    if change is None:
        return None
    values: dict[str, Value] = {"change": change, "details": _details(context, language)}
    return write(ACCOUNT_CHANGE.name, language=language, values=values)


def _details(context: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """When, from where and with what: enough to know whether it was oneself."""
    words = TABLES.of(language)
    when = day_and_time(context["timestamp"], language, Business.current().time_zone)
    known = [
        (words.when, when),
        (words.address, str(context.get("ip") or "")),
        (words.device, str(context.get("user_agent") or "")[:200]),
    ]
    return [(label, value) for label, value in known if value]
