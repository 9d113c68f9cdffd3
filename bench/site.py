"""The demo as production serves it, on SQLite alone: for measures of pages, not of load."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.service import ROOT, serving

NOT_COPIED = (".git", ".venv", "var", ".env", "*cache*", "node_modules")


@contextlib.contextmanager
def served(**variables: str) -> Iterator[str]:
    """The address of a site made from a copy of this tree, so that ``var/`` is its own."""
    with tempfile.TemporaryDirectory(prefix="slipway-", ignore_cleanup_errors=True) as folder:
        code = Path(folder) / "site"
        shutil.copytree(ROOT, code, ignore=shutil.ignore_patterns(*NOT_COPIED))
        with serving(code, **{"LOG_LEVEL": "ERROR", **variables}) as (port, _):
            yield f"http://127.0.0.1:{port}"
