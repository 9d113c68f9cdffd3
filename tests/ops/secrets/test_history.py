"""What was ever committed is found, with the commit; what the clone lacks is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.secrets import made_repository
from lab.secret_corpus import Dice
from ops.launch.findings import CannotTell
from ops.secrets import scan
from ops.secrets.collected import Scanned
from tests.ops.secrets.repository import Repository, stripe


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def look(repo: Repository) -> Scanned:
    return scan.whole_history(repo.folder, seconds=60)


def places(found: Scanned) -> set[tuple[str, int, str]]:
    return {(place.path, place.line, place.commit) for one in found.secrets for place in one.places}


def test_a_key_that_was_deleted_is_told_with_its_first_commit(repo: Repository) -> None:
    repo.commit(a_py="x = 1\n")
    first = repo.commit(a_py=f"x = 1\nK = '{stripe()}'\n")
    repo.commit(a_py=f"x = 2\ny = 3\nK = '{stripe()}'\n")
    repo.commit(a_py="x = 2\n")
    assert places(look(repo)) == {("a.py", 2, first)}


def test_every_branch_tag_and_stash_counts(repo: Repository) -> None:
    repo.commit(a_py="x = 1\n")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.commit(b_py=f"K = '{stripe(1)}'\n")
    repo.git("checkout", "-q", "main")
    repo.git("tag", "-a", "v1", "-m", f"deployed with {stripe(2)}")
    repo.write("a.py", f"K = '{stripe(3)}'\n")
    repo.git("stash", "-q")
    repo.git("checkout", "-q", "--detach")
    alone = repo.commit(c_py=f"K = '{stripe(4)}'\n")
    found = places(look(repo))
    assert ("b.py", 1, side) in found and ("c.py", 1, alone) in found
    assert ("the words of the tag v1", 1, "") in found
    assert len(found) == 4 and "a.py" in {path for path, _, _ in found}


def test_a_key_that_only_a_merge_brought_is_found(repo: Repository) -> None:
    repo.commit(a_py="x = 1\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit(a_py="x = 2\n")
    repo.git("checkout", "-q", "main")
    repo.commit(b_py="y\n")
    repo.git("merge", "-q", "--no-commit", "side")
    merge = repo.commit("merge", a_py=f"x = 3\nK = '{stripe()}'\n", c_py=f"K = '{stripe(2)}'\n")
    assert places(look(repo)) == {("a.py", 2, merge), ("c.py", 1, merge)}


def test_a_commit_message_is_read_too(repo: Repository) -> None:
    commit = repo.commit(f"Try it\n\nwith {stripe()}", a_py="x\n")
    assert places(look(repo)) == {("the commit message", 3, commit)}


def test_odd_names_of_files_do_not_mix_the_stream_up(repo: Repository) -> None:
    repo.write("a\nb:100644 x.py", f"K = '{stripe(1)}'\n")
    repo.write(":100644 100644 é.py", f"K = '{stripe(2)}'\n")
    commit = repo.commit()
    assert places(look(repo)) == {
        ("a\nb:100644 x.py", 1, commit),
        (":100644 100644 é.py", 1, commit),
    }


def test_a_name_that_a_later_commit_gives_to_a_value_is_seen(repo: Repository) -> None:
    value = Dice(4).word(30)
    repo.commit(pod_yml=f"- x: 1\n  value: {value}\n")
    commit = repo.commit(pod_yml=f"- name: API_TOKEN\n  value: {value}\n")
    assert places(look(repo)) == {("pod.yml", 2, commit)}


def test_a_shallow_clone_is_not_called_clean(repo: Repository, tmp_path: Path) -> None:
    repo.commit(a_py=f"K = '{stripe()}'\n")
    repo.commit(a_py="x\n")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.folder}", str(tmp_path / "shallow"))
    found = scan.whole_history(tmp_path / "shallow", seconds=60)
    assert "shallow" in found.unread[0].reason and "--unshallow" in found.unread[0].reason


def test_objects_that_were_left_on_the_server_are_not_called_clean(
    repo: Repository, tmp_path: Path
) -> None:
    repo.commit(a_py="old = 1\n")
    repo.commit(a_py="new = 1\n")
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.folder}", str(tmp_path / "part"))
    found = scan.whole_history(tmp_path / "part", seconds=60)
    assert [one.path for one in found.unread] == ["a.py"]


def test_submodules_and_archives_of_the_past_are_named(repo: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit(a_py="x\n")
    repo.git("submodule", "add", "-q", str(other.folder), "vendor")
    repo.commit(old_zip=b"PK\x03\x04 and so on")
    repo.git("rm", "-q", "vendor", "old.zip")
    repo.commit()
    assert {one.path for one in look(repo).unread} == {"vendor", "old.zip"}


def test_a_repository_without_a_commit_and_a_folder_without_one(
    repo: Repository, tmp_path: Path
) -> None:
    assert look(repo).notes == ("The repository has no commit yet.",)
    (tmp_path / "plain").mkdir()
    with pytest.raises(CannotTell, match="in no git repository"):
        scan.whole_history(tmp_path / "plain", seconds=60)


def test_a_long_history_is_read_once_and_each_planted_key_is_found(tmp_path: Path) -> None:
    planted = made_repository(tmp_path, 600, every=60)
    found = scan.whole_history(tmp_path, seconds=300)
    assert planted == 10 == len(found.secrets)
    assert all(place.commit for one in found.secrets for place in one.places)
    assert found.unread == ()
