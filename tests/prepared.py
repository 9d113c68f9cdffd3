"""What every live site of a test run needs and takes long to make is made once and copied.

Static files are hashed and compressed for a quarter of a minute, tables are made for some seconds,
and both come out the same for each of dozens of sites. Who needs one first makes it, and the other
processes of the run wait for it.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Callable
from pathlib import Path

RUN = re.compile(r"pytest-\d+")


def take(name: str, to: Path, *, make: Callable[[], object]) -> None:
    """Put the file or folder ``name`` at ``to``: a copy if this run has one, else by ``make``.

    ``make`` leaves it at ``to``. Outside of a folder of pytest's nothing is kept.
    """
    run = next((folder for folder in to.parents if RUN.fullmatch(folder.name)), None)
    if run is None:
        make()
        return
    kept = run / "prepared" / name
    kept.parent.mkdir(exist_ok=True)
    with kept.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            make()
            half = kept.with_name(f"{name}.half")
            copy(to, half)
            half.rename(kept)
            return
    copy(kept, to)


def copy(source: Path, to: Path) -> None:
    """A file or a whole folder, with the folders above it."""
    to.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, to, dirs_exist_ok=True)
    else:
        shutil.copy2(source, to)
