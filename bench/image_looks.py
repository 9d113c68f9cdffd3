"""What must not be in an image, looked for in its files; and how large it is.

Used by ``bench.image``.
"""

from __future__ import annotations

import re
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lab.image.build import Image
from ops.secrets import scan

#: What builds and fetches software. A visitor who gets in shall find none of it.
BUILDERS = re.compile(
    r"([\w]+-linux-gnu-)?"
    r"(cc|gcc|g\+\+|c\+\+|cpp|clang|ld|as|make|cmake|git|pip|curl|wget|ssh|rustc|cargo|go|node|npm)"
    r"(-?\d+(\.\d+)*)?"
)
#: Names of ours that have no business where visitors are served.
NOT_OURS = {".git", ".env", ".venv", "tests", "lab", "bench", "docs", "var", ".github", ".ci"}


def complaints(image: Image) -> Iterator[str]:
    """Each thing that should not be there, in words."""
    root, app = image.root, image.root / image.cwd.lstrip("/")
    for folder in ("bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "venv/bin"):
        for path in sorted((root / folder).glob("*")):
            if BUILDERS.fullmatch(path.name):
                yield f"a tool to build or fetch with: /{path.relative_to(root)}"
    for path in sorted(app.iterdir()):
        if path.name in NOT_OURS and not (path.name == "var" and not any(path.iterdir())):
            yield f"not for an image: /{path.relative_to(root)}"
    for path in app.rglob("*"):
        if path.name in (".git", ".env") or path.suffix in (".pem", ".sqlite3"):
            yield f"not for an image: /{path.relative_to(root)}"
    yield from _writable(image)
    yield from _secrets(image)


def _writable(image: Image) -> Iterator[str]:
    """What the image's own user could change if the root were not read-only."""
    user = int(image.user.partition(":")[0])
    for folder in (image.cwd.lstrip("/"), "venv", "usr", "etc"):
        for path in (image.root / folder).rglob("*"):
            info = path.lstat()
            open_to_all = info.st_mode & stat.S_IWOTH and not stat.S_ISLNK(info.st_mode)
            mine = info.st_uid == user and path != image.root / image.cwd.lstrip("/") / "var"
            if mine or open_to_all and not stat.S_ISDIR(info.st_mode):
                yield f"the app could change /{path.relative_to(image.root)}"


def _secrets(image: Image) -> Iterator[str]:
    app = image.root / image.cwd.lstrip("/")
    for secret in scan.files(app, seconds=300).secrets:
        yield f"{secret.kind.name} in {secret.places[0].words}"
    with tempfile.NamedTemporaryFile("w+", suffix=".env") as file:
        file.write("".join(f"{name}={value}\n" for name, value in image.env.items()))
        file.flush()
        for secret in scan.files(Path(file.name), seconds=30).secrets:
            yield f"{secret.kind.name} in the image's own variables"


def sizes(image: Image, base: Path) -> dict[str, float]:
    """MB on the disk: the whole, what the base brings, our parts; and packed, as it is pulled."""
    packed = subprocess.run(
        ["sh", "-c", f"tar --create --one-file-system -C {image.root} . | gzip -6 | wc -c"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    whole, of_base = _disk(image.root), _disk(base)
    return {
        "whole_mb": whole,
        "base_mb": of_base,
        "ours_mb": round(whole - of_base, 1),
        "libraries_mb": _disk(image.root / "venv"),
        "app_mb": _disk(image.root / image.cwd.lstrip("/")),
        "packed_mb": round(int(packed.stdout) / 1e6, 1),
    }


def _disk(path: Path) -> float:
    done = subprocess.run(
        ["du", "--summarize", "--one-file-system", "--apparent-size", "--block-size=1", path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return round(int(done.stdout.split()[0]) / 1e6, 1)
