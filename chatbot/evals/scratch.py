"""Starting the process in which cases are played, and reading what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder

from chatbot.answerers.model import Model
from chatbot.evals.load import Case
from chatbot.models.usage import Spending
from chatbot.models.version import Known


class Broken(Exception):
    """The process could not do its work; the message is for whoever runs the server."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """``found`` by the case's id, and whether the time ran out before all were played."""

    found: Mapping[str, dict[str, Any]]
    out_of_time: bool = False


def play_there(cases: Sequence[Case], model: Model | None, *, seconds: float) -> Report:
    """Play cases with a model, None for the built-in answerer; raises ``Broken``."""
    job = {"business": business_rows(), "tests": [case.raw for case in cases]}
    with tempfile.TemporaryDirectory(prefix="slipway-evals-") as folder:
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "chatbot.evals.child"],
                cwd=settings.BASE_DIR,
                env=environment(Path(folder), model),
                input=json.dumps(job, cls=DjangoJSONEncoder),
                capture_output=True,
                text=True,
                timeout=seconds,
            )
        except subprocess.TimeoutExpired as error:
            return Report(found=_read(error.stdout), out_of_time=True)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        raise Broken(last[0][:300] if last else f"it ended with {done.returncode}")
    return Report(found=_read(done.stdout))


def business_rows() -> list[Any]:
    """Everything the assistant speaks from: the profile, the knowledge, the safe replies."""
    rows: list[Any] = []
    for model in Known.__subclasses__():
        rows += serializers.serialize("python", model._base_manager.all())
    return rows


def environment(folder: Path, model: Model | None) -> dict[str, str]:
    """This process's environment, with a database of its own, one model or none, and no mail."""
    given = {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
        "DATABASE_URL": f"sqlite:///{folder / 'evals.sqlite3'}",
        "REDIS_URL": "",
        "SECRET_KEY": settings.SECRET_KEY,
        "EMAIL_PROVIDER": "file",
        "SENTRY_DSN": "",
        "LOG_LEVEL": "ERROR",
        "LLM_PROVIDER": "builtin",
        "LLM_FALLBACK_PROVIDER": "builtin",
        "LLM_DAILY_BUDGET": _dollars(_left_today()),
    }
    if model is not None:
        given |= {
            "LLM_PROVIDER": model.provider,
            "LLM_MODEL": model.model,
            "LLM_API_KEY": model.api_key,
            "LLM_BASE_URL": model.base_url,
            "LLM_PRICE_IN": _dollars(model.price_in),
            "LLM_PRICE_OUT": _dollars(model.price_out),
        }
    return os.environ | given


def _left_today() -> Decimal:
    spent = Decimal(Spending.objects.of_day()) / 1_000_000
    return max(Decimal(0), Decimal(settings.LLM_DAILY_BUDGET) - spent)


def _dollars(amount: Decimal) -> str:
    return f"{amount:.6f}"


def _read(output: str | bytes | None) -> dict[str, dict[str, Any]]:
    """The lines that are whole; a process that was stopped may have left half of one."""
    text = output.decode(errors="replace") if isinstance(output, bytes) else output or ""
    found = {}
    for line in text.splitlines():
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict) and "id" in one:
            found[str(one["id"])] = one
    return found
