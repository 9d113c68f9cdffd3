"""What the owner hears of deletions that were done while nobody waited. Never whose they were."""

from __future__ import annotations

from django.conf import settings

from ops.outbox.enqueue import enqueue
from ops.privacy.erase import Erased, in_lines
from ops.privacy.rows import DataDeed, PendingErasure

KIND = "erasure_done"
#: Who does it themselves has no account here, or none any more.
BY_THEMSELVES = (DataDeed.Via.VISITOR, DataDeed.Via.ACCOUNT)


def done(row: PendingErasure, erased: Erased) -> None:
    """A visitor has deleted their data, or something was left of whoever it was."""
    by_visitor = row.via in BY_THEMSELVES
    if row.is_test or not (by_visitor or erased.proof.found):
        return
    counted = "".join(f"  {line}\n" for line in in_lines(erased.counts)) or "  nothing\n"
    left = "".join(f"  {one}\n" for one in erased.proof.found)
    if row.via == DataDeed.Via.ACCOUNT:
        begin = "Somebody has deleted their account, and with it everything that was kept of them:"
        subject = "A visitor has deleted their account"
    elif by_visitor:
        begin = "Somebody has proved that a mailbox is theirs and had everything about it deleted:"
        subject = "A visitor has deleted their data"
    else:
        begin = "A deletion of somebody's data is done, and something of them was found afterwards:"
        subject = "A deletion is done, and something is left"
    copied = (
        "If you have copied their details into your own mailbox or another tool, delete them there "
        "too."
    )
    todo = f"Still there, for you to look at:\n\n{left}\n" if left else "Nothing is left here. "
    _tell(subject, f"{begin}\n\n{counted}\n{todo}{copied}\n\nWhat was done, and when: {_page()}\n")


def not_done(row: PendingErasure, problem: str) -> None:
    """A deletion that somebody waits for has not been done."""
    if row.is_test:
        return
    _tell(
        "A deletion of somebody's data is not done",
        f"On {row.asked_at:%d %B %Y, %H:%M} UTC somebody's data was to be deleted "
        f"({row.get_via_display()}). {problem}\n\nAll deletions: {_page()}\n",
    )


def _page() -> str:
    return f"{settings.SITE_URL}/{settings.ADMIN_PATH}/ops/datadeed/"


def _tell(subject: str, text: str) -> None:
    if settings.OWNER_EMAIL:
        enqueue(to=settings.OWNER_EMAIL, subject=subject, text=text, kind=KIND)
