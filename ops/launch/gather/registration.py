"""The domain's registration, by RDAP (RFC 9082, 9083; servers listed by RFC 9224)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.network.connect import Refused
from ops.launch.network.fetch import NoResponse, Response, fetch, trusting
from ops.launch.registry import gatherer
from ops.launch.world import World

BOOTSTRAP = "https://data.iana.org/rdap/dns.json"
#: Redirects followed: registries send on to registrars at most once or twice.
HOPS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """``expires`` is None where the registry does not say; ``status`` in RDAP's words."""

    domain: str
    expires: datetime | None
    now: datetime
    status: tuple[str, ...]
    registrar: str
    server: str


@gatherer("registration", seconds=12)
def gather_registration(world: World) -> Registration:
    """Ask the registry of the domain's ending."""
    domain = world.target.domain
    if not domain:
        raise NotApplicable("The site has no domain name of its own yet.")
    base = _server(_json(world, BOOTSTRAP), domain.rpartition(".")[2])
    if not base:
        raise CannotTell(f"the registry of .{domain.rpartition('.')[2]} publishes no such data")
    return read(_json(world, f"{base.rstrip('/')}/domain/{domain}"), domain, base)


def _server(bootstrap: dict[str, Any], ending: str) -> str:
    for service in bootstrap.get("services", []):
        if ending in service[0]:
            return next((url for url in service[1] if str(url).startswith("https://")), "")
    return ""


def _json(world: World, url: str) -> dict[str, Any]:
    for _ in range(HOPS + 1):
        response = _get(world, url)
        if response.is_redirect and response.header("location").startswith("https://"):
            url = response.header("location")
            continue
        if response.status == 404:
            raise CannotTell("the registry knows nothing of this domain")
        if response.status != 200:
            raise CannotTell(f"{urlsplit(url).hostname} answered {response.status}")
        try:
            found = json.loads(response.body)
        except ValueError as error:
            raise CannotTell(f"{urlsplit(url).hostname} sent no JSON") from error
        if isinstance(found, dict):
            return found
        raise CannotTell(f"{urlsplit(url).hostname} sent no registration data")
    raise CannotTell("the registry redirects too often")


def _get(world: World, url: str) -> Response:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 443
    said = "it has no address"
    try:
        ways = world.connector.ways(host, port, world.addresses(host))
    except Refused as error:
        raise CannotTell(str(error)) from error
    for way in ways[:2]:
        try:
            return fetch(
                url, way, world.connector, world.deadline.within(6),
                context=trusting(world.options.ca_file),
                headers={"Accept": "application/rdap+json, application/json"},
            )  # fmt: skip
        except NoResponse as error:
            said = str(error)
    raise CannotTell(f"{host} could not be asked: {said}")


def read(found: dict[str, Any], domain: str, server: str) -> Registration:
    """An RDAP domain object (RFC 9083 5.3), whatever else is in it."""
    expires = None
    for event in found.get("events") or []:
        if isinstance(event, dict) and event.get("eventAction") == "expiration":
            expires = _moment(str(event.get("eventDate", "")))
    status = tuple(str(word).lower() for word in found.get("status") or [])[:20]
    return Registration(
        domain=domain,
        expires=expires,
        now=datetime.now(UTC),
        status=status,
        registrar=_registrar(found),
        server=server,
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _registrar(found: dict[str, Any]) -> str:
    for entity in found.get("entities") or []:
        if isinstance(entity, dict) and "registrar" in (entity.get("roles") or []):
            card = entity.get("vcardArray") or [None, []]
            for field in card[1] if len(card) > 1 else []:
                if field[:1] == ["fn"]:
                    return str(field[3])[:100]
    return ""
