"""Dangers that ``launch.toml`` accepts: for migrations of libraries, which nobody can mark."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from ops.launch import registry
from ops.launch.acceptance import FILE, BadAcceptances
from ops.launch.acceptance import read as read_file
from ops.releases.problems import ReleaseFailed
from ops.releases.safety.judging import Verdict


def accept_listed(verdict: Verdict) -> Verdict:
    """The verdict with the reasons that the file gives; raises ``ReleaseFailed``."""
    if not verdict.stopping:
        return verdict
    try:
        entries = read_file(settings.BASE_DIR / FILE, [check.id for check in registry.all_checks()])
    except BadAcceptances as error:
        raise ReleaseFailed(str(error)) from error
    reasons = {
        (entry.id, entry.subject): entry.reason
        for entry in entries
        if entry.subject and entry.holds(timezone.localdate())
    }
    return replace(
        verdict,
        dangers=tuple(
            danger if danger.accepted
            else replace(danger, accepted=reasons.get((danger.rule.check, danger.migration), ""))
            for danger in verdict.dangers
        ),
    )  # fmt: skip
