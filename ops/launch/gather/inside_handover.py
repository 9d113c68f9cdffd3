"""Whether somebody else could run the site: the last handover document, and who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ops.handover import marks
from ops.handover.rows import Handover, HandoverAnswers
from ops.launch import dns_hosts
from ops.launch.gather.inside import facts_here
from ops.launch.gather.inside_database import patient
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverFacts:
    """``written`` is None where no document was ever written. ``then`` and ``at_present`` are its
    marks (``ops.handover.marks``); ``answers`` the questionnaire's."""

    now: datetime
    local: bool
    written: datetime | None
    owner_email: str
    open_questions: int = 0
    then: Mapping[str, Any] = field(default_factory=dict)
    at_present: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@gatherer("handover", seconds=8, inside=True)
def gather_handover(world: World) -> HandoverFacts:
    """From the tables, the settings, and the domain's name servers."""
    with patient(connection.vendor):
        last = Handover.objects.defer("document").first()
        answers = HandoverAnswers.known()
    return HandoverFacts(
        now=timezone.now(),
        local=world.target.is_local,
        written=last.written_at if last else None,
        owner_email=settings.OWNER_EMAIL,
        open_questions=last.open_questions if last else 0,
        then=last.marks if last else {},
        at_present={**marks.of_settings(facts_here()), "dns_host": _dns_host(world)},
        answers=answers,
    )


def _dns_host(world: World) -> str:
    """By the name servers; "" where they are nobody we know or did not answer."""
    if not world.target.domain:
        return ""
    host = dns_hosts.by_servers(world.ask(world.target.domain, "NS").values)
    return "" if host is dns_hosts.ANY else host.name
