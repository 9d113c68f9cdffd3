"""The only door in: ``capture_lead()`` stores a person, what they asked and what they agreed to."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from leads import announcing, notify
from leads.address import address_key, address_problem, tidy
from leads.consent import CONSENT_VERSION, consent_text
from leads.fit import score
from leads.models import Booking, Consent, Enquiry, FitAnswer, Lead, LeadAddress, LeadEvent
from leads.sender import Sender, current_sender, register_sender
from ops.outbox.rows import OutboxMessage
from ops.web.campaign import CLICK_IDS

__all__ = [
    "LeadRefused",
    "Receipt",
    "Sender",
    "VerifiedConversation",
    "add_enquiry",
    "address_key",
    "address_problem",
    "addresses_of",
    "capture_lead",
    "conversation_ids",
    "forget_test_leads",
    "join_lead",
    "known_addresses",
    "register_conversation_verifier",
    "register_sender",
    "touch_of",
    "verify_conversation",
    "with_a_lead",
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
    language: str = "",
) -> Receipt:
    """Store one enquiry; raises ``LeadRefused``.

    One lead for an address, whatever its letter case. Nothing known is overwritten; blanks are
    filled. ``consent_given`` is the text that was agreed to where it is not the form's. The
    confirmation and the notice are stored in the same transaction; the former is in ``language``,
    the visitor's, where we speak it.
    """
    texts = {"name": one_line(name), "phone": one_line(phone), "message": message.strip()}
    _refuse_bad(email, texts, consent=consent)
    touch = touch_of(page_url, referrer, utm)
    sender = current_sender()
    with transaction.atomic():
        lead, is_new = _find_or_add(email, texts, touch, first_touch, is_test=is_test)
        enquiry = Enquiry.objects.create(
            lead=lead,
            message=texts["message"],
            source=source,
            page_url=page_url[:2000],
            conversation_id=conversation_id,
            touch=touch,
            is_test=is_test,
        )
        agreed = Consent.objects.create(
            lead=lead,
            text=consent_given or consent_text(sender.business_name),
            version=CONSENT_VERSION,
            source=source,
            page_url=page_url[:2000],
            language=(get_language() or "")[:10],
        )
        if conversation_id:
            _take_answers(lead, conversation_id)
        announcing.got_in_touch(lead, enquiry, agreed, is_new=is_new)
        if _may_confirm(lead):
            notify.confirm(lead, enquiry, sender=sender, is_test=is_test, language=language)
        if not is_test:
            notify.tell_owner(lead, enquiry)
    return Receipt(enquiry.pk)


def add_enquiry(
    *, conversation_id: str, message: str, source: str, page_url: str = "", is_test: bool = False
) -> bool:
    """Store what became of a conversation in which somebody had left their address.

    They agreed when they left it, so no consent is recorded now, and they are sent nothing. The
    owner is told. False when nobody had.
    """
    with transaction.atomic():
        before = (
            Enquiry.objects.filter(conversation_id=conversation_id)
            .select_related("lead")
            .order_by("-created_at")
            .first()
        )
        if before is None:
            return False
        lead = Lead.objects.select_for_update().get(pk=before.lead_id)
        enquiry = Enquiry.objects.create(
            lead=lead,
            message=message,
            source=source,
            page_url=page_url[:2000],
            conversation_id=conversation_id,
            touch=before.touch,
            is_test=is_test,
        )
        if not is_test:
            known = {"name": "", "phone": ""}
            _wrote_again(lead, known, lead.last_touch, is_test=False)
            announcing.wrote_again(lead, enquiry)
            notify.tell_owner(lead, enquiry)
    return True


def join_lead(
    *,
    email: str,
    name: str = "",
    phone: str = "",
    first_touch: Mapping[str, Any],
    last_touch: Mapping[str, Any],
    is_test: bool = False,
) -> tuple[Lead, bool]:
    """The lead of somebody who has got in touch elsewhere, and whether it is new.

    By the rules of ``capture_lead``, in the caller's transaction; who calls keeps the evidence of
    what was agreed to. Touches are as ``touch_of`` gives them. Names and numbers that are too long
    are cut: there is nobody to ask.
    """
    texts = {
        "name": one_line(name)[: LENGTHS["name"]],
        "phone": one_line(phone)[: LENGTHS["phone"]],
    }
    lead, is_new = _find_or_add(email, texts, dict(last_touch), None, is_test=is_test)
    if is_new and first_touch and lead.first_touch != first_touch:
        lead.first_touch = dict(first_touch)
        lead.save(update_fields=["first_touch", "updated_at"])
    return lead, is_new


def conversation_ids(email: str) -> list[str]:
    """The conversations in which the person of an address got in touch, or booked."""
    people = Lead.objects.at(address_key(email)).values("pk")
    ids = [
        row.objects.filter(lead__in=people)
        .exclude(conversation_id="")
        .order_by()
        .values_list("conversation_id", flat=True)
        .distinct()
        for row in (Enquiry, Booking)
    ]
    return list(dict.fromkeys(one for found in ids for one in found))


def known_addresses(email: str) -> list[str]:
    """All addresses of the person of an address, that one first; it alone of nobody known."""
    found = [email]
    for lead in Lead.objects.at(address_key(email)).prefetch_related("addresses"):
        found += [lead.email, *(other.email for other in lead.addresses.all())]
    by_key: dict[str, str] = {}
    for one in found:
        by_key.setdefault(address_key(one), one)
    return list(by_key.values())


def addresses_of(conversation_id: str) -> list[str]:
    """The addresses that were left in a conversation, the newest first, then those that booked."""
    found = [
        address
        for row in (Enquiry, Booking)
        for address in row.objects.filter(conversation_id=conversation_id, lead__isnull=False)
        .order_by("-created_at")
        .values_list("lead__email", flat=True)
    ]
    return list(dict.fromkeys(found))


def with_a_lead(conversations: Iterable[str]) -> set[str]:
    """Those of the conversations in which somebody left their details."""
    found = Enquiry.objects.filter(conversation_id__in=list(conversations))
    return set(found.values_list("conversation_id", flat=True))


def forget_test_leads(conversation_id: str) -> None:
    """Delete people who were only ever a test, and left their details in a test conversation."""
    found = Lead.objects.filter(is_test=True, enquiries__conversation_id=conversation_id)
    for lead in found.distinct():
        OutboxMessage.objects.filter(to=lead.email, is_test=True).delete()
        lead.delete()


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
) -> tuple[Lead, bool]:
    """The lead of an address, and whether it is new. The unique key decides between two requests at
    once; who was only ever a test is new with their first real enquiry.
    """
    key = address_key(email)
    for _ in range(3):
        lead, is_new = Lead.objects.at(key).first(), False
        if lead is None:
            lead, is_new = Lead.objects.get_or_create(
                email_key=key,
                defaults={
                    "email": tidy(email),
                    "name": texts["name"],
                    "phone": texts["phone"],
                    "first_touch": touch_of(**first_touch) if first_touch else touch,
                    "last_touch": touch,
                    "is_test": is_test,
                },
            )
        if is_new and not LeadAddress.objects.filter(email_key=key).exists():
            return lead, True
        if is_new:  # Somebody merged the address into another lead in this very moment.
            Lead.objects.filter(pk=lead.pk)._raw_delete(Lead.objects.db)
            continue
        known = Lead.objects.select_for_update().filter(pk=lead.pk).first()
        if known is not None:
            return known, _wrote_again(known, texts, touch, is_test=is_test)
    raise Lead.DoesNotExist("the lead of an address went away three times")


def _wrote_again(
    lead: Lead, texts: Mapping[str, str], touch: dict[str, Any], *, is_test: bool
) -> bool:
    """Somebody known: blanks are filled. Returns whether they are new all the same."""
    lead.name = lead.name or texts["name"]
    lead.phone = lead.phone or texts["phone"]
    lead.last_touch = touch or lead.last_touch
    # A person who was only ever a test becomes real with their first real enquiry.
    was_test, lead.is_test = lead.is_test, lead.is_test and is_test
    if not is_test and lead.status in Lead.OVER:
        before = lead.get_status_display()
        lead.status = Lead.Status.NEW
        LeadEvent.objects.create(
            lead=lead, field="status", before=before, after=lead.get_status_display()
        )
    elif not is_test and lead.status != Lead.Status.NEW:
        lead.wrote_again_at = timezone.now()
    lead.save()
    return was_test and not is_test


def _take_answers(lead: Lead, conversation_id: str) -> None:
    """What they answered in the chat before they left an address is theirs from now on."""
    waiting = FitAnswer.objects.filter(conversation_id=conversation_id, lead=None)
    if waiting.update(lead=lead):
        score.renew(lead.pk)


def _may_confirm(lead: Lead) -> bool:
    """Whether a confirmation is due; asking counts as sending, so that two at once get one."""
    now = timezone.now()
    due = Q(confirmation_queued_at=None) | Q(confirmation_queued_at__lte=now - CONFIRM_EVERY)
    return bool(Lead.objects.filter(due, pk=lead.pk).update(confirmation_queued_at=now))


def touch_of(
    page_url: str = "", referrer: str = "", utm: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One arrival as it is kept: page_url, referrer and campaign fields, without blanks."""
    campaign = {_campaign_name(str(k)): str(v) for k, v in (utm or {}).items()}
    touch = {"page_url": page_url[:2000], "referrer": referrer[:2000], **campaign}
    return {name: value for name, value in touch.items() if value}


def one_line(text: str) -> str:
    """One line without control characters; every script is welcome.

    Marks that turn the text after them around are left out too: in a list or a subject they would
    turn the founder's own words.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace()
        or (unicodedata.category(c) != "Cc" and unicodedata.bidirectional(c) not in _TURNING)
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _campaign_name(name: str) -> str:
    return name if name in CLICK_IDS else f"utm_{name.removeprefix('utm_')}"
