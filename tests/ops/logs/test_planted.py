"""Values planted wherever a value can be: none comes out in a log line or in an error report."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sentry_sdk
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from lab.sentry_server import SentryServer, sentry_server
from ops.logs import sentry, uncaught
from ops.logs.console import ConsoleFormatter
from ops.logs.json import JsonFormatter
from ops.outbox.rows import OutboxMessage

MAIL = "maya.kern+x@kern-coaching.example"
PHONE = "+49 170 5550147"
WORDS = "my husband left me and nobody knows"
TOKEN = "Zq7TkWm3XvB9Lr2NpQ4sYd8Hf6Jc1Ga5"
PASSWORD = "correct-horse-7-battery"
CARD = "4242 4242 4242 4242"
ADDRESS = "198.51.100.77"
KEY = "sk-" + "proj-" + TOKEN
HOOK = "https://hooks.slack" + ".com/services/T01ABCDEF/B01ABCDEF/" + TOKEN[:24]
BASIC = base64.b64encode(f"maya:{PASSWORD}".encode()).decode()
JWT = "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJtYXlhIn0." + TOKEN
PEM = "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQIBADANBgkqh\n7T9xWq\n-----END PRIVATE KEY-----"

#: What must not come out, in any spelling of it that a place may give it.
SECRETS = [
    MAIL, MAIL.replace("@", "%40"), "kern-coaching", "5550147", "husband", TOKEN, TOKEN[:24],
    PASSWORD, "4242 4242", ADDRESS, BASIC, "7T9xWq", "eyJzdWIi",
]  # fmt: skip
BODY = {"text": WORDS, "email": MAIL, "nested": {"password": PASSWORD, "phone": PHONE}}
log = logging.getLogger("somebody.elses.library")


def caught(error: BaseException) -> None:
    try:
        raise error
    except type(error):
        log.exception("it failed")


def with_cause() -> None:
    try:
        try:
            raise KeyError(f"email={MAIL}")
        except KeyError as inner:
            raise ValueError(f"body was {json.dumps(BODY)}") from inner
    except ValueError:
        log.exception("it failed")


def with_note() -> None:
    error = ValueError("no")
    error.add_note(f"while reading '{WORDS}'")
    caught(error)


def with_locals() -> None:
    password, words = PASSWORD, WORDS
    try:
        raise ValueError(len(password) + len(words))
    except ValueError:
        log.exception("it failed")


def in_a_thread() -> None:
    def work() -> None:
        raise ValueError(f"token={TOKEN} of {MAIL}")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def in_a_task() -> None:
    async def work() -> None:
        async def fail() -> None:
            raise ValueError(f"asked by {MAIL}: {WORDS!r}")

        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(work())


def in_a_finalizer() -> None:
    class Odd:
        def __del__(self) -> None:
            raise ValueError(f"still held {MAIL}")

    Odd()


def ends_the_process() -> None:
    try:
        raise RuntimeError(f"could not open postgres://maya:{PASSWORD}@db.example/x")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def in_sql() -> None:
    OutboxMessage.objects.create(to="a@b.example", subject="x", text="x", message_id="<1@x>")
    row = OutboxMessage.objects.get()
    try:
        with transaction.atomic():
            OutboxMessage.objects.create(
                pk=row.pk, to=MAIL, subject=WORDS, text=WORDS, message_id="<2@x>"
            )
    except IntegrityError:
        log.exception("it failed")


def in_sql_text() -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT nothing FROM nowhere WHERE name = '{MAIL}'")  # noqa: S608
    except Exception:
        log.exception("SELECT a FROM b WHERE c = '%s' args=('%s',)", WORDS, WORDS)


def request(path: str = "/api/v1/fail/bug/", body: Any = None, **headers: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = TOKEN
    data = json.dumps(body if body is not None else BODY)
    client.post(path, data, content_type="application/json", headers=headers, REMOTE_ADDR=ADDRESS)


def form() -> None:
    Client(raise_request_exception=False).post(
        "/fail/bug/", {"message": WORDS, "email": MAIL, "csrfmiddlewaretoken": TOKEN}
    )


def in_a_browser(**found: str) -> None:
    request("/api/v1/client-errors/", {"message": "ValueError: x", **found})


PLACES: dict[str, Callable[[], object]] = {
    "the words of a line": lambda: log.warning(f"mail to {MAIL} from {ADDRESS}"),
    "the values of a line": lambda: log.warning("mail to %s, phone %s", MAIL, PHONE),
    "a dict as a value": lambda: log.warning("body %s", BODY),
    "a named value": lambda: log.warning("for %(email)s", {"email": MAIL}),
    "JSON as a value": lambda: log.warning("body %s", json.dumps(BODY)),
    "JSON in JSON": lambda: log.warning("event %s", json.dumps({"data": json.dumps(BODY)})),
    "indented JSON": lambda: log.warning("body %s", json.dumps(BODY, indent=2)),
    "an extra that is known": lambda: log.warning("x", extra={"kind": f"for {MAIL}"}),
    "an extra that is not": lambda: log.warning("x", extra={"text": WORDS, "token": TOKEN}),
    "values that do not fit": lambda: log.warning("no place for it", MAIL, WORDS),
    "several lines": lambda: log.warning("first\nemail: %s\npassword: %s", MAIL, PASSWORD),
    "a form": lambda: log.warning("body email=%s&text=%s", MAIL, WORDS.replace(" ", "+")),
    "a query": lambda: log.warning("GET /x?token=%s&email=%s", TOKEN, MAIL.replace("@", "%40")),
    "a fragment": lambda: log.warning("GET /x#access_token=%s", TOKEN),
    "a path": lambda: log.warning("GET /unsubscribe/%s/", MAIL),
    "a login in an address": lambda: log.warning("redis://:%s@cache.example:6379/0", PASSWORD),
    "a header": lambda: log.warning("Authorization: Bearer %s", TOKEN),
    "headers in a dict": lambda: log.warning("%s", {"X-Api-Key": TOKEN, "Cookie": f"a={TOKEN}"}),
    "headers as pairs": lambda: log.warning("authorization=Basic %s", BASIC),
    "a cookie that is set": lambda: log.warning("Set-Cookie: sessionid=%s; Path=/", TOKEN),
    "a variable": lambda: log.warning("EMAIL_API_KEY=%s", TOKEN),
    "a key by its look": lambda: log.warning("with %s", KEY),
    "a signed token": lambda: log.warning("with %s", JWT),
    "an address that is a secret": lambda: log.warning("POST %s", HOOK),
    "a private key": lambda: log.warning("read %s", PEM),
    "a payment card": lambda: log.warning("paid with %s", CARD),
    "an exception's words": lambda: caught(ValueError(f"{MAIL} said '{WORDS}'")),
    "an exception's arguments": lambda: caught(ValueError(MAIL, BODY, WORDS)),
    "an exception's cause": with_cause,
    "an exception's note": with_note,
    "an exception's variables": with_locals,
    "a group of exceptions": lambda: caught(ExceptionGroup(MAIL, [ValueError(WORDS, PHONE)])),
    "an encoding that fails": lambda: caught(UnicodeEncodeError("ascii", WORDS, 0, 1, MAIL)),
    "a thread": in_a_thread,
    "a task": in_a_task,
    "a finalizer": in_a_finalizer,
    "the end of the process": ends_the_process,
    "a warning": lambda: warnings.warn(f"asked with {TOKEN} by {MAIL}", stacklevel=1),
    "a row of the database": in_sql,
    "a statement": in_sql_text,
    "a line of SQL": lambda: logging.getLogger("django.db.backends").warning(
        "(0.001) INSERT INTO x VALUES ('%s', '%s'); args=('%s', 3); alias=default",
        WORDS, MAIL, WORDS,
    ),
    "a failing view": lambda: request(
        f"/api/v1/fail/bug/?token={TOKEN}&email={MAIL}", Authorization=f"Bearer {TOKEN}"
    ),
    "a failing async view": lambda: request(f"/api/v1/afail/bug/?q={MAIL}", Referer=f"/?a={TOKEN}"),
    "a failing page with a form": form,
    "an address that is not there": lambda: request(f"/api/v1/none/{MAIL}/{TOKEN}/"),
    "a body that is too deep": lambda: request("/api/v1/body/", "[" * 500 + MAIL),
    "an odd header": lambda: request(**{"X-Request-ID": MAIL, "User-Agent": f"{MAIL} {TOKEN}"}),
    "a browser's message": lambda: in_a_browser(message=f"Error: {MAIL} '{WORDS}'"),
    "a browser's page": lambda: in_a_browser(page=f"/?email={MAIL}&token={TOKEN}"),
    "a browser's stack": lambda: in_a_browser(stack=f"at f (https://x.example/a?t={TOKEN}:1:2)"),
    "a worker's task": lambda: logging.getLogger("celery.app.trace").error(
        "Task deliver[0f8fad5b-d9cb-469f-a165-70867728950e] raised unexpected: %r args=%r",
        ValueError(f"no inbox for {MAIL}"), (MAIL, {"text": WORDS}),
    ),
    "a client of ours": lambda: logging.getLogger("urllib3.connectionpool").warning(
        "Retrying after %r: /v1/messages?api_key=%s", ConnectionError(MAIL), TOKEN
    ),
}  # fmt: skip


@pytest.fixture
def lines(settings: Settings) -> Iterator[io.StringIO]:
    """What the process writes, as JSON and for a person."""
    settings.ROOT_URLCONF = "tests.ops.web.urls"
    written = io.StringIO()
    handlers = []
    for formatter in (JsonFormatter(), ConsoleFormatter()):
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        handlers.append(handler)
        logging.getLogger().addHandler(handler)
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning
    uncaught.install()
    yield written
    sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
    for handler in handlers:
        logging.getLogger().removeHandler(handler)


@pytest.fixture
def reports() -> Iterator[SentryServer]:
    with sentry_server() as server:
        sentry.init(server.dsn, release="r", traces_sample_rate=1.0)
        yield server
        sentry_sdk.get_client().close()
        sentry_sdk.init()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_planted_comes_out(
    place: str,
    lines: io.StringIO,
    reports: SentryServer,
    db: None,
    settings: Settings,
    capfd: pytest.CaptureFixture[str],
) -> None:
    settings.SENTRY_DSN = reports.dsn
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        # pytest has put its own in place; ours again.
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        PLACES[place]()
    sentry_sdk.flush(5)
    out, err = capfd.readouterr()
    said = lines.getvalue()
    assert said, "the place was not reached"
    for secret in SECRETS:
        assert secret not in said + out + err, f"{secret} came out in the log"
        assert secret not in reports.said, f"{secret} came out in a report"


def test_there_are_places_enough() -> None:
    assert len(PLACES) >= 40


def test_a_failing_view_is_reported_at_all(lines: io.StringIO, reports: SentryServer) -> None:
    request()
    sentry_sdk.flush(5)
    assert any("exception" in event for event in reports.events)
