"""The image, built and run without a container engine: ``python -m bench.image [--json]``.

Carries the Dockerfile out in a clean Debian, looks for what must not be in the result, and runs it
read-only as its own user in 512 MB: release, web, worker, health check, load, SIGTERM. Wants to be
root on Linux, with debootstrap, DATABASE_URL and REDIS_URL. Exit code 1 when a promise is not kept,
75 when this machine cannot run it.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.image_looks import complaints, sizes
from bench.image_runs import Runs
from bench.service import ROOT, free_port, fresh_database
from lab.image.bases import NoBase
from lab.image.build import Builder, Image
from lab.image.chroot import Failed

#: MB that must not be exceeded: packed as it is pulled, and memory of a 512 MB machine.
PACKED, MEMORY = 250, 512
VERSION = "9.8.7-image"


def main() -> int:
    """Build, look, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "image")
    options = parser.parse_args()
    if lacking := cannot():
        print(f"The image cannot be built here: {lacking}", file=sys.stderr)
        return 75
    found: dict[str, float] = {}
    try:
        image, base = build(options.folder, found)
    except NoBase as error:
        print(f"The image cannot be built here: {error}", file=sys.stderr)
        return 75
    except Failed as error:
        print(f"A step of the Dockerfile failed: {error}", file=sys.stderr)
        return 1
    broken = list(complaints(image))
    found |= sizes(image, base)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        runs = Runs(image, Path(folder), site(), VERSION, MEMORY)
        broken += runs.all()
    found |= runs.found
    if found["packed_mb"] > PACKED:
        broken.append(f"packed it has {found['packed_mb']} MB, more than {PACKED}")
    show(found, broken, as_json=options.json)
    return 1 if broken else 0


def cannot() -> str:
    """What this machine lacks, or ""."""
    if os.geteuid() or not shutil.which("unshare"):
        return "it needs Linux, and to be root."
    if not shutil.which("debootstrap"):
        return "debootstrap is missing. On Debian: apt-get install debootstrap"
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        return "set DATABASE_URL and REDIS_URL."
    return ""


def build(folder: Path, found: dict[str, float]) -> tuple[Image, Path]:
    """The image, and the root of its base."""
    folder.mkdir(parents=True, exist_ok=True)
    args = {"RELEASE_VERSION": VERSION, "RELEASE_COMMIT": "0123abc"}
    began = time.monotonic()
    builder = Builder(ROOT, folder, args, lambda words: print(words, file=sys.stderr, flush=True))
    image = builder.build()
    found["build_s"] = round(time.monotonic() - began, 1)
    return image, builder.images["python"].root


def site() -> dict[str, str]:
    """What a platform gives: a database of its own, Redis, a port, secrets."""
    port = free_port()
    return {
        "DATABASE_URL": fresh_database(os.environ["DATABASE_URL"], "slipway_image"),
        "REDIS_URL": os.environ["REDIS_URL"],
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "OPS_TOKEN": secrets.token_urlsafe(32),
        "TRUSTED_PROXIES": "1",
        "LOG_LEVEL": "WARNING",
    }


def show(found: dict[str, float], broken: list[str], *, as_json: bool) -> None:
    """For a machine, or for a person."""
    if as_json:
        print(json.dumps({"found": found, "broken": broken}, indent=2))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):44} {value:>9}")
    for words in broken:
        print(f"NOT KEPT: {words}")
    print("Every promise is kept." if not broken else f"{len(broken)} promises are not kept.")


if __name__ == "__main__":
    sys.exit(main())
