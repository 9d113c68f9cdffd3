"""Made-up knowledge bases of any size, to measure speed and memory: the words mean nothing.

Words are drawn with the frequencies of real language (Zipf), from syllables, so that common and
rare words, short and long lists of entries, and chance likeness between words all occur.
"""

from __future__ import annotations

import random
from itertools import accumulate

from bench.retrieval_sets import Case, Question
from chatbot.knowledge import text as reading
from chatbot.knowledge.index import Document

_SYLLABLES = """an ar be ca ce co da de di el en er fi fo ga ge ha he il in is ka la le li lo ma me
mi mo na ne no on or pa pe po ra re ri ro sa se si so ta te ti to un ur va ve vi wa we za"""
_WORDS = 15_000


def synthetic(entries: int, *, phrasings: int = 5, questions: int = 300) -> Case:
    """Return a case with `entries` entries of so many phrasings and a 60-word answer each.

    Every question is one phrasing with a word dropped, a word mistyped and polite words around it.
    """
    draw = random.Random(entries)
    words = sorted({_word(draw) for _ in range(_WORDS)})
    draw.shuffle(words)
    words = [w for pair in zip(words, _grammar(draw, len(words)), strict=True) for w in pair if w]
    shares = list(accumulate(1 / (rank + 10) for rank in range(len(words))))

    def some(count: int) -> list[str]:
        return draw.choices(words, cum_weights=shares, k=count)

    documents = []
    for number in range(entries):
        subject = some(3)
        wordings = []
        for _ in range(phrasings):
            wording = some(draw.randint(2, 6)) + draw.sample(subject, 2)
            draw.shuffle(wording)
            wordings.append(" ".join(wording) + "?")
        answer = " ".join(some(60)) + "."
        documents.append(
            Document(
                id=str(number), question=wordings[0], variants=tuple(wordings[1:]), answer=answer
            )
        )
    asked = []
    for document in draw.sample(documents, min(questions, entries)):
        said = draw.choice((document.question, *document.variants)).rstrip("?").split()
        said.pop(draw.randrange(len(said)))
        at = draw.randrange(len(said))
        said[at] = said[at][1:] if len(said[at]) > 3 else said[at] + "s"
        asked.append(Question(f"hi, can you tell me {' '.join(said)} please", document.id))
    return Case(f"synthetic-{entries}", documents, asked)


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES.split(), k=draw.choice((1, 2, 2, 3, 3, 4))))


def _grammar(draw: random.Random, length: int) -> list[str]:
    """Return `length` places of which the first hold the function words, as in real text."""
    grammar = sorted(reading.FUNCTION_WORDS | reading.QUESTION_WORDS)
    draw.shuffle(grammar)
    return (grammar + [""] * length)[:length]
