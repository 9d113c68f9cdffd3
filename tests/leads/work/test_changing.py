"""One field of one lead, changed by two people."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from leads.capture import capture_lead
from leads.models import Lead, LeadEvent, LeadNote, Tag
from leads.work import changing, notes
from leads.work.tags import BadTags, split
from ops.models import WebhookDelivery, WebhookEndpoint
from tests.at_once import at_once
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db


def get_in_touch(**more: Any) -> None:
    capture_lead(email="ana@example.org", consent=True, source="api", **more)


def test_a_change_is_stored_written_down_and_told() -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    found, maya = lead(), people.owner("maya")
    assert changing.change(found.pk, {"status": "qualified"}, by=maya) == ["status"]
    event = LeadEvent.objects.get()
    assert (event.before, event.after, event.by_name) == ("New", "Qualified", "maya")
    assert [row.event for row in WebhookDelivery.objects.all()] == ["lead.updated"]
    assert '"status": "qualified"' in WebhookDelivery.objects.get().body


def test_what_is_as_it_was_is_no_change() -> None:
    found = lead(name="Ana")
    assert changing.change(found.pk, {"name": "Ana", "status": "new"}) == []
    assert not LeadEvent.objects.exists()


def test_somebody_elses_change_is_never_overwritten_in_silence() -> None:
    found = lead(name="Ana")
    seen = changing.values_of(found)
    changing.change(found.pk, {"name": "Ana Berg"}, by=people.owner("bea"))
    with pytest.raises(changing.Clashed) as caught:
        changing.change(found.pk, {"name": "Anna", "phone": "1"}, seen=seen)
    clash = caught.value.clashes["name"]
    assert (clash.theirs, clash.who) == ("Ana Berg", "bea")
    assert "bea changed this to “Ana Berg”" in str(clash)
    found.refresh_from_db()
    assert (found.name, found.phone) == ("Ana Berg", ""), "all or nothing"


def test_what_nobody_touched_stays_as_the_other_left_it() -> None:
    found = lead(name="Ana", phone="1")
    seen = changing.values_of(found)
    changing.change(found.pk, {"phone": "2", "next_step_on": "2026-12-01"})
    assert changing.change(found.pk, seen | {"name": "Anna"}, seen=seen) == ["name"]
    found.refresh_from_db()
    assert (found.name, found.phone, f"{found.next_step_on}") == ("Anna", "2", "2026-12-01")


def test_two_who_want_the_same_do_not_clash() -> None:
    found = lead()
    seen = changing.values_of(found)
    changing.change(found.pk, {"status": "won"})
    assert changing.change(found.pk, {"status": "won"}, seen=seen) == []


def test_two_who_tag_both_keep_their_tags() -> None:
    found = lead(tagged="vip, old")
    seen = changing.values_of(found)
    changing.change(found.pk, {"tags": "vip, old, spring"}, seen=seen)
    changing.change(found.pk, {"tags": "VIP, autumn"}, seen=seen)
    assert changing.values_of(found)["tags"] == "autumn, spring, vip"


def test_a_tag_is_one_whatever_its_letter_case() -> None:
    assert split(" VIP, vip ,Ünal\n,, ünal ") == ["VIP", "Ünal"]
    with pytest.raises(BadTags, match="40 characters"):
        split("x" * 41)
    with pytest.raises(BadTags, match="20 tags"):
        split(",".join(str(n) for n in range(21)))


def test_a_booked_call_moves_nobody_back() -> None:
    found = lead()
    assert changing.booked(found.pk) == ["status"]
    changing.change(found.pk, {"status": "won"})
    assert changing.booked(found.pk) == []


def test_who_writes_again_is_seen_until_somebody_acts() -> None:
    get_in_touch()
    found = Lead.objects.get()
    assert found.wrote_again_at is None, "new already"
    changing.change(found.pk, {"status": "contacted"}, by=people.owner())
    get_in_touch()
    assert list(Lead.objects.wrote_again()) == [found]
    notes.add(found, "Called her", by=people.owner("bea"), sent_id=found.pk)
    assert not Lead.objects.wrote_again().exists()


@pytest.mark.parametrize("over", ["closed", "lost", "not_a_fit"])
def test_who_was_done_with_and_writes_again_is_new(over: str) -> None:
    lead(status=over)
    get_in_touch()
    found = Lead.objects.get()
    assert found.status == "new"
    assert LeadEvent.objects.get().before == Lead.Status(over).label


def test_who_was_won_stays_won_and_is_seen() -> None:
    lead(status="won")
    get_in_touch()
    assert Lead.objects.get().status == "won"
    assert Lead.objects.wrote_again().exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_one_value_and_the_whole_history() -> None:
    found = lead()
    seen = changing.values_of(found)
    clashed = []

    def rename(number: int) -> None:
        try:
            changing.change(found.pk, {"name": f"Name {number}"}, seen=seen)
        except changing.Clashed:
            clashed.append(number)

    at_once(6, rename)
    assert len(clashed) == 5
    assert LeadEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_add_the_same_tag_at_once_make_one() -> None:
    found = [lead(f"{n}@example.org") for n in range(6)]
    at_once(6, lambda n: changing.change(found[n].pk, {"tags": "VIP"}))
    assert Tag.objects.count() == 1
    assert Tag.objects.get().leads.count() == 6


def test_a_note_that_is_sent_twice_is_one() -> None:
    found, maya = lead(), people.owner()
    assert notes.add(found, "Hello", by=maya, sent_id=found.pk)
    assert not notes.add(found, "Hello", by=maya, sent_id=found.pk)
    # Gone back to, the form has another number and still the words.
    assert not notes.add(found, " Hello ", by=maya, sent_id=uuid.uuid4())
    assert notes.add(found, "Hello", by=people.owner("bea"), sent_id=uuid.uuid4())
    LeadNote.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert notes.add(found, "Hello", by=maya, sent_id=uuid.uuid4())
    assert [note.text for note in found.notes.all()] == ["Hello"] * 3
    for bad, words in (("  \n", "nothing in the note"), ("x" * 4001, "4,000 characters")):
        with pytest.raises(notes.BadNote, match=words):
            notes.add(found, bad, by=maya, sent_id=found.pk)
