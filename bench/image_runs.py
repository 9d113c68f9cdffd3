"""The image run in each of its roles, as ``bench.image`` asks; what it holds and how fast it is."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import yaml

from bench.chat import measure
from bench.service import ROOT, Service
from lab.image.build import Image
from lab.image.run import Container, Gone, running

RATE, SECONDS = 25, 12
EMAILS = 300
_COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
#: A worker answers no requests, so compose.yaml has a check of its own.
WORKER_HEALTH = _COMPOSE["services"]["worker"]["healthcheck"]["test"][1:]
ENQUEUE = f"""
from ops.outbox.enqueue import enqueue
for number in range({EMAILS}):
    enqueue(to=f"ana-{{number}}@example.org", subject="Hello", text="Words.", kind="test")
"""


class Runs:
    """One site from the image. ``found`` are figures; every method gives back what is not kept."""

    def __init__(
        self, image: Image, folder: Path, site: dict[str, str], version: str, memory: int
    ) -> None:
        self.image, self.site, self.version, self.memory = image, site, version, memory
        self.log = folder / "log"
        self.writable = folder / "var"
        self.writable.mkdir()
        self.found: dict[str, float] = {}

    @property
    def url(self) -> str:
        """Where the web process answers."""
        return f"http://127.0.0.1:{self.site['PORT']}"

    def all(self) -> list[str]:
        """Everything, in the order of a first deployment."""
        broken = self.command("release", "bin/release")
        broken = broken or self.command("demo", "python", "manage.py", "load_demo")
        if broken:
            return broken
        acts: list[Callable[[], list[str]]] = [
            partial(self.web, 1),
            partial(self.web, 2),
            self.worker,
        ]
        for act in acts:
            try:
                broken += act()
            except Gone as gone:
                broken.append(f"it ended before its time: {gone}")
        return broken

    def command(self, name: str, *words: str) -> list[str]:
        """A command that has to end well."""
        began = time.monotonic()
        with self._running(list(words)) as container:
            code = container.process.wait(300)
        self.found[f"{name}_s"] = round(time.monotonic() - began, 1)
        return [f"{' '.join(words)} ended with {code}: {self._words()}"] if code else []

    def web(self, processes: int) -> list[str]:
        """The image's own command: how soon it answers, what it holds, and how it ends."""
        began = time.monotonic()
        broken: list[str] = []
        name = f"web_x{processes}"
        with self._running(None, WEB_CONCURRENCY=str(processes)) as container:
            if not self._comes_up(container):
                return [f"the web process did not answer: {self._words()}"]
            self.found[f"{name}_up_s"] = round(time.monotonic() - began, 2)
            self._ask()
            self.found[f"{name}_first_answer_s"] = round(time.monotonic() - began, 2)
            if processes == 1:
                broken += self._is_as_promised(container)
            time.sleep(2)
            self.found[f"{name}_at_rest_mb"] = round(container.memory_mb(), 1)
            service = Service(int(self.site["PORT"]), container.process, self.site["DATABASE_URL"])
            times, errors = asyncio.run(measure(service, rate=RATE, seconds=SECONDS))
            self.found[f"{name}_loaded_mb"] = round(container.memory_mb(), 1)
            if errors:
                broken.append(f"{errors} requests failed under load")
            replies = sorted(times["built-in reply"])
            self.found[f"{name}_reply_p95_ms"] = round(replies[int(len(replies) * 0.95)], 1)
            if peak := container.peak_mb():
                self.found[f"{name}_group_peak_mb"] = peak
            if self.found[f"{name}_loaded_mb"] > self.memory * 0.85:
                broken.append(f"{name} leaves too little of {self.memory} MB")
            return broken + list(self._ends(container, name))

    def worker(self) -> list[str]:
        """Celery from the same image."""
        words = ["celery", "--app", "config", "worker", "--loglevel", "WARNING"]
        with self._running(words) as container:
            until = time.monotonic() + 60
            while container.run(*WORKER_HEALTH).returncode:
                if time.monotonic() > until or container.process.poll() is not None:
                    return [f"the worker did not begin: {self._words()}"]
                time.sleep(0.5)
            time.sleep(3)
            self.found["worker_at_rest_mb"] = round(container.memory_mb(), 1)
            done = container.run("python", "manage.py", "shell", "-c", ENQUEUE)
            if done.returncode:
                return [f"emails could not be enqueued: {done.stderr[-500:]}"]
            time.sleep(10)
            self.found["worker_after_300_emails_mb"] = round(container.memory_mb(), 1)
            sent = len(list((self.writable / "mail").glob("*.eml")))
            code, seconds = container.stop()
            self.found["worker_ends_s"] = round(seconds, 1)
            if sent < EMAILS:
                return [f"the worker sent {sent} of {EMAILS} emails"]
            if code:
                return [f"the worker ended with {code} after {seconds:.0f} s: {self._words()}"]
        return []

    def _is_as_promised(self, container: Container) -> Iterator[str]:
        """What a look into the running container has to show."""
        told = httpx.get(f"{self.url}/healthz").json()
        if told["version"] != self.version:
            yield f"/healthz says {told['version']!r}, built as {self.version!r}"
        if container.run(*self.image.health).returncode:
            yield "its health check fails while it is well"
        if not container.run("env", "PORT=9", *self.image.health).returncode:
            yield "its health check passes where nobody answers"
        if container.run("id", "-u").stdout.strip() != self.image.user.partition(":")[0]:
            yield "it does not run as its own user"
        for path, may in (("/app/x", False), ("/venv/x", False), ("/etc/x", False),
                          ("/app/var/x", True), ("/tmp/x", True)):  # noqa: S108 # fmt: skip
            if (container.run("touch", path).returncode == 0) is not may:
                yield f"{path} can{'not' if may else ''} be written"
        dump = container.run("pg_dump", "--version")
        if dump.returncode:
            yield f"pg_dump does not run: {dump.stderr}"
        yield from self._static()

    def _static(self) -> Iterator[str]:
        page = httpx.get(self.url).text
        addresses = re.findall(r'(/static/[^"]+\.(?:css|js))"', page)
        if not addresses:
            yield "the front page names no static file"
        for address in addresses:
            answer = httpx.get(self.url + address, headers={"Accept-Encoding": "br"})
            if answer.status_code != 200 or answer.headers.get("content-encoding") != "br":
                yield f"{address} is not served packed"

    def _ends(self, container: Container, name: str) -> Iterator[str]:
        """SIGTERM to number 1 while somebody reads a reply."""
        heard: list[str] = []
        talk = httpx.post(f"{self.url}/api/v1/conversations/", json={}).json()

        def read() -> None:
            with httpx.stream(
                "POST", f"{self.url}/api/v1/conversations/{talk['id']}/messages/",
                json={"text": "Do you work online?", "client_message_id": str(uuid.uuid4())},
                headers={"Authorization": f"Bearer {talk['token']}", "Accept": "text/event-stream"},
            ) as answer:  # fmt: skip
                heard.extend(line for line in answer.iter_lines() if line.startswith("event: "))

        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.3)
        code, seconds = container.stop()
        reader.join()
        self.found[f"{name}_ends_s"] = round(seconds, 1)
        if heard[-1:] not in (["event: done"], ["event: error"]):
            yield f"a reply under way ended without a word: {heard}"
        if code:
            yield f"{name} ended with {code} after {seconds:.0f} s: {self._words()}"

    def _comes_up(self, container: Container) -> bool:
        until = time.monotonic() + 60
        while time.monotonic() < until and container.process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1)
                return True
            time.sleep(0.02)
        return False

    def _ask(self) -> None:
        talk = httpx.post(f"{self.url}/api/v1/conversations/", json={}).json()
        answer = httpx.post(
            f"{self.url}/api/v1/conversations/{talk['id']}/messages/",
            json={"text": "Do you work online?", "client_message_id": str(uuid.uuid4())},
            headers={"Authorization": f"Bearer {talk['token']}"},
            timeout=30,
        )
        assert answer.status_code == 201, answer.text

    def _running(
        self, command: list[str] | None, **variables: str
    ) -> contextlib.AbstractContextManager[Container]:
        return running(
            self.image, self.writable, self.log,
            command=command, memory_mb=self.memory, **self.site, **variables,
        )  # fmt: skip

    def _words(self) -> str:
        return self.log.read_text(errors="replace")[-1500:]
