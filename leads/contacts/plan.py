"""What an import would do: who is new, who is known, and what is wrong with which line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from leads.address import address_key, address_problem, tidy
from leads.capture import LENGTHS, one_line
from leads.export.cells import DANGEROUS
from leads.fit.reading import plain, written
from leads.models import Lead, LeadAddress
from leads.work.notes import LONGEST as LONGEST_NOTE
from leads.work.tags import BadTags, split

#: Rows that one query asks about.
AT_ONCE = 500


@dataclass(slots=True)
class Contact:
    """One person of the file. ``line`` is where they stand first."""

    line: int
    email: str
    key: str
    name: str = ""
    phone: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""
    added: date | None = None
    agreed_on: date | None = None
    agreed_to: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be taken, and why: without what stands in it."""

    line: int
    words: str


@dataclass(slots=True)
class Plan:
    """``known`` are keys of addresses that are leads already."""

    contacts: list[Contact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repeated: list[Problem] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    @property
    def new(self) -> list[Contact]:
        """Who is not there yet."""
        return [contact for contact in self.contacts if contact.key not in self.known]

    @property
    def again(self) -> list[Contact]:
        """Who is."""
        return [contact for contact in self.contacts if contact.key in self.known]


def make(lines: Iterable[Sequence[object]], kinds: Sequence[str], today: date) -> Plan:
    """Judge each line; one query for every ``AT_ONCE`` addresses, two with aliases."""
    plan = Plan()
    by_key: dict[str, Contact] = {}
    for number, cells in lines:
        line = int(str(number))
        found = _contact(line, list(cells), kinds, today)  # type: ignore[call-overload]
        if isinstance(found, Problem):
            plan.problems.append(found)
        elif first := by_key.get(found.key):
            _add(first, found)
            plan.repeated.append(Problem(line, f"the same address as in line {first.line}"))
        else:
            by_key[found.key] = found
    plan.contacts = list(by_key.values())
    plan.known = set(known_keys(list(by_key)))
    return plan


def known_keys(keys: Sequence[str]) -> dict[str, object]:
    """The lead's number for each key that is somebody's."""
    found: dict[str, object] = {}
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        others = LeadAddress.objects.filter(email_key__in=some)
        found |= dict(others.values_list("email_key", "lead_id"))
        found |= dict(Lead.objects.filter(email_key__in=some).values_list("email_key", "pk"))
    return found


def _contact(
    line: int, cells: Sequence[str], kinds: Sequence[str], today: date
) -> Contact | Problem:
    held: dict[str, str] = {}
    for kind, cell in zip(kinds, cells, strict=False):
        text = _unquoted(cell)
        if kind and text:
            joint = ", " if kind == "tags" else "\n"
            held[kind] = f"{held[kind]}{joint}{text}" if kind in held else text
    email = tidy(held.get("email", ""))
    if not email:
        return Problem(line, "has no email address")
    if address_problem(email):
        return Problem(line, "has an address that cannot be written to")
    name = one_line(held.get("name") or f"{held.get('first', '')} {held.get('last', '')}")
    phone = one_line(held.get("phone", ""))
    for what, text in (("name", name), ("phone", phone)):
        if len(text) > LENGTHS[what]:
            return Problem(line, f"has a {what} of more than {LENGTHS[what]} characters")
    try:
        tags = split(held.get("tags", "").replace(";", ",").replace(" ::: ", ","))
    except BadTags as error:
        return Problem(line, f"has tags that cannot be used: {str(error).partition(':')[0]}")
    note = held.get("note", "")
    if len(note) > LONGEST_NOTE:
        return Problem(line, f"has a note of more than {LONGEST_NOTE:,} characters")
    dates = {}
    for what in ("added", "agreed_on"):
        dates[what] = _past(held.get(what, ""), today)
        if what == "agreed_on" and held.get(what) and dates[what] is None:
            return Problem(line, "says when they agreed, but not with a date of the past")
    return Contact(
        line, email, address_key(email), name, phone, tags, note, dates["added"],
        dates["agreed_on"], held.get("agreed_to", "")[:1000],
    )  # fmt: skip


def _unquoted(cell: str) -> str:
    """Without the apostrophe that our own export puts before what a spreadsheet would run."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in DANGEROUS else text


def _past(text: str, today: date) -> date | None:
    found = written(plain(text)) if text else None
    return found if found and date(1990, 1, 1) <= found <= today else None


def _add(first: Contact, again: Contact) -> None:
    """The same address twice: blanks are filled."""
    first.name, first.phone = first.name or again.name, first.phone or again.phone
    first.tags = list(dict.fromkeys([*first.tags, *again.tags]))[:20]
    if again.note and again.note not in first.note:
        first.note = "\n".join(part for part in (first.note, again.note) if part)[:LONGEST_NOTE]
    first.agreed_on, first.agreed_to = (
        first.agreed_on or again.agreed_on, first.agreed_to or again.agreed_to,
    )  # fmt: skip
