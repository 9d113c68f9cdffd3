"""Running the evaluations: which cases, against whom, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chatbot.answerers import choose
from chatbot.answerers.model import Model
from chatbot.evals import scratch
from chatbot.evals.load import SHIPPED, Case, parse_tests, read_cases
from chatbot.models import EvalCase, EvalRun
from chatbot.models.evaluation import Outcome
from chatbot.models.usage import Spending, day_key
from ops.database import give_back

BUILTIN = "builtin"
#: The longest a run with a model may take, and one without, in seconds.
WITH_MODEL, WITHOUT = 600.0, 120.0
#: Beside each other, the worst last, an outcome counts by its place.
_RANK = [Outcome.SKIPPED, Outcome.PASSED, Outcome.UNREACHABLE, Outcome.FAILED]


class NoProvider(Exception):
    """Nobody of that name is configured here; the message says what to set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One case, answered by one provider."""

    case: Case
    provider: str
    outcome: Outcome
    problems: tuple[str, ...] = ()
    turns: tuple[dict[str, Any], ...] = ()
    ms: int = 0

    @property
    def said(self) -> str:
        """What the visitor wrote last, as far as it came."""
        return str(self.turns[-1]["said"]) if self.turns else ""

    @property
    def reply(self) -> str:
        """What was answered to it."""
        return str(self.turns[-1]["reply"]) if self.turns else ""

    def as_json(self) -> dict[str, Any]:
        """One entry of ``results``."""
        return {
            "id": self.case.id,
            "description": self.case.description,
            "group": self.case.group,
            "owasp": self.case.owasp,
            "provider": self.provider,
            "outcome": self.outcome.value,
            "problems": list(self.problems),
            "turns": list(self.turns),
            "ms": self.ms,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A whole run."""

    started_at: datetime
    duration_ms: int
    providers: tuple[str, ...]
    results: tuple[Result, ...]

    def those(self, outcome: Outcome) -> list[Result]:
        """The results with one outcome."""
        return [result for result in self.results if result.outcome is outcome]

    @property
    def summary(self) -> dict[str, int]:
        """How many of each."""
        return {outcome.value: len(self.those(outcome)) for outcome in Outcome}

    @property
    def cost_micros(self) -> int:
        """What the models took, in millionths of a US dollar."""
        turns = (turn for result in self.results for turn in result.turns)
        return round(sum(float(turn["cost_usd"]) for turn in turns) * 1_000_000)

    def as_json(self) -> dict[str, Any]:
        """What ``run_evals --json`` prints."""
        return {
            "schema": 1,
            "started_at": self.started_at.isoformat(),
            "duration_ms": self.duration_ms,
            "providers": list(self.providers),
            "summary": self.summary,
            "cost_usd": self.cost_micros / 1_000_000,
            "results": [result.as_json() for result in self.results],
        }


def all_cases() -> list[Case]:
    """Those that come with the product, and the founder's own that are in use."""
    return [*read_cases(SHIPPED), *own_cases()]


def own_cases(rows: Iterable[EvalCase] | None = None) -> list[Case]:
    """The founder's cases; one that cannot be run would be refused by its form."""
    tests = [row.as_test() for row in (EvalCase.objects.in_use() if rows is None else rows)]
    return parse_tests(tests, "Evaluation cases") if tests else []


def providers_here() -> dict[str, Model | None]:
    """Who can be asked here: the built-in answerer, and the configured models by name."""
    found: dict[str, Model | None] = {BUILTIN: None}
    for model in choose.models():
        name: str = model.provider
        found[name if name not in found else f"{name}:{model.model}"] = model
    return found


def chosen(names: Sequence[str] = ()) -> dict[str, Model | None]:
    """Those of the given names, all when none is given; raises ``NoProvider``."""
    here = providers_here()
    for name in names:
        if name in here:
            continue
        if name not in ("openai", "anthropic"):
            raise NoProvider(f"There is no provider {name!r}. Here there is: {', '.join(here)}.")
        raise NoProvider(
            f"{name} is not configured here. Set LLM_PROVIDER={name}, LLM_MODEL and LLM_API_KEY "
            "(or LLM_BASE_URL for a server of your own), and try again."
        )
    return {name: here[name] for name in dict.fromkeys(names)} if names else here


def run_cases(
    cases: Sequence[Case], providers: dict[str, Model | None], *, seconds: float | None = None
) -> Run:
    """Play the cases with every provider at once; raises ``scratch.Broken``.

    What models took is added to the day's spending. ``seconds`` bounds the whole.
    """
    started, began = timezone.now(), time.monotonic()

    def one(name: str) -> list[Result]:
        model = providers[name]
        limit = seconds or (WITH_MODEL if model else WITHOUT)
        try:
            report = scratch.play_there(cases, model, seconds=limit)
        finally:
            give_back()
        return [_result(case, name, report) for case in cases]

    if len(providers) == 1:
        found = [one(name) for name in providers]
    else:
        with ThreadPoolExecutor(max_workers=len(providers)) as pool:
            found = list(pool.map(one, providers))
    run = Run(
        started_at=started,
        duration_ms=round((time.monotonic() - began) * 1000),
        providers=tuple(providers),
        results=tuple(result for results in found for result in results),
    )
    _book(run.cost_micros)
    return run


def _result(case: Case, provider: str, report: scratch.Report) -> Result:
    found = report.found.get(case.id)
    if found is None:
        why = "there was no time left for it" if report.out_of_time else "nothing was heard of it"
        return Result(case=case, provider=provider, outcome=Outcome.UNREACHABLE, problems=(why,))
    return Result(
        case=case,
        provider=provider,
        outcome=Outcome(found["outcome"]),
        problems=tuple(found["problems"]),
        turns=tuple(found["turns"]),
        ms=found["ms"],
    )


def _book(micros: int) -> None:
    if micros and not Spending.objects.add(day_key(), micros):
        Spending.objects.bulk_create([Spending(key=day_key())], ignore_conflicts=True)
        Spending.objects.add(day_key(), micros)


def keep(run: Run, row: EvalRun | None = None) -> EvalRun:
    """Store a run, and the last result of each of the founder's cases."""
    row = row or EvalRun()
    data = run.as_json()
    row.started_at, row.duration_ms = run.started_at, run.duration_ms
    row.providers, row.summary, row.results = data["providers"], run.summary, data["results"]
    row.state, row.problem = EvalRun.State.DONE, ""
    with transaction.atomic():
        row.save()
        _keep_last(run)
        EvalRun.objects.prune()
    return row


def _keep_last(run: Run) -> None:
    worst: dict[str, Result] = {}
    for result in run.results:
        known = worst.get(result.case.id)
        if known is None or _RANK.index(result.outcome) > _RANK.index(known.outcome):
            worst[result.case.id] = result
    for case in EvalCase.objects.filter(is_active=True):
        last = worst.get(case.case_id)
        if last is None:
            continue
        EvalCase.objects.filter(pk=case.pk).update(
            last_outcome=last.outcome,
            last_run_at=run.started_at,
            last_answered_by=last.provider,
            last_reply=last.reply,
            last_problem="; ".join(last.problems),
        )
