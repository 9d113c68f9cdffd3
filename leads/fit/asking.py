"""How far the founder's questions are in one conversation: the door for whoever leads it.

The conversation is known by its number only. Every step can be made again for the same message,
with the same result, since a reply may be written twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from leads.fit import rules, score
from leads.fit.rows import FitAnswer, FitAsking, FitQuestion, FitSettings
from leads.sender import today

#: Questions passed over in silence after which no more are asked.
PATIENCE = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Where a conversation stands. ``after`` is the message that brought it there, and ``how``.

    ``question_id`` is a question that was asked and not yet answered.
    """

    question_id: int | None
    after: int | None
    how: str
    is_over: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What comes after an answer: another question, the end, or that it is no fit.

    ``not_fit`` are the founder's words, and ``url`` and ``label`` the link with them.
    """

    question: str = ""
    choices: Sequence[str] = ()
    is_over: bool = False
    is_no_fit: bool = False
    not_fit: str = ""
    url: str = ""
    label: str = ""


def is_on() -> bool:
    """Whether the founder asks anything at all."""
    return FitSettings.objects.filter(pk=1, is_on=True).exists()


def state(conversation_id: str) -> State | None:
    """Where a conversation stands; None where nothing was asked yet."""
    found = FitAsking.objects.filter(conversation_id=conversation_id).first()
    if found is None:
        return None
    return State(
        question_id=None if found.is_over else found.question_id,
        after=found.after,
        how=found.how,
        is_over=found.is_over,
    )


def makes_sense(question_id: int, text: str) -> bool:
    """Whether ``text`` says what the question asks for; one for free words takes any."""
    question = _question(question_id)
    return question is not None and rules.understood(
        question.kind, list(question.rules.all()), text, today()
    )


def takes_any_words(question_id: int) -> bool:
    """Whether the question is answered by whatever somebody writes."""
    question = _question(question_id)
    return question is not None and question.kind == FitQuestion.Kind.TEXT


def again(conversation_id: str) -> Step:
    """What was said with the last step, for a reply that is written once more."""
    found = FitAsking.objects.filter(conversation_id=conversation_id).first()
    return _step(found) if found else Step(is_over=True)


def answer(
    conversation_id: str, question_id: int, text: str, *, seq: int, is_test: bool = False
) -> Step | None:
    """Store an answer to the question that was seen to wait, and say what comes next.

    ``seq`` is the number of the visitor's message; the same again changes nothing. None where
    another message has answered it meanwhile.
    """
    with transaction.atomic():
        asking = _locked(conversation_id)
        if asking is not None and asking.after == seq:
            return _step(asking)
        if asking is None or asking.question_id != question_id:
            return None
        question = _question(question_id)
        if question is None:
            return None
        found = rules.judge(question.kind, list(question.rules.all()), text, today())
        stored, is_new = FitAnswer.objects.get_or_create(
            conversation_id=conversation_id,
            question=question,
            defaults={
                "lead_id": _lead_of(conversation_id),
                "asked": asking.asked,
                "name": question.name,
                "text": text[:2000],
                "value": found.value[:200],
                "points": found.points,
                "out_of": found.out_of,
                "reason": found.reason,
                "rules_out": found.rules_out,
                "is_test": is_test,
            },
        )
        if is_new and stored.lead_id:
            score.renew(stored.lead_id)
        asking.ignored = 0
        return _go_on(asking, seq, "answer")


def skip(conversation_id: str, question_id: int, *, seq: int) -> Step | None:
    """The visitor would rather not answer this one; None as for ``answer``."""
    with transaction.atomic():
        asking = _locked(conversation_id)
        if asking is not None and asking.after == seq:
            return _step(asking)
        if asking is None or asking.question_id != question_id:
            return None
        asking.left = [*asking.left, asking.question_id]
        return _go_on(asking, seq, "skip")


def pass_over(conversation_id: str, question_id: int, *, seq: int) -> None:
    """The visitor talks of something else: the question is let go, and not put again."""
    with transaction.atomic():
        asking = _locked(conversation_id)
        if asking is None or asking.question_id != question_id:
            return
        asking.left = [*asking.left, asking.question_id]
        asking.question, asking.asked, asking.after, asking.how = None, "", seq, "pass"
        asking.ignored += 1
        asking.is_over = asking.is_over or asking.ignored >= PATIENCE
        asking.save()


def stop(conversation_id: str, *, seq: int | None = None) -> None:
    """No more questions here: they said so with message ``seq``, or a person takes over."""
    with transaction.atomic():
        asking, _ = FitAsking.objects.select_for_update().get_or_create(
            conversation_id=conversation_id
        )
        asking.question, asking.asked, asking.is_over = None, "", True
        if seq is not None:
            asking.after, asking.how = seq, "stop"
        asking.save()


def begin(conversation_id: str, *, seq: int) -> Step:
    """The next question, to be put with the reply to message ``seq``; over where there is none."""
    with transaction.atomic():
        asking, _ = FitAsking.objects.select_for_update().get_or_create(
            conversation_id=conversation_id
        )
        if asking.is_over or asking.after == seq or asking.question_id is not None:
            return _step(asking) if asking.after == seq else Step(is_over=asking.is_over)
        return _go_on(asking, seq, "begin")


def no_fit(conversation_id: str) -> Step | None:
    """What stands in the place of a call for somebody who is not a fit; None for everybody else."""
    found = FitAsking.objects.filter(conversation_id=conversation_id, is_no_fit=True).first()
    return _step(found) if found else None


def forget(conversation_id: str) -> int:
    """The conversation is deleted: what was answered in it goes, unless it is a lead's by now."""
    FitAsking.objects.filter(conversation_id=conversation_id).delete()
    return FitAnswer.objects.filter(conversation_id=conversation_id, lead=None).delete()[0]


def _go_on(asking: FitAsking, seq: int, how: str) -> Step:
    """Put the next question, or end; ``asking`` is locked."""
    given = list(FitAnswer.objects.filter(conversation_id=asking.conversation_id))
    questions = list(FitQuestion.objects.filter(is_used=True))
    known = {answer.question_id for answer in given}
    ahead = [q for q in questions if q.pk not in known and q.pk not in asking.left]
    asking.after, asking.how = seq, how
    asking.is_no_fit = _is_no_fit(given, questions)
    following = None if asking.is_no_fit else next(iter(ahead), None)
    asking.question, asking.is_over = following, following is None
    asking.asked = following.text if following else ""
    asking.save()
    return _step(asking)


def _is_no_fit(given: Sequence[FitAnswer], questions: Sequence[FitQuestion]) -> bool:
    if any(answer.rules_out for answer in given):
        return True
    enough = FitSettings.current().enough
    known = {answer.question_id for answer in given}
    if not enough or not given or any(question.pk not in known for question in questions):
        return False
    return score.of(given).points < enough


def _step(asking: FitAsking) -> Step:
    """Where an asking stands."""
    if asking.is_no_fit:
        words = FitSettings.current()
        return Step(
            is_over=True, is_no_fit=True, not_fit=words.not_fit_words.strip(),
            url=words.not_fit_url, label=words.not_fit_label,
        )  # fmt: skip
    question = _question(asking.question_id)
    if question is None or asking.is_over:
        return Step(is_over=True)
    choices = [rule.label for rule in question.rules.all() if rule.label]
    return Step(question=asking.asked, choices=choices)


def _lead_of(conversation_id: str) -> object:
    """Whoever left an address in this conversation last."""
    from leads.models import Enquiry

    found = Enquiry.objects.filter(conversation_id=conversation_id).order_by("-created_at")
    return found.values_list("lead_id", flat=True).first()


def _locked(conversation_id: str) -> FitAsking | None:
    return FitAsking.objects.select_for_update().filter(conversation_id=conversation_id).first()


def _question(pk: int | None) -> FitQuestion | None:
    if pk is None:
        return None
    return FitQuestion.objects.filter(pk=pk).prefetch_related("rules").first()
