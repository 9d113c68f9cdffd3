"""What the lint found: the tree of a domain's SPF records, with counts and problems.

Counts are those of RFC 7208 section 4.6.4: terms that cost a DNS lookup (ten at most) and lookups
that found nothing (two at most), for a sender that matches nothing and so meets every term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ops.launch.email.spf.evaluate import Limits
from ops.launch.email.spf.misspelt import SyntaxFault
from ops.launch.email.spf.selection import NearForm
from ops.launch.email.spf.terms import Mechanism, Record
from ops.launch.network.resolver import Outcome

#: Prefix lengths below which a network is no organization's any more but much of the internet.
WIDE4, WIDE6 = 8, 16
#: Half of all IPv4 addresses, and all IPv6 addresses in use (2000::/3): that is everyone.
HALF4, PUBLIC6 = 1, 3


class Certainty(StrEnum):
    """How sure a problem is, and whom it concerns."""

    PERMANENT = "permanent"  # a receiver reports an error, whatever else is right
    SOME = "some"  # an error for senders that are not matched early enough
    TEMPORARY = "temporary"  # a lookup failed: it may be right or wrong
    UNCOUNTABLE = "uncountable"  # depends on the sender, by a macro
    REMARK = "remark"  # legal, and still not as it should be


class Verdict(StrEnum):
    """What a record is worth as a whole."""

    VALID = "valid"
    PARTLY = "partly"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing wrong. ``domain`` is whose record it stands in, ``term`` the piece as written."""

    kind: str
    certainty: Certainty
    domain: str
    words: str
    term: str = ""
    target: str = ""
    fault: SyntaxFault | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wide:
    """A term that lets through far too many: ``everyone`` for ``+all``, a ``/0`` and a ``/1``."""

    domain: str
    term: str
    everyone: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One term of a record with what it costs.

    ``own`` is 0 or 1; ``below`` are the lookups of the record it leads to. ``voids4`` and
    ``voids6`` are empty answers met by a sender with an IPv4 or IPv6 address; an ``empty`` term
    can match nobody.
    """

    raw: str
    kind: str
    qualifier: str = "+"
    target: str = ""
    own: int = 0
    voids4: int = 0
    voids6: int = 0
    empty: bool = False
    child: Node | None = None
    again: bool = False
    note: str = ""
    mechanism: Mechanism | None = None

    @property
    def below(self) -> int:
        """Lookups inside the record it leads to."""
        return self.child.total if self.child else 0

    @property
    def total(self) -> int:
        """All lookups it can cost."""
        return self.own + self.below


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One record of the tree. ``total`` counts its own terms and everything below them.

    ``least`` is the smallest number of lookups after which a listed sender passes; None where
    nobody can.
    """

    domain: str
    outcome: Outcome
    texts: tuple[str, ...] = ()
    near: tuple[NearForm, ...] = ()
    record: Record | None = None
    steps: tuple[Step, ...] = ()
    own: int = 0
    total: int = 0
    voids4: int = 0
    voids6: int = 0
    least: int | None = None

    @property
    def text(self) -> str:
        """The record, or "" where there is none or there are several."""
        return self.texts[0] if len(self.texts) == 1 else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """When a record is met: ``first`` lookups are spent on opening it, ``last`` after all of it."""

    domain: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SpfTree:
    """The whole tree of a domain, and what is wrong in it."""

    domain: str
    root: Node
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    includes: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    queries: int = 0
    truncated: bool = False
    limits: Limits

    @property
    def worst(self) -> int:
        """Lookups for a sender that matches nothing."""
        return self.root.total

    @property
    def least(self) -> int | None:
        """Lookups for the sender that passes first; None where nobody passes."""
        return self.root.least

    @property
    def voids(self) -> int:
        """Lookups that find nothing, for a sender with an IPv4 address that matches nothing."""
        return self.root.voids4

    @property
    def verdict(self) -> Verdict:
        """The worst of its problems; unknown where a lookup failed that could change it."""
        if self.root.outcome not in (Outcome.ANSWER, Outcome.NODATA, Outcome.NXDOMAIN):
            return Verdict.UNKNOWN
        if not self.root.texts:
            return Verdict.NONE
        kinds = {problem.certainty for problem in self.problems}
        if Certainty.PERMANENT in kinds:
            return Verdict.INVALID
        if Certainty.SOME in kinds:
            return Verdict.PARTLY
        return Verdict.UNKNOWN if Certainty.TEMPORARY in kinds else Verdict.VALID

    @property
    def final(self) -> str:
        """The qualifier of the ``all`` that ends it, through redirects; "" where there is none."""
        node: Node | None = self.root
        for _ in range(self.limits.lookups + 1):
            if node is None or node.record is None:
                return ""
            if node.record.all:
                return node.record.all.qualifier
            node = next((step.child for step in node.steps if step.kind == "redirect"), None)
        return ""

    @property
    def has_all(self) -> bool:
        """Whether it ends in an ``all``."""
        return bool(self.final)

    @property
    def ptr(self) -> tuple[Problem, ...]:
        """Where the discouraged mechanism ``ptr`` is used (5.5)."""
        return tuple(remark for remark in self.remarks if remark.kind == "ptr")

    @property
    def wide(self) -> tuple[Wide, ...]:
        """Terms that let nearly anyone send."""
        return tuple(_wide(self.root, set()))

    def reach(self, domain: str) -> Reach | None:
        """When the record of an included domain is met; None where it is not in the tree."""
        return _reach(self.root, domain.lower().rstrip("."), 0, set())

    def beyond(self) -> tuple[str, ...]:
        """Terms of the domain's own record whose senders are only reached past the limit."""
        spent, late = 0, []
        for step in self.root.steps:
            passes = step.kind != "all" and step.qualifier == "+"
            spent += step.total
            if passes and spent > self.limits.lookups:
                late.append(step.raw)
        return tuple(late)


def least_of(steps: tuple[Step, ...]) -> int | None:
    """Lookups until the first sender passes, None where no term lets anyone pass."""
    spent = 0
    for step in steps:
        inside = step.child.least if step.child else None
        dead = step.empty or (step.kind in ("include", "redirect") and inside is None)
        if step.qualifier == "+" and not dead:
            return spent + step.own + (inside or 0)
        spent += step.total
    return None


def _reach(node: Node, domain: str, spent: int, seen: set[str]) -> Reach | None:
    seen.add(node.domain)
    for step in node.steps:
        if step.child and step.kind in ("include", "redirect"):
            if step.child.domain == domain:
                return Reach(domain=domain, first=spent + step.own, last=spent + step.total)
            if step.child.domain not in seen:
                found = _reach(step.child, domain, spent + step.own, seen)
                if found:
                    return found
        spent += step.total
    return None


def _wide(node: Node, seen: set[str]) -> Iterator[Wide]:
    """Through what passes: a ``-include`` of an open record lets nobody in."""
    if node.domain in seen:
        return
    seen.add(node.domain)
    for step in node.steps:
        if step.qualifier != "+":
            continue
        if step.child:
            yield from _wide(step.child, seen)
        wide = _width(step.mechanism)
        if wide is not None:
            yield Wide(domain=node.domain, term=step.raw, everyone=wide)


def _width(term: Mechanism | None) -> bool | None:
    """None for a term of a sane size, else whether it lets (nearly) everyone through."""
    if term is None:
        return None
    if term.kind == "all":
        return True
    four, six = term.cidr4, term.cidr6
    if term.network is not None:
        four, six = (
            (term.network.prefixlen, 128)
            if term.network.version == 4
            else (32, term.network.prefixlen)
        )
    if four >= WIDE4 and six >= WIDE6:
        return None
    return four <= HALF4 or six <= PUBLIC6
