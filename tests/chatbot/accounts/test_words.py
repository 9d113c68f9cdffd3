"""The account pages in five languages: every text of ours is there."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.chatbot import test_interface as interface

PAGES = sorted(
    page
    for folder in ("accounts", "account", "allauth", "mfa")
    for page in interface.ROOT.glob(f"templates/{folder}/**/*.html")
)


@pytest.mark.parametrize("language", interface.LANGUAGES)
def test_every_text_is_translated(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "PAGES", PAGES)
    monkeypatch.setattr(interface, "CODE", ("chatbot/accounts/forms.py",))
    known = interface.catalog(language)
    used = interface.texts_in_use()
    assert len(used) > 30
    assert {text for text in used if not known.get(text)} == set()
    assert settings.LANGUAGES
