"""The whole git history: each version of each file once, from one stream of git's.

Of a file with many versions only the lines that no earlier version had are searched, with a few
around them. So ten thousand commits take seconds, and the commit that is named is the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ops.secrets import git
from ops.secrets.allowed import file_fingerprint
from ops.secrets.collected import Collector, Place, Unread, prepared, within
from ops.secrets.opened import texts
from ops.secrets.reading import CannotRead, Piece

#: Lines around a new one that are searched with it: what is above says what a value is.
AROUND = 4
#: Versions larger than this are named, and not searched.
LARGEST = 20 * 1024 * 1024
ABSENT = "git does not have all of its versions here"
_RAW = re.compile(rb":+(?:\d{6} )+(?:[0-9a-f]{40,64} )*[A-Z]+\Z")
_COMMIT = b"\x01commit "


@dataclass(frozen=True, slots=True)
class Version:
    """One content of one file, and the first commit that has it."""

    name: str
    path: str
    commit: str


def scan(folder: Path, into: Collector) -> None:
    """Search every branch, tag and stash; raises ``GitProblem``.

    What the clone lacks (a shallow one, submodules, objects left on the server) is noted as not
    read.
    """
    if git.ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        into.not_read(
            "the git history",
            "this clone is shallow and holds only its end. Run: git fetch --unshallow",
        )
    versions, messages = _versions(folder, into)
    absent = _absent(folder)
    unread = {v.path: Unread(v.path, ABSENT) for v in versions if v.name in absent}
    versions = [version for version in versions if version.name not in absent]
    _messages(messages, into)
    _tags(folder, into)
    _names(folder, into, {version.path for version in versions})
    seen: set[int] = set()
    with git.contents(folder, [version.name for version in versions]) as answers:
        for version, (_, data) in zip(versions, answers, strict=False):
            if into.late:
                into.not_read("the git history", "the time was over before all of it was read")
                break
            _take(version, data, seen, unread, into)
    into.unread += list(unread.values())


def _versions(folder: Path, into: Collector) -> tuple[list[Version], list[tuple[str, str]]]:
    """Every content with its first commit, oldest first; and every commit with its message."""
    words = (
        "log", "--all", "--reverse", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-renames",
        "-c", "--root", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color",
        "--no-notes", "--no-mailmap", "--format=%x01commit %H%n%B",
    )  # fmt: skip
    found: dict[str, Version] = {}
    messages: list[tuple[str, str]] = []
    commit, name, submodules = "", "", set()
    with git.lines_of(folder, *words, *_head(folder), *_stashes(folder)) as parts:
        for part in parts:
            # A commit's message and its first file come in one piece or in two.
            for piece in _split(part):
                if piece.startswith(_COMMIT):
                    head, _, message = piece[len(_COMMIT) :].partition(b"\n")
                    commit, name = head.decode(), ""
                    messages.append((commit, message.decode("utf-8", "replace")))
                elif not name and _RAW.match(piece):
                    fields = piece.lstrip(b":").split()
                    parents = piece.count(b":", 0, 20) or 1
                    mode, name = fields[parents].decode(), fields[2 * parents + 1].decode()
                    if mode == "160000":
                        name = "submodule"
                elif name:
                    path = piece.decode("utf-8", "surrogateescape")
                    if name == "submodule":
                        submodules.add(path)
                    elif set(name) != {"0"}:
                        found.setdefault(name, Version(name, path, commit))
                    name = ""
    for path in sorted(submodules):
        into.not_read(path, "a repository of its own; run check_secrets --history in it")
    return list(found.values()), messages


def _absent(folder: Path) -> set[str]:
    """Objects that a partial clone left on the server. Asking for one would fetch it, so that it
    has to be known before.
    """
    try:
        git.ask(folder, "config", "--get-regexp", r"^remote\..*\.promisor$")
    except git.GitProblem:
        return set()
    printed = git.ask(folder, "rev-list", "--objects", "--all", "--missing=print")
    return {line[1:].decode() for line in printed.splitlines() if line.startswith(b"?")}


def _head(folder: Path) -> tuple[str, ...]:
    """HEAD too, where it is on no branch; nothing in a repository without a commit."""
    try:
        git.ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except git.GitProblem:
        return ()
    return ("HEAD",)


def _stashes(folder: Path) -> list[str]:
    """Every stash: ``--all`` knows the newest alone."""
    try:
        return git.ask(folder, "stash", "list", "--format=%H").decode().split()
    except git.GitProblem:
        return []


def _split(part: bytes) -> Iterator[bytes]:
    """A message and the head of the first file behind it, where they came together."""
    part = part.lstrip(b"\n") if part.lstrip(b"\n").startswith((_COMMIT, b":")) else part
    if part.startswith(_COMMIT):
        message, line, last = part.rpartition(b"\n")
        if line and _RAW.match(last):
            yield message
            yield last
            return
    yield part


def _messages(messages: list[tuple[str, str]], into: Collector) -> None:
    for commit, text in messages:
        if len(text) > 20:
            into.take_piece(Piece(text), partial(_message_place, commit), "commit message")


def _message_place(commit: str, line: int) -> Place:
    return Place("the commit message", line, commit)


def _tags(folder: Path, into: Collector) -> None:
    """The words of tags that have some."""
    printed = git.ask(folder, "for-each-ref", "--format=%(objecttype) "
                                              "%(refname:short)%0a%(contents)%00",
                      "refs/tags")  # fmt: skip
    for entry in printed.decode("utf-8", "replace").split("\0"):
        head, _, text = entry.strip("\n").partition("\n")
        if head.startswith("tag "):
            into.take_piece(Piece(text), partial(_tag_place, head[4:]), "tag")


def _names(folder: Path, into: Collector, paths: set[str]) -> None:
    """The names of branches and tags, and of every file there ever was."""
    printed = git.ask(folder, "for-each-ref", "--format=%(refname:short)")
    names = [("the branch or tag ", name) for name in printed.decode("utf-8", "replace").split()]
    names += [("", path) for path in sorted(paths)]
    for what, name in names:
        place = partial(_name_place, f"{what}{name}")
        into.take_piece(Piece(name, only_shapes=True), place, "name")


def _name_place(name: str, line: int) -> Place:
    return Place(name, 0)


def _tag_place(tag: str, line: int) -> Place:
    return Place(f"the words of the tag {tag}", line)


def _take(
    version: Version, data: bytes | None, seen: set[int], unread: dict[str, Unread], into: Collector
) -> None:
    into.looked_at += 1
    path = version.path
    if data is None:
        unread.setdefault(path, Unread(path, ABSENT))
        return
    if len(data) > LARGEST:
        unread.setdefault(path, Unread(path, f"a version larger than {LARGEST // 1024 // 1024} MB"))
        return

    def place(line: int) -> Place:
        return Place(path, line, version.commit)

    try:
        for inside, piece in texts(prepared(data, path)):
            if isinstance(piece, CannotRead):
                _not_opened(f"{path} > {inside}", piece, data, unread, into)
                continue
            for fresh in _fresh(piece, f"{path} > {inside}", seen):
                into.take_piece(fresh, within(place, inside), inside or path)
    except CannotRead as error:
        _not_opened(path, error, data, unread, into)


def _not_opened(
    path: str, error: CannotRead, data: bytes, unread: dict[str, Unread], into: Collector
) -> None:
    known = file_fingerprint(data)
    if known not in into.allowances.fingerprints:
        unread.setdefault(path, Unread(path, str(error), known))


def _fresh(piece: Piece, path: str, seen: set[int]) -> Iterator[Piece]:
    """The parts of a text whose lines that file never had before, with the lines around them."""
    lines = piece.text.split("\n")
    marks = [hash((path, line)) for line in lines]
    new = [
        number for number, mark in enumerate(marks) if mark not in seen and len(lines[number]) > 5
    ]
    seen.update(marks)
    spans: list[tuple[int, int]] = []
    for number in new:
        begin, end = max(0, number - AROUND), min(len(lines), number + AROUND + 1)
        if spans and begin <= spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((begin, end))
    for begin, end in spans:
        yield Piece("\n".join(lines[begin:end]), piece.first + begin, piece.only_shapes)
