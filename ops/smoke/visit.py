"""A browser without a window, for the steps: cookies, forms, and the ops token where it is safe.

Redirects are not followed, so that a step sees where it is sent and no header goes elsewhere.
"""

from __future__ import annotations

import http.cookiejar
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from ops.outbox.rows import OutboxMessage
from ops.smoke import tagged, trouble
from ops.web.no_redirects import NoRedirects

#: Bytes of a page that are read.
LONGEST = 1024 * 1024
#: Seconds between two looks at the outbox.
PAUSE = 0.25
AGENT = "Slipway-smoke-test/1"
NO_BROWSER = "since there is no browser here"


class StepFailed(Exception):
    """The site does not do what it should: what it did, and what to change (``fix``)."""

    def __init__(self, said: str, fix: str = "") -> None:
        super().__init__(said)
        self.fix = fix


class NoAnswer(StepFailed):
    """Nothing came back at all."""


class CannotTell(Exception):
    """Whether it works cannot be known from here; says why."""


class NotAsked(Exception):
    """It is not set up here, and need not be; says how it would be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        """The body as JSON; raises ``StepFailed`` when it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise StepFailed(f"answered {self.status} with something that is no JSON") from None


@dataclass
class Visit:
    """One run against ``base``, an address without a slash at its end.

    ``token`` is "" when it must not be sent there; ``inside`` says that this process shares the
    site's database, and so can look into its outbox and clean up after itself. ``browser`` is the
    path of one that may be started, or ""; ``without_browser`` then says why. ``tag`` marks
    everything that this run leaves.
    """

    base: str
    token: str
    inside: bool
    seconds: float
    browser: str = ""
    without_browser: str = NO_BROWSER
    tag: str = field(default_factory=tagged.new)
    kept: dict[str, Any] = field(default_factory=dict)
    undo: list[Callable[[], None]] = field(default_factory=list)
    email: str = ""
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self.email = self.email or tagged.address(self.tag)

    def ask(
        self,
        path: str,
        *,
        data: Any = None,
        form: Mapping[str, str] | None = None,
        bearer: str = "",
        method: str = "",
    ) -> Answer:
        """One request; raises ``NoAnswer`` when nothing answers in time."""
        with self._open(path, data=data, form=form, bearer=bearer, method=method) as response:
            return _answer(response)

    def events(self, path: str, *, data: Any, bearer: str) -> Iterator[tuple[str, Any, float]]:
        """The events of a stream as they come: name, data, and seconds since the question."""
        begin = time.monotonic()
        with self._open(path, data=data, bearer=bearer, accept="text/event-stream") as response:
            if response.status != 201 and response.status != 200:
                answer = _answer(response)
                raise self.refused(answer, "the question was not taken")
            name, lines = "", []
            for raw in response:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    lines.append(line[5:].strip())
                elif not line and name:
                    yield name, _json("\n".join(lines)), time.monotonic() - begin
                    name, lines = "", []

    def must(self, answer: Answer, status: int, what: str) -> Answer:
        """The answer, if it has this status; ``what`` says what did not happen otherwise."""
        if answer.status != status:
            raise self.refused(answer, what)
        return answer

    def refused(self, answer: Answer, what: str) -> StepFailed:
        """An answer of the wrong status, in words."""
        said, fix = trouble.of_status(answer.status, answer.headers, answer.text, self.base)
        return StepFailed(f"{what}: {said}", fix)

    @contextmanager
    def _open(
        self,
        path: str,
        *,
        data: Any = None,
        form: Mapping[str, str] | None = None,
        bearer: str = "",
        method: str = "",
        accept: str = "*/*",
    ) -> Iterator[Any]:
        headers = {"Accept": accept, "Accept-Language": "en", "User-Agent": AGENT}
        if bearer or self.token:
            headers["Authorization"] = f"Bearer {bearer}" if bearer else f"Ops {self.token}"
        body = None
        if form is not None:
            body = urlencode(form).encode()
            headers |= {"Referer": f"{self.base}{path}", "Origin": self.base}
        elif data is not None:
            body = json.dumps(data).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(  # noqa: S310 - the command has checked the scheme
            f"{self.base}{path}", data=body, headers=headers, method=method or None
        )
        opener = urllib.request.build_opener(
            NoRedirects, urllib.request.HTTPCookieProcessor(self.cookies)
        )
        try:
            try:
                response: Any = opener.open(request, timeout=self.seconds)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                yield response
        except (OSError, ValueError, http.client.HTTPException) as error:
            said, fix = trouble.of_connection(error, self.base, self.seconds)
            raise NoAnswer(said if path == "/healthz" else f"{path}: {said}", fix) from None

    def send_form(self, path: str, **values: str) -> Answer:
        """Open a page, fill its form in and send it, as a browser does."""
        page = self.ask(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        if page.status != 200 or not token:
            raise StepFailed(f"{path} answered {page.status} and shows no form")
        return self.ask(path, form={"csrfmiddlewaretoken": token[1], **values})

    def path_of(self, answer: Answer) -> str:
        """Where an answer sends us, as a path of this site; "" when it does not."""
        address = answer.headers.get("location", "")
        return urlsplit(urljoin(self.base, address)).path if address else ""

    def wait_for_email(self, kind: str, *, sent: bool = False, after: Any = None) -> OutboxMessage:
        """The newest email of a kind to our address, once it is there (or has left)."""
        if not self.inside:
            raise CannotTell(
                "the emails are seen only on the deployment itself; run it there, such as in "
                "your platform's shell"
            )
        end = time.monotonic() + self.seconds
        rows = OutboxMessage.objects.filter(to=self.email, kind=kind)
        if after is not None:
            rows = rows.filter(created_at__gt=after)
        while True:
            row = rows.order_by("-created_at").first()
            if row and row.state == row.State.FAILED:
                raise StepFailed(f"the email was given up: {row.last_error}", _TRY_EMAIL)
            if row and (not sent or row.state == row.State.SENT):
                return row
            if time.monotonic() > end:
                raise _waited(row, self.seconds)
            time.sleep(PAUSE)

    @contextmanager
    def cleaned_up(self) -> Iterator[None]:
        """Whatever happens, undo what the steps have left, the last first."""
        try:
            yield
        finally:
            for undo in reversed(self.undo):
                undo()


_TRY_EMAIL = (
    "Check the EMAIL_ variables; python manage.py send_test_email you@example.com tries them at "
    "once and says what the provider answers. See docs/email.md."
)


def _waited(row: OutboxMessage | None, seconds: float) -> StepFailed:
    if row is None:
        return StepFailed(
            "no email was written",
            "If this machine's DATABASE_URL is not the site's own, run the test on the deployment.",
        )
    if row.last_error:
        return StepFailed(f"the email does not leave: {row.last_error}", _TRY_EMAIL)
    return StepFailed(
        f"after {seconds:.0f} seconds the email still waits in the outbox: nobody sends it",
        "Start the worker (celery --app config worker) or look why it stopped; without REDIS_URL "
        "the web process sends. python manage.py deliver_outbox sends what waits.",
    )


def _answer(response: Any) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, headers, response.read(LONGEST).decode("utf-8", "replace"))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise StepFailed("the stream holds something that is no JSON") from None
