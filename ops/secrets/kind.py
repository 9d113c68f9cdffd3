"""What a kind of key is: its name, what it looks like, and how it is taken out of use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ops.launch.findings import Severity

#: Shapes that several makers share, so that the maker's name has to stand close by.
HEX32, HEX40, HEX64 = r"[0-9a-f]{32}", r"[0-9a-f]{40}", r"[0-9a-f]{64}"
UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One shape of a key.

    ``start`` are the pieces it may begin with; the pattern is tried only where one of them stands.
    Without any, ``words`` (lower case) must be somewhere in the text and the pattern is searched.
    With ``near``, the maker's name and a word such as "token" have to stand before the value. A
    ``loose`` shape could be ordinary words too: its value has to look random as well. ``anywhere``
    says that it may have no run of sixteen letters and digits, or goes over several lines.
    """

    pattern: re.Pattern[str]
    start: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    loose: bool = False
    anywhere: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of key.

    ``where`` is the page on which it is revoked, ``variable`` the one of ours that holds it ("" for
    none), ``how`` replaces the usual steps, ``risk`` says what its finder can do. ``names`` are
    parts of variable names that tell it when the value alone does not.
    """

    id: str
    name: str
    where: str
    forms: tuple[Form, ...] = ()
    variable: str = ""
    how: str = ""
    risk: str = "Whoever reads it can use your account in your name and at your cost."
    severity: Severity = Severity.BLOCKER
    names: tuple[str, ...] = ()

    @property
    def steps(self) -> str:
        """How this very key is revoked and replaced."""
        if self.how:
            return self.how
        holder = self.variable or "the environment variable that holds it"
        return (
            f"Make a new one at {self.where}. Put it into {holder} where your platform keeps "
            "environment variables and redeploy. Then delete the old one on the same page."
        )


def starts(prefix: str, rest: str, *, loose: bool = False) -> Form:
    """A key that begins with one of the pieces in ``prefix`` (parted by spaces)."""
    pieces = tuple(prefix.split())
    begin = "|".join(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True))
    return Form(pattern=re.compile(f"(?:{begin})(?:{rest})"), start=pieces, loose=loose)


def has(words: str, pattern: str, *, loose: bool = False, anywhere: bool = False) -> Form:
    """A key that is searched for where one of ``words`` stands in the text."""
    found = re.compile(pattern)
    return Form(pattern=found, words=tuple(words.split()), loose=loose, anywhere=anywhere)


def near(makers: str, shape: str) -> Form:
    """A key of a common shape, told by its maker's name (one of ``makers``) close before it."""
    makers_ = tuple(makers.split())
    return Form(pattern=after_a_word(shape), near=makers_, words=makers_)


def after_a_word(shape: str) -> re.Pattern[str]:
    """``shape`` directly behind a word such as "token"; the value is the group ``value``."""
    return re.compile(
        r"(?i:key|token|secret|passw|pwd|auth(?!or)|credential|bearer|\bpat\b|basic)[\w-]{0,24}"
        r"\W{1,24}(?:(?i:is|value|bearer|basic|token|default)\W{1,8})?"
        rf"(?P<value>{shape})(?![\w-])"
    )


def kind(
    id: str, name: str, where: str, *forms: Form, variable: str = "", how: str = "",
    names: str = "",
    risk: str = "", severity: Severity = Severity.BLOCKER,
) -> Kind:  # fmt: skip
    """A kind, written as one line of a table."""
    return Kind(
        id=id, name=name, where=where, forms=forms, variable=variable, how=how,
        severity=severity, names=tuple(names.split()),
        **({"risk": risk} if risk else {}),
    )  # fmt: skip
