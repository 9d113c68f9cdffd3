"""The chat's steps of the smoke test: the page, the widget, a question and its answer."""

from __future__ import annotations

import uuid

from ops.smoke.registry import Step, register
from ops.smoke.visit import CannotTell, StepFailed, Visit

QUESTION = "What do you offer, and what does it cost?"


def homepage(visit: Visit) -> str:
    """The landing page, with the chat in it."""
    answer = visit.ask("/")
    if answer.status != 200:
        where = visit.path_of(answer)
        raise StepFailed(f"answered {answer.status}" + (f" and sends to {where}" if where else ""))
    if 'id="chat-config"' not in answer.text:
        raise StepFailed("there is a page, but no chat in it")
    return ""


def widget(visit: Visit) -> str:
    """The panel for other websites, and the script that loads it."""
    panel, loader = visit.ask("/widget/"), visit.ask("/embed.js")
    if panel.status != 200 or 'id="chat-config"' not in panel.text:
        raise StepFailed(f"/widget/ answered {panel.status}")
    if loader.status != 200 or "javascript" not in loader.headers.get("content-type", ""):
        raise StepFailed(f"/embed.js answered {loader.status}")
    return ""


def message(visit: Visit) -> str:
    """A conversation, a question, an answer; forgotten again."""
    if not visit.token:
        raise CannotTell("it would count as a visitor's; the ops token marks it as a test")
    started = visit.ask("/api/v1/conversations/", data={})
    if started.status != 201:
        raise StepFailed(f"a conversation was not started: {started.status}")
    talk = started.json()
    path = f"/api/v1/conversations/{talk['id']}/"
    visit.undo.append(lambda: _forget(visit, path, talk["token"]))
    asked = {"text": QUESTION, "client_message_id": str(uuid.uuid4())}
    answer = visit.ask(f"{path}messages/", data=asked, bearer=talk["token"])
    if answer.status != 201:
        raise StepFailed(f"the question was not taken: {answer.status}")
    reply = answer.json()
    if not str(reply.get("text", "")).strip() or reply.get("status") != "complete":
        raise StepFailed("the answer is empty or was interrupted")
    return f"outcome {reply.get('outcome')}"


def _forget(visit: Visit, path: str, token: str) -> None:
    try:
        visit.ask(path, bearer=token, method="DELETE")
    except StepFailed:
        return  # It is marked as a test, and retention takes it.


def register_steps() -> None:
    """Add them."""
    register(Step(id="site.homepage", title="The homepage loads", run=homepage, order=10))
    register(Step(id="chat.widget", title="The widget opens", run=widget, order=20))
    register(Step(id="chat.message", title="A message is answered", run=message, order=30))
