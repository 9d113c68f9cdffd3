"""Short messages are told apart by language, and what is unclear stays unclear."""

from __future__ import annotations

import pytest

from bench.guards import harmless
from bench.retrieval_sets import data_directory
from chatbot.guards.language import LANGUAGES, language_of

ENGLISH = [
    "What does a session cost?",
    "prices",
    "Hello",
    "How much is the group?",
    "Can I get my money back?",
    "do you work online",
    "refund policy",
    "I need help with my career",
    "thanks!",
    "Is this for me?",
    "Career coaching for managers",
    "when is the next group",
    "Do you have a free call?",
]  # fmt: skip
SPANISH = [
    "¿Cuánto cuesta una sesión?",
    "cuanto cuesta",
    "Hola",
    "precios",
    "¿Ofreces sesiones online?",
    "Quiero cancelar mi cita",
    "gracias",
    "necesito ayuda con mi carrera",
    "puedo pagar a plazos",
    "Tienes grupos?",
    "trabajas con empresas",
    "cuando empieza el grupo",
]  # fmt: skip
GERMAN = [
    "Was kostet eine Sitzung?",
    "Preise",
    "Hallo",
    "Guten Tag",
    "wie viel kostet das",
    "Kann ich absagen?",
    "Gibt es eine Gruppe?",
    "danke",
    "Bieten Sie Coaching an?",
    "Ich brauche Hilfe im Job",
    "Geld zurück",
    "Arbeiten Sie online?",
    "Stornierung",
]  # fmt: skip
FRENCH = [
    "Combien coûte une séance ?",
    "combien ca coute",
    "Bonjour",
    "tarifs",
    "Proposez-vous des séances en ligne ?",
    "Puis-je annuler ?",
    "merci",
    "je veux changer de travail",
    "Quels sont vos prix ?",
    "C'est pour qui ?",
    "J'ai besoin d'aide",
    "remboursement",
    "y a-t-il un groupe",
]  # fmt: skip
PORTUGUESE = [
    "Quanto custa uma sessão?",
    "quanto custa",
    "Olá",
    "Oi, tudo bem?",
    "preços",
    "Vocês atendem online?",
    "Quero cancelar",
    "obrigado",
    "preciso de ajuda com minha carreira",
    "Posso pagar em parcelas?",
    "tem grupo",
    "quando começa o grupo",
    "reembolso por favor, obrigada",
]  # fmt: skip
UNCLEAR = [
    "Quanto costa una seduta?",
    "Ciao, vorrei sapere i prezzi",
    "Wat kost een sessie?",
    "Hoeveel kost het?",
    "Vad kostar en session?",
    "\u0421\u043a\u043e\u043b\u044c\u043a\u043e \u0441\u0442\u043e\u0438\u0442?",
    "价格多少",
    "asdf qwer",
    "ok",
    "123",
    "?",
    "Zoom",
    "Daniel",
    "ana@example.org",
    "Ile kosztuje sesja?",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, "en") for text in ENGLISH),
        *((text, "es") for text in SPANISH),
        *((text, "de") for text in GERMAN),
        *((text, "fr") for text in FRENCH),
        *((text, "pt") for text in PORTUGUESE),
    ],
)
def test_a_short_message_is_in_its_language(text: str, language: str) -> None:
    assert language in LANGUAGES
    assert language_of(text) == language


@pytest.mark.parametrize("text", UNCLEAR)
def test_another_language_or_too_little_is_unclear(text: str) -> None:
    assert language_of(text) == ""


def test_capitals_and_typography_change_nothing() -> None:
    assert language_of("WAS KOSTET DAS?") == "de"
    assert language_of("C\u2019est combien\u00a0?") == "fr"


def test_an_address_tells_no_language() -> None:
    assert language_of("https://www.example.com/der/die/das/und") == ""
    assert language_of("das.und.die@example.org") == ""


def test_real_english_messages_are_not_taken_for_another_language() -> None:
    directory = data_directory()
    if not (directory / "dstc10").is_dir():
        pytest.skip("needs dstc10 in TEST_DATA_DIR")
    found = [language_of(text) for text in harmless(directory)["DSTC10 visitors"]]
    assert not set(found) - {"en", ""}
    assert found.count("en") >= 0.98 * len(found)
