"""The text people agree to. Change it here and give it a new version."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = gettext_lazy(
    "{business} may use these details to answer me. They are used for nothing else and deleted "
    "when I ask."
)


def consent_text(business_name: str) -> str:
    """The text with the name of the business, in the language in force."""
    return str(CONSENT_TEXT).format(business=business_name)
