"""What the answers change, worked out before anything is written; and writing all of it at once."""

from __future__ import annotations

import secrets
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from chatbot.firstday import profile
from chatbot.firstday.places import Place
from ops import env_file
from ops.env_file import EnvFile

#: Made up where they are missing: how many random bytes.
MADE_UP = {"SECRET_KEY": 50, "OPS_TOKEN": 32}


@dataclass(kw_only=True, slots=True)
class Answers:
    """Everything that was asked. ``variables`` holds what was answered, kept ones included."""

    place: Place
    business: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    without_demo: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """``text`` is the new .env, the same as the old one where nothing changes there."""

    answers: Answers
    file: EnvFile
    text: str
    changes: Mapping[str, str]
    made_up: tuple[str, ...]
    profile: Mapping[str, tuple[str, str]]
    export: Path | None = None

    @property
    def writes_file(self) -> bool:
        """Whether .env changes, or has to be closed to others."""
        return self.text != self.file.text or self.closes_file

    @property
    def closes_file(self) -> bool:
        """Whether other accounts of this computer can read the file now."""
        return self.answers.place.uses_file and self.file.open_to_others

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is so already."""
        rest = self.profile or self.answers.without_demo or self.export
        return not self.writes_file and not rest


def make(answers: Answers, file: EnvFile, *, export: Path | None = None) -> Plan:
    """The plan; raises ``BadEnvFile`` where a value cannot be written into the file."""
    place = answers.place
    given = {
        name: value
        for name, value in answers.variables.items()
        # An empty answer takes away what stands there, and needs no line where nothing does.
        if value != file.values.get(name, "")
    }
    made_up: list[str] = []
    if place.uses_file:
        for name, value in place.fixed.items():
            if _differs(name, value, file.values, place):
                given[name] = value
        for name, size in MADE_UP.items():
            if not file.values.get(name, "").strip():
                given[name] = secrets.token_urlsafe(size)
                made_up.append(name)
    return Plan(
        answers=answers,
        file=file,
        text=env_file.changed(file.text, given) if place.uses_file else file.text,
        changes=given,
        made_up=tuple(made_up),
        profile=profile.differences(answers.business),
        export=export,
    )


def _differs(name: str, value: str, present: Mapping[str, str], place: Place) -> bool:
    """Whether a place needs another value. On a laptop what the founder chose stays."""
    if place.is_laptop and name in present:
        return False
    read = settings.ENVIRONMENT.variable(name).read
    return bool(read(present.get(name, "")) != read(value))


def for_the_platform(answers: Answers) -> dict[str, str]:
    """What is to be set at a platform, secrets included; without what it makes up itself."""
    return {**{k: v for k, v in answers.variables.items() if v}, **answers.place.fixed}


def export_text(answers: Answers) -> str:
    """The same as a file that platforms take: one NAME=value a line."""
    values = for_the_platform(answers)
    return "".join(f"{name}={env_file.quoted(value)}\n" for name, value in values.items())


def carry_out(plan: Plan) -> None:
    """Write all of it or nothing; Ctrl+C waits for the moment this takes."""
    with _uninterrupted(), transaction.atomic():
        profile.save(plan.answers.business, without_demo=plan.answers.without_demo)
        if plan.export is not None:
            plan.export.parent.mkdir(parents=True, exist_ok=True)
            env_file.write(plan.export, export_text(plan.answers))
        if plan.writes_file:
            env_file.write(plan.file.path, plan.text)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
