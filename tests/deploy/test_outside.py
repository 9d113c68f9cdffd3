"""The lines of the workflow that looks from outside, run against a site that breaks and heals."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from django.conf import settings

from lab.slack_server import SlackServer
from tests.live_site import BIN

ROOT = Path(settings.BASE_DIR)
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/outside.yml").read_text())
JOB: dict[str, Any] = WORKFLOW["jobs"]["look"]
READY = {"checks": {"database": {"status": "ok", "ms": 1}, "migrations": {"status": "ok"}}}
#: What a fork is made of as far as the command is concerned; no database, no ``.env``.
PARTS = ("manage.py", "config", "ops", "chatbot", "leads", "templates", "locale", "pyproject.toml")


@dataclass
class Site:
    """A site on loopback that answers as the app does; ``broken`` is another's error page."""

    url: str = ""
    broken: bool = False


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if site.broken:
                self.answer(502, "<title>Bad gateway</title>")
            elif self.path == "/healthz":
                self.answer(200, json.dumps({"status": "ok", "version": "1"}))
            elif self.path == "/readyz":
                self.answer(200, json.dumps(READY))
            else:
                self.answer(200, "<title>Hello</title>")

        def answer(self, status: int, body: str) -> None:
            self.send_response(status)
            if not site.broken:
                self.send_header("X-Request-ID", "0123456789abcdef")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            """Nothing on the screen of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare copy of the repository, and the packages beside it."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    (folder / ".venv").symlink_to(BIN.parent)
    return folder


def run(checkout: Path, folder: Path, url: str, webhook: str = "") -> tuple[int, str]:
    """One run of the workflow's own lines, with no more than the runner gives them."""
    (line,) = [step["run"] for step in JOB["steps"] if step.get("name") == "look"]
    done = subprocess.run(
        ["bash", "-e", "-c", line], cwd=checkout, check=False, capture_output=True, text=True,
        timeout=120,
        env={
            "PATH": os.environ["PATH"], "HOME": str(folder), "LIVE_URL": url, "WAIT": "0",
            "MEMORY": str(folder / "outside.json"), "SLACK_WEBHOOK_URL": webhook,
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "CI": "true",
        },
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_outage_fails_one_run_and_its_end_is_told(checkout: Path, tmp_path: Path) -> None:
    with served() as site, SlackServer() as slack:
        ended, said = run(checkout, tmp_path, site.url, slack.url)
        assert (ended, "works" in said) == (0, True), said
        assert not slack.messages
        site.broken = True
        ended, said = run(checkout, tmp_path, site.url, slack.url)
        assert ended == 1, said
        assert "FAILS    What stands in front" in said
        assert "Traceback" not in said, said
        (incident,) = json.loads((tmp_path / "outside.json").read_text())["watch"]["incidents"]
        assert incident["layer"] == "edge"
        ended, said = run(checkout, tmp_path, site.url, slack.url)
        assert ended == 0, said
        assert "and that has been told" in said
        site.broken = False
        assert run(checkout, tmp_path, site.url, slack.url)[0] == 0
    first, last = (message["text"] for message in slack.messages)
    assert "An error page comes in place of the app (127.0.0.1)" in first
    assert "Over: " in last
    shown = (tmp_path / "summary.md").read_text()
    assert "FAILS" in shown and slack.url not in shown


def test_it_is_off_until_it_is_switched_on_and_looks_often() -> None:
    assert "vars.WATCH_FROM_OUTSIDE == 'on'" in JOB["if"]
    (schedule,) = WORKFLOW[True]["schedule"]
    minutes = [int(one) for one in schedule["cron"].split()[0].split(",")]
    assert len(minutes) == 4 and 0 not in minutes, "at the full hour GitHub is late"
    (env,) = [step["env"] for step in JOB["steps"] if step.get("name") == "look"]
    assert set(env) == {"SLACK_WEBHOOK_URL"}
    kept = [step for step in JOB["steps"] if "actions/cache/" in step.get("uses", "")]
    assert len({step["with"]["key"] for step in kept}) == 1
    assert kept[-1]["if"] == "always()", "a failed run has to remember that it has told"
    assert {step["with"]["path"] for step in kept} == {JOB["env"]["MEMORY"]}
