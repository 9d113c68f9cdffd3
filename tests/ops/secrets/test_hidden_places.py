"""Keys where nobody looks: in archives, databases, programs, names of files, git's own settings."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from lab.secret_corpus import Dice
from ops.secrets import opened, scan
from ops.secrets.collected import Scanned
from ops.secrets.opened import texts
from ops.secrets.reading import CannotRead
from tests.ops.secrets.repository import Repository, stripe


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def zipped(files: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return memory.getvalue()


def database(tmp_path: Path) -> bytes:
    file = tmp_path / "x.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.execute("INSERT INTO t VALUES (?)", (f"key {stripe()}",))
    return file.read_bytes()


LINE = f'KEY = "{stripe()}"\n'.encode()
FILES = {
    "a.zip": (zipped({"conf/.env": LINE}), "a.zip > conf/.env"),
    "p-1-py3-none-any.whl": (zipped({"p/s.py": LINE}), "p-1-py3-none-any.whl > p/s.py"),
    "deep.zip": (zipped({"in.zip": zipped({"s.py": LINE})}), "deep.zip > in.zip > s.py"),
    "letter.docx": (zipped({"word/document.xml": b"<w:t>" + LINE + b"</w:t>"}),
                    "letter.docx > word/document.xml"),
    "b.tar": (tarred("s.env", LINE), "b.tar > s.env"),
    "b.tar.gz": (gzip.compress(tarred("s.env", LINE)), "b.tar.gz > s.env"),
    "c.bz2": (bz2.compress(LINE), "c.bz2 > its content"),
    "c.xz": (lzma.compress(LINE), "c.xz > its content"),
    "bin.dat": (b"\x00\x01\xff" * 400 + stripe().encode() + b"\xff\x00" * 40, "bin.dat"),
    "noughts.bin": (bytes(9000) + stripe().encode() + bytes(9000), "noughts.bin"),
}  # fmt: skip


def where(found: Scanned) -> set[str]:
    return {place.path for one in found.secrets for place in one.places}


@pytest.mark.parametrize("name", FILES)
def test_what_holds_other_files_is_opened(repo: Repository, name: str) -> None:
    content, place = FILES[name]
    repo.write(name, content)
    repo.commit()
    assert where(scan.files(repo.folder, seconds=60)) == {place}
    (repo.folder / name).unlink()
    repo.commit()
    assert where(scan.whole_history(repo.folder, seconds=60)) == {place}


def test_a_database_file_is_not_taken_for_text_and_called_clean(
    repo: Repository, tmp_path: Path
) -> None:
    repo.write("db.sqlite3", database(tmp_path))
    assert where(scan.files(repo.folder, seconds=60)) == {"db.sqlite3"}


def test_an_archive_that_holds_very_much_is_said_and_costs_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opened, "MOST", 1_000_000)
    for bomb in (zipped({"a": bytes(2_000_000)}), bz2.compress(bytes(2_000_000)),
                 lzma.compress(bytes(2_000_000))):  # fmt: skip
        with pytest.raises(CannotRead, match="very much"):
            opened_budget = opened._Budget(left=1_000_000)
            list(opened._texts(bomb, "", opened_budget, 0))
    nested = LINE
    for _ in range(5):
        nested = zipped({"in.zip": nested})
    assert any("inside" in str(piece) for _, piece in texts(nested))


def test_a_key_in_a_name_is_told_and_not_shown(repo: Repository) -> None:
    repo.write(f"backup-{stripe()}.txt", "nothing\n")
    repo.commit()
    repo.git("branch", f"fix-{stripe(2)}")
    files = scan.files(repo.folder, seconds=60)
    assert where(files) == {"backup-….txt"}
    history = scan.whole_history(repo.folder, seconds=60)
    assert where(history) == {"backup-….txt", "the branch or tag fix-…"}
    for found in (files, history):
        assert stripe() not in repr(found) and stripe(2) not in repr(found)


def test_a_token_in_the_address_git_fetches_from(repo: Repository) -> None:
    repo.commit(README_md="hello\n")
    token = "ghp" + "_" + Dice(4).word(36)
    repo.git("remote", "add", "origin", f"https://maya:{token}@github.com/maya/site.git")
    assert where(scan.files(repo.folder, seconds=60)) == {".git/config"}


def test_a_password_file_of_postgresql(repo: Repository) -> None:
    repo.write(".pgpass", f"# mine\ndb.host.se:5432:app:app:{Dice(5).word(22)}\n")
    (secret,) = scan.files(repo.folder, seconds=60).secrets
    assert (secret.kind.id, secret.places[0].line) == ("password", 2)


def test_an_older_stash_counts_as_the_newest_does(repo: Repository) -> None:
    repo.commit(README_md="hello\n")
    for number in (1, 2):
        repo.write("work.py", f"K = '{stripe(number)}'\n")
        repo.git("add", "-A")
        repo.git("stash")
    assert len(scan.whole_history(repo.folder, seconds=60).secrets) == 2
