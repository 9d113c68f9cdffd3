"""Which of many questions ask the same, worked out beforehand: that of thousands takes seconds.

Kept are numbers of messages and nothing of what was said. A number whose message is gone or dealt
with counts for nothing, and a question that came since stands for itself or among the new ones
until the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from chatbot.models import DrawnQuestions
from chatbot.unanswered.alike import drawn_together
from chatbot.unanswered.question import Asked, Group

#: So many are drawn together while a page waits for it.
AT_ONCE = 200


def drawn(asked: Sequence[Asked]) -> list[Group]:
    """Groups of questions that ask the same, the questions of each from the oldest on."""
    if len(asked) <= AT_ONCE:
        return drawn_together(_with_words(asked))
    places = {
        number: place
        for place, numbers in enumerate(DrawnQuestions.groups_kept())
        for number in numbers
    }
    known: defaultdict[int, Group] = defaultdict(Group)
    new: list[Asked] = []
    for question in asked:
        if question.seq in places:
            known[places[question.seq]].questions.append(question)
        else:
            new.append(question)
    new = _with_words(new)
    older, newest = new[:-AT_ONCE], new[-AT_ONCE:]
    equal: defaultdict[str, Group] = defaultdict(Group)
    for question in older:
        equal[question.key].questions.append(question)
    return [*known.values(), *equal.values(), *drawn_together(newest)]


def keep(asked: Sequence[Asked]) -> None:
    """Work it out and keep it, where that is worth it and something is new."""
    if len(asked) <= AT_ONCE:
        DrawnQuestions.objects.all().delete()
        return
    newest, count = asked[-1].seq, len(asked)
    if DrawnQuestions.objects.filter(newest=newest, count=count).exists():
        return
    found = drawn_together(_with_words(asked))
    DrawnQuestions.objects.update_or_create(
        pk=1,
        defaults={
            "groups": [[question.seq for question in group.questions] for group in found],
            "newest": newest,
            "count": count,
        },
    )


def _with_words(asked: Sequence[Asked]) -> list[Asked]:
    return [question for question in asked if question.key]
