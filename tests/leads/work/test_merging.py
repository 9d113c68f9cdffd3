"""Two leads that are one person: nothing is lost, and it can be taken back."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from leads import personal_data
from leads.capture import address_key, capture_lead, conversation_ids, known_addresses
from leads.models import (
    Consent,
    Enquiry,
    FitAnswer,
    Lead,
    LeadAddress,
    LeadEvent,
    LeadMerge,
    LeadNote,
)  # fmt: skip
from leads.work import changing, merging
from ops import privacy
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from ops.privacy.person import person_of
from tests.at_once import at_once
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db
HOME, WORK = "ana@home.example", "ana@work.example"


def chat(email: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, email))


def two() -> tuple[Lead, Lead]:
    """The same person from home and from work, with everything there can be."""
    for email, name in ((HOME, "Ana"), (WORK, "")):
        capture_lead(
            email=email, name=name, message=f"from {email}", consent=True, source="chat_form",
            conversation_id=chat(email),
        )  # fmt: skip
    home, work = Lead.objects.get(email=HOME), Lead.objects.get(email=WORK)
    changing.change(work.pk, {"phone": "+46 8 1", "tags": "vip", "next_step": "Call"})
    changing.change(home.pk, {"tags": "spring"})
    LeadNote.objects.create(lead=work, text="Met at the fair")
    FitAnswer.objects.create(
        lead=work, conversation_id="c", asked="?", text="3000", points=8, out_of=10
    )
    return Lead.objects.get(pk=home.pk), Lead.objects.get(pk=work.pk)


def test_everything_goes_over_and_the_address_stays() -> None:
    home, work = two()
    merging.merge(home.pk, work.pk, by=people.owner("maya"))
    found = Lead.objects.get()
    assert found == home
    assert {row.message for row in found.enquiries.all()} == {f"from {HOME}", f"from {WORK}"}
    assert (found.consents.count(), found.notes.count(), found.fit_answers.count()) == (2, 1, 1)
    assert (found.phone, found.next_step, found.name) == ("+46 8 1", "Call", "Ana")
    assert (found.fit_points, found.fit_out_of) == (8, 10)
    assert changing.values_of(found)["tags"] == "spring, vip"
    assert [row.email for row in found.addresses.all()] == [WORK]
    event = found.events.filter(field="merged").get()
    assert (event.by_name, WORK in event.before) == ("maya", True)


def test_every_table_that_points_at_a_lead_is_moved() -> None:
    models = {relation.related_model for relation in merging.relations()}
    assert {Enquiry, Consent, LeadNote, LeadEvent, LeadAddress, LeadMerge, FitAnswer} <= models


def test_mail_from_the_other_address_belongs_to_the_one() -> None:
    home, work = two()
    merging.merge(home.pk, work.pk, by=people.owner())
    capture_lead(email=WORK.upper(), message="again", consent=True, source="api")
    assert Lead.objects.get().enquiries.count() == 3
    assert set(conversation_ids(WORK)) == {chat(HOME), chat(WORK)}
    assert known_addresses(WORK) == [WORK, HOME]


def test_taken_back_they_are_as_they_were() -> None:
    home, work = two()
    before = {row.pk: changing.values_of(row) for row in (home, work)}
    made = {row.pk: row.created_at for row in (home, work)}
    done = merging.merge(home.pk, work.pk, by=people.owner("a"))
    back = merging.undo(done.pk, by=people.owner("b"))
    assert back.pk == work.pk
    for row in Lead.objects.all():
        assert changing.values_of(row) == before[row.pk]
        assert row.created_at == made[row.pk]
        assert row.enquiries.count() == row.consents.count() == 1
    assert not LeadAddress.objects.exists()
    assert (Lead.objects.get(pk=work.pk).notes.count(), back.fit_answers.count()) == (1, 1)
    assert Lead.objects.get(pk=home.pk).fit_points is None
    # Neither holds anything of the other any more.
    assert WORK not in json.dumps(personal_data.export(HOME))
    with pytest.raises(merging.CannotMerge, match="taken back already"):
        merging.undo(done.pk, by=people.owner("c"))


def test_what_was_typed_since_stays_when_it_is_taken_back() -> None:
    home, work = two()
    done = merging.merge(home.pk, work.pk, by=people.owner("a"))
    changing.change(home.pk, {"phone": "+46 8 2", "next_step": ""})
    capture_lead(email=WORK, message="since", consent=True, source="api")
    merging.undo(done.pk, by=people.owner("b"))
    home.refresh_from_db()
    assert (home.phone, home.next_step) == ("+46 8 2", "")
    assert home.enquiries.filter(message="since").exists()


def test_a_merge_within_a_merge_comes_apart_in_order() -> None:
    home, work = two()
    third = lead("ana@third.example", name="Third")
    LeadNote.objects.create(lead=third, text="third")
    first = merging.merge(work.pk, third.pk, by=people.owner("a"))
    second = merging.merge(home.pk, work.pk, by=people.owner("b"))
    assert Lead.objects.get().notes.count() == 2
    assert known_addresses("ana@third.example") == ["ana@third.example", HOME, WORK]
    merging.undo(second.pk, by=people.owner("c"))
    assert LeadMerge.objects.get(pk=first.pk).lead_id == work.pk
    merging.undo(first.pk, by=people.owner("d"))
    assert Lead.objects.get(pk=third.pk).notes.get().text == "third"
    assert Lead.objects.count() == 3


def test_a_test_and_a_person_are_never_one() -> None:
    home = lead(HOME)
    with pytest.raises(merging.CannotMerge, match="test"):
        merging.merge(home.pk, lead(WORK, is_test=True).pk, by=people.owner())
    with pytest.raises(merging.CannotMerge, match="same lead"):
        merging.merge(home.pk, home.pk, by=people.owner("b"))


def test_other_tools_hear_where_it_went_and_not_of_an_erasure() -> None:
    home, work = two()
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    done = merging.merge(home.pk, work.pk, by=people.owner("a"))
    told = [(row.event, json.loads(row.body)["data"]) for row in WebhookDelivery.objects.all()]
    assert [name for name, _ in told] == ["lead.merged"]
    assert told[0][1]["merged_lead_id"] == str(work.pk)
    merging.undo(done.pk, by=people.owner("b"))
    names = sorted(WebhookDelivery.objects.values_list("event", flat=True))
    assert names == ["lead.created", "lead.merged", "lead.updated"]


@pytest.mark.parametrize("asked_with", [HOME, WORK, WORK.upper()])
def test_who_is_erased_by_either_address_is_gone_with_both(asked_with: str) -> None:
    home, work = two()
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    changing.change(work.pk, {"status": "contacted"})
    merging.merge(home.pk, work.pk, by=people.owner())
    person = person_of(asked_with)
    for handler in privacy.handlers().values():
        handler.erase(person)
    assert not Lead.objects.exists() and not LeadMerge.objects.exists()
    assert not OutboxMessage.objects.filter(to__in=(HOME, WORK)).exists()
    left = [row.body for row in WebhookDelivery.objects.all() if row.event != "lead.erased"]
    assert left == []


def test_whoever_may_be_the_same_is_named_with_the_reason() -> None:
    found = lead(HOME, name="Ana Berg", phone="+46 8 1")
    lead("a@example.org", phone="+46 8 1")
    lead("b@example.org", name="ana berg")
    lead("c@example.org", name="Somebody")
    reasons = {other.email: why for other, why in merging.likely(found)}
    assert reasons == {
        "a@example.org": "the same phone number",
        "b@example.org": "the same name",
    }


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_two_ways_round_leave_one_lead() -> None:
    home, work = two()
    makers = [people.owner("a"), people.owner("b")]
    pairs = [(home.pk, work.pk), (work.pk, home.pk)]

    def go(number: int) -> None:
        try:
            merging.merge(*pairs[number], by=makers[number])
        except Lead.DoesNotExist:
            return

    at_once(2, go)
    assert Lead.objects.get().enquiries.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_writes_in_the_moment_of_a_merge_is_not_lost() -> None:
    home, work = two()
    maya = people.owner()

    def go(number: int) -> None:
        if number == 0:
            merging.merge(home.pk, work.pk, by=maya)
        else:
            capture_lead(email=WORK, message=f"m{number}", consent=True, source="api")

    at_once(6, go)
    assert Lead.objects.count() == 1
    assert Enquiry.objects.filter(lead=home).count() == 2 + 5


def test_the_earlier_way_here_is_the_first_of_both() -> None:
    home, work = two()
    Lead.objects.filter(pk=work.pk).update(
        created_at=timezone.now() - timedelta(days=9), first_touch={"utm_source": "fair"}
    )
    merging.merge(home.pk, work.pk, by=people.owner())
    assert Lead.objects.get().first_touch == {"utm_source": "fair"}
    assert address_key(WORK) == LeadAddress.objects.get().email_key
