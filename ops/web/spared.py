"""Libraries that another library loads only because they are installed, kept out of a web process.

``rest_framework.compat`` takes whatever it could work with: PostgreSQL's field types, and with them
a driver that a site on SQLite never uses (10 MB), an HTTP client (6 MB, loaded when an email
provider is first asked), and a syntax highlighter for a page that we do not serve (1 MB). Nothing
here uses what it makes of them. Later imports of the same libraries work.
"""

from __future__ import annotations

import sys

UNUSED = ("django.contrib.postgres.fields", "pygments", "requests")


def load_rest_framework() -> None:
    """Load ``rest_framework`` without ``UNUSED``; does nothing where it is loaded already."""
    kept_out = [name for name in UNUSED if name not in sys.modules]
    for name in kept_out:
        # The import system's way to say that a module is not there.
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import rest_framework.compat  # noqa: F401
    finally:
        for name in kept_out:
            del sys.modules[name]
