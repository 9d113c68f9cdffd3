"""What kind of disk a file is on, told by the operating system's list of mounts."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

#: File systems that a restart of the container or the machine empties.
VANISHING = frozenset({"overlay", "overlayfs", "aufs", "tmpfs", "ramfs", "squashfs"})


@dataclass(frozen=True, kw_only=True, slots=True)
class DiskFacts:
    """``kind`` is the file system ("" where the system does not say), ``mount`` where it hangs.

    ``free`` and ``size`` are bytes; ``size`` is that of the file.
    """

    path: str
    kind: str = ""
    mount: str = ""
    writable: bool = True
    free: int = 0
    size: int = 0

    @property
    def vanishes(self) -> bool:
        """Whether a restart takes it away, as far as can be told."""
        return self.kind in VANISHING


def disk_of(path: Path, mounts: str | None = None) -> DiskFacts:
    """The disk under a file, which need not be there yet."""
    folder = _nearest(path)
    if mounts is None:
        table = Path("/proc/mounts")
        mounts = table.read_text(errors="replace") if table.is_file() else ""
    mount, kind = _mount_of(folder, mounts)
    writable = os.access(folder, os.W_OK | os.X_OK)
    if path.exists():
        writable = writable and os.access(path, os.W_OK)
    return DiskFacts(
        path=str(path),
        kind=kind,
        mount=mount,
        writable=writable and not _read_only(folder),
        free=shutil.disk_usage(folder).free,
        size=path.stat().st_size if path.exists() else 0,
    )


def _nearest(path: Path) -> Path:
    """The folder a file is or will be in, or the nearest one above that is there."""
    folder = path.absolute().parent
    while not folder.is_dir():
        folder = folder.parent
    return folder.resolve()


def _mount_of(folder: Path, mounts: str) -> tuple[str, str]:
    """The longest mount point above a folder, and its file system; the last mounted wins."""
    best = ("", "")
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        point = words[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, words[2])
    return best


def _read_only(folder: Path) -> bool:
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
