"""drf-spectacular's generator, which first takes over what our views have said of themselves.

A module of its own, because the library is loaded with it; ``config/api.py`` names it.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.generators import SchemaGenerator

from ops.web.described import prepare


class Generator(SchemaGenerator):
    """Whoever asks for the schema (a page, a test, ``check --deploy``) comes through here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        prepare()
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
