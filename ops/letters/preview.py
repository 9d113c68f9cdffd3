"""An email before it is sent to anybody: in a frame of the admin, or to the founder's own address.

The frame is closed: no script, no address of ours or anybody's, only the styles of the email. What
is typed is checked first, so that it shows exactly what would leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ops.letters import letterhead
from ops.letters.as_html import Shown
from ops.letters.checking import problems
from ops.letters.kinds import Kind, Words
from ops.letters.writing import AS_SENT, Letter, compose, samples
from ops.outbox import sender
from ops.outbox.enqueue import enqueue
from ops.outbox.rows import OutboxMessage

#: For one page of nobody's: the styles of an email stand in it.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
SCHEMES = ("light", "dark")
TEST = "words_test"
#: Tests that may leave in an hour: enough to look at every kind in a language.
MOST_TESTS = 20


class NotSent(Exception):
    """A test was not sent; the text says why, ``status`` as HTTP has it."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


def show(
    request: HttpRequest, kind: Kind, words: Words, *, language: str, asked: Mapping[str, Any]
) -> HttpResponse:
    """The email with samples, or what to change. ``asked``: ``view`` light, dark or text; ``bare``
    without what is sometimes empty.
    """
    wrong = [text for texts in problems(kind, words).values() for text in texts]
    if wrong:
        return _closed(render(request, "admin/letters/refused.html", {"problems": wrong}))
    view = str(asked.get("view", "light"))
    scheme = view if view in SCHEMES else "light"
    letter = _with_samples(
        kind,
        words,
        language=language,
        bare=bool(asked.get("bare")),
        shown=Shown(scheme=scheme, sender=sender_name()),
    )
    if view == "text":
        response = render(request, "admin/letters/text.html", {"letter": letter})
    else:
        response = HttpResponse(letter.html)
    return _closed(response)


def send_test(kind: Kind, words: Words, *, language: str) -> str:
    """Put a test for OWNER_EMAIL into the outbox; returns that address. Raises ``NotSent``."""
    if not settings.OWNER_EMAIL:
        raise NotSent(
            "There is nobody to send a test to: set OWNER_EMAIL among the variables of your app, "
            "and redeploy.",
            422,
        )
    hour = timezone.now() - timedelta(hours=1)
    if OutboxMessage.objects.filter(kind=TEST, created_at__gte=hour).count() >= MOST_TESTS:
        raise NotSent(
            f"{MOST_TESTS} tests have left within the hour, which is the most. Nothing you wrote "
            "is lost; the preview shows the same, or try again later.",
            429,
        )
    letter = _with_samples(kind, words, language=language, bare=False, shown=AS_SENT)
    enqueue(
        to=settings.OWNER_EMAIL,
        subject=f"Test: {letter.subject}",
        text=letter.text,
        html=letter.html,
        kind=TEST,
        is_test=True,
    )
    return str(settings.OWNER_EMAIL)


def _with_samples(kind: Kind, words: Words, *, language: str, bare: bool, shown: Shown) -> Letter:
    return compose(
        kind,
        words,
        language=language,
        values=samples(kind, language=language, bare=bare),
        head=letterhead.current(),
        shown=shown,
    )


def sender_name() -> str:
    """Whom an inbox names as the sender."""
    name, address = sender.name_and_address()
    return name or address


def _closed(response: HttpResponse) -> HttpResponse:
    """Let our own pages, and nobody else's, show it; and let it do nothing."""
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = POLICY
    return response
