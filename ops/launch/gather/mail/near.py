"""Records that somebody made in the wrong place: the commonest "but I did add it"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from ops.launch.network.deadline import together
from ops.launch.network.resolver import Answer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class NearMiss:
    """``kind`` is spf or dkim; ``right`` the name where the value belongs.

    ``type`` is CNAME where the name is an alias, which is then what has to move.
    """

    kind: str
    name: str
    value: str
    right: str
    why: str
    type: str = "TXT"


DOUBLED = "the DNS host appended the domain to a name that already had it"


def near_misses(world: World, domain: str, selectors: Iterable[str]) -> tuple[NearMiss, ...]:
    """Look at every place where people put SPF records and keys by mistake."""
    places = [
        ("spf", f"www.{domain}", domain, "it stands under www"),
        ("spf", f"{domain}.{domain}", domain, DOUBLED),
        ("spf", f"_spf.{domain}", domain, "it stands under _spf, and nothing includes it"),
        ("spf", f"spf.{domain}", domain, "it stands under spf, and nothing includes it"),
    ]
    for selector in selectors:
        right = f"{selector}._domainkey.{domain}"
        places += [
            ("dkim", f"{right}.{domain}", right, DOUBLED),
            ("dkim", f"{selector}.{domain}", right, "the part ._domainkey is missing"),
            ("dkim", f"{selector}._domainkey.www.{domain}", right, "it stands under www"),
            ("dkim", f"{selector}.domainkey.{domain}", right, "the underscore is missing"),
        ]
    found = together(
        [partial(world.ask, name, "TXT") for _, name, _, _ in places], deadline=world.deadline
    )
    return tuple(
        NearMiss(
            kind=kind, name=name, right=right, why=why,
            value=answer.chain[0] if answer.chain else value,
            type="CNAME" if answer.chain else "TXT",
        )
        for (kind, name, right, why), answer in zip(places, found, strict=True)
        if isinstance(answer, Answer)
        for value in answer.values
        if _is(kind, value)
    )  # fmt: skip


def _is(kind: str, value: str) -> bool:
    text = value.strip().strip('"').lower()
    if kind == "spf":
        return text.startswith("v=spf1")
    return "p=" in text and not text.startswith(("v=spf1", "v=dmarc1"))
