"""THE flow of a release: check, wait for our turn, judge, bring the tables up, warm up, write down.

Until it has ended well the platform keeps the old code in service. So every step may fail or be
killed: what it leaves is a schema that the old code runs on, and a row that says where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from django.core import checks
from django.db import DatabaseError, connection

from ops.releases import record, warming
from ops.releases.accepting import accept_listed
from ops.releases.bring_up import bring_up
from ops.releases.pending import Pending, pending
from ops.releases.problems import ReleaseFailed
from ops.releases.rows import Release
from ops.releases.safety.findings import Danger
from ops.releases.turn import our_turn

#: Each step's name, in words that a log line can carry.
CHECK, TURN, SAFETY, TABLES, WARM, RECORD = STEPS = (
    "settings", "waiting for another release", "migration safety", "migrations", "warm-up",
    "record",
)  # fmt: skip


@dataclass(slots=True)
class Progress:
    """How far it is. ``say`` is where words go."""

    say: Callable[[str], None]
    who: str = ""
    step: str = ""
    release: Release | None = None
    dangers: list[Danger] = field(default_factory=list)

    def begin(self, step: str) -> None:
        """The next step."""
        self.step = step
        # Written down first: what was said and is killed is found where it was said to be.
        record.at(self.release, step)
        self.say(f"release: {STEPS.index(step) + 1} of {len(STEPS)}, {step}")


def go_out(*, say: Callable[[str], None], wait: float, who: str = "") -> Release:
    """Bring this code out; raises ``ReleaseFailed``, which is written down first."""
    progress = Progress(say, who)
    try:
        return _steps(progress, wait)
    except ReleaseFailed as error:
        with suppress(DatabaseError):  # What cannot be written down must not hide why.
            record.failed(progress.release, progress.step, error.problem, who=who)
        raise ReleaseFailed(f"{progress.step}: {error.problem}", findings=error.findings) from error


def _steps(progress: Progress, wait: float) -> Release:
    progress.begin(CHECK)
    _check_settings()
    _reach_database()
    progress.begin(TURN)
    with our_turn(wait, progress.say):
        if record.can_be_written():
            progress.release = record.begin(who=progress.who)
        progress.begin(SAFETY)
        waiting = _judge(progress)
        progress.begin(TABLES)
        if waiting.plan:
            bring_up(waiting, progress.say)
        else:
            progress.say("  nothing to change")
        release = progress.release = progress.release or record.begin(who=progress.who)
        progress.begin(WARM)
        _warm_up(progress.say)
        progress.begin(RECORD)
        record.done(release)
        return release


def _check_settings() -> None:
    """What ``check --deploy`` says, without what is only advice."""
    wrong = [
        one
        for one in checks.run_checks(include_deployment_checks=True)
        if one.is_serious(checks.ERROR) and not one.is_silenced()
    ]
    if wrong:
        said = dict.fromkeys(f"{one.msg} {one.hint or ''}".strip() for one in wrong)
        raise ReleaseFailed("\n  ".join(said), findings=True)


def _reach_database() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        said = (str(error).strip().splitlines() or [""])[0]
        raise ReleaseFailed(
            f"The database cannot be reached: {said}. Look at DATABASE_URL and at whether the "
            "database is running."
        ) from error


def _judge(progress: Progress) -> Pending:
    waiting = pending()
    if waiting.unknown:
        names = ", ".join(f"{app}.{name}" for app, name in waiting.unknown)
        progress.say(f"  applied by a newer release and left alone: {names}")
    verdict = accept_listed(waiting.judge())
    progress.dangers = list(verdict.dangers)
    for danger in verdict.dangers:
        if danger.accepted:
            progress.say(f"  accepted, {danger.migration}: {danger.what} ({danger.accepted})")
        elif danger.remark:
            progress.say(f"  {danger.migration}: {danger.what}")
    if verdict.stopping:
        raise ReleaseFailed(_refusal(verdict.stopping), findings=True)
    return waiting


def _refusal(stopping: tuple[Danger, ...]) -> str:
    one = stopping[0]
    more = f" ({len(stopping) - 1} more)" if len(stopping) > 1 else ""
    return (
        f"{one.migration} would hurt visitors: {one.what}.{more} {one.rule.fix} "
        f"How: {one.rule.anchor}. All of them: python manage.py check_migrations"
    )


def _warm_up(say: Callable[[str], None]) -> None:
    for name, work in warming.works().items():
        try:
            work()
        except Exception as error:  # Anybody's work; whatever it raises, a visitor would have met.
            raise ReleaseFailed(
                f"{name} does not work with this code: {error or type(error).__name__}"
            ) from error
        say(f"  {name} works")
