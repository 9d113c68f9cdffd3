"""What ``.dockerignore`` keeps out of a build, by Docker's own rules.

Source: https://docs.docker.com/build/concepts/context/#dockerignore-files. The last pattern that
fits decides; ``!`` takes a file back in; ``**`` stands for any number of folders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ignored:
    """The patterns of one file, each with whether it keeps out (or takes back in)."""

    patterns: tuple[tuple[bool, re.Pattern[str]], ...]

    @classmethod
    def of(cls, text: str) -> Ignored:
        """From the text of a ``.dockerignore``; "" keeps nothing out."""
        found = []
        for line in text.removeprefix("\ufeff").splitlines():
            entry = line.strip()
            if not entry or entry.startswith("#"):
                continue
            out = not entry.startswith("!")
            pattern = (entry if out else entry[1:].strip()).strip("/")
            pattern = re.sub(r"^(?:\./)+|/\.(?=/|$)", "", pattern)
            if pattern and pattern != ".":
                found.append((out, re.compile(_expression(pattern))))
        return cls(tuple(found))

    def keeps_out(self, path: str) -> bool:
        """Whether a file (its path below the build's folder, with ``/``) is not sent."""
        parts = path.split("/")
        heads = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        out = False
        for keeps_out, pattern in self.patterns:
            if out != keeps_out and any(pattern.fullmatch(head) for head in heads):
                out = keeps_out
        return out

    @property
    def takes_back(self) -> bool:
        """Whether a file in a folder that is kept out may be taken back in."""
        return any(not out for out, _ in self.patterns)


def _expression(pattern: str) -> str:
    """A Go ``filepath.Match`` pattern, with ``**``, as a regular expression."""
    made, at = "", 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            made, at = made + "(?:.*/)?", at + 3
        elif pattern.startswith("**", at):
            made, at = made + ".*", at + 2
        elif pattern[at] == "*":
            made, at = made + "[^/]*", at + 1
        elif pattern[at] == "?":
            made, at = made + "[^/]", at + 1
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].replace("\\", "\\\\")
            made, at = f"{made}[{'^' + inside[1:] if inside[0] in '^!' else inside}]", end + 1
        elif pattern[at] == "\\" and at + 1 < len(pattern):
            made, at = made + re.escape(pattern[at + 1]), at + 2
        else:
            made, at = made + re.escape(pattern[at]), at + 1
    return made
