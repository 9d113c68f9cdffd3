"""One daily look: what the gatherers of the launch check find, as what is compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ops.launch import dns_hosts
from ops.launch.checks.dns_registration import OFF
from ops.launch.checks.tls.seen import covers
from ops.launch.findings import NotApplicable, Unknown
from ops.launch.gather.dns import DnsFacts, NameFacts
from ops.launch.gather.mail import gathering as _  # noqa: F401 - registers it
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.registration import Registration
from ops.launch.gather.tls.facts import TlsFacts
from ops.launch.network.resolver import Answer
from ops.launch.runner import gathered
from ops.launch.world import Target, World
from ops.monitor.daily.seen import (
    ALIAS,
    CAA,
    CERTIFICATE,
    DKIM,
    DMARC,
    EXPIRY,
    LEADS,
    MX,
    NS,
    REGISTRAR,
    SPF,
    STATUS,
    Registered,
    Seen,
    Shown,
    split,
    subject,
)

#: Seconds for all of it.
PATIENCE = 30.0
#: Somebody is taking the domain to another registrar: right when it is you, theft when not.
MOVING = "pending transfer"
LATE = "it was not known in time"
#: Values of one record, and characters of one, that are kept.
MOST, LONG = 20, 2000


def _readable(value: str) -> str:
    """A stranger's bytes as text that a database can keep and a person can read."""
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in value)[
        :LONG
    ]


class _Records:
    """Records by subject, and why some are unknown."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}
        self.unknown: dict[str, str] = {}

    def keep(self, kind: str, answer: Answer, values: Iterable[str] | None = None) -> None:
        """One answer; ``values`` where not all of them count."""
        about = subject(kind, answer.name)
        if answer.failed:
            self.unknown[about] = answer.words
        else:
            found = answer.values if values is None else values
            self.known[about] = tuple(_readable(value) for value in list(found)[:MOST])


def look(world: World, accepted: Iterable[str] = ()) -> Seen:
    """Everything there is to compare; never raises for what the world does.

    ``accepted`` are the subjects that were there before: keys of DKIM are asked for by their names.
    """
    target = world.target
    facts = gathered(world, ("tls", "dns", "registration", "mail"))
    records = _Records()
    dns = facts["dns"] if isinstance(facts["dns"], DnsFacts) else None
    if target.domain:
        _names(records, world, facts["dns"])
        _mail(records, world, facts["mail"], accepted)
    registered = _registered(records, world, facts["registration"])
    certificates = _certificates(records, world, facts["tls"])
    servers = dns.ns.values if dns else ()
    host = dns_hosts.by_servers(servers)
    return Seen(
        domain=target.domain,
        certificates=tuple(certificates),
        registered=registered,
        records=records.known,
        unknown=records.unknown,
        pooled=bool(dns and dns.platform and dns.platform.pooled),
        where=f"{host.name} ({host.where})" if host is not dns_hosts.ANY else "",
    )


def _own(target: Target) -> list[str]:
    """The names that are the owner's to mend; a platform sees to its own by itself."""
    zone = target.domain
    own = [host for host in target.hosts if zone and (host == zone or host.endswith(f".{zone}"))]
    return own or [target.host]


def _names(records: _Records, world: World, dns: Any) -> None:
    """Name servers, where the site's names lead, and who may issue certificates."""
    target = world.target
    if isinstance(dns, DnsFacts):
        records.keep(NS, dns.ns)
        for name in dns.names:
            if name.host in _own(target):
                _leads(records, name)
    else:
        for kind, host in [(NS, target.domain), *((LEADS, host) for host in _own(target))]:
            records.unknown[subject(kind, host)] = getattr(dns, "reason", LATE)
    records.keep(CAA, world.ask(target.domain, "CAA"))


def _leads(records: _Records, name: NameFacts) -> None:
    about = subject(LEADS, name.host)
    target = name.cname.values[:1] if name.cname.ok else name.chain[:1]
    if target:
        records.known[about] = (f"{ALIAS}{target[0]}",)
    elif name.a.failed or name.aaaa.failed:
        records.unknown[about] = next(one.words for one in (name.a, name.aaaa) if one.failed)
    else:
        records.known[about] = name.addresses


def _mail(records: _Records, world: World, mail: Any, accepted: Iterable[str]) -> None:
    """Everything that emails hang on, of the domain and of the one emails are from."""
    target = world.target
    given = [target.mail.domain] if target.mail else []
    for domain in dict.fromkeys([target.domain, *given]):
        if not (domain == target.domain or domain.endswith(f".{target.domain}")):
            continue  # Somebody else's, such as gmail.com: not ours to watch.
        records.keep(MX, world.ask(domain, "MX"))
        text = world.ask(domain, "TXT")
        spf = [value for value in text.values if value.strip().lower().startswith("v=spf1")]
        records.keep(SPF, text, spf)
        policy = world.ask(f"_dmarc.{domain}", "TXT")
        records.keep(DMARC, policy, [one for one in policy.values if "dmarc" in one.lower()])
    names = [name for kind, name in map(split, accepted) if kind == DKIM]
    if isinstance(mail, MailFacts) and mail.zone == target.domain:
        names += [key.name for key in mail.dkim if key.good or key.cname.ok]
    for name in dict.fromkeys(names):
        _key(records, world, name)


def _key(records: _Records, world: World, name: str) -> None:
    """One key of DKIM: where it is kept, or the key itself."""
    alias = world.ask(name, "CNAME")
    text = world.ask(name, "TXT")
    if alias.ok:
        records.known[subject(DKIM, name)] = (f"{ALIAS}{alias.values[0]}",)
    else:
        records.keep(DKIM, text)


def _registered(records: _Records, world: World, fact: Any) -> Registered | None:
    domain = world.target.domain
    if isinstance(fact, Registration):
        if fact.registrar:
            records.known[subject(REGISTRAR, domain)] = (fact.registrar,)
        off = tuple(one for one in dict.fromkeys(fact.status) if one in OFF or one == MOVING)
        return Registered(domain=domain, expires=fact.expires, off=off, registrar=fact.registrar)
    if not isinstance(fact, NotApplicable):
        for kind in (EXPIRY, STATUS, REGISTRAR):
            records.unknown[subject(kind, domain)] = getattr(fact, "reason", LATE)
    return None


def _certificates(records: _Records, world: World, tls: Any) -> list[Shown]:
    """The certificate of each host; of several the one that ends first."""
    if isinstance(tls, NotApplicable):
        return []
    if not isinstance(tls, TlsFacts):
        reason = tls.reason if isinstance(tls, Unknown) else LATE
        for host in _own(world.target):
            records.unknown[subject(CERTIFICATE, host)] = reason
        return []
    found = []
    for name in [name for name in tls.names if name.host in _own(world.target)]:
        leaves = [entry.leaf for entry in tls.of(name.host) if entry.leaf]
        own = [leaf for leaf in leaves if covers(leaf, name.host)]
        if own:
            first = min(own, key=lambda leaf: leaf.not_after)
            found.append(
                Shown(
                    host=name.host, begins=first.not_before, ends=first.not_after,
                    issuer=first.issuer_called, fingerprint=first.fingerprint,
                )
            )  # fmt: skip
        elif not name.absent:
            why = "it shows another site's certificate" if leaves else "it showed no certificate"
            records.unknown[subject(CERTIFICATE, name.host)] = name.unknown or why
    return found
