"""The words that monitors look for stand in our pages, and in no page that says it is closed."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from ops.uptime.wanted import PAGES, Part

pytestmark = pytest.mark.django_db

WORDS = {part: page for part, page in PAGES.items() if page.word}


@pytest.mark.parametrize("part", WORDS)
def test_the_page_holds_its_word(part: Part) -> None:
    response = Client().get(PAGES[part].path)
    assert response.status_code == 200
    assert PAGES[part].word in response.content.decode()


@pytest.mark.parametrize("part", [Part.HOMEPAGE, Part.WIDGET])
def test_a_page_that_says_it_is_closed_does_not(part: Part) -> None:
    with override_settings(MAINTENANCE=True):
        response = Client().get(PAGES[part].path)
    assert response.status_code == 503
    assert PAGES[part].word not in response.content.decode()


def test_readiness_says_it_by_its_status() -> None:
    assert Client().get("/readyz").status_code == 200
    assert PAGES[Part.READYZ].word == ""
