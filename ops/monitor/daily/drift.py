"""From records that differ to changes that are told. No clock, no database, no network.

- What could not be looked up is neither changed nor the same.
- Something that differs is believed when it is there at two looks, at least half an hour apart.
- Then it is told once and becomes what is compared with, unless it is dangerous: that stays a
  problem until it is mended, or accepted by hand.
- A record that is looked at for the first time is taken for right; so is a key of DKIM that turns
  up, because the names of keys are guessed.
- An address record that is another each time changes by its nature, and is left alone as long as
  there is one. Any other record that comes and goes is told once, as that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from ops.monitor.daily.meaning import danger, is_alias, meaning, of_dmarc
from ops.monitor.daily.memory import Change, Memory, Pending, Problem, Values
from ops.monitor.daily.seen import DKIM, LEADS, Seen, split

#: How long something has to hold, and at how many looks.
SETTLED, LOOKS = timedelta(minutes=30), 2
#: New values within ``RESTLESS`` after which a record comes and goes.
OFTEN, RESTLESS = 3, timedelta(days=14)
#: Moves of a name's addresses within ``MOVING`` after which they are taken to move by themselves.
MOVES, MOVING = 2, timedelta(days=30)
#: Changes that are kept for the status page.
KEPT = 10


class Drift:
    """One look at the records; ``changes`` and ``mended`` are what there is to tell after it."""

    def __init__(self, memory: Memory, seen: Seen, now: datetime, *, quiet: bool) -> None:
        self.seen, self.now, self.quiet = seen, now, quiet
        self.accepted = dict(memory.accepted)
        self.pending = dict(memory.pending)
        self.restless = dict(memory.restless)
        self.moved = dict(memory.moved)
        self.rotates = set(memory.rotates)
        self.problems = dict(memory.problems)
        self.changes: list[Change] = []
        self.mended: list[Problem] = []
        self._let_go()
        for about, values in seen.records.items():
            self._look(about, values)

    def remembered(self, memory: Memory) -> Memory:
        """The memory with what this look changed of records."""
        return replace(
            memory, accepted=self.accepted, pending=self.pending, restless=self.restless,
            moved=self.moved, rotates=tuple(sorted(self.rotates)), problems=self.problems,
            changes=(*self.changes, *memory.changes)[:KEPT],
        )  # fmt: skip

    def _let_go(self) -> None:
        """Forget records of names that are no longer the site's, and old restlessness."""
        asked = self.seen.records.keys() | self.seen.unknown.keys()
        for about in [*self.accepted, *self.pending]:
            if about not in asked:
                self.accepted.pop(about, None)
                self.pending.pop(about, None)
                self.problems.pop(about, None)
        self.restless = _recent(self.restless, self.now - RESTLESS)
        self.moved = _recent(self.moved, self.now - MOVING)

    def _look(self, about: str, values: Values) -> None:
        before = self.accepted.get(about)
        if before is None:
            self._keep(about, values)
            return
        if self._same(about, before, values):
            self._keep(about, values)
            self.pending.pop(about, None)
            self._mend(about, values)
            return
        known = self.pending.get(about)
        if known and meaning(about, known.values) == meaning(about, values):
            known = replace(known, values=values, looks=known.looks + 1)
        else:
            known = Pending(values=values, since=self.now)
            self.restless[about] = (*self.restless.get(about, ()), self.now)
            if len(self.restless[about]) == OFTEN and self._comes_and_goes(about, before, values):
                return
        self.pending[about] = known
        held = known.looks >= LOOKS and self.now - known.since >= SETTLED
        if held and not self.quiet:
            self._settle(about, before, values)

    def _keep(self, about: str, values: Values) -> None:
        """Take it for right; a key of DKIM that is gone is not asked for again."""
        if values or split(about)[0] != DKIM:
            self.accepted[about] = values
        else:
            self.accepted.pop(about, None)

    def _same(self, about: str, before: Values, values: Values) -> bool:
        if meaning(about, before) == meaning(about, values):
            return True
        plain = split(about)[0] == LEADS and not is_alias(before) and not is_alias(values)
        return bool(plain and before and values and (about in self.rotates or self.seen.pooled))

    def _comes_and_goes(self, about: str, before: Values, values: Values) -> bool:
        """What is done with a record that is another each time; True when that is all."""
        if split(about)[0] == LEADS and values and not is_alias(values) and not is_alias(before):
            self.rotates.add(about)
            self.accepted[about] = values
            self.pending.pop(about, None)
            return True
        if not self.quiet:
            self.changes.append(
                Change(about=about, at=self.now, before=before, after=values, flaps=True)
            )
        return False

    def _settle(self, about: str, before: Values, values: Values) -> None:
        word = danger(about, before, self.seen.records)
        if word:
            known = self.problems.get(about)
            if known is None or known.words != word:
                self.problems[about] = Problem(
                    about=about, since=self.pending[about].since, words=word, before=before,
                    after=values,
                )  # fmt: skip
            return
        repaired = self._mend(about, values)
        self.pending.pop(about)
        self.restless.pop(about, None)
        self._keep(about, values)
        if repaired and "weaker" not in of_dmarc(before, values):
            return
        self.changes.append(
            Change(
                about=about, at=self.now, before=before, after=values,
                rotates=self._moves(about, before, values),
            )
        )  # fmt: skip

    def _moves(self, about: str, before: Values, values: Values) -> bool:
        """Whether a name's addresses have moved so often that they do so by themselves."""
        if split(about)[0] != LEADS or is_alias(before) or is_alias(values):
            return False
        self.moved[about] = (*self.moved.get(about, ()), self.now)
        if len(self.moved[about]) < MOVES:
            return False
        self.rotates.add(about)
        return True

    def _mend(self, about: str, values: Values) -> bool:
        problem = self.problems.pop(about, None)
        if problem and problem.said:
            self.mended.append(replace(problem, after=values))
        return problem is not None


def _recent(
    known: Mapping[str, tuple[datetime, ...]], since: datetime
) -> dict[str, tuple[datetime, ...]]:
    kept = {about: tuple(at for at in times if at > since) for about, times in known.items()}
    return {about: times for about, times in kept.items() if times}


def accept(memory: Memory, seen: Seen) -> Memory:
    """Take what is there now for what should be there, by somebody's word."""
    return replace(
        memory,
        accepted={**memory.accepted, **seen.records},
        pending={about: one for about, one in memory.pending.items() if about in seen.unknown},
        problems={
            about: one
            for about, one in memory.problems.items()
            if not one.is_record or about in seen.unknown
        },
    )
