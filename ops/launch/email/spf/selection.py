"""Which TXT value of a name is its SPF record, and which only nearly is one.

RFC 7208 section 4.5: exactly one value that begins with ``v=spf1`` and then a space or its end.
Receivers pass over everything else in silence; a founder should hear what they passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ops.launch.email.spf.misspelt import plain, shown
from ops.launch.email.spf.terms import VERSION, is_spf


@dataclass(frozen=True, slots=True)
class NearForm:
    """A TXT value meant as an SPF record that receivers do not take for one.

    ``better`` is the record as it should stand.
    """

    kind: str
    text: str
    reason: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """``records`` are the SPF records of a name (one is right), ``near`` the failed attempts."""

    records: tuple[str, ...] = ()
    near: tuple[NearForm, ...] = ()


def select(values: Iterable[str]) -> Selection:
    """Sort the TXT values of a name."""
    listed = list(values)
    return Selection(
        tuple(value for value in listed if is_spf(value)),
        tuple(near for value in listed if not is_spf(value) and (near := near_form(value))),
    )


def near_form(text: str) -> NearForm | None:
    """What is wrong with a value that was meant as an SPF record; None for one that was not."""
    if len(text) > 16_384:
        return None
    clean = plain(text).replace("\t", " ")
    bare = clean.strip().strip("\"'").strip()
    found = _near(text, clean, bare)
    if found is None:
        return None
    kind, reason, better = found
    return NearForm(kind, shown(text), reason, better if is_spf(better) else "")


def _near(text: str, clean: str, bare: str) -> tuple[str, str, str] | None:
    if is_spf(bare):
        if text.lstrip(" \t\r\n") != text and is_spf(text.lstrip(" \t\r\n")):
            return "leading_space", "there is a space in front of v=spf1; remove it", bare
        if clean.strip()[:1] in ('"', "'"):
            return "quotes", "quotation marks became part of the value; type it without them", bare
        return "invisible", "an invisible character stands in or before v=spf1; retype it", bare
    lower = bare.lower()
    if lower.startswith("spf2.0"):
        reason = "spf2.0 is the abandoned Sender ID; receivers only read v=spf1"
        return "spf2.0", reason, f"{VERSION} {bare.partition(' ')[2]}".strip()
    match = re.match(r"v=spf1[;,:.]+\s*", lower)
    if match:
        mark = "semicolon" if ";" in match[0] else "punctuation mark"
        return "punctuation", f"after v=spf1 comes a space, not a {mark}", (
            f"{VERSION} {bare[match.end() :].replace(';', ' ')}".strip()
        )  # fmt: skip
    match = re.match(
        r"v=spf1(?=[+\-~?]?(?:include:|ip4:|ip6:|a:|mx|all|a |exists:|redirect=))", lower
    )
    if match:
        return "no_space", "a space is missing after v=spf1", f"{VERSION} {bare[6:]}"
    match = re.match(r"(?:v\s*[=\-:]?\s*)?spf\s*[=\-:]?\s*v?1\b[;,]?\s*", lower)
    if match or re.match(r"v\s*=?\s*spf\d*(?:\s|$)", lower):
        rest = bare[match.end() :] if match else bare.partition(" ")[2]
        reason = f"the value has to begin with exactly v=spf1, not {shown(bare.split(' ')[0])!r}"
        return "version", reason, f"{VERSION} {rest}".strip()
    inside = re.search(r"v=spf1 ", lower)
    if inside and inside.start() <= 60:
        return "text_before", "other text stands in front of v=spf1; remove it", (
            bare[inside.start() :].strip("\"' ")
        )  # fmt: skip
    return None
