"""The DKIM keys that a domain publishes, by the selectors we know or can guess."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ops.launch.email.dkim import KeyFault, KeyRecord, parse_key
from ops.launch.gather.mail.facts import DkimFacts
from ops.launch.network.deadline import together
from ops.launch.platforms import at_cloudflare
from ops.launch.world import World


def keys_of(
    world: World, domains: Sequence[str], given: Sequence[str], usual: Sequence[str]
) -> tuple[DkimFacts, ...]:
    """One entry for each selector and domain, the given ones first.

    At all but the first of ``domains`` only what is there counts.
    """
    wanted = [(selector, True) for selector in given]
    wanted += [(selector, False) for selector in usual if selector not in given]
    calls = [
        partial(_key, world, domain, selector, named)
        for domain in domains
        for selector, named in wanted
    ]
    found = together(calls, deadline=world.deadline)
    keys = [key for key in found if isinstance(key, DkimFacts)]
    first = domains[0]
    return tuple(
        key
        for key in keys
        if key.name.endswith(f"._domainkey.{first}") or key.txt.ok or key.cname.ok
    )


def _key(world: World, domain: str, selector: str, given: bool) -> DkimFacts:
    name = f"{selector}._domainkey.{domain}"
    txt = world.ask(name, "TXT")
    cname = world.ask(name, "CNAME")
    key: KeyRecord | None = None
    fault: KeyFault | None = None
    parsed = [parse_key(value) for value in txt.values[:10]]
    good = [entry for entry in parsed if isinstance(entry, KeyRecord)]
    bad = [entry for entry in parsed if isinstance(entry, KeyFault)]
    if good:
        key = good[0]
    elif bad:
        fault = next((entry for entry in bad if entry.kind != "not_a_key"), bad[0])
    seen = world.ask(name, "A") if not txt.ok and not cname.ok and not txt.failed else None
    return DkimFacts(
        selector=selector, name=name, txt=txt, cname=cname, key=key, fault=fault,
        rivals=tuple(value for value, entry in zip(txt.values[:10], parsed, strict=True)
                     if isinstance(entry, KeyRecord) or entry.kind != "not_a_key"), given=given,
        proxied=bool(seen and seen.ok and all(at_cloudflare(a) for a in seen.values)),
    )  # fmt: skip
