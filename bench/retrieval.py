"""How often the built-in answerer is right, how often it rightly says "I don't know", and how fast.

    python -m bench.retrieval --knowledge FILE.jsonl --questions FILE.jsonl [--json]
    python -m bench.retrieval --sets [--json]     the sets found in TEST_DATA_DIR
    python -m bench.retrieval --scale [--json]    500 and 10,000 made-up entries
    … --meaning                                   each of these with MiniLM beside the words

A knowledge line is `{"id", "question", "variants": […], "answer"}`, a question line `{"text",
"expected": id or null}`; null means that "I don't know" is the right reply. Figures go to stdout;
what is wrong with the input goes to stderr, with exit code 2.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.retrieval_scale import synthetic
from bench.retrieval_sets import Case, Question, available, data_directory
from chatbot.knowledge.index import ANSWER_THRESHOLD, Document, KnowledgeIndex

if TYPE_CHECKING:
    from chatbot.knowledge.meaning import Encoder


class BadInput(Exception):
    """The files given cannot be measured; the message says where and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """One measurement. Shares are 0 to 1; None where there was nothing to take a share of."""

    questions: int
    in_scope: int
    out_of_scope: int
    accuracy_at_1: float | None  # of in-scope: the right entry comes first, whatever its score
    idk_recall: float | None  # of out-of-scope: no answer is given
    answered_right: float | None  # of in-scope: the right answer is given
    wrong_answers: float | None  # of all questions: an answer is given and it is not the right one
    wrong_in_scope: float | None  # of in-scope: an answer is given and it is not the right one
    joint_accuracy: float | None  # of all questions: right answers and right "I don't know"s
    ms_mean: float
    ms_p95: float
    build_seconds: float
    memory_mb: float  # growth of the process by building the index and asking everything
    threshold: float


_EXPLAINED = {
    "accuracy_at_1": "accuracy@1, of in-scope, threshold ignored",
    "idk_recall": '"I don\'t know" recall, of out-of-scope',
    "answered_right": "answered and right, of in-scope",
    "wrong_answers": "wrong answers, of all questions",
    "wrong_in_scope": "wrong answers, of in-scope",
    "joint_accuracy": 'joint accuracy: right answers and right "I don\'t know"s, of all',
    "ms_mean": "ms a question, mean",
    "ms_p95": "ms a question, 95th percentile",
    "build_seconds": "seconds to build the index",
    "memory_mb": "memory growth, MB",
    "threshold": "threshold",
}


@dataclass(frozen=True, slots=True)
class _Reply:
    expected: str | None
    first: str | None
    answered: bool
    seconds: float


def measure(cases: Sequence[Case], encoder: Encoder | None = None) -> Figures:
    """Build an index for each business in turn, ask it its questions, and count over all.

    With an `encoder` entries are compared by meaning too.
    """
    gc.collect()
    before = _resident_mb()
    build = 0.0
    replies: list[_Reply] = []
    memory = 0.0
    for case in cases:
        started = time.perf_counter()
        index = _index_of(case, encoder)
        build += time.perf_counter() - started
        replies.extend(_ask(index, question) for question in case.questions)
        memory = max(memory, _resident_mb() - before)
    return _figures(replies, build, memory)


def _index_of(case: Case, encoder: Encoder | None) -> KnowledgeIndex:
    meaning = None
    if encoder is not None:
        from chatbot.knowledge.meaning import Meaning

        meaning = Meaning(encoder)
    index = KnowledgeIndex(meaning)
    for document in case.documents:
        index.put(document)
    if meaning is not None and (reading := meaning.read_new()):
        reading.join()
    return index


def _ask(index: KnowledgeIndex, question: Question) -> _Reply:
    started = time.perf_counter()
    hits = index.search(question.text)
    seconds = time.perf_counter() - started
    answered = bool(hits) and hits[0].score >= ANSWER_THRESHOLD
    return _Reply(question.expected, hits[0].id if hits else None, answered, seconds)


def _figures(replies: list[_Reply], build: float, memory: float) -> Figures:
    inside = [reply for reply in replies if reply.expected is not None]
    outside = [reply for reply in replies if reply.expected is None]
    right = sum(r.answered and r.first == r.expected for r in inside)
    wrong_inside = sum(r.answered for r in inside) - right
    silent = sum(not r.answered for r in outside)
    times = sorted(reply.seconds * 1000 for reply in replies) or [0.0]
    return Figures(
        questions=len(replies),
        in_scope=len(inside),
        out_of_scope=len(outside),
        accuracy_at_1=_share(sum(r.first == r.expected for r in inside), len(inside)),
        idk_recall=_share(silent, len(outside)),
        answered_right=_share(right, len(inside)),
        wrong_answers=_share(wrong_inside + len(outside) - silent, len(replies)),
        wrong_in_scope=_share(wrong_inside, len(inside)),
        joint_accuracy=_share(right + silent, len(replies)),
        ms_mean=round(sum(times) / len(times), 3),
        ms_p95=round(times[min(len(times) - 1, int(len(times) * 0.95))], 3),
        build_seconds=round(build, 3),
        memory_mb=round(memory, 1),
        threshold=ANSWER_THRESHOLD,
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _resident_mb() -> float:
    """Return the memory of this process now; where /proc is missing, its highest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return pages * os.sysconf("SC_PAGE_SIZE") / (1024 * 1024)


def read_case(knowledge: Path, questions: Path) -> Case:
    """Read the two files; raise `BadInput` naming the file and line of the first mistake."""
    documents: dict[str, Document] = {}
    for place, line in _json_lines(knowledge):
        document = Document(
            id=_id(line, "id", place),
            question=_text(line, "question", place),
            variants=tuple(_variants(line, place)),
            answer=_text(line, "answer", place, default=""),
        )
        if document.id in documents:
            raise BadInput(f'{place}: the id "{document.id}" was used before.')
        documents[document.id] = document
    asked = []
    for place, line in _json_lines(questions):
        if "expected" not in line:
            raise BadInput(f'{place}: the key "expected" is missing (an id, or null).')
        expected = None if line["expected"] is None else _id(line, "expected", place)
        if expected is not None and expected not in documents:
            raise BadInput(f'{place}: the expected id "{expected}" is not in {knowledge}.')
        asked.append(Question(_text(line, "text", place), expected))
    if not asked:
        raise BadInput(f"{questions}: there is no question in it.")
    return Case(knowledge.stem, list(documents.values()), asked)


def _json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not UTF-8 text.") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadInput(f"{place}: is not JSON ({error}).") from None
        if not isinstance(value, dict):
            raise BadInput(f"{place}: is JSON, but not an object in braces.")
        yield place, value


def _text(line: dict[str, Any], key: str, place: str, *, default: str | None = None) -> str:
    value = line.get(key, default)
    if value is None:
        raise BadInput(f'{place}: the key "{key}" is missing.')
    if not isinstance(value, str):
        raise BadInput(f'{place}: "{key}" must be text.')
    return value


def _id(line: dict[str, Any], key: str, place: str) -> str:
    value = line.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(line, key, place)


def _variants(line: dict[str, Any], place: str) -> list[str]:
    value = line.get("variants") or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadInput(f'{place}: "variants" must be a list of texts.')
    return value


def _requested(arguments: argparse.Namespace) -> Iterator[tuple[str, list[Case]]]:
    if arguments.scale:
        for entries in (500, 10_000):
            yield f"{entries:,} entries with 5 phrasings each", [synthetic(entries)]
    elif arguments.sets:
        found = available(data_directory())
        if not found:
            raise BadInput(f"{data_directory()}: no question set found; set TEST_DATA_DIR.")
        yield from found.items()
    elif arguments.knowledge and arguments.questions:
        case = read_case(arguments.knowledge, arguments.questions)
        yield case.name, [case]
    else:
        raise BadInput("Give --knowledge and --questions, or --sets, or --scale.")


def _encoder() -> Encoder:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the web process
    from chatbot.knowledge.minilm import MiniLM, installed

    folder = installed()
    if folder is None:
        raise SystemExit("MiniLM is not installed; see requirements-meaning.txt.")
    return MiniLM(folder)


def _print_text(name: str, figures: Figures) -> None:
    print(name)
    counts = f"{figures.questions} ({figures.in_scope} in scope, {figures.out_of_scope} out)"
    print(f"  {counts:>10}  questions")
    for key, explained in _EXPLAINED.items():
        value = getattr(figures, key)
        print(f"  {'-' if value is None else format(value, '.3f'):>10}  {explained}")
    print()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--knowledge", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--questions", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--sets", action="store_true", help="measure the sets in TEST_DATA_DIR")
    parser.add_argument("--scale", action="store_true", help="measure speed and memory")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--meaning", action="store_true", help="with MiniLM beside the words")
    arguments = parser.parse_args(argv)
    encoder = _encoder() if arguments.meaning else None
    results: dict[str, Figures] = {}
    try:
        for name, cases in _requested(arguments):
            results[name] = measure(cases, encoder)
            if not arguments.json:
                _print_text(name, results[name])
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.json:
        shown: dict[str, Any] = {name: asdict(figures) for name, figures in results.items()}
        if arguments.knowledge and not (arguments.sets or arguments.scale):
            shown = shown.popitem()[1]
        print(json.dumps(shown, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
