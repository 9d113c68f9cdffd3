"""The page a founder forwards: whole in itself, and nothing in it acts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from chatbot.colour import contrast
from ops.launch.findings import Report, Severity
from ops.launch.report import FORMATS, Options
from ops.launch.report.harmless import is_harmless
from tests.browser.conftest import CHROMIUM
from tests.ops.launch.report import samples
from tests.ops.launch.report.samples import finding, report, result


def html_of(one: Report) -> str:
    return FORMATS["html"](one, Options())


class Reader(HTMLParser):
    """Which elements and attributes a page has, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_asks_nobody_for_anything() -> None:
    page = Reader(html_of(samples.full()))
    assert not page.tags & {"script", "link", "img", "iframe", "object", "form", "svg", "base"}
    assert page.addresses == {"#finding-1", "#finding-2"}
    assert "@import" not in page.words
    assert "url(" not in page.words


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    text = html_of(samples.full())
    style = re.search(r"<style>(.*)</style>", text, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = Reader(text)
    assert "http-equiv" in policy.attributes
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in text
    assert "unsafe" not in text


def test_it_says_everything() -> None:
    words = " ".join(Reader(html_of(samples.full())).words.split())
    for part in (
        "Not ready to launch",
        "Tonight Two SPF records contradict each other",
        "Delete the TXT record",
        samples.LONG_KEY,
        "A visitor or an inbox is hurt by this today.",
        "Could not be checked",
        "A launch depends on this one.",
        "Accepted until 31 December 2026",
        "include:sendgrid.net (1)",
        "1 new, 1 fixed, 1 unchanged",
        "Passed dns.delegation, dns.apex, dns.caa",
        "Skipped",
    ):
        assert part in words


def test_without_findings_there_is_nothing_for_tonight() -> None:
    words = Reader(html_of(report(result("dns.apex")))).words
    assert "Ready to launch" in words
    assert "Tonight" not in words


def test_hostile_text_makes_no_element_and_hides_nothing() -> None:
    harmless_page, page = Reader(html_of(samples.full())), Reader(html_of(samples.hostile()))
    assert page.tags <= harmless_page.tags
    assert page.attributes <= harmless_page.attributes
    assert all(address.startswith("#finding-") for address in page.addresses)
    assert all(is_harmless(line) for line in page.words.split("\n"))
    assert "<script>alert(1)</script>" in page.words
    assert "{{ 7|add:7 }}" in page.words


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("needs a browser: install Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


TEXTS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim()) continue;
    let under = node;
    while (/, 0\\)$/.test(getComputedStyle(under).backgroundColor)) under = under.parentElement;
    found.push([getComputedStyle(node).color, getComputedStyle(under).backgroundColor,
                walk.currentNode.data.trim().slice(0, 60)]);
  }
  return found;
}"""


def hexed(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("which", ["full", "hostile"])
def test_a_browser_shows_it_quietly(
    chromium: Browser, tmp_path: Path, which: str, width: int, scheme: str
) -> None:
    """No request, no complaint, no sideways scrolling, and every word can be read."""
    file = tmp_path / "report.html"
    file.write_text(html_of(getattr(samples, which)()))
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    texts = page.evaluate(TEXTS)
    assert texts
    for colour, under, words in texts:
        assert contrast(hexed(colour), hexed(under)) >= 4.5, (words, colour, under)
    context.close()
    assert (complaints, requests) == ([], [file.as_uri()])


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_one_press_selects_a_record_whole(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(html_of(samples.full()))
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(file.as_uri())
    page.locator("pre", has_text="v=DKIM1").click()
    assert page.evaluate("getSelection().toString()").strip() == samples.LONG_KEY
    page.close()


def test_only_a_trust_issue_is_for_this_week() -> None:
    words = Reader(html_of(report(result("a.b", finding(Severity.TRUST))))).words
    assert "This week" in words
