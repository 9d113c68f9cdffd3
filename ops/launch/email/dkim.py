"""The key record behind a DKIM selector, read as strictly as a verifier reads it.

RFC 6376 section 3.6.1, RFC 8301 (lengths and hashes) and RFC 8463 (Ed25519). A key that is not
usable is told apart by cause: revoked, cut off by a DNS panel, the answer of a wildcard, and so on,
because each has another remedy.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ops.launch.email.spf.macros import askable
from ops.launch.email.spf.misspelt import shown
from ops.launch.network.resolver import Answer, Lookup, Outcome

LONGEST = 16_384
#: Bits below which verifiers have to take a key as none (RFC 8301 section 3.2).
SHORTEST_RSA = 1024
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RSA_ID = bytes.fromhex("06092a864886f70d010101")
_ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRecord:
    """A usable key. ``type`` is ``rsa`` or ``ed25519``; ``der`` the key itself.

    ``testing`` is ``t=y``; ``strict`` is ``t=s``: the signing identity may not be a subdomain.
    ``remarks`` are oddities that verifiers pass over.
    """

    text: str
    type: str
    bits: int
    der: bytes
    testing: bool = False
    strict: bool = False
    services: tuple[str, ...] = ("*",)
    hashes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFault:
    """Why a TXT value is no usable key. ``better`` is the value as it should stand, or "".

    ``kind``: not_a_key, revoked, missing, truncated, bad_base64, bad_der, version_not_first,
    bad_version, bad_tag_list, wrong_algorithm, wrong_service, wrong_hash, too_short, ed25519_spki.
    """

    kind: str
    words: str
    text: str
    better: str = ""
    bits: int = 0


class _Fault(Exception):
    def __init__(self, kind: str, words: str, *, better: str = "", bits: int = 0) -> None:
        super().__init__(words)
        self.kind, self.better, self.bits = kind, better, bits


def parse_key(text: str) -> KeyRecord | KeyFault:
    """The key in a TXT value (its strings joined by nothing), or what is wrong; never raises."""
    try:
        return _parse(text)
    except _Fault as fault:
        return KeyFault(kind=fault.kind, words=str(fault), text=shown(text), better=fault.better,
                        bits=fault.bits)  # fmt: skip


def _parse(text: str) -> KeyRecord:
    if len(text) > LONGEST:
        raise _Fault("bad_tag_list", "the value is far too long for a key")
    tags = _tags(text)
    _version(tags, text)
    if "p" not in tags:
        raise _Fault("missing", "the tag p= with the key itself is missing")
    services = tuple(part.strip() for part in tags.get("s", "*").split(":"))
    if not {"*", "email"} & set(services):
        raise _Fault("wrong_service", f"s={shown(tags['s'])} says that the key is not for email")
    hashes = tuple(part.strip() for part in tags.get("h", "").split(":") if part.strip())
    if hashes and "sha256" not in hashes:
        raise _Fault("wrong_hash", f"h={shown(tags['h'])} forbids sha256, the only hash in use")
    flags = {part.strip() for part in tags.get("t", "").split(":")}
    kind = tags.get("k", "rsa")
    if kind not in ("rsa", "ed25519"):
        hint = "; write it in small letters" if kind.lower() in ("rsa", "ed25519") else ""
        raise _Fault("wrong_algorithm", f"k={shown(kind)} is no kind of key in use{hint}")
    der = _decoded(tags["p"], text)
    bits = _rsa_bits(der, text) if kind == "rsa" else _ed25519_bits(der, tags["p"], text)
    remarks = [f"the tag {shown(tag)}= is unknown" for tag in tags if tag not in "vghknpst"]
    return KeyRecord(
        text=text,
        type=kind,
        bits=bits,
        der=der,
        testing="y" in flags,
        strict="s" in flags,
        services=services,
        hashes=hashes,
        remarks=tuple(remarks),
    )


def _tags(text: str) -> dict[str, str]:
    if not re.search(r"(?:^|[;\s\"'])(?:p|k)\s*=|dkim1", text[:600], re.IGNORECASE):
        raise _Fault("not_a_key", f"{shown(text)!r} is no DKIM key")
    if re.match(r"\s*v\s*=\s*(spf|dmarc|bimi|sts|tlsrpt)", text, re.IGNORECASE):
        raise _Fault("not_a_key", f"{shown(text)!r} is another kind of record")
    if "\\" in text:
        raise _Fault("bad_tag_list", "a backslash stands in the record; type it without",
                     better=_accepted(text.replace("\\", "")))  # fmt: skip
    if '"' in text or "'" in text:
        raise _Fault("bad_tag_list", "quotation marks became part of the record; type it without",
                     better=_accepted(re.sub("[\"'][ \t]*", "", text)))  # fmt: skip
    tags: dict[str, str] = {}
    for piece in text.split(";"):
        name, equals, value = piece.partition("=")
        tag = name.strip()
        if not piece.strip():
            continue
        if not equals or not _TAG.fullmatch(tag):
            raise _Fault("bad_tag_list", f"{shown(piece.strip())!r} is no tag=value")
        if tag in tags:
            raise _Fault("bad_tag_list", f"the tag {tag}= stands twice")
        tags[tag] = value.strip()
    return tags


def _version(tags: dict[str, str], text: str) -> None:
    """v= is optional; where it stands it comes first and is exactly DKIM1."""
    if "v" not in tags:
        return
    if re.match(r"DKIM1[\s,:]+\S*=", tags["v"], re.IGNORECASE):
        spaced = re.sub(r"[\s,]+(?=[a-z]\s*=)", "; ", text)
        raise _Fault("bad_tag_list", "the semicolons between the tags are missing",
                     better=_accepted(spaced))  # fmt: skip
    if tags["v"] != "DKIM1":
        better = text.replace(tags["v"], "DKIM1", 1)
        raise _Fault("bad_version", f"v={shown(tags['v'])} has to be exactly v=DKIM1",
                     better=_accepted(better))  # fmt: skip
    if next(iter(tags)) != "v":
        rest = "; ".join(f"{tag}={value}" for tag, value in tags.items() if tag != "v")
        raise _Fault("version_not_first", "v=DKIM1 has to be the first tag",
                     better=_accepted(f"v=DKIM1; {rest}"))  # fmt: skip


def _accepted(text: str) -> str:
    """A mended value, if it is a usable key now."""
    return text if isinstance(parse_key(text), KeyRecord) else ""


def _decoded(value: str, text: str) -> bytes:
    compact = re.sub(r"\s+", "", value)
    if not compact:
        raise _Fault("revoked", "p= is empty, which says that the key was revoked")
    if "-----" in compact:
        words = "the lines -----BEGIN and END PUBLIC KEY----- do not belong in the record"
        raise _Fault("bad_base64", words)
    bare = compact.rstrip("=")
    odd = next(
        (mark for mark in bare if not (mark.isascii() and (mark.isalnum() or mark in "+/"))), ""
    )
    if odd:
        words = f"the key in p= holds {shown(odd)!r}, which no key can hold"
        raise _Fault("bad_base64", words)
    try:
        der = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error as error:
        der = base64.b64decode(bare[:-1] + "=" * (-(len(bare) - 1) % 4))
        if _is_cut(der):
            raise _Fault("truncated", _cut_words(text)) from error
        raise _Fault("bad_base64", "a character of the key in p= is missing or too many") from error
    if _is_cut(der):
        raise _Fault("truncated", _cut_words(text))
    return der


def _cut_words(text: str) -> str:
    where = " at 255 characters" if len(text) <= 256 else ""
    return f"the end of the key is missing: the DNS panel cut the value off{where}"


def _is_cut(der: bytes) -> bool:
    """Whether an ASN.1 sequence announces more octets than there are."""
    if len(der) < 2 or der[0] != 0x30:
        return False
    header, length = _length(der, 1)
    return header + length > len(der)


def _length(der: bytes, place: int) -> tuple[int, int]:
    """Where the content begins and how long it says it is; a lie about length is (0, huge)."""
    first = der[place]
    if first < 0x80:
        return place + 1, first
    count = first & 0x7F
    if not 1 <= count <= 3 or place + 1 + count > len(der):
        return 0, 1 << 30
    return place + 1 + count, int.from_bytes(der[place + 1 : place + 1 + count])


def _rsa_bits(der: bytes, text: str) -> int:
    if der.startswith(_ED25519_SPKI) or len(der) == 32:
        words = "this is an Ed25519 key, but k=ed25519 is missing"
        raise _Fault("wrong_algorithm", words)
    numbers = rsa_numbers(der)
    if numbers is None:
        raise _Fault("bad_der", "p= holds something else than an RSA key")
    bits = numbers[0].bit_length()
    if bits < SHORTEST_RSA:
        words = f"the key has only {bits} bits; mail servers ignore keys below {SHORTEST_RSA}"
        raise _Fault("too_short", words, bits=bits)
    return bits


def rsa_numbers(der: bytes) -> tuple[int, int] | None:
    """Modulus and exponent of an RSA key, wrapped (SubjectPublicKeyInfo) or bare; None for none."""
    try:
        body = _content(der, 0, 0x30)
        if body[0] == 0x30:
            algorithm = _content(body, 0, 0x30)
            if not algorithm.startswith(_RSA_ID):
                return None
            start, length = _length(body, 1)
            bits = _content(body, start + length, 0x03)
            if bits[0] != 0:
                return None
            body = _content(bits[1:], 0, 0x30)
        start, length = _length(body, 1)
        modulus = int.from_bytes(_content(body, 0, 0x02))
        exponent = int.from_bytes(_content(body, start + length, 0x02))
    except (IndexError, ValueError):
        return None
    return (modulus, exponent) if modulus > 1 and exponent > 1 and modulus & 1 else None


def _content(der: bytes, place: int, tag: int) -> bytes:
    if der[place] != tag:
        raise ValueError("another kind of value")
    start, length = _length(der, place + 1)
    if not start or start + length > len(der):
        raise ValueError("cut off")
    return der[start : start + length]


def _ed25519_bits(der: bytes, value: str, text: str) -> int:
    if len(der) == 32:
        return 256
    if der.startswith(_ED25519_SPKI) and len(der) == 44:
        raw = base64.b64encode(der[-32:]).decode()
        words = "the Ed25519 key is wrapped; p= has to hold the bare 32 octets (44 characters)"
        raise _Fault("ed25519_spki", words, better=_accepted(text.replace(value, raw)))
    raise _Fault("bad_der", f"an Ed25519 key has 32 octets, and p= holds {len(der)}")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyLookup:
    """What stands at a selector. ``others`` are values that have nothing to do with DKIM."""

    name: str
    answer: Answer
    keys: tuple[KeyRecord, ...] = ()
    faults: tuple[KeyFault, ...] = ()
    others: tuple[KeyFault, ...] = ()

    @property
    def key(self) -> KeyRecord | None:
        """The usable key; None with none and, as nobody knows which one counts, with several."""
        return self.keys[0] if len(self.keys) == 1 else None


def find_key(selector: str, domain: str, lookup: Lookup) -> KeyLookup:
    """The key of ``selector._domainkey.domain``."""
    name = f"{selector}._domainkey.{domain}".lower().rstrip(".")
    answer = lookup(name, "TXT") if askable(name) else Answer(name, "TXT", Outcome.NXDOMAIN)
    return keys_in(name, answer)


def keys_in(name: str, answer: Answer) -> KeyLookup:
    """The TXT values of a selector, sorted into keys, broken keys and others."""
    keys, faults = _sorted(answer.values)
    return KeyLookup(
        name=name,
        answer=answer,
        keys=tuple(keys),
        faults=tuple(fault for fault in faults if fault.kind != "not_a_key"),
        others=tuple(fault for fault in faults if fault.kind == "not_a_key"),
    )


def _sorted(values: Iterable[str]) -> tuple[list[KeyRecord], list[KeyFault]]:
    parsed = [parse_key(value) for value in list(values)[:50]]
    return (
        [entry for entry in parsed if isinstance(entry, KeyRecord)],
        [entry for entry in parsed if isinstance(entry, KeyFault)],
    )
