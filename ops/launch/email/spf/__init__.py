"""SPF (RFC 7208): one parser, and two engines over it.

``evaluate.check_host`` answers as a receiving server does, for one sending address;
``lint.lint`` walks the whole tree and counts the worst case that any sender could meet.
"""

from __future__ import annotations

from ops.launch.email.spf.evaluate import Evaluation, Limits, Result, check_host
from ops.launch.email.spf.lint import lint
from ops.launch.email.spf.merge import Minimal, in_order, merged, merged_records, minimal, repaired
from ops.launch.email.spf.misspelt import SyntaxFault
from ops.launch.email.spf.render import render
from ops.launch.email.spf.selection import NearForm, Selection, select
from ops.launch.email.spf.terms import Mechanism, Modifier, Record, parse
from ops.launch.email.spf.tree import Certainty, Node, Problem, SpfTree, Step, Verdict, Wide

__all__ = [
    "Certainty", "Evaluation", "Limits", "Mechanism", "Minimal", "Modifier", "NearForm", "Node",
    "Problem", "Record", "Result", "Selection", "SpfTree", "Step", "SyntaxFault", "Verdict",
    "Wide", "check_host", "in_order", "lint", "merged", "merged_records", "minimal", "parse",
    "render", "repaired", "select",
]  # fmt: skip
