"""Remembers for all processes that a model is away, so that it costs one visitor a wait.

A row of the database and not a key of Redis: the money guard asks the database before each call
anyway, in the same trip, and so there is one way to work and to fail on every deployment.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from chatbot.answerers.errors import PERMANENT, Kind, ModelError
from chatbot.answerers.model import Model
from chatbot.models.usage import ModelHealth
from ops.readiness import ProbeResult

#: Seconds a model is left alone: after the first failure, doubled with each further one, at most.
REST, LONGEST_REST = 20.0, 300.0
#: Seconds the one visitor who tries again is waited for before another may.
TRIAL = 20.0


def lets_through(model: Model) -> tuple[bool, bool]:
    """``(may this call be made, is it the trial)``; while a model is away only the trial may."""
    health = ModelHealth.objects.filter(pk=model.key).values("away_until").first()
    if health is None:
        return True, False
    now = timezone.now()
    if now < health["away_until"]:
        return False, False
    # Of all who come now, one moves the mark and has the trial.
    is_trial = bool(
        ModelHealth.objects.filter(pk=model.key, away_until=health["away_until"]).update(
            away_until=now + timedelta(seconds=TRIAL)
        )
    )
    return is_trial, is_trial


def failed(model: Model, error: ModelError) -> None:
    """Leave it alone for a while: the error (one of ``AWAY``) would meet the next visitor too."""
    label = f"{model.label}, {model.model}"[:200]
    ModelHealth.objects.get_or_create(pk=model.key, defaults={"label": label})
    row = ModelHealth.objects.filter(pk=model.key)
    row.update(failures=F("failures") + 1, kind=error.kind.value)
    failures = row.values_list("failures", flat=True).first() or 1
    row.update(away_until=timezone.now() + timedelta(seconds=_rest(error, failures)))


def _rest(error: ModelError, failures: int) -> float:
    if error.permanent:
        return LONGEST_REST
    if error.kind == Kind.RATE_LIMITED and error.retry_after is not None:
        return min(max(error.retry_after, 1.0), LONGEST_REST)
    return float(min(REST * 2 ** min(failures - 1, 10), LONGEST_REST))


def worked(model: Model) -> None:
    """It is back."""
    ModelHealth.objects.filter(pk=model.key).delete()


def trial_left_open(model: Model) -> None:
    """Whoever had the trial left before it showed anything: the next visitor has it."""
    ModelHealth.objects.filter(pk=model.key).update(away_until=timezone.now())


def how_is(models: tuple[Model, ...]) -> ProbeResult:
    """For ``/readyz``: asks nobody, so that it costs nothing.

    One failure that passes says nothing once the model has rested: the next visitor asks it again.
    """
    if not models:
        return ProbeResult("skipped", "no model is configured")
    known = ModelHealth.objects.in_bulk([model.key for model in models])
    away = [f"{row.label}: {row.kind}" for row in map(known.get, (model.key for model in models))
            if row is not None and _is_away(row)]  # fmt: skip
    return ProbeResult("degraded", "; ".join(away)) if away else ProbeResult("ok")


def _is_away(row: ModelHealth) -> bool:
    lasting = row.kind in {kind.value for kind in PERMANENT}
    return lasting or row.failures > 1 or timezone.now() < row.away_until
