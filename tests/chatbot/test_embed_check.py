"""What the launch check finds on the websites that may show the chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.embed_check import EmbedFacts, Seen, Served, gather_embed, known_sites
from chatbot.embed_check import is_on_the_websites_it_is_meant_for as judge
from chatbot.embed_policy import covers, frame_refused, policies, script_refused
from chatbot.embed_tag import read_page
from chatbot.models import Embedding
from lab.web_server import Reply, WebServer, page, pages, redirect, secure_site, text
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.web.origins import pattern_of
from tests.ops.launch.web.lab import world_of

APP = "https://chat.example.net"
SITE = "https://www.example.com"
TAG = f'<script async src="{APP}/embed.js"></script>'


def facts(html: str, *, policy: str = "", url: str = f"{SITE}/", **more: Any) -> EmbedFacts:
    """One website with this page."""
    listed = more.pop("listed", (SITE,))
    seen = Seen(
        origin=SITE,
        url=url,
        way=f"{SITE}/ (301) -> {url} (200)",
        read=read_page(html, url, APP),
        policies=tuple(policies([policy] if policy else [])),
    )
    served = Served(
        sites=tuple(pattern_of(one) for one in listed),
        panel_policies=tuple(policies([f"frame-ancestors 'self' {' '.join(listed)}"])),
    )
    return EmbedFacts(
        app=APP,
        listed=listed,
        seen=(seen,),
        served=replace(served, **more.pop("served", {})),
        **more,
    )


def found(*args: Any, **more: Any) -> list[Finding]:
    return list(judge(facts(*args, **more)))


def only(*args: Any, **more: Any) -> Finding:
    findings = found(*args, **more)
    assert len(findings) == 1, findings
    return findings[0]


@pytest.mark.parametrize(
    "html",
    [
        TAG,
        f"<script defer src={APP}/embed.js data-color='#0a7'></script>",
        f'<base href="{APP}/"><script async src="/embed.js"></script>',
        f'<script>var s=document.createElement("script");s.src="{APP}/embed.js";</script>',
        f'<script type="module" src="{APP}/embed.js"></script>',
        f'<script async src="{APP}/embed.js?v=2"></script>',
    ],
)
def test_nothing_is_said_where_the_chat_works(html: str) -> None:
    assert found(f"<html><head>{html}</head><body>Hello</body></html>") == []


@pytest.mark.parametrize(
    ("html", "severity", "words"),
    [
        ("<p>Hello</p>", Severity.TRUST, "not in the page"),
        (f"<!-- {TAG} -->", Severity.TRUST, "comment"),
        (f"<noscript>{TAG}</noscript>", Severity.BLOCKER, "<noscript>"),
        (f"<template>{TAG}</template>", Severity.BLOCKER, "<template>"),
        (
            f"<p>{TAG.replace('<', '&lt;').replace('>', '&gt;')}</p>",
            Severity.BLOCKER,
            "as text, for visitors to read",
        ),
        (
            '<script async src="http://chat.example.net/embed.js"></script>',
            Severity.BLOCKER,
            "wrong address",
        ),
        (
            '<script async src="https://old.onrender.com/embed.js"></script>',
            Severity.TRUST,
            "another address",
        ),
        (TAG + TAG, Severity.CLEANUP, "2 times"),
        (TAG.replace(" async", ""), Severity.CLEANUP, "waits for the script"),
        (
            TAG.replace("async", 'type="text/plain" data-cookieconsent="x"'),
            Severity.CLEANUP,
            "holds the line back",
        ),
        (
            TAG.replace("async src", 'type="rocketlazyloadscript" data-rocket-src'),
            Severity.CLEANUP,
            "holds the line back",
        ),
    ],
)
def test_a_line_that_is_missing_or_does_nothing(html: str, severity: Severity, words: str) -> None:
    finding = only(f"<html><body>{html}</body></html>")
    assert (finding.severity, finding.subject.split()[0]) == (severity, SITE)
    assert words in finding.summary and finding.fix and finding.impact


def test_embed_scripts_of_other_products_are_not_taken_for_ours() -> None:
    others = '<script async src="https://tally.so/widgets/embed.js"></script>'
    assert found(TAG + others) == []
    assert "not in the page" in only(others).summary


def test_a_tag_manager_may_add_it_and_is_named() -> None:
    manager = '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-X"></script>'
    finding = only(manager)
    assert finding.severity is Severity.TRUST
    assert "tag manager" in finding.fix and "accept this finding" in finding.fix


@pytest.mark.parametrize(
    ("policy", "fix"),
    [
        ("default-src 'self'", f"add script-src 'self' {APP}; add frame-src 'self' {APP};"),
        (f"default-src 'none'; script-src {APP}", f"add frame-src {APP};"),
        (f"script-src 'self'; frame-src {APP}", f"add {APP} to script-src;"),
        (f"script-src {APP}; child-src 'none'", f"add {APP} to child-src (in place of 'none');"),
        (
            f"script-src 'nonce-abc' 'strict-dynamic' {APP}; frame-src *",
            "give our line the same nonce",
        ),
        (f"script-src-elem 'self'; script-src {APP}", f"add {APP} to script-src-elem;"),
        (f"default-src *, default-src 'self' {APP}; frame-src 'none'", "to frame-src"),
    ],
)
def test_a_policy_that_forbids_is_a_blocker_and_says_what_to_add(policy: str, fix: str) -> None:
    finding = only(TAG, policy=policy)
    assert finding.severity is Severity.BLOCKER
    assert fix in finding.fix


@pytest.mark.parametrize(
    "policy",
    [
        f"default-src 'none'; script-src {APP}; frame-src {APP}",
        "default-src https:",
        "default-src *",
        "script-src https://*.example.net; frame-src https://*.example.net",
        "img-src 'none'; object-src 'none'",
        f"default-src 'self' {APP}/",
    ],
)
def test_policies_that_let_it_through(policy: str) -> None:
    assert found(TAG, policy=policy) == []


def test_a_nonce_on_our_line_is_enough_for_a_strict_page() -> None:
    strict = f"script-src 'nonce-abc' 'strict-dynamic'; frame-src {APP}"
    assert found(TAG.replace("async", 'async nonce="abc"'), policy=strict) == []
    added = f'<script nonce="abc">load("{APP}/embed.js")</script>'
    assert found(added, policy=strict) == []


def test_a_policy_in_the_page_itself_counts_too() -> None:
    meta = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\">"
    assert only(meta + TAG).severity is Severity.BLOCKER


def test_without_a_frame_the_button_opens_an_empty_window() -> None:
    finding = only(TAG, policy=f"script-src {APP}; frame-src 'none'")
    assert "empty window" in finding.impact


@pytest.mark.parametrize(
    ("html", "severity"), [(TAG, Severity.BLOCKER), ("<p>Hello</p>", Severity.TRUST)]
)
def test_a_redirect_to_a_site_that_is_not_listed_names_the_line(
    html: str, severity: Severity
) -> None:
    finding = only(html, url="https://example.com/")
    assert finding.severity is severity
    assert "Add the line https://example.com " in finding.fix


def test_a_redirect_below_a_star_is_fine() -> None:
    listed = (SITE, "https://*.example.com")
    assert found(TAG, url="https://en.example.com/", listed=listed) == []


@pytest.mark.parametrize(
    ("served", "subject", "severity"),
    [
        ({"script_status": 503}, "embed.js", Severity.BLOCKER),
        ({"script_type": "text/html"}, "embed.js", Severity.BLOCKER),
        ({"sites": ()}, "embed.js", Severity.BLOCKER),
        ({"panel_status": 403}, "widget", Severity.BLOCKER),
        (
            {"panel_policies": tuple(policies(["frame-ancestors 'self'"]))},
            "widget",
            Severity.BLOCKER,
        ),
        ({"panel_policies": (), "panel_frame_options": "DENY"}, "widget", Severity.BLOCKER),
        ({"panel_frame_options": "SAMEORIGIN"}, "widget", Severity.CLEANUP),
    ],
)
def test_what_our_own_server_gets_wrong(
    served: dict[str, Any], subject: str, severity: Severity
) -> None:
    finding = only(TAG, served=served)
    assert (finding.subject, finding.severity) == (subject, severity)


def test_what_our_server_gets_wrong_is_no_blocker_where_nothing_carries_the_line() -> None:
    other = "https://other.example"
    shown = facts(TAG, listed=(SITE, other), served={"sites": (pattern_of(SITE),)})
    (late,) = judge(shown)
    assert (late.severity, other in late.summary) == (Severity.TRUST, True)


def test_a_website_that_does_not_answer_is_unknown_and_hides_no_finding() -> None:
    shown = facts("<p>Hello</p>")
    both = replace(shown, seen=(*shown.seen, Seen(origin="https://b.example", trouble="is away")))
    told = []
    with pytest.raises(CannotTell, match="https://b.example is away"):
        for finding in judge(both):
            told.append(finding)
    assert [finding.subject for finding in told] == [SITE]


def test_only_a_star_gives_nothing_to_open() -> None:
    starred = replace(facts(TAG, listed=("https://*.example.com",)), seen=())
    with pytest.raises(NotApplicable):
        list(judge(starred))


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ("chat.example.net", True),
        ("https://chat.example.net:443", True),
        ("http://chat.example.net", True),
        ("chat.example.net:8443", False),
        ("*.net", True),
        ("*.chat.example.net", False),
        ("https://chat.example.net/embed.js", True),
        ("https://chat.example.net/other/", False),
        ("http:", True),
        ("wss:", False),
        ("'unsafe-inline'", False),
        ("'self'", False),
    ],
)
def test_sources_are_compared_as_browsers_do(source: str, fits: bool) -> None:
    assert covers(source, f"{APP}/embed.js", f"{SITE}/") is fits


def test_no_directive_means_no_limit() -> None:
    quiet = policies(["upgrade-insecure-requests; frame-ancestors 'self'"])
    assert script_refused(quiet, APP, SITE) is None and frame_refused(quiet, APP, SITE) is None


@pytest.mark.parametrize("html", ["<script", "<!--" * 5000, "<a b=" * 20000, "<script>" * 3000])
def test_hostile_markup_does_no_harm(html: str) -> None:
    read_page(html + TAG, SITE, APP)


# Gathering, on servers of our own ----------------------------------------------------------------


def ours(listed: str, **more: Any) -> Any:
    """The app as it answers."""
    return secure_site(
        "chat.example.net",
        {
            "/embed.js": text(
                f'((config)=>{{}})({{"sites": "{listed}"}})', "text/javascript; charset=utf-8"
            ),
            "/widget/": page(
                "", content_security_policy="frame-ancestors 'self' https://www.example.com"
            ),
        }
        | more,
    )


def gathered(site: Reply, *, origins: str = SITE, **sites: Any) -> EmbedFacts:
    Embedding.objects.create(pk=1, origins=origins)
    # The pattern as it stands in a JSON string.
    known = pattern_of(SITE).replace("\\", "\\\\")
    routes = {
        "chat.example.net": ours(known),
        "www.example.com": secure_site("www.example.com", {"/": site}),
        "example.com": lambda asked: redirect("https://www.example.com/"),
    }
    with WebServer(routes | sites) as server:
        world = world_of(server, "chat.example.net", url=f"{APP}/", inside=True)
        facts: EmbedFacts = gather_embed(world)
        return facts


@pytest.mark.django_db
def test_a_website_that_works_is_read_over_the_network() -> None:
    strict = f"default-src 'none'; script-src {APP}; frame-src {APP}"
    facts = gathered(page("Hello", head=TAG, content_security_policy=strict))
    assert [tag.place for tag in facts.seen[0].read.tags] == ["page"]
    assert facts.served.trouble == "" and facts.served.sites == (pattern_of(SITE),)
    assert list(judge(facts)) == []


@pytest.mark.django_db
def test_the_way_to_a_name_that_is_not_listed_is_told() -> None:
    facts = gathered(page("Hello", head=TAG), origins="https://example.com")
    (elsewhere,) = [one for one in judge(facts) if one.subject == "https://example.com"]
    assert "https://www.example.com, which is not on your list" in elsewhere.summary
    assert "(301) -> https://www.example.com/ (200)" in elsewhere.evidence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "words"),
    [
        (page("Coming soon", status=503), "answered with 503"),
        (text("{}", "application/json"), "no page"),
        (redirect("http://127.0.0.1:22/"), "private address"),
        (redirect("https://www.example.com/"), "circle"),
    ],
)
def test_a_website_that_cannot_be_read_is_unknown(site: Reply, words: str) -> None:
    facts = gathered(site)
    assert words in facts.seen[0].trouble
    with pytest.raises(CannotTell):
        list(judge(facts))


@pytest.mark.django_db
def test_nothing_listed_means_only_our_own_pages() -> None:
    with WebServer({"chat.example.net": pages({})}) as server:
        world = world_of(server, "chat.example.net", url=f"{APP}/", inside=True)
        with pytest.raises(NotApplicable, match="only on your own pages"):
            gather_embed(world)


@pytest.mark.django_db
def test_on_a_laptop_there_is_nothing_to_open() -> None:
    Embedding.objects.create(pk=1, origins=SITE)
    with WebServer({"127.0.0.1": pages({})}) as server:
        world = world_of(server, "127.0.0.1", url="http://127.0.0.1:8000/", inside=True)
        with pytest.raises(NotApplicable, match="your own computer"):
            gather_embed(world)


@pytest.mark.django_db
def test_it_reads_what_our_own_server_really_sends(client: Client, settings: Settings) -> None:
    settings.EMBED_ORIGINS = ["https://www.bücher.example", "https://*.example.org"]
    script = client.get("/embed.js").content.decode()
    sites = known_sites(script)
    for origin in ("https://www.xn--bcher-kva.example", "https://*.example.org"):
        assert pattern_of(origin) in sites
    policy = client.get("/widget/?embed=1").headers["Content-Security-Policy"]
    assert "https://*.example.org" in policy
