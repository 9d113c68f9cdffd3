"""Verdicts on the handover document and on who owns the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from lab.dns_server import DnsServer
from lab.look import world_of
from ops.handover import marks
from ops.handover.rows import Handover, HandoverAnswers
from ops.launch.gather.inside_handover import HandoverFacts, gather_handover
from ops.launch.world import target_for
from tests.ops.launch.inside.facts import LIVE, found, severities

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MARKS = {
    "domain": "chat.example.com", "platform": "render", "email_provider": "postmark",
    "dns_host": "Cloudflare", "secrets": ["EMAIL_API_KEY", "SECRET_KEY"],
}  # fmt: skip
FINE = HandoverFacts(
    now=NOW, local=False, written=NOW - timedelta(days=89), owner_email="maya@example.com",
    then=MARKS, at_present=MARKS,
    answers={"owner": "Maya", "owner_reach": "+46 1", "second": "Jonas, +46 2"},
)  # fmt: skip
CHECKS = ("monitoring.handover", "monitoring.owner")


def test_a_site_that_was_handed_over_has_nothing_to_mend() -> None:
    for id in CHECKS:
        assert severities(id, FINE) == []


def test_a_laptop_needs_no_handover() -> None:
    bare = replace(FINE, local=True, written=None, owner_email="", answers={})
    for id in CHECKS:
        assert severities(id, bare) == []


@pytest.mark.parametrize(
    ("changed", "id", "severity", "words"),
    [
        ({"written": None}, CHECKS[0], "cleanup", "None was ever written"),
        ({"written": NOW - timedelta(days=91)}, CHECKS[0], "cleanup", "2026-08-27"),
        ({"at_present": {**MARKS, "platform": "heroku"}}, CHECKS[0], "cleanup",
         "the platform (was render, is heroku)"),
        ({"at_present": {**MARKS, "domain": "a.test"}}, CHECKS[0], "cleanup", "is a.test"),
        ({"at_present": {**MARKS, "dns_host": "Gandi"}}, CHECKS[0], "cleanup", "is Gandi"),
        ({"at_present": {**MARKS, "email_provider": "resend"}}, CHECKS[0], "cleanup", "is resend"),
        ({"at_present": {**MARKS, "secrets": ["LLM_API_KEY", "SECRET_KEY"]}}, CHECKS[0], "cleanup",
         "LLM_API_KEY is new, EMAIL_API_KEY is gone"),
        ({"owner_email": ""}, CHECKS[1], "trust", "OWNER_EMAIL is empty"),
        ({"answers": {"owner": "Maya", "owner_reach": "1"}}, CHECKS[1], "cleanup",
         "who stands in"),
        ({"answers": {}}, CHECKS[1], "cleanup", "who the owner is"),
    ],
    ids=["none", "old", "platform", "domain", "dns", "email", "secrets", "mailbox", "second",
         "nobody"],
)  # fmt: skip
def test_what_is_missing(changed: dict[str, object], id: str, severity: str, words: str) -> None:
    (finding,) = found(id, replace(FINE, **changed))  # type: ignore[arg-type]
    assert finding.severity.value == severity and words in finding.evidence


def test_what_is_not_known_now_has_not_changed() -> None:
    unknown = {**MARKS, "dns_host": "", "platform": ""}
    assert severities(CHECKS[0], replace(FINE, at_present=unknown)) == []
    assert severities(CHECKS[0], replace(FINE, then=unknown)) == []


def test_a_document_whose_marks_changed_and_is_old_is_told_once() -> None:
    both = replace(FINE, written=NOW - timedelta(days=200), at_present={**MARKS, "domain": "b.se"})
    assert len(found(CHECKS[0], both)) == 1


@pytest.mark.django_db
def test_it_is_read_from_the_database_and_the_name_servers(settings: Settings) -> None:
    settings.OWNER_EMAIL = "maya@example.com"
    HandoverAnswers.keep({"owner": "Maya"})
    Handover.objects.create(site="x", marks={"domain": "old.se"}, open_questions=3)
    with DnsServer("example.com NS ada.ns.cloudflare.com.") as dns:
        world = world_of(dns, target=target_for("chat.example.com", inside=True))
        facts = gather_handover(world)
    assert facts.at_present["dns_host"] == "Cloudflare" and facts.then == {"domain": "old.se"}
    assert facts.at_present["domain"] == "testserver" and facts.open_questions == 3
    assert "OPS_TOKEN" in facts.at_present["secrets"] and facts.answers == {"owner": "Maya"}
    assert (facts.owner_email, facts.local) == ("maya@example.com", False)
    assert [finding.subject for finding in found(CHECKS[1], facts)] == ["named"]


def test_an_smtp_server_is_known_by_whose_it_is() -> None:
    smtp = replace(LIVE, email_provider="smtp", smtp=("smtp+tls", "smtp.resend.com"))
    assert marks.email_provider(smtp) == "resend"
    other = replace(smtp, smtp=("smtp", "mail.example.org"))
    assert marks.email_provider(other) == "mail.example.org"
    assert marks.email_provider(LIVE) == "postmark"
