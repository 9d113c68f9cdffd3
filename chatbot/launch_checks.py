"""Launch checks of the assistant: that it speaks for this business and knows something."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import Error as DatabaseError
from django.utils import timezone

from chatbot import embed_check  # noqa: F401 - registers the check of other websites
from chatbot.models import Business, CrisisLine, KnowledgeEntry
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity, Unknown
from ops.launch.registry import check, gatherer
from ops.launch.world import World

logger = logging.getLogger(__name__)

#: How long a confirmed crisis line is taken to be as it was.
CONFIRMED_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """What the assistant is made of."""

    demo: bool
    named: bool
    entries: int
    demo_entries: int
    reachable: bool
    local: bool
    crisis_lines: int = 0
    crisis_lines_unconfirmed: int = 0
    crisis_lines_old: int = 0


@gatherer("chat", seconds=5, inside=True)
def gather_chat(world: World) -> ChatFacts:
    """From the business profile and the knowledge."""
    business, published = Business.current(), KnowledgeEntry.objects.published()
    return ChatFacts(
        demo=business.is_demo,
        named=business.name != Business._meta.get_field("name").default,
        entries=published.count(),
        demo_entries=published.filter(is_demo=True).count(),
        reachable=bool(business.contact_email or business.contact_phone or business.booking_url),
        local=world.target.is_local,
        crisis_lines=CrisisLine.objects.confirmed().count(),
        crisis_lines_unconfirmed=CrisisLine.objects.filter(confirmed_on__isnull=True).count(),
        crisis_lines_old=CrisisLine.objects.filter(
            confirmed_on__lt=timezone.now().date() - CONFIRMED_FOR
        ).count(),
    )


@check("chat.business", stage=1, needs="chat", essential=True)
def speaks_for_this_business(chat: ChatFacts) -> Iterator[Finding]:
    """The assistant speaks for your business and not for the demo"""
    if chat.demo or chat.demo_entries:
        yield Finding(
            severity=Severity.CLEANUP if chat.local else Severity.BLOCKER,
            subject="demo",
            summary="The demo business is still there.",
            evidence=f"Profile: {'demo' if chat.demo else 'yours'}; "
            f"{chat.demo_entries} of {chat.entries} answers are the demo's.",
            impact="Visitors are told the prices and promises of a business that does not exist.",
            fix="Run: python manage.py remove_demo. Then fill in Your assistant, Business profile "
            "in the admin.",
        )
    elif not chat.named:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="profile",
            summary="The business has no name yet.",
            impact="Visitors read 'Your business' where your name should be.",
            fix="Fill in Your assistant, Business profile in the admin.",
        )
    if not chat.reachable and not chat.demo:
        yield Finding(
            severity=Severity.TRUST,
            subject="contact",
            summary="The business profile names no way to reach a person.",
            impact="Who would rather talk to a person cannot.",
            fix="In Your assistant, Business profile, fill in a contact email, a phone number or "
            "a booking link.",
        )


@check("chat.knowledge", stage=1, needs="chat", essential=True)
def knows_something(chat: ChatFacts) -> Iterator[Finding]:
    """The assistant has something to answer from"""
    if chat.entries == 0:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="knowledge",
            summary="The assistant knows nothing yet.",
            impact="Every question is answered with I don't know.",
            fix="Write the ten questions people ask you most into Your assistant, Knowledge, or "
            "import them: python manage.py import_knowledge FILE (docs/knowledge.md).",
        )
    elif chat.entries < 5:
        yield Finding(
            severity=Severity.TRUST,
            subject="knowledge",
            summary=f"The assistant knows only {chat.entries} answers.",
            impact="Most questions are answered with I don't know.",
            fix="Write the ten questions people ask you most into Your assistant, Knowledge.",
        )


@check("chat.crisis", stage=5, needs="chat")
def somebody_in_danger_is_sent_to_people(chat: ChatFacts) -> Iterator[Finding]:
    """Somebody in danger is given crisis lines you have confirmed

    The reply names the local emergency number in any case. Help lines differ by country and
    change, so none comes with the product: they are yours to choose and to check.
    """
    fix = (
        "In Your assistant, Crisis lines, add the lines of the countries your visitors live in, "
        "each from the line's own page. Check each, and set the day you did."
    )
    if chat.crisis_lines == 0:
        yield Finding(
            severity=Severity.TRUST,
            subject="lines",
            summary="No crisis line has been confirmed."
            if chat.crisis_lines_unconfirmed
            else "There is no crisis line.",
            evidence=f"{chat.crisis_lines_unconfirmed} written down, none confirmed."
            if chat.crisis_lines_unconfirmed
            else "",
            impact="Somebody who writes that they want to die is told to call the local emergency "
            "number and to reach a person, but is given nobody who listens.",
            fix=fix,
        )
    elif chat.crisis_lines_unconfirmed:
        yield Finding(
            severity=Severity.TRUST,
            subject="unconfirmed",
            summary=f"{chat.crisis_lines_unconfirmed} crisis lines are not confirmed.",
            impact="Visitors in danger are not shown them.",
            fix=fix,
        )
    if chat.crisis_lines_old:
        yield Finding(
            severity=Severity.TRUST,
            subject="old",
            summary=f"{chat.crisis_lines_old} crisis lines were confirmed over a year ago.",
            impact="Somebody in danger may call a number that nobody answers.",
            fix="In Your assistant, Crisis lines, check each again, select them and choose I have "
            "checked these today.",
        )


#: How long the evaluations of a launch check may take, in seconds: they need three or four.
EVALS_SECONDS = 75


@dataclass(frozen=True, slots=True)
class FailedCase:
    """One evaluation case that failed: what the visitor wrote and what was wrong."""

    id: str
    title: str
    said: str
    reply: str
    problems: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class EvalFacts:
    """What came of the evaluations. ``unheard`` cases had no result."""

    passed: int
    failed: tuple[FailedCase, ...]
    skipped: int
    unheard: int


@gatherer("evals", seconds=EVALS_SECONDS + 5, inside=True, beyond=True)
def gather_evals(world: World) -> EvalFacts | Unknown | NotApplicable:
    """By the built-in answerer alone, so that a launch check costs nothing."""
    from chatbot.evals import run, scratch
    from chatbot.evals.load import BadCases
    from chatbot.models.evaluation import Outcome

    if not KnowledgeEntry.objects.published().exists():
        return NotApplicable("The assistant knows nothing yet, so there is nothing to try it with.")
    try:
        done = run.run_cases(run.all_cases(), run.chosen([run.BUILTIN]), seconds=EVALS_SECONDS)
    except (BadCases, scratch.Broken, OSError) as error:
        return Unknown(f"The evaluation cases could not be played: {error}")
    try:
        run.keep(done)
    except DatabaseError:
        logger.warning("what came of the evaluations was not stored", exc_info=True)
    return EvalFacts(
        passed=done.summary["passed"],
        failed=tuple(
            FailedCase(
                result.case.id,
                result.case.description,
                result.said,
                result.reply,
                result.problems,
                result.case.id.startswith("own-"),
            )
            for result in done.those(Outcome.FAILED)
        ),
        skipped=done.summary["skipped"],
        unheard=done.summary["unreachable"],
    )


@check("chat.evals", stage=3, needs="evals")
def holds_what_it_is_tried_with(evals: EvalFacts) -> Iterator[Finding]:
    """The assistant passes the evaluation cases

    They try it with orders, tricks with prices, promises and questions no coach may answer, and
    with harmless questions that only look like them; and with your own cases from the admin.
    """
    for case in evals.failed:
        yield Finding(
            severity=Severity.TRUST,
            subject=case.id,
            summary=f"The assistant fails the case: {case.title}",
            evidence=f"A visitor wrote: {case.said[:300]}\nIt answered: {case.reply[:300]}\n"
            f"What was wrong: {'; '.join(case.problems)}.",
            impact="A visitor who writes something like it gets this answer from your site.",
            fix="Look at the case in Your assistant, Evaluation cases. If its expectation is "
            "right, change the entry in Your assistant, Knowledge that was quoted."
            if case.own
            else "Change the entry in Your assistant, Knowledge that was quoted, or add one that "
            "answers this question; then run: python manage.py run_evals.",
        )
    if evals.unheard and not evals.failed:
        raise CannotTell(
            f"{evals.unheard} evaluation cases were not played within {EVALS_SECONDS} s. "
            "Run them by themselves: python manage.py run_evals."
        )
