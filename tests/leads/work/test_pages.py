"""The list, the form, the board and the history, as two founders use them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from chatbot.models import Business, Conversation, Message
from leads.capture import capture_lead
from leads.models import Booking, Consent, Enquiry, Lead, LeadEvent, LeadMerge, LeadNote
from leads.sender import today
from leads.work import changing, notes
from ops.audit.rows import AuditEntry
from ops.panels import dialled
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db
LIST, BOARD = "admin:leads_lead_changelist", "admin:leads_lead_board"


@pytest.fixture
def maya() -> Client:
    return people.signed_in(people.owner("maya"))


@pytest.fixture
def bea() -> Client:
    return people.signed_in(people.owner("bea"))


def page_of(found: Lead) -> str:
    return reverse("admin:leads_lead_change", args=[found.pk])


def opened(client: Client, found: Lead) -> dict[str, str]:
    """The fields of the form as a browser would send them back."""
    form = client.get(page_of(found)).context["adminform"].form
    return {
        name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields
    }


def listed(client: Client) -> dict[str, Any]:
    """The rows of the list as a browser would send them back."""
    formset = client.get(reverse(LIST)).context["cl"].formset
    sent: dict[str, Any] = {"_save": "Save"}
    for name in formset.management_form.fields:
        sent[f"form-{name}"] = formset.management_form[name].value()
    for at, form in enumerate(formset.forms):
        sent |= {
            f"form-{at}-id": form.instance.pk,
            f"form-{at}-status": form.instance.status,
            f"form-{at}-status-seen": form.instance.status,
        }
    return sent


def said(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_form_stores_everything_a_coach_needs(maya: Client) -> None:
    found = lead()
    owner = people.owner("third")
    sent = opened(maya, found) | {
        "name": "Ana Berg", "phone": "+46 8 555 010 20", "status": "call_booked",
        "owner": str(owner.pk), "next_step": "Send the offer", "next_step_on": "2026-12-01",
        "tag_words": "VIP, spring course",
    }  # fmt: skip
    assert maya.post(page_of(found), sent).status_code == 302
    found.refresh_from_db()
    assert (found.name, found.phone, found.status) == (
        "Ana Berg",
        "+46 8 555 010 20",
        "call_booked",
    )
    assert (found.owner, found.next_step, f"{found.next_step_on}") == (
        owner, "Send the offer", "2026-12-01",
    )  # fmt: skip
    assert changing.values_of(found)["tags"] == "spring course, VIP"
    assert LeadEvent.objects.count() == 7
    page = maya.get(page_of(found)).content.decode()
    assert "Status: from New to Call booked" in page and "Next step: Send the offer" in page


def test_two_who_edit_the_same_field_are_told_and_lose_nothing(maya: Client, bea: Client) -> None:
    found = lead(name="Ana")
    mine, theirs = opened(maya, found), opened(bea, found)
    bea.post(page_of(found), theirs | {"name": "Ana Berg", "phone": "1"})
    answer = maya.post(page_of(found), mine | {"name": "Anna", "next_step": "Call"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "bea changed this to “Ana Berg”" in page
    form = answer.context["adminform"].form
    assert (form["name"].value(), form["next_step"].value()) == ("Anna", "Call"), "what was typed"
    assert form["phone"].value() == "1", "what was not touched is as it is now"
    found.refresh_from_db()
    assert (found.name, found.next_step) == ("Ana Berg", "")
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert maya.post(page_of(found), again).status_code == 302
    found.refresh_from_db()
    assert (found.name, found.next_step, found.phone) == ("Anna", "Call", "1")


def test_two_who_edit_different_fields_both_have_their_way(maya: Client, bea: Client) -> None:
    found = lead(name="Ana", tagged="old")
    mine, theirs = opened(maya, found), opened(bea, found)
    bea.post(page_of(found), theirs | {"status": "won", "tag_words": "old, vip"})
    assert maya.post(page_of(found), mine | {"phone": "2"}).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.phone) == ("won", "2")
    assert changing.values_of(found)["tags"] == "old, vip"


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"name": 3}', "null"])
def test_a_form_whose_memory_was_bent_still_saves(maya: Client, seen: str) -> None:
    found = lead()
    assert maya.post(page_of(found), opened(maya, found) | {"seen": seen, "name": "B"}).status_code
    found.refresh_from_db()
    assert found.name == "B"


def test_bad_input_is_named_and_nothing_typed_is_lost(maya: Client) -> None:
    found = lead()
    sent = opened(maya, found) | {
        "tag_words": "x" * 50, "next_step_on": "soon", "status": "?", "next_step": "Call",
    }  # fmt: skip
    answer = maya.post(page_of(found), sent)
    page = answer.content.decode()
    assert "A tag has 40 characters at most" in page and "Enter a valid date" in page
    assert answer.context["adminform"].form["next_step"].value() == "Call"
    assert Lead.objects.get().next_step == ""


def test_two_who_use_the_list_do_not_undo_each_other(maya: Client, bea: Client) -> None:
    one, two = lead("1@example.org"), lead("2@example.org")
    mine = listed(maya)
    changing.change(one.pk, {"status": "won"}, by=people.owner("cleo"))
    at = {str(mine[f"form-{n}-id"]): n for n in range(2)}
    answer = maya.post(
        reverse(LIST), mine | {f"form-{at[str(two.pk)]}-status": "contacted"}, follow=True
    )
    assert "1 lead was changed" in said(answer)
    assert {row.email: row.status for row in Lead.objects.all()} == {
        "1@example.org": "won", "2@example.org": "contacted",
    }  # fmt: skip
    stale = maya.post(reverse(LIST), mine | {f"form-{at[str(one.pk)]}-status": "lost"})
    assert "cleo changed this to “Won”" in stale.content.decode()
    one.refresh_from_db()
    assert one.status == "won"


def test_a_row_with_an_old_status_of_other_code_is_shown(maya: Client) -> None:
    lead(status="closed")
    assert "Closed" in maya.get(reverse(LIST)).content.decode()


def test_the_board_moves_by_a_button_unless_somebody_was_faster(maya: Client, bea: Client) -> None:
    found = lead(name="Ana")
    move = reverse("admin:leads_lead_move")
    sent = {"lead": str(found.pk), "seen": "new"}
    assert maya.get(reverse(BOARD)).status_code == 200
    assert bea.post(move, sent | {"to": "qualified"})["Location"].endswith(f"#lead-{found.pk}")
    answer = maya.post(move, sent | {"to": "lost"}, follow=True)
    assert "Ana stays in Qualified: bea moved them there" in said(answer)
    found.refresh_from_db()
    assert found.status == "qualified"
    columns = {column.status: column for column in answer.context["columns"]}
    assert [card.lead for card in columns["qualified"].cards] == [found]
    assert "no such column" in said(maya.post(move, sent | {"to": "gone"}, follow=True))
    for bad in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert "merged or deleted" in said(maya.post(move, {"lead": bad, "to": "won"}, follow=True))
    assert maya.get(move).status_code == 405


def test_the_board_shows_due_steps_and_only_mine_on_demand(maya: Client) -> None:
    Business(pk=1, time_zone="Pacific/Kiritimati").save()
    mine = people.person("mine", is_staff=True)
    lead("1@example.org", next_step="Call", next_step_on=today(), owner=mine)
    lead("2@example.org", next_step_on=today() - timedelta(days=2))
    lead("3@example.org", next_step_on=today() - timedelta(days=2), status="won")
    columns = {c.status: c for c in maya.get(reverse(BOARD)).context["columns"]}
    assert {card.due for card in columns["new"].cards} == {"today", "overdue"}
    assert columns["won"].cards[0].due == "", "done with"
    own = people.signed_in(people.superuser())
    assert sum(c.count for c in own.get(reverse(BOARD) + "?mine=1").context["columns"]) == 0


def test_the_history_has_everything_that_happened(maya: Client) -> None:
    conversation, _ = Conversation.start(page_url="https://coach.se/prices")
    Message.objects.create(conversation=conversation, role="visitor", text="Do you have time?")
    capture_lead(
        email="ana@example.org", message="Please call", consent=True, source="chat_form",
        conversation_id=str(conversation.pk), page_url="https://coach.se/contact",
    )  # fmt: skip
    found = Lead.objects.get()
    note = reverse("admin:leads_lead_note", args=[found.pk])
    maya.post(note, {"text": "She is <b>nice</b>\nنص", "sent_id": str(found.pk)})
    maya.post(note, {"text": "She is <b>nice</b>\nنص", "sent_id": str(found.pk)})
    page = maya.get(page_of(found))
    kinds = [entry.kind for entry, _ in page.context["entries"]]
    assert sorted(kinds) == ["chat", "consent", "email", "enquiry", "note"]
    words = page.content.decode()
    for part in (
        "Got in touch in the chat", "Please call", "On https://coach.se/contact", "Agreed to this",
        "Chat, 1 message", "Do you have time?", "Confirmation to them: waiting to be sent",
        "She is &lt;b&gt;nice",
    ):  # fmt: skip
        assert part in words, part
    assistant = people.signed_in(people.assistant())
    links = [e.url for e, may in assistant.get(page_of(found)).context["entries"] if may and e.url]
    assert {assistant.get(link).status_code for link in links} == {200}


def test_an_assistant_works_on_leads_and_takes_none_out(maya: Client) -> None:
    found = lead(name="Ana")
    client = people.signed_in(people.assistant())
    sent = opened(client, found) | {"status": "qualified", "tag_words": "vip", "name": "Mallory"}
    assert client.post(page_of(found), sent).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.name) == ("qualified", "Ana")
    for name in ("export", "import"):
        assert client.get(reverse(f"admin:leads_lead_{name}")).status_code == 403
    page = client.get(reverse(LIST)).content.decode()
    assert "Board" in page and "Export" not in page


def test_merging_is_looked_at_confirmed_written_down_and_taken_back(maya: Client) -> None:
    one, two = lead("ana@home.example", name="Ana"), lead("ana@work.example", name="Ana")
    where = reverse("admin:leads_lead_merge", args=[one.pk])
    assert "the same name" in maya.get(where).content.decode()
    assert "ana@work.example" in maya.post(where, {"words": "work.ex"}).content.decode()
    both = maya.post(where, {"other": str(two.pk)})
    assert len(both.context["both"]) == 2 and Lead.objects.count() == 2, "looked at only"
    done = maya.post(where, {"other": str(two.pk), "stays": str(two.pk)}, follow=True)
    assert "They are one person now" in said(done)
    assert Lead.objects.get() == two
    entry = AuditEntry.objects.filter(kind="merge").get()
    assert entry.object_id == str(two.pk) and "ana" not in entry.about
    undo = reverse("admin:leads_lead_unmerge", args=[two.pk, LeadMerge.objects.get().pk])
    assert maya.get(undo).status_code == 405
    assert "two people again" in said(maya.post(undo, follow=True))
    assert Lead.objects.count() == 2
    assert "taken back already" in said(maya.post(undo, follow=True))


def test_actions_change_many_and_say_how_many(maya: Client) -> None:
    rows = [lead(f"{n}@example.org") for n in range(3)]
    keys = {"_selected_action": [str(row.pk) for row in rows]}
    answer = maya.post(reverse(LIST), keys | {"action": "change_status", "to": "lost"}, follow=True)
    assert "3 changed to Lost" in said(answer)
    answer = maya.post(reverse(LIST), keys | {"action": "change_status", "to": ""}, follow=True)
    assert "Choose the status beside" in said(answer)
    maya.post(reverse(LIST), keys | {"action": "look_after"})
    assert {row.owner.get_username() for row in Lead.objects.all() if row.owner} == {"maya"}
    assert LeadEvent.objects.filter(field="status", by_name="maya").count() == 3


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("łukasz", 1), ("ŁUKASZ", 1), ("żółć łuk", 1), ("555 010 20", 1), ("0855501020", 1),
        ("+46 (8) 555-010-20", 1), ("L.Z@Example.org", 1), ("example", 2), ("retreat", 1),
        ("nobody", 0), ("' OR 1=1 --", 0), ("%", 0), ("\\", 0), ("x" * 5000, 0),
    ],
)  # fmt: skip
def test_people_are_found_by_what_one_remembers(maya: Client, words: str, found: int) -> None:
    one = lead("l.z@example.org", name="Łukasz Żółć", phone="08-555 010 20")
    Enquiry.objects.create(lead=one, message="About the retreat", source="api")
    Enquiry.objects.create(lead=one, message="The retreat again", source="api")
    lead("other@example.org", phone="12345")
    assert maya.get(reverse(LIST), {"q": words}).context["cl"].result_count == found


def test_the_filters_find_what_they_say(maya: Client) -> None:
    day = today()
    user = people.person("someone", is_staff=True)
    lead("1@example.org", next_step_on=day, owner=user, tagged="vip")
    lead("2@example.org", next_step_on=day - timedelta(days=1))
    lead("3@example.org", next_step_on=day + timedelta(days=3), status="contacted")
    lead("4@example.org", status="won", wrote_again_at=timezone.now())

    def emails(**wanted: str) -> str:
        rows = maya.get(reverse(LIST), wanted).context["cl"].result_list
        return "".join(sorted(row.email[0] for row in rows))

    tag = Lead.objects.get(email="1@example.org").tags.get()
    assert emails(step="today") == "1" and emails(step="overdue") == "2"
    assert emails(step="week") == "13"
    assert emails(waiting="yes") == "124"
    assert emails(owner="nobody") == "234" and emails(owner=str(user.pk)) == "1"
    assert emails(owner="me") == ""
    assert emails(tag=str(tag.pk)) == "1"
    for bent in ("x", "9" * 40, "-1", "١"):
        assert (
            maya.get(reverse(LIST), {"tag": bent, "owner": bent, "step": bent}).status_code == 200
        )


def test_the_first_page_says_what_is_due_and_who_wrote_again(maya: Client) -> None:
    lead("1@example.org", name="Due", next_step="Call", next_step_on=today())
    lead("2@example.org", name="Late", next_step_on=today() - timedelta(days=3), status="contacted")
    lead("3@example.org", name="Done", next_step_on=today(), status="lost")
    lead("4@example.org", name="Again", status="won", wrote_again_at=timezone.now())
    panels = {panel.title: panel for panel in maya.get(reverse("admin:index")).context["panels"]}
    steps = panels["Next steps"].rows
    assert [row.text for row in steps] == ["Late", "Due: Call"]
    assert [row.note for row in steps] == ["3 days overdue", "Today"]
    assert [row.text for row in panels["Wrote again"].rows] == ["Again"]


def test_whoever_is_to_be_called_is_called_by_one_tap(maya: Client) -> None:
    lead("1@example.org", name="<b>Bo</b>", phone="+46 (0)70-123 45", next_step_on=today())
    lead("2@example.org", name="No number", phone="ask me")
    for where in (reverse("admin:index"), reverse("admin:leads_lead_board")):
        page = maya.get(where).content.decode()
        assert 'href="tel:+467012345">Call +46 (0)70-123 45</a>' in page
        assert page.count('href="tel:') == (2 if where == reverse("admin:index") else 1)
        assert "<b>Bo" not in page


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+46 (0)70-123 45 67", "+46701234567"), ("070/123 45", "07012345"), ("ask me", ""),
        ("(0)8 1", "081"), ("", ""), ("+", ""), ("１２", ""), ("1;phone-context=x", "1"),
    ],
)  # fmt: skip
def test_a_telephone_dials_digits(typed: str, number: str) -> None:
    assert dialled(typed) == number


def test_a_lead_who_booked_nothing_has_no_table_of_bookings_and_is_saved(maya: Client) -> None:
    found = lead()
    assert "Bookings" not in main_of(maya.get(page_of(found)))
    assert maya.post(page_of(found), opened(maya, found) | {"name": "B"}).status_code == 302
    Booking.objects.create(lead=found, provider="cal", title="First call")
    page = main_of(maya.get(page_of(found)))
    assert "Bookings" in page and "First call" in page
    assert maya.post(page_of(found), opened(maya, found) | {"name": "C"}).status_code == 302
    found.refresh_from_db()
    assert found.name == "C"


def main_of(answer: Any) -> str:
    """Without what stands beside it."""
    return str(answer.content.decode().partition('id="content-main"')[2])


def test_a_clash_tells_the_time_where_the_founder_is(maya: Client, bea: Client) -> None:
    Business.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    found = lead(name="Ana")
    mine, theirs = opened(maya, found), opened(bea, found)
    bea.post(page_of(found), theirs | {"name": "Ana Berg"})
    LeadEvent.objects.update(at=datetime(2026, 12, 1, 20, 5, tzinfo=UTC))
    page = maya.post(page_of(found), mine | {"name": "Anna"}).content.decode()
    assert "to “Ana Berg” at 05:05, while" in page


@pytest.mark.parametrize("name", ["list", "board", "page", "merge", "export", "import"])
def test_no_page_needs_fifteen_queries(name: str, maya: Client) -> None:
    owner = people.owner("looks")
    for number in range(30):
        status = Lead.Status.values[number % 8]
        one = lead(f"{number}@example.org", name="Ana", status=status, owner=owner, tagged="a,b",
                   fit_points=1, fit_out_of=2)  # fmt: skip
        conversation, _ = Conversation.start()
        Enquiry.objects.create(
            lead=one, source="chat_form", conversation_id=str(conversation.pk), message="Hello"
        )
        Consent.objects.create(lead=one, text="yes", version="1", source="api")
        LeadNote.objects.create(lead=one, text="x")
    where = {
        "list": reverse(LIST), "board": reverse(BOARD), "page": page_of(one),
        "merge": reverse("admin:leads_lead_merge", args=[one.pk]),
        "export": reverse("admin:leads_lead_export"), "import": reverse("admin:leads_lead_import"),
    }[name]  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert maya.get(where).status_code == 200
    assert len(queries) < 15, json.dumps([q["sql"][:160] for q in queries], indent=1)


def test_a_note_too_long_is_named(maya: Client) -> None:
    found = lead()
    where = reverse("admin:leads_lead_note", args=[found.pk])
    assert "4,000" in said(maya.post(where, {"text": "x" * (notes.LONGEST + 1)}, follow=True))
    assert "nothing in the note" in said(maya.post(where, {"text": " "}, follow=True))


def test_a_filtered_list_says_so_and_its_filters_stand_before_its_rows(maya: Client) -> None:
    lead("1@example.org", name="Ana")
    page = maya.get(reverse(LIST)).content.decode()
    filters, rows = page.index('id="changelist-filter"'), page.index('id="result_list"')
    assert page.index('<details class="list-filters">') < filters < rows
    assert page.count('id="changelist-filter"') == 1 and "not all are shown" not in page
    found = maya.get(reverse(LIST), {"status__exact": "won"}).content.decode()
    assert 'Filtered: not all are shown. <a href="?">Show all again</a>' in found
