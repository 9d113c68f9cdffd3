"""The launch checks of the admin, and the facts they are made from."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from pytest_django import Settings

from ops.launch.checks import admin
from ops.launch.findings import NotApplicable, Severity
from ops.launch.gather import staff as gathering
from ops.launch.gather.staff import PasswordFacts, StaffFacts
from tests.chatbot.accounts.people import PASSWORD, visitor

WORLD: Any = None


def staff_facts(**changes: Any) -> StaffFacts:
    """A deployment where all is well, but for ``changes``."""
    values: dict[str, Any] = {
        "local": False,
        "admin_path": "office",
        "required": True,
        "people": ("maya",),
        "without": (),
        "default_names": (),
    }
    return StaffFacts(**values | changes)


def severities(findings: Any) -> list[tuple[Severity, str]]:
    """What was found."""
    return [(finding.severity, finding.subject) for finding in findings]


def test_all_is_well() -> None:
    for check in (
        admin.staff_have_a_second_factor,
        admin.names_are_not_the_usual,
        admin.address_is_not_the_usual,
    ):
        assert not list(check(staff_facts()))
    passwords = PasswordFacts(local=False, guessed=(), unusable=())
    assert not list(admin.passwords_are_not_guessed(passwords))


def test_what_is_wrong_is_named() -> None:
    facts = staff_facts(
        admin_path="Admin", people=("admin", "maya"), without=("admin",), default_names=("admin",)
    )
    assert severities(admin.staff_have_a_second_factor(facts)) == [(Severity.TRUST, "admin")]
    assert severities(admin.names_are_not_the_usual(facts)) == [(Severity.TRUST, "admin")]
    assert severities(admin.address_is_not_the_usual(facts)) == [(Severity.CLEANUP, "ADMIN_PATH")]
    passwords = PasswordFacts(local=False, guessed=("admin",), unusable=("old",))
    assert severities(admin.passwords_are_not_guessed(passwords)) == [
        (Severity.BLOCKER, "admin"),
        (Severity.CLEANUP, "old"),
    ]


def test_a_laptop_is_judged_more_gently() -> None:
    facts = staff_facts(local=True, admin_path="admin", without=("maya",))
    assert severities(admin.staff_have_a_second_factor(facts)) == [(Severity.CLEANUP, "maya")]
    with pytest.raises(NotApplicable):
        list(admin.address_is_not_the_usual(facts))


@pytest.mark.django_db
def test_the_facts_are_of_everybody_who_may_open_the_admin(settings: Settings) -> None:
    users: Any = get_user_model()._default_manager
    protected = users.create_superuser(username="Owner", password=PASSWORD)
    Authenticator.objects.create(user=protected, type="totp", data={})
    users.create_user(username="helper", password=PASSWORD, is_staff=True)
    users.create_user(username="gone", password=PASSWORD, is_staff=True, is_active=False)
    visitor("ana@customers.example.com")
    facts = gathering.gather_staff(WORLD)
    assert isinstance(facts, StaffFacts)
    assert facts.people == ("Owner", "helper")
    assert facts.without == ("helper",)
    assert facts.default_names == ("Owner",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "email", "password", "guessed"),
    [("maya", "", "maya", True), ("maya", "", "changeme", True), ("maya", "", "maya123", True),
     ("maya", "m@coach.example", "m@coach.example", True), ("maya", "", PASSWORD, False)],
)  # fmt: skip
def test_passwords_that_are_tried_first_are_found_and_not_stored_anew(
    name: str, email: str, password: str, guessed: bool
) -> None:
    users: Any = get_user_model()._default_manager
    user = users.create_superuser(username=name, email=email, password=password)
    facts = gathering.gather_passwords(WORLD)
    assert isinstance(facts, PasswordFacts)
    assert facts.guessed == ((name,) if guessed else ())
    stored = user.password
    user.refresh_from_db()
    assert user.password == stored


@pytest.mark.django_db
def test_a_broken_hash_breaks_nothing() -> None:
    users: Any = get_user_model()._default_manager
    user = users.create_superuser(username="maya", password=PASSWORD)
    users.filter(pk=user.pk).update(password="nonsense")
    nobody = users.create_superuser(username="old")
    nobody.set_unusable_password()
    nobody.save()
    facts = gathering.gather_passwords(WORLD)
    assert isinstance(facts, PasswordFacts)
    assert facts.guessed == ()
    assert "old" in facts.unusable
