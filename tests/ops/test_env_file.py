"""A .env file is changed where it must be and nowhere else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ops import env_file
from ops.env_file import HEADING, BadEnvFile

BY_HAND = """# My notes: the key is from the blue folder.
DEBUG=true

export SITE_URL="https://old.example.org"
#EMAIL_PROVIDER=file
LLM_MODEL='small'
LLM_MODEL=large
nonsense here
LAST=1"""


def test_what_is_not_changed_stays_byte_for_byte() -> None:
    assert env_file.changed(BY_HAND, {"DEBUG": "true", "LLM_MODEL": "large"}) == BY_HAND
    done = env_file.changed(BY_HAND, {"LLM_MODEL": "tiny", "EMAIL_PROVIDER": "smtp", "NEW": "a b"})
    expected = BY_HAND.replace("LLM_MODEL=large", "LLM_MODEL=tiny").replace(
        "#EMAIL_PROVIDER=file\n", "#EMAIL_PROVIDER=file\nEMAIL_PROVIDER=smtp\n"
    )
    assert done == f"{expected}\n\n{HEADING}\nNEW=a b\n"


def test_the_lines_of_windows_stay_lines_of_windows() -> None:
    done = env_file.changed("A=1\r\nB=2\r\n", {"B": "3", "C": "4"})
    assert done == f"A=1\r\nB=3\r\n\r\n{HEADING}\r\nC=4\r\n"


def test_an_export_stays_one() -> None:
    assert env_file.changed("export A=1\n", {"A": "2"}) == "export A=2\n"


def test_the_example_is_filled_in_beneath_each_default() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    done = env_file.changed(example, {"SITE_URL": "https://chat.lindqvist.se"})
    assert "#SITE_URL=\nSITE_URL=https://chat.lindqvist.se\n" in done
    assert HEADING not in done


names = st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True)
#: Quotation marks of both kinds in every mix: some mixes no such line can hold.
values = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30)

several = st.dictionaries(names, values, max_size=4)


@settings(max_examples=300, deadline=None)
@given(before=several, changes=several)
def test_whatever_is_written_is_read_back(before: dict[str, str], changes: dict[str, str]) -> None:
    try:
        text = env_file.changed("# mine\n", before)
        done = env_file.changed(text, changes)
    except BadEnvFile:
        mixed = [value for value in (*before.values(), *changes.values())
                 if {"'", '"'} & set(value) or not value.isprintable()]  # fmt: skip
        assert mixed
        return
    assert env_file.parse(done) == {**before, **changes}
    assert env_file.changed(done, changes) == done
    assert done.startswith("# mine\n")


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200), value=st.text("abc #'\"$\\", max_size=10))
def test_no_file_makes_it_lose_anything(text: str, value: str) -> None:
    seen = env_file.parse(text)
    try:
        done = env_file.changed(text, {"MINE": value})
    except BadEnvFile:
        return
    assert env_file.parse(done) == {**seen, "MINE": value}


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\x00b", "a\u2028b", "a\x85b"])
def test_a_value_of_two_lines_is_refused(value: str) -> None:
    with pytest.raises(BadEnvFile) as caught:
        env_file.quoted(value)
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    "value", ["a#b c", "it's", 'say "x"', "back\\slash", " x ", "$HOME", "", "'"]
)
def test_values_that_need_care_come_back(value: str) -> None:
    assert env_file.parse(f"X={env_file.quoted(value)}\n") == {"X": value}


def test_it_is_replaced_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")
    file.chmod(0o644)
    assert env_file.read(file).open_to_others
    env_file.write(file, "A=2\n")
    assert file.read_text() == "A=2\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [".env"]


def test_a_write_that_fails_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("A=1\n")

    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        env_file.write(file, "A=2\n")
    assert file.read_text() == "A=1\n"
    assert os.listdir(tmp_path) == [".env"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "kept" / "env"
    real.parent.mkdir()
    real.write_text("A=1\n")
    link = tmp_path / ".env"
    link.symlink_to(real)
    found = env_file.read(link)
    env_file.write(found.path, "A=2\n")
    assert link.is_symlink()
    assert real.read_text() == "A=2\n"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"A=\xff\xfe")
    with pytest.raises(BadEnvFile, match="UTF-8"):
        env_file.read(file)
    with pytest.raises(BadEnvFile, match="cannot be read"):
        env_file.read(tmp_path)
