"""The pages of one site, one after another: which are read, which are not, and how many."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chatbot.importing.documents import is_page, read_answer
from chatbot.importing.rows import Reading, Row, UnreadableFile
from chatbot.importing.visit import NotHad, page_address, same_site, source_of
from ops.launch.network.fetch import Response

if TYPE_CHECKING:
    from chatbot.importing.gather import Gathering

#: Queries of one path, parts of a path, characters of an address, and addresses that wait.
QUERIES, DEPTH, LONGEST, WAITING = 5, 12, 500, 5_000
#: What links lead to that is no page.
_ENDINGS = """
    .jpg .jpeg .png .gif .webp .svg .ico .avif .bmp .css .js .mjs .json .xml .rss .atom .zip .gz
    .tar .mp3 .mp4 .webm .mov .avi .woff .woff2 .ttf .exe .dmg .apk .doc .docx .xls .xlsx .ppt
    .pptx .csv .txt .ics .vcf .pdf .epub
"""
_NO_PAGE = frozenset(_ENDINGS.split())
_NO_CONTENT = re.compile(
    r"/(?:wp-admin|wp-json|wp-login|cart|checkout|login|logout|cdn-cgi)\b", re.IGNORECASE
)


class Crawl:
    """Visits pages of one site, one after another, each once."""

    def __init__(self, run: Gathering, start: str, *, follows: bool) -> None:
        self.run = run
        self.start = start
        self.follows = follows
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()
        self.queries: dict[str, int] = {}
        self.said: set[str] = set()
        self.twice = 0

    def visit(self, pages: Iterable[str], first: Response | None = None) -> None:
        """Read these pages and, if links are followed, what they lead to."""
        for page in pages:
            self._add(page)
        done = 0
        if first is not None:
            # It was fetched already, to see what it is.
            self._read(first, self.start)
            done += 1
            if self.waiting and self.waiting[0] == page_address(first.url):
                self.waiting.popleft()
        visitor = self.run.web
        while self.waiting and done < self.run.pages and visitor.deadline.left:
            url = self.waiting.popleft()
            self.run.progress(done, min(self.run.pages, done + len(self.waiting) + 1), url)
            done += 1
            try:
                self._read(visitor.page(url), url)
            except NotHad as error:
                self._missed(url, error)
        self._end(done)

    def _end(self, done: int) -> None:
        notes = self.run.result.notes
        if self.waiting:
            notes.append(
                f"Stopped after {done} pages; {len(self.waiting)} more addresses were not read. "
                "What was imported from them before stays as it is."
            )
        if self.twice:
            notes.append(f"{self.twice} passages stand on several pages and were taken once.")
        if not any(reading.rows for reading in self.run.result.readings):
            self.run.result.problems.append(f"{self.start}: no page with text was found.")

    def _read(self, answer: Response, asked: str) -> None:
        if not is_page(answer):
            return
        try:
            document = read_answer(answer)
        except UnreadableFile as error:
            self.run.result.notes.append(str(error))
            return
        if self.follows:
            for link in document.links:
                self._add(link)
        reading = document.reading
        if source_of(asked) != reading.source and not self.run.has(source_of(asked)):
            # It moved: what was imported from the former address is no longer there.
            self.run.result.readings.append(Reading(source=source_of(asked), gone=True))
        if self.run.has(reading.source):
            return
        rows = tuple(row for row in reading.rows if self._is_new(row))
        self.run.keep(Reading(source=reading.source, rows=rows, notes=reading.notes))

    def _is_new(self, row: Row) -> bool:
        """Whether a passage was on no page before; a telephone number in a corner is on all."""
        text = " ".join(str(row.values["answer"]).casefold().split())
        if text in self.said:
            self.twice += 1
            return False
        self.said.add(text)
        return True

    def _missed(self, url: str, error: NotHad) -> None:
        source = source_of(url)
        if error.gone:
            self.run.result.readings.append(Reading(source=source, gone=True))
        elif not error.refused:
            self.run.result.unread.append(source)
        if not error.gone or not self.follows:
            self.run.result.notes.append(str(error))

    def _add(self, link: str) -> None:
        try:
            url = page_address(link)
        except NotHad:
            return
        parts = urlsplit(url)
        steps = [step for step in parts.path.split("/") if step]
        key = source_of(url)
        if (
            not same_site(url, self.start)
            or key in self.seen
            or len(self.seen) >= WAITING
            or len(steps) > DEPTH
            or len(url) > LONGEST
            or PurePosixPath(parts.path).suffix.lower() in _NO_PAGE
            or _NO_CONTENT.search(parts.path)
            or any(steps.count(step) > 2 for step in steps)
        ):
            return
        if parts.query:
            self.queries[parts.path] = self.queries.get(parts.path, 0) + 1
            if self.queries[parts.path] > QUERIES:
                return
        self.seen.add(key)
        self.waiting.append(url)
