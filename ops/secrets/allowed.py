"""What somebody has said is no secret: a mark on the line, or an entry in ``.secretsallow``.

A mark is the comment ``slipway: not a secret`` on the line of the value, or alone on the line
before. Where no comment can stand, ``.secretsallow`` in the top folder takes the fingerprint that
the finding shows, and a reason. A fingerprint is a slow hash: nobody gets a value back from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ops.secrets.kind import Kind

MARK = "slipway: not a secret"
FILE = ".secretsallow"
#: Longer lines are made by machines; one mark must not speak for all that is on them.
LONGEST_LINE = 2_000
#: In the file itself, a kind's name with hexadecimal digits behind it is no key.
WITHOUT_FINGERPRINTS = re.compile(rb"(?m)^[a-z0-9-]+:[0-9a-f]{16,32}(?=\s)")
_ENTRY = re.compile(
    r"(?P<fingerprint>(?:[a-z0-9-]+:[0-9a-f]{16}|file:[0-9a-f]{32}))(?:\s+(?P<why>\S.*))?"
)


class BadAllowance(ValueError):
    """``.secretsallow`` holds a line that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Allowances:
    """The fingerprints of one ``.secretsallow``."""

    fingerprints: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path) -> Allowances:
        """Those of a folder; none where it has no such file. Raises ``BadAllowance``."""
        try:
            text = (folder / FILE).read_text("utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except OSError as error:
            raise BadAllowance(f"{FILE} cannot be read: {error.strerror}.") from error
        found = set()
        for number, line in enumerate(text.splitlines(), start=1):
            entry = line.strip()
            if not entry or entry.startswith("#"):
                continue
            match = _ENTRY.fullmatch(entry)
            if match is None or not match["why"]:
                raise BadAllowance(
                    f"{FILE}, line {number}: write the fingerprint that the finding shows, a "
                    f"space, "
                    "and why it is no secret."
                )
            found.add(match["fingerprint"])
        return cls(frozenset(found))


def fingerprint(kind: Kind, value: str) -> str:
    """What a value is known by; made slow, so that a short password cannot be found by trying."""
    made = hashlib.scrypt(
        value.encode("utf-8", "surrogateescape" if _has_surrogates(value) else "strict"),
        salt=f"slipway secrets {kind.id}".encode(), n=2**12, r=8, p=1, dklen=8,
    )  # fmt: skip
    return f"{kind.id}:{made.hex()}"


def _has_surrogates(value: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in value)


def file_fingerprint(data: bytes) -> str:
    """What a file that is not looked into is known by."""
    return f"file:{hashlib.sha256(data).hexdigest()[:32]}"


def is_marked(lines: Sequence[str], line: int) -> bool:
    """Whether the mark stands on a line (counted from 1), or alone on the one before."""
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if MARK in here and len(here) <= LONGEST_LINE:
        return True
    before = lines[line - 2].strip() if 1 < line <= len(lines) + 1 else ""
    return MARK in before and re.match(r"#|//|/\*|<!--|--|;|\{#|%", before) is not None
