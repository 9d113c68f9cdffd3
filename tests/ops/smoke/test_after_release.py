"""The smoke test by itself after a release: once, quiet when all is well, loud when it is not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lab.slack_server import SlackServer
from leads.models import Lead
from ops.database import give_back
from ops.launch.checks.smoke import it_was_tried_and_works
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.smoke import SmokeFacts
from ops.models import OutboxMessage, Release, SmokeRun
from ops.smoke import leftovers
from ops.smoke.after_release import AfterRelease, key_of_release, wanted
from ops.smoke.rows import SILENT, TRIES
from tests.live_site import live_site
from tests.ops.smoke.counting import counts
from tests.ops.team import people


@contextmanager
def web_server(answer: Any) -> Iterator[str]:
    """A site on loopback that answers as ``answer(path)`` says: status, headers and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, body = answer(self.path, self.rfile.read(length))
            self.send_response(status)
            self.send_header("X-Request-ID", "the-request-1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_DELETE = do_GET

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def broken(path: str, body: bytes) -> tuple[int, bytes]:
    """It lives and knows us, and everything else is an error."""
    if path == "/healthz":
        return 200, b'{"status": "ok", "version": "r2"}'
    if path == "/readyz":
        return 200, b'{"checks": {"database": {"status": "ok", "detail": ""}}}'
    return 500, b"no"


@pytest.fixture
def release(settings: Any) -> Release:
    """Release r2, which is what this process is."""
    settings.VERSION, settings.DEBUG, settings.OPS_TOKEN = "r2", False, "t" * 32
    settings.OWNER_EMAIL = "maya@example.com"
    return Release.objects.create(version="r2", result=Release.Result.DONE)


def quick(**values: Any) -> AfterRelease:
    return AfterRelease(**{"look_every": 0.01, "in_a_row": 2, "pause": 0.01, "seconds": 2} | values)


def letters() -> list[str]:
    return list(OutboxMessage.objects.filter(kind="alert").values_list("text", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_failure_is_loud_and_told_once(
    release: Release, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with web_server(broken) as site, SlackServer() as slack:
        settings.SITE_URL, settings.SLACK_WEBHOOK_URL = site, slack.url
        run = quick().once()
        assert quick().once() is None
    assert run is not None and run.state == "fails"
    assert [step["id"] for step in run.failed][:2] == ["site.homepage", "chat.widget"]
    (letter,) = letters()
    assert "The homepage loads: no. The page: the site has an error of its own (500)." in letter
    assert "the-request-1" in letter and "bin/rollback" in letter
    (line,) = [r for r in caplog.records if getattr(r, "event", "") == "smoke_failed"]
    assert line.levelno == logging.ERROR and "site.homepage" in line.getMessage()
    (posted,) = slack.messages
    assert "The homepage loads" in str(posted["blocks"])
    assert slack.url not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_works_at_the_second_try_wakes_nobody(release: Release, settings: Any) -> None:
    asked: list[str] = []

    def slow_to_wake(path: str, body: bytes) -> tuple[int, bytes]:
        asked.append(path)
        return (500, b"") if path == "/readyz" and asked.count(path) == 1 else broken(path, body)

    with web_server(slow_to_wake) as site:
        settings.SITE_URL = site
        run = quick().once()
    assert run is not None and asked.count("/readyz") == 2
    assert "site.up" not in [step["id"] for step in run.failed]


@pytest.mark.django_db(transaction=True)
def test_a_release_that_never_becomes_live_is_told(release: Release, settings: Any) -> None:
    with web_server(lambda path, body: (200, b'{"version": "r1"}')) as site:
        settings.SITE_URL = site
        run = quick(patience=0.1).once()
    assert run is not None
    assert "still says: r1" in run.failed[0]["detail"]
    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_one_that_was_overtaken_says_nothing(release: Release, settings: Any) -> None:
    def overtaken(path: str, body: bytes) -> tuple[int, bytes]:
        Release.objects.create(version="r3", result=Release.Result.DONE)
        give_back()  # otherwise the test database cannot be dropped: this thread ends holding one
        return 200, b'{"version": "r3"}'

    # The row is written by the server's thread.
    with web_server(overtaken) as site:
        settings.SITE_URL = site
        run = quick(patience=20).once()
    assert run is not None and run.state == "overtaken"
    assert letters() == []


@pytest.mark.django_db
def test_each_release_is_tried_once_and_one_brought_back_again(release: Release) -> None:
    key = key_of_release()
    first = SmokeRun.objects.begin(tag="a" * 12, version="r2", after_release=key)
    assert first is not None
    assert SmokeRun.objects.begin(tag="b" * 12, version="r2", after_release=key) is None
    Release.objects.create(version="r2", kind="rollback", result=Release.Result.DONE)
    assert key_of_release() != key


@pytest.mark.django_db
def test_a_killed_one_is_taken_over_and_not_for_ever(release: Release) -> None:
    for tries in range(1, TRIES + 1):
        run = SmokeRun.objects.begin(tag=f"{tries:012}", version="r2", after_release="r2#1")
        assert run is not None and run.tries == tries
        SmokeRun.objects.update(place="elsewhere:1", alive_at=timezone.now() - SILENT * 2)
    assert SmokeRun.objects.begin(tag="c" * 12, version="r2", after_release="r2#1") is None


@pytest.mark.django_db
def test_what_killed_runs_left_goes_and_real_people_stay(release: Release) -> None:
    old = timezone.now() - timedelta(hours=2)
    SmokeRun.objects.create(tag="a" * 12, place="elsewhere:1", alive_at=old)
    SmokeRun.objects.create(tag="b" * 12, place="elsewhere:1")
    for name, is_test, when in (
        ("maya+smoke-aaaaaaaaaaaa", True, timezone.now()),
        ("maya+smoke-cccccccccccc", True, old),
        ("maya+smoke-bbbbbbbbbbbb", True, timezone.now()),
        ("maya+smoke-dddddddddddd", False, old),
        ("smoke-free", True, old),
    ):
        address = f"{name}@example.com"
        Lead.objects.create(email=address, email_key=address, is_test=is_test, created_at=when)
    assert leftovers.sweep() == 2
    left = sorted(Lead.objects.values_list("email", flat=True))
    assert [name.partition("@")[0] for name in left] == [
        "maya+smoke-bbbbbbbbbbbb", "maya+smoke-dddddddddddd", "smoke-free",
    ]  # fmt: skip
    assert leftovers.sweep() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{"DEBUG": True}, {"SMOKE_AFTER_RELEASE": False}, {"VERSION": "development"},
     {"OPS_TOKEN": ""}, {"MAINTENANCE": True}],
)  # fmt: skip
def test_never_on_a_laptop_nor_where_it_is_off(
    release: Release, settings: Any, change: dict[str, Any]
) -> None:
    assert wanted()
    for name, value in change.items():
        setattr(settings, name, value)
    assert not wanted()
    here = AfterRelease()
    here.start()
    assert here.thread is None


@pytest.mark.django_db(transaction=True)
def test_a_stop_leaves_it_to_the_next_process(release: Release, settings: Any) -> None:
    with web_server(lambda path, body: (200, b'{"version": "r1"}')) as site:
        settings.SITE_URL = site
        here = quick()
        here.start()
        for _ in range(100):
            if SmokeRun.objects.exists():
                break
            time.sleep(0.02)
        here.stop()
    assert here.thread is not None and not here.thread.is_alive()
    assert not SmokeRun.objects.exists()


@pytest.mark.django_db
def test_the_admin_opens_with_it_until_a_later_run_works(release: Release) -> None:
    client, home = Client(), reverse("admin:index")
    client.force_login(people.owner())
    run = SmokeRun.objects.create(
        tag="a" * 12,
        version="r2",
        state="fails",
        steps=[{"id": "x", "title": "The homepage loads", "status": "fail", "detail": "d"}],
    )
    page = client.get(home).content.decode()
    assert page.index("Release r2 does not work") < page.index("Asked for you")
    assert reverse("admin:ops_smokerun_change", args=[run.pk]) in page
    SmokeRun.objects.create(tag="b" * 12, version="r2", state="works")
    assert "does not work" not in client.get(home).content.decode()


def judged(**values: Any) -> list[Finding]:
    facts: dict[str, Any] = {
        "version": "r2",
        "tried": True,
        "failed": (),
        "by_itself": True,
        "local": False,
    }
    return list(it_was_tried_and_works(SmokeFacts(**facts | values)))


def test_the_launch_check_says_how_it_went() -> None:
    assert judged() == []
    (failed,) = judged(failed=(("The homepage loads", "an error"),))
    assert failed.severity == Severity.BLOCKER and "The homepage loads" in failed.summary
    (untried,) = judged(tried=False)
    assert untried.severity == Severity.CLEANUP and "Release r2" in untried.summary
    (unnamed,) = judged(tried=False, version="")
    assert "RELEASE_VERSION" in unnamed.fix
    with pytest.raises(NotApplicable):
        judged(tried=False, local=True)


def test_a_real_release_is_tried_once_by_two_processes(tmp_path: Path) -> None:
    """The proof of the whole: gunicorn as in production, nobody asks, and nothing stays."""
    with live_site(tmp_path, RELEASE_VERSION="r7", WEB_CONCURRENCY="2") as site:
        script = "from ops.models import SmokeRun as s; print(list(s.objects.values_list('state')))"
        for _ in range(30):
            time.sleep(1)
            if 'event": "smoke_' in site.log.read_text():
                break
        assert site.manage("shell", "-c", script).strip().endswith("[('works',)]")
        found = counts(site)
        assert {found[name] for name in ("leads_lead", "chatbot_conversation")} == {0}
        assert found["ops_outboxmessage"] == 0
