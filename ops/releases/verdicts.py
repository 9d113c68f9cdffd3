"""What can be said of one migration that the old code does not know."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """What reversing it means."""

    FINE = "fine"
    LOSES = "loses data"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Loss:
    """What reversing deletes. ``column`` is "" for a whole table; ``rows`` is how many hold
    something there, None where that could not be counted.
    """

    table: str
    column: str
    rows: int | None

    @property
    def words(self) -> str:
        """For a person."""
        what = (
            f"the column {self.table}.{self.column}" if self.column else f"the table {self.table}"
        )
        if self.rows is None:
            return f"{what} (how many rows hold something could not be counted)"
        if not self.rows:
            return f"{what} (nothing is in it)"
        hold = "row holds" if self.rows == 1 else "rows hold"
        return f"{what} ({self.rows} {hold} something)"


@dataclass(slots=True)
class Verdict:
    """One migration. ``obstacles`` is why it cannot be reversed, ``losses`` what that deletes,
    ``breaks`` what the old code would stumble over while the schema is kept, ``remarks`` the rest.
    ``unread`` is one that this code does not have, ``lacking`` one that the database has not.
    """

    app: str
    name: str
    obstacles: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unread: bool = False
    lacking: bool = False

    @property
    def label(self) -> str:
        """``leads.0004_source``."""
        return f"{self.app}.{self.name}"

    @property
    def way(self) -> Way:
        """An empty table or column is no loss."""
        if self.obstacles:
            return Way.IMPOSSIBLE
        lost = any(loss.rows is None or loss.rows for loss in self.losses)
        return Way.LOSES if lost else Way.FINE

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "migration": self.label,
            "reversal": self.way.name.lower(),
            "obstacles": self.obstacles,
            "losses": [
                {"table": loss.table, "column": loss.column, "rows": loss.rows}
                for loss in self.losses
            ],
            "breaks_old_code": self.breaks,
            "remarks": self.remarks,
        }
