"""The domain: where it is registered, where its records are, and why each of them is there."""

from __future__ import annotations

from collections.abc import Iterator

from ops.handover.document import Block, said, steps, table, text, typed
from ops.handover.facts import reason
from ops.handover.notes import Notes
from ops.handover.parts.people import dns_host_name
from ops.handover.questions import EITHER, FOUNDER
from ops.handover.records import Row, ZoneRecords
from ops.handover.why import About, why
from ops.launch.dns_hosts import ANY, DnsHost, by_servers
from ops.launch.dns_hosts import typed as label_of
from ops.launch.findings import NotApplicable
from ops.launch.gather.registration import Registration
from ops.launch.network.names import shown
from ops.launch.report.wording import day

DOMAIN, RECORDS = "The domain", "The DNS records"
#: Records that are listed; a zone with more is told in a word.
MOST = 60


def blocks(notes: Notes) -> Iterator[Block]:
    """Registration and DNS host."""
    facts = notes.facts
    if not facts.target.domain:
        yield text(
            f"The site lives at `{facts.target.host}`, which is no domain of your own. There is "
            "nothing to pay and nothing to renew, and the address is lost when the platform is "
            "left."
        )
        return
    rows = [("Domain", typed(notes.domain)), ("Site", typed(facts.target.url))]
    rows += list(_registered(notes))
    host = _host(notes)
    servers = notes.dns.ns.values if notes.dns else ()
    rows.append(("Name servers", ", ".join(typed(one) for one in servers) or "not known"))
    if host is not ANY:
        rows.append(("Records are edited at", f"{host.name}: {host.where}"))
    else:
        rows.append(("Records are edited at", "not known"))
        named = f" The name servers are {', '.join(servers)}." if servers else ""
        notes.ask(f"At which company are the DNS records of {notes.domain} edited?{said(named)}")
    yield table("what", "answer", rows=rows)
    yield text(
        "If the domain is not renewed, site and email stop on the same day, and somebody else may "
        "buy it. Switch on renewal by itself at the registrar, and see that the card there is "
        "valid."
    )


def _registered(notes: Notes) -> Iterator[tuple[str, str]]:
    found = notes.facts.registration
    if not isinstance(found, Registration):
        yield "Registrar", "not known"
        yield "Paid until", "not known"
        notes.ask(
            f"Where is {notes.domain} registered, and until when is it paid? The registry could "
            f"not be asked: {said(reason(found))}.",
            FOUNDER,
        )
        return
    yield "Registrar", said(found.registrar) or "the registry does not say"
    if not found.registrar:
        notes.ask(f"At which company was {notes.domain} bought?", FOUNDER)
    if found.expires is None:
        yield "Paid until", "the registry does not say"
        notes.ask(f"Until when is {notes.domain} paid for?", FOUNDER)
    else:
        left = (found.expires - notes.facts.now).days
        words = f"{left} days after this was written" if left >= 0 else "it has run out"
        yield "Paid until", f"{day(found.expires.date())} ({words})"


def _host(notes: Notes) -> DnsHost:
    return by_servers(notes.dns.ns.values) if notes.dns else ANY


def records(notes: Notes) -> Iterator[Block]:
    """Every record that could be found, and why it is there."""
    facts, found = notes.facts, notes.facts.records
    if isinstance(found, NotApplicable):
        yield text("There is no domain of your own, so there are no records.")
        return
    rows = all_rows(notes)
    if not isinstance(found, ZoneRecords) or not rows:
        why_not = reason(found) if not isinstance(found, ZoneRecords) else "nothing answered"
        notes.ask(
            f"Which DNS records does {notes.domain or notes.facts.target.host} have, and why? "
            f"They could not be read: {said(why_not)}."
        )
        yield text("Not known: the domain's DNS could not be read when this was written.")
        return
    host = _host(notes)
    yield text(
        "These were found by asking for the names that a site and its email have. Records under "
        "other names exist only in the list at the DNS host: compare before you delete anything."
    )
    judged = [(row, why(row, _about(notes))) for row in rows[:MOST]]
    yield table(
        "name", "type", "value", "why it is there",
        rows=[
            (_name(row, found.zones, host), row.type, typed(row.value, longest=1200),
             reason_ or "Not known: see the open questions.")
            for row, reason_ in judged
        ],
    )  # fmt: skip
    if len(rows) > MOST:
        yield text(f"And {len(rows) - MOST} more.")
    unknown = [row for row, reason_ in judged if reason_ is None]
    if unknown:
        listed = ", ".join(f"{row.type} at `{shown(row.name)}`" for row in unknown[:8])
        notes.ask(f"What are these records for, and are they still needed: {listed}?", EITHER)
    if found.silent:
        notes.ask(
            f"These questions to DNS were not answered: {said(', '.join(found.silent[:8]))}. What "
            "stands there?"
        )
    yield text("To change one:")
    where = f"{host.name}: {host.where}" if host is not ANY else "the company that keeps them"
    yield steps(
        f"Sign in at {where}.",
        "Write down what stands there now, so that it can be put back.",
        "Change it. Type the name as in the list above, without the domain behind it"
        + (f"; the domain itself is written as `{host.root}`." if "(" not in host.root
           else f"; for the domain itself {host.root.strip('()')}."),
        "Wait a quarter of an hour, longer where the old record said so (its TTL).",
        "See what the world sees: `python manage.py check_dns "
        f"{facts.target.domain or facts.target.host}`",
    )  # fmt: skip


def all_rows(notes: Notes) -> list[Row]:
    """The records that were asked for, with those that other facts know of."""
    found = notes.facts.records
    rows = list(found.rows) if isinstance(found, ZoneRecords) else []
    for name in notes.dns.others if notes.dns else ():
        if name.cname.ok and name.cname.values:
            rows += [Row("CNAME", name.host, value) for value in name.cname.values]
        elif not name.chain:
            rows += [Row("A", name.host, value) for value in name.a.values]
            rows += [Row("AAAA", name.host, value) for value in name.aaaa.values]
    if notes.mail:
        for key in notes.mail.dkim:
            if key.cname.ok:
                rows += [Row("CNAME", key.name, value) for value in key.cname.values]
            elif key.txt.ok:
                rows += [Row("TXT", key.name, value) for value in key.txt.values]
    return list(dict.fromkeys(rows))


def _name(row: Row, zones: tuple[str, ...], host: DnsHost) -> str:
    """As it is typed at the DNS host: the part before the domain."""
    zone = next((one for one in zones if row.name == one or row.name.endswith(f".{one}")), "")
    if not zone:
        return typed(row.name)
    if row.name == zone:
        return "the domain itself" if zone == zones[0] else f"`{zone}` itself"
    label = typed(label_of(row.name, zone, host))
    return label if zone == zones[0] else f"{label} of `{zone}`"


def _about(notes: Notes) -> About:
    target = notes.facts.target
    return About(
        site_host=target.host,
        domain=target.domain,
        site_hosts=target.site_hosts,
        platform=notes.platform,
        dns_host=dns_host_name(notes),
        provider=notes.provider,
        mailboxes=notes.mail.mailboxes if notes.mail else None,
    )
