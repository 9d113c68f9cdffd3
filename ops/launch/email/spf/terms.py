"""The text of an SPF record, parsed as strictly as RFC 7208 section 12 writes it.

One parser for both engines. What is wrong is said per piece, in plain words, with the piece as it
should be where that can be told; what parses is kept beside it, so that a tree can still be drawn.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ops.launch.email.spf.macros import MacroFault, Piece, domain_pieces, pieces
from ops.launch.email.spf.misspelt import (
    SyntaxFault,
    after_equals,
    all_with_more,
    bad_address,
    bad_domain,
    glued,
    run_together,
    shown,
    strange_marks,
    unknown_word,
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

VERSION = "v=spf1"
#: Mechanisms, and those of them (with the modifier redirect) that cost a DNS lookup (4.6.4).
KINDS = ("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists")
COUNTED = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
QUALIFIERS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
#: Characters and terms we read; DNS can carry 65,535 octets, an honest record has some hundreds.
LONGEST, MOST_TERMS = 16_384, 500

_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9\-_.]*)=(.*)\Z", re.DOTALL)
_DIRECTIVE = re.compile(r"([+\-?~]?)([A-Za-z][A-Za-z0-9\-_.]*)(.*)\Z", re.DOTALL)
_DUAL = re.compile(r"(.*?)(?:/(0|[1-9][0-9]*))?(?://(0|[1-9][0-9]*))?\Z", re.DOTALL)
_SINGLE = re.compile(r"([^/]*)(?:/(0|[1-9][0-9]*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One directive. ``argument`` is the domain-spec as written ("" for the record's own domain).

    ``network`` is set for ip4 and ip6; ``cidr4`` and ``cidr6`` are prefix lengths of a and mx.
    """

    kind: str
    qualifier: str
    raw: str
    argument: str = ""
    pieces: tuple[Piece, ...] = ()
    network: Network | None = None
    cidr4: int = 32
    cidr6: int = 128

    @property
    def counts(self) -> bool:
        """Whether it costs one of the ten DNS lookups."""
        return self.kind in COUNTED

    @property
    def result(self) -> str:
        """What a match means: pass, fail, softfail or neutral."""
        return QUALIFIERS[self.qualifier]


@dataclass(frozen=True, slots=True)
class Modifier:
    """``name=value``; ``redirect`` and ``exp`` name a domain, others are ignored by receivers."""

    name: str
    value: str
    raw: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A parsed record. With ``faults`` it is a permanent error for every receiver (4.6)."""

    text: str
    mechanisms: tuple[Mechanism, ...] = ()
    redirect: Modifier | None = None
    exp: Modifier | None = None
    unknown: tuple[Modifier, ...] = ()
    faults: tuple[SyntaxFault, ...] = ()
    remarks: tuple[SyntaxFault, ...] = ()
    #: The pieces between the spaces, in order, faulty ones too, without the version.
    written: tuple[str, ...] = field(default=(), compare=False)

    @property
    def ok(self) -> bool:
        """Whether a receiver can use it."""
        return not self.faults

    @property
    def all(self) -> Mechanism | None:
        """The first ``all``: nothing after it is ever looked at."""
        return next((term for term in self.mechanisms if term.kind == "all"), None)

    @property
    def reached(self) -> tuple[Mechanism, ...]:
        """The mechanisms up to and with the first ``all``."""
        end = self.all
        if end is None:
            return self.mechanisms
        return self.mechanisms[: self.mechanisms.index(end) + 1]

    @property
    def next_record(self) -> Modifier | None:
        """The redirect, where it has an effect: an ``all`` makes it void (5.1)."""
        return None if self.all else self.redirect


def is_spf(text: str) -> bool:
    """Whether a TXT value is an SPF record: the version, then a space or the end (4.5)."""
    return text[:6].lower() == VERSION and text[6:7] in ("", " ")


def parse(text: str) -> Record:
    """Parse the text of a record, whose version may be left out; never raises."""
    if len(text) > LONGEST:
        fault = SyntaxFault("too_long", shown(text), "no SPF record is that long")
        return Record(text[:LONGEST], faults=(fault,))
    body = text[6:] if is_spf(text) else text
    written = [piece for piece in body.split(" ") if piece]
    if len(written) > MOST_TERMS:
        fault = SyntaxFault("too_long", shown(text), f"more than {MOST_TERMS} terms")
        return Record(text, faults=(fault,), written=tuple(written))
    return _Reader(text, written).record()


class _Reader:
    """Sorts the pieces of one record into terms, faults and remarks."""

    def __init__(self, text: str, written: Sequence[str]) -> None:
        self.text, self.written = text, tuple(written)
        self.mechanisms: list[Mechanism] = []
        self.modifiers: list[Modifier] = []
        self.faults: list[SyntaxFault] = []
        self.remarks: list[SyntaxFault] = []

    def record(self) -> Record:
        skip = False
        for piece, following in zip(self.written, (*self.written[1:], ""), strict=False):
            if skip:
                skip = False
                continue
            skip = self._split_after_colon(piece, following)
            if not skip:
                self._read(piece)
        self._repeated_modifiers()
        self._remark()
        named = {modifier.name.lower(): modifier for modifier in reversed(self.modifiers)}
        return Record(
            text=self.text,
            mechanisms=tuple(self.mechanisms),
            redirect=named.get("redirect"),
            exp=named.get("exp"),
            unknown=tuple(m for m in self.modifiers if m.name.lower() not in ("redirect", "exp")),
            faults=tuple(self.faults),
            remarks=tuple(self.remarks),
            written=self.written,
        )

    def _split_after_colon(self, piece: str, following: str) -> bool:
        """``include: example.com``: one mistake, not two."""
        word = piece.lower().lstrip("+-~?")
        opens = word in ("ip4:", "ip6:", "ipv4:", "ipv6:", "include:", "a:", "mx:", "exists:",
                         "redirect=", "exp=")  # fmt: skip
        if not opens or not following:
            return False
        looks_like_term = any(following.lower().lstrip("+-~?").startswith(k + ":") for k in KINDS)
        if looks_like_term or following.lower().lstrip("+-~?") in KINDS:
            return False
        both, better = f"{piece} {following}", piece + following
        self.faults.append(
            SyntaxFault(
                "space", shown(both), f"there is a space after {shown(piece)!r}; remove it",
                better if not parse(better).faults else "",
            )
        )  # fmt: skip
        return True

    def _read(self, piece: str) -> None:
        fault = strange_marks(piece)
        if fault is None:
            modifier = _MODIFIER.match(piece)
            found = self._modifier(piece, *modifier.groups()) if modifier else mechanism(piece)
            if isinstance(found, Mechanism):
                self.mechanisms.append(found)
                return
            if isinstance(found, Modifier):
                self.modifiers.append(found)
                return
            fault = run_together(piece) or found
        self.faults.append(fault)

    def _modifier(self, raw: str, name: str, value: str) -> Modifier | SyntaxFault:
        known = name.lower() in ("redirect", "exp")
        try:
            found = domain_pieces(value) if known else pieces(value)
        except MacroFault as fault:
            if known:
                return bad_domain(raw, name.lower() + "=", value, str(fault))
            return SyntaxFault("macro", shown(raw), f"{shown(raw)!r}: {fault}")
        return Modifier(name, value, raw, found)

    def _repeated_modifiers(self) -> None:
        for name in ("redirect", "exp"):
            same = [m for m in self.modifiers if m.name.lower() == name]
            self.faults += [
                SyntaxFault("twice", shown(extra.raw), f"{name}= may stand only once", drop=True)
                for extra in same[1:]
            ]

    def _remark(self) -> None:
        for modifier in self.modifiers:
            remark = after_equals(modifier.name, modifier.value, modifier.raw)
            if remark:
                self.remarks.append(remark)
        for term in self.mechanisms:
            remark = glued(term.raw, term.argument)
            if remark:
                self.remarks.append(remark)


def mechanism(raw: str) -> Mechanism | SyntaxFault:
    """Parse one directive."""
    match = _DIRECTIVE.match(raw)
    if match is None:
        return unknown_word(raw, "", raw, "")
    sign, word, rest = match.groups()
    kind, qualifier = word.lower(), sign or "+"
    if kind not in KINDS or (rest and rest[0] not in ":/"):
        return unknown_word(raw, sign, word, rest)
    if kind == "all":
        return all_with_more(raw, sign) if rest else Mechanism(kind, qualifier, raw)
    if kind in ("ip4", "ip6"):
        return _address(raw, kind, qualifier, rest)
    return _domain(raw, kind, qualifier, rest)


def _address(raw: str, kind: str, qualifier: str, rest: str) -> Mechanism | SyntaxFault:
    match = _SINGLE.match(rest[1:]) if rest.startswith(":") else None
    if match is None:
        return bad_address(raw, kind, rest)
    host, length = match.groups()
    most = 32 if kind == "ip4" else 128
    try:
        prefix = int(length[:4]) if length is not None else most
        if prefix > most or "%" in host:
            return bad_address(raw, kind, rest)
        network: Network = (
            ipaddress.IPv4Network((ipaddress.IPv4Address(host), prefix), strict=False)
            if kind == "ip4"
            else ipaddress.IPv6Network((ipaddress.IPv6Address(host), prefix), strict=False)
        )
    except ValueError:
        return bad_address(raw, kind, rest)
    return Mechanism(kind, qualifier, raw, rest[1:], network=network)


def _domain(raw: str, kind: str, qualifier: str, rest: str) -> Mechanism | SyntaxFault:
    argument, cidr4, cidr6 = rest, None, None
    if kind in ("a", "mx"):
        match = _DUAL.match(rest)
        argument, cidr4, cidr6 = match.groups() if match else (rest, None, None)
    if argument and not argument.startswith(":"):
        return SyntaxFault("cidr", shown(raw), f"{shown(argument)!r} cannot follow {kind!r}")
    if (not argument and kind in ("include", "exists")) or argument == ":":
        return SyntaxFault("empty", shown(raw), f"{shown(raw)!r} does not say which domain")
    if int((cidr4 or "0")[:4]) > 32 or int((cidr6 or "0")[:4]) > 128:
        return SyntaxFault(
            "cidr", shown(raw), f"the number after the / in {shown(raw)!r} is too large"
        )
    try:
        found = domain_pieces(argument[1:]) if argument else ()
    except MacroFault as fault:
        return bad_domain(raw, raw[: raw.index(":") + 1], argument[1:], str(fault))
    return Mechanism(
        kind, qualifier, raw, argument[1:], found,
        cidr4=int(cidr4) if cidr4 is not None else 32,
        cidr6=int(cidr6) if cidr6 is not None else 128,
    )  # fmt: skip
