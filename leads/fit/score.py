"""How well somebody fits, from what they answered: points, and the reasons in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from leads.fit.rows import FitAnswer


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """``out_of`` is what the best answers to the same questions would have been worth."""

    points: int
    out_of: int
    reasons: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``8 of 10: budget fits, starts in time``."""
        words = [*(f"not a fit: {name}" for name in self.ruled_out), *self.reasons]
        count = f"{self.points} of {self.out_of}" if self.out_of else ""
        return ": ".join(part for part in (count, ", ".join(words)) if part)


def of(answers: Iterable[FitAnswer]) -> Score:
    """The score of some answers."""
    rows = list(answers)
    return Score(
        points=sum(row.points for row in rows),
        out_of=sum(row.out_of for row in rows),
        reasons=tuple(row.reason for row in rows if row.reason and not row.rules_out),
        ruled_out=tuple(row.reason or row.name for row in rows if row.rules_out),
    )


def renew(lead_id: uuid.UUID) -> None:
    """Write the sum on the lead, where lists read it."""
    from leads.models import Lead

    rows = list(FitAnswer.objects.filter(lead=lead_id))
    found = of(rows)
    Lead.objects.filter(pk=lead_id).update(
        fit_points=min(found.points, 32767) if rows else None,
        fit_out_of=min(found.out_of, 32767) if rows else None,
    )
