"""The record that should stand there: merged, mended, or without what is in it twice.

A domain may have one SPF record only, so that the answer to "add this" is never a second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ops.launch.email.spf.misspelt import shown
from ops.launch.email.spf.selection import near_form
from ops.launch.email.spf.terms import VERSION, Mechanism, Record, is_spf, parse
from ops.launch.email.spf.tree import Node, SpfTree


@dataclass(frozen=True, slots=True)
class Minimal:
    """A shorter record that means the same, and each piece that went, with the reason."""

    text: str
    removed: tuple[tuple[str, str], ...] = ()


def repaired(text: str) -> str | None:
    """The record with its typing mistakes put right; None where one cannot be guessed.

    A record without mistakes comes back as it is, with single spaces.
    """
    if not is_spf(text):
        near = near_form(text)
        text = near.better if near else ""
    for _ in range(8):
        record = parse(text)
        mistakes = (*record.faults, *record.remarks)
        if not is_spf(text) or any(not fault.better and not fault.drop for fault in mistakes):
            return None
        if not mistakes:
            return " ".join((VERSION, *record.written))
        text = _mended(record)
    return None


def _mended(record: Record) -> str:
    body = f" {' '.join(record.written)} "
    for fault in (*record.faults, *record.remarks):
        new = "" if fault.drop else fault.better
        body = _swap(body, fault.piece, new, last=fault.kind == "twice")
    return f"{VERSION} {' '.join(body.split())}"


def _swap(body: str, old: str, new: str, *, last: bool) -> str:
    """Replace whole pieces; the piece of a fault is shown with strange characters escaped."""
    pieces = body.split(" ")
    places = [place for place, piece in enumerate(pieces) if piece and shown(piece) == old]
    if not places:  # two pieces that a stray space keeps apart
        return body.replace(f" {old} ", f" {new} ", 1)
    pieces[places[-1 if last else 0]] = new
    return " ".join(pieces)


def merged(text: str, term: str) -> str:
    """The one record with a needed term (a bare name means ``include:``) placed before ``all``.

    ``text`` may be "". Pieces that no receiver can read are mended, or left out where they
    cannot be; an ``all`` that lets everybody through becomes ``~all``.
    """
    wanted = term if ":" in term or "=" in term else f"include:{term}"
    return merged_records([text or VERSION, f"{VERSION} {wanted}"])


def merged_records(texts: Sequence[str]) -> str:
    """One record that lets through whom any of several does.

    The end is ``-all`` only where every record that has an end says so, else ``~all``; a redirect
    beside other terms becomes an include.
    """
    records = [parse(repaired(text) or text) for text in texts]
    terms: dict[str, str] = {}
    for record in records:
        for term in record.reached:
            if term.kind != "all":
                terms.setdefault(_key(term), term.raw)
    redirects = {r.next_record.value: r.next_record.raw for r in records if r.next_record}
    ends = [r.all.qualifier for r in records if r.all]
    if len(redirects) == 1 and not ends:
        tail = [next(iter(redirects.values()))]
    else:
        for value in redirects:
            terms.setdefault(f"include:{value.lower()}", f"include:{value}")
        tail = ["-all" if ends and all(end == "-" for end in ends) else "~all"]
    exp = next((record.exp.raw for record in records if record.exp), "")
    others = dict.fromkeys(
        modifier.raw for record in records for modifier in record.unknown
        if not any(modifier.raw == remark.piece for remark in record.remarks)
    )  # fmt: skip
    return " ".join(piece for piece in (VERSION, *terms.values(), *others, *tail, exp) if piece)


def in_order(text: str) -> str:
    """The record with what stands after ``all`` put in front of it, where receivers look."""
    record = parse(text)
    ends = [piece for piece in record.written if piece.lower().lstrip("+-~?") == "all"]
    if record.faults or not ends:
        return text
    rest = [piece for piece in record.written if piece not in ends]
    return " ".join((VERSION, *rest, ends[0]))


def minimal(text: str, tree: SpfTree | None = None) -> Minimal:
    """The record without what is in it twice or has no effect.

    With the ``tree`` also without an include that another include already brings.
    """
    record = parse(text)
    if record.faults:
        return Minimal(text)
    removed: list[tuple[str, str]] = []
    kept: list[Mechanism] = []
    # With a "not these" among the terms their order matters, and only twins can go.
    ordered = any(term.qualifier != "+" for term in record.reached if term.kind != "all")
    for term in record.reached:
        reason = _needless(term, kept) or ("" if ordered else _brought(term, tree))
        if reason:
            removed.append((term.raw, reason))
        else:
            kept.append(term)
    kept, swallowed = (kept, []) if ordered else _outermost(kept)
    removed += swallowed
    removed += [(t.raw, "stands after 'all'") for t in record.mechanisms[len(record.reached) :]]
    if record.redirect and record.all:
        removed.append((record.redirect.raw, "has no effect beside 'all'"))
    gone = [raw for raw, _ in removed]
    pieces = []
    for piece in reversed(record.written):  # the later of two equal pieces is the one to go
        if piece in gone:
            gone.remove(piece)
        else:
            pieces.append(piece)
    return Minimal(" ".join((VERSION, *reversed(pieces))), tuple(removed))


def _key(term: Mechanism) -> str:
    return term.raw.lower().lstrip("+")


def _needless(term: Mechanism, kept: Sequence[Mechanism]) -> str:
    return "stands there twice" if any(_key(term) == _key(other) for other in kept) else ""


def _outermost(terms: list[Mechanism]) -> tuple[list[Mechanism], list[tuple[str, str]]]:
    """Without addresses that lie in another network of the record with the same qualifier."""
    kept, removed = [], []
    for term in terms:
        outer = next((other for other in terms if other is not term and _covers(other, term)), None)
        if outer is None:
            kept.append(term)
        else:
            removed.append((term.raw, f"lies within {outer.raw}"))
    return kept, removed


def _covers(outer: Mechanism, inner: Mechanism) -> bool:
    a, b = outer.network, inner.network
    if a is None or b is None or outer.qualifier != inner.qualifier:
        return False
    if a.version != b.version or a.prefixlen >= b.prefixlen:
        return False
    return b.network_address in a


def _brought(term: Mechanism, tree: SpfTree | None) -> str:
    if tree is None or term.kind != "include" or term.qualifier != "+":
        return ""
    target = term.argument.lower().rstrip(".")
    for step in tree.root.steps:
        if step.kind == "include" and step.qualifier == "+" and step.child:
            inside = step.target != target and _holds(step.child, target, set())
            if inside:
                return f"{step.raw} already brings it"
    return ""


def _holds(node: Node, target: str, seen: set[str]) -> bool:
    """Whether a record includes another, at any depth, in a way that lets its senders pass."""
    if node.domain in seen:
        return False
    seen.add(node.domain)
    return any(
        step.child is not None
        and step.qualifier == "+"
        and (step.child.domain == target or _holds(step.child, target, seen))
        for step in node.steps
    )
