"""Tests of a group run in one process, one after the other: some share a site or a database."""

from __future__ import annotations

import os

import pytest


@pytest.mark.xdist_group("together")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there is one process only")
def test_a_group_is_known_to_whoever_hands_out_the_tests(request: pytest.FixtureRequest) -> None:
    """pytest-xdist reads it from the test's name, and hands out one by one what has none."""
    assert request.node.nodeid.endswith("@together")
