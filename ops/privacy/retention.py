"""How long what is kept: one rule for each kind of data, carried out once a day.

A room registers its rules in a module ``retention.py`` with a list ``RULES``, read when it is
needed. The Owner may change the days of a rule in the admin, within its bounds; what another part
of the program deletes by itself is listed here with the words for it, so that there is one list.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string, module_has_submodule

from ops.database import give_back
from ops.privacy.batches import A_BATCH, delete_some
from ops.privacy.rows import RetentionPeriod

logger = logging.getLogger(__name__)

#: Batches deleted in one day; the rest follows the next day.
MOST_BATCHES = 2000

Count = Callable[[datetime], int]
Prune = Callable[[datetime, int], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """``what`` is kept ``days`` days ``since`` something, after which ``prune`` deletes it.

    ``count`` says how many there are from before a moment; ``prune`` deletes so many of them at
    most and says how many it did. A rule without them is carried out elsewhere, as ``how`` says;
    one without ``days`` does not end with time. ``least`` and ``most`` bound what the Owner may
    choose; where both are 0 nobody chooses.
    """

    name: str
    what: str
    since: str = ""
    days: int | None = None
    least: int = 0
    most: int = 0
    count: Count | None = None
    prune: Prune | None = None
    how: str = "once a day"

    @property
    def may_be_changed(self) -> bool:
        """Whether the Owner chooses."""
        return self.most > 0

    def words(self, days: int | None) -> str:
        """``90 days after the last message``."""
        if days is None:
            return self.since
        if not days:
            return f"until {self.since}"
        length = "1 day" if days == 1 else f"{days} days"
        return f"{length} after {self.since}"


def rule_of(rows: Callable[[datetime], QuerySet[Any]], **said: Any) -> Rule:
    """A rule that deletes ``rows(before)`` as they are; ``said`` is the rest of it."""
    return Rule(
        count=lambda before: rows(before).count(),
        prune=lambda before, most: delete_some(rows(before), most),
        **said,
    )


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a rule did, or would do."""

    rule: Rule
    count: int
    days: int
    problem: str = ""


@cache
def rules() -> dict[str, Rule]:
    """All rules of all rooms, the highest room first."""
    found: dict[str, Rule] = {}
    for config in reversed(list(apps.get_app_configs())):
        if module_has_submodule(config.module, "retention"):
            found |= {rule.name: rule for rule in import_string(f"{config.name}.retention.RULES")}
    return found


def periods() -> dict[str, int]:
    """What the Owner chose, within the bounds of today's rules."""
    known = rules()
    return {
        row.name: min(max(row.days, known[row.name].least), known[row.name].most)
        for row in RetentionPeriod.objects.all()
        if row.name in known and known[row.name].may_be_changed
    }


def now_in_force() -> dict[str, int | None]:
    """Days of every rule as they are now, by its name."""
    chosen = periods()
    return {name: chosen.get(name, rule.days) for name, rule in rules().items()}


def would_go(now: datetime | None = None) -> list[Pruned]:
    """What a run now would delete."""
    return [
        Pruned(rule, rule.count(before), days)
        for rule, before, days in _due(now)
        if rule.count is not None
    ]


def run(now: datetime | None = None) -> list[Pruned]:
    """Delete what is past its time. A rule that fails keeps no other from being carried out."""
    done = []
    for rule, before, days in _due(now):
        if rule.prune is None:
            continue
        count, problem = 0, ""
        try:
            for _ in range(MOST_BATCHES):
                gone = rule.prune(before, A_BATCH)
                count += gone
                if gone < A_BATCH:
                    break
        except Exception as error:
            # The outermost edge of one rule.
            problem = type(error).__name__
            logger.exception("the rule %s failed", rule.name, extra={"event": "retention_failed"})
        if count:
            logger.info("%s: %d deleted", rule.name, count, extra={"event": "retention"})
        done.append(Pruned(rule, count, days, problem))
    return done


def chore() -> None:
    """Once a day; raises when a rule failed, so that the schedule shows it."""
    try:
        failed = [one.rule.name for one in run() if one.problem]
    finally:
        give_back()
    if failed:
        raise RuntimeError(f"not all rules were carried out: {', '.join(failed)}")


def _due(now: datetime | None) -> list[tuple[Rule, datetime, int]]:
    moment, chosen = now or timezone.now(), periods()
    return [
        (rule, moment - timedelta(days=days), days)
        for rule in rules().values()
        if rule.prune is not None and (days := chosen.get(rule.name, rule.days or 0))
    ]
