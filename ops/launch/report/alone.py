"""A page that stands alone in one file: its styles inside, nothing loaded, no script.

Its frame is ``templates/admin/alone.html``; a page extends it and fills ``title`` and ``inside``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

STYLES = Path(__file__).resolve().parents[2] / "static" / "ops"


def alone(template: str, context: Mapping[str, Any], *styles: str) -> str:
    """The page; ``styles`` are names of style sheets in ``static/ops``."""
    style, policy = _style(styles)
    return render_to_string(template, {**context, "style": style, "policy": policy})


@cache
def _style(names: tuple[str, ...]) -> tuple[str, str]:
    """The style sheets, and a policy that allows these and nothing else.

    Content Security Policy Level 3, section 2.3.1: a hash allows the inline style it fits.
    """
    style = "".join((STYLES / f"{name}.css").read_text() for name in names)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
