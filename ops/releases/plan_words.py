"""A plan as a person reads it, at night and in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.report.wording import moment
from ops.releases.plan import Plan
from ops.releases.verdicts import Verdict, Way


def in_words(plan: Plan) -> str:
    """The whole plan."""
    return "\n".join(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    target = plan.target
    commit = f", commit {target.commit[:12]}" if target.commit else ""
    yield f"Back from release {plan.current.version} to {target.version}"
    yield f"(released {moment(target.started_at)}{commit})"
    yield ""
    if not plan.told:
        yield f"{target.version} was recorded without its migrations, so what it makes of today's"
        yield "tables is not known. Name another release, or look at its code."
        return
    if not plan.migrations:
        yield "The tables are those that release knows. Only the code goes back."
        return
    number = len(plan.migrations)
    some = f"{number} migration{'s' * (number > 1)}"
    if any(one.lacking for one in plan.migrations):
        yield f"It and the database do not agree on {some}:"
    else:
        yield f"It does not know {some} that the database has:"
    for one in plan.migrations:
        yield f"  {one.label}"
        yield from (f"      {line}" for line in _of(one))
    yield ""
    yield from _keeping(plan)
    yield ""
    yield from _reversing(plan)


def _of(one: Verdict) -> Iterator[str]:
    if one.unread:
        yield "This code does not have it. Ask the newer release's code, which does."
        return
    for words in one.breaks:
        yield f"The old code would fail: {words}."
    if one.lacking:
        return
    match one.way:
        case Way.IMPOSSIBLE:
            yield f"Cannot be reversed: {'; '.join(one.obstacles)}."
        case Way.LOSES:
            lost = [loss.words for loss in one.losses if loss.rows != 0]
            yield f"Reversing it deletes {'; '.join(lost)}."
        case Way.FINE:
            empty = ": what it has added is empty" if one.losses else ""
            yield f"Can be reversed and loses nothing{empty}."
    for words in one.remarks:
        yield f"Note: {words}."


def _keeping(plan: Plan) -> Iterator[str]:
    match plan.keeps:
        case True:
            yield "Keeping the tables as they are: fine. The old code runs on them, and nothing is"
            yield "lost. This is what bin/rollback does unless you ask for more."
        case False:
            yield "Keeping the tables as they are: not possible, see above."
        case None:
            yield "Keeping the tables as they are: not known, see above."


def _reversing(plan: Plan) -> Iterator[str]:
    match plan.way:
        case Way.FINE:
            yield "Reversing them (--with-schema): possible, loses nothing."
        case Way.LOSES:
            yield "Reversing them (--with-schema): deletes what is named above, for good. It wants"
            yield f"--accept-data-loss {plan.current.version}"
        case Way.IMPOSSIBLE:
            yield "Reversing them (--with-schema): not possible, see above."
