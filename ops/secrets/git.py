"""Asks git. Reads only: no hook, no external program of the repository's, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

#: A repository's own settings could name programs to run; these are switched off.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=false", "--no-replace-objects",
         "--literal-pathspecs")  # fmt: skip
_WHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
          "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")  # fmt: skip


class GitProblem(Exception):
    """Git is not there, or refused; the message is a sentence for a person."""


def environment(*, staged: bool = False) -> dict[str, str]:
    """What git is started with. A hook's own variables count only for what is ``staged``."""
    found = dict(os.environ)
    if not staged:
        for name in (*_WHERE, "GIT_INDEX_FILE"):
            found.pop(name, None)
    return found | {
        "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }  # fmt: skip


def ask(folder: Path, *words: str, staged: bool = False) -> bytes:
    """What git prints; raises ``GitProblem``."""
    git = _program()
    done = subprocess.run(  # noqa: S603 - a fixed program with words of ours
        [git, *_SAFE, *words], cwd=folder, env=environment(staged=staged), capture_output=True,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitProblem(f"git {words[0]} failed: {said[0] if said else done.returncode}")
    return done.stdout


def top_of(folder: Path) -> Path | None:
    """The top folder of the repository around a folder, or None; raises ``GitProblem``."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return None
    return Path(os.fsdecode(ask(folder, "rev-parse", "--show-toplevel")).rstrip("\n"))


def _program() -> str:
    git = shutil.which("git")
    if git is None:
        raise GitProblem("git is not installed here")
    return git


@contextmanager
def lines_of(folder: Path, *words: str) -> Iterator[Iterator[bytes]]:
    """What git prints, in pieces between NULs, as it comes; raises ``GitProblem`` at the end."""
    process = subprocess.Popen(  # noqa: S603
        [_program(), *_SAFE, *words], cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    said: list[bytes] = []
    assert process.stdout is not None and process.stderr is not None  # noqa: S101
    errors = process.stderr
    reader = Thread(target=lambda: said.append(errors.read()), daemon=True)
    reader.start()
    try:
        yield _between_nuls(process.stdout)
        process.stdout.close()
        if process.wait():
            reader.join()
            raise GitProblem(
                f"git {words[0]} failed: {b''.join(said).decode(errors='replace')[:200]}"
            )
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()


def _between_nuls(stream: object) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read1(1 << 20):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


@contextmanager
def contents(folder: Path, names: Sequence[str], *, staged: bool = False
             ) -> Iterator[Iterator[tuple[str, bytes | None]]]:  # fmt: skip
    """``(name, bytes)`` of each object, from one process; None for what is not there."""
    process = subprocess.Popen(  # noqa: S603
        [_program(), *_SAFE, "cat-file", "--batch"], cwd=folder, env=environment(staged=staged),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None  # noqa: S101
    asking, answers = process.stdin, process.stdout

    def ask_all() -> None:
        try:
            for name in names:
                asking.write(name.encode("utf-8", "surrogateescape") + b"\n")
            asking.close()
        except (BrokenPipeError, ValueError):
            pass  # The reader has had enough.

    def read_all() -> Iterator[tuple[str, bytes | None]]:
        for name in names:
            head = answers.readline().split()
            if not head:
                raise GitProblem("git cat-file ended early")
            if len(head) != 3:
                yield name, None
                continue
            data = answers.read(int(head[2]))
            answers.read(1)
            yield name, data

    writer = Thread(target=ask_all, daemon=True)
    writer.start()
    try:
        yield read_all()
    finally:
        process.kill()
        process.wait()
        writer.join()
        for stream in (asking, answers):
            with suppress(BrokenPipeError):
                stream.close()
