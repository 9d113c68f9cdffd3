"""How well the claims gate tells what a founder said from what a model made up, and how fast.

    python -m bench.claims [--json] [--misses] [--file FILE] [--part NAME] [--corroborate PYTHON]

The labelled replies are in ``chatbot/evals/claims.yaml``. ``--corroborate`` takes the path of a
Python that has the package ``corroborate`` (0.1.0 on PyPI, MIT) and shows it the same replies.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chatbot.guards.claims import Evidence, Gate, Source, judge
from chatbot.guards.claims.sentences import sentences_of

CASES = Path(__file__).resolve().parent.parent / "chatbot" / "evals" / "claims.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One labelled reply. ``good``: every claim in it is its business's own."""

    part: str
    business: str
    kind: str
    ask: str
    text: str
    good: bool
    evidence: Evidence


def replies(path: Path = CASES, part: str = "") -> list[Reply]:
    """The labelled replies of a file, in order; ``part`` picks one part."""
    found = []
    known: dict[str, Evidence] = {}
    for name, businesses in yaml.safe_load(path.read_text("utf-8")).items():
        for business in businesses:
            if "passages" in business:
                known[business["business"]] = evidence_of(business)
            if part and name != part:
                continue
            evidence = known[business["business"]]
            for case in business["replies"]:
                good = "good" in case
                found.append(
                    Reply(
                        part=name,
                        business=business["business"],
                        kind=case["kind"],
                        ask=str(case.get("ask", "")),
                        text=str(case["good"] if good else case["bad"]),
                        good=good,
                        evidence=evidence,
                    )
                )
    return found


def evidence_of(business: dict[str, Any]) -> Evidence:
    """What one business of the file has said."""
    return Evidence(
        [
            Source(str(p.get("title", "")), str(p["text"]), str(p.get("url", "")), str(place))
            for place, p in enumerate(business["passages"])
        ],
        allowed_hosts=business.get("hosts", ()),
        names=business.get("names", ()),
    )


def passes(reply: Reply) -> bool:
    """Whether the gate shows a reply whole and unchanged."""
    gate = Gate(reply.evidence, reply.ask)
    return not any(part.replaced for part in [*gate.feed(reply.text), *gate.end()])


def figures(found: Sequence[Reply], shown: Sequence[bool]) -> dict[str, Any]:
    """Counts of bad replies caught and good ones blocked, by part and by kind."""
    table: dict[str, Any] = {}
    for reply, ok in zip(found, shown, strict=True):
        for key in (f"{reply.part} / all", f"{reply.part} / {reply.kind}"):
            row = table.setdefault(key, {"bad": 0, "caught": 0, "good": 0, "blocked": 0})
            row["good" if reply.good else "bad"] += 1
            row["blocked" if reply.good else "caught"] += not ok
    return dict(sorted(table.items(), key=lambda item: (item[0].split(" / ")[0], item[0])))


def timing(found: Sequence[Reply], rounds: int = 5) -> dict[str, float]:
    """Processor milliseconds a sentence; the sources are parsed already."""
    spent = []
    for _ in range(rounds):
        for reply in found:
            for sentence in sentences_of(reply.text):
                began = time.thread_time()
                judge(sentence, reply.evidence, reply.ask)
                spent.append((time.thread_time() - began) * 1000)
    spent.sort()
    return {
        "sentences": len(spent) // rounds,
        "mean_ms": round(sum(spent) / len(spent), 3),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 3),
        "worst_ms": round(spent[-1], 3),
    }


_ASK_CORROBORATE = """
import json, sys
from corroborate import check_answer
for line in sys.stdin:
    case = json.loads(line)
    report = check_answer(case["ask"], case["chunks"], case["text"])
    print(json.dumps(report.ok()), flush=True)
"""


def corroborate(found: Sequence[Reply], python: str) -> list[bool]:
    """What the package says of the same replies: True where it finds nothing wrong."""
    lines = "".join(
        json.dumps(
            {
                "ask": reply.ask,
                "text": reply.text,
                "chunks": [f"{p.title}\n{p.text}" for p in reply.evidence.passages],
            }
        )
        + "\n"
        for reply in found
    )
    ran = subprocess.run(
        [python, "-c", _ASK_CORROBORATE], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def _rows(title: str, table: dict[str, Any]) -> Iterator[str]:
    yield f"\n{title}\n{'part / kind':32}{'bad':>6}{'caught':>8}{'good':>7}{'blocked':>9}"
    for key, row in table.items():
        yield f"{key:32}{row['bad']:6}{row['caught']:8}{row['good']:7}{row['blocked']:9}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true", help="name each reply judged wrongly")
    parser.add_argument("--file", type=Path, default=CASES, help="other labelled replies")
    parser.add_argument("--part", default="", help="one part of the file, such as held_out")
    parser.add_argument("--corroborate", default="", metavar="PYTHON")
    options = parser.parse_args(arguments)
    found = replies(options.file, options.part)
    shown = [passes(reply) for reply in found]
    report: dict[str, Any] = {"gate": figures(found, shown), "timing": timing(found)}
    if options.corroborate:
        report["corroborate"] = figures(found, corroborate(found, options.corroborate))
    if options.json:
        print(json.dumps(report, indent=2))
        return 0
    for name in ("gate", "corroborate"):
        if name in report:
            print("\n".join(_rows(name, report[name])))
    print("\ntiming", report["timing"])
    if options.misses:
        for reply, ok in zip(found, shown, strict=True):
            if ok != reply.good:
                failed = judge(reply.text, reply.evidence, reply.ask).unsupported
                print("BLOCKED" if reply.good else "MISSED", reply.ask, "|", reply.text.strip(),
                      "|", *map(str, failed))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
