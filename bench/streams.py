"""Many open streams at once: ``python -m bench.streams [--streams 1000] [--json]``.

Each simulated visitor opens a conversation and holds one streamed reply open, its pieces spaced
out so that all of them are open together, on two web processes, PostgreSQL and Redis.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import time
from typing import Any

from bench.chat import send, start
from bench.http import request
from bench.service import Service, running


async def hold(port: int, gate: asyncio.Semaphore, results: list[bool]) -> None:
    """One visitor: start, ask, read to the end."""
    try:
        async with gate:
            _, conversation = await start(port)
        answer = await send(port, conversation, "How do you work?", "text/event-stream")
        results.append(answer.status == 201 and b"event: done" in answer.body)
    except (OSError, ValueError, KeyError):
        results.append(False)


async def measure(service: Service, streams: int) -> dict[str, Any]:
    """Open them all, watch the service meanwhile, wait for them to end."""
    results: list[bool] = []
    gate = asyncio.Semaphore(40)
    began = time.monotonic()
    tasks = [asyncio.create_task(hold(service.port, gate, results)) for _ in range(streams)]
    memory, connections, health, most_open = 0.0, 0, list[float](), 0
    while not all(task.done() for task in tasks):
        await asyncio.sleep(1)
        asked = time.perf_counter()
        answer = await request(service.port, "GET", "/healthz")
        assert answer.status == 200
        health.append((time.perf_counter() - asked) * 1000)
        memory = max(memory, sum(service.memory_mb()))
        connections = max(connections, await asyncio.to_thread(service.database_connections))
        most_open = max(most_open, _open_connections(service))
    return {
        "streams": streams,
        "complete": sum(results),
        "most_open_at_once": most_open,
        "seconds": round(time.monotonic() - began, 1),
        "memory_mb_of_all_web_processes": round(memory, 1),
        "database_connections": connections,
        "healthz_ms_worst": round(max(health), 1),
        "healthz_ms_median": round(sorted(health)[len(health) // 2], 1),
    }


def _open_connections(service: Service) -> int:
    return sum(
        connection.status == "ESTABLISHED"
        for process in service.web_processes()
        for connection in process.net_connections(kind="tcp")
        if connection.laddr.port == service.port
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with running(processes=2, STREAM_PIECE_MS="2000") as service:
        result = asyncio.run(measure(service, options.streams))
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        for name, value in result.items():
            print(f"{name.replace('_', ' '):34} {value}")
    sys.exit(0 if result["complete"] == options.streams else 1)


if __name__ == "__main__":
    main()
