"""Storing people of an import: all that are given, or nobody."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from leads.contacts.insert import insert
from leads.contacts.plan import AT_ONCE, Contact, Plan, known_keys, make
from leads.contacts.rows import ContactImport
from leads.models import Consent, Lead, LeadNote, Tag
from leads.sender import today
from leads.work import tags
from leads.work.changing import name_of

#: The version of the consents: their text is the founder's statement.
VERSION, SOURCE = "import", "import"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """``agreed`` is where these people agreed, ``agreed_on`` when, ``status`` what the new are.

    ``who`` is how the person who says so is called, where that is not asked of their account.
    """

    agreed: str
    agreed_on: date | None
    status: str
    tags: Sequence[str] = ()
    who: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the row that waits."""
        day = self.agreed_on.isoformat() if self.agreed_on else None
        return asdict(self) | {"agreed_on": day, "tags": list(self.tags)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Decision:
        """Back again."""
        names = ("agreed", "status", "tags", "who")
        day = date.fromisoformat(data["agreed_on"]) if data.get("agreed_on") else None
        return cls(agreed_on=day, **{name: data[name] for name in names})


def confirm(run: ContactImport, decision: Decision, *, by: Any) -> dict[str, int] | None:
    """Store what the file holds; None where it was decided already.

    For a file of which a request can store everybody; ``going_on`` is for longer ones. In one
    transaction: a process that is killed leaves the file waiting, and nobody imported.
    No email is sent to anybody, and no other tool is told.
    """
    held = ContactImport.objects.filter(pk=run.pk, state=ContactImport.State.READY).first()
    if held is None:
        return None
    # Before the transaction, which on SQLite keeps every other writer waiting.
    plan = make(held.lines, held.columns, today())
    rows = ContactImport.objects.select_for_update().defer("lines")
    with transaction.atomic():
        waiting = rows.filter(pk=run.pk, state=ContactImport.State.READY).first()
        if waiting is None or waiting.columns != held.columns:
            return None
        for at in range(0, len(plan.contacts), AT_ONCE):
            store_some(plan.contacts[at : at + AT_ONCE], waiting.label, decision, by)
        outcome = counts(plan)
        waiting.take(
            ContactImport.State.DONE, outcome=outcome | left_out(plan), consent=decision.agreed
        )
    return outcome


def counts(plan: Plan) -> dict[str, int]:
    """How many of each."""
    return {
        "new": len(plan.new),
        "known": len(plan.again),
        "repeated": len(plan.repeated),
        "problems": len(plan.problems),
    }


def left_out(plan: Plan) -> dict[str, list[list[Any]]]:
    """Each line that was not taken, and why."""
    return {"left_out": [[problem.line, problem.words] for problem in plan.problems]}


def store_some(contacts: Sequence[Contact], label: str, decision: Decision, by: Any) -> int:
    """Store some people of a file called ``label``, in the caller's transaction; how many are new.

    ``by`` is who decided it, or None once that account is gone.
    """
    now = timezone.now()
    known = known_keys([contact.key for contact in contacts])
    # Somebody may leave their address on the site in this very moment: then they are known.
    insert(
        Lead,
        (
            "id", "email", "email_key", "name", "phone", "status", "first_touch", "last_touch",
            "next_step", "is_test", "created_at", "updated_at",
        ),
        [
            (
                uuid.uuid4(), contact.email, contact.key, contact.name, contact.phone,
                decision.status, {}, {}, "", False, _moment(contact.added) or now, now,
            )
            for contact in contacts
            if contact.key not in known
        ],
    )  # fmt: skip
    keys = known_keys([contact.key for contact in contacts])
    by_lead = {keys[contact.key]: contact for contact in contacts}
    met = [keys[contact.key] for contact in contacts if contact.key in known]
    for lead in Lead.objects.select_for_update().filter(pk__in=met):
        _fill(lead, by_lead[lead.pk])
    _evidence(by_lead, label, decision, by, now)
    _mark(by_lead, decision)
    return len(contacts) - len(known)


def _fill(lead: Lead, contact: Contact) -> None:
    """Somebody known: blanks are filled. Who was only ever a test is one no longer."""
    wanted = {
        "name": lead.name or contact.name,
        "phone": lead.phone or contact.phone,
        "is_test": False,
    }
    changed = [name for name, value in wanted.items() if getattr(lead, name) != value]
    for name in changed:
        setattr(lead, name, wanted[name])
    if changed:
        lead.save(update_fields=[*changed, "updated_at"])


def _evidence(
    by_lead: dict[Any, Contact], label: str, decision: Decision, by: Any, now: datetime
) -> None:
    """Where they agreed, by whose word, and the note."""
    who = decision.who or name_of(by)
    stated = f"Imported from {label}. {who} stated: {decision.agreed}"
    consents, notes = [], []
    for key, contact in by_lead.items():
        text = f"{stated}\nThe file says: {contact.agreed_to}" if contact.agreed_to else stated
        given = _moment(contact.agreed_on) or _moment(decision.agreed_on) or now
        consents.append((key, text, VERSION, SOURCE, "", given))
        if contact.note:
            notes.append((key, contact.note, by.pk if by else None, who, now, uuid.uuid4()))
    insert(Consent, ("lead_id", "text", "version", "source", "page_url", "given_at"), consents)
    insert(LeadNote, ("lead_id", "text", "by_id", "by_name", "created_at", "sent_id"), notes)


def _mark(by_lead: dict[Any, Contact], decision: Decision) -> None:
    wanted = {key: [*contact.tags, *decision.tags] for key, contact in by_lead.items()}
    rows: dict[str, Tag] = {}
    names = list(dict.fromkeys(name for some in wanted.values() for name in some))
    for at in range(0, len(names), AT_ONCE):
        rows |= {tag.key: tag for tag in tags.tags_of(names[at : at + AT_ONCE])}
    insert(
        Lead.tags.through,
        ("lead_id", "tag_id"),
        [
            (lead, pk)
            for lead, some in wanted.items()
            for pk in {rows[tags.key_of(name)].pk for name in some}
        ],
    )


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), UTC) if day else None
