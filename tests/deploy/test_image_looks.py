"""What is looked for in an image is found there, and a clean one has nothing of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.image_looks import complaints
from lab.image.build import Image
from tests.ops.secrets.repository import stripe

KEY = stripe(7)


@pytest.fixture
def image(tmp_path: Path) -> Image:
    """A clean one."""
    for name in ("app/config/settings.py", "venv/bin/gunicorn", "usr/bin/env", "etc/passwd"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    (tmp_path / "app/var").mkdir()
    user = "10001:10001" if os.getuid() != 10001 else "10002:10002"
    return Image(tmp_path, {"PATH": "/venv/bin"}, "/app", user)


def test_a_clean_one_has_nothing_to_complain_of(image: Image) -> None:
    assert list(complaints(image)) == []


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("usr/bin/gcc", "", "/usr/bin/gcc"),
        ("usr/bin/x86_64-linux-gnu-gcc-14", "", "gnu-gcc-14"),
        ("usr/bin/g++-14", "", "/usr/bin/g++-14"),
        ("usr/local/bin/pip3.13", "", "/usr/local/bin/pip3.13"),
        ("usr/bin/git", "", "/usr/bin/git"),
        ("app/tests/test_a.py", "", "/app/tests"),
        ("app/.env", "A=1", "/app/.env"),
        ("app/ops/.git/HEAD", "", "/app/ops/.git"),
        ("app/var/db.txt", "", "/app/var"),
        ("app/config/key.py", f'KEY = "{KEY}"\n', "Stripe"),
    ],
)
def test_what_is_planted_is_found(image: Image, path: str, text: str, words: str) -> None:
    (image.root / path).parent.mkdir(parents=True, exist_ok=True)
    (image.root / path).write_text(text)
    assert any(words in line for line in complaints(image))


def test_a_key_in_its_variables_is_found(image: Image) -> None:
    image.env["STRIPE"] = KEY
    assert any("variables" in line for line in complaints(image))


def test_what_the_app_could_change_is_found(image: Image) -> None:
    (image.root / "venv/bin/gunicorn").chmod(0o666)
    assert any("/venv/bin/gunicorn" in line for line in complaints(image))
