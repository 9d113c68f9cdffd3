"""A real git repository to scan, and a value drawn for each test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from lab.secret_corpus import Dice

#: Nothing of this machine's own git settings.
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com", "PATH": os.environ["PATH"], "HOME": "/nowhere",
}  # fmt: skip


def stripe(seed: int = 1) -> str:
    """A live key of Stripe's shape."""
    return "sk_" + "live_" + Dice(seed).word(24)


class Repository:
    """``git init`` in a folder, and what a founder does in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *words], cwd=self.folder, env=ALONE,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def write(self, path: str, data: str | bytes) -> Path:
        """A file."""
        whole = self.folder / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(data if isinstance(data, bytes) else data.encode())
        return whole

    def commit(self, message: str = "work", **files: str | bytes) -> str:
        """Everything, with these files written first (``a__b_py`` is ``a/b.py``); its hash."""
        for name, data in files.items():
            self.write(name.replace("__", "/").replace("_", "."), data)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")
