"""When a session ends: a new password, a closed account, a button, a command."""

from __future__ import annotations

import io
import json
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from ops.audit.rows import AuditEntry
from tests.ops.team import people

pytestmark = pytest.mark.django_db
NEW = "quite-another-" + "lantern-7"
HOME = "admin:index"


def is_in(client: Client) -> bool:
    return client.get(reverse(HOME)).status_code == 200


@pytest.fixture
def maya() -> Any:
    return people.assistant("maya")


def test_changing_ones_own_password_ends_the_other_sessions(maya: Any) -> None:
    here, there = people.signed_in(maya), people.signed_in(maya)
    sent = {"old_password": people.PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post(reverse("admin:password_change"), sent).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_password_given_by_an_owner_ends_all_of_them(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    sent = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    address = reverse("admin:auth_user_password_change", args=[maya.pk])
    assert owner.post(address, sent).status_code == 302
    assert (is_in(theirs), is_in(owner)) == (False, True)


def test_a_password_taken_away_ends_all_of_them(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    sent = {"usable_password": "false", "unset-password": "1"}
    address = reverse("admin:auth_user_password_change", args=[maya.pk])
    assert owner.post(address, sent).status_code == 302
    assert not is_in(theirs)
    assert AuditEntry.objects.filter(kind="password", about="maya").exists()


def test_the_command_that_changes_a_password_ends_all_of_them(maya: Any) -> None:
    theirs = people.signed_in(maya)
    with mock.patch("getpass.getpass", return_value=NEW):
        call_command("changepassword", "maya", stdout=io.StringIO())
    assert not is_in(theirs)
    entry = AuditEntry.objects.get(kind="password")
    assert (entry.person, entry.about) == ("command line", "maya")


def test_closing_an_account_ends_its_sessions_for_good(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    page = reverse("admin:auth_user_change", args=[maya.pk])
    owner.post(page, {"username": "maya", "role": "Assistant"})
    assert not is_in(theirs)
    owner.post(page, {"username": "maya", "role": "Assistant", "is_active": "on"})
    assert get_user_model()._default_manager.get(username="maya").is_active
    # A browser that did not ask meanwhile still has its cookie.
    assert not is_in(theirs)


def test_a_role_that_is_taken_away_is_gone_with_the_next_page(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    assert is_in(theirs)
    page = reverse("admin:auth_user_change", args=[maya.pk])
    owner.post(page, {"username": "maya", "role": "", "is_active": "on"})
    assert not is_in(theirs)


def test_the_button_signs_everybody_out(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    assert "Sign everybody out" in owner.get(reverse("admin:auth_user_changelist")).content.decode()
    assert owner.post(reverse("admin:auth_user_end_sessions")).status_code == 302
    assert (is_in(theirs), is_in(owner)) == (False, False)
    assert AuditEntry.objects.get(kind="sessions_ended").person == "owner"


def test_the_button_needs_its_token(maya: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.owner())
    assert strict.post(reverse("admin:auth_user_end_sessions")).status_code == 403
    assert is_in(strict)


def test_the_action_signs_out_those_below_and_nobody_above(maya: Any) -> None:
    root = people.superuser()
    theirs, above = people.signed_in(maya), people.signed_in(root)
    owner = people.signed_in(people.owner())
    sent = {"action": "sign_out", "_selected_action": [maya.pk, root.pk]}
    page = owner.post(reverse("admin:auth_user_changelist"), sent, follow=True).content.decode()
    assert "being above you: 1" in page
    assert (is_in(theirs), is_in(above), is_in(owner)) == (False, True, True)


def test_the_command_signs_out_one_or_everybody(maya: Any) -> None:
    theirs, owner = people.signed_in(maya), people.signed_in(people.owner())
    out = io.StringIO()
    call_command("end_sessions", "maya", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"ended": 1, "username": "maya"}
    assert (is_in(theirs), is_in(owner)) == (False, True)
    call_command("end_sessions", stdout=(said := io.StringIO()))
    assert said.getvalue().startswith("Everybody is signed out.")
    assert not is_in(owner)
    assert AuditEntry.objects.filter(kind="sessions_ended").count() == 2


def test_the_command_says_that_there_is_no_such_person(maya: Any) -> None:
    client = people.signed_in(maya)
    with pytest.raises(CommandError, match="There is no account called nobody") as error:
        call_command("end_sessions", "nobody")
    assert error.value.returncode == 2
    assert is_in(client)
