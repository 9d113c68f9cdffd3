"""All that one run imports: files, pages, sitemaps, whole sites. Reads, and stores nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from chatbot.importing.crawl import Crawl
from chatbot.importing.documents import Listing, is_page, read_answer, read_listing
from chatbot.importing.read import read_bytes, read_file
from chatbot.importing.rows import (
    MOST_ROWS,
    Gathered,
    Progress,
    Reading,
    UnreadableFile,
    silent,
)
from chatbot.importing.visit import (
    DOCUMENT,
    NotHad,
    Visitor,
    same_site,
    source_of,
)
from ops.launch.gather.web.follow import origin_of
from ops.launch.network.fetch import Response

#: Pages of a site unless asked otherwise, and the most that can be asked for.
PAGES, MOST_PAGES = 100, 500
#: Sitemap files of one site that are read.
SITEMAPS = 10
#: The addresses of pages of a host that an earlier import read.
Known = Callable[[str], Iterable[str]]


def is_web_address(place: str) -> bool:
    """Whether a place is on the web, and no file."""
    return place.strip().lower().startswith(("http://", "https://"))


@dataclass(kw_only=True)
class Gathering:
    """One run. ``known`` lets pages be found again that nothing links to any more."""

    visitor: Visitor | None = None
    pages: int = PAGES
    known: Known = lambda host: ()
    progress: Progress = silent
    result: Gathered = field(default_factory=Gathered)

    @property
    def web(self) -> Visitor:
        """The one visitor of the run, made when an address is first read."""
        if self.visitor is None:
            self.visitor = Visitor()
        return self.visitor

    def places(self, places: Sequence[str], *, site: bool = False) -> Gathered:
        """Files and addresses; with ``site`` an address stands for its whole site."""
        for number, place in enumerate(places):
            self.progress(number, len(places), place)
            try:
                if is_web_address(place):
                    self._address(place.strip(), site=site)
                else:
                    self.keep(read_file(Path(place)))
            except UnreadableFile as error:
                hint = ""
                if not is_web_address(place) and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", place):
                    hint = " For a web page, begin with https://." if "." in place else ""
                named = str(error).startswith(place)
                self.result.problems.append(f"{'' if named else f'{place}: '}{error}{hint}")
            except NotHad as error:
                self.result.problems.append(str(error))
        self._end()
        return self.result

    def upload(self, name: str, data: bytes) -> Gathered:
        """One file that was handed over."""
        self.progress(0, 1, name)
        try:
            self.keep(read_bytes(name, data))
        except UnreadableFile as error:
            self.result.problems.append(f"{name}: {error}")
        self._end()
        return self.result

    def _end(self) -> None:
        if self.result.rows > MOST_ROWS:
            self.result.problems.append(
                f"There are {self.result.rows:,} entries in all; {MOST_ROWS:,} can be imported in "
                "one run. Import a part of it."
            )
        if (
            not self.result.problems
            and not self.result.rows
            and not any(reading.gone for reading in self.result.readings)
        ):
            self.result.problems.append("There is no text to import.")

    def keep(self, reading: Reading) -> None:
        """Take a file or page into the run."""
        if self.has(reading.source):
            raise UnreadableFile(
                f"Two files of this run are named {reading.source}. Rename one: its name is how "
                "its entries are found again."
            )
        self.result.readings.append(reading)
        self.result.notes += [f"{reading.source}: {note}" for note in reading.notes]

    def has(self, source: str) -> bool:
        """Whether a file or page is in the run already."""
        return any(other.source == source for other in self.result.readings)

    def _address(self, url: str, *, site: bool) -> None:
        answer = self.web.page(url, limit=DOCUMENT)
        listing = read_listing(answer)
        if listing is not None:
            pages = self._listed(answer, listing)
            Crawl(self, answer.url, follows=False).visit(pages)
        elif site and is_page(answer):
            Crawl(self, answer.url, follows=True).visit(self._starts(answer), answer)
        else:
            reading = read_answer(answer).reading
            if not self.has(reading.source):
                self.keep(reading)

    def _starts(self, answer: Response) -> list[str]:
        """The page itself, what earlier imports read, and what the site's sitemaps list."""
        origin = origin_of(answer.url)
        host = source_of(origin).rstrip("/")
        listed: list[str] = []
        for place in self.web.robots(answer.url).sitemaps or (f"{origin}/sitemap.xml",):
            try:
                found = self.web.page(urljoin(answer.url, place))
            except NotHad:
                continue
            listing = read_listing(found)
            listed += self._listed(found, listing) if listing else []
        return [answer.url, *self.known(host), *listed]

    def _listed(self, answer: Response, listing: Listing) -> list[str]:
        """The pages of a sitemap and of those it names."""
        pages: dict[str, None] = {}
        waiting, read = [(answer.url, listing)], 1
        while waiting:
            url, listing = waiting.pop(0)
            inside = [place for place in listing.locations if same_site(place, answer.url)]
            if len(inside) < len(listing.locations):
                other = len(listing.locations) - len(inside)
                self.result.notes.append(f"{url}: {other} addresses of other hosts were left out.")
            if not listing.is_index:
                pages.update(dict.fromkeys(inside))
                continue
            for place in inside:
                if read >= SITEMAPS:
                    self.result.notes.append(f"Only {SITEMAPS} sitemaps were read.")
                    break
                read += 1
                try:
                    found = read_listing(self.web.page(place))
                except NotHad as error:
                    self.result.notes.append(str(error))
                    continue
                if found is not None:
                    waiting.append((place, found))
        return list(pages)
