"""A real chat message for the monitor: asked every minute, answered without a model, forgotten.

A model is judged by what visitors' questions get from it, and by a tiny one an hour where there are
none (``chatbot.answerers.hourly``): asking it each minute would cost money.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from chatbot.models.conversation import MONITOR
from ops.launch.network.fetch import NoResponse, Response
from ops.monitor.probe import Line, described

QUESTION = "What do you offer?"


def message(line: Line) -> str:
    """What is wrong with the chat, or ""; without the ops token it would count as a visitor's."""
    if not line.token:
        return ""
    started = _post(
        line, "/api/v1/conversations/", {"utm": {"source": MONITOR}}, f"Ops {line.token}"
    )
    if started.status != 201:
        return f"a conversation was not started, {described(started)}"
    talk = _read(started)
    path, bearer = f"/api/v1/conversations/{talk.get('id')}/", f"Bearer {talk.get('token')}"
    try:
        asked = {"text": QUESTION, "client_message_id": str(uuid.uuid4())}
        answer = _post(line, f"{path}messages/", asked, bearer)
        reply = _read(answer)
        if answer.status != 201:
            return f"a question was not answered, {described(answer)}"
        if not str(reply.get("text", "")).strip() or reply.get("status") != "complete":
            return f"an answer came empty or was cut, {described(answer)}"
    finally:
        _forget(line, path, bearer)
    return ""


def _post(line: Line, path: str, data: dict[str, Any], authorization: str) -> Response:
    headers = {"Content-Type": "application/json", "Authorization": authorization}
    return line.ask(path, method="POST", data=json.dumps(data).encode(), headers=headers)


def _forget(line: Line, path: str, bearer: str) -> None:
    try:
        line.ask(path, method="DELETE", headers={"Authorization": bearer})
    except NoResponse:
        return  # It is marked as a test, and whatever broke is told by the look itself.


def _read(answer: Response) -> dict[str, Any]:
    try:
        data = json.loads(answer.text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
