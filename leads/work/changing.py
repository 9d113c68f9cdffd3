"""Changing a lead: the one way for forms, lists, the board and other programs.

Each field is compared by itself with what whoever changes it has seen. What somebody else changed
meanwhile is never overwritten in silence, and what nobody touched stays as the other left it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from leads import announcing
from leads.models import Lead, LeadEvent
from leads.work import tags
from ops import zone

#: What can be changed, and what it is called.
FIELDS = {
    "status": "status",
    "name": "name",
    "phone": "phone",
    "owner": "owner",
    "next_step": "next step",
    "next_step_on": "date of the next step",
    "tags": "tags",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A field that somebody else changed. ``theirs`` is what stands there now, in words.

    ``at`` is in the founder's zone, as the history beside it is.
    """

    field: str
    theirs: str
    who: str
    at: datetime | None

    def __str__(self) -> str:
        when = f" at {self.at:%H:%M}" if self.at else ""
        what = f"to “{self.theirs}”" if self.theirs else "and left it empty"
        return (
            f"{self.who or 'Somebody'} changed this {what}{when}, while you had it open. Yours is "
            "kept here: save again to use it, or put theirs back."
        )


class Clashed(Exception):
    """Nothing was stored: ``clashes`` says what somebody else changed, by field."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__(", ".join(clash.field for clash in clashes))
        self.clashes = {clash.field: clash for clash in clashes}


def values_of(lead: Lead, *, with_tags: bool = True) -> dict[str, str]:
    """A lead's fields as texts that can be compared and sent through a form."""
    values = {
        "status": lead.status,
        "name": lead.name,
        "phone": lead.phone,
        "owner": str(lead.owner_id or ""),
        "next_step": lead.next_step,
        "next_step_on": lead.next_step_on.isoformat() if lead.next_step_on else "",
    }
    if with_tags:
        values["tags"] = ", ".join(tag.name for tag in lead.tags.all())
    return values


def merged_tags(now: str, seen: str, wanted: str) -> str:
    """``now`` with what one person added and took away; two who add tags both keep theirs."""
    had, want = (
        {tags.key_of(name): name for name in tags.split(words)} for words in (seen, wanted)
    )
    kept = {
        key: name
        for key, name in ((tags.key_of(name), name) for name in tags.split(now))
        if key in want or key not in had
    }
    kept |= {key: name for key, name in want.items() if key not in had}
    return ", ".join(kept[key] for key in sorted(kept))


def clashes(lead: Lead, wanted: Mapping[str, str], seen: Mapping[str, str]) -> list[Clash]:
    """What somebody else changed since ``seen`` that ``wanted`` changes too, and otherwise."""
    now = values_of(lead, with_tags=False)
    names = [
        name
        for name, want in wanted.items()
        if name != "tags" and name in seen and want not in (seen[name], now[name])
        if now[name] != seen[name]
    ]
    return [_clash(lead, name, now[name]) for name in names]


def _clash(lead: Lead, name: str, now: str) -> Clash:
    last = lead.events.filter(field=name).first()
    return Clash(
        field=name,
        theirs=in_words(name, now),
        who=last.by_name if last else "",
        at=timezone.localtime(last.at, zone.founders()) if last else None,
    )


def change(
    lead_id: uuid.UUID,
    wanted: Mapping[str, str],
    *,
    by: Any = None,
    seen: Mapping[str, str] | None = None,
    tell: bool = True,
) -> list[str]:
    """Store what is wanted, and tell other tools; returns the fields that changed.

    ``wanted`` and ``seen`` are texts as ``values_of`` gives them. Without ``seen`` the last word
    counts. Raises ``Clashed``, with nothing stored, ``Lead.DoesNotExist``, and ``BadTags``.
    """
    with transaction.atomic():
        lead = Lead.objects.select_for_update().get(pk=lead_id)
        seen = seen or {}
        if found := clashes(lead, wanted, seen):
            raise Clashed(found)
        now = values_of(lead)
        to_do = {}
        for name, want in wanted.items():
            if name == "tags":
                want = merged_tags(now[name], seen.get(name, now[name]), want)
            elif seen.get(name) == want:
                continue
            if want != now[name]:
                to_do[name] = want
        if by is not None:
            _seen_to(lead)
        if to_do:
            _store(lead, now, to_do, by)
            if tell:
                announcing.changed(lead)
    return list(to_do)


def booked(lead_id: uuid.UUID, *, tell: bool = True) -> list[str]:
    """A call was booked: the status says so, unless the person is further already.

    ``tell=False`` where who calls tells other tools of the lead anyway.
    """
    lead = Lead.objects.get(pk=lead_id)
    if lead.status in (Lead.Status.CALL_BOOKED, Lead.Status.WON):
        return []
    return change(lead_id, {"status": Lead.Status.CALL_BOOKED}, tell=tell)


def _store(lead: Lead, now: Mapping[str, str], to_do: Mapping[str, str], by: Any) -> None:
    for name, want in to_do.items():
        if name == "tags":
            lead.tags.set(tags.tags_of(tags.split(want)))
        elif name == "owner":
            lead.owner_id = int(want) if want else None
        elif name == "next_step_on":
            lead.next_step_on = date.fromisoformat(want) if want else None
        else:
            setattr(lead, name, want)
    columns = [name for name in to_do if name != "tags"]
    lead.save(update_fields=[*columns, "updated_at"])
    note(
        lead,
        {name: (in_words(name, now[name]), in_words(name, to_do[name])) for name in to_do},
        by=by,
    )


def note(lead: Lead, changes: Mapping[str, tuple[str, str]], *, by: Any = None) -> None:
    """Write down what changed: ``{field: (before, after)}``, in words."""
    LeadEvent.objects.bulk_create(
        LeadEvent(
            lead=lead, field=name, before=before[:300], after=after[:300], by=by,
            by_name=name_of(by) if by else "",
        )
        for name, (before, after) in changes.items()
    )  # fmt: skip


def _seen_to(lead: Lead) -> None:
    """Somebody of the team acted, so nobody waits unseen any more."""
    if lead.wrote_again_at is not None:
        lead.wrote_again_at = None
        Lead.objects.filter(pk=lead.pk).update(wrote_again_at=None)


def in_words(name: str, value: str) -> str:
    """A value as people read it."""
    if not value:
        return ""
    if name == "status":
        return str(dict(Lead.Status.choices).get(value, value))
    if name == "owner":
        found = get_user_model()._default_manager.filter(pk=value).first()
        return name_of(found) if found else "somebody who has left"
    if name == "next_step_on":
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return value


def name_of(user: Any) -> str:
    """How a person of the team is called."""
    full = str(user.get_full_name() or "").strip()
    return (full or str(user.get_username()))[:150]
