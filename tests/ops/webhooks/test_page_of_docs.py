"""The samples of docs/webhooks.md take what we send, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError

from ops.webhooks.events import events
from ops.webhooks.signing import new_secret, signed

PAGE = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text()
BODY = json.dumps({"type": "lead.created", "data": {"name": "Zoë 🎉"}}, ensure_ascii=False)
SECRET = new_secret()


def sample(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def headers(**changed: str) -> dict[str, str]:
    return signed([new_secret(), SECRET], "msg_1", BODY, datetime.now(UTC)) | changed


def in_python(body: str, given: dict[str, str]) -> Any:
    room: dict[str, Any] = {}
    exec(sample("python"), room)  # noqa: S102 - the page is ours
    return room["event_of"](body.encode(), given, SECRET)


def in_node(body: str, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = f"{sample('javascript')}\nconst [b, h, s] = JSON.parse(process.argv[1]);\n"
    program += "console.log(JSON.stringify(eventOf(b, h, s)));"
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    return subprocess.run(
        [node, "-e", program, "--", json.dumps([body, given, SECRET])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def in_php(body: str, given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = f"{sample('php')}\n[$b, $h, $s] = json_decode($argv[1], true);\n"
    program += "echo json_encode(event_of($b, $h, $s));"
    php = shutil.which("php")
    if php is None:
        pytest.skip("needs PHP")
    return subprocess.run(
        [php, "-r", program, "--", json.dumps([body, given, SECRET])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


OLD = {"webhook-timestamp": str(int((datetime.now(UTC) - timedelta(minutes=6)).timestamp()))}


def test_the_samples_take_what_we_send() -> None:
    assert in_python(BODY, headers())["data"]["name"] == "Zoë 🎉"
    ran = in_node(BODY, headers())
    assert json.loads(ran.stdout)["data"]["name"] == "Zoë 🎉", ran.stderr


def test_the_sample_in_php_takes_what_we_send() -> None:
    ran = in_php(BODY, headers())
    assert json.loads(ran.stdout)["data"]["name"] == "Zoë 🎉", ran.stderr


REFUSED = pytest.mark.parametrize(
    ("body", "changed"),
    [(BODY + " ", {}), (BODY, {"webhook-id": "msg_2"}), (BODY, OLD)],
    ids=["another body", "another id", "old"],
)


@REFUSED
def test_and_nothing_else(body: str, changed: dict[str, str]) -> None:
    with pytest.raises(WebhookVerificationError):
        in_python(body, headers(**changed))
    ran = in_node(body, headers(**changed))
    assert ran.returncode and ("not signed" in ran.stderr or "too old" in ran.stderr)


@REFUSED
def test_and_nothing_else_in_php(body: str, changed: dict[str, str]) -> None:
    ran = in_php(body, headers(**changed))
    said = ran.stdout + ran.stderr
    assert ran.returncode and ("not signed" in said or "too old" in said)


def test_every_event_is_in_the_table_and_none_that_is_not() -> None:
    named = set(re.findall(r"^\| `([a-z.]+)` \|", PAGE, re.MULTILINE))
    assert named == {event.name for event in events()}


def test_the_example_has_the_fields_that_are_sent() -> None:
    example = json.loads(sample("json"))
    created = next(event for event in events() if event.name == "lead.created")
    assert set(example["data"]) == set(created.example)


def test_the_example_of_a_booking_has_the_fields_that_are_sent() -> None:
    examples = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    booked = next(event for event in events() if event.name == "booking.created")
    assert json.loads(examples[1]) == booked.example
