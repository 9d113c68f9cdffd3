"""The domain's registration, by RDAP (RFC 9082, 9083; servers listed by RFC 9224)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.tls.certificate import clean
from ops.launch.network.connect import Refused
from ops.launch.network.fetch import NoResponse, Response, fetch, trusting
from ops.launch.network.names import ascii_name
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
    for service in _list(bootstrap.get("services")):
        endings, urls = (_list(service) + [None, None])[:2]
        if ending in _list(endings):
            return next((str(url) for url in _list(urls) if str(url).startswith("https://")), "")
    return ""


def _list(found: Any) -> list[Any]:
    """A list, whatever a stranger put in its place; at most a few thousand entries."""
    return found[:5000] if isinstance(found, list) else []


def _json(world: World, url: str) -> dict[str, Any]:
    for _ in range(HOPS + 1):
        response = _get(world, url)
        if response.is_redirect:
            url = urljoin(url, response.header("location"))
            continue
        if response.status == 404:
            raise CannotTell("the registry knows nothing of this domain")
        if response.status != 200:
            raise CannotTell(f"{urlsplit(url).hostname} answered {response.status}")
        try:
            found = json.loads(response.body)
        except (ValueError, RecursionError) as error:
            raise CannotTell(f"{urlsplit(url).hostname} sent no JSON") from error
        if isinstance(found, dict):
            return found
        raise CannotTell(f"{urlsplit(url).hostname} sent no registration data")
    raise CannotTell("the registry redirects too often")


def _get(world: World, url: str) -> Response:
    try:
        parts = urlsplit(url)
        host, port = ascii_name(parts.hostname or ""), parts.port or 443
    except ValueError as error:
        raise CannotTell("the registry sends on to an address that cannot be read") from error
    if parts.scheme != "https":
        raise CannotTell(f"the registry sends on to {host} without HTTPS")
    said = "it has no address"
    try:
        # What --connect-to leads elsewhere needs no address.
        ways = world.connector.ways(host, port, ()) or world.connector.ways(
            host, port, world.addresses(host)
        )
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
    moments = [
        _moment(str(event.get("eventDate", "")))
        for event in _list(found.get("events"))
        if isinstance(event, dict) and event.get("eventAction") == "expiration"
    ]
    return Registration(
        domain=domain,
        expires=next((moment for moment in moments if moment), None),
        now=datetime.now(UTC),
        status=tuple(_status(str(word)) for word in _list(found.get("status"))[:20]),
        registrar=_registrar(found),
        server=server,
    )


def _status(word: str) -> str:
    """``client hold``, however it is written: some servers say ``clientHold``, as EPP does."""
    return clean(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word)).lower()


def _moment(text: str) -> datetime | None:
    """A date and time (RFC 3339); one without an offset counts as UTC."""
    try:
        found = datetime.fromisoformat(text.strip().upper())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _registrar(found: dict[str, Any]) -> str:
    for entity in _list(found.get("entities")):
        if not isinstance(entity, dict) or "registrar" not in _list(entity.get("roles")):
            continue
        for field in _list((_list(entity.get("vcardArray")) + [None, None])[1]):
            if _list(field)[:1] == ["fn"] and len(field) > 3:
                return clean(str(field[3]))[:100]
    return ""
