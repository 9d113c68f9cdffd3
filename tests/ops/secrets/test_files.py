"""Which files are looked into, and what is said of those that are not."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest

from ops.launch.findings import CannotTell, NotApplicable
from ops.secrets import scan
from ops.secrets.allowed import BadAllowance
from ops.secrets.collected import Scanned
from tests.ops.secrets.repository import Repository, stripe


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def look(repo: Repository) -> Scanned:
    return scan.files(repo.folder, seconds=60)


def places(found: Scanned) -> set[tuple[str, str]]:
    return {(place.path, place.state) for one in found.secrets for place in one.places}


def test_an_ignored_env_is_where_secrets_belong_and_a_tracked_one_is_not(repo: Repository) -> None:
    repo.write(".gitignore", ".env\n")
    repo.write(".env", f"STRIPE={stripe()}\n")
    repo.write(".env.production", f"STRIPE={stripe(2)}\n")
    repo.commit()
    assert places(look(repo)) == {(".env.production", "tracked")}
    repo.git("add", "-f", ".env")
    assert (".env", "tracked") in places(look(repo))


def test_a_file_that_git_would_take_next_is_told_as_that(repo: Repository) -> None:
    repo.commit(README_md="hello\n")
    repo.write("notes.txt", f"key {stripe()}\n")
    assert places(look(repo)) == {("notes.txt", "untracked")}


def test_what_is_staged_counts_although_the_file_was_cleaned_or_deleted(repo: Repository) -> None:
    repo.write("cleaned.py", f"K = '{stripe()}'\n")
    repo.write("gone.py", f"K = '{stripe(2)}'\n")
    repo.git("add", "-A")
    repo.write("cleaned.py", "K = ''\n")
    (repo.folder / "gone.py").unlink()
    assert places(look(repo)) == {("cleaned.py", "staged"), ("gone.py", "staged")}


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "latin-1"]
)
def test_text_in_other_encodings_is_read(repo: Repository, encoding: str) -> None:
    repo.write("a.txt", f"Schlüssel\r\nkey: {stripe()}\r\n".encode(encoding))
    assert [one.places[0].line for one in look(repo).secrets] == [2]


def test_bytes_that_are_no_text_are_searched_for_shapes(repo: Repository) -> None:
    repo.write("a.sqlite3", b"SQLite format 3\0\1\2" + stripe().encode() + b"\0\xff" * 50)
    repo.write("b.bin", b"\0\1password = 'Sommer2024!'\0")
    assert places(look(repo)) == {("a.sqlite3", "untracked")}


def test_archives_are_named_and_not_called_clean(repo: Repository) -> None:
    repo.write("old.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 50)
    with zipfile.ZipFile(repo.folder / "with.zip", "w") as archive:
        archive.writestr("scan.pdf", b"%PDF-1.7 ...")
    repo.write("cut.zip", b"PK\x03\x04" + b"x" * 50)
    repo.write("cut.gz", gzip.compress(stripe().encode() * 9)[:-9])
    repo.write("bomb.gz", gzip.compress(bytes(40_000_000)))
    repo.write("scan.pdf", b"%PDF-1.7 ...")
    found = look(repo)
    assert {one.path for one in found.unread} == {
        "old.7z", "with.zip > scan.pdf", "cut.zip", "cut.gz", "bomb.gz", "scan.pdf",
    }  # fmt: skip
    allowed = "\n".join(f"{one.fingerprint} looked into by hand" for one in found.unread)
    repo.write(".secretsallow", allowed + "\n")
    assert look(repo).unread == ()


def test_a_gzip_file_is_opened(repo: Repository) -> None:
    repo.write("static/app.js.gz", gzip.compress(f"key: {stripe()}\n".encode()))
    assert places(look(repo)) == {("static/app.js.gz", "untracked")}


def test_fingerprints_are_no_keys(repo: Repository) -> None:
    repo.write(".secretsallow", "password:" + "b0a84003354df01b made up, in a test\n")
    assert look(repo).secrets == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"admin/css/a_password_field.css": "admin/css/a_password_field.b433f2a9c0d1.css"}',
        '{"chat/tokens.css": "chat/tokens.bb2f3f292167.css", "a/token.js": "a/token.9c1f2e3d.js"}',
        'var i="Unknown Unicode token ",l=(0,y.default)(u,6),D=l[0],p=l[1],b=l[2],m=l[3],C=l[4]',
    ],
)
def test_manifests_and_minified_scripts_hold_no_keys(repo: Repository, text: str) -> None:
    repo.write("staticfiles.json", text)
    repo.write("app.min.js", text)
    assert look(repo).secrets == ()


def test_a_large_file_is_searched_to_its_end(repo: Repository) -> None:
    line = "2026-11-02 GET /api/v1/items 200 12ms\n"
    repo.write("big.txt", line * 250_000 + f"key={stripe()}\n")
    assert [one.places[0].line for one in look(repo).secrets] == [250_001]


def test_a_link_is_not_followed_and_a_name_with_a_line_break_is_written_out(
    repo: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(f"key {stripe()}\n")
    os.symlink(outside, repo.folder / "link")
    os.symlink(repo.folder, repo.folder / "loop")
    repo.write("a\nb.txt", f"key {stripe(2)}\n")
    found = look(repo)
    assert [place.words for one in found.secrets for place in one.places] == ["a\\nb.txt, line 1"]


def test_a_repository_inside_is_not_called_clean(repo: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit(a_py="x\n")
    repo.git("submodule", "add", "-q", str(other.folder), "vendor")
    repo.commit()
    Repository(repo.folder / "nested").commit(b_py="x\n")
    assert {one.path for one in look(repo).unread} == {"vendor", "nested"}


def test_without_git_everything_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / ".env").write_text(f"K={stripe()}\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("")
    (tmp_path / ".venv" / "a.py").write_text(stripe(2))
    found = scan.files(tmp_path, seconds=60)
    assert places(found) == {("sub/.env", "")}
    assert found.notes == ("Not ours and not looked into: .venv.",)


def test_a_folder_that_git_ignores_is_looked_into_when_it_is_named(repo: Repository) -> None:
    repo.write(".gitignore", "out/\n")
    repo.write("out/a.txt", stripe())
    assert places(look(repo)) == set()
    assert places(scan.files(repo.folder / "out", seconds=60)) == {("a.txt", "")}
    assert places(scan.files(repo.folder / "out" / "a.txt", seconds=60)) == {("a.txt", "")}


def test_nothing_to_look_at_is_not_clean(tmp_path: Path) -> None:
    with pytest.raises(CannotTell):
        scan.files(tmp_path, seconds=60)


def test_too_little_time_is_not_clean(repo: Repository) -> None:
    repo.commit(a_py="x\n")
    assert "time" in scan.files(repo.folder, seconds=-1).unread[-1].reason


def test_a_mark_speaks_for_its_line_and_the_next_and_for_no_more(repo: Repository) -> None:
    repo.write("a.py", (
        f"A = '{stripe(1)}'  # slipway: not a secret\n"
        f"# slipway: not a secret\nB = '{stripe(2)}'\n"
        f"C = '{stripe(3)}'\nprint('slipway: not a secret')\nD = '{stripe(4)}'\n"
    ))  # fmt: skip
    found = look(repo)
    assert sorted(one.places[0].line for one in found.secrets) == [4, 6]
    assert found.allowed == 2


def test_an_allowance_speaks_for_one_value_and_needs_a_reason(repo: Repository) -> None:
    repo.write("a.json", f'{{"a": "{stripe(1)}", "b": "{stripe(2)}"}}')
    first, second = look(repo).secrets
    repo.write(".secretsallow", f"# why\n\n{first.fingerprint} revoked in May\n")
    assert [one.fingerprint for one in look(repo).secrets] == [second.fingerprint]
    assert stripe(1)[8:] not in first.fingerprint
    repo.write(".secretsallow", f"{first.fingerprint}\n")
    with pytest.raises(BadAllowance, match="line 1"):
        look(repo)


@pytest.mark.parametrize(
    ("ignore", "sent"),
    [
        ("", True), (".env\n", False), ("# .env\n", True), ("*\n!app\n", False), ("**/.env\n",
        False),
        ("sub\n", True), (".e*\n!.env\n", True), ("./.env\n", False), ("/.env\n", False),
    ],
)  # fmt: skip
def test_an_ignored_file_that_a_docker_build_is_sent(
    repo: Repository, ignore: str, sent: bool
) -> None:
    repo.write(".gitignore", ".env\n")
    repo.write("Dockerfile", "FROM x\nCOPY . .\n")
    repo.write(".dockerignore", ".git\n" + ignore)
    repo.write(".env", f"K={stripe()}\n")
    repo.commit()
    found = scan.build_output(repo.folder, seconds=60)
    assert places(found) == ({(".env", "docker")} if sent else set())


def test_static_files_that_a_build_wrote_are_looked_into(repo: Repository) -> None:
    repo.write(".gitignore", "staticfiles/\nvar/\n")
    repo.write("staticfiles/app.js", f"const k = '{stripe()}'\n")
    repo.write("var/static/more.js", f"const k = '{stripe(2)}'\n")
    found = scan.build_output(repo.folder, seconds=60, static_root=repo.folder / "var" / "static")
    assert places(found) == {("staticfiles/app.js", "static"), ("var/static/more.js", "static")}


def test_nothing_built_is_not_judged(repo: Repository) -> None:
    with pytest.raises(NotApplicable):
        scan.build_output(repo.folder, seconds=60)


def test_ignored_log_files_are_looked_into_and_no_mark_counts_there(repo: Repository) -> None:
    repo.write(".gitignore", "*.log\nvar/\n")
    repo.write("web.log", f"a\nsent {stripe()} # slipway: not a secret\n")
    repo.write("var/log/worker.log.1", f"sent {stripe(2)}\n")
    repo.write("var/data.txt", f"sent {stripe(3)}\n")
    found = scan.log_files(repo.folder, seconds=60)
    assert places(found) == {("web.log", "log"), ("var/log/worker.log.1", "log")}
