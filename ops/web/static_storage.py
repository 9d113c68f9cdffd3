"""Static files under names that hold their hash, the modules that scripts import included.

Our own scripts and styles are written for people; what is served leaves out their comments and
indentation, which are a third of what a visitor's phone would fetch.
"""

from __future__ import annotations

import re

import rjsmin
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Where our own files are; other people's are served as they came.
OURS = "chatbot/"
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
#: A string, which stays as it is; what needs no room around it; room after a colon or a comma.
_CSS_ROOM = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};])\s*|(?<=[:,])\s+|(\s+)""")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites ``import`` in scripts, so that a deploy never mixes old and new modules."""

    support_js_module_import_aggregation = True

    def file_hash(self, name: str, content: File[bytes] | None = None) -> str | None:
        """Eight hexadecimal digits instead of twelve. Every name stands in a page or in another
        script, nothing in it can be compressed, and two versions of one file need no more.
        """
        whole: str | None = super().file_hash(name, content)
        return whole and whole[:8]

    def _save(self, name: str, content: File[bytes]) -> str:
        if name.startswith(OURS) and name.endswith((".js", ".css")):
            content.seek(0)
            content = ContentFile(shortened(name, content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved


def shortened(name: str, text: str) -> str:
    """A script or style sheet without what only people read."""
    if name.endswith(".js"):
        script: str = rjsmin.jsmin(text)
        return script
    sheet = _CSS_ROOM.sub(
        lambda found: found[1] or found[2] or (" " if found[3] else ""),
        _CSS_COMMENT.sub("", text),
    )
    return sheet.replace(";}", "}").strip()
