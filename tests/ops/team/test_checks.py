"""The launch checks of the people who work here: facts from real accounts, and their verdicts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from ops.launch.checks.team import nobody_is_forgotten, somebody_owns_it
from ops.launch.findings import NotApplicable, Severity
from ops.launch.gather.team import TeamFacts, gather_team
from ops.launch.world import NetworkOptions, World, target_for
from tests.ops.team import people

pytestmark = pytest.mark.django_db


def facts() -> TeamFacts:
    return gather_team(World(target=target_for("example.com"), options=NetworkOptions()))


def test_no_owner_at_all() -> None:
    people.assistant()
    people.person("visitor", is_staff=False)
    (finding,) = somebody_owns_it(facts())
    assert finding.severity == Severity.TRUST
    assert "createsuperuser" in finding.fix


@pytest.mark.parametrize("make", [people.owner, people.superuser])
def test_one_owner_of_either_kind_will_do(make: object) -> None:
    assert callable(make)
    user = make()
    assert list(somebody_owns_it(facts())) == []
    user.is_active = False
    user.save()
    assert len(list(somebody_owns_it(facts()))) == 1


def test_four_superusers_are_too_many_and_three_are_not() -> None:
    for number in range(3):
        people.superuser(f"root{number}")
    assert list(somebody_owns_it(facts())) == []
    people.superuser("root3")
    (finding,) = somebody_owns_it(facts())
    assert finding.summary.startswith("4 accounts are superusers")
    assert "root3" not in str(finding)


@pytest.mark.parametrize(
    ("last_login", "joined", "found"),
    [(91, 400, True), (89, 400, False), (None, 91, True), (None, 1, False)],
)
def test_an_account_nobody_uses(last_login: int | None, joined: int, found: bool) -> None:
    now = timezone.now()
    user = people.assistant()
    get_user_model()._default_manager.filter(pk=user.pk).update(
        last_login=None if last_login is None else now - timedelta(days=last_login),
        date_joined=now - timedelta(days=joined),
    )
    findings = list(nobody_is_forgotten(facts()))
    assert bool(findings) is found
    assert all(finding.severity == Severity.CLEANUP for finding in findings)
    get_user_model()._default_manager.update(is_active=False)
    with pytest.raises(NotApplicable):
        list(nobody_is_forgotten(facts()))


def test_a_forgotten_owner_is_worse() -> None:
    user = people.owner()
    long_ago = timezone.now() - timedelta(days=200)
    get_user_model()._default_manager.filter(pk=user.pk).update(last_login=long_ago)
    (finding,) = nobody_is_forgotten(facts())
    assert finding.severity == Severity.TRUST
