"""Whether a zone's DNSSEC signatures hold, where the resolver does not check them itself.

Many resolvers do not. Then the DS record of the zone above, the zone's keys, and the signatures
over the records that matter most are followed here (RFC 4035 5), for this one zone.
"""

from __future__ import annotations

from datetime import UTC, datetime

import dns.dnssec
import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from ops.launch.findings import Unknown
from ops.launch.network.resolver import Answer
from ops.launch.world import World

KEYS = dns.rdatatype.DNSKEY


def signatures(world: World, zone: str, soa: Answer) -> str | Unknown:
    """What is broken, in words; "" where the zone is unsigned or its signatures hold."""
    if soa.authentic or not soa.ok:
        return ""
    above = _sets(world, zone, "DS")
    listed = above.get(dns.rdatatype.DS) if above else None
    if not listed:
        return ""
    found = _sets(world, zone, "DNSKEY")
    if found is None:
        return Unknown(f"the signing keys of {zone} could not be asked for")
    keys = found.get(KEYS)
    if keys is None:
        return "the registrar lists a DS record, and the domain's DNS host has no keys for it"
    try:
        return _followed(world, zone, listed, keys, found.get(dns.rdatatype.RRSIG))
    except (dns.exception.DNSException, ValueError, TypeError) as error:
        return Unknown(f"the signatures of {zone} cannot be read here: {type(error).__name__}")


def _followed(
    world: World,
    zone: str,
    listed: dns.rrset.RRset,
    keys: dns.rrset.RRset,
    signature: dns.rrset.RRset | None,
) -> str | Unknown:
    origin = dns.name.from_text(zone)
    usable = [ds for ds in listed if ds.digest_type in (1, 2, 4)]
    if not usable:
        return ""  # Of a kind that nobody checks yet; the zone then counts as unsigned.
    trusted = [key for key in keys if any(_names(ds, origin, key) for ds in usable)]
    if not trusted:
        return "the DS record at the registrar belongs to a key that the DNS host does not have"
    anchor = dns.rrset.from_rdata_list(origin, 0, trusted)
    broken = _checked(keys, signature, {origin: anchor}, "the keys")
    if broken:
        return broken
    for type in ("SOA", "A"):
        sets = _sets(world, zone, type) or {}
        record = sets.get(dns.rdatatype.from_text(type))
        if record is not None:
            broken = _checked(
                record, sets.get(dns.rdatatype.RRSIG), {origin: keys}, f"the {type} record"
            )
            if broken:
                return broken
    return ""


def _names(ds: object, origin: dns.name.Name, key: object) -> bool:
    """Whether a DS record is the fingerprint of a key."""
    digest = {1: "SHA1", 2: "SHA256", 4: "SHA384"}[ds.digest_type]  # type: ignore[attr-defined]
    try:
        made = dns.dnssec.make_ds(origin, key, digest, validating=True)  # type: ignore[arg-type]
    except (dns.exception.DNSException, ValueError):
        return False
    return bool(made == ds)


def _checked(
    records: dns.rrset.RRset,
    signature: dns.rrset.RRset | None,
    keys: dict[dns.name.Name, dns.rrset.RRset],
    what: str,
) -> str | Unknown:
    if signature is None:
        return Unknown(f"{what} came without signatures; this resolver may leave them out")
    try:
        dns.dnssec.validate(records, signature, keys)  # type: ignore[arg-type]
    except dns.exception.UnsupportedAlgorithm:
        return ""
    except dns.exception.ValidationFailure:
        ends = max(entry.expiration for entry in signature)
        ended = datetime.fromtimestamp(ends, UTC)
        if ended < datetime.now(UTC):
            return f"the signature of {what} ended on {ended:%d %B %Y}"
        return f"the signature of {what} does not fit"
    return ""


def _sets(
    world: World, zone: str, type: str
) -> dict[dns.rdatatype.RdataType, dns.rrset.RRset] | None:
    """The record sets of one answer at the zone's root, by type; None where none came."""
    said = world.resolver.signed(zone, type)
    if said is None or said.rcode() != dns.rcode.NOERROR:
        return None
    origin = dns.name.from_text(zone)
    wanted = dns.rdatatype.from_text(type)
    return {
        rrset.rdtype: rrset
        for rrset in said.answer
        if rrset.name == origin and rrset.covers in (dns.rdatatype.NONE, wanted)
    }
