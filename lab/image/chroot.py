"""A command inside another root, with its own view of the disk, as root of this machine."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A command did not end well; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Chroot:
    """A root. What is mounted for a command is gone when it ends."""

    root: Path

    def run(self, script: str, *, env: dict[str, str], cwd: str = "/", user: str = "") -> str:
        """Run a line of shell as a build does: with a network, and pip as it is set up here."""
        with tempfile.TemporaryDirectory() as folder, self._lent(Path(folder)) as mounts:
            inside = f"cd {shlex.quote(cwd)} && {script}"
            command = ["chroot", *([f"--userspec={user}"] if user else []), str(self.root),
                       "/bin/sh", "-c", inside]  # fmt: skip
            outer = " && ".join([*mounts, f"exec {shlex.join(command)}"])
            done = subprocess.run(
                ["unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", outer],
                env={**env, **pip_settings()},
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            raise Failed(f"{script[:200]}\n{(done.stdout + done.stderr)[-3000:]}")
        return done.stdout

    @contextmanager
    def _lent(self, folder: Path) -> Iterator[list[str]]:
        """What a build sees of this machine, and nothing of it stays in the root."""
        mounts, made = [], list[Path]()
        for path in (*lent(), "/proc", "/dev"):
            target = self.root / path.lstrip("/")
            for parent in [*reversed(target.parents), target]:
                if parent != target and not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            if not target.exists():
                if Path(path).is_dir():
                    target.mkdir()
                else:
                    target.touch()
                made.append(target)
            how = "-t proc proc" if path == "/proc" else f"--bind {shlex.quote(path)}"
            mounts.append(f"mount {how} {shlex.quote(str(target))}")
        try:
            yield mounts
        finally:
            for path_made in reversed(made):
                if path_made.is_dir() and not any(path_made.iterdir()):
                    path_made.rmdir()
                elif path_made.is_file() and not path_made.stat().st_size:
                    path_made.unlink()


def pip_settings() -> dict[str, str]:
    """How pip is told about its index on this machine, by environment."""
    names = [name for name in os.environ if name.startswith("PIP_") or name.endswith("_proxy")]
    return {name: os.environ[name] for name in names if name != "PIP_REQUIRE_VIRTUALENV"}


def lent() -> list[str]:
    """Files and folders of this machine that a download needs: names, certificates, pip's settings.

    And what pip's settings point at, where that lies on this machine.
    """
    home = Path.home()
    configs = [
        path
        for path in (Path("/etc/pip.conf"), Path("/etc/xdg/pip/pip.conf"),
                     home / ".config/pip/pip.conf", home / ".pip/pip.conf")
        if path.is_file()
    ]  # fmt: skip
    text = "\n".join([*(path.read_text() for path in configs), *pip_settings().values()])
    named = {path for path in re.findall(r"(?:file://)?(/[\w./+-]+)", text) if "//" not in path}
    # The files of an index on this disk lie beside its pages.
    named = {str(Path(path).parent) if path.endswith("/simple") else path for path in named}
    wanted = ["/etc/resolv.conf", *map(str, configs), *sorted(named)]
    return [
        path for path in dict.fromkeys(wanted) if len(Path(path).parts) > 2 and Path(path).exists()
    ]
