"""The flow: ask the world, compose, seal, keep. The command and the admin both come this way."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, transaction

from ops.database import give_back
from ops.handover import marks
from ops.handover.compose import compose
from ops.handover.document import Document
from ops.handover.gathering import gather
from ops.handover.notes import Notes
from ops.handover.parts.people import dns_host_name
from ops.handover.rows import Handover, HandoverAnswers
from ops.handover.sealing import sealed
from ops.launch.report.harmless import harmless_data, one_line
from ops.launch.world import World

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A document, how many secrets were taken out of it, and whether it was kept."""

    document: Document
    removed: int
    kept: Handover | None


def write(*, world: World, answers: Mapping[str, str], written_by: str = "") -> Written:
    """The document of a world's target; raises ``Leaks``.

    One about this deployment is kept in the database; where that cannot be used the document is
    made all the same.
    """
    facts = gather(world)
    document, removed = sealed(compose(facts, answers), settings.ENVIRONMENT)
    kept = None
    if facts.inside:
        notes = Notes(facts=facts, answers=answers)
        marked = marks.of_settings(notes.settings) if notes.settings else {}
        marked["dns_host"] = dns_host_name(notes)
        kept = _keep(document, marked, written_by)
    return Written(document=document, removed=removed, kept=kept)


def _keep(document: Document, marked: dict[str, object], written_by: str) -> Handover | None:
    try:
        with transaction.atomic():
            row = Handover.objects.create(
                written_at=document.written_at,
                site=one_line(document.site)[:300],
                release=one_line(document.release)[:100],
                open_questions=min(len(document.open), 32_000),
                marks=harmless_data(marked),
                document=harmless_data(document.as_json()),
                written_by=one_line(written_by)[:150],
            )
            Handover.objects.prune()
            return row
    except DatabaseError:
        logger.debug("the handover document was not kept", exc_info=True)
        give_back()
        return None


def known_answers() -> dict[str, str]:
    """The answers that are kept; none where the database cannot be used."""
    try:
        return HandoverAnswers.known()
    except DatabaseError:
        give_back()
        return {}
