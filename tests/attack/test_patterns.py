"""Every regular expression of the app against strings made to keep it busy (ReDoS).

A pattern whose work doubles with each letter never comes back from a few thousand of them. Each
gets a generous stretch of processor time; one that uses it up is named.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOMS = ("chatbot", "leads", "ops", "config")
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
#: Seconds of processor time for all strings of one pattern; letters in a string, so many that
#: work which grows with their cube never ends; and letters of it that are searched.
PATIENCE, LENGTH, SEARCHED = 20, 2_000, 400
PUMPS = [
    "a",
    "A",
    "0",
    " ",
    "\t",
    "\n",
    "-",
    ".",
    "/",
    ":",
    "@",
    "=",
    "?",
    "%",
    "(",
    "[",
    "{",
    "<",
    "&",
    '"',
    "'",
    "\\",
    ",",
    "_",
    "+",
    "é",
    "\u00a0",
    "a.",
    "a-",
    "a ",
    " a",
    "1,",
    "1.",
    "1 ",
    "a@",
    "@a.",
    "a:",
    "://",
    "<a ",
    "<!--",
    "a=b&",
    "?a=",
    "%20",
    "\\u0000",
    "aA0_-",
    "1-",
    "(1",
    "ab ab ",
    "x y",
    "not ",
    "the ",
    "and ",
    "I ",
    "of the ",
    "http://a",
    "at (",
    "key=",
    "token ",
]


def sources() -> list[Path]:
    root = Path(settings.BASE_DIR)
    found = [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def in_value(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a module's value, also in tables of them."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4:
        if isinstance(value, dict):
            inner: Any = list(value.values()) + list(value)
        elif isinstance(value, list | tuple | set | frozenset):
            inner = list(value)[:2_000]
        else:
            inner = list(getattr(value, "__dict__", {}).values()) if depth == 1 else []
        for item in inner:
            yield from in_value(item, depth + 1)


def written(path: Path) -> Iterator[str]:
    """Patterns that stand as they are in a call of ``re``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in CALLS
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value


def module_of(path: Path) -> str:
    """``leads.address`` of ``…/leads/address.py``."""
    inside = path.relative_to(settings.BASE_DIR).with_suffix("")
    return ".".join(inside.parts).removesuffix(".__init__")


def patterns(path: Path) -> list[re.Pattern[Any]]:
    """Every pattern that a module holds when it is loaded, or has written out in a call."""
    held: dict[tuple[Any, int], re.Pattern[Any]] = {}
    # What needs a library that is not installed here has its patterns read from its text alone.
    with contextlib.suppress(ModuleNotFoundError):
        for value in list(vars(importlib.import_module(module_of(path))).values()):
            held |= {(found.pattern, found.flags): found for found in in_value(value)}
    for text in written(path):
        compiled = re.compile(text)
        held.setdefault((compiled.pattern, compiled.flags), compiled)
    return list(held.values())


def strings(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Strings for one pattern: usual pumps, and pieces of its own letters, with a bad end."""
    own = re.findall(r"[\w@:/=-]{2,12}", str(pattern.pattern))[:6]
    for pump in [*PUMPS, *own]:
        yield f"{own[0] if own else 'x'} {(pump * LENGTH)[:LENGTH]}\x00"


class TooLong(Exception):
    """The processor time is used up."""


def _stop(*_: object) -> None:
    raise TooLong


def busy(pattern: re.Pattern[Any]) -> str:
    """The beginning of a string that keeps the pattern busy, or ""."""
    before = signal.signal(signal.SIGVTALRM, _stop)
    text = ""
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
        for text in strings(pattern):
            given: Any = text if isinstance(pattern.pattern, str) else text.encode()
            pattern.match(given)
            pattern.fullmatch(given)
            # From every place in it, which alone makes the work grow with the square.
            pattern.search(given[-SEARCHED:])
    except TooLong:
        return repr(text[:40])
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return ""


FILES = {
    module_of(path): path
    for path in sources()
    if re.search(r"^(import|from) re\b", path.read_text(), re.M)
}


@pytest.mark.parametrize("module", FILES)
def test_no_pattern_is_kept_busy(module: str) -> None:
    found = {
        pattern.pattern: kept for pattern in patterns(FILES[module]) if (kept := busy(pattern))
    }
    assert found == {}


def test_the_patterns_of_the_app_are_found() -> None:
    assert len(FILES) > 60
    for module in ("ops.logs.patterns", "ops.web.client_errors", "ops.addresses"):
        assert patterns(FILES[module])
    assert len(patterns(FILES["ops.logs.patterns"])) > 10


def test_a_pattern_that_is_kept_busy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.PATIENCE", 0.5)
    assert "aaaa" in busy(re.compile(r"^(a+)+$"))
