"""What we add to a model: ``python -m bench.llm [--rounds 60] [--at-once 1] [--json]``.

In one run, turn and turn about, a model server in a process of its own is asked by the company's
client alone and by the whole chain (prompt, breaker, money guard, deadlines). Measured are the way
of the request, from the call to its arrival upstream, and the way of each piece, from when it was
sent to when it comes out. Then how long a sentence is held once its last token is there, and what a
web process weighs with and without a model.
Uses ``DATABASE_URL`` where it is set, else an SQLite file that is deleted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Milliseconds we may add, at the 95th percentile, to each of the two ways.
BAR = 25.0


@dataclass
class Ways:
    """Milliseconds of each request and of each piece."""

    request: list[float] = field(default_factory=list)
    piece: list[float] = field(default_factory=list)

    async def follow(self, pieces: AsyncIterator[Any]) -> None:
        """Read an answer whose pieces say when they were sent, the first when it was asked."""
        began = time.perf_counter()
        first = True
        async for text in pieces:
            now = time.perf_counter()
            for told in str(text).split():
                sent = float(told.rstrip("."))
                if first:
                    self.request.append((sent - began) * 1000)
                    first = False
                else:
                    self.piece.append((now - sent) * 1000)


@contextlib.contextmanager
def model_server() -> Iterator[int]:
    """The model server of the tests, in a process of its own; yields its port."""
    command = [sys.executable, "-m", "lab.llm_server"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


@contextlib.contextmanager
def our_database() -> Iterator[None]:
    """Django on a database that may be written to."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ENV_FILE": "",
            "DEBUG": "false",
            "SECRET_KEY": "of-the-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SITE_URL": "http://127.0.0.1",
            "LLM_DAILY_BUDGET": "1000000",
            "LLM_CONVERSATION_BUDGET": "1000000",
            "LOG_LEVEL": "WARNING",
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0)
        yield
        connections.close_all()


async def measure(port: int, provider: Any, rounds: int, at_once: int) -> dict[str, Ways]:
    """Both ways, turn and turn about."""
    from chatbot.answerers.base import Question
    from chatbot.answerers.chain import Chain
    from chatbot.answerers.clients import close_clients
    from chatbot.answerers.model import Model
    from chatbot.answerers.prompt import build
    from chatbot.knowledge.facts import Passage
    from chatbot.models import Conversation
    from ops.database import in_database

    origin = f"http://127.0.0.1:{port}"
    model = Model(
        provider=provider,
        model="lab",
        api_key="none",
        base_url=f"{origin}/v1" if provider == "openai" else origin,
        price_in=Decimal(1),
    )
    passages = [Passage(id=str(n), title="Sessions", text="By video. " * 60) for n in range(4)]
    text = "Do you work online?"
    prompt = build(Question(text=text, passages=passages))
    ways = {"client alone": Ways(), "through us": Ways()}

    async def alone(found: Ways, client: Any) -> None:
        await found.follow(_client_alone(provider, client, prompt))

    async def through_us(found: Ways) -> None:
        conversation, _ = await in_database(Conversation.start)
        question = Question(text=text, passages=passages, conversation_id=str(conversation.pk))
        await found.follow(Chain([model]).answer(question))

    async with _client(model) as client:
        for _ in range(3):  # What only the first pays: imports, connections.
            await asyncio.gather(*(through_us(Ways()) for _ in range(at_once)))
            await asyncio.gather(*(alone(Ways(), client) for _ in range(at_once)))
        for _ in range(rounds):
            await asyncio.gather(*(alone(ways["client alone"], client) for _ in range(at_once)))
            await asyncio.gather(*(through_us(ways["through us"]) for _ in range(at_once)))
    await close_clients()
    return ways


@contextlib.asynccontextmanager
async def _client(model: Any) -> AsyncIterator[Any]:
    import anthropic
    import openai

    kind = openai.AsyncOpenAI if model.provider == "openai" else anthropic.AsyncAnthropic
    async with kind(api_key="none", base_url=model.base_url, max_retries=0) as client:
        yield client


async def _client_alone(provider: str, client: Any, prompt: Any) -> AsyncIterator[str]:
    if provider == "openai":
        messages = [{"role": "system", "content": prompt.system},
                    {"role": "user", "content": prompt.user}]  # fmt: skip
        stream = await client.chat.completions.create(
            model="lab", messages=messages, stream=True, max_tokens=1000
        )
        async for event in stream:
            if event.choices and event.choices[0].delta.content:
                yield event.choices[0].delta.content
        return
    stream = await client.messages.create(
        model="lab", max_tokens=1000, system=prompt.system, stream=True,
        messages=[{"role": "user", "content": prompt.user}],
    )  # fmt: skip
    async for event in stream:
        if event.type == "content_block_delta":
            yield event.delta.text


def weights() -> dict[str, float]:
    """Resident MB of a web process: before this, as it is without a model, and with each."""
    imports = {
        "no model": "",
        "openai imported": "import openai; openai.AsyncOpenAI(api_key='none').chat.completions",
        "anthropic imported": "import anthropic; anthropic.AsyncAnthropic(api_key='n').messages",
    }
    return {name: _weight(code) for name, code in imports.items()}


def _weight(extra: str) -> float:
    code = (
        f"import os, sys, psutil, config.asgi, config.urls\n{extra}\n"
        "from chatbot.answerers import choose; choose.warm_up()\n"
        f"assert {bool(extra)} or not {{'openai', 'anthropic'}} & set(sys.modules)\n"
        "print(psutil.Process().memory_info().rss / 1e6)"
    )
    env = os.environ | {"ENV_FILE": "", "LLM_PROVIDER": "builtin", "DEBUG": "true"}
    found = [
        float(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=env))
        for _ in range(3)
    ]
    return round(sorted(found)[1], 1)


def percentile(values: list[float], share: float) -> float:
    """Milliseconds below which ``share`` of the values lie."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def main() -> None:
    """Measure and print; exit 1 past the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result: dict[str, Any] = {}
    added: list[float] = []
    with model_server() as port, our_database():
        for provider in ("openai", "anthropic"):
            ways = asyncio.run(measure(port, provider, options.rounds, options.at_once))
            for way in ("request", "piece"):
                row = {
                    f"{who}, {name}": percentile(getattr(found, way), share)
                    for who, found in ways.items()
                    for name, share in (("p50", 0.5), ("p95", 0.95))
                }
                row["added, p95"] = round(row["through us, p95"] - row["client alone, p95"], 2)
                added.append(row["added, p95"])
                result[f"{provider} {way}, ms"] = row
        from bench.release import sentences

        held = sentences()
        result["sentence held, ms"] = {
            name: percentile(held, share) for name, share in (("p50", 0.5), ("p95", 0.95))
        }
        added.append(result["sentence held, ms"]["p95"])
    result["web process, MB"] = weights()
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        for name, row in result.items():
            print(name)
            for what, value in row.items():
                print(f"    {what:24} {value:8}")
    sys.exit(0 if max(added) < BAR else 1)


if __name__ == "__main__":
    main()
