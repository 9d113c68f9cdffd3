"""Stand-ins for the images a Dockerfile starts from, made of Debian's own packages.

debootstrap makes the Debian that the real ones are made from; Debian's Python plays the official
image's, at its place, and Debian's PostgreSQL plays the newer one at the newer one's place. What
this cannot show: the exact bytes of the real bases.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from lab.image.chroot import Chroot

MIRROR = "http://deb.debian.org/debian"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#: What the official image of Python has of Debian, and the packages Debian's Python needs.
PYTHON = ("ca-certificates", "netbase", "tzdata", "python3", "python3-venv")


class NoBase(Exception):
    """A base cannot be made here; the message says why."""


def make(image: str, folder: Path) -> Path:
    """The root of the stand-in for ``image``, kept in ``folder`` for the next time."""
    name, _, rest = image.partition(":")
    release = rest.partition("@")[0].rpartition("-")[2]
    maker = MAKERS.get(name)
    if maker is None:
        raise NoBase(f"There is no stand-in for {image}; lab/image/bases.py makes them.")
    root = folder / f"{name}-{release}"
    if not root.is_dir():
        draft = folder / f".{root.name}"
        shutil.rmtree(draft, ignore_errors=True)
        maker(draft, release, rest)
        draft.rename(root)
    return root


def _debian(root: Path, release: str, packages: tuple[str, ...]) -> None:
    if not shutil.which("debootstrap"):
        raise NoBase("debootstrap is missing. On Debian: apt-get install debootstrap")
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={','.join(packages)}", release, root,
         MIRROR],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NoBase(f"debootstrap failed: {(done.stdout + done.stderr)[-800:]}")
    for rest in (*root.glob("var/cache/apt/*.bin"), *root.glob("var/cache/apt/archives/*.deb")):
        rest.unlink()
    for listed in root.glob("var/lib/apt/lists/*"):
        if listed.is_file():
            listed.unlink()


def _python(root: Path, release: str, tag: str) -> None:
    _debian(root, release, PYTHON)
    python = next(root.glob("usr/bin/python3.[0-9]*[0-9]"))
    for alias in ("python", "python3"):
        (root / "usr/local/bin" / alias).symlink_to(f"/usr/bin/{python.name}")
    # Debian keeps pip from changing its own Python; the official image's is for the image.
    (root / "usr/lib" / python.name / "EXTERNALLY-MANAGED").unlink(missing_ok=True)
    wheel = next(root.glob("usr/share/python-wheels/pip-*.whl")).relative_to(root)
    Chroot(root).run(
        f"python /{wheel}/pip install --no-index --root-user-action ignore /{wheel}", env=ENV
    )


def _postgres(root: Path, release: str, tag: str) -> None:
    _debian(root, release, ("postgresql-client",))
    version = tag.partition(".")[0]
    theirs = next((root / "usr/lib/postgresql").iterdir())
    if theirs.name != version:
        theirs.rename(theirs.with_name(version))


ENV = {"PATH": PATH, "LANG": "C.UTF-8"}
MAKERS: dict[str, Callable[[Path, str, str], None]] = {"python": _python, "postgres": _postgres}
