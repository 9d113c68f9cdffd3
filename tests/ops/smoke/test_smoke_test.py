"""``manage.py smoke_test`` against a real server, whole and broken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.live_site import LiveSite, live_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The demo, with accounts."""
    with live_site(tmp_path_factory.mktemp("smoke"), ACCOUNTS="true") as running:
        yield running


def run(site: LiveSite, *options: str, **env: str) -> tuple[int, dict[str, Any], str]:
    """The command's exit code, its report and its words."""
    done = subprocess.run(
        [sys.executable, "manage.py", "smoke_test", "--json", *options],
        cwd=site.code,
        env=site.env | env,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def statuses(report: dict[str, Any]) -> dict[str, str]:
    """What became of each step."""
    return {step["id"]: step["status"] for step in report["steps"]}


COUNT = (
    "from django.contrib.auth import get_user_model as u; from chatbot.models import Conversation; "
    "from leads.models import Lead; from ops.models import OutboxMessage as o; "
    "from django.contrib.sessions.models import Session as s; "
    "from allauth.account.models import EmailAddress as e; "
    "print('COUNTS', [m.objects.count() for m in (u(), Conversation, Lead, o, s, e)])"
)


def test_all_works_and_nothing_stays(site: LiveSite) -> None:
    before = site.manage("shell", "-c", COUNT)
    code, report, words = run(site, site.url, "--accounts")
    assert set(statuses(report).values()) == {"pass"}, words
    assert len(report["steps"]) == 10
    assert (code, report["verdict"]) == (0, "works")
    assert site.manage("shell", "-c", COUNT) == before
    assert site.env["OPS_TOKEN"] not in words + json.dumps(report)


def test_with_accounts_off_that_part_cannot_be_told(site: LiveSite) -> None:
    code, report, _ = run(site, site.url)
    assert (code, len(report["steps"])) == (0, 5)


def test_without_the_token_nothing_is_left_in_the_figures(site: LiveSite) -> None:
    before = site.manage("shell", "-c", COUNT)
    code, report, words = run(site, site.url, OPS_TOKEN="")
    assert code == 3
    assert statuses(report)["chat.message"] == "unknown"
    assert statuses(report)["site.homepage"] == "pass"
    assert "OPS_TOKEN" in words
    assert site.manage("shell", "-c", COUNT) == before


@pytest.mark.parametrize("url", ["ftp://a.example", "nonsense", "http://", "https://u:p@a.example",
                                 "http://a.example/path", "http://[::1"])  # fmt: skip
def test_wrong_use_is_said(site: LiveSite, url: str) -> None:
    code, _, words = run(site, url)
    assert code == 2
    assert "https://example.com" in words


def test_a_site_that_does_not_answer_fails(site: LiveSite) -> None:
    code, report, _ = run(site, "http://127.0.0.1:9", "--timeout", "3")
    assert code == 1
    assert statuses(report)["site.homepage"] == "fail"
