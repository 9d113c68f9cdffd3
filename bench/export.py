"""Memory of the export: ``python -m bench.export [--leads 1000 100000] [--json]``.

Wants DATABASE_URL (PostgreSQL) and makes a database of its own. For each number of leads, with
what bench.desk gives them, and for each form, a process of its own writes the whole file as a
download does, piece by piece, and says how much memory it held at most. The bar: a hundred times
the leads take no more than ``MOST_MORE`` MB more.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from typing import Any

from bench import desk_rows
from bench.service import ROOT, fresh_database

MOST_MORE = 15.0


def main() -> None:
    """Fill, measure, print, and exit 1 above the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--leads", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", choices=["csv", "json"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        print(json.dumps(written(options.write)))
        return
    if not os.environ.get("DATABASE_URL"):
        sys.exit("bench.export wants DATABASE_URL: a PostgreSQL server where it may make databases")
    found: dict[str, dict[str, dict[str, float]]] = {}
    for leads in options.leads:
        found[str(leads)] = measured(leads)
        for form, row in found[str(leads)].items():
            if not options.json:
                print(
                    f"{leads:9,} leads, {form:4} {row['file_mb']:7.1f} MB of file, at most "
                    f"{row['peak_mb']:6.1f} MB of memory, {row['seconds']:6.1f} s",
                    flush=True,
                )
    if options.json:
        print(json.dumps(found))
    for form in ("csv", "json"):
        peaks = [forms[form]["peak_mb"] for forms in found.values()]
        if max(peaks) - peaks[0] > MOST_MORE:
            sys.exit(f"{form}: {max(peaks) - peaks[0]:.1f} MB more")


def measured(leads: int) -> dict[str, dict[str, float]]:
    """Both forms over so many leads."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings", "ENV_FILE": "", "DEBUG": "true",
        "DATABASE_URL": fresh_database(os.environ["DATABASE_URL"]), "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-c", f"from bench.export import fill; fill({leads})"],
        cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    found = {}
    for form in ("csv", "json"):
        done = subprocess.run(
            [sys.executable, "-m", "bench.export", "--write", form],
            cwd=ROOT, env=env, check=True, capture_output=True, text=True,
        )  # fmt: skip
        found[form] = json.loads(done.stdout.splitlines()[-1])
    return found


def fill(leads: int) -> None:
    """As many leads as a busy desk has, and one conversation."""
    import django

    django.setup()
    desk_rows.fill(leads, desk_rows.TALK)


def written(form: str) -> dict[str, float]:
    """Write one file to nowhere, in this process: its MB, the most memory ever held, seconds."""
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False  # With it Django keeps the text of each query, which no site does.
    from leads.export.files import csv_parts, json_parts
    from leads.export.rows import Wanted

    parts: Any = {"csv": csv_parts, "json": json_parts}[form]
    began = time.perf_counter()
    size = sum(len(part.encode()) for part in parts(Wanted()))
    return {
        "file_mb": round(size / 1e6, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
        "seconds": round(time.perf_counter() - began, 1),
    }


if __name__ == "__main__":
    main()
