"""Why a release stopped."""

from __future__ import annotations


class ReleaseFailed(Exception):
    """``problem`` says what is wrong and what to change. ``findings``: the code itself is at fault,
    not the run.
    """

    def __init__(self, problem: str, *, findings: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.findings = findings
