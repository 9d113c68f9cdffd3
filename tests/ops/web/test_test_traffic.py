"""The ops token marks test traffic, and nothing else does."""

from __future__ import annotations

import pytest
from django.conf import settings as configured
from django.test import RequestFactory
from pytest_django import Settings

from ops.web.test_traffic import is_ops


@pytest.mark.parametrize("scheme", ["Ops", "ops", "OPS"])
def test_the_token_is_known(rf: RequestFactory, scheme: str) -> None:
    header = {"Authorization": f"{scheme} {configured.OPS_TOKEN}"}
    assert is_ops(rf.get("/", headers=header))


@pytest.mark.parametrize(
    "value", ["", "Ops", "Ops ", "Ops wrong", "Bearer {token}", "{token}", "Ops {token}x", "Ops é"]
)
def test_anything_else_is_not(rf: RequestFactory, value: str) -> None:
    header = {"Authorization": value.format(token=configured.OPS_TOKEN)}
    assert not is_ops(rf.get("/", headers=header))


@pytest.mark.parametrize("value", ["Ops", "Ops ", "Ops  ", "Ops x"])
def test_an_empty_token_never_fits(rf: RequestFactory, settings: Settings, value: str) -> None:
    settings.OPS_TOKEN = ""
    assert not is_ops(rf.get("/", headers={"Authorization": value}))
