"""Every address of the admin, knocked at by everybody, against the written table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from chatbot.evals import background
from chatbot.models import Conversation
from leads.models import Lead
from ops import admin_handover, roles
from ops.launch import admin_pages
from tests.ops.team import people
from tests.ops.team.pages import NASTY, Everything, every_name
from tests.ops.team.table import ACTIONS, ASSISTANT, OPEN, TABLE

pytestmark = pytest.mark.django_db

#: What makes a page do something where it would: deletes, erases, and so on.
SENT = {"post": "yes", "erase": "1"}


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> Everything:
    """One of each; what a button would start in a thread is not started."""
    found = Everything()
    monkeypatch.setattr(admin_pages, "begin", lambda by: (found.run, object()))
    begun = (found.rows["chatbot_evalrun"], object())
    monkeypatch.setattr(background, "begin", lambda by: begun)
    monkeypatch.setattr(admin_handover, "write_here", lambda by: found.rows["ops_handover"])
    return found


def closed() -> Any:
    """An Owner whose account is closed while they are signed in."""
    return people.owner("gone")


def test_every_page_has_a_line_and_every_line_a_page() -> None:
    assert set(every_name()) == set(TABLE)


def test_a_page_without_a_line_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import path

    site = admin.site
    more = [path("secrets/", lambda request: HttpResponse(), name="all_the_secrets")]
    urls = site.get_urls()
    monkeypatch.setattr(site, "get_urls", lambda: [*more, *urls])
    assert set(every_name()) - set(TABLE) == {"all_the_secrets"}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_table_holds(name: str, everything: Everything) -> None:
    address = everything.address(name)
    assistant, owner = people.assistant(), people.owner()
    asked = [people.signed_in(user).get(address).status_code for user in (assistant, owner)]
    # What an Owner's POST does away with, the Assistant has been refused before.
    sent = [people.signed_in(user).post(address, SENT).status_code for user in (assistant, owner)]
    assert (*asked, *sent) == TABLE[name]


def test_nobody_else_gets_further_than_the_sign_in(everything: Everything) -> None:
    gone = closed()
    was_signed_in = people.signed_in(gone)
    # Not by save(), which would end the session, and so prove nothing about the page.
    get_user_model()._default_manager.filter(pk=gone.pk).update(is_active=False)
    visitor = people.signed_in(people.person("visitor", is_staff=False))
    for name in sorted(set(TABLE) - OPEN):
        address = everything.address(name)
        for client in (Client(), visitor, was_signed_in):
            for response in (client.get(address), client.post(address, SENT)):
                assert response.status_code == 302, name
                assert response["Location"].startswith(reverse("admin:login")), name


def test_neither_a_popup_nor_another_method_opens_anything(everything: Everything) -> None:
    client = people.signed_in(people.assistant())
    for name in sorted(name for name, line in TABLE.items() if line[0] == line[2] == 403):
        for more in ("?_popup=1&_to_field=id", "?_changelist_filters=x"):
            for method in ("get", "head", "put"):
                answer = getattr(client, method)(everything.address(name) + more)
                assert answer.status_code == 403, (name, method)


def test_actions_on_many_rows_are_those_in_the_table(everything: Everything) -> None:
    assistant, owner = people.assistant(), people.owner()
    found = {}
    for model, page in admin.site._registry.items():
        offered = []
        for user in (assistant, owner):
            request = RequestFactory().get("/")
            request.user = user
            offered.append(set(page.get_actions(request)))
        found[model._meta.label_lower] = tuple(offered)
    assert found == ACTIONS


def test_an_action_that_is_not_offered_does_nothing_when_it_is_sent(everything: Everything) -> None:
    client = people.signed_in(people.assistant())
    tables = {"leads_lead": Lead, "chatbot_conversation": Conversation}
    for table, model in tables.items():
        row = everything.rows[table]
        client.post(
            reverse(f"admin:{table}_changelist"),
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        )
        assert model._default_manager.filter(pk=row.pk).exists()


def test_the_permissions_of_the_roles_are_those_in_the_table() -> None:
    assistant, owner = people.assistant(), people.owner()
    assert assistant.get_all_permissions() == ASSISTANT
    held = owner.get_all_permissions()
    assert {name.partition(".")[0] for name in held} == {"auth", "chatbot", "leads", "ops"}
    assert {name for name in held if name.startswith("auth.")} == {
        f"auth.{act}_user" for act in ("add", "change", "delete", "view")
    }
    assert {name for name in held if "audit" in name} == {"ops.view_auditentry"}


def test_what_was_given_to_a_role_by_hand_goes_with_the_next_migration() -> None:
    from django.apps import apps
    from django.contrib.auth.models import Permission

    from ops.roles.groups import fill

    assistant = people.assistant()
    group = Group.objects.get(name=roles.ASSISTANT)
    group.permissions.add(Permission.objects.get(codename="delete_lead"))
    fill(apps.get_app_config("chatbot"))
    assert not assistant.has_perm("leads.delete_lead")


def test_what_a_visitor_wrote_stays_text(everything: Everything) -> None:
    for client in (people.signed_in(people.assistant()), people.signed_in(people.owner())):
        for name in sorted(name for name, line in TABLE.items() if line[1] == 200):
            page = client.get(everything.address(name)).content.decode()
            assert "<script>alert(1)" not in page, name
            assert "<img src=x" not in page, name


def test_the_visitors_words_are_on_the_pages_that_are_for_them(everything: Everything) -> None:
    client = people.signed_in(people.assistant())
    for name in ("chatbot_conversation_change", "leads_lead_change"):
        page = client.get(everything.address(name)).content.decode()
        assert "&lt;script&gt;alert(1)" in page
    assert NASTY.startswith("<script>")


def test_the_first_page_leads_an_assistant_nowhere_they_may_not_go(everything: Everything) -> None:
    from django.utils import timezone

    from ops.models import OutboxMessage

    OutboxMessage.objects.update(state=OutboxMessage.State.FAILED)
    Conversation.objects.update(handoff_requested_at=timezone.now())
    client = people.signed_in(people.assistant())
    page = client.get(reverse("admin:index"))
    links = [row.url for panel in page.context["panels"] for row in panel.rows]
    assert links
    assert {client.get(link).status_code for link in links} == {200}
    titles = [panel.title for panel in page.context["panels"]]
    assert titles == [
        "Calls today and tomorrow", "New leads", "Asked for you", "Could not answer",
        "Anything broken",
    ]  # fmt: skip
    owners = people.signed_in(people.owner()).get(reverse("admin:index")).context["panels"]
    assert sum(len(panel.rows) for panel in owners) > len(links)


def test_an_assistant_says_that_a_lead_was_answered_and_rewrites_nobody(
    everything: Everything,
) -> None:
    client = people.signed_in(people.assistant())
    page = client.get(everything.address("leads_lead_change"))
    sent = {"name": "Mallory", "phone": "1", "email": "m@example.org", "status": "contacted"}
    for formset in page.context["inline_admin_formsets"]:
        form = formset.formset.management_form
        sent |= {form[name].html_name: form[name].value() for name in form.fields}
    answer = client.post(everything.address("leads_lead_change"), sent)
    assert answer.status_code == 302
    lead = Lead.objects.get()
    assert (lead.status, lead.name, lead.phone) == ("contacted", NASTY, "")
    assert lead.email == "ana@example.org"


def test_tests_are_seen_by_owners_only(everything: Everything) -> None:
    Conversation.objects.update(is_test=True)
    Lead.objects.update(is_test=True)
    for name in ("chatbot_conversation", "leads_lead"):
        for act in ("change", "history"):
            address = everything.address(f"{name}_{act}")
            assert people.signed_in(people.owner(f"o-{name}-{act}")).get(address).status_code == 200
            refused = people.signed_in(people.assistant(f"a-{name}-{act}")).get(address)
            assert refused.status_code in (302, 404)


def test_the_schema_of_the_api_is_for_staff(everything: Everything) -> None:
    visitor = people.signed_in(people.person("visitor", is_staff=False))
    for client in (Client(), visitor):
        assert client.get(reverse("api-docs")).status_code == 404
        assert client.get(reverse("api-schema")).status_code in (401, 403)
    assert people.signed_in(people.assistant()).get(reverse("api-docs")).status_code == 200
