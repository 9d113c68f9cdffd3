"""JSON over HTTPS to an uptime provider: polite where it limits us, plain about everything else."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ops.launch.network.names import is_local
from ops.logs.redaction import redact
from ops.uptime.provider import Company, ProviderFailed, Say
from ops.web.one_request import ask_json

#: Seconds waited at once when the provider asks for a pause, and when it does not say how long.
LONGEST, UNSAID = 70.0, 10.0
#: Bytes of an answer that are read, and pages of a list.
ENOUGH, PAGES = 4_000_000, 60
#: Words by which a refusal is known for one of the plan and not of the key.
PLAN = re.compile(r"(?i)\b(plan|limit|upgrade|quota|subscription|paid|pro|feature|maximum)\b")
READ_ONLY = re.compile(r"(?i)read[ -]?only|permission|scope|not allowed|forbidden resource")


@dataclass(slots=True)
class Api:
    """One provider's API. ``patience`` is how many seconds it may make us wait in all, ``timeout``
    how many it has for one answer.
    """

    company: Company
    base: str
    secret: str = field(repr=False)
    say: Say
    patience: float
    timeout: float
    waited: float = 0.0

    def __post_init__(self) -> None:
        self.base = (settings.UPTIME_API_URL or self.base).rstrip("/")
        parts = urlsplit(self.base)
        if parts.scheme != "https" and not is_local(parts.hostname or ""):
            raise ProviderFailed("UPTIME_API_URL must start with https://.")
        if not re.fullmatch(r"[\x21-\x7e]+", self.secret):
            raise ProviderFailed(
                f"{self.company.variable} holds spaces or signs that no key has. Copy it anew from "
                f"{self.company.get_key}.",
                status=401,
            )

    def pages(self, path: str) -> Iterator[dict[str, Any]]:
        """The pages of a list; ``path`` is asked again with what ``following`` finds in each."""
        query = ""
        for _ in range(PAGES):
            page = self.ask("GET", f"{path}{query}")
            if not isinstance(page, dict):
                raise self._odd()
            yield page
            following = following_of(page)
            if not following or following == query:
                return
            query = following
        raise ProviderFailed(f"{self.company.name} lists more monitors than can be looked through.")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request. What changes something is sent again only when it was refused for now."""
        while True:
            status, headers, text = self._once(method, path, body)
            if status == 429:
                self._wait(headers)
                continue
            if status >= 300:
                raise ProviderFailed(self._why(status, text), status=status)
            try:
                return json.loads(text) if text.strip() else {}
            except ValueError as error:
                raise self._odd() from error

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Around the reading of an answer: one of another shape is the provider's failure."""
        try:
            yield
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._odd() from error

    def _odd(self) -> ProviderFailed:
        return ProviderFailed(
            f"{self.company.name} answered with something that cannot be read. Try again later."
        )

    def _once(self, method: str, path: str, body: Any) -> tuple[int, Message, str]:
        try:
            return ask_json(
                f"{self.base}{path}",
                method=method,
                key=self.secret,
                body=body,
                timeout=self.timeout,
                enough=ENOUGH,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            how = (
                f"gave no answer within {self.timeout:.0f} s"
                if isinstance(reason, TimeoutError)
                else f"cannot be reached ({type(reason).__name__})"
            )
            raise ProviderFailed(
                f"{self.company.name} {how}. Look at your internet connection and at its status "
                "page, then run this again."
            ) from None

    def _wait(self, headers: Message) -> None:
        """As long as it says, within our patience."""
        text = str(headers.get("Retry-After") or "")
        seconds = float(text) if text.isdigit() else UNSAID
        if seconds > LONGEST or self.waited + seconds > self.patience:
            raise ProviderFailed(
                f"{self.company.name} takes no more requests for now. Wait "
                f"{max(1, round(seconds / 60))} min, then run this again; it goes on where it was.",
                status=429,
            )
        self.waited += seconds
        self.say(f"{self.company.name} takes only a few requests a minute: waiting {seconds:.0f} s")
        time.sleep(seconds)

    def _why(self, status: int, text: str) -> str:
        name, variable = self.company.name, self.company.variable
        said = self._said(text)
        quoted = f" It said: {said}" if said else ""
        if status == 401:
            return (
                f"{name} does not accept the key. Make a new one ({self.company.get_key}) and put "
                f"it into {variable}."
            )
        if status in (402, 403, 422, 400) and PLAN.search(said):
            return f"Your plan at {name} does not have it.{quoted}"
        if status == 403 and (READ_ONLY.search(said) or not said):
            return (
                f"The key in {variable} may only read, or belongs to somebody who may not change "
                f"monitors. Take the main one ({self.company.get_key}).{quoted}"
            )
        if status >= 500:
            return f"{name} is in trouble itself (it answered {status}). Try again later."
        if 300 <= status < 400:
            return f"{name} sends us elsewhere ({status}), which is not followed."
        return f"{name} answered {status}.{quoted}"

    def _said(self, text: str) -> str:
        """The provider's own words, without anything secret."""
        try:
            found = json.loads(text)
        except ValueError:
            return ""
        if not isinstance(found, dict):
            return ""
        words = found.get("message") or found.get("errors") or found.get("error") or ""
        return redact(" ".join(_flat(words)).replace(self.secret, "…"))[:300]


def following_of(page: dict[str, Any]) -> str:
    """The query of the next page, "" after the last.

    Only the number is taken from the link: our key must not be sent wherever it may lead.
    """
    pagination = page.get("pagination")
    link = page.get("nextLink") or (pagination.get("next") if isinstance(pagination, dict) else "")
    if found := re.search(r"[?&](cursor|page)=([\w-]+)", str(link or "")):
        return f"?{found[1]}={found[2]}"
    return f"?cursor={page['nextCursorId']}" if page.get("nextCursorId") else ""


def _flat(words: Any) -> Iterator[str]:
    """Errors come as a sentence, a list of them, or a list for each field."""
    if isinstance(words, dict):
        for name, value in words.items():
            yield f"{name}: {' '.join(_flat(value))}"
    elif isinstance(words, list):
        for value in words:
            yield from _flat(value)
    else:
        yield str(words)
