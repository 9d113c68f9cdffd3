"""Which records a zone holds, as far as they can be found by asking.

Nobody may list a stranger's zone, so the names are those that a site and its email have: what is
under another name is not found, and the document says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ops.launch.email.providers import PROVIDERS
from ops.launch.findings import NotApplicable
from ops.launch.network.deadline import together
from ops.launch.network.names import registrable
from ops.launch.network.resolver import Answer
from ops.launch.registry import gatherer
from ops.launch.world import World

#: Names beside the site's own that mean something to email, browsers or certificates.
KNOWN = (
    ("_dmarc", ("TXT",)), ("_mta-sts", ("TXT",)), ("mta-sts", ("CNAME", "A")),
    ("_smtp._tls", ("TXT",)), ("default._bimi", ("TXT",)), ("autodiscover", ("CNAME", "A")),
    ("autoconfig", ("CNAME", "A")), ("_acme-challenge", ("CNAME", "TXT")),
    ("_autodiscover._tcp", ("SRV",)),
)  # fmt: skip
ROOT = ("NS", "A", "AAAA", "MX", "TXT", "CAA")
HOST = ("CNAME", "A", "AAAA", "TXT")
RETURN_PATH = ("CNAME", "MX", "TXT")


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stands; ``name`` is whole."""

    type: str
    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ZoneRecords:
    """``silent`` are the questions that were not answered, as ``TXT of _dmarc.example.com``."""

    zones: tuple[str, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...] = ()


@gatherer("zone_records", seconds=15)
def gather_records(world: World) -> ZoneRecords:
    """The records of the site's domain, and of the one its emails are from."""
    target = world.target
    mail = target.mail
    mail_zone = (registrable(mail.domain) or mail.domain) if mail else ""
    zones = list(dict.fromkeys(zone for zone in (target.domain, mail_zone) if zone))
    if not zones:
        raise NotApplicable("The site has no domain name of its own yet.")
    asked = list(dict.fromkeys(q for zone in zones for q in _questions(zone, world)))
    nobody = {zone: f"slipway-{secrets.token_hex(4)}.{zone}" for zone in zones}
    wild = [(name, type) for name in nobody.values() for type in ("CNAME", "A", "TXT", "MX")]
    answers = together(
        [partial(world.ask, name, type) for name, type in (*asked, *wild)],
        deadline=world.deadline,
        at_once=32,
    )
    heard = [answer for answer in answers if isinstance(answer, Answer)]
    told = {(answer.name, answer.type): answer for answer in heard}
    masks = {(zone, type): told.get((name, type)) for zone, name in nobody.items()
             for _, type in wild}  # fmt: skip
    rows = [row for q in asked if (answer := told.get(q)) for row in _rows(answer, zones, masks)]
    silent = [
        f"{type} of {name}" for name, type in asked
        if (answer := told.get((name, type))) is None or answer.failed
    ]  # fmt: skip
    return ZoneRecords(zones=tuple(zones), rows=tuple(dict.fromkeys(rows)), silent=tuple(silent))


def _questions(zone: str, world: World) -> Iterator[tuple[str, str]]:
    yield from ((zone, type) for type in ROOT)
    for host in world.target.hosts:
        if host != zone and host.endswith(f".{zone}"):
            yield from ((host, type) for type in HOST)
    for label, types in KNOWN:
        yield from ((f"{label}.{zone}", type) for type in types)
    mail = world.target.mail
    given = mail.selectors if mail and mail.domain.endswith(zone) else ()
    usual = [name for provider in PROVIDERS.values() for name in provider.selectors]
    signers = [zone, *([mail.domain] if mail and mail.domain.endswith(f".{zone}") else [])]
    for selector in dict.fromkeys([*given, *usual]):
        for signer in signers:
            yield from ((f"{selector}._domainkey.{signer}", type) for type in ("CNAME", "TXT"))
    labels = [label for provider in PROVIDERS.values() for label in provider.labels]
    paths = [f"{label}.{zone}" for label in dict.fromkeys(labels)]
    if mail and mail.return_path.endswith(f".{zone}"):
        paths.append(mail.return_path)
    for name in (*paths, *signers[1:]):
        yield from ((name, type) for type in RETURN_PATH)


def _rows(
    answer: Answer, zones: Sequence[str], masks: dict[tuple[str, str], Answer | None]
) -> Iterator[Row]:
    """The records at the name itself; behind a CNAME they are somebody else's."""
    if not answer.ok or answer.chain:
        return
    zone = next((zone for zone in zones if answer.name.endswith(zone)), "")
    mask = masks.get((zone, answer.type))
    masked = mask is not None and mask.ok and set(mask.values) == set(answer.values)
    if masked and answer.name not in zones:
        # Not made for this name: a wildcard answers for every name.
        return
    for value in answer.values:
        yield Row(answer.type, answer.name, value)
