"""Searching leads: by name, address, number, or what they wrote."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from leads.address import address_key, address_problem
from leads.models import Enquiry, Lead, LeadAddress
from ops.lists import anywhere, holding, plain

#: Characters and words of a search that are looked at.
LONGEST, MOST = 200, 6
#: Digits that make a search one for a phone number, and that two numbers must share at their end.
FEWEST = 6
#: Leads among which words are looked for first that many hold, from the newest back.
LAST = 1_000


def matching(found: QuerySet[Lead], words: str) -> QuerySet[Lead]:
    """Those of ``found`` that hold every word; a whole address is looked up by its key."""
    words = words[:LONGEST].strip()
    if "@" in words and not address_problem(words):
        return found.at(address_key(words))  # type: ignore[attr-defined,no-any-return]
    digits = re.sub(r"\D", "", words)
    if len(digits) >= FEWEST and not re.search(r"[^\d\s()+./-]", words):
        # As people write numbers: with or without the country, in any groups.
        return found.exclude(phone="").filter(phone__regex=r"\D*".join(digits[-FEWEST:]))
    return holding(
        found, words.split()[:MOST],
        keys=having, holds=_holds, newest="-created_at", recent=_recent,
    )  # fmt: skip


def _recent() -> QuerySet[Any, Any]:
    """The keys of the last thousand."""
    return Lead.objects.order_by("-created_at").values_list("pk", flat=True)[:LAST]


def having(word: str, among: set[Any] | None = None) -> QuerySet[Any, Any]:
    """The keys of the leads with a word, in one query over three tables."""
    if among is None:
        own = Lead.objects.filter(_own(word))
        asked = Enquiry.objects.filter(anywhere(word, "message"))
        others = LeadAddress.objects.filter(anywhere(word, "email"))
    else:
        said = anywhere(word, "said")
        mine, theirs = {"pk__in": among}, {"lead__in": among}
        own = Lead.objects.alias(said=plain("name", "email", "phone")).filter(said, **mine)
        asked = Enquiry.objects.alias(said=plain("message")).filter(said, **theirs)
        others = LeadAddress.objects.alias(said=plain("email")).filter(said, **theirs)
    return (
        own.order_by()
        .values_list("pk", flat=True)
        .union(
            asked.order_by().values_list("lead_id"),
            others.order_by().values_list("lead_id"),
            all=True,
        )
    )


def _own(word: str) -> Q:
    return anywhere(word, "name", "email", "phone")


def _holds(word: str) -> Q:
    mine = {"lead": OuterRef("pk")}
    asked = Enquiry.objects.filter(anywhere(word, "message"), **mine)
    others = LeadAddress.objects.filter(anywhere(word, "email"), **mine)
    return _own(word) | Q(Exists(asked)) | Q(Exists(others))
