"""Readers of other people's text: whatever comes in, a value or their own refusal comes out.

Those of SPF, DKIM, DMARC and signed messages, of JSON bodies, client addresses and redaction have
the same kind of test beside the rest of theirs; these are the remaining ones.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from chatbot.colour import hex_colour
from chatbot.guards.claims.parse import read as read_claims
from chatbot.importing.decode import decode
from chatbot.importing.html_page import read_page
from chatbot.importing.robots import parse as parse_robots
from chatbot.importing.rows import UnreadableFile
from leads.capture import one_line
from ops.launch.checks.web.headers import directives
from ops.launch.checks.web.hsts import read_policy
from ops.launch.findings import CannotTell
from ops.launch.gather.web.html import read_html
from ops.launch.gather.web.lighthouse import read_report
from ops.launch.network.connect import Rule
from ops.launch.network.names import BadName, ascii_name, is_local, registrable, shown
from ops.logs.lines import harmless
from ops.web.campaign import TouchSerializer, UtmField
from ops.web.client_errors import frames_of, path_of
from ops.web.client_ip import client_network, parse_proxies
from ops.web.edge import accepted_encoding
from ops.web.origins import BadOrigin, origin_is_listed, pattern_of, tidy_origin
from ops.web.request_id import acceptable
from ops.web.same_origin import from_our_site

TEXT = st.text(max_size=300)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE",
            "<script",
            "<style",
            "<textarea>",
            "<title>",
            "<p",
            "<a href=",
            "<base href=",
            "<table><tr><td>",
            "&#",
            "&amp",
            "&#x110000;",
            "&#0;",
            '"',
            "'",
            "=",
            " ",
            "\n",
            "\x00",
            "x",
            "<h2>",
            "<li>",
            "<svg>",
            "http://[",
            "//",
            "javascript:",
            "</script>",
            "<details><summary>",
        ]
    ),
    max_size=60,
).map("".join)
HEADER = st.text(
    st.characters(min_codepoint=1, max_codepoint=255, exclude_characters="\r\n"), max_size=120
)


@given(st.one_of(TEXT, st.builds("https://{}:{}".format, st.text(max_size=40), st.integers())))
@example("https://a.example/\r\nevil")
@example("https://*.example.com*")
def test_an_origin_is_one_or_is_refused(text: str) -> None:
    try:
        found = tidy_origin(text)
    except BadOrigin as error:
        assert str(error)
        return
    assert re.fullmatch(r"https?://(\*\.)?[a-z0-9.-]+(:\d{1,5})?", found)
    assert tidy_origin(found) == found
    if "*" not in found:
        assert origin_is_listed(found, [found])
    for other in (f"{found}.evil.example", f"{found}@evil.example", f"{found}:1", "null", ""):
        assert not origin_is_listed(other, [found])


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,2}", fullmatch=True), TEXT)
def test_a_star_stands_for_names_below_and_nothing_else(below: str, text: str) -> None:
    listed = ["https://*.example.com"]
    assert origin_is_listed(f"https://{below}.example.com", listed)
    assert not origin_is_listed("https://example.com", listed)
    assert not origin_is_listed(f"https://{below}.example.com.{below}.evil", listed)
    assume(not re.fullmatch(r"[\w.-]+", text))
    assert not origin_is_listed(f"https://{text}.example.com", listed)
    assert re.compile(pattern_of(listed[0]))


@given(
    st.one_of(
        TEXT,
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["User-agent", "Allow", "Disallow", "Sitemap", "Crawl-delay", "", "x"]
                ),
                st.sampled_from(
                    ["*", "/", "/a*b$", "/" + "*a" * 50, "Slipway-import", "%", "%zz", "\x00", ""]
                ),
            )
        ).map(lambda rows: "\n".join(f"{name}: {value}" for name, value in rows)),
    ),
    TEXT,
)
def test_any_robots_txt_gives_rules(text: str, path: str) -> None:
    allowed, rule = parse_robots(text).rule_for(f"/{path}")
    assert isinstance(allowed, bool) and isinstance(rule, str)
    assert parse_robots(f"User-agent: *\nDisallow: /\n{''}").rule_for("/x")[0] is False


@given(st.one_of(TEXT, MARKUP))
def test_any_markup_is_a_page(text: str) -> None:
    read_page(text, "http://example.com/")
    found = read_html(text, "http://example.com/")
    assert found is not None


@given(st.binary(max_size=300))
def test_any_octets_are_text_or_refused_in_words(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except UnreadableFile as error:
        assert str(error)
    else:
        text.encode("utf-8")


@given(TEXT)
def test_any_header_of_a_site_under_check_is_read(text: str) -> None:
    read_policy(text)
    assert all(name == name.lower() for name in directives(text))


@given(
    st.one_of(
        TEXT,
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=9)),
            lambda inner: st.one_of(
                st.lists(inner),
                st.dictionaries(
                    st.sampled_from(
                        ["categories", "performance", "score", "audits", "numericValue", "x"]
                    ),
                    inner,
                ),
            ),
        ).map(json.dumps),
    )
)
def test_any_report_of_lighthouse_is_facts_or_a_reason(text: str) -> None:
    with contextlib.suppress(CannotTell):
        read_report(text)


@given(st.one_of(TEXT, st.lists(st.sampled_from("a:[]1.-*"), max_size=40).map("".join)))
def test_any_rule_of_connect_to_is_one_or_refused(text: str) -> None:
    try:
        rule = Rule.parse(text)
    except ValueError as error:
        assert "--connect-to" in str(error)
    else:
        assert 0 <= rule.port < 65_536 and 0 <= rule.to_port < 65_536


@given(TEXT)
def test_any_name_is_ascii_or_refused(text: str) -> None:
    try:
        name = ascii_name(text)
    except BadName as error:
        assert str(error)
        return
    assert name.isascii() and len(name) <= 253 and not set(name) & set("/@ :?#[]\\\r\n\x00")
    assert ascii_name(name) == name
    for told in (shown(name), registrable(name)):
        assert told is None or "\n" not in told
    is_local(name)


@given(
    st.dictionaries(
        st.text(max_size=60),
        st.one_of(
            TEXT,
            st.integers(),
            st.none(),
            st.booleans(),
            st.lists(st.text(max_size=3)),
            st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
        ),
    )
)
def test_any_campaign_is_short_texts_or_refused(data: dict[str, Any]) -> None:
    try:
        found = UtmField().run_validation(data)
    except ValidationError:
        return
    assert len(found) <= 12
    assert all(len(name) <= 40 and len(value) <= 200 for name, value in found.items())


@given(st.one_of(TEXT, st.integers(), st.lists(TEXT), st.dictionaries(TEXT, TEXT)))
def test_a_touch_is_an_object(data: Any) -> None:
    serializer = TouchSerializer(data=data)
    if serializer.is_valid():
        assert set(serializer.validated_data) <= {"page_url", "referrer", "utm"}


AMOUNTS = st.lists(
    st.sampled_from(
        [
            "$",
            "€",
            "£",
            "USD",
            "9",
            "1",
            ",",
            ".",
            "'",
            " ",
            "\u00a0",
            "\u202f",
            "k",
            "m",
            "bn",
            "%",
            "½",
            "٣",
            "३",
            "²",
            "million",
            "hundert",
            "-",
            "–",
            "/",
            "per",
            "hour",
            "twelve",
            "XIV",
            "ein",
            "und",
            "zwanzig",
            "9" * 400,
            "1e999",
            "0x10",
            "\u200b",
            "१२",
            "⑫",
            "Ⅻ",
            "..",
            ",,",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(TEXT, AMOUNTS))
@example("$" + "9" * 5_000)
@example("€1" + ",000" * 500)
def test_any_sentence_is_read_for_prices_and_numbers(text: str) -> None:
    assert read_claims(text) is not None


@given(TEXT)
def test_an_error_of_a_browser_is_frames_and_a_path(text: str) -> None:
    for address in (text, f"http://{text}", f"https://a.example/{text}"):
        path = path_of(address)
        assert len(path) <= 300 and "?" not in path and "#" not in path
    for frame in frames_of(f"at {text} (https://a.example/{text}:1:2)\n{text}@http://x/{text}:1"):
        assert isinstance(frame["lineno"], int)


@given(HEADER)
def test_headers_of_a_visitor_are_read_or_passed_over(value: str) -> None:
    request = RequestFactory().get(
        "/", headers={"Accept-Encoding": value, "Origin": value, "Sec-Fetch-Site": value}
    )
    assert accepted_encoding(request) in ("", "br", "gzip")
    assert not from_our_site(request) or value in ("same-origin", "none")
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", acceptable(value))


@given(
    st.one_of(
        TEXT,
        st.lists(
            st.sampled_from(
                ["1", "10.0.0.0/8", "heroku", "cloudflare", "::/0", "-1", "1/33", "²", " ", "99"]
            )
        ).map(",".join),
    )
)
def test_any_setting_of_proxies_is_read_or_refused(text: str) -> None:
    try:
        proxies = parse_proxies(text)
    except ValueError as error:
        assert str(error)
    else:
        assert proxies.hops >= 0


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_household_is_one_line_whatever_its_addresses_end_in(
    address: ipaddress.IPv6Address, end: int
) -> None:
    neighbour = ipaddress.IPv6Address(int(address) >> 64 << 64 | end)
    assert client_network(str(address)) == client_network(str(neighbour))


@given(TEXT)
def test_a_name_is_one_line_that_turns_nothing_around(text: str) -> None:
    once = one_line(text)
    assert one_line(once) == once
    assert len(once.splitlines()) <= 1
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x00\x9b")


@given(TEXT)
def test_a_line_of_the_log_is_acted_upon_by_nothing(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    assert len(once.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", once)
    assert json.loads(harmless(json.dumps(text, ensure_ascii=False))) == text


@given(TEXT)
def test_a_colour_is_six_digits_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        found = hex_colour(text)
        assert found == "" or re.fullmatch(r"#[0-9a-f]{6}", found)


@pytest.mark.parametrize("url", ["http://[", "http://a:b:c", "http://[::1", "//[x]"])
def test_the_addresses_python_itself_stumbles_over_are_among_them(url: str) -> None:
    """So that the tests above have met what makes ``urlsplit`` raise."""
    with pytest.raises(ValueError, match=r".+"):
        urlsplit(url).port  # noqa: B018
