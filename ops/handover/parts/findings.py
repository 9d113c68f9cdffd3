"""What the last launch check still wants done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ops.handover.document import Block, heading, said, table, text
from ops.handover.notes import Notes
from ops.launch.findings import Severity
from ops.launch.report.blocks import blocks as cut
from ops.launch.report.wording import RANK_TITLES, moment

TITLE = "Open findings of the last launch check"
#: Findings that are written out.
MOST = 40
#: Of a finding about this very document nobody is told in it.
OWN = ("monitoring.handover",)


def blocks(notes: Notes) -> Iterator[Block]:
    """Worst first; how to mend each is in the report itself, and its first words are here."""
    last = notes.facts.last_check
    if last is None:
        yield text(
            "None is known: no launch check of this address is kept. "
            "`python manage.py launch_check` runs it and says for each finding what to do."
        )
        notes.ask("Is the site in order? No launch check is kept; run one.")
        return
    found = [one for one in last.findings if one[3] not in OWN]
    yield text(
        f"From {moment(last.at)}, {len(found)} in number. `python manage.py launch_check` runs it "
        "again, and says of each what was seen and the exact words to type."
    )
    if not found:
        yield text("Nothing was open.")
    for severity, group in groupby(found[:MOST], key=lambda one: one[0]):
        rank = Severity(severity) if severity in list(Severity) else None
        yield heading(RANK_TITLES[rank] if rank else said(severity))
        yield table(
            "what", "first step", "check",
            rows=[(said(summary), _first(fix), f"`{said(id)}`") for _, summary, fix, id in group],
        )  # fmt: skip
    if len(found) > MOST:
        yield text(f"And {len(found) - MOST} more.")


def _first(fix: str) -> str:
    """The first words of what to do, without the lines to copy."""
    words = next((" ".join(b.lines) for b in cut(fix) if not b.typed), "")
    return said(words, longest=300)
