"""A Dockerfile as its instructions, grouped by stage.

Source: https://docs.docker.com/reference/dockerfile/. Only what ours uses; anything else raises, so
that an instruction that would not be carried out is noticed.
"""

from __future__ import annotations

import io
import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

KNOWN = {
    "FROM", "ARG", "ENV", "WORKDIR", "RUN", "COPY", "USER", "EXPOSE", "HEALTHCHECK", "CMD",
}  # fmt: skip


class NotUnderstood(Exception):
    """The file says something that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """One of them. ``flags`` are its ``--name=value``; ``words`` the rest of a list or a line."""

    name: str
    value: str
    line: int
    flags: dict[str, str] = field(default_factory=dict)

    @property
    def is_list(self) -> bool:
        """Whether it is in exec form, without a shell in between."""
        return self.value.startswith("[")

    @property
    def words(self) -> list[str]:
        """The exec form's list, or the line as a shell splits it."""
        return list(json.loads(self.value)) if self.is_list else shlex.split(self.value)


@dataclass(frozen=True, slots=True)
class Stage:
    """From one FROM to the next. ``base`` is an image or an earlier stage."""

    base: str
    name: str
    instructions: tuple[Instruction, ...]


def read(path: Path) -> list[Stage]:
    """The stages in order; raises ``NotUnderstood``."""
    parser = DockerfileParser(fileobj=io.BytesIO(path.read_bytes()))
    stages: list[Stage] = []
    for entry in parser.structure:
        name, line = entry["instruction"].upper(), entry["startline"] + 1
        if name == "COMMENT":
            continue
        if name not in KNOWN:
            raise NotUnderstood(f"line {line}: {name}")
        if name == "FROM":
            base, _, stage = entry["value"].partition(" AS ")
            stages.append(Stage(base.strip(), stage.strip(), ()))
            continue
        if not stages:
            raise NotUnderstood(f"line {line}: {name} before the first FROM")
        found = _instruction(name, entry["value"], line)
        last = stages[-1]
        stages[-1] = Stage(last.base, last.name, (*last.instructions, found))
    return stages


def _instruction(name: str, value: str, line: int) -> Instruction:
    flags = {}
    while match := re.match(r"--([a-z-]+)=(\S+)\s+", value):
        flags[match[1]] = match[2]
        value = value[match.end() :]
    if name == "HEALTHCHECK":
        value = value.removeprefix("CMD").strip()
    return Instruction(name, value.strip(), line, flags)


def assignments(value: str) -> dict[str, str]:
    """What an ENV or ARG line sets; an ARG without a value sets ""."""
    return {name: text for name, _, text in (word.partition("=") for word in shlex.split(value))}
