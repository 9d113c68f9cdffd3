"""DNS as it was answered: NXDOMAIN, NODATA, SERVFAIL, REFUSED and a timeout stay five things.

Uses dnspython's messages and sockets rather than its stub resolver, which folds these apart.
One resolver asks each question once, whichever thread comes first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

from ops.launch.network.deadline import Deadline
from ops.launch.network.exchange import TRY, Manners, exchange

#: Links of a CNAME chain we follow (RFC 1034 3.6.2 asks only that loops end).
CHAIN = 10
#: Records of one answer we keep.
RECORDS = 200
#: Timeouts in a row, with no answer ever, after which a server counts as gone.
GONE_AFTER = 4


class Outcome(StrEnum):
    """How a question ended."""

    ANSWER = "answer"
    NXDOMAIN = "NXDOMAIN"
    NODATA = "NODATA"
    SERVFAIL = "SERVFAIL"
    REFUSED = "REFUSED"
    TIMEOUT = "timeout"


#: What an outcome means, in words for a report.
MEANING = {
    Outcome.ANSWER: "answered",
    Outcome.NXDOMAIN: "the name does not exist",
    Outcome.NODATA: "the name exists without such a record",
    Outcome.SERVFAIL: "the DNS servers could not answer (SERVFAIL)",
    Outcome.REFUSED: "the DNS server refused to answer (REFUSED)",
    Outcome.TIMEOUT: "the DNS server did not answer in time",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one name and type.

    ``values`` are presentation forms: addresses, absolute names without the dot at the end, MX as
    ``"10 mx.example.com"``, CAA as ``'0 issue "letsencrypt.org"'``, TXT with its strings joined by
    nothing and each byte as one character (latin-1), so that stray bytes can be seen. ``chain``
    are the CNAME targets that were followed; ``ttl`` is the shortest of the records in seconds.
    """

    name: str
    type: str
    outcome: Outcome
    values: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    ttl: int = 0
    authentic: bool = False
    server: str = ""

    @property
    def ok(self) -> bool:
        """Whether records came."""
        return self.outcome is Outcome.ANSWER

    @property
    def missing(self) -> bool:
        """Whether there is certainly no such record (NXDOMAIN or NODATA)."""
        return self.outcome in (Outcome.NXDOMAIN, Outcome.NODATA)

    @property
    def failed(self) -> bool:
        """Whether it is not known if there is one."""
        return not self.ok and not self.missing

    @property
    def end(self) -> str:
        """The name at the end of the CNAME chain."""
        return self.chain[-1] if self.chain else self.name

    @property
    def circular(self) -> bool:
        """Whether the CNAMEs lead in a circle, which nobody can follow."""
        return self.name in self.chain or len(set(self.chain)) < len(self.chain)

    @property
    def words(self) -> str:
        """The outcome in words."""
        if self.circular:
            return "its CNAME records lead in a circle"
        return MEANING[self.outcome]


#: What the engines for SPF, DKIM and DMARC take: a name and a type, and back comes an answer.
Lookup = Callable[[str, str], Answer]


class Resolver:
    """Asks recursive servers, or the one of ``--resolver``, and remembers what they said."""

    def __init__(
        self, servers: Sequence[tuple[str, int]], deadline: Deadline, *, patience: float = TRY
    ) -> None:
        self.servers = tuple(servers)
        self.deadline = deadline
        self.patience = patience
        self._known: dict[tuple[str, str, bool], Answer] = {}
        self._locks: dict[tuple[str, str, bool], threading.Lock] = {}
        self._lock = threading.Lock()
        self._silent: dict[tuple[str, int], int] = {}
        self._manners: dict[tuple[str, int], Manners] = {server: Manners() for server in servers}
        self.asked = 0

    def ask(self, name: str, type: str, *, unchecked: bool = False) -> Answer:
        """The answer for a name; never raises for what a server does.

        ``unchecked`` sets the CD bit: a validating resolver then answers although DNSSEC is broken.
        """
        key = (name.lower().rstrip("."), type.upper(), unchecked)
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._known:
                self._known[key] = self._ask(*key)
            return self._known[key]

    def signed(self, name: str, type: str) -> dns.message.Message | None:
        """The whole message, with signatures and unchecked, for whoever checks them himself."""
        for server in self.servers:
            said = exchange(
                name, type, server, self.deadline.within(2 * self.patience),
                patience=self.patience, unchecked=True, signatures=True,
                manners=self._manners[server],
            )  # fmt: skip
            if said is not None:
                return said
        return None

    def _ask(self, name: str, type: str, unchecked: bool) -> Answer:
        try:
            dns.name.from_text(name)
        except dns.exception.DNSException:
            return Answer(name, type, Outcome.NXDOMAIN)
        answer = Answer(name, type, Outcome.TIMEOUT)
        for server in self.servers:
            heard = self._follow(name, type, server, unchecked)
            if not heard.failed:
                return heard
            if answer.outcome is Outcome.TIMEOUT:
                answer = heard
        return answer

    def _follow(self, name: str, type: str, server: tuple[str, int], unchecked: bool) -> Answer:
        """Ask one server, and again for the end of a CNAME chain that it left open."""
        asked, chain = name, list[str]()
        while True:
            answer = self._one(asked, type, server, unchecked)
            chain += answer.chain
            open_end = answer.chain and answer.outcome is Outcome.NODATA
            if not open_end or type == "CNAME" or len(chain) > CHAIN or chain[-1] in chain[:-1]:
                loops = len(chain) > CHAIN or len(set(chain)) < len(chain) or name in chain
                if loops:
                    answer = replace(answer, outcome=Outcome.SERVFAIL, values=())
                return replace(answer, name=name, chain=tuple(chain[: CHAIN + 1]))
            asked = chain[-1]

    def _one(self, name: str, type: str, server: tuple[str, int], unchecked: bool) -> Answer:
        if self._silent.get(server, 0) >= GONE_AFTER or not self.deadline.left:
            return Answer(name, type, Outcome.TIMEOUT, server=server[0])
        self.asked += 1
        answer = query(
            name, type, server, self.deadline.within(2 * self.patience), patience=self.patience,
            unchecked=unchecked, manners=self._manners[server],
        )  # fmt: skip
        if answer.outcome is Outcome.TIMEOUT:
            if self._silent.get(server, 0) >= 0:
                self._silent[server] = self._silent.get(server, 0) + 1
        else:
            self._silent[server] = -1_000_000
        return answer


def query(
    name: str,
    type: str,
    server: tuple[str, int],
    deadline: Deadline,
    *,
    patience: float = TRY,
    unchecked: bool = False,
    recursive: bool = True,
    manners: Manners | None = None,
) -> Answer:
    """One question to one server; as ``exchange``, with the message read."""
    response = exchange(
        name, type, server, deadline, patience=patience, unchecked=unchecked, recursive=recursive,
        manners=manners,
    )  # fmt: skip
    if response is None:
        return Answer(name, type, Outcome.TIMEOUT, server=server[0])
    return read(response, name, type, server[0])


def read(response: dns.message.Message, name: str, type: str, server: str) -> Answer:
    """A message as an ``Answer``: CNAMEs followed inside it, the outcome told apart."""
    wanted, current = dns.rdatatype.from_text(type), dns.name.from_text(name)
    sets = {(rrset.name, rrset.rdtype): rrset for rrset in response.answer}
    chain: list[str] = []
    ttl = 2**31
    while (current, wanted) not in sets and (current, dns.rdatatype.CNAME) in sets:
        link = sets[(current, dns.rdatatype.CNAME)]
        current, ttl = link[0].target, min(ttl, link.ttl)
        chain.append(_text(current))
        if len(chain) > CHAIN:
            break
    found = sets.get((current, wanted))
    rcode = response.rcode()
    if found is not None and rcode == dns.rcode.NOERROR:
        outcome = Outcome.ANSWER
    elif rcode == dns.rcode.NXDOMAIN:
        outcome = Outcome.NXDOMAIN
    elif rcode == dns.rcode.REFUSED or (rcode == dns.rcode.NOERROR and _is_referral(response)):
        outcome = Outcome.REFUSED
    elif rcode == dns.rcode.NOERROR:
        outcome = Outcome.NODATA
    else:
        outcome = Outcome.SERVFAIL
    values: tuple[str, ...] = ()
    if found is not None and outcome is Outcome.ANSWER:
        ttl = min(ttl, found.ttl)
        values = tuple(_value(found, place) for place in range(min(len(found), RECORDS)))
    return Answer(
        name=name,
        type=type,
        outcome=outcome,
        values=tuple(sorted(values)) if type not in ("MX",) else tuple(sorted(values, key=_by_mx)),
        chain=tuple(chain),
        ttl=ttl if ttl < 2**31 else 0,
        authentic=bool(response.flags & dns.flags.AD),
        server=server,
    )


def _is_referral(response: dns.message.Message) -> bool:
    """A server that answers "ask over there": it neither knows nor looks it up."""
    return (
        not response.answer
        and not response.flags & (dns.flags.AA | dns.flags.RA)
        and any(rrset.rdtype == dns.rdatatype.NS for rrset in response.authority)
    )


def _by_mx(value: str) -> tuple[int, str]:
    preference, _, host = value.partition(" ")
    return int(preference), host


def _text(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True).lower() if name != dns.name.root else "."


def _value(rrset: dns.rrset.RRset, place: int) -> str:
    record = rrset[place]
    match dns.rdatatype.to_text(rrset.rdtype):
        case "TXT" | "SPF":
            return b"".join(record.strings).decode("latin-1")
        case "MX":
            return f"{record.preference} {_text(record.exchange)}"
        case "CNAME" | "NS" | "PTR":
            return _text(record.target)
        case _:
            return str(record.to_text())


def system_servers() -> list[tuple[str, int]]:
    """The servers this machine asks (``/etc/resolv.conf``)."""
    try:
        found = dns.resolver.Resolver().nameservers
    except dns.exception.DNSException:
        return []
    return [(str(server), 53) for server in found[:3]]
