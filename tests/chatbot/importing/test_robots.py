"""robots.txt, as RFC 9309 has it."""

from __future__ import annotations

import pytest

from chatbot.importing.robots import parse

RULES = """
User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search*q=

User-agent: other-bot
Disallow: /

Sitemap: https://example.com/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a.pdf", False),
        ("/a.pdf?x=1", True),
        ("/search?p=1&q=2", False),
        ("/%70rivate", False),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert parse(RULES).allows(path) is allowed


def test_a_group_that_names_us_stands_instead_of_the_one_for_all() -> None:
    text = (
        "User-agent: *\nDisallow: /\n\nUser-agent: a\nUser-agent: Slipway-Import/2\nDisallow: /x\n"
    )
    assert parse(text).allows("/")
    assert not parse(text).allows("/x/y")


def test_several_groups_for_all_are_one() -> None:
    text = "User-agent: *\nDisallow: /a\nCrawl-delay: 3\nUser-agent: *\nDisallow: /b\n"
    assert not parse(text).allows("/a")
    assert not parse(text).allows("/b")


def test_sitemaps_are_listed_and_comments_are_not() -> None:
    assert parse(RULES).sitemaps == ("https://example.com/map.xml",)
    assert parse("User-agent: * # all\nDisallow: # nothing\n").allows("/x")


def test_rules_full_of_stars_cost_no_time() -> None:
    text = "User-agent: *\nDisallow: /" + "*a" * 900 + "b$\n"
    assert parse(text).allows("/" + "a" * 1_900)
