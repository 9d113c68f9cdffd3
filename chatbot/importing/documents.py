"""What a web address gave, whatever kind of document it is, as rows with that address."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from chatbot.importing.decode import decode
from chatbot.importing.html_page import read_page
from chatbot.importing.read import ENDINGS, read_bytes
from chatbot.importing.rows import Reading, Row, UnreadableFile
from chatbot.importing.sections import rows_of
from chatbot.importing.visit import PAGE, NotHad, page_address, same_site, source_of
from ops.launch.network.fetch import Response

#: Addresses of one sitemap that are read, and bytes of it once unpacked.
MOST_LOCATIONS = 2_000
LARGEST_SITEMAP = 5_000_000
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_TYPES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/yaml": ".yaml",
    "text/yaml": ".yaml",
    "text/markdown": ".md",
    "text/plain": ".txt",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: the rows, and the links of a page."""

    reading: Reading
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A sitemap: the addresses it lists, and whether those are sitemaps themselves."""

    locations: tuple[str, ...]
    is_index: bool


def is_page(answer: Response) -> bool:
    """Whether an answer is HTML, by what it says or by how it begins."""
    kind = _type(answer)
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    begin = answer.body[:512].lstrip().lower()
    return kind in ("", "text/plain") and begin.startswith((b"<!doctype html", b"<html"))


def read_listing(answer: Response) -> Listing | None:
    """The sitemap that an answer is, or None (https://www.sitemaps.org/protocol.html).

    Read with a pattern rather than an XML parser: all we want of it are its ``<loc>`` lines.
    """
    body = answer.body
    if body[:2] == b"\x1f\x8b":
        try:
            body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(LARGEST_SITEMAP)
        except (OSError, EOFError, zlib.error):
            return None
    text = body[:LARGEST_SITEMAP].decode("utf-8", "replace")
    begin = text[:3000].lower()
    is_index = "<sitemapindex" in begin
    if not is_index and "<urlset" not in begin:
        return None
    found = [unescape(loc) for loc in _LOC.findall(text)[:MOST_LOCATIONS]]
    return Listing(tuple(dict.fromkeys(found)), is_index)


def read_answer(answer: Response) -> Document:
    """The rows of an answer; raises ``UnreadableFile``."""
    if is_page(answer):
        return _read_page(answer)
    ending = _TYPES.get(_type(answer), "")
    by_name = PurePosixPath(urlsplit(answer.url).path).suffix.lower()
    if by_name in ENDINGS and ending in ("", ".txt"):
        ending = by_name
    if answer.body.startswith(b"%PDF-"):
        ending = ".pdf"
    if not ending:
        raise UnreadableFile(
            f"{answer.url} is neither a page nor a document but {_type(answer) or 'unnamed data'}."
        )
    if answer.cut:
        raise UnreadableFile(f"{answer.url} is too large. Download it, split it, import the parts.")
    name = PurePosixPath(urlsplit(answer.url).path).stem or "document"
    try:
        read = read_bytes(f"{name}{ending}", answer.body)
    except UnreadableFile as error:
        raise UnreadableFile(f"{answer.url}: {error}") from error
    rows = tuple(
        Row(place=row.place, key=row.key, values={"url": answer.url} | row.values)
        for row in read.rows
    )
    return Document(Reading(source=source_of(answer.url), rows=rows, notes=read.notes))


def _read_page(answer: Response) -> Document:
    page = read_page(_text(answer)[:PAGE], answer.url)
    url = answer.url
    try:
        canonical = page_address(page.canonical) if page.canonical else ""
    except NotHad:
        canonical = ""
    if canonical and same_site(canonical, url):
        url = canonical
    name = page.title or urlsplit(url).path.strip("/") or urlsplit(url).hostname or ""
    rows = tuple(rows_of(page.sections, document=name, url=url, file=False))
    whole = page.whole and not answer.cut and len(answer.body) <= PAGE
    notes = () if whole else (f"{url} is very large; only its beginning was read.",)
    return Document(Reading(source=source_of(url), rows=rows, notes=notes), page.links)


def _text(answer: Response) -> str:
    """A page's text: what its header says, else the page itself, else what it can be."""
    said = re.search(r"charset\s*=\s*[\"']?([\w-]+)", answer.header("content-type").lower())
    meta = _CHARSET.search(answer.body[:4096])
    names = [said[1] if said else "", meta[1].decode("ascii") if meta else ""]
    if answer.body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(answer.body)[0]
    for name in filter(None, names):
        try:
            return answer.body.decode(name, "replace")
        except LookupError:
            continue
    try:
        return answer.body.decode("utf-8")
    except UnicodeDecodeError:
        return answer.body.decode("cp1252", "replace")


def _type(answer: Response) -> str:
    return answer.header("content-type").partition(";")[0].strip().lower()
