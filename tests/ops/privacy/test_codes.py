"""A code proves a mailbox once, for a day, and is not to be guessed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ops.models import DataCode
from ops.privacy import codes
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ANA = "ana@example.org"


def test_a_code_is_typed_as_people_type_and_opens_once() -> None:
    code = codes.new_code("Ana@Example.org")
    assert code not in str(DataCode.objects.values())
    given = codes.prove("  ANA@example.org", f" {code.lower().replace('-', ' ')} ")
    proved = codes.whose(given)
    assert proved is not None and proved.address == "Ana@Example.org"
    assert codes.prove(ANA, code) == ""


def test_nobody_elses_and_none_that_is_old() -> None:
    code = codes.new_code(ANA)
    assert codes.prove("joana@example.org", code) == ""
    DataCode.objects.update(expires_at=timezone.now())
    assert codes.prove(ANA, code) == ""


def test_after_a_few_guesses_the_right_one_is_no_use() -> None:
    code = codes.new_code(ANA)
    for _ in range(codes.TRIES):
        assert codes.prove(ANA, "BCDF-2345") == ""
    assert codes.prove(ANA, code) == ""


def test_many_guesses_at_once_are_no_more_than_a_few() -> None:
    codes.new_code(ANA)
    at_once(12, lambda number: codes.prove(ANA, f"WRNG-{number:04}"))
    assert DataCode.objects.get().tries == codes.TRIES


def test_of_two_who_type_it_at_once_one_is_in() -> None:
    code = codes.new_code(ANA)
    given: list[str] = []
    at_once(5, lambda number: given.append(codes.prove(ANA, code)))
    assert len([one for one in given if one]) == 1


def test_each_of_two_codes_is_good() -> None:
    first, second = codes.new_code(ANA), codes.new_code(ANA)
    assert codes.prove(ANA, first) and codes.prove(ANA, second)


def test_a_pass_ends_and_is_not_made_up() -> None:
    given = codes.prove(ANA, codes.new_code(ANA))
    for wrong in ("", "x", given + "x", given[:-3]):
        assert codes.whose(wrong) is None
    DataCode.objects.update(proved_at=timezone.now() - codes.PASS_VALID - timedelta(seconds=1))
    assert codes.whose(given) is None
