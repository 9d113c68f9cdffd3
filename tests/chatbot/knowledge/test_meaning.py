"""With the real model: what means the same is found, and nothing is read twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from chatbot.knowledge import switch
from chatbot.knowledge.document import Document
from chatbot.knowledge.index import KnowledgeIndex, best
from chatbot.knowledge.meaning import READ_AT_ONCE, Array, Meaning
from chatbot.knowledge.minilm import SIZE, MiniLM, installed
from chatbot.knowledge.vectors import Vectors
from config import env
from tests.own_process import printed, run

ENTRIES = (
    Document(
        id="private",
        question="Is it confidential?",
        answer="What you tell me stays between us. Nothing is recorded.",
    ),
    Document(id="pay", question="How can I pay?", answer="By card or bank transfer."),
    Document(id="where", question="Where do we meet?", answer="At my office or by video."),
)


@pytest.fixture(scope="module")
def model() -> MiniLM:
    folder = installed()
    assert folder is not None, switch.missing()
    return MiniLM(folder)


class Counting:
    """The real model, and what it was asked to read."""

    name = MiniLM.name

    def __init__(self, model: MiniLM) -> None:
        self.model = model
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Array:
        self.read += texts
        return self.model.encode(texts)


def filled(meaning: Meaning) -> KnowledgeIndex:
    index = KnowledgeIndex(meaning)
    for document in ENTRIES:
        index.put(document)
    assert meaning.read_new() is None
    return index


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(model: MiniLM) -> None:
    texts = [
        "short",
        "a much longer text that makes the batch be padded to its own length",
        "\u5982",
    ]
    together = model.encode(texts)
    assert together.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for place, text in enumerate(texts):
        assert np.allclose(model.encode([text])[0], together[place], atol=1e-4)


def test_the_model_gives_the_likeness_its_makers_publish(model: MiniLM) -> None:
    # sbert.net, "Semantic Textual Similarity": these two have a cosine of 0.0363.
    rows = model.encode(["The cat sits outside", "A man is playing guitar"])
    assert float(rows[0] @ rows[1]) == pytest.approx(0.0363, abs=5e-4)


def test_what_shares_no_word_is_found_by_its_meaning(model: MiniLM) -> None:
    asked = "will anyone find out what I say to you"
    index = filled(Meaning(model))
    assert index.search(asked)[0].id == "private"
    alone = KnowledgeIndex()
    for document in ENTRIES:
        alone.put(document)
    assert index.search(asked)[0].score > alone.search(asked)[0].score


def test_another_subject_is_still_not_answered(model: MiniLM) -> None:
    index = filled(Meaning(model))
    for asked in ("what is the capital of france", "where do we meet aliens in the film", ""):
        assert best(index, asked) is None


def test_only_what_changed_is_read_again(model: MiniLM, tmp_path: Path) -> None:
    counting = Counting(model)
    meaning = Meaning(counting, Vectors(tmp_path / "vectors.sqlite3"))
    index = filled(meaning)
    counting.read.clear()
    index.put(Document(id="pay", question="How can I pay?", answer="In cash only."))
    meaning.read_new()
    assert counting.read == ["In cash only."]


def test_another_process_finds_the_vectors_kept(model: MiniLM, tmp_path: Path) -> None:
    filled(Meaning(model, Vectors(tmp_path / "vectors.sqlite3")))
    counting = Counting(model)
    index = filled(Meaning(counting, Vectors(tmp_path / "vectors.sqlite3")))
    assert counting.read == []
    hit = best(index, "how can I pay?")
    assert hit is not None
    assert hit.id == "pay"


def test_a_file_that_cannot_be_used_costs_nothing_but_time(model: MiniLM, tmp_path: Path) -> None:
    broken = tmp_path / "vectors.sqlite3"
    broken.write_bytes(b"no database at all " * 100)
    assert best(filled(Meaning(model, Vectors(broken))), "how can I pay?") is not None


def test_much_that_is_new_is_read_in_the_background(model: MiniLM) -> None:
    meaning = Meaning(model)
    index = KnowledgeIndex(meaning)
    for number in range(READ_AT_ONCE + 1):
        index.put(Document(id=str(number), question=f"Do you have plan {number}?"))
    reading = meaning.read_new()
    assert index.search("plan 7")  # by its words, meanwhile
    assert reading is not None
    reading.join()
    assert len(meaning.nearest("plan 7")) == READ_AT_ONCE + 1


def test_a_removed_entry_is_not_near_anything(model: MiniLM) -> None:
    meaning = Meaning(model)
    index = filled(meaning)
    index.remove("private")
    assert "private" not in meaning.nearest("is it confidential?")
    for document in ENTRIES:
        index.remove(document.id)
    assert meaning.nearest("is it confidential?") == {}


def test_threads_may_ask_while_one_edits(model: MiniLM) -> None:
    meaning = Meaning(model)
    index = filled(meaning)
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(10):
            hit = best(index, "how can I pay?")
            if hit is None or hit.id != "pay":
                wrong.append(hit)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(10):
        index.put(Document(id="moving", question=f"What about topic {number}?"))
        meaning.read_new()
        index.remove("moving")
    for thread in threads:
        thread.join()
    assert not wrong


def test_nothing_of_it_is_imported_while_it_is_off() -> None:
    code = (
        "import sys, django; django.setup(); from chatbot.knowledge.live import knowledge;"
        "from chatbot.knowledge.switch import switched_on; assert switched_on() is None;"
        "print(sorted({'numpy', 'tokenizers'} & sys.modules.keys()))"
    )
    assert printed(code, DJANGO_SETTINGS_MODULE="tests.settings") == "[]"


def test_a_start_without_the_package_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(switch, "find_spec", lambda name: None)
    environment = env.load({"KNOWLEDGE_MODEL": "minilm", "SECRET_KEY": "x" * 60})
    env.report_needed(environment)
    said = environment.refusal_text()
    assert "KNOWLEDGE_MODEL" in said
    assert "requirements-meaning.txt" in said
    off = env.load({"SECRET_KEY": "x" * 60})
    env.report_needed(off)
    assert "KNOWLEDGE_MODEL" not in off.refusal_text()


def test_a_question_from_the_terminal_says_what_to_install() -> None:
    code = (
        "import django; django.setup();"
        "from chatbot.knowledge import switch; switch.find_spec = lambda name: None;"
        "from django.core.management import call_command; call_command('ask', 'Hello?')"
    )
    done = run(
        "-c", code, DJANGO_SETTINGS_MODULE="config.settings", DEBUG="true",
        DATABASE_URL="sqlite://:memory:", KNOWLEDGE_MODEL="minilm",
    )  # fmt: skip
    assert done.returncode != 0
    assert "requirements-meaning.txt" in done.stderr and "database" not in done.stderr
