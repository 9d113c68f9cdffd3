"""The lines of the Procfile, started as Heroku starts them: its variables, its router, its SIGTERM.

On PostgreSQL and on a Redis with Heroku's kind of certificate, from a copy of the project in which
nothing is left over from development.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import pytest
import redis

from tests.deploy.redis_over_tls import redis_over_tls
from tests.deploy.test_heroku_files import APP, ESSENTIAL_0, ROOT, processes
from tests.live_site import BIN, free_port

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("processes")]

HOST = "coach-1a2b3c4d5e6f.herokuapp.com"
#: What Heroku's router adds to each request.
ROUTER = {
    "Host": HOST,
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
}
#: After SIGTERM, Heroku waits this long and kills.
GRACE = 30
VISITORS = 20
#: Connections of heroku-redis:mini; the test's own Redis takes no more either.
MINI = 20
#: devcenter.heroku.com/articles/http-routing: the first byte, then every byte starts it anew.
FIRST_BYTE, SILENCE = 30, 55


class Dynos:
    """One app: its code, its config vars, its running processes."""

    def __init__(self, code: Path, config: dict[str, str]) -> None:
        self.code, self.config = code, config
        self.log = code.parent / "dynos.log"
        self.running: list[subprocess.Popen[bytes]] = []

    def env(self, dyno: str, **more: str) -> dict[str, str]:
        """What a process finds."""
        path = f"{BIN}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.code), "DYNO": dyno, **self.config, **more}

    def once(self, command: str, dyno: str) -> subprocess.CompletedProcess[str]:
        """A one-off dyno."""
        return subprocess.run(
            shlex.split(command), cwd=self.code, env=self.env(dyno), check=False,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def start(self, kind: str, **more: str) -> subprocess.Popen[bytes]:
        """A line of the Procfile, through a shell as there."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                ["sh", "-c", f"exec {processes()[kind]}"], cwd=self.code, stdout=log, stderr=log,
                env=self.env(f"{kind}.1", **more), start_new_session=True,
            )  # fmt: skip
        self.running.append(process)
        return process

    def end(self, *ending: subprocess.Popen[bytes]) -> float:
        """SIGTERM to every process of each dyno at once; the seconds until all are gone."""
        began = time.monotonic()
        for process in ending:
            os.killpg(process.pid, signal.SIGTERM)
        for process in ending:
            process.wait(GRACE)
        return time.monotonic() - began


def web_answers(port: int) -> httpx.Response:
    for _ in range(300):
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", headers=ROUTER, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the web process does not answer")


def config_vars() -> dict[str, str]:
    """What ``app.json`` sets when nobody fills in more than must be."""
    found = {"OWNER_EMAIL": "maya@northbound.example.com", "ENV_FILE": ""}
    for name, entry in APP["env"].items():
        if "generator" in entry:
            found[name] = secrets.token_hex(32)
        elif "value" in entry:
            found[name] = entry["value"]
    return found


@pytest.fixture(scope="module")
def dynos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dynos]:
    """The app right after the build that follows a press of the button."""
    tmp_path = tmp_path_factory.mktemp("heroku")
    base, name = os.environ["DATABASE_URL"], f"heroku_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"create database {name}")
        ssl = connection.execute("show ssl").fetchone() == ("on",)
    url = re.sub(r"^postgresql:", "postgres:", f"{base.rpartition('/')[0]}/{name}")
    code = tmp_path / "app"
    ignored = shutil.ignore_patterns(".git", ".venv", "var", ".env", "*cache*", "node_modules")
    shutil.copytree(ROOT, code, ignore=ignored)
    with redis_over_tls(tmp_path) as address:
        app = Dynos(code, {**config_vars(), "REDIS_URL": address})
        # As it comes from the add-on; a server without TLS of its own has to be told so.
        app.config["DATABASE_URL"] = url if ssl else f"{url}?sslmode=disable"
        try:
            built = app.once("python manage.py collectstatic --noinput", "")
            assert built.returncode == 0, built.stderr
            yield app
        finally:
            for process in app.running:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait(10)
            with psycopg.connect(base, autocommit=True) as connection:
                connection.execute(f"drop database if exists {name} with (force)")


def rows(app: Dynos, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(app.config["DATABASE_URL"]) as connection:
        return connection.execute(sql).fetchall()


def streamed(url: str) -> tuple[float, float, str]:
    """A question asked as the chat does: (first byte, longest silence, everything)."""
    begun = httpx.post(f"{url}/api/v1/conversations/", json={}, headers=ROUTER, timeout=10).json()
    headers = {
        **ROUTER, "Authorization": f"Bearer {begun['token']}", "Accept": "text/event-stream",
    }  # fmt: skip
    body = {"text": "What does a single session cost?", "client_message_id": str(uuid.uuid4())}
    address = f"{url}/api/v1/conversations/{begun['id']}/messages/"
    began = last = time.monotonic()
    first, silence, text = 0.0, 0.0, ""
    with httpx.stream("POST", address, json=body, headers=headers, timeout=60) as answer:
        assert answer.status_code in (200, 201), answer.read()
        for piece in answer.iter_text():
            now = time.monotonic()
            first = first or now - began
            silence, last, text = max(silence, now - last), now, text + piece
    return first, silence, text


def most_connections(app: Dynos, url: str) -> int:
    """The most connections to the database while some people load pages and chat at once."""
    name = app.config["DATABASE_URL"].rpartition("/")[2].partition("?")[0]
    seen, over = [0], threading.Event()

    def watch() -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            while not over.is_set():
                count = connection.execute(
                    "select count(*) from pg_stat_activity where datname = %s", [name]
                ).fetchone()
                seen.append(count[0] if count else 0)
                time.sleep(0.02)

    def visit() -> None:
        for _ in range(2):
            httpx.get(f"{url}/", headers=ROUTER, timeout=20).raise_for_status()
            httpx.get(f"{url}/readyz", headers=ROUTER, timeout=20)
        streamed(url)

    watcher = threading.Thread(target=watch)
    visitors = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for thread in (watcher, *visitors):
        thread.start()
    for thread in visitors:
        thread.join()
    over.set()
    watcher.join()
    return max(seen)


def at_redis(app: Dynos) -> tuple[int, int]:
    """``(connections open, connections refused)``; it takes as many as Heroku's smallest."""
    with redis.Redis.from_url(app.config["REDIS_URL"], ssl_cert_reqs="none") as client:
        open_now = int(client.info("clients")["connected_clients"]) - 1
        return open_now, int(client.info("stats")["rejected_connections"])


def test_the_button_ends_in_a_page_that_says_what_to_set(dynos: Dynos) -> None:
    released = dynos.once(processes()["release"], "release.1")
    assert released.returncode == 0, released.stdout + released.stderr
    port = free_port()
    web = dynos.start("web", PORT=str(port))
    assert web_answers(port).status_code == 200
    page = httpx.get(f"http://127.0.0.1:{port}/setup/", headers={**ROUTER, "Accept": "text/html"})
    assert page.status_code == 503
    assert f"<code>https://{HOST}</code>" in page.text
    assert dynos.end(web) < GRACE


def test_release_web_and_worker_run_as_on_heroku_and_end_within_its_patience(
    dynos: Dynos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(dynos.config, "SITE_URL", f"https://{HOST}")
    # A change of a config var and a rollback run it again, over a schema that is there: the test
    # above has run it once.
    released = dynos.once(processes()["release"], "release.1")
    assert released.returncode == 0, released.stdout + released.stderr
    for _ in range(2):
        seeded = dynos.once(APP["scripts"]["postdeploy"], "run.1")
        assert seeded.returncode == 0, seeded.stderr
    assert rows(dynos, "select count(*) from chatbot_business") == [(1,)]

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    web, worker = dynos.start("web", PORT=str(port)), dynos.start("worker")
    assert web_answers(port).json()["status"] == "ok"
    assert httpx.get(f"{url}/", headers=ROUTER).status_code == 200
    plain = httpx.get(f"{url}/", headers={**ROUTER, "X-Forwarded-Proto": "http"})
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{HOST}/")

    first, silence, text = streamed(url)
    assert "event: done" in text and first < FIRST_BYTE and silence < SILENCE
    most = most_connections(dynos, url)
    assert most <= ESSENTIAL_0, f"{most} connections, and the smallest plan has {ESSENTIAL_0}"
    open_now, refused = at_redis(dynos)
    # With as much room again for the web processes of a new version that starts.
    assert refused == 0 and open_now <= MINI - 8, f"{open_now} open, {refused} refused"

    ready = httpx.get(
        f"{url}/readyz", headers={**ROUTER, "Authorization": f"Ops {dynos.config['OPS_TOKEN']}"}
    ).json()
    assert ready["checks"]["broker"]["status"] == "ok", json.dumps(ready)
    memory = sum(
        child.memory_info().rss
        for top in (web,)
        for child in [psutil.Process(top.pid), *psutil.Process(top.pid).children(recursive=True)]
    )
    assert memory < 512 * 1024 * 1024

    lead = httpx.post(
        f"{url}/api/v1/leads/", json={"email": "visitor@example.org", "consent": True},
        headers=ROUTER, timeout=20,
    )  # fmt: skip
    assert lead.status_code == 201, lead.text
    assert dynos.end(web, worker) < GRACE
    assert web.returncode == 0

    # Nothing is lost: what was not sent before is sent by the next worker.
    worker = dynos.start("worker")
    until = time.monotonic() + 60
    while rows(dynos, "select 1 from ops_outboxmessage where state <> 'sent' limit 1"):
        assert time.monotonic() < until, dynos.log.read_text()[-3000:]
        time.sleep(0.5)
    assert rows(dynos, "select count(*) from ops_outboxmessage where state = 'sent'") == [(2,)]
    assert dynos.end(worker) < GRACE
    log = dynos.log.read_text()
    assert "Traceback" not in log, log[-3000:]
    assert dynos.config["REDIS_URL"].partition("@")[0] not in log
