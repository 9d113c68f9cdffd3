"""What a rollback asks of a platform, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ops.releases.rows import Release

Say = Callable[[str], None]


class PlatformFailed(Exception):
    """The platform did not do it; the message says why and what to change, without the key."""


class ByHand(Exception):
    """The code has to be brought back by a person; the message is what to type."""


class Platform(Protocol):
    """``prepare`` is called first and changes nothing. Every act may be done twice."""

    name: str
    #: How a person closes the site there.
    closing: str

    def prepare(self, target: Release) -> list[str]:
        """Find the release there and say what would be done; raises ``PlatformFailed``."""

    def warnings(self) -> list[str]:
        """What a person should know before."""

    def backup(self, say: Say) -> str:
        """The platform's own backup, by its name there; "" where it has none."""

    def bring_back(self, say: Say) -> None:
        """Bring the old code back and wait until only it serves; may raise ``ByHand``."""

    def closed(self) -> bool:
        """Whether visitors are kept out."""


def matches(target: Release, commit: str) -> bool:
    """Whether a platform's build is of that release's commit."""
    if not commit:
        return False
    if target.commit:
        short = min(len(target.commit), len(commit))
        return short >= 7 and target.commit[:short] == commit[:short]
    return len(target.version) >= 7 and commit.startswith(target.version)
