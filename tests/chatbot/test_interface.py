"""The interface in five languages: every text is there, and the right one is shown."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from chatbot.models import Business
from leads.models import Consent
from ops.web.maintenance import closed
from ops.web.problems import away

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
PAGES = [*ROOT.glob("templates/chatbot/*.html"), *map(ROOT.joinpath, ("templates/base.html",
         "templates/404.html", "templates/500.html", "templates/503.html",
         "templates/problem.html"))]  # fmt: skip
CODE = ("chatbot/interface.py", "leads/forms.py", "leads/consent.py", "leads/address.py",
        "leads/contact.py", "ops/web/limits.py", "chatbot/your_data.py")  # fmt: skip
GETTEXT = {"_", "gettext", "gettext_lazy"}


def texts_in_use() -> set[str]:
    """Every text the pages and the code ask gettext for."""
    found: set[str] = set()
    for page in PAGES:
        html = page.read_text()
        found |= set(re.findall(r'{% translate "([^"]+)" %}', html))
        found |= set(re.findall(r'_\("([^"]+)"\)', html))
        for block in re.findall(r"{% blocktranslate[^%]*%}(.+?){% endblocktranslate %}", html):
            found.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", block))
    for path in CODE:
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in GETTEXT and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    # Problems are told in English; the page that shows one translates it.
    for problem in (away(), closed()):
        found |= {problem.title, problem.detail}
    return found


def catalog(language: str) -> dict[str, str]:
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    known = catalog(language)
    missing = {text for text in texts_in_use() if not known.get(text)}
    assert not missing
    for text, translated in known.items():
        holes = set(re.findall(r"%\(\w+\)s|{\w+}", text))
        assert holes == set(re.findall(r"%\(\w+\)s|{\w+}", translated)) or not text, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_texts_are_those_of_the_source(language: str) -> None:
    source = (ROOT / f"locale/{language}/LC_MESSAGES/django.po").read_text()
    pairs = re.findall(r'^msgid ("(?:.+)")\nmsgstr ("(?:.+)")$', source, re.M)
    written = {ast.literal_eval(a): ast.literal_eval(b) for a, b in pairs}
    compiled = {text: words for text, words in catalog(language).items() if text}
    assert compiled == written, "run: python manage.py compilemessages"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Häufige Fragen"), ("es", "Preguntas frecuentes"), ("fr", "Questions fréquentes"),
     ("pt", "Perguntas frequentes")],
)  # fmt: skip
def test_the_page_is_in_the_language_of_the_business(
    client: Client, demo: Any, language: str, words: str
) -> None:
    Business.objects.update(language=language)
    page = client.get("/").content.decode()
    assert f'<html lang="{language}">' in page and words in page
    assert "Common questions" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "header", "shown"),
    [("de", "fr", "de"), ("", "pt-BR,pt;q=0.9,en;q=0.5", "pt"), ("de_AT", "", "de"),
     ("", "xx, *;q=0.1", "en"), ("klingon", "es-MX", "es"), ("", "", "en")],
)  # fmt: skip
def test_the_panel_is_in_the_visitors_language(
    client: Client, asked: str, header: str, shown: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    response = client.get("/widget/", {"locale": asked} if asked else {}, headers=headers)
    assert f'<html lang="{shown}">' in response.content.decode()
    assert "Accept-Language" in response["Vary"]


@pytest.mark.django_db
def test_consent_is_stored_in_the_words_that_were_shown(client: Client) -> None:
    response = client.post(
        "/api/v1/leads/",
        {"email": "ana@example.com", "consent": True},
        content_type="application/json",
        headers={"Accept-Language": "de"},
    )
    assert response.status_code == 201
    assert "darf diese Angaben nutzen" in Consent.objects.get().text


@pytest.mark.django_db
def test_an_error_is_in_the_visitors_language(client: Client) -> None:
    response = client.post(
        "/api/v1/leads/",
        {"email": "ana", "consent": True},
        content_type="application/json",
        headers={"Accept-Language": "fr"},
    )
    assert response.json()["errors"]["email"] == [
        "Écrivez une adresse complète, comme name@example.com."
    ]
