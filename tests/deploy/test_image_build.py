"""The executor of Dockerfiles: it copies, names and remembers as a build does.

What needs to be root, such as RUN, is tried by ``bench.image``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.image import bases
from lab.image.build import Builder, Image

FILE = """
FROM base:1.0 AS tools
COPY kept.txt /opt/
FROM base:1.0 AS build
ARG VERSION="none"
ENV NAME=slipway VERSION=$VERSION
WORKDIR /app
COPY kept.txt ./
COPY folder folder/
FROM base:1.0
ENV PATH=/venv/bin:$PATH
COPY --from=build /app /app
COPY --from=tools /lib/*-gnu/libpq.so.5 /usr/local/lib/
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --timeout=5s CMD ["true"]
CMD ["gunicorn"]
"""


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to build, and a base that is there already."""
    base = tmp_path / "bases" / "base"
    (base / "lib" / "x86-gnu").mkdir(parents=True)
    (base / "lib" / "x86-gnu" / "libpq.so.5.18").write_text("library")
    (base / "lib" / "x86-gnu" / "libpq.so.5").symlink_to("libpq.so.5.18")
    monkeypatch.setattr(bases, "make", lambda image, folder: base)
    folder = tmp_path / "context"
    (folder / "folder" / "deep").mkdir(parents=True)
    (folder / "Dockerfile").write_text(FILE)
    (folder / ".dockerignore").write_text("*\n!kept.txt\n!folder\n**/secret*\n")
    for name in ("kept.txt", "left.txt", "folder/deep/a.py", "folder/secret.txt"):
        (folder / name).write_text(name)
    return folder


def built(context: Path, **args: str) -> tuple[Image, Builder]:
    builder = Builder(context, context.parent / "bases", args)
    return builder.build(), builder


def test_the_last_stage_has_what_was_handed_to_it_and_no_more(context: Path) -> None:
    image, _ = built(context)
    found = {
        path.relative_to(image.root).as_posix() for path in image.root.rglob("*") if path.is_file()
    }
    assert found >= {"app/kept.txt", "app/folder/deep/a.py"}
    assert not {name for name in found if "secret" in name or "left" in name or "opt" in name}


def test_a_link_that_is_named_stands_for_what_it_points_at(context: Path) -> None:
    image, _ = built(context)
    (library,) = (image.root / "usr/local/lib").iterdir()
    assert library.read_text() == "library"
    assert not library.is_symlink()


def test_variables_are_filled_in_and_how_it_runs_is_kept(context: Path) -> None:
    image, builder = built(context, VERSION="1.2.3")
    assert builder.images["build"].env["VERSION"] == "1.2.3"
    assert image.env["PATH"].startswith("/venv/bin:/usr/local/sbin:")
    assert "VERSION" not in image.env
    assert (image.user, image.command, image.health, image.ports) == (
        "10001:10001", ["gunicorn"], ["true"], ["8000"],
    )  # fmt: skip


def test_without_a_value_an_argument_has_its_default(context: Path) -> None:
    _, builder = built(context)
    assert builder.images["build"].env["VERSION"] == "none"


def test_a_file_that_is_not_sent_cannot_be_copied(context: Path) -> None:
    (context / "Dockerfile").write_text("FROM base:1.0\nCOPY left.txt /\n")
    with pytest.raises(FileNotFoundError, match="line 2"):
        built(context)


def test_a_base_that_nothing_stands_in_for_is_named(tmp_path: Path) -> None:
    with pytest.raises(bases.NoBase, match="alpine"):
        bases.make("alpine:3.22", tmp_path)
