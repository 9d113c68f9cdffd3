"""What is said about a person in the conversation, in each language that the assistant speaks."""

from __future__ import annotations

from chatbot.wording import LANGUAGES, code_of
from chatbot.wording.words import PersonWords

TABLES: dict[str, PersonWords] = {code: language.IN_PERSON for code, language in LANGUAGES.items()}


def words_in(language: str) -> PersonWords:
    """The table of a language such as ``de`` or ``pt-BR``; English for one we do not speak."""
    return TABLES.get(code_of(language), TABLES["en"])
