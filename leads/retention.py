"""How long leads are kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from leads.bookings import prune as bookings
from leads.contacts.keeping import KEPT as CONTACTS_KEPT
from leads.models import ContactImport, FitAsking, Lead
from ops.privacy.retention import Rule, rule_of


def _leads(before: datetime) -> QuerySet[Lead]:
    """Those with whom nothing has happened since: no enquiry, and nothing that the team did."""
    quiet = Lead.objects.filter(updated_at__lt=before, created_at__lt=before)
    return quiet.exclude(enquiries__created_at__gte=before)


def _delete(before: datetime, most: int) -> int:
    """One by one: other tools are told of each, and what hangs on it goes with it."""
    count = 0
    for key in list(_leads(before).order_by("updated_at").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            # Somebody may have got in touch since: their row is locked, and looked at once more.
            lead = Lead.objects.select_for_update().filter(pk=key, updated_at__lt=before).first()
            if lead is not None and not lead.enquiries.filter(created_at__gte=before).exists():
                lead.delete()
                count += 1
    return count


def _imports(before: datetime) -> QuerySet[ContactImport]:
    """Decided ones; what still waits loses its lines within the hour that its day is over."""
    decided = ContactImport.objects.exclude(state=ContactImport.State.READY)
    return decided.filter(started_at__lt=before)


def _askings(before: datetime) -> QuerySet[FitAsking]:
    return FitAsking.objects.filter(updated_at__lt=before)


RULES = [
    Rule(
        name="leads", what="leads with their enquiries, and what they agreed to",
        since="the last contact", days=730, least=30, most=3650,
        count=lambda before: _leads(before).count(), prune=_delete,
    ),
    rule_of(
        _imports, name="contact_imports", what="what came of an import of contacts",
        since="it was begun", days=400, least=30, most=3650,
    ),
    Rule(name="contact_lines", what="the lines of a file of contacts",
         since="it was handed over, or at your yes or no", days=CONTACTS_KEPT.days,
         how="every hour"),
    rule_of(
        _askings, name="fit_askings", what="how far your questions are in a chat",
        since="the last of them", days=730,
    ),
    Rule(name="nobodys_bookings", what="calls of which nobody said whose they are",
         since="they were booked", days=bookings.NOBODYS.days, how="once a day"),
    Rule(name="forgotten_bookings", what="fingerprints of calls that were deleted",
         since="they were deleted", days=bookings.FINGERPRINTS.days, how="once a day"),
]  # fmt: skip
