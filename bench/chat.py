"""The core chat actions under load: ``python -m bench.chat [--seconds 20] [--rate 50] [--json]``.

Start a conversation, a built-in reply as JSON, the first ``delta`` of a stream, a lead: a quarter
of the requests each, sent at a fixed rate whether or not earlier ones have been answered, against
two web processes on PostgreSQL and Redis (DATABASE_URL and REDIS_URL).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bench.http import Answer, request
from bench.service import Service, running

QUESTIONS = (
    "What does a single session cost?",
    "Do you work online?",
    "Can I get my money back?",
    "What is the capital of France?",
)
ACTIONS = ("start a conversation", "built-in reply", "first delta", "lead")
Times = dict[str, list[float]]


async def start(port: int) -> tuple[Answer, dict[str, Any]]:
    """Start a conversation."""
    answer = await request(port, "POST", "/api/v1/conversations/", data={})
    return answer, answer.json()


async def send(port: int, conversation: dict[str, Any], text: str, accept: str) -> Answer:
    """Send one message."""
    return await request(
        port,
        "POST",
        f"/api/v1/conversations/{conversation['id']}/messages/",
        data={"text": text, "client_message_id": str(uuid.uuid4())},
        headers={"Authorization": f"Bearer {conversation['token']}", "Accept": accept},
    )


async def measure(service: Service, *, rate: int, seconds: int) -> tuple[Times, int]:
    """Milliseconds by action, and how many requests failed."""
    port = service.port
    times: Times = defaultdict(list)
    errors = 0
    talks = [(await start(port))[1] for _ in range(40)]

    async def do(name: str, action: Callable[[], Awaitable[float]]) -> None:
        nonlocal errors
        try:
            times[name].append(await action() * 1000)
        except (OSError, ValueError, AssertionError, KeyError):
            errors += 1

    async def starting() -> float:
        answer, _ = await start(port)
        assert answer.status == 201
        return answer.whole

    async def replying(number: int) -> float:
        talk, text = talks[number % len(talks)], QUESTIONS[number % len(QUESTIONS)]
        answer = await send(port, talk, text, "application/json")
        assert answer.status == 201, answer.body
        return answer.whole

    async def streaming(number: int) -> float:
        talk, text = talks[number % len(talks)], QUESTIONS[number % len(QUESTIONS)]
        answer = await send(port, talk, text, "text/event-stream")
        assert answer.first_delta is not None and b"event: done" in answer.body
        return answer.first_delta

    async def leaving(number: int) -> float:
        data = {"email": f"visitor-{number}@example.org", "consent": True, "message": "Hello"}
        answer = await request(port, "POST", "/api/v1/leads/", data=data)
        assert answer.status == 201, answer.body
        return answer.whole

    async def act(name: str, number: int) -> float:
        if name == "start a conversation":
            return await starting()
        if name == "lead":
            return await leaving(number)
        return await (replying if name == "built-in reply" else streaming)(number)

    tasks = []
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, began + number / rate - loop.time()))
        name = ACTIONS[number % 4]
        tasks.append(asyncio.create_task(do(name, partial(act, name, number))))
        # A conversation takes 20 messages a minute; new visitors take the place of old ones.
        if number % 20 == 0:
            talks[(number // 20) % len(talks)] = (await start(port))[1]
    await asyncio.gather(*tasks)
    return times, errors


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with running(processes=2) as service:
        rest = service.memory_mb()
        times, errors = asyncio.run(measure(service, rate=options.rate, seconds=options.seconds))
        loaded = service.memory_mb()
        connections = service.database_connections()
    result = {
        "rate": options.rate,
        "seconds": options.seconds,
        "errors": errors,
        "milliseconds": {name: _summary(values) for name, values in times.items()},
        "memory_mb_at_rest": [round(value, 1) for value in rest],
        "memory_mb_after": [round(value, 1) for value in loaded],
        "database_connections": connections,
    }
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        _print(result)
    sys.exit(1 if errors else 0)


def _summary(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100)
    return {
        "count": len(values),
        **{name: round(cuts[at - 1], 1) for name, at in (("p50", 50), ("p95", 95), ("p99", 99))},
    }


def _print(result: dict[str, Any]) -> None:
    print(
        f"{result['rate']} requests a second for {result['seconds']} s, {result['errors']} errors"
    )
    for name, row in result["milliseconds"].items():
        print(
            f"  {name:22} p50 {row['p50']:6.1f} ms   p95 {row['p95']:6.1f} ms   "
            f"p99 {row['p99']:6.1f} ms   ({row['count']:.0f})"
        )
    print(f"memory of each web process at rest {result['memory_mb_at_rest']} MB, "
          f"afterwards {result['memory_mb_after']} MB")  # fmt: skip
    print(f"database connections {result['database_connections']}")


if __name__ == "__main__":
    main()
