"""Whether the certificate can be renewed: CAA records against the authority in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ops.launch.checks.dns_repair import own, tell_unknown
from ops.launch.checks.dns_zone import at_host
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity, Unknown
from ops.launch.gather.caa import CaaFacts, caa_names
from ops.launch.gather.dns import DnsFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Outcome
from ops.launch.platforms import at_cloudflare
from ops.launch.registry import check


@dataclass(frozen=True, slots=True)
class CaaRecord:
    """One CAA record: ``issuer`` is the part before any ``;``, "" where nobody may issue."""

    critical: bool
    tag: str
    issuer: str


def parse_caa(text: str) -> CaaRecord | None:
    """Read ``0 issue "letsencrypt.org; accounturi=…"`` (RFC 8659 4.1); None for nonsense."""
    found = re.fullmatch(r'(\d+)\s+([A-Za-z0-9]+)\s+"((?:[^"\\]|\\.)*)"', text, re.S)
    if not found:
        return None
    value = re.sub(r"\\(.)", r"\1", found[3])
    return CaaRecord(
        critical=bool(int(found[1]) & 128),
        tag=found[2].lower(),
        issuer=value.partition(";")[0].strip().lower(),
    )


KNOWN_TAGS = {
    "issue",
    "issuewild",
    "iodef",
    "issuemail",
    "issuevmc",
    "contactemail",
    "contactphone",
}


@check("dns.caa", stage=2, needs="dns")
def certificate_can_be_renewed(dns: DnsFacts) -> Iterator[Finding]:
    """The domain allows the certificate authority in use

    Without a CAA record every authority may issue, which is fine.
    """
    if dns.bogus:
        raise NotApplicable("DNSSEC is broken, which dns.dnssec says.")
    if not dns.caa:
        tell_unknown(own(dns))
        raise NotApplicable("No name of the site leads anywhere yet.")
    unknown: list[str] = []
    for alike in _alike(dns.caa):
        verdict = _verdict(dns, alike[0], " and ".join(shown(facts.host) for facts in alike))
        if isinstance(verdict, Finding):
            yield verdict
        elif verdict:
            unknown.append(verdict)
    if unknown:
        raise CannotTell("; ".join(unknown))


def _alike(caa: Sequence[CaaFacts]) -> list[list[CaaFacts]]:
    """The names that share records, authority and fault: mostly root and www."""
    groups: dict[tuple[object, ...], list[CaaFacts]] = {}
    for facts in caa:
        last = facts.steps[-1]
        where = last.outcome if last.failed else (last.end if last.ok else "")
        groups.setdefault((where, str(facts.issuer), facts.starred), []).append(facts)
    return list(groups.values())


def _verdict(dns: DnsFacts, facts: CaaFacts, called: str) -> Finding | str:
    """A finding, or a doubt in words, or ""."""
    last, domain = facts.steps[-1], dns.target.domain or facts.host
    if last.ok:
        return _judged(dns, facts, called)
    inside = last.name == domain or last.name.endswith(f".{domain}")
    if not last.failed or not inside:
        return ""  # Endings such as com have no such records; some resolvers do not ask there.
    if last.outcome is Outcome.SERVFAIL:
        return _unanswered(facts, called)
    return f"CAA of {last.name}: {last.words}"


def _unanswered(facts: CaaFacts, called: str) -> Finding:
    last = facts.steps[-1]
    return Finding(
        severity=Severity.BLOCKER,
        subject=facts.host,
        summary=f"The certificate of {called} cannot be renewed: the DNS servers fail "
        "when asked who may issue it.",
        evidence=f"{last.name} CAA: {last.words}",
        impact="No certificate authority may issue while this question has no answer; on the day "
        "the certificate ends, browsers warn every visitor.",
        fix="Ask your DNS host why CAA lookups fail (some old servers do not know the record "
        "type); moving the zone to another DNS host solves it.",
        reference="RFC 8659 3",
    )


def _judged(dns: DnsFacts, facts: CaaFacts, called: str) -> Finding | str:
    """RFC 8659 4: which authorities the records allow, against those that are needed."""
    last = facts.steps[-1]
    records = [record for value in last.values if (record := parse_caa(value))]
    strange = any(r.critical and r.tag not in KNOWN_TAGS for r in records)
    issue = {record.issuer for record in records if record.tag == "issue"}
    stars = {record.issuer for record in records if record.tag == "issuewild"}
    tag, allowed = ("issuewild", stars) if facts.starred and stars else ("issue", issue)
    in_use = () if isinstance(facts.issuer, Unknown) else caa_names(facts.issuer)
    platform = dns.platform.cas if dns.platform and not _hidden(dns, facts) else ()
    wanted = set(in_use) or set(platform)
    if not strange and (not allowed or allowed & wanted):
        return ""
    if not wanted and allowed - {""} and not strange:
        return (
            f"CAA at {last.name} allows only {', '.join(sorted(allowed))}; "
            "which authority issues the certificate is not known"
        )
    needed = dict.fromkeys([*in_use[:1], *platform] or ["letsencrypt.org"])
    new = [] if allowed & wanted else [f'0 {tag} "{ca}"' for ca in needed if ca not in allowed]
    why = (
        "one of the CAA records (which say who may issue) is marked as critical and of a kind "
        "that no authority knows, so that none may issue"
        if strange
        else f"the CAA records (which say who may issue) allow {_listed(allowed)}"
    )
    return _refused(dns, facts, called, why, new)


def _listed(allowed: set[str]) -> str:
    """Who may issue, in words."""
    return f"only {', '.join(sorted(allowed - {''}))}" if allowed - {""} else "nobody"


def _hidden(dns: DnsFacts, facts: CaaFacts) -> bool:
    """Whether Cloudflare stands in front: its authority then counts, not the platform's."""
    name = dns.name(facts.host)
    return bool(name and any(at_cloudflare(address) for address in name.addresses))


def _refused(dns: DnsFacts, facts: CaaFacts, called: str, why: str, new: list[str]) -> Finding:
    last = facts.steps[-1]
    who = facts.issuer if isinstance(facts.issuer, str) else "the authority your platform uses"
    records = _records(dns, facts, new)
    return Finding(
        severity=Severity.BLOCKER,
        subject=facts.host,
        summary=f"The next certificate renewal of {called} will be refused.",
        evidence=f"{last.end} CAA {'; '.join(last.values)}. In use: {who}.",
        impact=f"The certificate, issued by {who}, works until it ends. Then browsers warn every "
        f"visitor, because {why}.",
        fix=_fix(dns, facts, records),
        reference="RFC 8659 4.2",
        records=records,
    )


def _is_ours(dns: DnsFacts, name: str) -> bool:
    domain = dns.target.domain
    return bool(domain) and (name == domain or name.endswith(f".{domain}"))


def _records(dns: DnsFacts, facts: CaaFacts, new: list[str]) -> tuple[Record, ...]:
    """What to type: at the name that has the records, else at the root of the domain."""
    last, domain = facts.steps[-1], dns.target.domain
    if not domain or (last.chain and not _is_ours(dns, last.end)):
        return ()
    ours = _is_ours(dns, last.end)
    name = last.end if ours else domain
    gone = [value for value in last.values if _useless(value)] if ours else []
    return (
        *(Record(action="delete", type="CAA", name=name, value=value) for value in gone),
        *(Record(action="add", type="CAA", name=name, value=value) for value in new),
    )


def _useless(value: str) -> bool:
    """Whether a record forbids everything, or is a misspelling that allows nothing."""
    record = parse_caa(value)
    if record is None or (record.critical and record.tag not in KNOWN_TAGS):
        return True
    name = record.issuer.strip("\"' ")
    return record.tag in ("issue", "issuewild") and (name != record.issuer or not name)


def _fix(dns: DnsFacts, facts: CaaFacts, records: tuple[Record, ...]) -> str:
    last = facts.steps[-1]
    if last.chain and not _is_ours(dns, last.end):
        return (
            f"The records stand at {last.end}, where {facts.host} points by CNAME, and belong to "
            "whoever runs that. Ask its support to allow its own authority, or point the name "
            "elsewhere."
        )
    if not records:
        return "Ask whoever runs this domain to allow that authority in its CAA records."
    return "Change only this, and leave other CAA records as they are:\n\n" + at_host(dns, *records)
