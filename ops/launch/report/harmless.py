"""Makes text from DNS and web servers safe to look at, by showing what would not be seen.

An escape code can rewrite a terminal, a right-to-left override can turn a name around, and a
no-break space inside an SPF record is invisible and breaks it. Whatever would not be seen is
written as its code point, ``[U+202E]``, so that nothing acts and nothing hides.
"""

from __future__ import annotations

import re
from typing import Any

#: Characters that count as letters or marks and still show nothing.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\uffa0\U000e0100-\U000e01ef]"
)
#: The longest text that is shown; an answer of a server may be longer, its reader's day is not.
LONGEST = 20_000
_REST = " (the rest is left out)"


def is_harmless(text: str) -> bool:
    """Whether every character of a line is seen as itself.

    ``str.isprintable`` is false for controls, formats (bidi, zero width), surrogates, private and
    unassigned characters, and every space but the plain one.
    """
    return text.isprintable() and not UNSEEN.search(text)


def harmless(text: str, *, longest: int = LONGEST) -> str:
    """The text with everything unseen written out; line breaks stay, tabs become spaces.

    At most ``longest`` characters. Done twice it changes nothing more.
    """
    # Each pair of characters leaves at least one, so this much is enough to know of the rest.
    text = text[: 2 * longest + 2].replace("\r\n", "\n").replace("\t", "    ")
    shown = "\n".join(_line(line) for line in text.split("\n"))
    return shown if len(shown) <= longest else shown[: longest - len(_REST)] + _REST


def one_line(text: str, *, longest: int = LONGEST) -> str:
    """The same for what has to stay on its line: a break is shown as ``[U+000A]``."""
    return harmless(text.strip().replace("\n", "[U+000A]"), longest=longest)


def harmless_data(data: Any) -> Any:
    """A copy of JSON data in which every string is harmless, so that any database can keep it.

    PostgreSQL refuses a NUL and half a surrogate pair in JSON.
    """
    if isinstance(data, str):
        return harmless(data)
    if isinstance(data, dict):
        return {harmless(str(key)): harmless_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [harmless_data(value) for value in data]
    return data


def _line(line: str) -> str:
    if is_harmless(line):
        return line
    return "".join(each if is_harmless(each) else f"[U+{ord(each):04X}]" for each in line)
