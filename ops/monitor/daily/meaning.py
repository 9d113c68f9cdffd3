"""What a record means, so that only what means something else counts as changed; and what is bad.

An address of Cloudflare in place of another of Cloudflare's is no change, nor are spaces in a
record, nor the order of several.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from functools import cache

from ops.launch.email.dmarc_record import DmarcRecord, Policy, records_of
from ops.launch.platforms import PLATFORMS
from ops.monitor.daily.seen import ALIAS, DKIM, DMARC, LEADS, MX, NS, SPF, split
from ops.web.cloudflare import is_edge

#: Networks whose addresses rotate by nature, beside those of Cloudflare and of ``PLATFORMS``.
#: https://api.fastly.com/public-ip-list and GitHub's api.github.com/meta ("pages"), Vercel's and
#: Netlify's pages on custom domains; read in November 2026.
SHARED = {
    "Fastly": ("151.101.0.0/16", "199.232.0.0/16", "146.75.0.0/17", "2a04:4e40::/32",
               "2a04:4e42::/32"),
    "GitHub Pages": ("185.199.108.0/22", "2606:50c0:8000::/46"),
    "Vercel": ("76.76.21.0/24", "216.198.79.0/24", "64.29.17.0/24", "216.150.1.0/24",
               "216.150.16.0/24"),
    "Netlify": ("75.2.60.5/32", "99.83.190.102/32"),
}  # fmt: skip
RANKS = (Policy.NONE, Policy.QUARANTINE, Policy.REJECT)


def meaning(about: str, values: Iterable[str]) -> tuple[str, ...]:
    """Two lists of values of one subject mean the same when this is equal."""
    kind, _ = split(about)
    known = list(values)
    if kind == LEADS:
        known = [owner(value) for value in known]
    elif kind == DMARC:
        known = [_tags(value) for value in known]
    elif kind in (SPF, DKIM):
        known = [" ".join(value.split()) for value in known]
    elif kind in (MX, NS):
        known = [value.lower().rstrip(".") for value in known]
    return tuple(sorted(set(known)))


def is_alias(values: Iterable[str]) -> bool:
    """Whether a name leads on by CNAME."""
    return any(value.startswith(ALIAS) for value in values)


@cache
def owner(value: str) -> str:
    """Whose address it is, where its owner rotates them; itself otherwise."""
    if value.startswith(ALIAS):
        return value.lower()
    if is_edge(value):
        return "Cloudflare"
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return value
    for platform in PLATFORMS.values():
        if platform.has(value):
            return platform.name
    for name, networks in SHARED.items():
        if any(address in ipaddress.ip_network(network) for network in networks):
            return name
    return str(address)


def _tags(text: str) -> str:
    """A DMARC record without what receivers do not care about: spaces, and an ending semicolon."""
    pieces = (piece.partition("=") for piece in text.split(";"))
    return ";".join(f"{tag.strip().lower()}={value.strip()}" for tag, _, value in pieces if tag)


def danger(about: str, before: tuple[str, ...], records: Mapping[str, tuple[str, ...]]) -> str:
    """What is dangerous in how it stands now, measured against before: "" for nothing.

    One word: ``gone``, ``two`` or ``invalid``. Such a state is never taken for the new one by
    itself.
    """
    kind, name = split(about)
    now = records[about]
    if not before:
        return ""
    if kind == DMARC:
        return _of_dmarc(now) if not _of_dmarc(before) else ""
    if kind == SPF and len(before) == 1:
        return "gone" if not now else "two" if len(now) > 1 else ""
    if kind == MX:
        return "gone" if _takes_none(now) and not _takes_none(before) else ""
    if kind == DKIM:
        zone = name.partition("._domainkey.")[2]
        others = [key for key in records if key.startswith(f"{DKIM} ") and key.endswith(f".{zone}")]
        return "" if any(records[key] for key in others) else "gone"
    if kind in (LEADS, NS):
        return "" if now else "gone"
    return ""


def _takes_none(values: tuple[str, ...]) -> bool:
    """No MX, or the null MX of RFC 7505."""
    return all(value.partition(" ")[2] in (".", "") for value in values)


def _of_dmarc(values: tuple[str, ...]) -> str:
    records, near = records_of(values)
    if len(records) > 1:
        return "two"
    if not records:
        return "invalid" if near else "gone"
    return "" if records[0].applies and not records[0].lapsed else "invalid"


def of_dmarc(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """What became of a valid DMARC record: ``weaker``, ``stronger``, ``reports``, in that order."""
    old, new = _one(before), _one(now)
    if old is None or new is None:
        return ()
    found = []
    if any(_strength(new)[place] < _strength(old)[place] for place in range(2)):
        found.append("weaker")
    elif _strength(new) != _strength(old):
        found.append("stronger")
    if {one.address for one in old.reports} != {one.address for one in new.reports}:
        found.append("reports")
    return tuple(found)


def _one(values: tuple[str, ...]) -> DmarcRecord | None:
    records, _ = records_of(values)
    return records[0] if len(records) == 1 else None


def _strength(record: DmarcRecord) -> tuple[int, int]:
    """For the domain, and for names below it; a record that is tested counts one step less."""
    policies = (record.policy_for(subdomain=False), record.policy_for(subdomain=True))
    asked = (policy.testing if record.testing else policy for policy in policies)
    own, below = (RANKS.index(policy) for policy in asked)
    return own, below
