"""Every dangerous migration is found, by the right rule, and no harmless one is."""

from __future__ import annotations

import pytest

from tests.ops.releases.corpus import dangerous, harmless
from tests.ops.releases.corpus.shop import Case, judged


@pytest.mark.parametrize("case", dangerous.CASES, ids=str)
def test_a_dangerous_migration_is_found(case: Case) -> None:
    stopping = {danger.rule.name for danger in judged(case).stopping}
    assert case.rules & stopping if len(case.rules) > 1 and "narrowed" in case.rules else (
        case.rules <= stopping
    ), judged(case).dangers  # fmt: skip


@pytest.mark.parametrize("case", harmless.CASES, ids=str)
def test_a_harmless_migration_may_go_out(case: Case) -> None:
    assert [(d.rule.name, d.what, d.sql) for d in judged(case).stopping] == []
