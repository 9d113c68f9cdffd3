"""The question sets others made, in the one form `bench.retrieval` measures.

`python -m bench.retrieval_sets DIRECTORY` writes them as the pairs of JSONL files that
`python -m bench.retrieval --knowledge … --questions …` reads. The sets are read from
`TEST_DATA_DIR` (by default `../shared/data`) and are not part of this repository.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chatbot.knowledge.index import Document

_OUT_OF_SCOPE = "NO_NODES_DETECTED"


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asked, and the id of the right entry; None where "I don't know" is right."""

    text: str
    expected: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """The knowledge of one business and the questions it was asked."""

    name: str
    documents: list[Document]
    questions: list[Question]


def data_directory() -> Path:
    return Path(os.environ.get("TEST_DATA_DIR", "../shared/data"))


def available(directory: Path) -> dict[str, list[Case]]:
    """Return every set found below `directory`, by name; each is a list of businesses."""
    sets: dict[str, list[Case]] = {}
    if (directory / "hint3_curekart").is_dir():
        curekart = hint3(directory / "hint3_curekart", "curekart")
        sets["curekart (threshold chosen here)"] = [curekart]
        sets["curekart, half its answers removed"] = [_halved(curekart, seed) for seed in range(4)]
        sets["curekart, 8 phrasings an answer"] = [_thinned(curekart, 8)]
        sets["curekart, examples asked without their answer"] = list(_each_left_out(curekart))
    if (directory / "dstc10").is_dir():
        businesses = dstc10(directory / "dstc10")
        sets["DSTC10"] = businesses
        sets["DSTC10, right entry deleted"] = list(_each_right_entry_deleted(businesses))
        sets["DSTC10, turns that ask nothing of the FAQ"] = _asked_nothing(directory / "dstc10")
        sets["DSTC10, both"] = businesses + sets["DSTC10, right entry deleted"]
        longer = [_longer_answers(case) for case in businesses]
        deleted = list(_each_right_entry_deleted(longer))
        sets["DSTC10, both, answers of 8 sentences"] = longer + deleted
        sets["DSTC10, mistyped"] = [_mistyped(case) for case in businesses]
    return sets


def hint3(directory: Path, bot: str) -> Case:
    """Return one HINT3 bot: each label is an entry, its examples are its phrasings."""
    examples: dict[str, list[str]] = {}
    for row in _rows(directory / f"{bot}_train.csv"):
        examples.setdefault(row["label"].strip(), []).append(row["sentence"])
    documents = [
        Document(id=label, question=sentences[0], variants=tuple(sentences[1:]))
        for label, sentences in examples.items()
    ]
    questions = [
        Question(row["sentence"], None if row["label"] == _OUT_OF_SCOPE else row["label"].strip())
        for row in _rows(directory / f"{bot}_test.csv")
    ]
    return Case(bot, documents, questions)


def dstc10(directory: Path) -> list[Case]:
    """Return each business that was asked something, with its own FAQ as the knowledge.

    The question is the last thing the visitor said, as the speech recogniser heard it.
    """
    knowledge, logs, labels = (
        json.loads((directory / name).read_text("utf-8"))
        for name in ("knowledge.json", "val_logs.json", "val_labels.json")
    )
    asked: dict[tuple[str, str], list[Question]] = {}
    for turns, label in zip(logs, labels, strict=True):
        if label["target"]:
            source = label["knowledge"][0]
            business = (source["domain"], str(source["entity_id"]))
            question = Question(turns[-1]["text"], str(source["doc_id"]))
            asked.setdefault(business, []).append(question)
    return [
        Case(
            f"{domain}-{entity}", _faq_documents(knowledge[domain][entity]["docs"]), list(questions)
        )
        for (domain, entity), questions in asked.items()
    ]


def _faq_documents(docs: dict[str, Any]) -> list[Document]:
    return [Document(id=k, question=doc["title"], answer=doc["body"]) for k, doc in docs.items()]


def _each_right_entry_deleted(businesses: list[Case]) -> Iterator[Case]:
    """Yield a case for each question in which its entry is gone, so that nothing answers it."""
    for case in businesses:
        for number, question in enumerate(case.questions):
            kept = [doc for doc in case.documents if doc.id != question.expected]
            yield Case(f"{case.name}-without-{number}", kept, [replace(question, expected=None)])


def _halved(case: Case, seed: int) -> Case:
    """Return `case` with a random half of its entries; the others' questions turn out of scope."""
    kept = random.Random(seed).sample(case.documents, len(case.documents) // 2)
    ids = {document.id for document in kept}
    questions = [
        question if question.expected in ids else replace(question, expected=None)
        for question in case.questions
    ]
    return Case(f"{case.name}-half-{seed}", kept, questions)


def _each_left_out(case: Case) -> Iterator[Case]:
    """Yield for each entry: its own example questions, asked of the knowledge without it.

    The hardest out-of-scope there is: the subject is the bot's own, and sibling entries are near.
    """
    for left_out in case.documents:
        kept = [document for document in case.documents if document is not left_out]
        wordings = (left_out.question, *left_out.variants)
        yield Case(f"{case.name}-without", kept, [Question(text, None) for text in wordings])


def _asked_nothing(directory: Path) -> list[Case]:
    """Return each DSTC10 business, asked ten turns that no FAQ answers (bookings, small talk)."""
    logs, labels = (
        json.loads((directory / name).read_text("utf-8"))
        for name in ("val_logs.json", "val_labels.json")
    )
    said = [
        turns[-1]["text"] for turns, label in zip(logs, labels, strict=True) if not label["target"]
    ]
    draw = random.Random(0)
    return [
        replace(case, questions=[Question(text, None) for text in draw.sample(said, 10)])
        for case in dstc10(directory)
    ]


def _thinned(case: Case, phrasings: int) -> Case:
    """Return `case` with at most so many phrasings an entry, drawn at random."""
    draw = random.Random(0)
    documents = []
    for document in case.documents:
        wordings = [document.question, *document.variants]
        first, *others = draw.sample(wordings, min(phrasings, len(wordings)))
        documents.append(replace(document, question=first, variants=tuple(others)))
    return Case(f"{case.name}-{phrasings}", documents, case.questions)


def _longer_answers(case: Case) -> Case:
    """Return `case` with each answer amid seven others of the same business, as on a long page."""
    draw = random.Random(case.name)
    bodies = [document.answer for document in case.documents]
    documents = []
    for document in case.documents:
        around = draw.sample(bodies, min(7, len(bodies)))
        around.insert(len(around) // 2, document.answer)
        documents.append(replace(document, answer=" ".join(around)))
    return replace(case, documents=documents)


def _mistyped(case: Case) -> Case:
    """Return `case` with two neighbouring letters swapped in every second longer word."""
    draw = random.Random(case.name)

    def mistype(word: str) -> str:
        if len(word) < 5 or draw.random() < 0.5:
            return word
        at = draw.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return replace(
        case,
        questions=[
            replace(question, text=" ".join(mistype(word) for word in question.text.split()))
            for question in case.questions
        ],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(case: Case, directory: Path) -> None:
    """Write one case as `NAME.knowledge.jsonl` and `NAME.questions.jsonl`."""
    knowledge = (
        {"id": d.id, "question": d.question, "variants": list(d.variants), "answer": d.answer}
        for d in case.documents
    )
    questions = ({"text": q.text, "expected": q.expected} for q in case.questions)
    for kind, lines in (("knowledge", knowledge), ("questions", questions)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (directory / f"{case.name}.{kind}.jsonl").write_text(text, "utf-8")


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m bench.retrieval_sets DIRECTORY", file=sys.stderr)
        return 2
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for cases in available(data_directory()).values():
        for case in cases:
            write(case, target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
