"""The benchmark counts rightly, says plainly what is wrong with a file, and the bars hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.retrieval import main, measure
from bench.retrieval_sets import available, data_directory

KNOWLEDGE = [
    {"id": "refund", "question": "What is your refund policy?", "variants": ["money back"]},
    {"id": 7, "question": "How do I book a call?", "answer": "Use the link."},
]
QUESTIONS = [
    {"text": "what is your refund policy", "expected": "refund"},
    {"text": "how do I book a call", "expected": 7},
    {"text": "how do I book a call?", "expected": "refund"},
    {"text": "what is the capital of france", "expected": None},
]


def written(path: Path, lines: list[object]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def test_the_figures_are_counted_rightly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge = written(tmp_path / "knowledge.jsonl", list(KNOWLEDGE))
    questions = written(tmp_path / "questions.jsonl", list(QUESTIONS))
    assert main(["--knowledge", knowledge, "--questions", questions, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["in_scope"] == 3
    assert figures["out_of_scope"] == 1
    assert figures["accuracy_at_1"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["idk_recall"] == 1
    assert figures["answered_right"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["wrong_answers"] == 0.25
    assert figures["wrong_in_scope"] == pytest.approx(1 / 3, abs=1e-3)
    assert figures["joint_accuracy"] == 0.75


def test_text_output_names_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    knowledge = written(tmp_path / "knowledge.jsonl", list(KNOWLEDGE))
    questions = written(tmp_path / "questions.jsonl", list(QUESTIONS))
    assert main(["--knowledge", knowledge, "--questions", questions]) == 0
    out = capsys.readouterr().out
    assert "accuracy@1" in out
    assert "4 (3 in scope, 1 out)" in out


@pytest.mark.parametrize(
    ("knowledge", "questions", "said"),
    [
        ('{"id": "a", "question": "b"}\n{oops\n', '{"text": "x", "expected": null}', "line 2"),
        ('["a"]', '{"text": "x", "expected": null}', "not an object"),
        ('{"question": "b"}', '{"text": "x", "expected": null}', '"id" is missing'),
        ('{"id": "a"}', '{"text": "x", "expected": null}', '"question" is missing'),
        ('{"id": "a", "question": "b", "variants": "c"}', '{"text": "x"}', "list of texts"),
        ('{"id": "a", "question": "b"}', '{"text": "x"}', '"expected" is missing'),
        ('{"id": "a", "question": "b"}', '{"expected": null}', '"text" is missing'),
        ('{"id": "a", "question": "b"}', '{"text": 3, "expected": null}', "must be text"),
        ('{"id": "a", "question": "b"}', '{"text": "x", "expected": "z"}', '"z" is not in'),
        ('{"id": "a", "question": "b"}\n' * 2, '{"text": "x", "expected": null}', "used before"),
        ('{"id": "a", "question": "b"}', "", "no question"),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    knowledge: str,
    questions: str,
    said: str,
) -> None:
    (tmp_path / "k.jsonl").write_text(knowledge, "utf-8")
    (tmp_path / "q.jsonl").write_text(questions, "utf-8")
    arguments = ["--knowledge", str(tmp_path / "k.jsonl"), "--questions", str(tmp_path / "q.jsonl")]
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_a_missing_file_and_missing_arguments_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "none.jsonl")
    assert main(["--knowledge", missing, "--questions", missing]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert main([]) == 2
    assert "--knowledge" in capsys.readouterr().err


def test_the_bars_hold_on_the_sets_others_made() -> None:
    sets = available(data_directory())
    if len(sets) < 8:
        pytest.skip(f"{data_directory()} lacks hint3_curekart or dstc10")
    curekart = measure(sets["curekart (threshold chosen here)"])
    assert (curekart.accuracy_at_1 or 0) >= 0.79
    dstc10 = measure(sets["DSTC10, both"])
    assert (dstc10.accuracy_at_1 or 0) >= 0.76
    for figures in (curekart, dstc10, measure(sets["curekart, half its answers removed"])):
        assert (figures.idk_recall or 0) >= 0.80
        assert (figures.answered_right or 0) >= 0.45
        assert (figures.wrong_answers or 0) < 0.20
