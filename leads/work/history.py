"""What the leads' own tables know of a person's history: asked for in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import timezone

from leads.bookings.notices import short
from leads.models import Consent, Enquiry, FitAnswer, Lead, LeadAddress, LeadEvent, LeadNote
from leads.timeline import SHOWN, Entry, Person
from leads.work.changing import FIELDS
from ops.outbox import history

SOURCES = {
    "chat_form": "in the chat",
    "chat_message": "in the chat",
    "page_form": "on your contact form",
    "api": "through another form of yours",
    "import": "imported",
    "booking": "by booking a call",
    "calendly": "at Calendly",
    "cal": "at Cal.com",
    "admin": "in the admin",
    "your_data": "on the page about their data",
}
#: What somebody did with a consent, and its kind of entry.
ACTS = {Consent.Act.GIVEN: "consent", Consent.Act.WITHDRAWN: "withdrawal"}
#: Of an answer, what the page shows.
ANSWER = ("id", "asked", "name", "text", "points", "out_of", "reason", "rules_out")
KINDS = {
    "lead_confirmation": "Confirmation to them",
    "transcript": "Their conversation by email",
    "person_reply": "Your answer by email",
}


def _part(queryset: Any, kind: str, at: Any, **columns: Any) -> Any:
    """Rows of one table in the columns that all have: kind, at, who, what, text, place."""
    names = ("who", "what", "words", "place")
    texts = {name: Cast(columns.get(name, Value("")), TextField()) for name in names}
    return (
        queryset.order_by()
        .annotate(kind=Value(kind, output_field=CharField()), moment=at, **texts)
        .values_list("kind", "moment", *names)
    )


def rows_of(lead: Lead) -> list[tuple[Any, ...]]:
    """``(kind, at, who, what, text, place)``, newest first, as many as are shown.

    Other addresses of the person are among them as ``address``, and what they answered as
    ``answer``, before everything, so that none is cut off.
    """
    about = {"lead": lead.pk}
    first = Value(timezone.now(), output_field=DateTimeField())
    parts = [
        _part(LeadAddress.objects.filter(**about), "address", first, words=F("email")),
        _part(
            FitAnswer.objects.filter(**about), "answer", first,
            words=JSONObject(**{name: name for name in ANSWER}),
        ),
        _part(
            Enquiry.objects.filter(**about), "enquiry", F("created_at"), who=F("conversation_id"),
            what=F("source"), words=F("message"), place=F("page_url"),
        ),
        *(
            _part(
                Consent.objects.filter(**about, act=act), kind, F("given_at"), who=F("source"),
                what=F("version"), words=F("text"), place=F("page_url"),
            )
            for act, kind in ACTS.items()
        ),
        _part(
            LeadNote.objects.filter(**about), "note", F("created_at"), who=F("by_name"),
            words=F("text"),
        ),
        _part(
            LeadEvent.objects.filter(**about), "change", F("at"), who=F("by_name"), what=F("field"),
            words=F("after"), place=F("before"),
        ),
    ]  # fmt: skip
    return list(parts[0].union(*parts[1:], all=True).order_by("-moment")[:SHOWN])


def conversations_in(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Where the person got in touch in the chat."""
    found = [str(who) for kind, _, who, *_ in rows if kind == "enquiry" and who]
    return list(dict.fromkeys(found))


def addresses_in(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Where else they write from."""
    return [str(words) for kind, _, _, _, words, _ in rows if kind == "address"]


def answers_in(rows: Iterable[tuple[Any, ...]]) -> list[FitAnswer]:
    """What they answered to the founder's questions, in the order of asking."""
    found = [FitAnswer(**json.loads(words)) for kind, _, _, _, words, _ in rows if kind == "answer"]
    return sorted(found, key=lambda answer: answer.pk)


def entries_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """The rows as entries."""
    for kind, at, who, what, words, place in rows:
        if kind in ("address", "answer"):
            continue
        if kind == "enquiry":
            where = SOURCES.get(what, what)
            details = [f"On {place}"] if place else []
            yield Entry(
                at=at, kind=kind, title=f"Got in touch {where}", text=words, details=details
            )
        elif kind in ACTS.values():
            yield _agreed(kind, at, who, what, words, place)
        elif kind == "note":
            yield Entry(at=at, kind=kind, title="Note", text=words, by=who)
        else:
            yield Entry(at=at, kind=kind, title=_changed(what, place, words), by=who)


def _agreed(kind: str, at: datetime, source: str, version: str, text: str, page: str) -> Entry:
    """Consent that was given, or taken back."""
    where = [f"On {page}"] if page else []
    if kind == "withdrawal":
        how = [SOURCES.get(source, source).capitalize()] if source else []
        return Entry(
            at=at, kind=kind, title="Consent taken back", text=text, details=[*how, *where]
        )
    if source == "import":
        return Entry(at=at, kind=kind, title="Imported, agreed before", text=text, details=where)
    given = f"Given {SOURCES.get(source, source)}, version {version}"
    return Entry(at=at, kind=kind, title="Agreed to this", text=text, details=[given, *where])


def _changed(field: str, before: str, after: str) -> str:
    """``Status: from New to Contacted``."""
    if field == "merged":
        return f"Merged with {before}"
    if field == "unmerged":
        return "Made two people again"
    name = FIELDS.get(field, field).capitalize()
    if before and after:
        return f"{name}: from {before} to {after}"
    return f"{name}: {after}" if after else f"{name}: {before} taken away"


def emails(person: Person, most: int) -> Iterator[Entry]:
    """What was written to them, and what became of it."""
    for sent in history.emails_to(*person.addresses, most=most):
        told = f"Heard {short(sent.heard, person.zone)}" if sent.heard else ""
        details = [
            sent.subject,
            sent.became if sent.kept_back else told,
            sent.detail if sent.wrong else "",
        ]
        yield Entry(
            at=sent.at,
            kind="email",
            title=f"{KINDS.get(sent.kind, 'Email')}: "
            f"{'not sent' if sent.kept_back else sent.became}",
            details=[one for one in details if one],
            url=reverse("admin:ops_outboxmessage_change", args=[sent.id]),
            permission="ops.view_outboxmessage",
            wrong=sent.wrong,
        )
