"""The types of assertions: promptfoo's, as far as no model is needed for them, and our own.

https://www.promptfoo.dev/docs/configuration/expected-outputs/ lists promptfoo's.
"""

from __future__ import annotations

from enum import Enum, auto


class Wants(Enum):
    """What an assertion's ``value`` must be."""

    NOTHING = auto()
    TEXT = auto()
    LIST = auto()
    TEXT_OR_LIST = auto()
    ANYTHING = auto()


PROMPTFOO = {
    "contains": Wants.TEXT,
    "icontains": Wants.TEXT,
    "contains-any": Wants.LIST,
    "icontains-any": Wants.LIST,
    "contains-all": Wants.LIST,
    "icontains-all": Wants.LIST,
    "equals": Wants.TEXT,
    "starts-with": Wants.TEXT,
    "regex": Wants.TEXT,
    "word-count": Wants.ANYTHING,
    "latency": Wants.NOTHING,
    "cost": Wants.NOTHING,
    "assert-set": Wants.NOTHING,
}
OWN = {
    "outcome": Wants.TEXT_OR_LIST,
    "idk": Wants.NOTHING,
    "grounded": Wants.ANYTHING,
    "canary": Wants.NOTHING,
    "lead": Wants.TEXT,
    "nolead": Wants.NOTHING,
    "zero-cost": Wants.NOTHING,
}
TYPES = PROMPTFOO | OWN
#: Types of promptfoo that ask a model, or run code: not here.
PROMPTFOO_ONLY = frozenset(
    ["answer-relevance", "bleu", "classifier", "context-faithfulness", "context-recall",
     "context-relevance", "factuality", "g-eval", "is-html", "is-json", "is-refusal", "is-sql",
     "is-xml", "javascript", "levenshtein", "llm-rubric", "meteor", "model-graded-closedqa",
     "model-graded-factuality", "moderation", "perplexity", "pi", "python", "rouge-n", "ruby",
     "select-best", "similar", "webhook"]
)  # fmt: skip
