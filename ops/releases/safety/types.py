"""Which changes of a column's type PostgreSQL makes without touching a row.

https://www.postgresql.org/docs/current/sql-altertable.html, Notes: binary coercible types.
"""

from __future__ import annotations

import re

_SAME = {
    "character varying": "varchar", "int": "integer", "int4": "integer", "int8": "bigint",
    "int2": "smallint", "decimal": "numeric", "bool": "boolean", "timestamptz":
    "timestamp with time zone", "float8": "double precision", "char": "character",
}  # fmt: skip
_SIZED = re.compile(r"([a-z ]+?) ?\(([\d, ]+)\)(.*)")


def _read(name: str) -> tuple[str, tuple[int, ...]]:
    """``varchar(200)`` as ("varchar", (200,)); serial numbers as what they are kept in."""
    text = " ".join(name.lower().split())
    text = re.sub(r" (generated|collate|identity).*", "", text)
    sizes: tuple[int, ...] = ()
    if match := _SIZED.fullmatch(text):
        text = (match[1] + match[3]).strip()
        sizes = tuple(int(part) for part in match[2].split(","))
    return _SAME.get(text, text), sizes


def _wider(old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Whether every value of the old size fits into the new one."""
    if not new:
        return True
    if not old or len(old) != len(new):
        return False
    return new[0] >= old[0] and new[1:] == old[1:]


def rewrites(old: str, new: str) -> bool:
    """Whether rows have to be written anew or looked at; an unknown old type counts as yes."""
    if not old:
        return True
    (kind, size), (wanted, room) = _read(old), _read(new)
    if (kind, size) == (wanted, room):
        return False
    if kind == wanted and kind in ("varchar", "numeric", "timestamp with time zone", "varbit"):
        return not _wider(size, room)
    if kind == "varchar" and wanted == "text":
        return False
    if kind == "text" and wanted == "varchar" and not room:
        return False
    return not (kind == "cidr" and wanted == "inet")


def narrows(old: str, new: str) -> bool:
    """Whether the new type is the old one with less room."""
    (kind, size), (wanted, room) = _read(old), _read(new)
    if kind == "text" and wanted == "varchar" and room:
        return True
    return kind == wanted and size != room and not _wider(size, room)
