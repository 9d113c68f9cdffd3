"""The files of a folder as they are now: what git keeps, what it would take, and what is staged."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ops.secrets import git
from ops.secrets.collected import Collector, Place
from ops.secrets.reading import LARGEST, Piece

#: Folders that are not ours and would take hours: said, and not looked into.
_OTHERS = frozenset({"node_modules", "site-packages", ".heroku", ".git", ".hg", ".svn"})
_LINK, _SUBMODULE = "120000", "160000"


@dataclass(slots=True)
class Listing:
    """What a folder holds, by path below it.

    ``tracked`` are git's own files with their object and mode, ``untracked`` what the next
    ``git add`` takes. Without git everything is in ``plain``.
    """

    folder: Path
    tracked: dict[str, tuple[str, str]] = field(default_factory=dict)
    untracked: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    submodules: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def listing(folder: Path) -> Listing:
    """The files below a folder. Ignored files are left out, unless all of them are ignored."""
    found = Listing(folder)
    if git.top_of(folder) is not None:
        for entry in _entries(git.ask(folder, "ls-files", "-s", "-z")):
            head, _, path = entry.partition("\t")
            mode, name, _ = head.split()
            if mode == _SUBMODULE:
                found.submodules.append(path)
            else:
                found.tracked[path] = (name, mode)
        others = _entries(git.ask(folder, "ls-files", "-o", "--exclude-standard", "-z"))
        found.untracked = [path for path in others if not path.endswith("/")]
        found.submodules += [path.rstrip("/") for path in others if path.endswith("/")]
        if found.tracked or found.untracked or found.submodules:
            return found
    found.plain = list(walk(folder, found.left_out))
    return found


def _entries(printed: bytes) -> list[str]:
    return [os.fsdecode(entry) for entry in printed.split(b"\0") if entry]


def walk(folder: Path, left_out: list[str]) -> Iterator[str]:
    """Every file below a folder; other people's code is left out and named."""
    for where, folders, files in os.walk(folder):
        below = os.path.relpath(where, folder)
        for name in list(folders):
            path = os.path.normpath(os.path.join(below, name))
            whole = os.path.join(where, name)
            if name in _OTHERS or os.path.exists(os.path.join(whole, "pyvenv.cfg")):
                folders.remove(name)
                if name != ".git":
                    left_out.append(path)
            elif os.path.islink(whole):
                yield path
        yield from (os.path.normpath(os.path.join(below, name)) for name in files)


def scan(listing: Listing, into: Collector) -> None:
    """Search all of a listing: the files, and what is staged where that differs."""
    for path in listing.tracked:
        if into.late:
            break
        take_file(listing.folder, path, into, state="tracked")
    for path, state in (
        *((p, "untracked") for p in listing.untracked),
        *((p, "") for p in listing.plain),
    ):
        if into.late:
            break
        take_file(listing.folder, path, into, state=state)
    if listing.tracked and not into.late:
        take_staged(listing.folder, _changed(listing), into)
    for path in listing.submodules:
        into.not_read(path, "a repository of its own; run check_secrets in it")
    _take_names(listing, into)
    if listing.left_out:
        into.notes.append(
            f"Not ours and not looked into: {', '.join(sorted(listing.left_out)[:10])}."
        )
    if into.late:
        into.not_read(str(listing.folder), "the time was over before all files were looked into")


def _changed(listing: Listing) -> list[tuple[str, str]]:
    """Objects that are staged and not what the file holds: changed since, or not there."""
    differ = _entries(git.ask(listing.folder, "diff-files", "--name-only", "-z", "--relative"))
    return [(path, listing.tracked[path][0]) for path in differ if path in listing.tracked]


def staged(folder: Path) -> list[tuple[str, str]]:
    """``(path, object)`` of whatever the next commit would bring; raises ``GitProblem``."""
    printed = _entries(
        git.ask(folder, "diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames",
                "--diff-filter=ACMT", "--no-ext-diff", staged=True)
    )  # fmt: skip
    return [
        (path, head.split()[3])
        for head, path in zip(printed[::2], printed[1::2], strict=True)
        if head.split()[1] != _SUBMODULE
    ]


def take_staged(
    folder: Path, entries: Iterable[tuple[str, str]], into: Collector, *, hook: bool = False
) -> None:
    """Search objects of the index."""
    pairs = list(entries)
    with git.contents(folder, [name for _, name in pairs], staged=hook) as answers:
        for (path, _), (_, data) in zip(pairs, answers, strict=True):
            if data is None:
                into.not_read(path, "git does not have it here")
            else:
                into.take(data, partial(_place, path, "staged"), path)


def take_file(folder: Path, path: str, into: Collector, *, state: str) -> None:
    """Search one file. A link is searched for where it leads, and not followed."""
    whole = folder / path
    try:
        about = whole.lstat()
        if stat.S_ISLNK(about.st_mode):
            data = os.fsencode(os.readlink(whole))
        elif not stat.S_ISREG(about.st_mode):
            return
        elif about.st_size > LARGEST:
            into.not_read(path, f"larger than {LARGEST // 1024 // 1024} MB")
            return
        else:
            data = whole.read_bytes()
    except FileNotFoundError:
        return  # Only in the index: taken from there.
    except OSError as error:
        into.not_read(path, f"cannot be read: {error.strerror}")
        return
    into.take(data, partial(_place, path, state), path)


def _take_names(listing: Listing, into: Collector) -> None:
    """A key in the name of a file, or in the address that git fetches from."""
    for path in (*listing.tracked, *listing.untracked, *listing.plain):
        into.take_piece(Piece(path, only_shapes=True), partial(_name_place, path), "name")
    if listing.tracked or listing.untracked:
        try:
            addresses = git.ask(listing.folder, "config", "--get-regexp", r"^remote\..*url$")
        except git.GitProblem:
            return
        place = partial(_name_place, ".git/config")
        into.take_piece(Piece(addresses.decode("utf-8", "replace")), place, ".git/config")


def _name_place(path: str, line: int) -> Place:
    return Place(path, 0)


def _place(path: str, state: str, line: int) -> Place:
    return Place(path, line, state=state)
