"""A long file is stored in the background: killed, disturbed or watched, everybody once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from leads.contacts import going_on, keeping, store
from leads.contacts.rows import ContactImport
from leads.models import Consent, Lead, LeadNote
from ops.audit.rows import AuditEntry
from ops.outbox.rows import OutboxMessage
from tests.at_once import at_once
from tests.leads.files.test_contacts import AGREED, handed_over, stored
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db

MANY = going_on.SMALL * 2 + 100
HEAD = "email,name,note,tags\n"


def text_of(count: int = MANY) -> str:
    return HEAD + "".join(f"p{n}@example.org,Name {n},note {n},vip\n" for n in range(count))


@pytest.fixture
def maya() -> Client:
    return people.signed_in(people.owner("maya"))


def begun(maya: Client, text: str, **more: Any) -> ContactImport:
    assert handed_over(maya, text.encode()).status_code == 302
    run = ContactImport.objects.latest("pk")
    answer = stored(maya, run, **more)
    assert "It has begun" in answer.content.decode()
    run.refresh_from_db()
    assert (run.state, run.stored) == ("storing", 0)
    return run


def page(maya: Client, run: ContactImport) -> str:
    where = reverse("admin:leads_lead_import_run", args=[run.pk])
    return maya.get(where).content.decode()


def everybody_once(count: int = MANY) -> None:
    emails = Counter(Lead.objects.values_list("email", flat=True))
    assert emails == Counter(f"p{n}@example.org" for n in range(count))
    for table in (Consent, LeadNote):
        leads = Counter(table.objects.values_list("lead_id", flat=True))
        assert len(leads) == count and set(leads.values()) == {1}
    assert Lead.tags.through.objects.count() == count


def test_a_long_file_is_taken_at_once_and_stored_by_the_chore(maya: Client) -> None:
    lead("p7@example.org", name="Kept")
    broken = "nonsense,X,,\n" * 300 + ",Nobody,,\n" + "P3@example.org,Again,,\n"
    run = begun(maya, text_of() + broken, leave_out="on")
    assert Lead.objects.count() == 1, "a request stores nobody"
    text = page(maya, run)
    assert f"Being imported: 0 of {MANY}" in text and 'http-equiv="refresh"' in text
    assert AuditEntry.objects.get(kind="import").about == f"{MANY} people, in the background"
    assert keeping.go_on() == 1
    run.refresh_from_db()
    assert (run.state, run.lines, run.decision) == ("done", [], None)
    everybody_once()
    assert Lead.objects.get(email="p7@example.org").name == "Kept"
    assert "maya stated: Sign-up form of my spring workshop" in Consent.objects.latest("pk").text
    assert LeadNote.objects.latest("pk").by_name == "maya"
    assert not OutboxMessage.objects.exists()
    text = page(maya, run)
    assert f"Imported: {MANY - 1} new, 1 known already" in text
    assert "Left out (301)" in text and 'http-equiv="refresh"' not in text
    first = MANY + 2
    assert "Has an address that cannot be written to (300)" in text
    assert f"Lines {first} to {first + 299}" in text and f"Line {first + 300}" in text
    assert "1 line named somebody a second time and was put together" in text
    assert keeping.go_on() == 0


def test_whoever_is_killed_loses_the_part_in_hand_and_no_more(
    maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begun(maya, text_of())
    real, parts = store._mark, [0]

    def dies(*args: Any) -> None:
        parts[0] += 1
        real(*args)
        if parts[0] == 2:
            raise SystemExit  # At the last moment before its part is committed.

    monkeypatch.setattr(store, "_mark", dies)
    with pytest.raises(SystemExit):
        keeping.go_on()
    run.refresh_from_db()
    assert run.stored == Lead.objects.count() == going_on.SMALL
    assert f"{going_on.SMALL} of {MANY}" in page(maya, run)
    assert keeping.go_on() == 1
    everybody_once()


def test_a_database_that_goes_away_is_no_failure_of_the_file(
    maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begun(maya, text_of())
    with monkeypatch.context() as patch:

        def away(*args: Any) -> None:
            raise OperationalError("server closed the connection unexpectedly")

        patch.setattr(store, "_mark", away)
        for _ in range(going_on.TRIES + 1):
            with pytest.raises(OperationalError):
                keeping.go_on()
    run.refresh_from_db()
    assert (run.state, run.stored) == ("storing", 0)
    assert keeping.go_on() == 1
    everybody_once()


def test_what_breaks_each_time_is_given_up_and_says_how_far_it_came(
    maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begun(maya, text_of())
    real = store._mark

    def breaks(by_lead: Any, decision: Any) -> None:
        if any(contact.email == f"p{going_on.SMALL}@example.org" for contact in by_lead.values()):
            raise ValueError("of this one")
        real(by_lead, decision)

    monkeypatch.setattr(store, "_mark", breaks)
    for _ in range(going_on.TRIES):
        run.refresh_from_db()
        assert run.state == "storing"
        keeping.go_on()
    run.refresh_from_db()
    assert (run.state, run.lines, run.stored) == ("stopped", [], going_on.SMALL)
    text = page(maya, run)
    assert f"Stopped: {going_on.SMALL} of {MANY} are imported" in text
    assert f"Up to line {going_on.SMALL + 1} everybody is stored" in text
    monkeypatch.setattr(store, "_mark", real)
    again = begun(maya, text_of())
    keeping.go_on()
    again.refresh_from_db()
    assert (again.outcome["new"], again.outcome["known"]) == (MANY - going_on.SMALL, going_on.SMALL)
    assert Lead.objects.count() == MANY


def test_who_is_erased_while_it_goes_on_is_not_stored(
    maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(maya, text_of())
    last, real, erased = f"p{MANY - 1}@example.org", store._mark, list[int]()

    def erases(*args: Any) -> None:
        real(*args)
        if not erased:
            erased.append(1)
            erased[:] = [privacy_erase(last) + privacy_erase("p1@example.org")]

    monkeypatch.setattr(store, "_mark", erases)
    keeping.go_on()
    gone = {last, "p1@example.org"}
    assert not Lead.objects.filter(email__in=gone).exists()
    assert Lead.objects.count() == MANY - 2


def privacy_erase(address: str) -> int:
    from leads import personal_data

    return personal_data.erase(address)


def test_it_can_be_decided_once(maya: Client) -> None:
    run = begun(maya, text_of())
    where = reverse("admin:leads_lead_import_store", args=[run.pk])
    assert "decided already" in maya.post(where, AGREED, follow=True).content.decode()
    maya.post(reverse("admin:leads_lead_import_drop", args=[run.pk]))
    keeping.go_on()
    everybody_once()


@pytest.mark.django_db(transaction=True)
def test_several_who_store_it_at_once_store_everybody_once() -> None:
    maya = people.signed_in(people.owner("maya"))
    begun(maya, text_of())
    busy: list[Exception] = []

    def go(_: int) -> None:
        try:
            keeping.go_on()
        except OperationalError as error:
            busy.append(
                error
            )  # SQLite's one writer was waited for too long; the chore comes again.

    at_once(3, go)
    keeping.go_on()
    everybody_once()
    assert ContactImport.objects.get().state == "done"
