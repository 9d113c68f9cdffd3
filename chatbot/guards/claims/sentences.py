"""Where sentences end, in a finished text and in one that is still arriving.

An end is decided by what stands before it and by the one white-space character behind it, never by
what comes later, so that text cut into other pieces is cut into the same sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.guards.claims.listing import listed

#: A sentence that grows beyond this is cut at a blank, and its parts are judged together.
LONGEST = 600


_ABBREVIATIONS = listed(
    """
    e.g i.e dr mr mrs ms prof st nr vs etc approx ca circa incl excl inc ltd jr sr sra srta z.b
    d.h u.a bzw ggf evtl inkl zzgl min max tel p.ej ej ud uds dra av env p.ex ex mme m mm n.b cf
    fig vol dept est a.m p.m s.a u.s u.k ph.d b.a m.a mio mrd std tsd art abs ziff hr fr frl usw
    resp sog vgl bspw pag núm num aprox admón tél tlf tfno depto exmo eng lda
    """
)


_END = re.compile(r"([.!?…]+[\"'”’»)\]*_]*)(?=\s)|([。！？｡])|(\n)|([؟۔।])")


_WORD_BEFORE = re.compile(r"([^\s(\[\"“«]+)$")


_GERMAN = re.compile(
    r"\b(?:der|und|für|mit|vom|zum|beim|wird|findet|ist|eine?|den|dem|uhr|beginn\w*|nächste\w*|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?)\b",
    re.IGNORECASE,
)
_GERMAN_BEFORE = re.compile(
    r"(?<!\w)(?:am|zum|vom|bis|der|die|das|den|dem|ab|im|beim|seit|jede[nrms]?|und|of)\s$", re.I
)


def ends_in(text: str, start: int = 0) -> Iterator[int]:
    """The places in ``text`` behind which a sentence has certainly ended."""
    for match in _END.finditer(text, start):
        if match.group(1) and not _is_end(text, match):
            continue
        if match.group(2) and _joins_latin(text, match.start()):
            continue
        yield match.end()


def _joins_latin(text: str, at: int) -> bool:
    """An ideographic stop behind a Latin letter may be the dot of an address."""
    return bool(at) and text[at - 1].isascii() and text[at - 1].isalnum()


def _is_end(text: str, match: re.Match[str]) -> bool:
    mark = match.group(1)
    if mark[0] != "." or len(mark.rstrip("\"'”’»)]*_")) > 1:
        return True
    head = text[max(0, match.start() - 40) : match.start()]
    found = _WORD_BEFORE.search(head)
    if not found:
        return True
    word = found.group(1).lower().strip("*_")
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    if re.fullmatch(r"\d{1,2}", word):
        line = head[: found.start()].replace("*", "").replace("_", "")
        if not line.strip() or line.rstrip(" ").endswith("\n"):
            return False  # The number of a list item.
        if int(word) <= 31 and _GERMAN.search(text, max(0, match.start() - 120), match.start()):
            return False  # A day or another ordinal number, most likely.
        return not _GERMAN_BEFORE.search(line)
    return True


def sentences_of(text: str) -> list[str]:
    """The sentences of a finished text; joined together they are the text."""
    pieces, start = [], 0
    for end in (*ends_in(text), len(text)):
        if text[start:end].strip():
            pieces.append(text[start:end])
            start = end
    if pieces and start < len(text):
        pieces[-1] += text[start:]
    return pieces


_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")


_ITEM = re.compile(r"\s*(?:[-*+•–]|\d{1,2}[.)])\s+")


# Of one repetition: with three that all take a space, a long run of spaces costs its cube.
_RULE = re.compile(r"[-=*_|: ]{3,}")


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """``(heading, paragraph or list item)`` of a plain or Markdown text, in order."""
    heading, lead = "", ""
    held: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        bare = line.strip()
        item = bool(_ITEM.match(line))
        goes_on = bool(held and bare and not item and not _HEADING.match(line)
                       and (bare[0].islower() or held[-1].rstrip()[-1:] in ",-–"))  # fmt: skip
        if held and not goes_on:
            yield " ".join((heading, lead)).strip(), " ".join(held)
            held = []
        if not bare:
            continue
        if match := _HEADING.match(line):
            heading, lead = match[1], ""
        elif _RULE.fullmatch(line.strip("\t\r\n\f\v\xa0")):
            continue
        elif goes_on:
            held.append(bare)
        elif not item and _is_lead(bare):
            lead = bare.rstrip(":")
            held = [bare]
        else:
            if not item and bare[0].isupper() and not _is_priced(bare):
                lead = ""
            held = [_ITEM.sub("", line, count=1).strip() if item else bare]


def _is_lead(line: str) -> bool:
    """A short line without a stop: what the lines under it are about."""
    return line.endswith(":") or (len(line.split()) <= 6 and line[-1:] not in ".!?…;,"
                                  and not any(c.isdigit() for c in line))  # fmt: skip


def _is_priced(line: str) -> bool:
    return any(c.isdigit() for c in line) and len(line.split()) <= 12
