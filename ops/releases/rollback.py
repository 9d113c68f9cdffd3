"""THE flow of a rollback: refuse or agree, back up, bring the old code back, reverse the tables.

The order follows from one rule: code must never meet tables it cannot use. The old code runs on the
newer tables (a release proves that before it goes out), the newer code does not run on the older
ones. So the old code comes first, and only when nothing else serves are tables reversed, by the
newer release's code, which is the one that runs this. Where the old code cannot run on the newer
tables there is no such order, and the site has to be closed meanwhile.

Nothing here remembers how far it came. Every step looks at what is, so after a kill the same
command is run again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ops.backups.make import make_backup
from ops.backups.places import place_of
from ops.backups.problems import BackupFailed
from ops.launch.deployment import on_platform
from ops.releases.plan import Plan
from ops.releases.platforms.base import Platform, Say
from ops.releases.reverse import reverse
from ops.releases.rows import Release
from ops.releases.verdicts import Way


class RollbackRefused(Exception):
    """It is not done, and nothing was changed. The message says why and what there is instead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody asked for. ``accepted`` is the word after --accept-data-loss."""

    with_schema: bool = False
    accepted: str = ""
    backup: bool = True


@dataclass(slots=True)
class Rollback:
    """One rollback, from its preparation on."""

    plan: Plan
    platform: Platform
    wish: Wish
    steps: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        """Refuse, or work out the steps; changes nothing."""
        refuse(self.plan, self.wish)
        bring_back = self.platform.prepare(self.plan.target)
        self.warnings = self.platform.warnings()
        if self.wish.backup:
            self.steps.append("make a backup")
        self.steps += bring_back
        if self.wish.with_schema and self.plan.migrations:
            _refuse_inside_render()
            number = len(self.plan.migrations)
            self.steps.append(
                f"reverse {number} migration{'s' * (number > 1)} with the newer release's code"
            )
        if self.plan.keeps is False and not self.platform.closed():
            raise RollbackRefused(
                f"Release {self.plan.target.version} cannot run on today's tables, so between the "
                "code and the tables visitors would meet errors. Close the site first: "
                f"{self.platform.closing}. Then run this again, and open it afterwards."
            )

    def carry_out(self, say: Say) -> None:
        """All of it; raises what the steps raise, each of which says how to go on."""
        say("Stopped half-way? Run the same command again: every step looks at what is done.")
        if self.wish.backup:
            self._backup(say)
        row = _begun(self.plan.target)
        _at(row, "code")
        say("Bringing the old code back")
        self.platform.bring_back(say)
        if self.wish.with_schema and self.plan.migrations:
            _at(row, "tables")
            say("Reversing migrations")
            known = self.plan.target.known.items()
            reverse({(app, name) for app, names in known for name in names}, say)
        _done(row)

    def _backup(self, say: Say) -> None:
        say("Making a backup")
        name = self.platform.backup(say)
        if name:
            say(f"  {self.platform.name} has made {name}")
            return
        here, _ = on_platform(os.environ)
        if here in ("heroku", "render") and not settings.BACKUP_URL:
            raise BackupFailed(
                "There is nowhere to put a backup: the platform makes none of this database, and "
                "this machine forgets its files. Set BACKUP_URL (docs/backups.md), or, since the "
                "tables are kept, add --no-backup."
            )
        place = place_of()
        made = make_backup(
            place=place, keep=settings.BACKUP_KEEP, say=lambda text: say(f"  {text}"),
            reason=f"before going back to {self.plan.target.version}",
        )  # fmt: skip
        say(f"  {made.name} is in {place.words}")


def refuse(plan: Plan, wish: Wish) -> None:
    """What a plan alone forbids; raises ``RollbackRefused``."""
    target, newer = plan.target.version, plan.current.version
    if not wish.with_schema:
        if plan.keeps is False:
            way = {
                Way.FINE: "Add --with-schema to reverse the tables as well, which loses nothing.",
                Way.LOSES: "Add --with-schema to reverse the tables as well; the plan says what "
                "that deletes.",
                Way.IMPOSSIBLE: "The tables cannot be reversed either. Mend the newer code and "
                "release it, or restore a backup (docs/backups.md).",
            }[plan.way]
            raise RollbackRefused(
                f"Release {target} cannot run on today's tables: {'; '.join(plan.breaks)}. {way}"
            )
        if plan.keeps is None:
            raise RollbackRefused(
                f"Whether release {target} runs on today's tables is not known, see the plan. Run "
                f"this with the code of the newest release."
            )
        return
    if not wish.backup:
        raise RollbackRefused("--no-backup goes only with kept tables; leave out one of the two.")
    if plan.way is Way.IMPOSSIBLE:
        why = [
            f"{one.label}: {'; '.join(one.obstacles)}" for one in plan.migrations if one.obstacles
        ]
        keep = (
            "Leave --with-schema out: the old code runs on the tables as they are."
            if (plan.keeps)
            else "Mend the newer code and release it, or restore a backup (docs/backups.md)."
        )
        raise RollbackRefused(f"The tables cannot be reversed. {'. '.join(why)}. {keep}")
    if plan.way is Way.LOSES and wish.accepted != newer:
        lost = [loss.words for one in plan.migrations for loss in one.losses if loss.rows != 0]
        raise RollbackRefused(
            f"Reversing the tables deletes {'; '.join(lost)}. If that is what you want, add "
            f"--accept-data-loss {newer}"
            + (f" (not {wish.accepted})." if wish.accepted else ".")
            + (" Without --with-schema nothing is deleted." if plan.keeps else "")
        )


def _refuse_inside_render() -> None:
    if os.environ.get("RENDER"):
        raise RollbackRefused(
            "Render ends this shell when the old code takes over, before the tables are reversed. "
            "Run it on your own computer, in the code of the newer release, with DATABASE_URL set "
            "to the database's External Database URL and with SITE_URL."
        )


def _begun(target: Release) -> Release | None:
    """A row for it, where the list of releases can be written."""
    row = Release(
        version=target.version, commit=target.commit, kind=Release.Kind.ROLLBACK,
        platform=on_platform(os.environ)[0], known=target.known, step="backup",
    )  # fmt: skip
    with suppress(DatabaseError):
        Release.objects.filter(kind=row.kind, result=Release.Result.STARTED).update(
            result=Release.Result.FAILED,
            problem="It was stopped before it ended, and begun again.",
            finished_at=timezone.now(),
        )
        row.save()
        return row
    return None


def _at(row: Release | None, step: str) -> None:
    if row is not None:
        row.step = step
        with suppress(DatabaseError):
            row.save(update_fields=["step"])


def _done(row: Release | None) -> None:
    """Reversing may have taken the list of releases away; then there is nothing to write."""
    if row is None:
        return
    with suppress(DatabaseError):
        schema: dict[str, list[str]] = {}
        for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
            schema.setdefault(app, []).append(name)
        row.schema, row.result, row.step = schema, Release.Result.DONE, ""
        row.finished_at = timezone.now()
        row.save()
