"""The text of a DMARC record (RFC 9989 sections 4.7 and 4.8), and of what was meant as one.

Receivers ignore what they do not understand, so that a typing mistake never bounces mail: it
silently switches the protection off. That is what the problems here say.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ops.launch.email.dmarc_address import ReportAddress, report_address
from ops.launch.email.spf.misspelt import plain, shown

LONGEST = 16_384
_VERSION = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")
#: Tags of RFC 9989, and those that RFC 7489 had and it no longer has.
TAGS = ("v", "p", "sp", "np", "psd", "t", "adkim", "aspf", "rua", "ruf", "fo")
REMOVED = ("pct", "rf", "ri")
_CHOICES = {
    "p": ("none", "quarantine", "reject"), "sp": ("none", "quarantine", "reject"),
    "np": ("none", "quarantine", "reject"), "psd": ("y", "n", "u"), "t": ("y", "n"),
    "adkim": ("r", "s"), "aspf": ("r", "s"),
}  # fmt: skip


class Policy(StrEnum):
    """What receivers are asked to do with mail that fails."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"

    @property
    def testing(self) -> Policy:
        """One step less, as ``t=y`` asks for."""
        return Policy.QUARANTINE if self is Policy.REJECT else Policy.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class TagProblem:
    """Something receivers ignore or misread. ``better`` is the tag as it should stand, or ""."""

    kind: str
    tag: str
    words: str
    value: str = ""
    better: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DmarcRecord:
    """A record that receivers take for one; ``None`` policies were not stated in a valid way.

    ``applies`` is False where receivers do as if there was no record: no valid policy, and no
    address for reports either (4.10.1).
    """

    text: str
    p: Policy | None = None
    sp: Policy | None = None
    np: Policy | None = None
    psd: str = "u"
    testing: bool = False
    adkim: str = "r"
    aspf: str = "r"
    rua: tuple[ReportAddress, ...] = ()
    ruf: tuple[ReportAddress, ...] = ()
    fo: str = "0"
    removed: tuple[tuple[str, str], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    problems: tuple[TagProblem, ...] = ()
    applies: bool = True
    #: A policy tag is missing or invalid, so that all of them count as none.
    lapsed: bool = False
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def reports(self) -> tuple[ReportAddress, ...]:
        """The addresses that aggregate reports are sent to."""
        return tuple(entry for entry in self.rua if entry.address)

    def policy_for(self, *, subdomain: bool, exists: bool = True) -> Policy:
        """The policy as published for the record's own domain or for one below it."""
        if self.lapsed or self.p is None:
            return Policy.NONE
        if not subdomain:
            return self.p
        below = self.sp or self.p
        return below if exists else self.np or below

    def mended(self) -> str:
        """The record without mistakes and without tags that are no more."""
        better = {problem.tag: problem.better for problem in self.problems if problem.better}
        tags = [("p", self.p or better.get("p", "p=none").partition("=")[2])]
        for tag, value in self.tags:
            if tag not in ("v", "p", *REMOVED) and tag in TAGS:
                mended = better.get(tag, f"{tag}={value}").partition("=")[2]
                tags.append((tag, mended))
        meant = (p.better.partition("=") for p in self.problems if p.kind == "unknown" and p.better)
        tags += [(tag, value) for tag, _, value in meant]
        kept = dict(reversed([(tag, value) for tag, value in tags if value]))
        return "; ".join(["v=DMARC1", *(f"{tag}={kept[tag]}" for tag in reversed(kept))])


@dataclass(frozen=True, kw_only=True, slots=True)
class NearRecord:
    """A TXT value meant as DMARC that receivers do not take for it; ``better`` is what to type."""

    kind: str
    text: str
    words: str
    better: str = ""


def is_dmarc(text: str) -> bool:
    """Whether a TXT value is a DMARC record: it begins with exactly ``v=DMARC1``."""
    return bool(_VERSION.match(text))


def parse_record(text: str) -> DmarcRecord | NearRecord | None:
    """The record; what is wrong with one that only nearly is; None for an unrelated value."""
    if len(text) > LONGEST or not is_dmarc(text):
        return near_record(text[:LONGEST])
    return _Reader(text).record()


def records_of(values: Iterable[str]) -> tuple[list[DmarcRecord], list[NearRecord]]:
    """The TXT values of a name, sorted; unrelated ones are left out."""
    parsed = [parse_record(value) for value in values]
    return (
        [entry for entry in parsed if isinstance(entry, DmarcRecord)],
        [entry for entry in parsed if isinstance(entry, NearRecord)],
    )


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[TagProblem] = []
        self.tags: list[tuple[str, str]] = []
        self.unknown: list[tuple[str, str]] = []

    def record(self) -> DmarcRecord:
        self._split()
        value = dict(reversed(self.tags))
        self._order(list(value))
        chosen = {tag: self._choice(tag, value.get(tag)) for tag in _CHOICES}
        rua = self._addresses("rua", value.get("rua"))
        lapsed = chosen["p"] is None or any(
            tag in value and chosen[tag] is None for tag in ("sp", "np")
        )
        removed = tuple((tag, value[tag]) for tag in REMOVED if tag in value)
        for tag, old in removed:
            self._note("removed", tag, f"{tag}= is no longer part of DMARC and is ignored", old)
        return DmarcRecord(
            text=self.text,
            p=_policy(chosen["p"]),
            sp=_policy(chosen["sp"]),
            np=_policy(chosen["np"]),
            psd=chosen["psd"] or "u",
            testing=chosen["t"] == "y",
            adkim=chosen["adkim"] or "r",
            aspf=chosen["aspf"] or "r",
            rua=rua,
            ruf=self._addresses("ruf", value.get("ruf")),
            fo=self._fo(value.get("fo", "0")),
            removed=removed,
            unknown=tuple(self.unknown),
            problems=tuple(self.problems),
            applies=not lapsed or any(entry.is_uri for entry in rua),
            lapsed=lapsed,
            tags=tuple(self.tags),
        )

    def _note(self, kind: str, tag: str, words: str, value: str = "", better: str = "") -> None:
        self.problems.append(
            TagProblem(kind=kind, tag=tag, words=words, value=shown(value), better=better)
        )

    def _split(self) -> None:
        for piece in self.text.split(";")[:100]:
            bare = piece.strip(" \t")
            name, equals, value = bare.partition("=")
            tag, value = name.strip(" \t").lower(), value.strip(" \t")
            if not bare:
                continue
            if not equals or not re.fullmatch(r"[a-z][a-z0-9_]*", tag):
                self._note("stray", "", f"{shown(bare)!r} is no tag and is ignored", bare)
            elif any(tag == other for other, _ in self.tags):
                self._note("twice", tag, f"{tag}= stands twice; the first one counts", value)
            elif any(not " " <= mark <= "~" for mark in value):
                self._note("characters", tag, f"{tag}= holds a character that cannot stand there",
                           value)  # fmt: skip
                self.tags.append((tag, value))
            elif tag in (*TAGS, *REMOVED):
                self.tags.append((tag, value))
            else:
                self.unknown.append((tag, value))
                close = difflib.get_close_matches(tag, TAGS[1:], 1, 0.7)
                hint = f"; did you mean {close[0]}=?" if close else ""
                self._note("unknown", tag, f"receivers ignore the unknown tag {tag}={hint}", value,
                           f"{close[0]}={value}" if close else "")  # fmt: skip

    def _order(self, present: list[str]) -> None:
        if "p" in present and present.index("p") != len(present) - 2:
            words = "older receivers expect p= directly after v=DMARC1"
            self._note("p_not_second", "p", words)

    def _choice(self, tag: str, value: str | None) -> str | None:
        choices = _CHOICES[tag]
        if value is None:
            if tag == "p":
                self._note("missing", "p", "the policy p= is missing", better="p=none")
            return None
        lower = value.lower()
        if lower in choices:
            return lower
        close = difflib.get_close_matches(lower, choices, 1, 0.6) if len(choices[0]) > 1 else []
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        allowed = ", ".join(choices)
        self._note("invalid", tag, f"{tag}={shown(value)} is not one of {allowed}{hint}", value,
                   f"{tag}={close[0]}" if close else "")  # fmt: skip
        return None

    def _addresses(self, tag: str, value: str | None) -> tuple[ReportAddress, ...]:
        if value is None:
            return ()
        found, better = [], []
        for uri in [entry.strip(" \t") for entry in value.split(",")][:50]:
            address = report_address(uri)
            found.append(address)
            if address.sized:
                self._note("sized", tag, f"a size limit as in {shown(uri)!r} is ignored now", uri)
            if address.address:
                better.append(f"mailto:{address.address}")
                continue
            usable = report_address(f"mailto:{uri.removeprefix('mailto://')}")
            if usable.address:
                better.append(usable.uri)
                words = f"{shown(uri)!r} lacks 'mailto:' in front, so no reports are sent there"
            else:
                words = f"{shown(uri)!r} is no address that reports can be mailed to"
            self._note("address", tag, words, uri)
        if better and any(not entry.address or entry.sized for entry in found):
            last = next(p for p in reversed(self.problems) if p.tag == tag)
            self.problems.remove(last)
            self._note(last.kind, tag, last.words, last.value, f"{tag}={','.join(better)}")
        return tuple(found)

    def _fo(self, value: str) -> str:
        parts = [part.strip() for part in value.lower().split(":")]
        if any(part not in ("0", "1", "d", "s") for part in parts):
            self._note("invalid", "fo", f"fo={shown(value)} is not one of 0, 1, d, s", value)
            return "0"
        return ":".join(parts)


def _policy(value: str | None) -> Policy | None:
    return Policy(value) if value else None


def near_record(text: str) -> NearRecord | None:
    """Why a value that was meant as DMARC is none; None for one that was not."""
    bare = plain(text).replace("\\;", ";").strip().strip("\"'").strip()
    lower = bare.lower()
    if not re.search(r"dmarc", lower[:80]) or not re.search(r"\b(v|p|rua)\s*=", lower[:400]):
        return None
    kind, words = _why_not(text, bare, lower)
    return NearRecord(kind=kind, text=shown(text), words=words, better=_rebuilt(bare))


def _why_not(text: str, bare: str, lower: str) -> tuple[str, str]:
    if is_dmarc(bare):
        if text[:1] in ('"', "'") or plain(text)[:1] == '"':
            return "quotes", "quotation marks became part of the value; type it without them"
        if text[:1].isspace():
            return "leading_space", "there is a space in front of v=DMARC1; remove it"
        return "characters", "a stray character (such as a backslash) stands in the value"
    if re.match(r"v\s*=\s*dmarc1\s*(;|$)", lower):
        return "case", "DMARC1 has to be written in capital letters"
    if re.match(r"v\s*=\s*dmarc1\s*[,:.]", lower):
        return "separator", "tags are separated by semicolons"
    if re.match(r"v\s*=\s*dmarc1\s", lower):
        return "no_semicolon", "a semicolon is missing after v=DMARC1"
    if re.search(r"v\s*=\s*dmarc1", lower):
        return "not_first", "v=DMARC1 has to stand first"
    return "version", "the value has to begin with exactly v=DMARC1"


def _rebuilt(bare: str) -> str:
    """The tags that can be made out, in the form of a record."""
    names = "|".join(sorted((*TAGS, *REMOVED), key=len, reverse=True))
    starts = list(re.finditer(rf"(?<![A-Za-z])({names})\s*=\s*", bare, re.IGNORECASE))
    pieces = ["v=DMARC1"]
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(bare)
        value = bare[start.end() : end].strip(" \t;,\"'")
        if start[1].lower() != "v" and value:
            pieces.append(f"{start[1].lower()}={value}")
    parsed = _Reader("; ".join(pieces)).record()
    return parsed.mended()
