"""The only door in: ``capture_lead()`` stores a person, what they asked and what they agreed to."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from leads import notify
from leads.address import address_key, address_problem, tidy
from leads.consent import CONSENT_VERSION, consent_text
from leads.models import Consent, Enquiry, Lead
from leads.sender import Sender, current_sender, register_sender
from ops.web.campaign import CLICK_IDS

__all__ = [
    "LeadRefused",
    "Receipt",
    "Sender",
    "VerifiedConversation",
    "address_key",
    "address_problem",
    "addresses_of",
    "capture_lead",
    "conversation_ids",
    "register_conversation_verifier",
    "register_sender",
    "verify_conversation",
]

#: One confirmation for an address in this time.
CONFIRM_EVERY = timedelta(hours=24)
#: Embeddings, overrides and isolates (https://unicode.org/reports/tr9/, section 2).
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
LENGTHS = {"name": 200, "phone": 40, "message": 4000}


class LeadRefused(Exception):
    """Something is missing or cannot be used; ``errors`` says what to change, by field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Receipt:
    """``id`` is new each time and says nothing about whether the person was known."""

    id: uuid.UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifiedConversation:
    """A conversation whose token was right."""

    id: str
    is_test: bool = False
    page_url: str = ""
    referrer: str = ""
    utm: Mapping[str, str] = field(default_factory=dict)
    first_touch: Mapping[str, Any] = field(default_factory=dict)


Verifier = Callable[[str, str], VerifiedConversation | None]
_verifier: list[Verifier] = []


def register_conversation_verifier(verifier: Verifier) -> None:
    """Say how to find out whether a token opens a conversation."""
    _verifier[:] = [verifier]


def verify_conversation(conversation_id: str, token: str) -> VerifiedConversation | None:
    """The conversation the token opens, or None."""
    return _verifier[0](conversation_id, token) if _verifier else None


def capture_lead(
    *,
    email: str,
    name: str = "",
    phone: str = "",
    message: str = "",
    consent: bool,
    consent_given: str = "",
    page_url: str = "",
    referrer: str = "",
    utm: Mapping[str, Any] | None = None,
    first_touch: Mapping[str, Any] | None = None,  # page_url, referrer, utm
    source: str,
    conversation_id: str = "",
    is_test: bool = False,
) -> Receipt:
    """Store one enquiry; raises ``LeadRefused``.

    One lead for an address, whatever its letter case. Nothing known is overwritten; blanks are
    filled. ``consent_given`` is the text that was agreed to where it is not the form's. The
    confirmation and the notice are stored in the same transaction.
    """
    texts = {"name": _clean(name), "phone": _clean(phone), "message": message.strip()}
    _refuse_bad(email, texts, consent=consent)
    touch = _touch(page_url, referrer, utm)
    sender = current_sender()
    with transaction.atomic():
        lead = _find_or_add(email, texts, touch, first_touch, is_test=is_test)
        enquiry = Enquiry.objects.create(
            lead=lead,
            message=texts["message"],
            source=source,
            page_url=page_url[:2000],
            conversation_id=conversation_id,
            touch=touch,
            is_test=is_test,
        )
        Consent.objects.create(
            lead=lead,
            text=consent_given or consent_text(sender.business_name),
            version=CONSENT_VERSION,
            source=source,
            page_url=page_url[:2000],
        )
        if _may_confirm(lead):
            notify.confirm(lead, sender=sender, is_test=is_test)
        if not is_test:
            notify.tell_owner(lead, enquiry, sender=sender)
    return Receipt(enquiry.pk)


def conversation_ids(email: str) -> list[str]:
    """The conversations in which the person of an address got in touch."""
    found = Enquiry.objects.filter(lead__email_key=address_key(email)).exclude(conversation_id="")
    return list(found.values_list("conversation_id", flat=True).distinct())


def addresses_of(conversation_id: str) -> list[str]:
    """The addresses that were left in a conversation, the newest first."""
    found = Enquiry.objects.filter(conversation_id=conversation_id).order_by("-created_at")
    return list(dict.fromkeys(found.values_list("lead__email", flat=True)))


def _refuse_bad(email: str, texts: Mapping[str, str], *, consent: bool) -> None:
    errors: dict[str, list[str]] = {}
    problem = address_problem(email)
    if problem:
        errors["email"] = [problem]
    for name, longest in LENGTHS.items():
        if len(texts[name]) > longest:
            errors[name] = [f"Please use {longest} characters at most."]
    if consent is not True:
        errors["consent"] = ["We may only answer you when you agree to it."]
    if errors:
        raise LeadRefused(errors)


def _find_or_add(
    email: str,
    texts: Mapping[str, str],
    touch: dict[str, Any],
    first_touch: Mapping[str, Any] | None,
    *,
    is_test: bool,
) -> Lead:
    """The lead of an address. The unique key decides between two requests at once."""
    lead, is_new = Lead.objects.get_or_create(
        email_key=address_key(email),
        defaults={
            "email": tidy(email),
            "name": texts["name"],
            "phone": texts["phone"],
            "first_touch": _touch(**first_touch) if first_touch else touch,
            "last_touch": touch,
            "is_test": is_test,
        },
    )
    if is_new:
        return lead
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    lead.name = lead.name or texts["name"]
    lead.phone = lead.phone or texts["phone"]
    lead.last_touch = touch
    # A person who was only ever a test becomes real with their first real enquiry.
    lead.is_test = lead.is_test and is_test
    if lead.status == Lead.Status.CLOSED and not is_test:
        lead.status = Lead.Status.NEW
    lead.save()
    return lead


def _may_confirm(lead: Lead) -> bool:
    """Whether a confirmation is due; asking counts as sending, so that two at once get one."""
    now = timezone.now()
    due = Q(confirmation_queued_at=None) | Q(confirmation_queued_at__lte=now - CONFIRM_EVERY)
    return bool(Lead.objects.filter(due, pk=lead.pk).update(confirmation_queued_at=now))


def _touch(
    page_url: str = "", referrer: str = "", utm: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    campaign = {_campaign_name(str(k)): str(v) for k, v in (utm or {}).items()}
    touch = {"page_url": page_url[:2000], "referrer": referrer[:2000], **campaign}
    return {name: value for name, value in touch.items() if value}


def _clean(text: str) -> str:
    """One line without control characters; every script is welcome.

    Marks that turn the text after them around are left out too: in a list or a subject they would
    turn the founder's own words.
    """
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace()
        or (unicodedata.category(c) != "Cc" and unicodedata.bidirectional(c) not in _TURNING)
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _campaign_name(name: str) -> str:
    return name if name in CLICK_IDS else f"utm_{name.removeprefix('utm_')}"
