"""Facts and answers in, the document out. Pure: the same in gives the same out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ops.handover.document import Block, Document, Section, jump, text
from ops.handover.facts import Facts
from ops.handover.notes import Notes
from ops.handover.parts import domain, email, findings, people, shipping, variables, watching

Part = Callable[[Notes], Iterator[Block]]

#: The sections in their order. What is wanted at night comes before what is read once.
PARTS: tuple[tuple[str, Part], ...] = (
    (people.TITLE, people.blocks),
    (shipping.ROLLBACK, shipping.rollback),
    (shipping.FAILED, shipping.failed),
    (watching.CERTIFICATE, watching.certificate),
    (variables.EMAIL_KEY, variables.email_key),
    (shipping.REDEPLOY, shipping.redeploy),
    (watching.UPTIME, watching.uptime),
    (watching.BREAKS, watching.breaks),
    (watching.BACKUPS, watching.backups),
    (domain.DOMAIN, domain.blocks),
    (domain.RECORDS, domain.records),
    (email.TITLE, email.blocks),
    (watching.CLOUDFLARE, watching.cloudflare),
    (variables.TITLE, variables.blocks),
    (findings.TITLE, findings.blocks),
)


def compose(facts: Facts, answers: Mapping[str, str]) -> Document:
    """The document; ``answers`` are those of the questionnaire, cleaned."""
    notes = Notes(facts=facts, answers=answers)
    sections = tuple(Section(title=title, blocks=tuple(part(notes))) for title, part in PARTS)
    return Document(
        site=notes.host,
        written_at=facts.now,
        release=facts.release,
        intro=(
            text(
                "Everything somebody needs who has to run this site and was not there when it was "
                "made. It was written from what the domain, the deployment and its owner said at "
                "that moment. No password or key is in it. Commands that begin with `python "
                f"manage.py` are typed at: {notes.place.terminal}."
            ),
            text("Something is wrong right now? Go to:"),
            jump(watching.BREAKS, shipping.ROLLBACK, shipping.FAILED, watching.CERTIFICATE,
                 variables.EMAIL_KEY, watching.BACKUPS),
            text("To understand the rest:"),
            jump(*(title for title, _ in PARTS if title not in (
                watching.BREAKS, shipping.ROLLBACK, shipping.FAILED, watching.CERTIFICATE,
                variables.EMAIL_KEY, watching.BACKUPS))),
        ),
        open=tuple(notes.open),
        sections=sections,
    )  # fmt: skip
