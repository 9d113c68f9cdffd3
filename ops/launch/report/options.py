"""How wide and how coloured a report is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

#: Lines beyond this are tiring to read, however wide the window is.
WIDEST = 100
NARROWEST = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """``width`` in columns. Only the text report asks for either."""

    width: int = 80
    colour: bool = False


def options_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Options:
    """What suits a stream: colour only on a terminal that wants it (https://no-color.org)."""
    if not stream.isatty():
        return Options()
    columns = shutil.get_terminal_size().columns
    return Options(
        width=max(NARROWEST, min(columns, WIDEST)),
        colour=not environ.get("NO_COLOR") and environ.get("TERM", "") != "dumb",
    )
