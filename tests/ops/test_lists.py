"""A list counts no further than it shows, and a search begins with the word that few rows hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.paginator import InvalidPage
from django.db import connection
from django.db.models import QuerySet
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leads.admin import LeadAdmin
from leads.models import Lead
from leads.work.finding import matching
from ops import lists
from ops.lists import AtLeast, BoundedPaginator, in_use, with_newest
from ops.models import AuditEntry, OutboxMessage
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db
LIST = "admin:leads_lead_changelist"


def ten() -> QuerySet[Lead]:
    now = timezone.now()
    for number in range(10):
        lead(f"{number}@example.org", created_at=now - timedelta(minutes=number))
    return Lead.objects.order_by("-created_at", "-pk")


def paginator(found: QuerySet[Lead], *, most: int) -> BoundedPaginator:
    return BoundedPaginator(found, 3, 0, True, rows=Lead.objects.all(), most=most)


def test_a_list_is_counted_exactly_up_to_its_bound() -> None:
    found = ten()
    assert (paginator(found, most=10).count, str(paginator(found, most=10).count)) == (10, "10")
    assert (paginator(found, most=9).count, str(paginator(found, most=9).count)) == (9, "9+")
    assert str(AtLeast(5000)) == "5,000+"


def test_no_statement_counts_further_than_the_bound() -> None:
    found = ten()
    with CaptureQueriesContext(connection) as asked:
        assert paginator(found, most=4).count == 4
    (statement,) = asked.captured_queries
    assert "LIMIT 5" in statement["sql"] and "ORDER BY" not in statement["sql"]


def test_pages_are_in_order_whole_and_end_at_the_bound() -> None:
    pages = paginator(ten(), most=7)
    assert pages.num_pages == 3
    found = [[row.email[0] for row in pages.page(number).object_list] for number in (1, 2, 3)]
    assert found == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    with pytest.raises(InvalidPage):
        pages.page(4)


def test_a_page_keeps_the_order_and_the_joins_of_the_list() -> None:
    owner = people.owner("maya")
    ten().update(owner=owner)
    rows = paginator(Lead.objects.select_related("owner").order_by("email"), most=9).page(2)
    with CaptureQueriesContext(connection) as asked:
        assert [(row.email[0], row.owner.username) for row in rows.object_list] == [
            ("3", "maya"), ("4", "maya"), ("5", "maya"),
        ]  # fmt: skip
    assert len(asked) == 1


def test_a_number_that_is_the_least_says_so_in_a_page() -> None:
    text = Template("{{ n }} {% if n > 3 %}many{% endif %}").render(Context({"n": AtLeast(5000)}))
    assert text == "5,000+ many"


def test_the_list_of_leads_says_that_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LeadAdmin, "most_rows", 6)
    monkeypatch.setattr(LeadAdmin, "list_per_page", 3)
    monkeypatch.setattr(LeadAdmin, "list_max_show_all", 4)
    ten()
    maya = people.signed_in(people.owner("maya"))
    answer = maya.get(reverse(LIST), {"p": 2})
    page = answer.content.decode()
    assert "6+ leads" in " ".join(page.split())
    assert [row.email[0] for row in answer.context["cl"].result_list] == ["3", "4", "5"]
    assert maya.get(reverse(LIST), {"p": 3}).status_code == 302
    few = maya.get(reverse(LIST), {"q": "7@example.org"}).content.decode()
    assert "1 lead" in few and "6+" not in few


def test_two_statuses_changed_in_a_bounded_list_are_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LeadAdmin, "most_rows", 6)
    monkeypatch.setattr(LeadAdmin, "list_per_page", 3)
    monkeypatch.setattr(LeadAdmin, "list_max_show_all", 4)
    ten()
    maya: Client = people.signed_in(people.owner("maya"))
    formset = maya.get(reverse(LIST)).context["cl"].formset
    sent: dict[str, Any] = {"_save": "Save"}
    for name in formset.management_form.fields:
        sent[f"form-{name}"] = formset.management_form[name].value()
    for at, form in enumerate(formset.forms):
        sent |= {f"form-{at}-{name}": form[name].value() for name in form.fields}
        sent[f"form-{at}-id"] = form.instance.pk
    sent |= {"form-0-status": "won", "form-2-status": "lost"}
    assert maya.post(reverse(LIST), sent).status_code == 302
    stored = dict(Lead.objects.values_list("email", "status"))
    assert [stored[f"{n}@example.org"] for n in range(4)] == ["won", "new", "lost", "new"]


@pytest.mark.parametrize("telling", [0, 1, 2, 100])
def test_a_search_finds_the_same_however_common_its_words_are(
    telling: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "TELLING", telling)
    for number in range(6):
        one = lead(f"p{number}@example.org", name=f"Ana {number}", phone="+46 8 555")
        one.enquiries.create(message="Yoga" if number % 2 else "Reiki", source="api")
    lead("other@example.net", name="Zoë").addresses.create(
        email="zoe@yoga.example", email_key="zoe@yoga.example"
    )
    assert found("ana yoga") == ["p1", "p3", "p5"]
    assert found("3 YOGA ana") == ["p3"]
    assert found("example.org reiki p4") == ["p4"]
    assert found("yoga") == ["other", "p1", "p3", "p5"]
    assert found("ZOË yoga.ex") == ["other"]
    assert found("ana xylophone") == []
    assert len(found("ana")) == 6


def found(words: str) -> list[str]:
    rows = matching(Lead.objects.order_by("email"), words)
    return [row.email.split("@")[0] for row in rows]


def test_the_values_in_use_are_those_of_distinct() -> None:
    assert in_use(OutboxMessage, "kind") == []
    for number, kind in enumerate(["b", "a", "b", "c"]):
        OutboxMessage.objects.create(
            kind=kind, to=f"{number}@example.org", subject="?", text="?", message_id=str(number)
        )
    assert in_use(OutboxMessage, "kind") == ["a", "b", "c"]


def test_beside_each_value_stands_what_its_newest_row_says() -> None:
    now = timezone.now()
    for days, user, person in [(3, 7, "old"), (1, 7, "new"), (2, None, "nobody"), (2, 3, "x")]:
        AuditEntry.objects.create(
            at=now - timedelta(days=days), kind="login", user_id=user, person=person
        )
    found = with_newest(AuditEntry, "user_id", "person", "at")
    assert found == [(3, "x"), (7, "new")]
    assert with_newest(AuditEntry, "user_id", "person", "at", 1) == [(3, "x")]
