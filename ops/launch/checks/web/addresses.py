"""Whether every address of a name gives visitors the same site, on IPv4 and on IPv6."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ops.launch.checks.web.answers import BROKEN, VAGUE
from ops.launch.checks.web.markers import no_site
from ops.launch.checks.web.wording import host_of, html_of, same_site, seen
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.follow import Chain, origin_of
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.registry import check


@check("http.addresses", stage=2, needs="web")
def addresses_agree(web: WebFacts) -> Iterator[Finding]:
    """Every address gives the same site.

    A forgotten old record sends a part of the visitors somewhere else, and only some notice.
    """
    told: set[tuple[str, str]] = set()
    vague: list[str] = []
    groups: dict[tuple[str, str], list[Chain]] = {}
    for entry in sorted(web.entries, key=lambda entry: entry.scheme != "https"):
        groups.setdefault((entry.scheme, entry.host), []).append(entry.root)
    for (_, host), chains in groups.items():
        for finding in _of_one_name(web, host, chains, vague):
            if (finding.subject, host) not in told:
                told.add((finding.subject, host))
                yield finding
    if not any(chain.hops for chains in groups.values() for chain in chains):
        raise CannotTell("no address answered")
    if vague:
        raise CannotTell("; ".join(dict.fromkeys(vague)))


def _of_one_name(
    web: WebFacts, host: str, chains: list[Chain], vague: list[str]
) -> Iterator[Finding]:
    answering = [chain for chain in chains if chain.hops]
    if not answering:
        return
    for chain in chains:
        if chain.hops:
            continue
        if chain.trouble in VAGUE and not _sure(web, chain):
            vague.append(f"IPv{chain.family} of {host} cannot be tried from this machine")
        elif chain.trouble == "timeout" and web.hurried:
            vague.append(f"{chain.address} did not answer in the time that there was")
        elif chain.trouble in (*BROKEN, *VAGUE):
            yield _dead(host, chain)
    if len(answering) > 1:
        yield from _different(host, answering)


def _sure(web: WebFacts, chain: Chain) -> bool:
    """Whether silence is the server's and not this machine's."""
    if chain.family == 6:
        return web.ipv6 or chain.given
    return True


def _dead(host: str, chain: Chain) -> Finding:
    kind = "AAAA" if chain.family == 6 else "A"
    who = (
        "visitors whose phone or provider uses IPv6"
        if chain.family == 6
        else "those visitors who are sent to this address"
    )
    return Finding(
        severity=Severity.BLOCKER,
        summary=f"{host} also points at {chain.address}, and nothing answers there.",
        evidence=seen(f"{chain.start} at {chain.address}: {chain.words}"),
        impact=f"The site is slow or dead for {who}, and its certificate may fail to renew.",
        fix=f"At your DNS host, delete the {kind} record of {host} with the value "
        f"{chain.address} (unless your hosting lists that address as its own).",
        subject=chain.address,
        told_by=(("tls.ipv6", host), ("tls.reachable", host))
        if chain.start.startswith("https:")
        else (),
    )


def _different(host: str, chains: list[Chain]) -> Iterator[Finding]:
    """Addresses that do something else than most of them."""
    kinds = [_kind(chain) for chain in chains]
    usual = Counter(kinds).most_common(1)[0][0]
    best = next(
        (chain for chain in chains if chain.end and chain.end.status == 200),
        chains[kinds.index(usual)],
    )
    for chain in chains:
        if chain is best or (_kind(chain) == _kind(best) and _same(chain, best)):
            continue
        yield Finding(
            severity=Severity.BLOCKER,
            summary=f"{host} gives some visitors another page: {chain.address} does not show what "
            f"{best.address} shows.",
            evidence=f"{_shown(best)}\n{_shown(chain)}",
            impact="A part of your visitors sees an old, parked or broken page instead of your "
            "site, and you cannot see it yourself.",
            fix=f"Find out which of {best.address} and {chain.address} your hosting names, and "
            f"delete the record of {host} with the other one at your DNS host (an address with "
            "colons stands in an AAAA record, one with dots in an A record).",
            subject=chain.address,
            told_by=(("http.parked", host),) if _no_site(chain) else (),
        )


def _no_site(chain: Chain) -> bool:
    """Whether it ends at a parking page or an empty server, which ``http.parked`` tells."""
    end = chain.end
    return bool(end and host_of(end.url) == host_of(chain.start) and no_site(end))


def _shown(chain: Chain) -> str:
    title = html_of(chain.end).title if chain.end else ""
    return seen(f"at {chain.address}: {chain.arrows}" + (f" “{title}”" if title else ""), 300)


def _kind(chain: Chain) -> tuple[int, str]:
    first = chain.hops[0]
    if not first.is_redirect:
        return first.status, host_of(first.url)
    return first.status, origin_of(chain.hops[1].url if len(chain.hops) > 1 else chain.at)


def _same(one: Chain, other: Chain) -> bool:
    if one.end is None or other.end is None or one.end.status != 200 or other.end.status != 200:
        return True
    if host_of(one.end.url) == host_of(other.end.url) != host_of(one.start):
        return True  # Both lead on to another name, whose own addresses are compared by themselves.
    return same_site(one.end, other.end)
