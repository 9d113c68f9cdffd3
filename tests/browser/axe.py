"""axe-core, which looks through a page for what shuts people out (https://github.com/dequelabs/axe-core).

It is fetched from the npm registry once and kept in ``var/``; it is not ours to commit. Use it as
``assert violations(page) == []``, for a frame of the page with the frame.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Frame, Page

VERSION = "4.14.1"
KEPT = Path(__file__).parents[2] / "var" / "npm" / f"axe-core-{VERSION}.js"

#: WCAG 2.2 A and AA, and what axe's makers hold for good practice besides.
RUN = """async () => {
  const found = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
    iframes: false,
  });
  return found.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} (${failureSummary})`),
  }));
}"""


def violations(place: Page | Frame) -> list[str]:
    """What axe finds wrong, one line for each rule that is broken."""
    source = axe_source()
    # By the debugger, so that no policy of the page is in the way.
    if not place.evaluate("typeof axe === 'object'"):
        place.evaluate(source)
    found: list[dict[str, Any]] = place.evaluate(RUN)
    return [f"{rule['id']}: {'; '.join(rule['nodes'])}" for rule in found]


@functools.cache
def axe_source() -> str:
    """The text of ``axe.min.js``; where it cannot be had the test is skipped, or fails in CI."""
    if not KEPT.exists():
        _fetch()
    return KEPT.read_text("utf-8")


def _fetch() -> None:
    npm = shutil.which("npm")
    if not npm:
        _without("npm: install Debian's npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, check=True, timeout=120, capture_output=True, cwd=folder)
        except (subprocess.SubprocessError, OSError) as error:
            _without(f"axe-core {VERSION} from the npm registry ({error})")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as files:
            member = files.extractfile("package/axe.min.js")
            text = member.read() if member else b""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: another worker may be reading.
    with tempfile.NamedTemporaryFile(dir=KEPT.parent, delete=False) as part:
        part.write(text)
    Path(part.name).rename(KEPT)


def _without(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"accessibility was not looked at for want of {what}")
    pytest.skip(f"needs {what}")
