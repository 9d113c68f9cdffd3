"""What can go wrong with a model, as what the caller must decide.

A visitor never reads any of it. The owner reads ``for_owner``, which says what to change; the
provider's own words are in it only where they name the cause and cannot repeat a visitor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from ops.logs.redaction import redact


class Kind(StrEnum):
    """What went wrong."""

    KEY_WRONG = "key_wrong"
    QUOTA = "quota"
    MODEL_UNKNOWN = "model_unknown"
    ADDRESS_WRONG = "address_wrong"
    NOT_INSTALLED = "not_installed"
    OVERLOADED = "overloaded"
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    TIMEOUT_CONNECT = "timeout_connect"
    TIMEOUT_FIRST = "timeout_first"
    TIMEOUT_STALLED = "timeout_stalled"
    TIMEOUT_WHOLE = "timeout_whole"
    CUT_SHORT = "cut_short"
    REFUSED = "refused"
    BAD_ANSWER = "bad_answer"


#: Nothing but a change by the owner mends these.
PERMANENT = frozenset(
    {Kind.KEY_WRONG, Kind.QUOTA, Kind.MODEL_UNKNOWN, Kind.ADDRESS_WRONG, Kind.NOT_INSTALLED}
)
#: These come before a model has written anything, so that trying again is not paid twice.
COSTLESS = PERMANENT | {
    Kind.OVERLOADED,
    Kind.RATE_LIMITED,
    Kind.UNREACHABLE,
    Kind.TIMEOUT_CONNECT,
}
#: These say something of the provider and not of one answer: the next visitor would wait too.
AWAY = COSTLESS | {Kind.TIMEOUT_FIRST, Kind.TIMEOUT_STALLED, Kind.TIMEOUT_WHOLE}

#: What the owner is told, after the name of the provider.
WORDS = {
    Kind.KEY_WRONG: "refused the key",
    Kind.QUOTA: "says that the account has no credit left",
    Kind.MODEL_UNKNOWN: "does not know the model",
    Kind.ADDRESS_WRONG: "did not answer as a model at this address",
    Kind.NOT_INSTALLED: "cannot be asked: its client is not installed",
    Kind.OVERLOADED: "is overloaded or broken",
    Kind.RATE_LIMITED: "says that it is asked too often",
    Kind.UNREACHABLE: "cannot be reached",
    Kind.TIMEOUT_CONNECT: "did not take the connection in time",
    Kind.TIMEOUT_FIRST: "wrote nothing in time",
    Kind.TIMEOUT_STALLED: "fell silent in the middle of an answer",
    Kind.TIMEOUT_WHOLE: "took too long over one answer",
    Kind.CUT_SHORT: "broke an answer off",
    Kind.REFUSED: "refused to answer",
    Kind.BAD_ANSWER: "sent something that is no answer",
}


class ModelError(Exception):
    """A model did not answer, or not to the end.

    ``retry_after`` is in seconds, None when the provider named no time. ``costless`` says that
    nothing was written, so that nothing is paid.
    """

    def __init__(
        self,
        kind: Kind,
        *,
        provider: str,
        detail: str = "",
        retry_after: float | None = None,
        costless: bool | None = None,
    ) -> None:
        self.kind = kind
        self.provider = provider
        self.detail = detail
        self.retry_after = retry_after
        self.costless = kind in COSTLESS if costless is None else costless
        # Without the detail: this text goes into the log.
        super().__init__(f"{provider} {WORDS[kind]}")

    @property
    def permanent(self) -> bool:
        """Whether nothing but a change by the owner mends it."""
        return self.kind in PERMANENT

    @property
    def for_owner(self) -> str:
        """``OpenAI refused the key: …``"""
        return f"{self}: {self.detail}" if self.detail else f"{self}."


def from_status(
    status: int,
    *,
    provider: str,
    code: str = "",
    message: str = "",
    headers: Mapping[str, str] | None = None,
    secret: str = "",
) -> ModelError:
    """The error of an HTTP status (of OpenAI's, Anthropic's and compatible servers).

    ``code`` is the provider's own code and type in one string, ``message`` its words.
    https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors
    """
    kind = _kind_of(status, code.lower(), message.lower())
    told = kind in PERMANENT
    return ModelError(
        kind,
        provider=provider,
        detail=quotable(message, secret) if told else f"it answered with status {status}.",
        retry_after=retry_after(headers or {}),
    )


_NO_SUCH_MODEL = re.compile(r"model_not_found|invalid model|model .{0,80}not (exist|found)")


def _kind_of(status: int, code: str, message: str) -> Kind:
    words = f"{code} {message}"
    if re.search(r"insufficient_quota|billing|credit balance|exceeded your current quota", words):
        return Kind.QUOTA
    match status:
        case 401 | 403:
            return Kind.KEY_WRONG
        case 402:
            return Kind.QUOTA
        case 404:
            return Kind.MODEL_UNKNOWN if "model" in words else Kind.ADDRESS_WRONG
        case 429:
            return Kind.RATE_LIMITED
    if "model_not_found" in code or re.search(
        r"invalid model|model .{0,80}not (exist|found)", words
    ):
        return Kind.MODEL_UNKNOWN
    if 300 <= status < 400 or status == 405:
        return Kind.ADDRESS_WRONG
    if status >= 500 or status in (408, 409):
        return Kind.OVERLOADED
    return Kind.BAD_ANSWER


def quotable(text: str, secret: str = "") -> str:
    """A provider's words on one line, short, and without the key."""
    if secret:
        text = text.replace(secret, "…")
    text = re.sub(r"\b(sk|key|gsk|xai)-[\w*.-]{3,}", "…", " ".join(text.split()))
    return redact(text[:300])


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from ``retry-after-ms`` or ``Retry-After`` (RFC 9110 section 10.2.3)."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
            return float(text) / unit
        if text:
            try:
                when = parsedate_to_datetime(text)
            except ValueError:
                continue
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return None
