"""``manage.py smoke_test`` against a real server, whole and broken."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from typing import Any

import pytest

from tests.live_site import LiveSite, free_port
from tests.ops.smoke.conftest import FOUNDER
from tests.ops.smoke.counting import counts

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def begin(site: LiveSite, *options: str, **env: str) -> subprocess.Popen[str]:
    """The command, started."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "smoke_test", "--json", *options],
        cwd=site.code,
        env=site.env | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(site: LiveSite, *options: str, **env: str) -> tuple[int, dict[str, Any], str]:
    """The command's exit code, its report and its words."""
    done = begin(site, *options, **env)
    out, words = done.communicate(timeout=120)
    return done.returncode, json.loads(out or "{}"), words


def statuses(report: dict[str, Any]) -> dict[str, str]:
    """What became of each step."""
    return {step["id"]: step["status"] for step in report["steps"]}


def details(report: dict[str, Any]) -> dict[str, str]:
    """What was seen at each step."""
    return {step["id"]: step["detail"] for step in report["steps"]}


def test_all_works_and_nothing_stays(site: LiveSite) -> None:
    before = counts(site)
    code, report, words = run(site, site.url, "--accounts", "--no-browser")
    found = statuses(report)
    # No email leaves a machine whose emails are files.
    assert found.pop("leads.arrival") == "skipped"
    assert found.pop("chat.model") == "skipped"
    assert set(found.values()) == {"pass"}, words
    assert len(report["steps"]) == 14
    assert (code, report["verdict"], report["version"]) == (0, "works", "development")
    assert "by HTTP, as asked" in details(report)["chat.widget"]
    assert counts(site) == before
    assert site.env["OPS_TOKEN"] not in words + json.dumps(report)


@pytest.mark.skipif(not CHROMIUM, reason="needs a browser: install Debian's chromium")
def test_in_a_browser_it_opens_here_and_on_the_founders_page(site: LiveSite) -> None:
    before = counts(site)
    code, report, words = run(site, site.url)
    said = details(report)["chat.widget"]
    assert code == 0, words
    assert "it opens and answers" in said and said.endswith(f"on a page of {FOUNDER}")
    assert counts(site) == before


@pytest.mark.skipif(not CHROMIUM, reason="needs a browser: install Debian's chromium")
def test_without_the_token_the_browser_opens_it_and_asks_nothing(site: LiveSite) -> None:
    before = counts(site)
    code, report, words = run(site, site.url, OPS_TOKEN="")
    assert code == 3
    assert "nothing was asked" in details(report)["chat.widget"], words
    assert statuses(report)["chat.message"] == "unknown"
    assert statuses(report)["site.homepage"] == "pass"
    assert "OPS_TOKEN" in words
    assert counts(site) == before


def test_from_outside_the_lead_goes_with_its_conversation(site: LiveSite, tmp_path: Any) -> None:
    before = counts(site)
    elsewhere = {
        "SITE_URL": "https://another.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
    }
    code, report, words = run(site, site.url, "--no-browser", **elsewhere)
    assert (code, statuses(report)["chat.message"]) == (3, "unknown")
    assert "--send-token" in words
    code, report, words = run(site, site.url, "--no-browser", "--send-token", **elsewhere)
    found = statuses(report)
    assert found["leads.lead"] == "pass", words
    assert (code, found["leads.confirmation"]) == (3, "unknown")
    assert counts(site) == before


def test_another_database_than_the_sites_is_noticed(site: LiveSite, tmp_path: Any) -> None:
    before = counts(site)
    code, report, words = run(
        site, site.url, "--no-browser", DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3"
    )
    assert "DATABASE_URL" in words
    assert statuses(report)["leads.lead"] == "pass" and code == 3
    assert counts(site) == before


def test_a_token_that_the_site_does_not_take_leaves_nothing(site: LiveSite) -> None:
    before = counts(site)
    code, report, words = run(site, site.url, "--no-browser", OPS_TOKEN="another" * 6)
    assert (code, statuses(report)["site.up"]) == (1, "fail")
    assert "set the same OPS_TOKEN here and there" in words
    assert counts(site) == before


def test_what_a_killed_run_left_goes_with_the_next(site: LiveSite) -> None:
    before = counts(site)
    killed = begin(site, site.url, "--no-browser", "--timeout", "20")
    assert killed.stderr is not None
    for line in killed.stderr:
        if "A lead is taken" in line:
            os.kill(killed.pid, signal.SIGKILL)
            break
    killed.communicate()
    left = counts(site)
    assert left != before
    code, _, words = run(site, site.url, "--no-browser")
    assert code == 0 and "traces of an earlier smoke test" in words
    assert counts(site) == before


@pytest.mark.parametrize("url", ["ftp://a.example", "nonsense", "http://", "https://u:p@a.example",
                                 "http://a.example/path", "http://[::1"])  # fmt: skip
def test_wrong_use_is_said(site: LiveSite, url: str) -> None:
    code, _, words = run(site, url)
    assert code == 2
    assert "https://example.com" in words


def test_a_browser_that_is_none_is_wrong_use(site: LiveSite) -> None:
    code, _, words = run(site, site.url, "--browser", "/nowhere/chromium")
    assert code == 2 and "--no-browser" in words


def test_a_site_that_does_not_answer_fails_once(site: LiveSite) -> None:
    code, report, words = run(site, f"http://127.0.0.1:{free_port()}", "--timeout", "3")
    assert code == 1
    found = statuses(report)
    assert found.pop("site.up") == "fail"
    assert set(found.values()) == {"unknown"}
    assert "nothing listens" in words and "Look at the web process" in words
