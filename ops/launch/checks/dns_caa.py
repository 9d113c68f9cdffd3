"""Whether the certificate can be renewed: CAA records against the authority in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ops.launch.checks.dns_zone import at_host
from ops.launch.findings import CannotTell, Finding, NotApplicable, Record, Severity, Unknown
from ops.launch.gather.caa import CaaFacts, caa_names
from ops.launch.gather.dns import DnsFacts
from ops.launch.network.names import shown
from ops.launch.network.resolver import Outcome
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
    if not dns.caa:
        raise NotApplicable("No name of the site leads anywhere yet.")
    unknown = []
    for facts in dns.caa:
        last = facts.steps[-1]
        if last.outcome in (Outcome.SERVFAIL, Outcome.REFUSED):
            yield _unanswered(facts)
        elif last.failed:
            unknown.append(f"{last.name}: {last.words}")
        elif last.ok:
            verdict = _judged(dns, facts)
            if isinstance(verdict, Finding):
                yield verdict
            elif verdict:
                unknown.append(verdict)
    if unknown:
        raise CannotTell("; ".join(unknown))


def _unanswered(facts: CaaFacts) -> Finding:
    last = facts.steps[-1]
    return Finding(
        severity=Severity.BLOCKER,
        subject=facts.host,
        summary=f"The certificate of {shown(facts.host)} cannot be renewed: the DNS servers fail "
        "when asked who may issue it.",
        evidence=f"{last.name} CAA: {last.words}",
        impact="No certificate authority may issue while this question has no answer; on the day "
        "the certificate ends, browsers warn every visitor.",
        fix="Ask your DNS host why CAA lookups fail (some old servers do not know the record "
        "type); moving the zone to another DNS host solves it.",
        reference="RFC 8659 3",
    )


def _judged(dns: DnsFacts, facts: CaaFacts) -> Finding | str:
    """A finding, or a doubt in words, or ""."""
    last = facts.steps[-1]
    records = [parse_caa(value) for value in last.values]
    issue = [record for record in records if record and record.tag == "issue"]
    allowed = {record.issuer for record in issue}
    blocked = any(r and r.critical and r.tag not in KNOWN_TAGS for r in records)
    in_use = () if isinstance(facts.issuer, Unknown) else caa_names(facts.issuer)
    platform = dns.platform.cas if dns.platform else ()
    wanted = set(in_use) or set(platform)
    if not blocked and (not issue or allowed & wanted):
        return ""
    if not wanted and allowed - {""} and not blocked:
        return (
            f"CAA at {last.name} allows only {', '.join(sorted(allowed))}; "
            "which authority issues the certificate is not known"
        )
    needed = [*in_use[:1], *platform] or ["letsencrypt.org"]
    return _refused(dns, facts, list(dict.fromkeys(needed)), sorted(allowed - {""}))


def _refused(dns: DnsFacts, facts: CaaFacts, wanted: list[str], allowed: list[str]) -> Finding:
    last = facts.steps[-1]
    who = facts.issuer if isinstance(facts.issuer, str) else "the platform's authority"
    name = last.name if last.name.endswith(dns.target.domain or "\0") else facts.host
    records = tuple(
        Record(action="add", type="CAA", name=name, value=f'0 issue "{ca}"') for ca in wanted
    )
    return Finding(
        severity=Severity.BLOCKER,
        subject=facts.host,
        summary=f"The next certificate renewal of {shown(facts.host)} will be refused.",
        evidence=f"{last.name} CAA {'; '.join(last.values)}. In use: {who}.",
        impact="The certificate works until it ends. Then browsers warn every visitor, because the "
        f"domain's CAA records allow {', '.join(allowed) or 'nobody'} to issue and not "
        f"{who}.",
        fix="Allow it, and leave the others as they are:\n\n" + at_host(dns, *records)
        if dns.target.domain
        else f"Add a CAA record for {name}: {records[0].value}",
        reference="RFC 8659 4.2",
        records=records,
    )
