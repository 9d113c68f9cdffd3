"""Checks of what a visitor's browser meets: redirects, pages, headers, caches, speed.

Importing this package registers them and the gatherers they need.
"""

from __future__ import annotations

from ops.launch.checks.web import (
    addresses,
    answers,
    caching,
    canonical,
    content,
    cookies,
    edge,
    error_pages,
    headers,
    hsts,
    links,
    parked,
    redirects,
    speed,
)

__all__ = [
    "addresses", "answers", "caching", "canonical", "content", "cookies", "edge", "error_pages",
    "headers", "hsts", "links", "parked", "redirects", "speed",
]  # fmt: skip
