"""How many keys the secret scan finds, how often it is wrong, and how long a long history takes.

    python -m bench.secrets [--seeds N] [--commits N] [--json]

The keys and the look-alikes are those of ``lab``, drawn anew for every seed. Ours is held against
detect-secrets with all of its detectors, and against gitleaks where that is on the path. The
history is a repository made for it, with a key planted in every thousandth commit. Exit code 1
when recall is below 99 %, false alarms are above 1 %, or the history takes over a minute.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lab.look_alikes import look_alikes
from lab.secret_corpus import KEYS, Dice, Sample, keys
from ops.secrets import scan
from ops.secrets.detect import detect

RECALL, FALSE_ALARMS, SECONDS = 0.99, 0.01, 60.0
#: Seeds of the figures are none of those that the rules were tried with.
FIRST_SEED = 7001


@dataclass(slots=True)
class Score:
    """What one scanner made of the corpus; ``missed`` and ``wrong`` count by kind and by group."""

    keys: int = 0
    found: int = 0
    alikes: int = 0
    false_alarms: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """The share of keys that were found."""
        return self.found / self.keys

    @property
    def alarm_rate(self) -> float:
        """The share of look-alikes that were taken for keys."""
        return self.false_alarms / self.alikes

    def add(self, sample: Sample, hit: bool) -> None:
        """Count one sample."""
        if sample.label:
            self.keys += 1
            self.found += hit
            if not hit:
                self.missed[f"{sample.label}, {sample.context}"] += 1
        else:
            self.alikes += 1
            self.false_alarms += hit
            if hit:
                self.wrong[sample.context] += 1


def ours(samples: Sequence[Sample]) -> list[bool]:
    """Which samples hold something, by our detectors."""
    return [bool(detect(sample.text, sample.path)) for sample in samples]


def detect_secrets(samples: Sequence[Sample]) -> list[bool]:
    """The same by detect-secrets alone: every detector, its own filters, nothing verified."""
    from detect_secrets.core.scan import scan_file  # type: ignore[import-untyped, unused-ignore]
    from detect_secrets.settings import (  # type: ignore[import-untyped, unused-ignore]
        default_settings,
    )

    with tempfile.TemporaryDirectory() as folder, default_settings():
        return [any(scan_file(str(path))) for path in written(samples, Path(folder))]


def gitleaks(samples: Sequence[Sample]) -> list[bool]:
    """The same by gitleaks, with the rules it comes with."""
    with tempfile.TemporaryDirectory() as name:
        paths = written(samples, Path(name))
        done = subprocess.run(
            ["gitleaks", "dir", ".", "--report-format=json", "--report-path=-", "--redact=100",
             "--no-banner", "--exit-code=0", "--log-level=error"],
            cwd=name, capture_output=True, check=True,
        )  # fmt: skip
        hit = {(Path(name) / entry["File"]).resolve() for entry in json.loads(done.stdout or b"[]")}
        return [path.resolve() in hit for path in paths]


def written(samples: Iterable[Sample], folder: Path) -> list[Path]:
    """Each sample in a folder of its own, under its file's name."""
    paths = []
    for number, sample in enumerate(samples):
        path = folder / str(number) / sample.path
        path.parent.mkdir(parents=True)
        path.write_text(sample.text)
        paths.append(path)
    return paths


def scored(look: Callable[[Sequence[Sample]], list[bool]], samples: Sequence[Sample]) -> Score:
    """One scanner over the corpus."""
    score = Score()
    for sample, hit in zip(samples, look(samples), strict=True):
        score.add(sample, hit)
    return score


def made_repository(folder: Path, commits: int, every: int = 1000) -> int:
    """A repository with so many commits over 200 files; how many keys were planted.

    Each commit changes a line or adds some in one file of some 250 lines, as work on an app does.
    """
    dice, chance = Dice(11), random.Random(11)
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    files = {f"app/part_{n}.py": [_line(chance) for _ in range(250)] for n in range(200)}
    planted, out = 0, []
    for number in range(1, commits + 1):
        path = chance.choice(list(files))
        lines = files[path]
        lines[chance.randrange(len(lines))] = _line(chance)
        lines.insert(chance.randrange(len(lines)), _line(chance))
        text = lines
        if number % every == 0:
            made = KEYS[planted % len(KEYS)]
            # In this one commit alone: gone with the next.
            text, planted = [*lines, f'{made.variable} = "{made.draw(dice)}"'], planted + 1
        data = ("\n".join(text) + "\n").encode()
        message = f"Change {number}".encode()
        out.append(
            b"commit refs/heads/main\ncommitter A <a@example.com> %d +0000\ndata %d\n%s\n"
            b"M 100644 inline %s\ndata %d\n%s\n"
            % (1700000000 + number, len(message), message, path.encode(), len(data), data)
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(out), check=True)
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
    return planted


_PIECES = ("value", "lead", "message", "token_count", "reply", "session", "key", "password_field",
           "request", "conversation", "digest", "settings", "user", "secret_name")  # fmt: skip


def _line(chance: random.Random) -> str:
    name, other, third = (chance.choice(_PIECES) for _ in range(3))
    return f"    {name}_{chance.randrange(10**6)} = {other}.get({third!r}, {chance.randrange(99)})"


def history(commits: int) -> dict[str, float]:
    """Seconds over a made history, and how many of the planted keys were found."""
    with tempfile.TemporaryDirectory() as name:
        planted = made_repository(Path(name), commits)
        began = time.monotonic()
        found = scan.whole_history(Path(name), seconds=600)
        return {
            "commits": commits, "seconds": time.monotonic() - began, "versions": found.looked_at,
            "planted": planted, "found": len(found.secrets),
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }  # fmt: skip


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--commits", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    samples = [
        sample
        for seed in range(FIRST_SEED, FIRST_SEED + given.seeds)
        for sample in (*keys(seed), *look_alikes(seed, each=20))
    ]
    scores = {"ours": scored(ours, samples), "detect-secrets": scored(detect_secrets, samples)}
    if shutil.which("gitleaks"):
        scores["gitleaks"] = scored(gitleaks, samples)
    past = history(given.commits)
    if given.json:
        print(json.dumps({"scores": {n: _as_json(s) for n, s in scores.items()}, "history": past},
                         indent=2))  # fmt: skip
    else:
        _say(scores, past)
    good = (
        scores["ours"].recall >= RECALL
        and scores["ours"].alarm_rate <= FALSE_ALARMS
        and past["seconds"] <= SECONDS
        and past["found"] == past["planted"]
    )
    return 0 if good else 1


def _as_json(score: Score) -> dict[str, object]:
    return {
        "keys": score.keys, "recall": score.recall, "look_alikes": score.alikes,
        "false_alarms": score.alarm_rate, "missed": score.missed, "wrong": score.wrong,
    }  # fmt: skip


def _say(scores: dict[str, Score], past: dict[str, float]) -> None:
    for name, score in scores.items():
        print(
            f"{name}: found {score.found} of {score.keys} keys ({score.recall:.2%}), "
            f"false alarms {score.false_alarms} of {score.alikes} ({score.alarm_rate:.2%})"
        )
        for what, counted in (("missed", score.missed), ("wrong", score.wrong)):
            named = "; ".join(f"{label} {count}" for label, count in counted.most_common(12))
            print(f"  {what}: {named or 'none'}")
    print(f"history: {past['commits']:.0f} commits, {past['versions']:.0f} versions of files in "
          f"{past['seconds']:.1f} s, {past['found']:.0f} of {past['planted']:.0f} keys, "
          f"{past['memory_mb']:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
