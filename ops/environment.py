"""The type of an environment variable, and how all of them are read and judged.

The list of variables itself is ``config/env.py``; settings expose it as
``settings.ENVIRONMENT``. Everything that speaks about variables (``.env.example``,
the docs, the checks) is made from or tested against that one list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit


class Kind(StrEnum):
    """How the text of a variable is read."""

    TEXT = "text"
    FLAG = "true or false"
    NUMBER = "whole number"
    URL = "address"
    EMAIL = "email address"
    LIST = "list, separated by commas"
    CHOICE = "one of a few words"


class AtDeploy(StrEnum):
    """Who gives a variable its first value, where a button deploys the app."""

    NOBODY = "the default is right, or the founder sets it later"
    GENERATED = "the platform makes one up"
    ASKED = "the founder, in the form behind the button"


class BadValue(ValueError):
    """A value cannot be read. The message names what to change and never the value."""


TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
EMAIL_SHAPE = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Variable:
    """One environment variable.

    ``required`` says in plain words when the variable must be there ("" for never);
    only ``SECRET_KEY`` and ``SITE_URL`` refuse a start, everything else is a finding.
    ``check`` looks at the parsed value and raises ``BadValue`` with what to change.
    ``at_deploy`` is for ``app.json`` and ``render.yaml``, made from this list (``ops/buttons/``).
    """

    name: str
    purpose: str
    kind: Kind = Kind.TEXT
    default: str = ""
    required: str = ""
    secret: bool = False
    source: str = ""
    rotation: str = ""
    group: str = "The application"
    choices: tuple[str, ...] = ()
    check: Callable[[Any], None] | None = None
    at_deploy: AtDeploy = AtDeploy.NOBODY

    def read(self, text: str) -> Any:
        """The value of ``text``; raises ``BadValue`` with words that never show it."""
        text = text.strip()
        if self.secret and len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
            raise BadValue("has quotation marks around it; take them out")
        value = self._parse(text)
        if self.check is not None and text:
            self.check(value)
        return value

    def _parse(self, text: str) -> Any:
        match self.kind:
            case Kind.FLAG:
                return _read_flag(text)
            case Kind.NUMBER:
                return _read_number(text)
            case Kind.LIST:
                return [part.strip() for part in text.split(",") if part.strip()]
            case Kind.CHOICE:
                if text and text not in self.choices:
                    raise BadValue(f"must be one of: {', '.join(self.choices)}")
            case Kind.URL:
                if text:
                    _check_url(text)
            case Kind.EMAIL:
                if text and not EMAIL_SHAPE.search(text):
                    raise BadValue("must be an email address, such as you@example.com")
        return text


def _read_flag(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise BadValue("must be true or false")


def _read_number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise BadValue("must be a whole number, written with digits only")
    return int(text)


ENCODE = (
    "cannot be read as an address; if it holds a password with one of / ? # @ : % in it, write "
    "that character percent-encoded (/ as %2F, ? as %3F, # as %23, @ as %40, : as %3A, % as %25)"
)


def _check_url(text: str) -> None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise BadValue(ENCODE) from error
    if "@" in text and "@" not in parts.netloc:
        # A raw / ? or # in the password has cut the address short before its host.
        raise BadValue(ENCODE)
    if not parts.scheme:
        raise BadValue("must be a whole address that starts with its scheme, such as https://")


@dataclass(frozen=True, kw_only=True, slots=True)
class EnvProblem:
    """One variable that cannot be used as it is. ``fatal`` ones refuse a start."""

    name: str
    text: str
    fatal: bool

    def __str__(self) -> str:
        return f"{self.name} {self.text}"


@dataclass(slots=True)
class Environment:
    """The manifest together with one source of values (``os.environ`` in a process)."""

    variables: Sequence[Variable]
    source: Mapping[str, str]
    problems: list[EnvProblem] = field(default_factory=list)
    _by_name: dict[str, Variable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name = {variable.name: variable for variable in self.variables}

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.variables)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def variable(self, name: str) -> Variable:
        """The manifest entry of a name; ``KeyError`` for one that is not in the manifest."""
        return self._by_name[name]

    def is_set(self, name: str) -> bool:
        """Whether somebody gave this variable a value that is not blank."""
        return bool(self.source.get(self.variable(name).name, "").strip())

    def get(self, name: str) -> Any:
        """The parsed value, or the parsed default where it is missing, blank or unreadable.

        An unreadable value is noted in ``problems`` and never raised, so that importing the
        settings works for a build step; whoever starts a server reads ``problems``.
        """
        variable = self.variable(name)
        text = self.source.get(name, "")
        try:
            return variable.read(text if text.strip() else variable.default)
        except BadValue as error:
            self.report(name, str(error))
            return variable.read(variable.default)

    def report(self, name: str, text: str, *, fatal: bool = True) -> None:
        """Note a problem found by whoever uses the value; each is kept once."""
        problem = EnvProblem(name=name, text=text, fatal=fatal)
        if problem not in self.problems:
            self.problems.append(problem)

    def refusals(self) -> list[EnvProblem]:
        """The problems that must stop a server or a worker from starting."""
        return [problem for problem in self.problems if problem.fatal]

    def refusal_text(self) -> str:
        """All refusals in words for a person, or "" when the process may start."""
        refusals = self.refusals()
        if not refusals:
            return ""
        lines = "\n".join(f"  - {problem}" for problem in refusals)
        return (
            f"Slipway cannot start: the environment needs {len(refusals)} "
            f"change{'s' if len(refusals) > 1 else ''}.\n{lines}\n"
            "Each variable is explained in docs/environment.md."
        )


def called_for(variables: Iterable[Variable], name: str, chosen: str) -> list[Variable]:
    """What a choice needs beside it, by the words of ``required``: "when NAME is A or B, …"."""
    found = []
    for variable in variables:
        when = re.match(rf"when {name} is (?!not )([^,;:]+)", variable.required)
        if when and chosen in re.findall(r"[\w-]+", when[1]):
            found.append(variable)
    return found


def render_example(variables: Sequence[Variable]) -> str:
    """The text of ``.env.example``: every variable with its purpose, all values commented out."""
    lines = [
        "# Made from config/env.py by `python manage.py write_environment_files`; change it there.",
        "# Copy to .env and fill in what you need. Lines with a # in front use the default.",
    ]
    group = ""
    for variable in variables:
        if variable.group != group:
            group = variable.group
            lines += ["", f"## {group}"]
        lines += ["", *_comment(variable), f"#{variable.name}={variable.default}"]
    return "\n".join(lines) + "\n"


def _comment(variable: Variable) -> Iterator[str]:
    yield f"# {variable.purpose}"
    if variable.choices:
        yield f"# One of: {', '.join(variable.choices)}."
    if variable.required:
        yield f"# Required {variable.required}."
    if variable.source:
        yield f"# Where from: {variable.source}"


def render_docs(variables: Sequence[Variable]) -> str:
    """The table part of ``docs/environment.md``: one section a group, one entry a variable."""
    lines: list[str] = []
    group = ""
    for variable in variables:
        if variable.group != group:
            group = variable.group
            lines += [f"## {group}", ""]
        lines += [f"### `{variable.name}`", "", variable.purpose, ""]
        lines.append(f"- Kind: {variable.kind.value}" + (", secret" if variable.secret else ""))
        if variable.choices:
            lines.append("- One of: " + ", ".join(f"`{choice}`" for choice in variable.choices))
        lines.append(f"- Default: {f'`{variable.default}`' if variable.default else 'empty'}")
        if variable.required:
            lines.append(f"- Required {variable.required}")
        if variable.source:
            lines.append(f"- Where from: {variable.source}")
        if variable.rotation:
            lines.append(f"- To change it: {variable.rotation}")
        lines.append("")
    return "\n".join(lines)
