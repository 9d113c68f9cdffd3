"""What an export says of each lead, a few hundred at a time.

Pages are told by the last row of the one before, so that it takes the same memory and the same time
for a page however many came before, and a lead that comes in meanwhile moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leads.models import Consent, Enquiry, FitAnswer, Lead, LeadAddress, LeadNote
from leads.work.changing import name_of

#: Leads of one page.
PAGE = 250
#: Characters of a cell; Excel cuts at 32,767, in the middle of whatever stands there.
LONGEST = 30_000
#: The columns of the CSV file, in order. None is called as a column of notes that an import reads:
#: who exports, edits and imports again would have every note twice.
COLUMNS = (
    "email", "other_addresses", "name", "phone", "status", "owner", "tags", "next_step",
    "next_step_on", "fit", "fit_answers", "first_page", "first_referrer", "first_source",
    "first_medium", "first_campaign", "last_page", "last_source", "enquiries", "last_message",
    "last_message_at", "notes_taken", "agreed_on", "agreed_version", "agreed_to", "known_since",
    "id",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which leads: "" is any."""

    status: str = ""
    tag_id: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some leads, and what belongs to each by its number."""

    leads: list[Lead]
    tags: Mapping[Any, list[str]]
    addresses: Mapping[Any, list[str]]
    enquiries: Mapping[Any, list[Enquiry]]
    consents: Mapping[Any, list[Consent]]
    notes: Mapping[Any, list[LeadNote]]
    answers: Mapping[Any, list[FitAnswer]]


def pages(wanted: Wanted) -> Iterator[Page]:
    """Real leads, the newest first."""
    found = Lead.objects.real().order_by("-created_at", "-pk").select_related("owner")
    if wanted.status == "open":
        found = found.filter(status__in=Lead.OPEN)
    elif wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.tag_id is not None:
        marked = Lead.tags.through.objects.filter(tag_id=wanted.tag_id).values("lead_id")
        found = found.filter(pk__in=marked)
    last: tuple[Any, Any] | None = None
    while True:
        rows = list((found.filter(_after(*last)) if last else found)[:PAGE])
        if not rows:
            return
        last = rows[-1].created_at, rows[-1].pk
        yield _page(rows)
        del rows


def _page(leads: list[Lead]) -> Page:
    """One query for each table: prefetching would keep a query of its own for every lead."""
    keys = [lead.pk for lead in leads]
    marked = Lead.tags.through.objects.filter(lead_id__in=keys).order_by("tag__key")
    others = LeadAddress.objects.filter(lead__in=keys).order_by("created_at")
    return Page(
        leads,
        tags=_grouped(marked.values_list("lead_id", "tag__name")),
        addresses=_grouped(others.values_list("lead_id", "email")),
        enquiries=_of_each(Enquiry.objects.filter(lead__in=keys, is_test=False)),
        consents=_of_each(Consent.objects.filter(lead__in=keys)),
        notes=_of_each(LeadNote.objects.filter(lead__in=keys)),
        answers=_of_each(FitAnswer.objects.filter(lead__in=keys)),
    )


def _grouped(pairs: Iterable[tuple[Any, str]]) -> Mapping[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return found


def _of_each(rows: Iterable[Any]) -> Mapping[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.lead_id, []).append(row)
    return found


def _after(at: Any, pk: Any) -> Q:
    return Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk)


def flat(lead: Lead, page: Page) -> dict[str, str]:
    """One line of the CSV file, not yet made safe."""
    first, last = _touch(lead.first_touch), _touch(lead.last_touch)
    real = page.enquiries.get(lead.pk, [])
    asked, agreed = next(iter(real), None), next(iter(page.consents.get(lead.pk, [])), None)
    return {
        "email": lead.email,
        "other_addresses": ", ".join(page.addresses.get(lead.pk, [])),
        "name": lead.name,
        "phone": lead.phone,
        "status": lead.get_status_display(),
        "owner": name_of(lead.owner) if lead.owner else "",
        "tags": ", ".join(page.tags.get(lead.pk, [])),
        "next_step": lead.next_step,
        "next_step_on": lead.next_step_on.isoformat() if lead.next_step_on else "",
        "fit": f"{lead.fit_points} of {lead.fit_out_of}" if lead.fit_out_of else "",
        "fit_answers": _lines(f"{a.asked} {a.text}" for a in page.answers.get(lead.pk, [])),
        "first_page": first.get("page_url", ""),
        "first_referrer": first.get("referrer", ""),
        "first_source": first.get("utm_source", ""),
        "first_medium": first.get("utm_medium", ""),
        "first_campaign": first.get("utm_campaign", ""),
        "last_page": last.get("page_url", ""),
        "last_source": last.get("utm_source", ""),
        "enquiries": str(len(real)),
        "last_message": asked.message if asked else "",
        "last_message_at": _moment(asked.created_at) if asked else "",
        "notes_taken": _lines(
            f"{_moment(n.created_at)} {n.by_name}: {n.text}" for n in page.notes.get(lead.pk, [])
        ),
        "agreed_on": _moment(agreed.given_at) if agreed else "",
        "agreed_version": agreed.version if agreed else "",
        "agreed_to": agreed.text if agreed else "",
        "known_since": _moment(lead.created_at),
        "id": str(lead.pk),
    }


def whole(lead: Lead, page: Page) -> dict[str, Any]:
    """One lead as JSON: with every enquiry, consent, note and answer."""
    return {
        "id": str(lead.pk),
        "email": lead.email,
        "other_addresses": page.addresses.get(lead.pk, []),
        "name": lead.name,
        "phone": lead.phone,
        "status": lead.status,
        "owner": name_of(lead.owner) if lead.owner else "",
        "tags": page.tags.get(lead.pk, []),
        "next_step": lead.next_step,
        "next_step_on": lead.next_step_on.isoformat() if lead.next_step_on else None,
        "fit": {"points": lead.fit_points, "out_of": lead.fit_out_of},
        "first_touch": lead.first_touch,
        "last_touch": lead.last_touch,
        "known_since": lead.created_at.isoformat(),
        "enquiries": [
            {"at": e.created_at.isoformat(), "message": e.message, "source": e.source,
             "page_url": e.page_url}
            for e in page.enquiries.get(lead.pk, [])
        ],
        "consents": [
            {"at": c.given_at.isoformat(), "text": c.text, "version": c.version,
             "source": c.source, "page_url": c.page_url}
            for c in page.consents.get(lead.pk, [])
        ],
        "notes": [
            {"at": n.created_at.isoformat(), "by": n.by_name, "text": n.text}
            for n in page.notes.get(lead.pk, [])
        ],
        "answers": [
            {"at": a.created_at.isoformat(), "question": a.asked, "answer": a.text,
             "points": a.points, "out_of": a.out_of}
            for a in page.answers.get(lead.pk, [])
        ],
    }  # fmt: skip


def _lines(texts: Iterable[str]) -> str:
    """One below the other in one cell."""
    text = "\n".join(texts)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(None, 1)[0]} …"


def _touch(touch: Any) -> Mapping[str, str]:
    found = touch if isinstance(touch, dict) else {}
    return {name: str(value) for name, value in found.items()}


def _moment(at: Any) -> str:
    """As spreadsheets read it, in UTC."""
    return f"{at:%Y-%m-%d %H:%M}"
