"""The scans: of files, of what a build hands out, of logs, of the history, of what is staged."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ops.launch.findings import CannotTell, NotApplicable
from ops.secrets import build, git, gitleaks, history, logs, tree
from ops.secrets.allowed import Allowances
from ops.secrets.collected import Collector, Scanned


def files(path: Path, *, seconds: float) -> Scanned:
    """Everything below a folder that git keeps or would take; or one file, whatever git says."""
    into, folder = _collector(path, seconds)
    with _git_may_fail():
        listing = _listing(path, folder)
        tree.scan(listing, into)
        if gitleaks.installed() and not path.is_file():
            known = {*listing.tracked, *listing.untracked, *listing.plain}
            _gitleaks(folder, into, known=known)
    if not into.looked_at and not into.unread:
        raise CannotTell(f"there is no file in {path}")
    return into.scanned()


def build_output(path: Path, *, seconds: float, static_root: Path | None = None) -> Scanned:
    """Static files and the Docker build's context; ``NotApplicable`` where nothing is built."""
    into, folder = _collector(path, seconds)
    with _git_may_fail():
        looked = build.scan(_listing(path, folder), into, static_root)
    if not looked:
        raise NotApplicable(
            "Nothing here is built: there are no collected static files and no Dockerfile."
        )
    return into.scanned()


def log_files(path: Path, *, seconds: float) -> Scanned:
    """Log files that git ignores; ``NotApplicable`` where there are none."""
    into, folder = _collector(path, seconds)
    into.marks = False
    with _git_may_fail():
        logs.scan_files(_listing(path, folder), into)
    if not into.looked_at and not into.unread:
        raise NotApplicable(
            "There are no log files beside the code. Pipe your platform's in: --stdin"
        )
    return into.scanned()


def stream(stream: BinaryIO, *, seconds: float) -> Scanned:
    """What is piped in."""
    into, _ = _collector(Path.cwd(), seconds)
    if not logs.scan_stream(stream, into):
        raise CannotTell("nothing was piped in: the command before the | printed nothing")
    return into.scanned()


def whole_history(path: Path, *, seconds: float) -> Scanned:
    """Every version of every file that the repository around a folder has."""
    into, folder = _collector(path, seconds)
    with _git_may_fail():
        top = git.top_of(folder)
        if top is None:
            raise CannotTell(f"{folder} is in no git repository, so its history is not here")
        history.scan(top, into)
        if gitleaks.installed():
            _gitleaks(top, into, known=None)
    if not into.looked_at and not into.unread:
        into.notes.append("The repository has no commit yet.")
    return into.scanned()


def about_to_be_committed(path: Path, *, seconds: float) -> Scanned:
    """What is staged and differs from the last commit, for the hook before a commit."""
    into, folder = _collector(path, seconds)
    with _git_may_fail():
        top = git.top_of(folder)
        if top is None:
            raise CannotTell(f"{folder} is in no git repository, so nothing is staged")
        tree.take_staged(top, tree.staged(top), into, hook=True)
    return into.scanned()


def _collector(path: Path, seconds: float) -> tuple[Collector, Path]:
    folder = path.parent if path.is_file() else path
    try:
        top = git.top_of(folder)
    except git.GitProblem:
        top = None
    allowances = Allowances.of(top or folder)
    return Collector(allowances=allowances, until=time.monotonic() + seconds), folder


def _listing(path: Path, folder: Path) -> tree.Listing:
    if path.is_file() or path.is_symlink():
        return tree.Listing(folder, plain=[path.name])
    return tree.listing(folder)


@contextmanager
def _git_may_fail() -> Iterator[None]:
    try:
        yield
    except git.GitProblem as error:
        raise CannotTell(f"{error}. Nothing was looked into that only git can tell") from error


def _gitleaks(folder: Path, into: Collector, *, known: set[str] | None) -> None:
    """Gitleaks besides; that it fails takes nothing away from our own scan, and is said."""

    def read(path: str, commit: str) -> str | None:
        if known is not None and path not in known:
            return None
        try:
            if commit:
                return git.ask(folder, "show", "--no-textconv", f"{commit}:{path}").decode(
                    "utf-8", "replace"
                )
            return (folder / path).read_text("utf-8", "replace")
        except (OSError, git.GitProblem):
            return None

    try:
        added = gitleaks.scan(folder, into, read, history=known is None)
        into.notes.append(f"Gitleaks looked too, and found {added} more.")
    except gitleaks.GitleaksProblem as error:
        into.notes.append(
            f"Gitleaks is installed and could not be used: {error}. Ours looked alone."
        )
