"""A browser without a window, for the steps: cookies, forms, and the ops token where it is safe.

Redirects are not followed, so that a step sees where it is sent and no header goes elsewhere.
"""

from __future__ import annotations

import http.cookiejar
import json
import re
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings

from ops.outbox import sender
from ops.outbox.rows import OutboxMessage

#: Bytes of a page that are read.
LONGEST = 1024 * 1024
#: Seconds between two looks at the outbox.
PAUSE = 0.25


class StepFailed(Exception):
    """The site does not do what it should; says what it did."""


class CannotTell(Exception):
    """Whether it works cannot be known from here; says why."""


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


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass
class Visit:
    """One run against ``base``, an address without a slash at its end.

    ``token`` is "" when it must not be sent there; ``inside`` says that this process shares the
    site's database, and so can look into its outbox and clean up after itself.
    """

    base: str
    token: str
    inside: bool
    seconds: float
    kept: dict[str, Any] = field(default_factory=dict)
    undo: list[Callable[[], None]] = field(default_factory=list)
    email: str = field(default_factory=lambda: own_address())
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def ask(
        self,
        path: str,
        *,
        data: Any = None,
        form: Mapping[str, str] | None = None,
        bearer: str = "",
        method: str = "",
    ) -> Answer:
        """One request; raises ``StepFailed`` when nothing answers in time."""
        headers = {"Accept": "*/*", "Accept-Language": "en", "User-Agent": "Slipway-smoke-test/1"}
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
            _Stay(), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        try:
            with opener.open(request, timeout=self.seconds) as response:
                return _answer(response)
        except urllib.error.HTTPError as response:
            with response:
                return _answer(response)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise StepFailed(f"nothing answered at {path}: {error}") from None

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
                raise StepFailed(f"the email was given up: {row.last_error}")
            if row and (not sent or row.state == row.State.SENT):
                return row
            if time.monotonic() > end:
                raise StepFailed(
                    f"the email waits in the outbox after {self.seconds:.0f} seconds; is the "
                    f"worker running? {row.last_error}"
                    if row
                    else "no email was written"
                )
            time.sleep(PAUSE)

    @contextmanager
    def cleaned_up(self) -> Iterator[None]:
        """Whatever happens, undo what the steps have left, the last first."""
        try:
            yield
        finally:
            for undo in reversed(self.undo):
                undo()


def _answer(response: Any) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, headers, response.read(LONGEST).decode("utf-8", "replace"))


def own_address() -> str:
    """An address of its own for each run, that reaches the owner: replies to nobody bounce."""
    known = settings.OWNER_EMAIL or sender.name_and_address()[1]
    name, _, domain = known.rpartition("@")
    return f"{name.partition('+')[0]}+smoke-{secrets.token_hex(6)}@{domain}"
