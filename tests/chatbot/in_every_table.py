"""One person in every table that can hold somebody, and a whole database, byte by byte."""

from __future__ import annotations

import base64
import html
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from allauth.account.models import EmailConfirmation
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from chatbot.models import (
    Conversation,
    ErasureRequest,
    EvalCase,
    EvalRun,
    GuardEvent,
    Handoff,
    Message,
)
from chatbot.person import mail
from leads.capture import capture_lead
from leads.models import (
    Booking,
    BookingTime,
    ContactImport,
    FitAnswer,
    FitAsking,
    FitQuestion,
    Lead,
    LeadEvent,
    LeadNote,
    Tag,
)
from leads.work.merging import merge
from ops.addresses import address_key
from ops.models import EmailEvent, ReplyThread
from ops.outbox import suppression
from ops.outbox.enqueue import enqueue
from ops.privacy.codes import new_code
from tests.chatbot.accounts.people import visitor


@dataclass
class Somebody:
    """Who fills the tables. ``secret`` is what they write, which names nobody."""

    address: str
    spelled: list[str]
    alias: str
    name: str
    phone: str
    secret: str
    numbers: list[str] = field(default_factory=list)

    @property
    def typed(self) -> str:
        """As they type it."""
        return self.spelled[0].upper()

    def needles(self) -> list[bytes]:
        """Every way in which they may stand in the bytes of a database, in small letters."""
        plain = [*self.spelled, self.alias, self.name, self.phone, self.secret]
        ways = (
            str, quote, html.escape, lambda text: json.dumps(text)[1:-1],
            lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
        )  # fmt: skip
        found = {way(one).lower().encode() for one in plain for way in ways}
        found.add(self.phone.replace(" ", "").encode())
        for shift in range(3):
            wrapped = base64.b64encode(b"x" * shift + self.spelled[0].encode())[4:-4]
            found.add(wrapped.lower())
        return sorted(found)


def ana() -> Somebody:
    """An address with letters of its domain, one with a tag, and quotes in her name."""
    return Somebody(
        address="ana.vela@bücher.example",
        spelled=["ANA.Vela@xn--bcher-kva.example", "ana.vela@bücher.example"],
        alias="ana+news@example.org", name="Ana \"Nina\" O'Vela", phone="+49 171 2345678",
        secret="the lighthouse at Cabo Espichel was closed",
    )  # fmt: skip


def joana() -> Somebody:
    """Somebody else, who is called alike."""
    return Somebody(
        address="joana.vela@bücher.example",
        spelled=["Joana.Vela@xn--bcher-kva.example", "joana.vela@bücher.example"],
        alias="joana+news@example.org", name="Joana Vela", phone="+49 171 9876543",
        secret="my garden in Évora wants rain",
    )  # fmt: skip


def fill(who: Somebody, owner: Any) -> None:
    """Put somebody into every table that can hold them."""
    talk = _chat(who, owner)
    lead = _lead(who, talk, owner)
    _calls(who, talk, lead)
    _fit(who, talk, lead)
    _emails(who, talk)
    _elsewhere(who, lead, owner)
    numbers = Conversation.objects.filter(pk=talk.pk).values_list("pk", flat=True)
    who.numbers = [str(lead.pk), *map(str, numbers)]


def _chat(who: Somebody, owner: Any) -> Conversation:
    user = visitor(who.address)
    user.first_name = who.name
    user.save()
    EmailConfirmation.create(user.emailaddress_set.get()).save()
    talk, _ = Conversation.start(
        page_url=f"https://x.test/?e={quote(who.spelled[0])}", visitor_id=who.alias
    )
    said = Message.objects.create(
        conversation=talk, role="visitor", text=f"{who.secret}. I am {who.name}, {who.typed}"
    )
    Message.objects.create(conversation=talk, role="visitor", text=f"Again: {who.secret}")
    GuardEvent.objects.create(message=said, kind="claim", sentence=who.secret, reasons=[who.name])
    ErasureRequest.objects.create(
        conversation=talk,
        asked_in=said,
        address=who.address,
        address_key=address_key(who.address),
    )
    Handoff.objects.create(conversation=talk, asked_at=timezone.now(), taken_by=owner)
    own, _ = Conversation.start(account=user)
    Message.objects.create(conversation=own, role="visitor", text=who.secret)
    mail.notice(talk)
    EvalCase.objects.create(title=who.address, turns=f"I am {who.name}", must_say=who.phone)
    EvalRun.objects.create(results=[{"turns": [f"write to {who.typed}"]}])
    return talk


def _lead(who: Somebody, talk: Conversation, owner: Any) -> Lead:
    for address, source in ((who.spelled[1], "chat_form"), (who.alias.upper(), "page_form")):
        capture_lead(
            email=address, name=who.name, phone=who.phone, message=who.secret, consent=True,
            source=source, conversation_id=str(talk.pk) if source == "chat_form" else "",
            page_url=f"https://x.test/?e={quote(who.alias)}", utm={"source": who.alias},
        )  # fmt: skip
    lead, other = (Lead.objects.get(email_key=key) for key in _keys(who))
    merge(lead.pk, other.pk, by=owner)
    lead.refresh_from_db()
    lead.next_step = f"Call {who.name} on {who.phone}"
    lead.save()
    lead.tags.add(Tag.objects.get_or_create(key="spring", name="spring")[0])
    LeadNote.objects.create(lead=lead, text=f"{who.name}: {who.secret}", by=owner)
    LeadEvent.objects.create(lead=lead, field="name", before=who.alias, after=who.name, by=owner)
    return lead


def _keys(who: Somebody) -> tuple[str, str]:
    return who.spelled[0].lower(), who.alias


def _calls(who: Somebody, talk: Conversation, lead: Lead) -> None:
    answers = [{"question": "What is it about?", "answer": who.secret}]
    for whose in (lead, None):
        call = Booking.objects.create(
            lead=whose, provider="calendly", title=f"Call with {who.name}", answers=answers,
            reason=who.secret, place=who.phone, conversation_id=str(talk.pk),
            touch={"page_url": f"https://x.test/?e={who.alias}"},
        )  # fmt: skip
        BookingTime.objects.create(booking=call, provider="calendly", key=f"{call.pk}")


def _fit(who: Somebody, talk: Conversation, lead: Lead) -> None:
    question = FitQuestion.objects.create(text="What do you want?", name="Goal", kind="text")
    FitAnswer.objects.create(
        lead=lead, conversation_id=str(talk.pk), question=question, asked="What?", name="Goal",
        text=f"{who.secret}, {who.name}",
    )  # fmt: skip
    FitAnswer.objects.create(
        conversation_id=str(talk.pk), asked="When?", name="Start", text=who.secret
    )
    FitAsking.objects.create(conversation_id=str(talk.pk), question=question)


def _emails(who: Somebody, talk: Conversation) -> None:
    enqueue(
        to="owner@northbound.example.com", subject=f"{who.name} waits", kind="handoff_message",
        text=who.secret, html=f"<p>{html.escape(who.name)}</p>",
        thread=("conversation", str(talk.pk)),
    )  # fmt: skip
    row = enqueue(to=who.typed, subject="Hello", text=who.secret, kind="person_reply")
    EmailEvent.objects.create(
        message=row, provider="mailgun", kind="bounced", at=timezone.now(),
        detail=f"no mailbox for {who.typed}", event_key=str(row.pk), content_key=str(row.pk),
    )  # fmt: skip
    suppression.suppress(who.address, "bounced", message=row)
    ReplyThread.objects.create(kind="conversation", key=str(talk.pk))
    new_code(who.alias)


def _elsewhere(who: Somebody, lead: Lead, owner: Any) -> None:
    session = SessionStore()
    session["waiting"] = {"email": who.typed}
    session.create()
    LogEntry.objects.create(
        user=owner, content_type=ContentType.objects.get_for_model(Lead), object_id=str(lead.pk),
        object_repr=who.name, action_flag=CHANGE, change_message=json.dumps([who.alias]),
    )  # fmt: skip
    ContactImport.objects.create(
        label="contacts.csv", columns=["email", "name", "note"], started_at=_lately(),
        lines=[[2, [who.typed, who.name, who.secret]], [3, ["somebody@example.com", "Sam", ""]]],
    )  # fmt: skip


def _lately() -> Any:
    return timezone.now() - timedelta(minutes=5)


def snapshot() -> dict[tuple[str, str], dict[str, Any]]:
    """Every row of every table, by table and key."""
    from ops.privacy.tables import tables

    return {
        (model._meta.label, str(row["pk"])): row
        for model in tables()
        for row in model._base_manager.values(
            "pk", *(one.attname for one in model._meta.local_concrete_fields)
        )
    }


def raw(folder: Path) -> bytes:
    """The whole database: the file of SQLite with its free pages, the dump of PostgreSQL, and what
    is compressed in sessions; in small letters.
    """
    from ops.privacy.tables import cells, tables

    opened = "\n".join(one.text for model in tables() for one in cells(model)).encode()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        stored = bytes(connection.connection.serialize())
    else:
        stored = _dumped(connection.settings_dict)
    return _small(stored) + _small(opened)


def _dumped(settings: dict[str, Any]) -> bytes:
    done = subprocess.run(
        ["pg_dump", "--no-owner", "-h", str(settings["HOST"]), "-p", str(settings["PORT"] or 5432),
         "-U", str(settings["USER"]), str(settings["NAME"])],
        env={**os.environ, "PGPASSWORD": str(settings["PASSWORD"])},
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout


def _small(stored: bytes) -> bytes:
    return stored.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")


def found_in(stored: bytes, who: Somebody, *, but: Somebody) -> list[bytes]:
    """Which of somebody's needles stand there, that are not part of another's."""
    for one in but.needles():
        stored = stored.replace(one, b"")
    return [one for one in who.needles() if one in stored]


def postgres_url() -> str:
    """Of the database of this run."""
    one = connection.settings_dict
    return (
        f"postgres://{one['USER']}:{one['PASSWORD']}@{one['HOST']}:{one['PORT'] or 5432}/"
        f"{one['NAME']}"
    )


def asked(url: str, sql: str) -> list[tuple[Any, ...]]:
    """What a database says, looked at from outside."""
    if url.startswith("sqlite"):
        import sqlite3

        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as there:
            return list(there.execute(sql))
    import psycopg

    with psycopg.connect(url) as beside:
        return list(beside.execute(sql))


def told(url: str, sql: str) -> None:
    """Have a database change something, from outside."""
    if url.startswith("sqlite"):
        import sqlite3

        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as there:
            there.execute(sql)
            there.commit()
        return
    import psycopg

    with psycopg.connect(url) as beside:
        beside.execute(sql)


def labels_with(who: Somebody) -> Iterator[str]:
    """The tables in which somebody is found."""
    from ops.privacy.tables import cells, tables

    for model in tables():
        if any(found_in(_small(one.text.encode()), who, but=joana()) for one in cells(model)):
            yield model._meta.label
