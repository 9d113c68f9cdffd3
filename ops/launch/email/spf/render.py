"""The tree as text, for a terminal of 80 columns without colour."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.email.spf.misspelt import shown
from ops.launch.email.spf.tree import Node, SpfTree, Step

#: Lines of one record, and of the whole tree, before the rest is summed up.
PER_RECORD, IN_ALL = 24, 200


def render(tree: SpfTree, *, width: int = 80) -> str:
    """Each record with its terms; at the right what each costs, with everything below it."""
    worst, most = min(tree.worst, 1000), tree.limits.lookups
    head = f"SPF of {shown(tree.domain)}"
    lines = [_line(head, f"{worst} of {most} lookups", width)]
    if not tree.root.texts:
        lines.append("  no SPF record")
    elif tree.root.record is None:
        lines += [f"  {shown(text)}"[:width] for text in tree.root.texts]
    lines += _node(tree.root, "", set(), width)
    if len(lines) > IN_ALL:
        lines = [*lines[:IN_ALL], f"… {len(lines) - IN_ALL} more lines"]
    least = "" if tree.least is None else f"; {tree.least} for the sender that passes first"
    lines.append(f"{worst} lookups for a sender that matches nothing{least}.")
    if tree.voids:
        lines.append(f"{tree.voids} of {tree.limits.voids} allowed lookups find nothing.")
    return "\n".join(lines)


def _node(node: Node, indent: str, seen: set[str], width: int) -> Iterator[str]:
    seen.add(node.domain)
    rows = list(_collapsed(node.steps))
    hidden = len(rows) - PER_RECORD
    for place, (label, step) in enumerate(rows[:PER_RECORD]):
        last = place == len(rows) - 1
        yield _line(f"{indent}{'└─' if last else '├─'} {label}", _cost(step), width)
        if step and step.child and step.child.domain not in seen:
            yield from _node(step.child, indent + ("   " if last else "│  "), seen, width)
    if hidden > 0:
        yield f"{indent}└─ … {hidden} more terms"


def _collapsed(steps: tuple[Step, ...]) -> Iterator[tuple[str, Step | None]]:
    """Three or more addresses in a row become one line."""
    run: list[Step] = []
    for step in (*steps, None):
        if step is not None and step.kind in ("ip4", "ip6"):
            run.append(step)
            continue
        if len(run) > 3:
            yield f"{shown(run[0].raw)} … {shown(run[-1].raw)} ({len(run)} addresses)", None
        else:
            yield from ((shown(address.raw), address) for address in run)
        run = []
        if step is not None:
            yield shown(step.raw), step


def _cost(step: Step | None) -> str:
    if step is None or not step.own:
        return ""
    note = step.note or ("counted again" if step.again else "")
    if step.child and not step.child.texts:
        note = "no SPF record there"
    elif step.child and step.child.record is None:
        note = "several SPF records there"
    elif step.child and step.child.record and step.child.record.faults:
        note = note or "has an error"
    count = f"{step.own} + {min(step.below, 1000)}" if step.child else str(step.own)
    return f"{note}  {count}" if note else count


def _line(left: str, right: str, width: int) -> str:
    room = width - len(right) - 2
    if len(left) > room:
        left = left[: max(room - 1, 10)] + "…"
    return f"{left}{' ' * (width - len(left) - len(right))}{right}".rstrip()
