"""The core chat actions of this deployment, timed as a visitor has them.

The facts called "chat_speed". This is the only place that sends anything but GET: to our own
``SITE_URL`` alone, marked as test traffic by the ops token, which leaves this machine only over a
connection whose certificate has been checked. The conversation is deleted afterwards. The lead is
sent with the field that only machines fill in, so that it is taken and checked like any other, and
neither stored nor answered by email: a launch check sends no mail.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.web.follow import NoWay, origin_of, ways_to
from ops.launch.gather.web.quiet import quiet
from ops.launch.gather.web.speed import percentile
from ops.launch.network.fetch import NoResponse, Response, fetch, trusting
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Conversations that are started; each has one message and one lead.
ROUNDS = 3
PATIENCE = 8.0
LEAD = {
    "email": "launch-check@example.com",
    "consent": True,
    "message": "A test by launch_check.",
    "website": "https://example.com/launch-check",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One action, with the seconds of each time it was done.

    ``trouble`` says what went wrong where it was refused or not answered.
    """

    name: str
    seconds: tuple[float, ...] = ()
    trouble: str = ""

    @property
    def p95(self) -> float:
        """The 95th percentile, in seconds."""
        return percentile(self.seconds, 0.95)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatFacts:
    """The core actions; ``history`` is the answer with a conversation's messages in it."""

    actions: tuple[Action, ...]
    history: Response | None = None


@gatherer("chat_speed", seconds=20, inside=True)
def gather_chat(world: World) -> ChatFacts:
    """Hold short test conversations with this deployment."""
    url = _may_talk(world)
    talk = _Talk(world, url)
    with quiet(world):
        for _ in range(ROUNDS):
            if world.deadline.left < 2 or talk.trouble:
                break
            talk.hold()
    if not talk.times and not talk.trouble:
        raise CannotTell("there was no time left to talk to the chat")
    return ChatFacts(
        actions=tuple(
            Action(
                name=name,
                seconds=tuple(talk.times.get(name, ())),
                trouble=talk.trouble.get(name, ""),
            )
            for name in dict.fromkeys([*talk.times, *talk.trouble])
        ),
        history=talk.history,
    )


def _may_talk(world: World) -> str:
    """The origin to talk to; raises where that is not allowed."""
    if not world.target.inside:
        raise NotApplicable("Only this deployment's own chat is talked to, never another site's.")
    if origin_of(world.target.url) != origin_of(settings.SITE_URL):
        raise NotApplicable("Only the site at SITE_URL is talked to.")
    if not settings.OPS_TOKEN:
        raise NotApplicable(
            "OPS_TOKEN is not set, and without it test conversations would count as real ones."
        )
    if urlsplit(world.target.url).scheme != "https" and not is_local(world.target.host):
        raise NotApplicable("OPS_TOKEN is sent over https only, and SITE_URL is not https.")
    return origin_of(world.target.url)


class _Refused(Exception):
    """The site did not do what was asked."""


class _Talk:
    def __init__(self, world: World, origin: str) -> None:
        self.world, self.origin = world, origin
        self.times: dict[str, list[float]] = {}
        self.trouble: dict[str, str] = {}
        self.history: Response | None = None
        secure = origin.startswith("https:")
        self._context = trusting(world.options.ca_file) if secure else None

    def hold(self) -> None:
        """One conversation: started, one message, one lead, read, deleted."""
        ops = f"Ops {settings.OPS_TOKEN}"
        started = self._timed("start", lambda: self._post("conversations/", {}, ops))
        if started is None:
            return
        path, bearer = f"conversations/{started.get('id')}/", f"Bearer {started.get('token')}"
        try:
            message = {"text": "What do you offer?", "client_message_id": str(uuid.uuid4())}
            self._timed("message", lambda: self._post(f"{path}messages/", message, bearer))
            self._timed("lead", lambda: self._post("leads/", LEAD, ops))
            self.history = self._send("GET", f"{path}messages/", None, bearer)
        except _Refused:
            pass
        finally:
            self._forget(path, bearer)

    def _forget(self, path: str, bearer: str) -> None:
        try:
            done = self._send("DELETE", path, None, bearer)
        except _Refused as error:
            self.trouble["forget"] = str(error)
        else:
            if done.status != 204:
                self.trouble["forget"] = f"status {done.status}"

    def _timed(self, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        began = time.monotonic()
        try:
            answer = act()
        except _Refused as error:
            self.trouble[name] = str(error)
            return None
        self.times.setdefault(name, []).append(time.monotonic() - began)
        return answer

    def _post(self, path: str, data: dict[str, Any], authorization: str) -> dict[str, Any]:
        answer = self._send("POST", path, data, authorization)
        try:
            body = json.loads(answer.body)
        except ValueError:
            body = None
        if answer.status != 201 or not isinstance(body, dict):
            raise _Refused(f"status {answer.status}")
        return body

    def _send(
        self, method: str, path: str, data: dict[str, Any] | None, authorization: str
    ) -> Response:
        url = f"{self.origin}/api/v1/{path}"
        headers = {"Authorization": authorization, "Accept": "application/json"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            return fetch(
                url,
                ways_to(self.world, url)[0],
                self.world.connector,
                self.world.deadline.within(PATIENCE),
                context=self._context,
                method=method,
                headers=headers,
                data=None if data is None else json.dumps(data).encode(),
            )
        except (NoWay, NoResponse) as error:
            raise _Refused(str(error)) from error
