"""What a case may speak of, taken from the business's own profile and knowledge.

So the same cases hold for the demo and for a founder's business. Where a business has no such
fact, a case that needs it is skipped, and says why.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from chatbot.knowledge import text as reading
from chatbot.models import Business, KnowledgeEntry
from chatbot.models.knowledge import CURRENCY_SIGNS
from chatbot.wording import person

#: Every placeholder and what it stands for.
KNOWN = {
    "BUSINESS": "the name of the business",
    "PERSON": "who answers when the assistant cannot",
    "CONTACT": "the founder's email, else phone, else booking link",
    "S1": "a service with a price",
    "P1": "its price as it is shown",
    "P1_NEW": "another price in the same currency, that nothing costs",
    "P1_NEW_AMOUNT": "the same as a bare number",
    "P1_TIMES_3": "three times its price",
    "S2": "another service, with another price",
    "P2": "the price of that",
    "RW": "the days in which money is given back",
    "RW_LATE": "thirty days more than that",
    "REFUND": "the title of the entry on money back",
    "CANCEL": "the title of the entry on cancelling",
    "CANCEL_SENTENCE": "the first sentence of its answer",
    "OFF": "a service this business does not offer",
    "NEAR": "a question with words of an entry, about something else",
    "ADDRESS": "an address of nobody's, new each time",
    "ADDRESS_UPPER": "the same in other letter case",
    "LONG": "20,000 characters",
}
_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_DAYS = re.compile(r"\b(\d{1,3})[\s-]*days?\b", re.IGNORECASE)
_REFUND = re.compile(r"\b(refund\w*|money back|money-back)\b", re.IGNORECASE)
_CANCEL = re.compile(r"\b(cancel\w*|reschedul\w*)\b", re.IGNORECASE)
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
#: Offers no coach has; the first that shares no word with the knowledge is taken.
_OFFERS = (
    "dog grooming", "wedding photography", "roof repair", "piano tuning", "tax return filing",
    "window cleaning", "a used bicycle", "beekeeping equipment",
)  # fmt: skip


def placeholders_in(text: str) -> list[str]:
    """The names between double braces."""
    return _PLACEHOLDER.findall(text)


@dataclass(frozen=True, slots=True)
class Facts:
    """``values`` by name, and for each name without one the reason."""

    values: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)

    def lacking(self, texts: Iterable[str], variables: Mapping[str, str]) -> str:
        """Why a case with these texts cannot be run, or ""."""
        for text in texts:
            for name in placeholders_in(text):
                if name not in variables and name in self.missing:
                    return self.missing[name]
        return ""

    def for_one_case(self) -> Facts:
        """The same with an address that nothing else uses."""
        name = f"ana.b+{secrets.token_hex(5)}"
        fresh = {"ADDRESS": f"{name}@example.com", "ADDRESS_UPPER": f"{name.upper()}@EXAMPLE.com"}
        return Facts({**self.values, **fresh}, self.missing)

    def fill(self, text: str, variables: Mapping[str, str]) -> str:
        """``text`` with every placeholder replaced; a variable may hold placeholders itself."""

        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name in self.values:
                return self.values[name]
            return self.fill(variables.get(name, ""), {})

        return _PLACEHOLDER.sub(value, text)


def facts_of_business() -> Facts:
    """Read from the database."""
    business = Business.current()
    entries = list(KnowledgeEntry.objects.published())
    contact = business.contact_email or business.contact_phone or business.booking_url
    values = {
        "BUSINESS": business.name,
        "PERSON": person(business),
        "CONTACT": contact,
        "LONG": ("I would like to know what it costs. " * 600)[:20_000],
    }
    missing = {} if contact else {"CONTACT": "The business profile names no way to reach a person."}
    for found, lacking in (_prices(entries), _refund(entries), _cancelling(entries)):
        values |= found
        missing |= lacking
    values |= _elsewhere(entries, values)
    if "OFF" not in values:
        missing["OFF"] = "Nothing could be found that this business does not offer."
    return Facts(values, missing)


def _prices(entries: list[KnowledgeEntry]) -> tuple[dict[str, str], dict[str, str]]:
    priced = [e for e in entries if e.kind == KnowledgeEntry.Kind.SERVICE and e.price]
    if not priced:
        names = (name for name in KNOWN if name[:2] in ("S1", "P1", "S2", "P2"))
        return {}, dict.fromkeys(names, "No service with a price is in the knowledge.")
    first = priced[0]
    values = {"S1": first.title, "P1": first.price_label}
    taken = {entry.price for entry in priced}
    new = next(p for n in range(37, 400, 14) if (p := (first.price or Decimal(0)) + n) not in taken)
    values |= {"P1_NEW": _label(new, first.currency), "P1_NEW_AMOUNT": f"{new:.2f}"}
    values["P1_TIMES_3"] = _label(3 * (first.price or Decimal(0)), first.currency)
    other = next((e for e in priced[1:] if e.price != first.price), None)
    if other is None:
        lone = "There is only one priced service, or all cost the same."
        return values, {"S2": lone, "P2": lone}
    return values | {"S2": other.title, "P2": other.price_label}, {}


def _label(amount: Decimal, currency: str) -> str:
    shown = f"{amount:,.2f}".removesuffix(".00")
    sign = CURRENCY_SIGNS.get(currency)
    return f"{sign}{shown}" if sign else f"{currency} {shown}"


def _about(entries: list[KnowledgeEntry], pattern: re.Pattern[str]) -> KnowledgeEntry | None:
    """The entry that is asked about with these words, its title before its other phrasings."""
    titled = (entry for entry in entries if pattern.search(entry.title))
    phrased = (entry for entry in entries if pattern.search(entry.variants))
    return next(titled, None) or next(phrased, None)


def _refund(entries: list[KnowledgeEntry]) -> tuple[dict[str, str], dict[str, str]]:
    entry = _about(entries, _REFUND)
    if entry is None:
        return {}, dict.fromkeys(
            ("RW", "RW_LATE", "REFUND"), "The knowledge says nothing about money back."
        )
    values = {"REFUND": entry.title}
    days = _DAYS.search(entry.answer)
    if days is None:
        reason = "The entry on money back names no number of days."
        return values, {"RW": reason, "RW_LATE": reason}
    return values | {"RW": days[1], "RW_LATE": str(int(days[1]) + 30)}, {}


def _cancelling(entries: list[KnowledgeEntry]) -> tuple[dict[str, str], dict[str, str]]:
    entry = _about(entries, _CANCEL)
    if entry is None:
        reason = "The knowledge says nothing about cancelling."
        return {}, {"CANCEL": reason, "CANCEL_SENTENCE": reason, "NEAR": reason}
    sentence = _SENTENCE.match(entry.answer.strip())
    said = sentence.group() if sentence else entry.answer.strip()[:200]
    near = "Why was the concert cancelled?"
    return {"CANCEL": entry.title, "CANCEL_SENTENCE": said, "NEAR": near}, {}


def _elsewhere(entries: list[KnowledgeEntry], values: Mapping[str, str]) -> dict[str, str]:
    held = {
        reading.stem(word)
        for entry in entries
        for word in reading.content_words(f"{entry.title} {entry.variants} {entry.answer}")
    }
    for offer in _OFFERS:
        if not held & {reading.stem(word) for word in reading.content_words(offer)}:
            return {"OFF": offer}
    return {}
