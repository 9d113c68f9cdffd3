"""The document of two real-looking sites: everything a stranger needs, and nothing guessed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from django.conf import settings

from ops.handover.as_html import as_html
from ops.handover.as_markdown import as_markdown
from ops.handover.compose import PARTS, compose
from ops.handover.document import Document, changed, from_json
from ops.handover.facts import Facts, LastCheck
from ops.handover.gathering import gather
from ops.handover.sealing import REMOVED, sealed
from ops.launch.findings import Unknown
from ops.launch.world import World
from tests.ops.handover import sites
from tests.ops.launch.inside.facts import LIVE

pytestmark = pytest.mark.django_db
COMMON = frozenset({"SECRET_KEY", "OPS_TOKEN", "DATABASE_URL"})


@cache
def seen(site: Callable[[], AbstractContextManager[World]]) -> Facts:
    """Asked once; the DNS, registry and settings of the lab."""
    with site() as world:
        return gather(world)


def northbound(**more: Any) -> Facts:
    """Heroku, Postmark, Cloudflare."""
    live = replace(
        LIVE, platform="heroku", platform_host="northbound.herokuapp.com",
        owner_email="maya@northbound.test", proxies="heroku,cloudflare",
        values={"SITE_URL": "https://chat.northbound.test", "EMAIL_PROVIDER": "postmark",
                "HEROKU_APP_NAME": "northbound"},
    )  # fmt: skip
    return replace(
        seen(sites.northbound),
        **{
            "platform": "heroku", "settings": live, "admin": "/manage/",
            "set_names": COMMON | {"EMAIL_API_KEY", "EDGE_SECRET", "SLACK_WEBHOOK_URL"},
            "before_that": ("51b09aa", datetime(2026, 11, 2, tzinfo=UTC)), **more,
        },
    )  # fmt: skip


def maya(**more: Any) -> Facts:
    """Render, Resend through SMTP, Namecheap."""
    live = replace(
        LIVE, email_provider="smtp", smtp=("smtp+tls", "smtp.resend.com"), owner_email="",
        values={"SITE_URL": "https://maya.test", "EMAIL_PROVIDER": "smtp"},
    )  # fmt: skip
    known = {"platform": "render", "settings": live, "set_names": COMMON | {"EMAIL_URL"}, **more}
    return replace(seen(sites.maya), **known)


def section(document: Document, title: str) -> str:
    """A section in Markdown, its escapes taken out."""
    text = as_markdown(document).partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    assert text, title
    return re.sub(r"\\([^\w\s])", r"\1", text)


def asked(document: Document) -> str:
    return "\n".join(one.question for one in document.open)


def row(document: Document, name: str, type: str, value: str) -> str:
    """Why a record is there."""
    (block,) = [b for b in document.section("The DNS records").blocks if b.kind == "table"]
    found = [r[3] for r in block.rows if (r[0], r[1]) == (name, type) and value in r[2]]
    assert len(found) == 1, (name, type, value, block.rows)
    return found[0]


def test_where_the_domain_lives_and_who_keeps_its_records() -> None:
    facts = northbound()
    text = section(compose(facts, sites.ANSWERS), "The domain")
    assert "| Registrar | Namecheap, Inc. |" in text
    assert "(199 days after this was written)" in text or "(200 days after" in text
    assert "Cloudflare: dash.cloudflare.com, your domain, DNS, Records" in text
    other = compose(maya(), {})
    assert "Namecheap: Domain List, Manage, Advanced DNS" in section(other, "The domain")
    assert "Where is maya.test registered, and until when is it paid?" in asked(other)


@pytest.mark.parametrize(
    ("name", "type", "value", "words"),
    [
        ("the domain itself", "NS", "ada", "Cloudflare keeps the records"),
        ("the domain itself", "A", "192.0.2.80", "this app is elsewhere"),
        ("the domain itself", "MX", "google", "mailboxes at Google Workspace"),
        ("the domain itself", "TXT", "v=spf1", "may send email as northbound.test: Google"),
        ("the domain itself", "TXT", "MS=", "Proves to Microsoft 365"),
        ("the domain itself", "TXT", "left-by", "Not known"),
        ("the domain itself", "CAA", "pki.goog", "Lets pki.goog issue certificates"),
        ("`chat`", "A", "104.16", "Leads visitors to the app, through Cloudflare"),
        ("`_dmarc`", "TXT", "v=DMARC1", "only pretends to be from this domain"),
        ("`20260301pm._domainkey`", "TXT", "p=MII", "what Postmark sends"),
        ("`google._domainkey`", "TXT", "p=MII", "what Google Workspace sends"),
        ("`pm-bounces`", "CNAME", "pm.mtasv.net", "goes back to Postmark"),
        ("`book`", "CNAME", "acuity", "Not known"),
    ],
)
def test_each_record_and_why_it_is_there(name: str, type: str, value: str, words: str) -> None:
    assert words in row(compose(northbound(), {}), name, type, value)


def test_a_record_that_says_nothing_of_itself_is_asked_about() -> None:
    assert "TXT at `northbound.test`, CNAME at `book.northbound.test`?" in asked(
        compose(northbound(), {})
    )


def test_a_stranger_can_roll_back_on_each_platform() -> None:
    heroku = section(compose(northbound(), {}), "Roll back")
    assert "heroku run -a northbound" in heroku and "HEROKU_APP_NAME=northbound" in heroku
    assert "HEROKU_API_KEY=the-token" in heroku and "51b09aa" in heroku
    assert "config vars back" in heroku and "Roll back to here" in heroku
    render = section(compose(maya(), {}), "Roll back")
    assert "Rollback to this deploy" in render and "RENDER_SERVICE_ID" in render
    own = replace(maya(), platform="", settings=replace(LIVE, platform="", platform_host=""))
    assert "RELEASE_VERSION" in section(compose(own, {}), "Roll back")
    for text in (heroku, render):
        assert "bin/rollback --yes" in text and "Automatic" in text.title()
    fly = section(compose(maya(platform="fly"), {}), "Roll back")
    assert "Fly.io's dashboard" in fly


def test_a_stranger_can_change_the_email_key() -> None:
    postmark = section(compose(northbound(), sites.ANSWERS), "Change the email key")
    for words in ("maya@northbound.test", "Servers, your server, API Tokens", "`EMAIL_API_KEY`",
                  "Reveal Config Vars", "send_test_email", "delete the old key"):  # fmt: skip
        assert words in postmark
    resend = section(compose(maya(), {}), "Change the email key")
    for words in ("API Keys, Create API Key", "`resend`", "smtp+tls://USER:PASSWORD@smtp.resend",
                  "`EMAIL_URL`", "Env Groups"):  # fmt: skip
        assert words in resend


def test_a_stranger_can_explain_dmarc_and_make_it_stricter() -> None:
    text = section(compose(northbound(), {}), "Email: SPF, DKIM and DMARC")
    assert "what to do with an email that neither of them vouches for" in text
    assert "`p=none` | An email that fails: deliver it all the same, and only report it." in text
    assert "Daily reports on who sends in your name go to `dmarc@northbound.test`" in text
    assert "To:    v=DMARC1; p=quarantine; rua=mailto:dmarc@northbound.test" in text
    assert "judged by that record but at `pm-bounces.northbound.test`" in text
    assert "include:spf.mtasv.net" not in text
    other = section(compose(maya(), {}), "Email: SPF, DKIM and DMARC")
    assert "To:    v=DMARC1; p=reject; sp=reject" in other
    assert "To get reports, add `; rua=mailto:`" in other


def test_every_secret_that_is_set_has_its_owner_and_its_way() -> None:
    document = compose(northbound(), sites.ANSWERS)
    text = section(document, "Settings and secrets")
    for name in northbound().set_names:
        part = text.partition(f"### `{name}`\n")[2].partition("### ")[0]
        assert "- Whose: " in part and "- To change it: " in part and "manage.py" in part, name
    assert "### `LLM_API_KEY`" not in text
    assert "`LLM_API_KEY`" in text.rpartition("not set here:")[2]
    assert "Whose: jonas@northbound.test" in text.partition("### `DATABASE_URL`")[2]


def test_questions_are_only_about_what_is_there() -> None:
    document = compose(northbound(), sites.ANSWERS)
    assert "Which Slack channel" in asked(document) and "at Cloudflare?" not in asked(document)
    assert "Sentry" not in asked(document)
    assert "Slack" not in asked(compose(maya(), {}))
    answered = dict.fromkeys(("alerts", "payment", "dns_account", "code_account"), "Maya")
    assert len(compose(northbound(), {**sites.ANSWERS, **answered}).open) == len(document.open) - 4


def test_findings_of_the_last_launch_check_worst_first() -> None:
    found = (("blocker", "The name leads nowhere.", "Do this.\n\n  a record", "dns.names"),
             ("trust", "Old.", "", "monitoring.handover"))  # fmt: skip
    check = LastCheck(at=datetime(2026, 11, 25, tzinfo=UTC), verdict="not_ready", findings=found)
    text = section(
        compose(northbound(last_check=check), {}), "Open findings of the last launch check"
    )
    assert "| The name leads nowhere. | Do this. | `dns.names` |" in text
    assert "monitoring.handover" not in text and "1 in number" in text
    assert "No launch check is kept" in asked(compose(northbound(), {}))


def test_with_nothing_known_everything_is_a_question_and_no_section_is_empty() -> None:
    nothing = Unknown("there is no network")
    facts = northbound(
        registration=nothing, dns=nothing, records=nothing, mail=nothing, tls=nothing,
        settings=nothing, platform="", set_names=frozenset(), inside=False,
    )  # fmt: skip
    document = compose(facts, {})
    assert all(section.blocks for section in document.sections)
    for words in ("registered", "DNS records", "On which platform", "Cloudflare", "certificates",
                  "backups", "variables and secrets"):  # fmt: skip
        assert words in asked(document), words
    text = as_markdown(document)
    assert "None" not in re.sub(r"None\.", "", text.replace("None is known", ""))
    assert "198" not in section(document, "The domain")


def test_what_a_person_or_a_zone_says_stays_text() -> None:
    nasty = "<script>x</script> `![a](http://b)` | [c](http://d)"
    document = compose(northbound(), {**sites.ANSWERS, "owner": nasty})
    page, text = as_html(document), as_markdown(document)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert not re.search(r"(?<!\\)(?:\]\(http|<script)", text)
    assert set(re.findall(r' (?:src|href)="(.)', page)) == {"#"} and "url(" not in page
    assert "default-src 'none'" in html.unescape(page)


def test_links_lead_to_sections_and_json_keeps_all() -> None:
    document = compose(northbound(), sites.ANSWERS)
    page = as_html(document)
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert len(wanted) == len(PARTS) and wanted <= set(re.findall(r'id="([^"]+)"', page))
    assert from_json(document.as_json()) == document
    assert changed(document, lambda text: text) == document
    with pytest.raises(ValueError, match="no handover document"):
        from_json({"site": "x"})


def test_documents_of_ordinary_sites_lose_nothing_to_the_scanner() -> None:
    for facts in (northbound(), maya()):
        document = compose(facts, sites.ANSWERS)
        assert sealed(document, settings.ENVIRONMENT) == (document, 0)


@pytest.mark.parametrize("where", ["answer", "finding", "setting"])
def test_a_secret_never_gets_out(where: str) -> None:
    own = settings.ENVIRONMENT.source["OPS_TOKEN"]
    shaped = "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    for secret in (own, shaped):
        facts, answers = northbound(), dict(sites.ANSWERS)
        if where == "answer":
            answers["passwords"] = f"it is {secret}"
        elif where == "finding":
            found = (("trust", f"Seen: {secret}", secret, "x.y"),)
            facts = northbound(last_check=LastCheck(at=facts.now, verdict="ready", findings=found))
        else:
            assert facts.settings is not None
            values = {**LIVE.values, "SENTRY_ENVIRONMENT": secret}
            facts = northbound(settings=replace(LIVE, values=values))
        document, removed = sealed(compose(facts, answers), settings.ENVIRONMENT)
        assert removed == 1
        assert secret not in as_markdown(document) and secret not in as_html(document)
        assert REMOVED in as_html(document) and "looked like a secret" in document.open[0].question


def test_who_looks_from_outside_is_named_as_seen_and_as_written() -> None:
    seen_looking = northbound(looked_at_by=(("Better Stack", "https://uptime.betterstack.com/"),))
    text = section(compose(seen_looking, {}), "Is it up? Uptime and logs")
    assert "Better Stack" in text and "uptime.betterstack.com" in text
    both = section(compose(seen_looking, {"uptime_account": "Maya's"}), "Is it up? Uptime and logs")
    assert "Better Stack" in both and "Maya's" in both
    assert "nobody is named" in section(compose(northbound(), {}), "Is it up? Uptime and logs")
