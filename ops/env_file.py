"""Changing a .env file without disturbing what a person wrote in it.

It is read with the library that the settings read it with, so what is kept here is what a process
will see. Lines that are not changed stay as they are, byte for byte, comments included.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import environ

#: Nobody but the owner of the file may read it.
PRIVATE = 0o600
HEADING = "# Added by manage.py setup. Every variable is explained in .env.example."
#: Values that every reader of such files takes as they stand.
PLAIN = re.compile(r"[A-Za-z0-9_.,:;/@%+=<>()\-](?:[A-Za-z0-9_.,:;/@%+=<>() \-]*[^\s#'\"\\$`])?")


class BadEnvFile(ValueError):
    """The file cannot be read or written; the message says what to change and shows no value."""


@dataclass(frozen=True, slots=True)
class EnvFile:
    """A file and what it says; ``text`` is "" and ``exists`` false for one that is not there."""

    path: Path
    text: str
    values: Mapping[str, str]
    exists: bool

    @property
    def open_to_others(self) -> bool:
        """Whether other accounts of this computer may read or change it."""
        return self.exists and bool(self.path.stat().st_mode & 0o077)


def read(path: Path) -> EnvFile:
    """The file, through a link if it is one; raises ``BadEnvFile``."""
    path = path.resolve()
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return EnvFile(path, "", {}, False)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise BadEnvFile(f"{path.name} cannot be read: {why}.") from error
    return EnvFile(path, text, parse(text), True)


def parse(text: str) -> dict[str, str]:
    """What a process would see in it."""

    class Apart(environ.Env):  # type: ignore[misc]
        """Into a table of its own instead of this process's environment."""

        ENVIRON: dict[str, str] = {}  # noqa: RUF012 - the library's own way

    # A quiet reading: invalid lines are ignored, as they are when the site starts.
    Apart.read_env(io.StringIO(text, newline=None))
    return dict(Apart.ENVIRON)


def changed(text: str, changes: Mapping[str, str]) -> str:
    """``text`` with these variables set; the same text where they all say so already."""
    seen = parse(text)
    wanted = {name: value for name, value in changes.items() if seen.get(name) != value}
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    added = [name for name in wanted if not _set_in(lines, name, wanted[name], ending)]
    if added:
        if lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += ending
        if HEADING not in text:
            lines += [ending if lines else "", HEADING + ending]
        lines += [f"{name}={quoted(wanted[name])}{ending}" for name in added]
    done = "".join(lines)
    if parse(done) != {**seen, **wanted}:
        raise BadEnvFile("this file could not be changed without changing something else in it.")
    return done


def _set_in(lines: list[str], name: str, value: str, ending: str) -> bool:
    """Set a variable where it stands, or beneath the line that has its default in a comment."""
    stands = [at for at, line in enumerate(lines) if re.match(rf"(export )?{name}=", line)]
    if stands:
        # The last one counts.
        line = lines[stands[-1]]
        before = line[: line.index("=") + 1]
        end = line[len(line.rstrip("\r\n")) :]
        lines[stands[-1]] = f"{before}{quoted(value)}{end}"
        return True
    default = [at for at, line in enumerate(lines) if re.match(rf"#\s?{name}=", line)]
    if default and lines[default[0]].endswith(("\n", "\r")):
        lines.insert(default[0] + 1, f"{name}={quoted(value)}{ending}")
        return True
    return False


def quoted(value: str) -> str:
    """A value as it is written; raises ``BadEnvFile`` for one that no line can hold."""
    if any(not sign.isprintable() for sign in value):
        raise BadEnvFile("a value holds a line break or another sign that cannot be printed.")
    doubled = value.replace("\\", "\\\\").replace('"', '\\"')
    forms = [f"'{value}'", f'"{doubled}"']
    if not value or PLAIN.fullmatch(value):
        forms.insert(0, value)
    for form in forms:
        if parse(f"X={form}\n").get("X") == value:
            return form
    raise BadEnvFile("a value holds quotation marks in a way that no line of this file can say.")


def write(path: Path, text: str) -> None:
    """Put the file there whole or not at all, for this account's eyes only."""
    handle, temporary = tempfile.mkstemp(prefix=".env-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, PRIVATE)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
