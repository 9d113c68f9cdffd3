"""The report for a ticket."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ops.launch.report import FORMATS, Options
from ops.launch.report.as_markdown import escaped, fenced
from ops.launch.report.harmless import harmless, is_harmless
from tests.ops.launch.report import samples

#: As lenient as Markdown gets: raw HTML is passed through.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    found = []
    for token in READER.parse(text):
        found += [token, *(token.children or [])]
    return found


def words(text: str) -> str:
    return "".join(
        token.content for token in tokens(text) if token.type in ("text", "text_special", "fence")
    )


def test_it_holds_everything() -> None:
    text = FORMATS["markdown"](samples.full(), Options())
    said = words(text)
    for part in ("Not ready to launch", "www.example.com shows visitors", "hello@example.com"):
        assert part in said
    fences = [token.content.rstrip("\n") for token in READER.parse(text) if token.type == "fence"]
    assert samples.LONG_KEY in fences
    assert "heroku domains:add www.example.com" in fences


def test_hostile_text_becomes_no_link_image_heading_or_html() -> None:
    text = FORMATS["markdown"](samples.hostile(), Options())
    kinds = {token.type for token in tokens(text)}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "hr", "code_inline"}
    headings = [token for token in tokens(text) if token.type == "heading_open"]
    own = [line for line in text.split("\n") if line.startswith("#")]
    assert len(headings) <= len(own)
    assert all(is_harmless(line) for line in text.split("\n"))


def test_words_come_out_as_they_went_in() -> None:
    for text in (*samples.HOSTILE[:-1], "1. one", "- two", "+ three", "= four", "a  b", "&amp;"):
        line = harmless(text.replace("\n", " ")).strip()
        assert words(f"Note: {escaped(line)}") == f"Note: {line}"


def test_github_finds_no_link_or_mention_in_words() -> None:
    assert escaped("https://evil.example.net") == "https\\://evil.example.net"
    assert escaped("www.example.net") == "www\\.example.net"
    assert escaped("@everyone #1") == "\\@everyone \\#1"


def test_a_fence_is_longer_than_any_in_it() -> None:
    assert fenced("a\n````\nb").startswith("`````text\n")
