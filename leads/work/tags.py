"""Tags as the founder types them: words with commas between."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from leads.work.rows import Tag

#: Characters of one tag, and tags of one lead.
LONGEST, MOST = 40, 20


class BadTags(ValueError):
    """They cannot be taken; the message says what to change."""


def split(words: str) -> list[str]:
    """``"VIP, spring course"`` as its tags, each once whatever its letter case.

    Raises ``BadTags``.
    """
    found: dict[str, str] = {}
    for word in words.replace("\n", ",").split(","):
        name = clean(word)
        if len(name) > LONGEST:
            raise BadTags(f"A tag has {LONGEST} characters at most: {name[:LONGEST]}…")
        if name:
            found.setdefault(key_of(name), name)
    if len(found) > MOST:
        raise BadTags(f"One person has {MOST} tags at most.")
    return list(found.values())


def clean(word: str) -> str:
    """One line without control characters, marks and spaces at its ends."""
    if word.isascii() and word.isprintable():
        return " ".join(word.split())
    shown = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", word)
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join(shown.split())


def key_of(name: str) -> str:
    """What a tag is compared by."""
    return unicodedata.normalize("NFC", name).casefold()[:80]


def tags_of(names: Iterable[str]) -> list[Tag]:
    """The rows of these names; those that are missing are made, also by two at once."""
    by_key = {key_of(name): name for name in names}
    known = set(Tag.objects.filter(key__in=by_key).values_list("key", flat=True))
    missing = [Tag(name=name, key=key) for key, name in by_key.items() if key not in known]
    if missing:
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
    return list(Tag.objects.filter(key__in=by_key))
