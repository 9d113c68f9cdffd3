"""What is made of a finished report: text, JSON, Markdown, one HTML page, JUnit."""

from __future__ import annotations

from collections.abc import Callable

from ops.launch.findings import Report
from ops.launch.report.as_html import as_html
from ops.launch.report.as_json import as_json
from ops.launch.report.as_junit import as_junit
from ops.launch.report.as_markdown import as_markdown
from ops.launch.report.as_text import as_text
from ops.launch.report.harmless import harmless, one_line
from ops.launch.report.listing import listing
from ops.launch.report.options import Options, options_for

#: Every format by its name on the command line.
FORMATS: dict[str, Callable[[Report, Options], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
    "junit": as_junit,
}

__all__ = ["FORMATS", "Options", "harmless", "listing", "one_line", "options_for"]
