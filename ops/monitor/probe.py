"""One look at the site, layer by layer, as a visitor's browser goes: over the network.

The first layer that fails is named; what lies behind it cannot be told then. Answers of ours are
known by their ``X-Request-ID``, so that an error page of Cloudflare or of a platform's router is
told from one of the app. What only the inside knows is added by ``ops.monitor.inside``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from ops.launch.gather.web.follow import NoWay, ways_to
from ops.launch.network.connect import NotReached, Way, ipv6_here
from ops.launch.network.deadline import Deadline
from ops.launch.network.fetch import NoResponse, Response, fetch, trusting
from ops.launch.world import World
from ops.monitor.layers import Layer, Result, State
from ops.monitor.register import also

#: Seconds for one request; a page that takes longer is broken for whoever waits.
PATIENCE = 10.0
#: Seconds for a connection.
CONNECT = 5.0
#: Pages that must open.
PAGES = ("/", "/widget/", "/embed.js")
#: Bytes of a page that are read.
GLANCE = 64 * 1024
AGENT = {"User-Agent": "Slipway-monitor/1"}


@dataclass(frozen=True, slots=True)
class Line:
    """A way to the site that stands. ``ask`` raises ``NoResponse``."""

    world: World
    way: Way
    token: str

    def ask(self, path: str, **more: Any) -> Response:
        """One request, with a certificate that must be trusted."""
        target = self.world.target
        headers = {**AGENT, **more.pop("headers", {})}
        return fetch(
            f"{target.url.rstrip('/')}{path}",
            self.way,
            self.world.connector,
            Deadline(PATIENCE),
            context=trusting(self.world.options.ca_file)
            if target.url.startswith("https")
            else None,
            headers=headers,
            limit=GLANCE,
            **more,
        )


def look(world: World, *, token: str = "") -> list[Result]:
    """Every layer, as far as it can be told from here. ``token`` is the ops token, or ""."""
    found: list[Result] = []
    ways = _dns(world, found)
    way = _tcp(world, ways, found) if ways else None
    if way is not None:
        _talk(Line(world, way, token), found)
    known = {result.layer for result in found}
    return found + [Result(layer, State.UNKNOWN) for layer in Layer if layer not in known]


def _dns(world: World, found: list[Result]) -> list[Way]:
    began = time.monotonic()
    try:
        ways = ways_to(world, world.target.url)
    except NoWay as error:
        found.append(Result(Layer.DNS, State.FAILED, str(error), _ms(began)))
        return []
    found.append(Result(Layer.DNS, State.OK, ways[0].named, _ms(began)))
    return ways if ipv6_here() else [way for way in ways if way.family == 4] or ways


def _tcp(world: World, ways: list[Way], found: list[Result]) -> Way | None:
    began, trouble = time.monotonic(), list[str]()
    for way in ways:
        try:
            world.connector.open(way, Deadline(CONNECT)).close()
        except NotReached as error:
            trouble.append(str(error))
            continue
        found.append(Result(Layer.TCP, State.OK, way.named, _ms(began)))
        return way
    found.append(Result(Layer.TCP, State.FAILED, "; ".join(trouble[:2]), _ms(began)))
    return None


def _talk(line: Line, found: list[Result]) -> None:
    """TLS, what stands in front, and the app behind it."""
    secure = line.world.target.url.startswith("https")
    began = time.monotonic()
    try:
        health = line.ask("/healthz")
    except NoResponse as error:
        if error.kind == "tls" or error.in_handshake:
            # A certificate that is refused has a code; the rest never got so far.
            evidence = str(error) if error.code else f"no encrypted connection came about: {error}"
            found.append(Result(Layer.TLS, State.FAILED, evidence, _ms(began)))
            return
        found.append(Result(Layer.TLS, State.OK if secure else State.UNKNOWN))
        found.append(_silent(error, _ms(began)))
        return
    found.append(Result(Layer.TLS, State.OK if secure else State.UNKNOWN))
    if not _is_ours(health):
        layer, evidence = _not_well(health)
        if layer is Layer.APP:
            found.append(Result(Layer.EDGE, State.OK))
        found.append(Result(layer, State.FAILED, evidence, _ms(began)))
        return
    found.append(Result(Layer.EDGE, State.OK, "", _ms(began)))
    _app(line, found)


#: What it means that somebody in front of the app answers so. The numbers from 520 on are
#: Cloudflare's own (https://developers.cloudflare.com/support/troubleshooting/http-status-codes/).
MEANING = {
    404: "it does not know the app by this name",
    502: "it is there, and the app behind it is not",
    503: "it is there, and the app behind it is stopped or takes no visitors",
    504: "it asked the app and waited in vain",
    520: "the app's server answered Cloudflare with something odd",
    521: "the app's server refuses Cloudflare",
    522: "the app's server does not answer Cloudflare",
    523: "Cloudflare finds no way to the app's server",
    524: "Cloudflare asked the app and waited in vain",
    525: "Cloudflare and the app's server cannot agree on encryption",
    526: "Cloudflare refuses the certificate of the app's server",
    530: "Cloudflare does not find the app's server by its name",
}


def _not_well(health: Response) -> tuple[Layer, str]:
    """Who answered /healthz badly: the app, which puts an id on all it says, or another."""
    if health.status >= 400 and health.has("x-request-id"):
        return Layer.APP, f"the app runs, and /healthz {described(health)}"
    meaning = MEANING.get(health.status, "")
    words = f"something else answers in the app's place: /healthz {described(health)}"
    return Layer.EDGE, words + (f"; that means: {meaning}" if meaning else "")


def _silent(error: NoResponse, ms: int) -> Result:
    """No answer to /healthz: an app that hangs is silent, what stands in front hangs up."""
    if error.kind == "timeout":
        words = f"the connection stands, and /healthz is not answered within {PATIENCE:.0f} seconds"
        return Result(Layer.APP, State.FAILED, words, ms)
    return Result(Layer.EDGE, State.FAILED, f"/healthz: {error}", ms)


def _app(line: Line, found: list[Result]) -> None:
    began = time.monotonic()
    below = _readiness(line)
    broken = {result.layer for result in below if result.state is State.FAILED}
    trouble = "" if Layer.DATABASE in broken else _pages(line)
    if Layer.APP in broken:
        found.append(next(result for result in below if result.layer is Layer.APP))
    elif trouble:
        found.append(Result(Layer.APP, State.FAILED, trouble, _ms(began)))
    else:
        found.append(Result(Layer.APP, State.OK, "", _ms(began)))
    found += [result for result in below if result.layer is not Layer.APP]


def _pages(line: Line) -> str:
    """What is wrong with the pages and the chat, or ""."""
    for path in PAGES:
        try:
            answer = line.ask(path)
        except NoResponse as error:
            return f"{path}: {error}"
        if answer.status != 200:
            return f"{path} {described(answer)}"
    for name, function in also.items():
        try:
            trouble = import_string(function)(line)
        except NoResponse as error:
            trouble = str(error)
        if trouble:
            return f"{name}: {trouble}"
    return ""


def _readiness(line: Line) -> list[Result]:
    """What ``/readyz`` says of the layers behind the app."""
    headers = {"Authorization": f"Ops {line.token}"} if line.token else {}
    try:
        answer = line.ask("/readyz", headers=headers)
        checks = json.loads(answer.text)["checks"]
        return _layers_of({name: dict(check) for name, check in checks.items()})
    except NoResponse as error:
        return [Result(Layer.APP, State.FAILED, f"/readyz: {error}")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Result(Layer.APP, State.FAILED, f"/readyz {described(answer)}")]


#: Which line of /readyz speaks of which layer; of several the first that fails counts.
READY = (
    ("database", Layer.DATABASE),
    ("migrations", Layer.APP),
    ("cache", Layer.CACHE),
    ("broker", Layer.CACHE),
    ("outbox", Layer.WORKER),
    ("llm", Layer.MODEL),
)


#: Kinds of errors, as /readyz names them, in words; those of Redis are its client's.
KINDS = {
    "ConnectionError": "nothing takes a connection there",
    "TimeoutError": "no answer in time",
    "OutOfMemoryError": "its memory is full, so that it takes no changes",
    "ReadOnlyError": "it is read-only",
    "BusyLoadingError": "it has just been started and loads its data",
    "AuthenticationError": "it refuses the password",
    "OperationalError": "it cannot be reached, or refuses us",
    "InterfaceError": "the connection to it broke",
}


def _layers_of(checks: Mapping[str, Mapping[str, Any]]) -> list[Result]:
    found: dict[Layer, Result] = {}
    database = checks.get("database", {}).get("status")
    for name, layer in READY:
        check = checks.get(name, {})
        status = check.get("status")
        if name == "migrations" and (status != "failed" or database == "failed"):
            continue  # They stand in the database; only what it can tell counts.
        state = (
            State.OK if status == "ok"
            else State.FAILED if status in ("failed", "degraded")
            else State.UNKNOWN
        )  # fmt: skip
        detail = str(check.get("detail") or "")
        if detail in KINDS:
            detail = f"{KINDS[detail]} ({detail})"
        evidence = detail or f"/readyz says {status} of {name}"
        known = found.get(layer)
        if known is None or (known.state is not State.FAILED and state is not State.UNKNOWN):
            ms = check.get("ms")
            found[layer] = Result(layer, state, "" if state is State.OK else evidence, int(ms or 0))
    return list(found.values())


def _is_ours(answer: Response) -> bool:
    """Whether the app itself answered /healthz: with its id, in its words."""
    try:
        said = json.loads(answer.text)
    except ValueError:
        return False
    return (
        answer.status == 200
        and answer.has("x-request-id")
        and isinstance(said, dict)
        and said.get("status") == "ok"
    )


def described(answer: Response) -> str:
    """An answer in a few words: status, who says so, and the request id if it has one."""
    parts = [f"answered {answer.status}"]
    if answer.is_redirect:
        parts.append(f"and sends to {answer.header('location')[:100]}")
    if server := answer.header("server"):
        parts.append(f"from {server[:40]}")
    if answer.has("x-request-id"):
        parts.append(f"(request {answer.header('x-request-id')[:64]})")
    elif title := _title(answer.text):
        parts.append(f"with the title {title!r}")
    return " ".join(parts)


def _title(text: str) -> str:
    lower = text.lower()
    begin, end = lower.find("<title>"), lower.find("</title>")
    return " ".join(text[begin + 7 : end].split())[:80] if 0 <= begin < end else ""


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
