"""Who may make whom what: nobody raises themselves, nobody touches somebody above."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from ops import roles
from ops.roles import Rank
from tests.ops.team import people

pytestmark = pytest.mark.django_db
ADD = "admin:auth_user_add"
CHANGE = "admin:auth_user_change"
DELETE = "admin:auth_user_delete"
PASSWORD = "admin:auth_user_password_change"  # noqa: S105 - the name of a page
NEW = "quite-another-" + "lantern-7"
#: Everything a form could be made to say to raise somebody.
RAISED = {"is_superuser": "on", "is_staff": "on", "groups": ["1", "2"], "user_permissions": ["1"]}


def fresh(user: Any) -> Any:
    return get_user_model()._default_manager.get(pk=user.pk)


def edit(client: Client, user: Any, **more: Any) -> Any:
    sent = {"username": user.username, "is_active": "on", "role": roles.role_of(fresh(user))}
    return client.post(reverse(CHANGE, args=[user.pk]), sent | RAISED | more)


def problems(response: Any) -> str:
    assert response.status_code == 200
    return str(response.context["adminform"].form.errors.as_json())


def test_an_owner_adds_an_assistant_who_can_sign_in_at_once() -> None:
    client = people.signed_in(people.owner())
    page = client.get(reverse(ADD)).content.decode()
    assert "Assistant: answers people." in page
    assert "superuser" not in page.casefold()
    sent = {
        "username": "maya", "role": "Assistant", "usable_password": "true",
        "password1": NEW, "password2": NEW,
    }  # fmt: skip
    assert client.post(reverse(ADD), sent | RAISED).status_code == 302
    maya = get_user_model()._default_manager.get(username="maya")
    assert (roles.rank(maya), roles.role_of(maya)) == (Rank.STAFF, "Assistant")
    assert not maya.user_permissions.exists()
    theirs = Client()
    signed_in = {"login": "maya", "password": NEW}
    assert theirs.post(reverse("account_login"), signed_in).status_code == 302
    assert theirs.get(reverse("admin:leads_lead_changelist")).status_code == 200


def test_an_account_without_a_role_cannot_enter() -> None:
    client = people.signed_in(people.owner())
    sent = {
        "username": "nobody", "role": "", "usable_password": "true",
        "password1": NEW, "password2": NEW,
    }  # fmt: skip
    assert client.post(reverse(ADD), sent | RAISED).status_code == 302
    assert roles.rank(get_user_model()._default_manager.get(username="nobody")) == Rank.NOBODY


@pytest.mark.parametrize("role", ["Owner", "superuser", "Assistant", ""])
def test_an_assistant_changes_no_account_their_own_included(role: str) -> None:
    maya, boss = people.assistant("maya"), people.owner("boss")
    client = people.signed_in(maya)
    for user in (maya, boss):
        for page in (CHANGE, DELETE, PASSWORD):
            address = reverse(page, args=[user.pk])
            assert client.get(address).status_code == 403
            sent = {"role": role, "password1": NEW, "password2": NEW, "post": "yes"}
            assert client.post(address, sent | RAISED).status_code == 403
    assert client.post(reverse(ADD), {"username": "x", "role": role} | RAISED).status_code == 403
    assert roles.rank(fresh(maya)) == Rank.STAFF
    assert fresh(boss).check_password(people.PASSWORD)


def test_single_permissions_on_accounts_make_nobody_an_owner() -> None:
    sly = people.assistant("sly")
    sly.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client = people.signed_in(sly)
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert edit(client, sly, role="Owner").status_code == 403
    assert roles.rank(fresh(sly)) == Rank.STAFF


@pytest.mark.parametrize("role", ["superuser", "Superuser", "root", "1", "Owner,Assistant"])
def test_an_owner_cannot_make_a_superuser(role: str) -> None:
    owner, maya = people.owner(), people.assistant("maya")
    client = people.signed_in(owner)
    for user in (owner, maya):
        assert "role" in problems(edit(client, user, role=role))
        assert not fresh(user).is_superuser
    assert edit(client, maya).status_code == 302
    assert roles.rank(fresh(maya)) == Rank.STAFF
    assert not fresh(maya).user_permissions.exists()


def test_an_owner_touches_no_superuser() -> None:
    root, client = people.superuser(), people.signed_in(people.owner())
    seen = client.get(reverse(CHANGE, args=[root.pk]))
    assert seen.status_code == 200
    assert 'name="_save"' not in seen.content.decode()
    assert root.password[:12] not in seen.content.decode()
    assert edit(client, root, role="Assistant").status_code == 403
    assert edit(client, root, email="mine@example.org").status_code == 403
    for page in (DELETE, PASSWORD):
        address = reverse(page, args=[root.pk])
        assert client.get(address).status_code == 403
        sent = {"post": "yes", "password1": NEW, "password2": NEW, "usable_password": "true"}
        assert client.post(address, sent).status_code == 403
    assert fresh(root).check_password(people.PASSWORD)
    assert fresh(root).is_superuser


def test_a_closed_superuser_is_not_opened_from_below() -> None:
    root = people.superuser()
    get_user_model()._default_manager.filter(pk=root.pk).update(is_active=False)
    client = people.signed_in(people.owner())
    assert edit(client, fresh(root), role="Owner").status_code == 403
    assert client.post(reverse(PASSWORD, args=[root.pk]), {"password1": NEW}).status_code == 403
    assert not fresh(root).is_active


def test_a_superuser_keeps_and_gives_up_what_they_are() -> None:
    root = people.superuser()
    client = people.signed_in(root)
    assert edit(client, root, role="superuser").status_code == 302
    assert fresh(root).is_superuser
    assert edit(client, root, role="Owner").status_code == 302
    assert (fresh(root).is_superuser, roles.rank(fresh(root))) == (False, Rank.OWNER)


@pytest.mark.parametrize("change", [{"role": "Assistant"}, {"role": ""}, {"is_active": ""}])
def test_the_last_owner_stays(change: dict[str, str]) -> None:
    owner = people.owner()
    client = people.signed_in(owner)
    assert "last Owner" in problems(edit(client, owner, **change))
    assert roles.rank(fresh(owner)) == Rank.OWNER
    assert client.post(reverse(DELETE, args=[owner.pk]), {"post": "yes"}).status_code == 403
    people.owner("second")
    assert edit(client, owner, **change).status_code == 302
    assert roles.rank(fresh(owner)) < Rank.OWNER


def test_a_closed_owner_does_not_count_as_one() -> None:
    owner, second = people.owner(), people.owner("second")
    second.is_active = False
    second.save()
    assert "last Owner" in problems(edit(people.signed_in(owner), owner, role="Assistant"))


def test_the_last_superuser_without_other_owners_stays() -> None:
    root = people.superuser()
    assert "last Owner" in problems(edit(people.signed_in(root), root, role="Assistant"))


def test_owners_may_part_with_each_other_one_by_one() -> None:
    owner, other = people.owner(), people.owner("other")
    client = people.signed_in(owner)
    assert client.post(reverse(DELETE, args=[other.pk]), {"post": "yes"}).status_code == 302
    assert not get_user_model()._default_manager.filter(pk=other.pk).exists()


def test_groups_have_no_page() -> None:
    client = people.signed_in(people.superuser())
    assert client.get(reverse("admin:index") + "auth/group/").status_code == 404


def test_a_filter_tells_nothing_about_passwords() -> None:
    client = people.signed_in(people.owner())
    address = reverse("admin:auth_user_changelist")
    assert client.get(address, {"password__startswith": "md5"}).status_code in (302, 400)
