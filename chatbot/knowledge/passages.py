"""Cut the founder's pages into passages, and quote from them word for word.

An answer may only be the founder's own text. So a long page is cut where its writer paused (at a
heading, a blank line, the end of a sentence), and an answer is a piece taken out of it unchanged.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.knowledge import text as reading

LONGEST_PASSAGE = 900

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")
_LIST_ITEM = re.compile(r"^\s*(?:[-*+\u2022]|\d+[.)])\s")
# A sentence ends at its mark (with closing quotes) before a blank, or at the end of a line.
_SENTENCE = re.compile(
    r"\S(?:.*?)(?:(?<![A-Z])(?<!\b[A-Za-z]\.[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\bMr)(?<!\bMs)(?<!\bDr)"
    r"(?<!\bMrs)(?<!\bvs)(?<!\betc)(?<!\bapprox)[.!?]+[\"'\u201d\u2019)\]]*(?=\s|$)"
    r"|[\u3002\uff01\uff1f]+|$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page under one heading; `heading` is the path of headings, outermost first."""

    heading: str
    text: str


def split(text: str) -> list[Passage]:
    """Cut a plain or Markdown page into passages of at most `LONGEST_PASSAGE` characters.

    The text of every passage is an unchanged piece of the page. A single sentence longer than the
    limit stays whole; headings with nothing under them make no passage.
    """
    passages: list[Passage] = []
    for heading, body in _sections(text.replace("\r\n", "\n").replace("\r", "\n")):
        passages.extend(Passage(heading, piece) for piece in _pieces(body))
    return passages


def quote(text: str, question: str, *, max_chars: int = 600) -> str:
    """Return the part of `text` that answers `question`, unchanged, in at most `max_chars`.

    A short text comes back whole. From a longer one the run of neighbouring sentences that shares
    most of the question's rarer words is taken; where none does, the opening. A single sentence
    longer than `max_chars` is cut at a word and nothing is added.
    """
    whole = text.strip()
    if len(whole) <= max_chars:
        return whole
    spans = [match.span() for match in _SENTENCE.finditer(whole)]
    start, end = _best_run(whole, spans, _relevance(whole, spans, question), max_chars)
    if end - start > max_chars:
        room = whole[start : start + max_chars + 1]
        cut = max(room.rfind(" "), room.rfind("\n"))
        end = start + (cut if cut > 0 else max_chars)
    return whole[start:end].strip()


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield (heading path, body) in order; a `#` inside a code fence is no heading."""
    path: list[tuple[int, str]] = []
    body: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        title, level = "", 0
        if not fenced and (found := _HEADING.match(line)):
            title, level = found[2], len(found[1])
        elif not fenced and _is_underlined(body, line):
            title, level = body.pop().strip(), 1 if line.strip()[0] == "=" else 2
        if not level:
            body.append(line)
            continue
        yield _path_text(path), "\n".join(body)
        body = []
        path = [(depth, name) for depth, name in path if depth < level] + [(level, title)]
    yield _path_text(path), "\n".join(body)


def _is_underlined(body: list[str], line: str) -> bool:
    """Is `line` the underline of a heading: one line of prose above it, a blank one before?"""
    if not _UNDERLINE.match(line) or len(line.strip()) < 2:
        return False
    if not body or not body[-1].strip() or _LIST_ITEM.match(body[-1]):
        return False
    return len(body) == 1 or not body[-2].strip()


def _path_text(path: list[tuple[int, str]]) -> str:
    return " \u203a ".join(title for _, title in path)


def _pieces(body: str) -> Iterator[str]:
    """Yield pieces of `body` within the limit, cut at paragraphs if possible, else sentences."""
    start = end = 0
    for left, right in _units(body):
        if end > start and right - start > LONGEST_PASSAGE:
            yield body[start:end].strip()
            start = left
        start = left if end == start else start
        end = right
    if body[start:end].strip():
        yield body[start:end].strip()


def _units(body: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that stay together: paragraphs, or the sentences of a very long one."""
    start = 0
    breaks = [match.span() for match in _BLANK_LINES.finditer(body)]
    for stop, following in [*breaks, (len(body), len(body))]:
        if body[start:stop].strip():
            if stop - start <= LONGEST_PASSAGE:
                yield start, stop
            else:
                for match in _SENTENCE.finditer(body, start, stop):
                    yield match.span()
        start = following


def _relevance(whole: str, spans: list[tuple[int, int]], question: str) -> list[float]:
    """Return for each sentence the weight of the question's words in it, rarer words weighing more.

    A short sentence ending in a colon or a question mark introduces the next, so it earns nothing
    for itself but the run that holds it may still begin there.
    """
    asked = {reading.stem(word) for word in reading.content_words(question)}
    held = [set(reading.stems(whole[start:end])) for start, end in spans]
    spread = Counter(word for words in held for word in words & asked)
    weight = {word: math.log(1 + len(spans) / count) for word, count in spread.items()}
    return [sum(weight[word] for word in words & asked) for words in held]


def _best_run(
    whole: str, spans: list[tuple[int, int]], relevance: list[float], max_chars: int
) -> tuple[int, int]:
    """Return the span of the best run: begin at each sentence, take what fits, prefer early peaks.

    The run starts at its most relevant sentence or before it, so that what is asked is read first.
    """
    peak = max(range(len(spans)), key=lambda i: (relevance[i], -i))
    if not relevance[peak]:
        peak = 0
    first = last = peak
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= max_chars:
        last += 1
    while first and spans[last][1] - spans[first - 1][0] <= max_chars:
        first -= 1
    return spans[first][0], spans[last][1]
