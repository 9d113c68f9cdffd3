"""What the chain of middleware costs: ``python -m bench.middleware [--calls 400] [--json]``.

The same empty views behind no middleware, behind Django's usual chain and behind ours, turn and
turn about: called in one process, and over a kept connection to gunicorn as production runs it.
Then the site's own routes. For each: hand-overs to a thread, and milliseconds (median and 95th
percentile).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.service import BIN, ROOT, free_port, wait_until_ready

CHAINS = ("bare", "django", "ours")
VIEWS = ("/api/v1/bare/", "/bare-async/", "/bare/")
#: name, method, path, body, signed in
ROUTES = (
    ("liveness", "GET", "/healthz", b"", False),
    ("landing page", "GET", "/", b"", False),
    ("panel", "GET", "/widget/", b"", False),
    ("unknown address of the API", "GET", "/api/v1/nothing/", b"", False),
    ("start a conversation", "POST", "/api/v1/conversations/", b"{}", False),
    ("admin, stranger", "GET", "/admin/", b"", False),
    ("admin, first page", "GET", "/admin/", b"", True),
)
Row = dict[str, Any]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--in-process", choices=CHAINS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.in_process:
        print(json.dumps(asyncio.run(_called(options.in_process, options.calls))))
        return
    with _site() as env:
        rows = [*_in_process(env, options.calls), *_over_gunicorn(env, options.calls)]
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        hops = "" if row["hops"] is None else row["hops"]
        print(
            f"{row['how']:10} {row['chain']:7} {row['what']:28} hops {hops!s:>2}  "
            f"p50 {row['p50']:7.3f}  p95 {row['p95']:7.3f} ms"
        )


@contextlib.contextmanager
def _site() -> Iterator[dict[str, str]]:
    """The environment of a site with the demo and somebody who may sign in."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "PATH": os.environ["PATH"], "ENV_FILE": "", "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": "http://127.0.0.1", "HOST": "127.0.0.1", "LOG_LEVEL": "INFO",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "TRUSTED_PROXIES": "1",
            "WEB_CONCURRENCY": "1",
        }  # fmt: skip
        for command in (
            ["collectstatic", "--noinput", "--verbosity", "0"],
            ["migrate", "--verbosity", "0"],
            ["load_demo"],
            ["shell", "-c", MAKE_STAFF],
        ):
            subprocess.run(
                [BIN / "python", "manage.py", *command],
                cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE,
            )  # fmt: skip
        yield env


#: A session without a password, as after a sign-in; its key is asked for by name.
MAKE_STAFF = (
    "from importlib import import_module; from django.conf import settings; "
    "from django.contrib.auth import get_user_model as u, SESSION_KEY, BACKEND_SESSION_KEY, "
    "HASH_SESSION_KEY; "
    "p = u().objects.create_superuser('bench', '', None); "
    "s = import_module(settings.SESSION_ENGINE).SessionStore(); "
    "s[SESSION_KEY] = str(p.pk); s[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]; "
    "s[HASH_SESSION_KEY] = p.get_session_auth_hash(); s.save()"
)


def _in_process(env: dict[str, str], calls: int) -> list[Row]:
    """Each chain in a process of its own, three times in turn; the middle of the three counts."""
    runs: dict[str, list[list[Row]]] = {chain: [] for chain in CHAINS}
    for _ in range(3):
        for chain in CHAINS:
            done = subprocess.run(
                [sys.executable, "-m", "bench.middleware", "--in-process", chain, "--calls",
                 str(calls)],
                cwd=ROOT, env={**env, "CHAIN": chain}, check=True, capture_output=True, text=True,
            )  # fmt: skip
            runs[chain].append(json.loads(done.stdout.splitlines()[-1]))
    return [
        sorted(same, key=lambda row: float(row["p50"]))[1]
        for found in runs.values()
        for same in zip(*found, strict=True)
    ]


async def _called(chain: str, calls: int) -> list[Row]:
    from bench.asgi_calls import call
    from bench.middleware_site import application

    if chain == "ours":
        from django.conf import settings

        # The measure asks from one address more often than any visitor may.
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "conversation": {"address": ["1000000/h"]}}
    cookie = f"sessionid={await asyncio.to_thread(_session)}"
    rows: list[Row] = []
    routes = [("view " + view, "GET", view, b"", False) for view in VIEWS]
    for what, method, path, body, signed_in in [*routes, *(ROUTES if chain == "ours" else ())]:
        headers = {"content-type": "application/json"} | ({"cookie": cookie} if signed_in else {})
        few = calls if what.startswith("view") or path == "/healthz" else max(calls // 8, 10)
        spent, hops = [], 0
        for number in range(few + few // 5):
            answer = await call(application, path, method=method, headers=headers, body=body)
            assert answer.status < 500, (path, answer.body)
            hops = len(answer.hops)
            if number >= few // 5:
                spent.append(answer.seconds * 1000)
        rows.append(_row("in process", chain, what, spent, hops))
    return rows


def _session() -> str:
    from django.contrib.sessions.models import Session
    from django.db import connections

    found: Any = Session.objects.get()
    connections.close_all()
    return str(found.pk)


def _row(how: str, chain: str, what: str, spent: list[float], hops: int | None) -> Row:
    return {
        "how": how, "chain": chain, "what": what, "hops": hops,
        "p50": round(statistics.median(spent), 3),
        "p95": round(statistics.quantiles(spent, n=20)[18], 3),
    }  # fmt: skip


def _over_gunicorn(env: dict[str, str], calls: int) -> list[Row]:
    with contextlib.ExitStack() as stack:
        connections = {chain: stack.enter_context(_served(chain, env)) for chain in CHAINS}
        spent: dict[tuple[str, str], list[float]] = {}
        for number in range(calls + calls // 5):
            for chain, connection in connections.items():
                for view in (*VIEWS, *(("/healthz", "/") if chain == "ours" else ())):
                    began = time.perf_counter()
                    connection.request("GET", view)
                    answer = connection.getresponse()
                    answer.read()
                    assert answer.status == 200, (chain, view, answer.status)
                    if number >= calls // 5:
                        took = (time.perf_counter() - began) * 1000
                        spent.setdefault((chain, view), []).append(took)
    return [
        _row("gunicorn", chain, f"{'view ' if view in VIEWS else ''}{view}", found, None)
        for (chain, view), found in spent.items()
    ]


@contextlib.contextmanager
def _served(chain: str, env: dict[str, str]) -> Iterator[http.client.HTTPConnection]:
    port = free_port()
    process = subprocess.Popen(
        [
            BIN / "gunicorn", "bench.middleware_site:application",
            # Only ours has something to do at its start.
            "--asgi-lifespan", "on" if chain == "ours" else "off",
        ],
        cwd=ROOT, env={**env, "CHAIN": chain, "PORT": str(port)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        wait_until_ready(port)
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait(40)


if __name__ == "__main__":
    main()
