"""A process that looks when it is told to: ``python -m tests.real.looker``, a word a line.

``look``: one round, answered with its JSON. ``turn``: one in the chore's place if it is ours.
``late``: an email that has waited for five minutes and that nobody took.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    """Until the input ends."""
    import django

    django.setup()
    say({"ready": True})
    for line in sys.stdin:
        match line.strip():
            case "look":
                say(look())
            case "turn":
                say({"looked": turn()})
            case "late":
                late()
                say({})


def look() -> dict[str, object]:
    """The layers that failed with what was seen of each, and the outages that go on."""
    from ops.monitor import run

    seen = run.round_of(run.own_world(), from_inside=True)
    failed = {r.layer.value: r.evidence for r in seen.results if r.state.value == "failed"}
    going_on = [incident.layer.value for incident in seen.watch.incidents]
    return {"failed": failed, "open": going_on}


def turn() -> bool:
    """Whether this process was the one that looked."""
    from ops.monitor import memory, run

    mine = memory.my_turn()
    if mine:
        run.round_of(run.own_world(), from_inside=True)
    return mine


def late() -> None:
    """As if a worker had left it lying."""
    from datetime import timedelta

    from django.utils import timezone

    from ops.outbox.rows import OutboxMessage

    OutboxMessage.objects.create(
        kind="test", to="a@b.se", subject="x", text="x", message_id=f"<{os.urandom(8).hex()}@x>",
        next_attempt_at=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip


def say(data: object) -> None:
    """One line."""
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
