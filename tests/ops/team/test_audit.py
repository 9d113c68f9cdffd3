"""The audit trail: what is in it, what is not, and that it cannot be made to say otherwise."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from chatbot.models import ErasureRequest
from ops import audit
from ops.audit import write
from ops.audit.rows import KEPT, AppendOnly, AuditEntry
from ops.audit.write import network_of
from tests.ops.team import people
from tests.ops.team.pages import Everything

pytestmark = pytest.mark.django_db
NEW = "quite-another-" + "lantern-7"


def kinds() -> list[str]:
    """What stands there, oldest first, without how the people of the test came to be."""
    made = ("role", "user_created", "login")
    rows = AuditEntry.objects.order_by("pk").exclude(kind__in=made)
    return list(rows.values_list("kind", flat=True))


def last(kind: str) -> AuditEntry:
    return AuditEntry.objects.filter(kind=kind).order_by("-pk")[0]


def test_a_sign_in_and_out_name_the_person_the_network_and_the_request() -> None:
    maya, client = people.assistant("maya"), Client(REMOTE_ADDR="203.0.113.77")
    sent = {"login": "maya", "password": people.PASSWORD}
    client.post(reverse("account_login"), sent, headers={"x-request-id": "sign-in-1234"})
    entry = last("login")
    assert (entry.user_id, entry.person) == (maya.pk, "maya")
    assert (entry.network, entry.request_id) == ("203.0.113.0/24", "sign-in-1234")
    client.post(reverse("admin:logout"))
    assert (last("logout").person, last("logout").network) == ("maya", "203.0.113.0/24")


@pytest.mark.parametrize("typed", ["maya", "MAYA", "maya@team.example"])
def test_a_failed_sign_in_names_the_account_that_was_tried_not_who_tried(typed: str) -> None:
    maya = people.assistant("maya")
    get_user_model()._default_manager.filter(pk=maya.pk).update(email="maya@team.example")
    Client().post(reverse("account_login"), {"login": typed, "password": "wrong-" + "one"})
    entry = last("login_failed")
    assert (entry.user_id, entry.person) == (None, "")
    assert (entry.object_type, entry.object_id, entry.about) == ("auth.user", str(maya.pk), "maya")


@pytest.mark.parametrize(
    "typed", ["ana@example.org", "my-password-typed-here", "visitor", "x" * 150]
)
def test_what_a_stranger_typed_is_nowhere(typed: str, caplog: pytest.LogCaptureFixture) -> None:
    people.person("visitor", is_staff=False, email="ana@example.org")
    with caplog.at_level(logging.INFO):
        Client().post(reverse("account_login"), {"login": typed, "password": "wrong-" + "one"})
    row = AuditEntry.objects.filter(kind="login_failed").values().get()
    assert (row["object_id"], row["about"], row["network"]) == ("", "", "127.0.0.0/24")
    assert typed not in caplog.text + str(row)


def test_visitors_are_on_no_trail() -> None:
    visitor = people.person("visitor@example.org", is_staff=False)
    client = people.signed_in(visitor)
    visitor.set_password(NEW)
    visitor.save()
    client.logout()
    visitor.delete()
    assert not AuditEntry.objects.exists()


def test_failures_by_the_thousand_fill_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "FAILURES_AN_HOUR", 3)
    for _ in range(5):
        audit.record(audit.Kind.LOGIN_FAILED)
    assert AuditEntry.objects.count() == 3
    with connection.cursor() as cursor:
        hours_ago = timezone.now() - timedelta(hours=2)
        cursor.execute("UPDATE ops_auditentry SET at = %s", [hours_ago])
    audit.record(audit.Kind.LOGIN_FAILED)
    assert AuditEntry.objects.count() == 4


def test_what_an_owner_does_to_accounts_is_written_down() -> None:
    client = people.signed_in(people.owner())
    sent = {
        "username": "maya", "role": "Assistant", "usable_password": "true",
        "password1": NEW, "password2": NEW,
    }  # fmt: skip
    client.post(reverse("admin:auth_user_add"), sent)
    maya = get_user_model()._default_manager.get(username="maya")
    assert (last("user_created").person, last("user_created").about) == ("owner", "maya")
    assert last("role").about == "maya: given: Assistant"
    page = reverse("admin:auth_user_change", args=[maya.pk])
    client.post(page, {"username": "maya", "role": "Owner", "is_active": "on"})
    told = AuditEntry.objects.filter(kind="role", object_id=str(maya.pk), person="owner")
    assert {entry.about for entry in told} == {
        "maya: given: Assistant", "maya: taken away: Assistant", "maya: given: Owner",
    }  # fmt: skip
    client.post(page, {"username": "maya", "role": "Owner"})
    assert last("user_closed").about == "maya"
    new = {"password1": NEW + "x", "password2": NEW + "x", "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[maya.pk]), new)
    assert (last("password").person, last("password").about) == ("owner", "maya")
    client.post(reverse("admin:auth_user_delete", args=[maya.pk]), {"post": "yes"})
    assert (last("user_deleted").person, last("user_deleted").object_id) == ("owner", str(maya.pk))


def test_a_superuser_made_on_the_command_line_is_written_down() -> None:
    call_command("createsuperuser", "--no-input", username="root", email="", verbosity=0)
    entry = last("user_created")
    assert (entry.person, entry.about, entry.network) == ("command line", "root", "")


def test_a_group_given_from_the_other_side_is_written_down() -> None:
    from django.contrib.auth.models import Group

    maya = people.assistant("maya")
    Group.objects.get(name="Owner").user_set.add(maya)
    assert last("role").about == "maya: given: Owner"
    maya.groups.clear()
    assert last("role").about == "maya: all taken away:"


def test_a_hash_made_anew_at_the_sign_in_is_no_new_password(settings: Any) -> None:
    people.assistant("maya")
    fast = settings.PASSWORD_HASHERS[0]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", fast]
    sent = {"login": "maya", "password": people.PASSWORD}
    assert Client().post(reverse("account_login"), sent).status_code == 302
    stored = get_user_model()._default_manager.get(username="maya").password
    assert stored.startswith("scrypt")
    assert kinds() == []


def test_settings_are_named_by_their_fields_and_never_by_what_is_in_them() -> None:
    everything, client = Everything(), people.signed_in(people.owner())
    line = everything.rows["chatbot_crisisline"]
    page = reverse("admin:chatbot_crisisline_change", args=[line.pk])
    sent = {
        "name": "A quite different name", "country": "DE", "contact": "116 123",
        "source_url": "https://example.org/", "position": "0",
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    entry = last("settings")
    assert (entry.object_type, entry.object_id) == ("chatbot.crisisline", str(line.pk))
    assert entry.about.startswith("changed: ")
    assert "different" not in entry.about
    changelist = reverse("admin:chatbot_crisisline_changelist")
    client.post(changelist, {"action": "confirm", "_selected_action": [line.pk]})
    assert last("settings").about == "confirmed: 1"
    client.post(
        changelist, {"action": "delete_selected", "_selected_action": [line.pk], "post": "yes"}
    )
    assert (last("settings").about, last("settings").object_id) == ("deleted", str(line.pk))


def test_the_chat_on_the_website_is_a_setting() -> None:
    Everything()
    client = people.signed_in(people.owner())
    page = reverse("admin:chatbot_embedding_changelist")
    sent = {
        "origins": "https://www.example.com", "side": "left", "label": "", "colour": "#112233",
        "greeting": "Secret greeting", "language": "en",
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    told = AuditEntry.objects.filter(kind="settings").values_list("object_type", "about")
    assert {label for label, _ in told} == {"chatbot.embedding", "chatbot.business"}
    assert "Secret" not in str(list(told))


@pytest.mark.parametrize("many", [False, True])
def test_erasures_in_the_admin(many: bool) -> None:
    everything, client = Everything(), people.signed_in(people.owner())
    for table in ("leads_lead", "chatbot_conversation"):
        pk = everything.rows[table].pk
        if many:
            sent = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
            client.post(reverse(f"admin:{table}_changelist"), sent)
        else:
            client.post(reverse(f"admin:{table}_delete", args=[pk]), {"post": "yes"})
        entry = last("erasure")
        assert (entry.person, entry.object_id) == ("owner", str(pk))
    whole = str(list(AuditEntry.objects.values()))
    assert "ana@example.org" not in whole
    assert "script" not in whole


@pytest.mark.parametrize(("button", "about"), [("erase", "deletion begun"), ("settle", "settled")])
def test_a_request_for_deletion_that_is_dealt_with(button: str, about: str) -> None:
    everything, client = Everything(), people.signed_in(people.owner())
    found = everything.rows["chatbot_erasurerequest"]
    client.post(reverse("admin:chatbot_erasurerequest_change", args=[found.pk]), {button: "1"})
    entry = last("erasure")
    assert entry.about.startswith(about)
    assert (entry.object_id, entry.person) == (str(found.pk), "owner")
    assert ErasureRequest.objects.get(pk=found.pk).done_at


def test_a_visitor_who_forgets_a_conversation_is_nobody_on_the_trail() -> None:
    from chatbot.models import Conversation

    conversation, token = Conversation.start()
    address = f"/api/v1/conversations/{conversation.pk}/"
    assert Client().delete(address, headers={"authorization": f"Bearer {token}"}).status_code == 204
    entry = last("erasure")
    assert (entry.person, entry.user_id, entry.network) == ("a visitor", None, "")
    assert entry.object_id == str(conversation.pk)


def test_a_report_that_is_taken_away_is_an_export() -> None:
    everything, client = Everything(), people.signed_in(people.owner())
    client.get(reverse("admin:ops_launchrun_download", args=[everything.run.pk, "json"]))
    assert (last("export").person, last("export").object_id) == ("owner", str(everything.run.pk))
    client.get(reverse("admin:ops_launchrun_download", args=[everything.run.pk, "exe"]))
    assert kinds().count("export") == 1


def test_what_is_rolled_back_did_not_happen_but_an_export_has_left(
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    class Stop(Exception):
        pass

    with caplog.at_level(logging.INFO, "ops.audit"):
        with django_capture_on_commit_callbacks(execute=True):
            try:
                with transaction.atomic():
                    audit.record(audit.Kind.ERASURE, object="leads.lead")
                    audit.record(audit.Kind.EXPORT, object="leads.lead")
                    raise Stop
            except Stop:
                pass
        assert not AuditEntry.objects.exists()
        assert [record.__dict__["kind"] for record in caplog.records] == ["export"]
        caplog.clear()
        with django_capture_on_commit_callbacks(execute=True):
            audit.record(audit.Kind.ERASURE, object="leads.lead")
    assert AuditEntry.objects.count() == 1
    assert [record.__dict__["kind"] for record in caplog.records] == ["erasure"]


def test_an_entry_that_cannot_be_stored_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    audit.record("no such kind")
    audit.record(audit.Kind.EXPORT, object(), object=object())
    table = AuditEntry._meta.db_table
    monkeypatch.setattr(AuditEntry._meta, "db_table", "not_there")
    with transaction.atomic():
        audit.record(audit.Kind.ERASURE)
        # The transaction around it is as good as before.
        assert get_user_model()._default_manager.count() == 0
    monkeypatch.setattr(AuditEntry._meta, "db_table", table)
    assert caplog.text.count("an audit entry was not stored (") == 3


@pytest.mark.parametrize(
    "do",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: AuditEntry.objects.update(about="nothing happened"),
        lambda row: AuditEntry.objects.filter(pk=row.pk).delete(),
        lambda row: AuditEntry.objects.bulk_update([row], ["about"]),
    ],
)
def test_a_row_is_neither_changed_nor_deleted(do: Any) -> None:
    audit.record(audit.Kind.EXPORT, about="as json")
    row = AuditEntry.objects.get()
    row.about = "nothing happened"
    with pytest.raises(AppendOnly), transaction.atomic():
        do(row)
    assert AuditEntry.objects.get().about == "as json"


def test_nobody_changes_the_trail_in_the_admin_a_superuser_included() -> None:
    page = admin.site._registry[AuditEntry]
    request = RequestFactory().get("/")
    request.user = people.superuser()
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    assert page.get_actions(request) == {}
    client = people.signed_in(request.user)
    row = AuditEntry.objects.order_by("pk")[0]
    sent = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(reverse("admin:ops_auditentry_changelist"), sent)
    assert AuditEntry.objects.filter(pk=row.pk).exists()


def test_old_rows_go_with_the_first_of_a_day(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    now = timezone.now()
    for age in (KEPT + timedelta(days=1), KEPT - timedelta(days=1)):
        AuditEntry.objects.create(kind="export", at=now - age)
    with django_capture_on_commit_callbacks(execute=True):
        audit.record(audit.Kind.EXPORT)
    assert AuditEntry.objects.count() == 2
    AuditEntry.objects.create(kind="export", at=now - KEPT - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        audit.record(audit.Kind.EXPORT)
    assert AuditEntry.objects.count() == 4


def test_it_is_read_by_kind_and_by_person() -> None:
    first, second = people.owner("first"), people.owner("second")
    people.signed_in(second)
    client = people.signed_in(first)
    address = reverse("admin:ops_auditentry_changelist")
    found = client.get(address, {"kind__exact": "login", "who": str(first.pk)})
    assert [entry.person for entry in found.context["cl"].result_list] == ["first"]
    every = client.get(address).context["cl"].result_list
    assert {"first", "second"} <= {entry.person for entry in every}
    for odd in ("x", "-1", "9" * 30, "1 OR 1=1"):
        assert client.get(address, {"who": odd}).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_an_address_is_shortened(address: str, network: str) -> None:
    assert network_of(address) == network


def test_second_factors_are_written_down_where_there_are_any() -> None:
    """The handlers by themselves: their signals come from a library that may not be installed."""
    from ops.audit import signals

    maya = people.assistant("maya")
    visitor = people.person("visitor", is_staff=False)
    request = RequestFactory().get("/")
    request.user = maya

    class Authenticator:
        type = "totp"

    for user in (maya, visitor):
        signals._factor_added(None, request, user, authenticator=Authenticator())
        signals._factor_removed(None, request, user, authenticator=Authenticator())
        signals._factor_refused(None, request, user, authenticator=Authenticator())
    assert kinds() == ["factor_added", "factor_removed", "login_failed"]
    assert last("factor_added").about == "totp"
