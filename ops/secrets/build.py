"""What a build hands out although git ignores it: static files, and the Docker build's context."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ops.secrets.collected import Collector
from ops.secrets.dockerignore import Ignored
from ops.secrets.tree import Listing, take_file, walk

#: Folders that builds write and servers hand out, where git ignores them.
OUTPUTS = (
    "staticfiles",
    "static_root",
    "dist",
    "build",
    "public",
    "out",
    ".next",
    "_site",
    "htdocs",
)
_DOCKERFILES = ("Dockerfile", "Containerfile", "docker-compose.yml", "docker-compose.yaml",
                "compose.yml", "compose.yaml")  # fmt: skip


def scan(listing: Listing, into: Collector, static_root: Path | None = None) -> list[str]:
    """Search what is built; the names of what was looked into, none where nothing is built."""
    looked: list[str] = []
    known = {*listing.tracked, *listing.untracked, *listing.plain}
    for folder in _outputs(listing.folder, static_root, known):
        looked.append(os.path.relpath(folder, listing.folder))
        for path in walk(folder, []):
            if into.late:
                into.not_read(str(folder), "the time was over")
                return looked
            below = os.path.normpath(os.path.join(os.path.relpath(folder, listing.folder), path))
            take_file(listing.folder, below, into, state="static")
    if any((listing.folder / name).is_file() for name in _DOCKERFILES):
        looked.append("the Docker build's context")
        _docker(listing, into, known)
    return looked


def _outputs(folder: Path, static_root: Path | None, known: Iterable[str]) -> Iterator[Path]:
    """Folders of built files that hold something git does not have."""
    tops = {path.partition("/")[0] for path in known}
    for name in OUTPUTS:
        if (folder / name).is_dir() and name not in tops:
            yield folder / name
    if static_root is not None and static_root.is_dir() and any(static_root.iterdir()):
        whole, top = static_root.resolve(), folder.resolve()
        if whole.is_relative_to(top) and whole != top and whole.name not in OUTPUTS:
            yield folder / whole.relative_to(top)


def _docker(listing: Listing, into: Collector, known: set[str]) -> None:
    """Search the ignored files that ``.dockerignore`` lets into the build."""
    try:
        text = (listing.folder / ".dockerignore").read_text("utf-8", "replace")
    except FileNotFoundError:
        text = ""
    ignored = Ignored.of(text)
    if (listing.folder / ".git").is_dir() and not ignored.keeps_out(".git/config"):
        into.notes.append(
            "The Docker build is sent the whole git history. Keep it out with a line .git in "
            ".dockerignore."
        )
    left_out: list[str] = []
    for path in _not_kept_out(listing.folder, ignored, left_out):
        if into.late:
            into.not_read("the Docker build's context", "the time was over")
            return
        if path not in known:
            take_file(listing.folder, path, into, state="docker")
    if left_out:
        into.notes.append(
            f"Sent to the Docker build and not looked into: {', '.join(sorted(left_out)[:10])}."
        )


def _not_kept_out(folder: Path, ignored: Ignored, left_out: list[str]) -> Iterator[str]:
    for where, folders, files in os.walk(folder):
        below = "" if where == str(folder) else os.path.relpath(where, folder) + "/"
        for name in list(folders):
            path = f"{below}{name}"
            others = name in ("node_modules", ".git", ".hg") or os.path.exists(
                os.path.join(where, name, "pyvenv.cfg")
            )
            out = ignored.keeps_out(path)
            if others or (out and not ignored.takes_back):
                folders.remove(name)
            if others and not out and name != ".git":
                left_out.append(path)
        for name in files:
            path = f"{below}{name}"
            if not ignored.keeps_out(path):
                yield path
