"""What a receiving server decides for one sending address: ``check_host`` of RFC 7208.

Stops at the first match, as receivers do; the worst case over all senders is ``lint``'s business.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass, field
from enum import StrEnum

from ops.launch.email.spf.macros import MacroFault, as_name, askable, expand, pieces
from ops.launch.email.spf.selection import select
from ops.launch.email.spf.terms import Mechanism, Modifier, Record, parse
from ops.launch.network.resolver import Answer, Lookup, Outcome

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Result(StrEnum):
    """The results of section 2.6."""

    NONE = "none"
    NEUTRAL = "neutral"
    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    SOFTFAIL = "softfail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Section 4.6.4: terms that ask DNS, empty answers, names of an mx or ptr."""

    lookups: int = 10
    voids: int = 2
    mx: int = 10
    ptr: int = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """A result, and how it came about.

    ``term`` is the mechanism that matched (as written) and ``domain`` whose record it stands in;
    ``reason`` says in a sentence why there is none, or why it is an error.
    """

    result: Result
    domain: str = ""
    term: str = ""
    explanation: str = ""
    reason: str = ""
    lookups: int = 0
    void_lookups: int = 0


class _Stop(Exception):
    """Ends the whole evaluation with an error."""

    def __init__(self, result: Result, reason: str) -> None:
        super().__init__(reason)
        self.result, self.reason = result, reason


@dataclass(frozen=True, slots=True)
class _Match:
    result: Result
    domain: str
    term: str = ""
    exp: Modifier | None = None
    reason: str = ""


def check_host(
    ip: str,
    domain: str,
    sender: str,
    helo: str,
    lookup: Lookup,
    *,
    limits: Limits | None = None,
    receiver: str = "unknown",
    default_explanation: str = "",
) -> Evaluation:
    """Evaluate SPF for mail from ``ip``.

    ``sender`` is the MAIL FROM address; an empty one stands for postmaster at the HELO name (2.4).
    ``domain`` "" means the sender's. ``ip`` must be an address (``ValueError``); an IPv4 one
    written as IPv6 counts as IPv4. Never raises for what DNS says.
    """
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    local, at, host = (sender or f"postmaster@{helo}").rpartition("@")
    whole = f"{(local if at else '') or 'postmaster'}@{host}"
    run = _Run(address, whole, helo, lookup, limits or Limits(), receiver)
    return run.evaluate((domain or host).rstrip("."), default_explanation)


@dataclass
class _Run:
    ip: Address
    sender: str
    helo: str
    lookup: Lookup
    limits: Limits
    receiver: str
    lookups: int = 0
    voids: int = 0
    _validated: dict[str, str] = field(default_factory=dict)

    def evaluate(self, domain: str, default_explanation: str) -> Evaluation:
        if not _is_domain(domain):
            return Evaluation(result=Result.NONE, domain=domain, reason="that is no domain name")
        try:
            match = self.check(domain)
        except _Stop as stop:
            match = _Match(stop.result, domain, reason=stop.reason)
        explanation = ""
        if match.result is Result.FAIL:
            explanation = self.explain(match) or default_explanation
        return Evaluation(
            result=match.result,
            domain=match.domain,
            term=match.term,
            explanation=explanation,
            reason=match.reason,
            lookups=self.lookups,
            void_lookups=self.voids,
        )

    def check(self, domain: str) -> _Match:
        """The record of one domain, its mechanisms in order, and then its redirect."""
        if not askable(domain):
            return _Match(Result.NONE, domain, reason="that is no domain name")
        record = self.record(domain)
        if record is None:
            return _Match(Result.NONE, domain, reason=f"{domain} has no SPF record")
        for term in record.mechanisms:
            if self.matches(term, domain):
                return _Match(Result(term.result), domain, term.raw, record.exp)
        if record.redirect is None:
            return _Match(Result.NEUTRAL, domain, reason="nothing matched and there is no 'all'")
        self.count()
        target = self.expanded(record.redirect, domain)
        match = self.check(target)
        if match.result is Result.NONE:
            raise _Stop(Result.PERMERROR, f"redirect= leads to {target}, which has no SPF record")
        return match

    def record(self, domain: str) -> Record | None:
        answer = self.lookup(domain, "TXT")
        if answer.failed:
            raise _Stop(Result.TEMPERROR, f"the TXT records of {domain}: {answer.words}")
        found = select(answer.values).records
        if len(found) > 1:
            raise _Stop(Result.PERMERROR, f"{domain} has {len(found)} SPF records")
        record = parse(found[0]) if found else None
        if record is not None and record.faults:
            raise _Stop(Result.PERMERROR, f"the record of {domain}: {record.faults[0].reason}")
        return record

    def matches(self, term: Mechanism, domain: str) -> bool:
        match term.kind:
            case "all":
                return True
            case "ip4" | "ip6":
                return term.network is not None and self.ip in term.network
        self.count()
        target = self.expanded(term, domain) if term.pieces else domain
        match term.kind:
            case "include":
                return self.includes(target)
            case "a":
                return self.within(self.addresses(target), term)
            case "mx":
                return self.matches_mx(target, term)
            case "ptr":
                return any(_below(name, target) for name in self.validated_names())
            case _:
                return askable(target) and self.asked(target, "A").ok

    def includes(self, target: str) -> bool:
        match = self.check(target)
        if match.result is Result.NONE:
            raise _Stop(Result.PERMERROR, f"include:{target} leads to a name without SPF record")
        return match.result is Result.PASS

    def matches_mx(self, target: str, term: Mechanism) -> bool:
        if not askable(target):
            return False
        hosts = [value.partition(" ")[2] for value in self.asked(target, "MX").values]
        if len(hosts) > self.limits.mx:
            raise _Stop(Result.PERMERROR, f"{target} has more than {self.limits.mx} MX records")
        return any(
            self.within(self.addresses(host), term) for host in hosts if host not in ("", ".")
        )

    def addresses(self, name: str) -> tuple[str, ...]:
        if not askable(name):
            return ()
        return self.asked(name, "A" if self.ip.version == 4 else "AAAA").values

    def within(self, found: tuple[str, ...], term: Mechanism) -> bool:
        prefix = term.cidr4 if self.ip.version == 4 else term.cidr6
        for value in found:
            try:
                if self.ip in ipaddress.ip_network((value, prefix), strict=False):
                    return True
            except ValueError:
                continue
        return False

    def count(self) -> None:
        self.lookups += 1
        if self.lookups > self.limits.lookups:
            reason = f"more than {self.limits.lookups} DNS lookups are needed"
            raise _Stop(Result.PERMERROR, reason)

    def asked(self, name: str, type: str) -> Answer:
        """A question of the record's own making: empty answers count, failures end it all."""
        answer = self.lookup(name, type)
        if answer.failed:
            raise _Stop(Result.TEMPERROR, f"{name} ({type}): {answer.words}")
        if answer.missing:
            self.voids += 1
            if self.voids > self.limits.voids:
                reason = f"more than {self.limits.voids} lookups found nothing"
                raise _Stop(Result.PERMERROR, reason)
        return answer

    def expanded(self, term: Mechanism | Modifier, domain: str) -> str:
        return as_name(expand(term.pieces, lambda letter: self.value(letter, domain)))

    def value(self, letter: str, domain: str) -> str:
        local, _, host = self.sender.rpartition("@")
        match letter:
            case "s":
                return self.sender
            case "l":
                return local
            case "o":
                return host
            case "d":
                return domain
            case "i":
                return _dotted(self.ip)
            case "p":
                return self.validated_name(domain)
            case "v":
                return "in-addr" if self.ip.version == 4 else "ip6"
            case "h":
                return self.helo
            case "c":
                return str(self.ip)
            case "r":
                return self.receiver
            case _:
                return str(int(time.time()))

    def validated_names(self) -> list[str]:
        """Names that the address points to and that point back (5.5); failures are passed over."""
        type = "A" if self.ip.version == 4 else "AAAA"
        names = self.lookup(self.ip.reverse_pointer, "PTR").values[: self.limits.ptr]
        return [
            name
            for name in (name.rstrip(".") for name in names)
            if askable(name)
            and any(_same(value, self.ip) for value in self.lookup(name, type).values)
        ]

    def validated_name(self, domain: str) -> str:
        """What %{p} stands for: the domain itself, else a name below it, else any, else unknown."""
        names = self.validated_names()
        exact = [name for name in names if name.lower() == domain.lower()]
        below = [name for name in names if _below(name, domain)]
        return next(iter([*exact, *below, *names]), "unknown")

    def explain(self, match: _Match) -> str:
        """The text of exp= (6.2); "" for anything wrong with it."""
        if match.exp is None:
            return ""
        try:
            name = self.expanded(match.exp, match.domain)
            answer = self.lookup(name, "TXT") if askable(name) else None
            if answer is None or answer.outcome is not Outcome.ANSWER or len(answer.values) != 1:
                return ""
            text = pieces(answer.values[0], explanation=True)
            return expand(text, lambda letter: self.value(letter, match.domain))
        except MacroFault:
            return ""


def _is_domain(domain: str) -> bool:
    """A fully qualified name that DNS can be asked for (4.3); an address literal is none."""
    return askable(domain) and "." in domain and "[" not in domain


def _below(name: str, domain: str) -> bool:
    name, domain = name.lower(), domain.lower()
    return name == domain or name.endswith("." + domain)


def _same(value: str, ip: Address) -> bool:
    try:
        return ipaddress.ip_address(value) == ip
    except ValueError:
        return False


def _dotted(ip: Address) -> str:
    """``192.0.2.1``, or the 32 hexadecimal digits of an IPv6 address with dots between."""
    if ip.version == 4:
        return str(ip)
    return ".".join(f"{int(ip):032X}")
