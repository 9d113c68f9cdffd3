"""Which DMARC record speaks for a domain, and what it asks for (RFC 9989).

The record is found by walking up the tree of names, with eight questions at most, and no list of
public suffixes. What could not be looked up stays apart from what is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ops.launch.email.dmarc_address import ReportAddress
from ops.launch.email.dmarc_record import (
    DmarcRecord,
    NearRecord,
    Policy,
    TagProblem,
    is_dmarc,
    parse_record,
    records_of,
)
from ops.launch.email.spf.macros import askable
from ops.launch.network.names import registrable
from ops.launch.network.resolver import Answer, Lookup, Outcome

#: Questions of one walk, and the labels it goes on with after the first (4.10 step 4).
MOST_QUERIES, SHORT = 8, 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """One question of a walk. ``record`` is None with no record, and with several of them."""

    domain: str
    answer: Answer
    records: tuple[DmarcRecord, ...] = ()
    near: tuple[NearRecord, ...] = ()
    #: TXT values at the name that have nothing to do with DMARC.
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name that was asked for."""
        return f"_dmarc.{self.domain}"

    @property
    def record(self) -> DmarcRecord | None:
        """The one record; several are discarded, all of them."""
        return self.records[0] if len(self.records) == 1 else None

    @property
    def several(self) -> bool:
        """Whether receivers discard what is there because there is more than one."""
        return len(self.records) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """The questions of one walk, in order; ``organizational`` is None where one failed first."""

    domain: str
    queries: tuple[Query, ...]
    organizational: str | None

    @property
    def failed(self) -> tuple[Query, ...]:
        """The questions that were not answered."""
        return tuple(query for query in self.queries if query.answer.failed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Discovery:
    """What DMARC says of a domain.

    ``source`` is ``author`` (a record at the domain itself), ``organization``, ``suffix`` (a
    public suffix that publishes for what is below it) or "" for none. ``exists`` is only looked up
    where the policy depends on it (``np``); None there means that it could not be.
    """

    domain: str
    walk: Walk
    source: str = ""
    policy_domain: str = ""
    record: DmarcRecord | None = None
    exists: bool | None = True
    #: The lookups that failed leave open which record applies.
    unknown: bool = False

    @property
    def queries(self) -> tuple[Query, ...]:
        """All questions, in order; the first is the one at the domain itself."""
        return self.walk.queries

    @property
    def own(self) -> Query:
        """The question at the domain itself."""
        return self.walk.queries[0]

    @property
    def organizational(self) -> str | None:
        """The organizational domain; None where it could not be found out."""
        return self.walk.organizational

    @property
    def published(self) -> Policy | None:
        """The policy that is stated for this domain; None without a record that applies."""
        if self.record is None or not self.record.applies:
            return None
        below = self.policy_domain != self.domain
        return self.record.policy_for(subdomain=below, exists=self.exists is not False)

    @property
    def applied(self) -> Policy | None:
        """The policy that receivers are asked to apply: one step less while testing."""
        published = self.published
        if published is None or self.record is None:
            return None
        return published.testing if self.record.testing else published


def walk(domain: str, lookup: Lookup) -> Walk:
    """The DNS tree walk of section 4.10 for one domain."""
    name = domain.lower().rstrip(".")
    queries: list[Query] = []
    for place, target in enumerate(_targets(name)):
        query = _query(target, lookup)
        queries.append(query)
        psd = query.record.psd if query.record else ""
        if psd == "n" or (psd == "y" and place > 0):
            break
    return Walk(domain=name, queries=tuple(queries), organizational=_organization(name, queries))


def _targets(domain: str) -> Iterator[str]:
    """The domain, and then what is above it, from seven labels downwards."""
    yield domain
    labels = domain.split(".")
    above = labels[-min(SHORT, len(labels) - 1) :] if len(labels) > 1 else []
    for place in range(len(above)):
        yield ".".join(above[place:])


def _query(domain: str, lookup: Lookup) -> Query:
    name = f"_dmarc.{domain}"
    answer = lookup(name, "TXT") if askable(name) else Answer(name, "TXT", Outcome.NXDOMAIN)
    records, near = records_of(answer.values)
    return Query(
        domain=domain,
        answer=answer,
        records=tuple(records),
        near=tuple(near),
        others=tuple(value for value in answer.values if parse_record(value) is None),
    )


def _organization(domain: str, queries: list[Query]) -> str | None:
    """Section 4.10.2: from the longest name to the shortest."""
    shortest = domain
    certain = True
    for query in queries:
        certain = certain and not query.answer.failed
        if query.record is None:
            continue
        if query.record.psd == "n":
            return query.domain if certain else None
        if query.record.psd == "y" and query.domain != domain:
            return _one_below(query.domain, domain) if certain else None
        shortest = query.domain
    return shortest if certain else None


def _one_below(suffix: str, domain: str) -> str:
    count = suffix.count(".") + 2
    return ".".join(domain.split(".")[-count:])


def discover(domain: str, lookup: Lookup) -> Discovery:
    """The record and policy for mail whose From is at a domain (section 4.10.1)."""
    walked = walk(domain, lookup)
    own = walked.queries[0]
    if own.record is not None:
        return Discovery(domain=walked.domain, walk=walked, source="author",
                         policy_domain=walked.domain, record=own.record)  # fmt: skip
    if walked.organizational is None:
        return Discovery(domain=walked.domain, walk=walked, unknown=True)
    by_domain = {query.domain: query for query in walked.queries}
    organization = by_domain.get(walked.organizational)
    last = walked.queries[-1]
    if organization is not None and organization.record is not None:
        source, chosen = "organization", organization
    elif last.record is not None and last.record.psd == "y":
        source, chosen = "suffix", last
    else:
        return Discovery(domain=walked.domain, walk=walked)
    record = chosen.record
    exists = _exists(walked.domain, lookup) if record and record.np else True
    return Discovery(
        domain=walked.domain, walk=walked, source=source, policy_domain=chosen.domain,
        record=record, exists=exists, unknown=exists is None,
    )  # fmt: skip


def _exists(domain: str, lookup: Lookup) -> bool | None:
    """Whether a name exists at all (3.2.13: NXDOMAIN says no, and nothing else does)."""
    if not askable(domain):
        return False
    answer = lookup(domain, "A")
    return None if answer.failed else answer.outcome is not Outcome.NXDOMAIN


def organizational_domain(domain: str, lookup: Lookup) -> str | None:
    """The organizational domain (4.10.2); None where a lookup failed that decides it."""
    return walk(domain, lookup).organizational


def aligned(author: str, other: str, mode: str, lookup: Lookup) -> bool | None:
    """Whether an authenticated domain speaks for the From domain (section 4.4).

    ``mode`` is ``s`` for strict, anything else for relaxed. None where it could not be found out.
    """
    first, second = author.lower().rstrip("."), other.lower().rstrip(".")
    if first == second:
        return True
    if mode == "s" or first.split(".")[-1] != second.split(".")[-1]:
        return False
    mine, theirs = organizational_domain(first, lookup), organizational_domain(second, lookup)
    return None if mine is None or theirs is None else mine == theirs


def would_align(author: str, other: str, mode: str, lookup: Lookup) -> bool | None:
    """``aligned``, or, as long as no record of the author decides it, once there is one.

    Without any DMARC record every name stands alone; then it is the registered domain that counts,
    which is where the record that is missing would be put.
    """
    found = aligned(author, other, mode, lookup)
    if found is not False or mode == "s":
        return found
    discovery = discover(author, lookup)
    if discovery.record is not None or discovery.unknown:
        return found
    own = registrable(discovery.domain)
    return bool(own) and own == registrable(other.lower().rstrip("."))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPermission:
    """Whether a stranger's mailbox agreed to take a domain's reports; None where not known.

    ``name`` is where that agreement has to stand; "" where none is needed.
    """

    address: ReportAddress
    name: str = ""
    allowed: bool | None = True


def report_permissions(domain: str, record: DmarcRecord, lookup: Lookup) -> list[ReportPermission]:
    """For each report address of a record at ``domain`` (RFC 9990 section 4)."""
    return [_permission(domain, address, lookup) for address in record.reports[:20]]


def _permission(domain: str, address: ReportAddress, lookup: Lookup) -> ReportPermission:
    same = aligned(domain, address.domain, "r", lookup)
    if same:
        return ReportPermission(address=address)
    name = f"{domain.lower().rstrip('.')}._report._dmarc.{address.domain}"
    if not askable(name):
        return ReportPermission(address=address, name=name, allowed=False)
    answer = lookup(name, "TXT")
    allowed = any(is_dmarc(value) for value in answer.values)
    unknown = answer.failed or (same is None and not allowed)
    return ReportPermission(address=address, name=name, allowed=None if unknown else allowed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Misplaced:
    """A DMARC record at a name where no receiver looks for it."""

    name: str
    text: str
    words: str


def misplaced(domain: str, lookup: Lookup) -> list[Misplaced]:
    """Records of a domain in the usual wrong places; lookups that fail find nothing."""
    bare = domain.lower().rstrip(".")
    places = {
        bare: "it stands at the domain itself instead of at _dmarc",
        f"_dmarc.{bare}.{bare}": "the DNS host added the domain to the name a second time",
        f"dmarc.{bare}": "the underscore in front of dmarc is missing",
        f"_dmarc._dmarc.{bare}": "_dmarc stands in the name twice",
        f"_dmarc.www.{bare}": "it stands under www, which sends no mail",
    }
    return [
        Misplaced(name=name, text=value, words=words)
        for name, words in places.items()
        if askable(name)
        for value in lookup(name, "TXT").values[:50]
        if is_dmarc(value)
    ]


__all__ = [
    "Discovery", "DmarcRecord", "Misplaced", "NearRecord", "Policy", "Query", "ReportAddress",
    "ReportPermission", "TagProblem", "Walk", "aligned", "discover", "is_dmarc", "misplaced",
    "organizational_domain", "parse_record", "report_permissions", "walk", "would_align",
]  # fmt: skip
