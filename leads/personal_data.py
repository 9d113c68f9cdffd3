"""One person's lead, with all that hangs on it: given out, and erased."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, QuerySet

from leads.address import address_key, address_problem
from leads.consent import last_of, withdraw
from leads.contacts.keeping import forget_person, lines_about
from leads.models import Booking, Consent, Lead, LeadAddress
from ops.outbox import threads
from ops.privacy import Known, known
from ops.privacy.person import Person, addresses_of, person_of
from ops.privacy.plain import as_plain
from ops.privacy.since import made_before, until_of


def leads_of(email: str) -> QuerySet[Lead]:
    """The leads of a person: one at most of each of their addresses."""
    keys = [address_key(one) for one in addresses_of(email)]
    others = list(LeadAddress.objects.filter(email_key__in=keys).values_list("lead_id", flat=True))
    found = Lead.objects.filter(Q(email_key__in=keys) | Q(pk__in=others))
    return made_before(found, until_of(email))


def export(email: str) -> list[dict[str, object]]:
    """The leads with everything that would be deleted with them, and what waits to be imported."""
    found = [as_plain(lead) for lead in leads_of(email)]
    found += [as_plain(booking) for booking in _bookings_of(email)]
    return found + [{"in_a_file_to_import": line} for line in _lines_of(email)]


@transaction.atomic
def erase(email: str) -> int:
    """Delete a person's leads with all they hold, and what is kept of them without a lead."""
    if address_problem(email):
        return 0
    person = person_of(email)
    # First, so that nobody is stored any more who is looked for below.
    gone = forget_person(person) + erase_leads(person)
    for booking in _bookings_of(person):
        booking.delete()
        gone += 1
    return gone


def erase_leads(person: Person) -> int:
    """Delete the leads alone, which is quick. In a transaction; who gets in touch later is new."""
    found = list(leads_of(person).select_for_update())
    for lead in found:
        lead.delete()
    return len(found)


def count(email: str) -> int:
    """How many leads."""
    return leads_of(email).count()


def known_by(email: str) -> Iterator[Known]:
    """What the person is called, their telephone number, their other addresses, and by which
    numbers their lead, its calls and its emails are called elsewhere.
    """
    if address_problem(email):
        return
    there = made_before(Lead.objects.at(address_key(email)), until_of(email))
    for lead in there.prefetch_related("addresses", "merges", "bookings", "enquiries"):
        yield known.name(lead.name)
        yield known.phone(lead.phone)
        yield known.address(lead.email)
        yield known.number(lead.pk)
        yield from map(known.number, threads.marks("lead", str(lead.pk)))
        for other in lead.addresses.all():
            yield known.address(other.email)
        for booking in lead.bookings.all():
            yield known.number(booking.pk)
        for enquiry in lead.enquiries.all():
            yield known.number(enquiry.pk)
        for merge in lead.merges.all():
            yield known.number(merge.gone_id)
            for before in (merge.gone, merge.kept):
                yield known.name(str(before.get("name") or ""))
                yield known.phone(str(before.get("phone") or ""))


def agrees(email: str) -> bool:
    """Whether the person has agreed to something and not taken it back."""
    return any(last.act == Consent.Act.GIVEN for lead in leads_of(email) if (last := last_of(lead)))


def take_back(email: str, *, source: str, page_url: str = "") -> bool:
    """Write down that the person took their consent back; whether there was one."""
    taken = [withdraw(lead, source=source, page_url=page_url) for lead in leads_of(email)]
    return any(one is not None for one in taken)


def _bookings_of(email: str) -> QuerySet[Booking]:
    """Calls booked from a conversation of theirs, of which nobody has said yet whose they are."""
    if address_problem(email):
        return Booking.objects.none()
    numbers = person_of(email).numbers
    return Booking.objects.filter(lead=None, conversation_id__in=numbers)


def _lines_of(email: str) -> list[list[str]]:
    """Their lines in files that wait to be imported."""
    return [] if address_problem(email) else lines_about(person_of(email))
