"""What a site's robots.txt lets us read (RFC 9309). Pure functions over its text.

The standard library's parser knows neither ``*`` inside a path nor that the longest rule wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, unquote

#: Our name there (RFC 9309 2.2.1), and how much of a file is read (2.5 asks for 500 KiB).
AGENT = "slipway-import"
LONGEST = 512 * 1024
MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us: ``(whether it is allowed, pattern)``. Without any, all is allowed."""

    rules: tuple[tuple[bool, str], ...] = ()
    sitemaps: tuple[str, ...] = ()

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be read: the longest rule decides, allow wins a tie."""
        return self.rule_for(path)[0]

    def rule_for(self, path: str) -> tuple[bool, str]:
        """``(allowed, the pattern that says so)``; the pattern is "" where none does."""
        asked = _plain(path)
        best, allowed = "", True
        for allow, pattern in self.rules:
            longer = len(pattern) > len(best) or (len(pattern) == len(best) and allow)
            if longer and _fits(pattern, asked):
                best, allowed = pattern, allow
        return allowed, best


@dataclass(slots=True)
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[tuple[bool, str]] = field(default_factory=list)


def parse(text: str) -> Robots:
    """The rules of the groups that name us, or else of those for everybody."""
    groups: list[_Group] = []
    sitemaps: list[str] = []
    naming = False
    for line in text[:LONGEST].lstrip("\ufeff").splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            if not naming:
                groups.append(_Group())
            groups[-1].agents.append(value.lower())
            naming = True
        elif name in ("allow", "disallow"):
            naming = False
            if groups and value and len(groups[-1].rules) < MOST_RULES:
                groups[-1].rules.append((name == "allow", _plain(value)))
        elif name == "sitemap" and value:
            sitemaps.append(value)
        elif name:
            naming = False
    ours = [group for group in groups if AGENT in map(_product, group.agents)]
    chosen = ours or [group for group in groups if "*" in group.agents]
    return Robots(tuple(rule for group in chosen for rule in group.rules), tuple(sitemaps[:20]))


def _product(agent: str) -> str:
    return agent.partition("/")[0].strip()


def _plain(path: str) -> str:
    """A path in one spelling of its percent signs."""
    return quote(unquote(path), safe="/%:=&?~+!$,;'@()*[]|")[:2_000]


def _fits(pattern: str, path: str) -> bool:
    """``*`` stands for anything, ``$`` at the end for the end. In time linear in the path."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return path == first if ends else True
    place = len(first)
    for part in others[:-1]:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    last = others[-1]
    if ends:
        return len(path) - len(last) >= place and path.endswith(last)
    return path.find(last, place) >= 0
