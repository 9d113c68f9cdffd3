"""What a web page says, and what of it is not its own."""

from __future__ import annotations

import json
import time

import pytest

from chatbot.importing.html_page import read_page
from chatbot.importing.rows import Row
from chatbot.importing.sections import rows_of

URL = "https://example.com/prices"


def rows(body: str, head: str = "") -> list[Row]:
    html = (
        f"<!doctype html><html><head><title>A coach</title>{head}</head><body>{body}</body></html>"
    )
    page = read_page(html, URL)
    return rows_of(page.sections, document=page.title, url=URL, file=False)


def text(body: str, head: str = "") -> str:
    return "\n".join(str(row.values["answer"]) for row in rows(body, head))


def only(body: str, head: str = "") -> dict[str, object]:
    (row,) = rows(body, head)
    return row.values


def test_each_heading_is_an_entry_with_its_address_on_the_page() -> None:
    found = rows(
        "<h1>Coaching</h1><p>We talk.</p><h2 id=prices>Prices</h2><p>Single: $150.</p>"
        "<section id=refunds><h2>Refunds</h2><p>Within 14 days.</p></section>"
    )
    assert [(row.key, row.values["answer"], row.values["url"]) for row in found] == [
        ("Coaching", "We talk.", URL),
        ("Coaching \u203a Prices", "Single: $150.", f"{URL}#prices"),
        ("Coaching \u203a Refunds", "Within 14 days.", f"{URL}#refunds"),
    ]
    assert found[1].values["title"] == "Coaching \u203a Prices"
    assert found[1].values["variants"] == ["Prices"]


@pytest.mark.parametrize("mark", ["\u00a7", "\u00b6", " #"])
def test_a_headings_link_to_itself_is_no_part_of_it(mark: str) -> None:
    (row,) = rows(f"<h2 id=p>Prices<a href=#p>{mark}</a></h2><p>One hour is $150.</p>")
    assert row.key == "Prices"


def test_only_the_main_content_is_read() -> None:
    said = text(
        "<header><a href=/>Logo</a></header><nav>Menu words</nav><main><h1>Prices</h1>"
        "<p>One session of an hour costs one hundred and fifty dollars here.</p></main>"
        "<aside>Other posts</aside><footer>Imprint</footer>"
    )
    assert said == "One session of an hour costs one hundred and fifty dollars here."


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>secret</p>",
        '<p style="display: none">secret</p>',
        '<p style="visibility:hidden">secret</p>',
        '<p style="font-size:0">secret</p>',
        '<p style="position:absolute;left:-9999px">secret</p>',
        '<p style="opacity:0">secret</p>',
        '<p aria-hidden="true">secret</p>',
        '<p class="gone">secret</p>',
        '<p id="gone">secret</p>',
        '<p class="sr-only">secret</p>',
        "<!-- secret -->",
        "<template><p>secret</p></template>",
        "<noscript>secret</noscript>",
        "<script>secret</script>",
        "<svg><text>secret</text></svg>",
        '<div class="cookie-banner">secret</div>',
        '<div id="CookieConsent"><div class="cookie-consent">secret</div></div>',
        '<div role="dialog">secret</div>',
        "<form><label>secret</label></form>",
        "<button>secret</button>",
        '<div class="newsletter">secret</div>',
        '<ul class="breadcrumbs"><li>secret</li></ul>',
    ],
)
def test_what_readers_do_not_see_or_stands_on_every_page_is_left_out(hidden: str) -> None:
    css = "<style>.gone, #gone { display:none } @media print { p { display:none } }</style>"
    said = text(f"<h1>Prices</h1><p>One hour is $150, and six are $800.</p>{hidden}", css)
    assert said == "One hour is $150, and six are $800."


def test_a_word_in_a_class_is_no_furniture_by_chance() -> None:
    said = text(
        '<p class="market-share">Shown one.</p><p class="recipe-menu-card">Shown two.</p>'
        '<form class="whole-page"><p>Shown three, in the form that holds the whole page.</p></form>'
    )
    assert all(f"Shown {number}" in said for number in ("one", "two", "three"))


def test_a_collapsed_answer_is_no_hidden_text() -> None:
    entry = only(
        '<h3><button aria-expanded="false" aria-controls="a1">Do you travel?</button></h3>'
        '<div id="a1" hidden><p>No, we meet by video.</p></div>'
    )
    assert entry["title"] == "Do you travel?"
    assert entry["answer"] == "No, we meet by video."
    assert entry["kind"] == "faq"


def test_a_bare_button_that_opens_an_answer_is_its_question() -> None:
    entry = only(
        '<div><button aria-expanded="false">Do you travel?</button><div>No, by video.</div></div>'
    )
    assert (entry["title"], entry["kind"]) == ("Do you travel?", "faq")


def test_every_kind_of_question_markup_becomes_a_question() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "FAQPage",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": "Do you &amp; yours travel?",
                        "acceptedAnswer": {"text": "<p>No.</p><ul><li>Video<li>Phone</ul>"},
                    }
                ],
            }
        ],
    }
    found = rows(
        "<h2 id=q1>How long is a session?</h2><p>One hour.</p>"
        "<details id=q2><summary>Do you record it?</summary><p>Never.</p></details>"
        "<dl><dt id=q3>May I bring a colleague?<dd>Yes, one.</dl>",
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
    )
    assert [(row.values["title"], row.values["answer"], row.values["kind"]) for row in found] == [
        ("How long is a session?", "One hour.", "faq"),
        ("Do you record it?", "Never.", "faq"),
        ("May I bring a colleague?", "Yes, one.", "faq"),
        ("Do you & yours travel?", "No.\n\n- Video\n- Phone", "faq"),
    ]
    assert [row.values["url"] for row in found[:3]] == [f"{URL}#q{n}" for n in (1, 2, 3)]


def test_a_question_that_is_shown_and_declared_is_one_entry() -> None:
    data = {
        "@type": ["WebPage", "FAQPage"],
        "mainEntity": {"name": "Do you travel?", "acceptedAnswer": {"text": "Old."}},
    }
    entry = only(
        "<details><summary>Do you travel?</summary>New.</details>",
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
    )
    assert entry["answer"] == "New."


def test_broken_question_data_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"@type": "FAQPage", </script>'
    head += '<script type="application/ld+json">[1, {"@type": "FAQPage", "mainEntity": [3, {}]}]'
    assert text("<p>Words.</p>", head + "</script>") == "Words."


def test_text_after_a_question_goes_on_where_it_was() -> None:
    found = rows("<h2>Help</h2><details><summary>A?</summary>Yes.</details><p>Call us.</p>")
    assert [(row.key, row.values["answer"]) for row in found] == [
        ("Help \u203a A?", "Yes."),
        ("Help", "Call us."),
    ]


def test_tables_say_what_each_value_is() -> None:
    said = text(
        "<table><thead><tr><th>Service<th>Length<th>Price<tbody>"
        "<tr><td>Single<td>60 minutes<td>$150<tr><td>Six<td>6 hours<td>$800</table>"
    )
    assert said == (
        "- Service: Single; Length: 60 minutes; Price: $150\n"
        "- Service: Six; Length: 6 hours; Price: $800"
    )


def test_a_table_that_only_lays_the_page_out_is_read_as_the_page() -> None:
    found = rows("<table><tr><td><h2>Prices</h2><p>$150.</p></td></tr></table>")
    assert found[0].key == "Prices"


def test_definitions_and_lists_keep_name_and_value_together() -> None:
    said = text(
        "<dl><dt>Monday<dd>9 to 17<dt>Friday<dd>closed</dl><ol><li>Write<ul><li>or call</ul>"
        "<li>Wait</ol>"
    )
    assert said == "- Monday: 9 to 17\n- Friday: closed\n1. Write\n  - or call\n2. Wait"


def test_line_breaks_inside_a_paragraph_are_kept() -> None:
    assert text("<p>Single: $150<br>Six: $800</p>") == "Single: $150\nSix: $800"


def test_links_and_the_canonical_address_are_absolute() -> None:
    page = read_page(
        '<html><head><link rel="canonical" href="/prices"></head><body>'
        '<a href="about#team">a</a><a href="//other.example.net/x">b</a>'
        '<a href="mailto:ana@example.com">c</a><a href="http://[bad">d</a></body></html>',
        "https://example.com/prices?utm_source=x",
    )
    assert page.canonical == "https://example.com/prices"
    assert page.links == ("https://example.com/about", "https://other.example.net/x")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep",
        "<p>" * 200_000,
        "<table><tr><td>" * 20_000,
        "<!--" * 200_000,
        "<![CDATA[" * 100_000,
        "<a href='" * 50_000,
        "<ul><li>" * 30_000 + "deep",
        "&" * 500_000,
        "<details><summary>q?" * 5_000,
        "<h1>" * 50_000 + "x",
        "<dl><dt>a<dd>" * 20_000,
    ],
)
def test_hostile_markup_ends_in_time(html: str) -> None:
    began = time.process_time()
    rows_of(read_page(f"<html><body>{html}", URL).sections, document="x", url=URL, file=False)
    assert time.process_time() - began < 30
