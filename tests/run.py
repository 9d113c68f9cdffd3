"""Runs everything ``bin/test`` stands for, and ends by naming what failed and what could not run.

Each step is one line in ``STEPS``. Tests run on SQLite alone first and then, where DATABASE_URL
and REDIS_URL are set, on PostgreSQL, Redis and a real Celery worker: without those that touch
no store, which would only say the same again.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: The step that needs the internet, and how it says that it could not look (tests/audit.py).
AUDIT, NOT_RUN = "vulnerability audit", 75
#: And the one that needs to be root on Linux, with debootstrap.
IMAGE = "measure: image"
#: What a process finds on a new machine: a path and nothing of ours.
BARE = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {
    "ENV_FILE": ""
}
#: Two more than there are processors: one drives a browser and one starts and kills servers for
#: most of a run, and both mostly wait. With PostgreSQL none: each holds connections, which are few.
WORKERS = str((os.cpu_count() or 2) + 2)
WORKERS_ON_STORES = str(os.cpu_count() or 2)
#: As somebody sets it who means it: values of an example are findings. Nobody is asked for it.
DOMAIN = f"northbound-{secrets.token_hex(6)}.com"
PRODUCTION = BARE | {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "SITE_URL": f"https://{DOMAIN}",
    "DEFAULT_FROM_EMAIL": f"hello@{DOMAIN}",
    "OWNER_EMAIL": f"maya@{DOMAIN}",
    "EMAIL_PROVIDER": "postmark",
    "EMAIL_API_KEY": str(uuid.uuid4()),
}


# Where this is set, each of the hundreds of processes that tests start compiles the project anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def chromium() -> str:
    """Where Chromium is, or ""."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def without_services() -> dict[str, str]:
    """This environment without a database server and Redis."""
    return {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")} | {
        "ENV_FILE": ""
    }


def steps(measures: bool) -> list[tuple[str, list[str], dict[str, str]]]:
    """``(name, command, environment)`` in the order they run: the quick ones first."""
    python, manage = str(BIN / "python"), [str(BIN / "python"), "manage.py"]
    pytest = [python, "-m", "pytest", "-q", "--dist", "loadgroup", "--numprocesses"]
    alone, on_stores = [*pytest, WORKERS], [*pytest, WORKERS_ON_STORES]
    found = [
        ("lint", [str(BIN / "ruff"), "check", "."], BARE),
        ("format", [str(BIN / "ruff"), "format", "--check", "."], BARE),
        ("import contracts", [str(BIN / "lint-imports"), "--no-cache"], BARE),
        ("migrations are written", [*manage, "makemigrations", "--check", "--dry-run"], BARE),
        *(
            [("migrations are safe", [*manage, "check_migrations", "--since"], BARE)]
            if past()
            else []
        ),
        ("static files build", [*manage, "collectstatic", "--noinput", "--verbosity", "0"],
         BARE),
        ("deploy check", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("no secrets", [*manage, "check_secrets", *past()], BARE),
        ("types", [str(BIN / "mypy"), "."], BARE),
        (AUDIT, [python, "-m", "tests.audit"], without_services()),
        ("tests on SQLite", [*alone, "-m", "not services and not measure"], without_services()),
    ]  # fmt: skip
    if have_services():
        env = {**os.environ, "ENV_FILE": ""}
        again = [*on_stores, "--stores-only", "-m", "not browser and not measure"]
        found.append(("tests on PostgreSQL and Redis", again, env))
        if measures:
            found += [
                ("measure: chat", [python, "-m", "bench.chat"], env),
                ("measure: release", [python, "-m", "bench.rolling"], env),
                (
                    "measure: old code on new tables",
                    [*on_stores, "-m", "measure", "tests/ops/releases"],
                    env,
                ),
                ("measure: streams", [python, "-m", "bench.streams"], env),
                ("measure: export", [python, "-m", "bench.export"], env),
                ("measure: desk", [python, "-m", "bench.desk"], env),
                (IMAGE, [python, "-m", "bench.image"], env),
                (
                    "measure: ending",
                    [*on_stores, "-m", "measure", "tests/real/test_ending.py"],
                    env,
                ),
                ("measure: rollback", [python, "-m", "bench.rollback"], env),
                (
                    "measure: outages",
                    [*on_stores, "-m", "measure", "tests/real/test_outages.py"],
                    env,
                ),
                (
                    "measure: leads while everything is killed",
                    [*on_stores, "-m", "measure", "tests/real/test_killed_stores.py"],
                    env,
                ),
                (
                    "measure: a build as on Render",
                    [*on_stores, "-m", "measure", "tests/deploy"],
                    env,
                ),
            ]
    if measures:
        found.append(
            (
                "measure: attack on the schema",
                [*alone, "-m", "measure", "tests/attack"],
                without_services(),
            )
        )
        found.append(("measure: pages", [python, "-m", "bench.pages"], BARE))
        found.append(("pictures of every state", [python, "-m", "bench.screens"], BARE))
        found.append(("measure: embed", [python, "-m", "bench.embed", "--lighthouse"], BARE))
        found.append(("measure: retrieval", [python, "-m", "bench.retrieval", "--sets"], BARE))
        found.append(("measure: launch check", [python, "-m", "bench.launch"], BARE))
        found.append(("measure: SPF", [python, "-m", "bench.spf"], BARE))
        found.append(("measure: redaction", [python, "-m", "bench.redaction"], BARE))
        found.append(("measure: counting", [python, "-m", "bench.counting"], BARE))
        found.append(("measure: secrets", [python, "-m", "bench.secrets"], BARE))
        found.append(("measure: scale", [python, "-m", "bench.retrieval", "--scale"], BARE))
    return found


def past() -> list[str]:
    """The history is looked into where there is one; a downloaded archive has none."""
    return ["--history"] if (ROOT / ".git").exists() else []


def have_services() -> bool:
    """Whether a database server and Redis were given."""
    return bool(os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def missing() -> list[str]:
    """What this machine lacks, in words."""
    lacks = []
    if not have_services():
        lacks.append("PostgreSQL and Redis: set DATABASE_URL and REDIS_URL to test on them too")
    if not chromium():
        lacks.append("a browser: install Debian's chromium")
    if not shutil.which("npm"):
        lacks.append("npm: install Debian's npm, for axe-core (accessibility)")
    if not shutil.which("debootstrap"):
        lacks.append("debootstrap: install Debian's, for the image (no failure)")
    data = Path(os.environ.get("TEST_DATA_DIR", ROOT.parent / "shared" / "data"))
    if not data.is_dir():
        lacks.append("test data others made: set TEST_DATA_DIR (no failure)")
    return lacks


def main() -> int:
    """Run the steps; 0 when all passed."""
    measures = "--measures" in sys.argv[1:]
    failed, not_run, began = [], list[str](), time.monotonic()
    for name, command, env in steps(measures):
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
        if code == NOT_RUN and name == AUDIT:
            not_run.append(f"{name}: not run, the advisory service cannot be reached")
        elif code == NOT_RUN and name == IMAGE:
            not_run.append(f"{name}: not run, its own words above say what is missing")
        elif code:
            failed.append(name)
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    lacks = missing()
    if os.environ.get("CI") == "true":
        failed += [f"missing: {lack}" for lack in lacks if "no failure" not in lack]
    print(f"\n== {time.monotonic() - began:.0f} s in all")
    for lack in lacks:
        print(f"not run for want of {lack}")
    for words in not_run:
        print(words)
    if not measures:
        print("not run: the measures; bin/test --measures runs them")
    for name in failed:
        print(f"FAILED: {name}")
    print("All passed." if not failed else f"{len(failed)} of the steps above failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
