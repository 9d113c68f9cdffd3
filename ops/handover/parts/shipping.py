"""A new version, the way back, and what to do when a deploy fails."""

from __future__ import annotations

from collections.abc import Iterator

from ops.handover.document import Block, heading, said, steps, text
from ops.handover.notes import Notes, app
from ops.launch.report.wording import moment

REDEPLOY, ROLLBACK, FAILED = "Bring out a new version", "Roll back", "A deploy failed"


def redeploy(notes: Notes) -> Iterator[Block]:
    """On this platform."""
    place = notes.place
    if not notes.facts.platform and not notes.facts.inside:
        notes.ask("On which platform does the app run?")
    yield text(f"The app runs on {place.name} (sign in at {place.sign_in}).")
    last = notes.facts.last_release
    if last:
        yield text(f"What went out last: release `{said(last[0])}`, {moment(last[1])}.")
    yield steps(*(app(one, notes) for one in place.redeploy))
    yield text(
        "Before the new version takes visitors, `bin/release` looks at the settings, brings the "
        "tables up and tries the new code. If it stops, the old version goes on serving."
    )


def rollback(notes: Notes) -> Iterator[Block]:
    """On this platform: the quick way and the careful one."""
    place, before = notes.place, notes.facts.before_that
    yield text(
        "When the new version hurts visitors, go back first and look for the reason afterwards. "
        "The tables stay as they are: the older code runs on them, and every lead is kept."
    )
    if before:
        yield text(f"The version before this one: `{said(before[0])}`, {moment(before[1])}.")
    elif notes.facts.inside:
        yield text(
            "No earlier release is recorded here, so there is none to go back to by name yet; the "
            "platform's own list of deploys may hold one."
        )
    if place.button:
        yield heading("Without a terminal, in two minutes")
        yield steps(*(app(one, notes) for one in place.button))
        yield text("This way makes no backup and does not look at the tables.")
    yield heading("With a terminal, after a backup")
    yield steps(*(app(one, notes) for one in place.rollback))
    yield text(
        "If it stops half-way, type the same again. Exit code 1 means that it refuses and says why."
    )
    yield heading("Afterwards")
    yield steps(
        f"Open {notes.facts.target.url.rstrip('/')}/healthz: `version` should be the older one.",
        f"Type at {place.terminal}: `python manage.py smoke_test`",
        *(app(one, notes) for one in place.afterwards),
    )
    yield text(
        "No rollback brings back rows that a release deleted (that is what a backup is for), or "
        "emails that have left."
    )


def failed(notes: Notes) -> Iterator[Block]:
    """From the first look to the end."""
    place = notes.place
    yield text(
        "You notice by an email of the platform, or because a change does not appear. The site "
        "itself goes on with the old version: there is no hurry."
    )
    yield steps(
        f"Open {notes.facts.target.url} and ask the chat something. If that works, visitors notice "
        "nothing. If it does not, go to the section Roll back first.",
        f"Read the log of the failed deploy: {app(place.failed_log, notes)}. Look at its last "
        "twenty lines.",
        "`the environment needs …` and a name: that variable is missing or wrong. Set it as the "
        f"line says, at: {place.variables}",
        "`hashes … do not match`, or another error while it builds: the last change of the code "
        "caused it. Undo that change at GitHub (open the commit, Revert).",
        "A line that begins with `release:` names the step that stopped. `settings`: a variable, "
        "as above. `migration safety` or `migrations`: a change of the tables that would hurt; "
        "undo the change of the code, or ask whoever wrote it. `waiting`: another release runs; "
        "wait ten minutes and deploy again.",
        f"Nothing of the kind, or the platform says that it has trouble: look at {place.status} "
        "and deploy again when it is over.",
        f"Deploy again: {app(place.failed_button, notes)}.",
        f"When it is out, type at {place.terminal}: `python manage.py smoke_test`",
    )
