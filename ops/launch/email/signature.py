"""DKIM signatures of a received message, verified with our own hands (RFC 6376, 8301, 8463)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from ops.launch.email.dkim import KeyLookup, KeyRecord, find_key, rsa_numbers
from ops.launch.email.mime_text import Field, Message, canonical_body, canonical_field
from ops.launch.email.spf.misspelt import shown
from ops.launch.network.resolver import Lookup

#: Signatures of one message that are verified; honest mail has one to four.
MOST = 10
#: Bits of an RSA key that we compute with; longer ones would only keep the machine busy.
LONGEST_RSA = 16_384
REQUIRED = ("v", "a", "b", "bh", "d", "h", "s")
_NAME = re.compile(r"(?!-)[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)*\.?")


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureResult:
    """What became of one signature: ``result`` is pass, fail, permerror or temperror.

    ``signed`` are the names of fields it covers that are there, lower case; ``oversigned`` those
    that nobody could add afterwards. ``covered`` of ``body_size`` octets of the body are signed.
    """

    result: str
    reason: str
    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    identity: str = ""
    bits: int = 0
    signed: frozenset[str] = frozenset()
    oversigned: frozenset[str] = frozenset()
    covered: int = 0
    body_size: int = 0
    signed_at: int | None = None
    expires_at: int | None = None
    testing: bool = False
    key: KeyLookup | None = None

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        return self.result == "pass"

    @property
    def partial(self) -> bool:
        """Whether text could be added to the body without breaking it (l=)."""
        return self.covered < self.body_size


class _Stop(Exception):
    def __init__(self, result: str, reason: str) -> None:
        super().__init__(reason)
        self.result = result


def verify_signatures(message: Message, lookup: Lookup, *, now: float) -> list[SignatureResult]:
    """Each DKIM-Signature from the top down, ten at most. ``now`` is when the message came in."""
    fields = message.all("dkim-signature")
    bodies: dict[str, bytes] = {}
    results = [_Verifier(message, field, lookup, now, bodies).verify() for field in fields[:MOST]]
    if len(fields) > MOST:
        reason = f"{len(fields)} signatures stand in the message; {MOST} were looked at"
        results.append(SignatureResult(result="permerror", reason=reason))
    return results


class _Verifier:
    def __init__(
        self, message: Message, field: Field, lookup: Lookup, now: float, bodies: dict[str, bytes]
    ) -> None:
        self.message, self.field, self.lookup, self.now = message, field, lookup, now
        self.bodies = bodies
        self.tags: dict[str, str] = {}
        self.seen: dict[str, object] = {}

    def verify(self) -> SignatureResult:
        result, reason = "pass", "the signature holds"
        try:
            self._verify()
        except _Stop as stop:
            result, reason = stop.result, str(stop)
        return SignatureResult(result=result, reason=reason, **self.seen)  # type: ignore[arg-type]

    def _verify(self) -> None:
        self.tags = self._tags()
        self._describe()
        self._check_tags()
        body_hash = self._body_hash()
        key = self._key()
        if body_hash != self._decoded("bh"):
            raise _Stop("fail", "the body was changed after it was signed")
        if not self._holds(key):
            raise _Stop("fail", "a signed header field was changed, or the key is another one")
        self._time()

    def _tags(self) -> dict[str, str]:
        tags: dict[str, str] = {}
        for piece in self.field.text.split(";"):
            name, equals, value = piece.partition("=")
            tag = name.strip()
            if not piece.strip():
                continue
            if not equals or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", tag) or tag in tags:
                raise _Stop("permerror", f"{shown(piece.strip())!r} cannot stand in a signature")
            tags[tag] = value.strip()
        return tags

    def _describe(self) -> None:
        """What is said about the signature whatever becomes of it."""
        tags = self.tags
        self.seen |= {
            "domain": shown(tags.get("d", "").lower().rstrip(".")),
            "selector": shown(tags.get("s", "")),
            "algorithm": shown(tags.get("a", "").lower()),
            "identity": shown(tags.get("i", "")),
            "signed_at": _number(tags.get("t")),
            "expires_at": _number(tags.get("x")),
        }

    def _check_tags(self) -> None:
        tags = self.tags
        missing = [tag for tag in REQUIRED if not tags.get(tag)]
        if missing:
            raise _Stop(
                "permerror", f"the signature lacks {', '.join(f'{tag}=' for tag in missing)}"
            )
        if tags["v"] != "1":
            raise _Stop("permerror", f"v={shown(tags['v'])} is no version of DKIM")
        algorithm = tags["a"].lower()
        if algorithm == "rsa-sha1":
            raise _Stop("permerror", "rsa-sha1 is too weak; mail servers ignore such signatures")
        if algorithm not in ("rsa-sha256", "ed25519-sha256"):
            raise _Stop("permerror", f"a={shown(algorithm)} is no way of signing in use")
        if not _NAME.fullmatch(tags["d"]) or not _NAME.fullmatch(tags["s"]):
            raise _Stop("permerror", "d= or s= holds no name")
        if "q" in tags and "dns/txt" not in re.split(r"\s*:\s*", tags["q"].lower()):
            raise _Stop("permerror", "the key is not kept in DNS")
        identity = tags.get("i", f"@{tags['d']}").rpartition("@")[2].lower().rstrip(".")
        domain = tags["d"].lower().rstrip(".")
        if identity != domain and not identity.endswith("." + domain):
            raise _Stop("permerror", "i= lies outside the signing domain")
        if "from" not in self._names():
            raise _Stop("permerror", "the signature does not cover the From line")
        for tag in ("t", "x", "l"):
            if tag in tags and _number(tags[tag]) is None:
                raise _Stop("permerror", f"{tag}={shown(tags[tag])} is no number")

    def _names(self) -> list[str]:
        return [name.strip().lower() for name in self.tags.get("h", "").split(":")][:1000]

    def _decoded(self, tag: str) -> bytes:
        try:
            return base64.b64decode(re.sub(r"\s+", "", self.tags[tag]), validate=True)
        except (binascii.Error, ValueError):
            raise _Stop("permerror", f"{tag}= is no base64") from None

    def _ways(self) -> tuple[str, str]:
        header, _, body = self.tags.get("c", "simple/simple").lower().partition("/")
        ways = (header.strip(), body.strip() or "simple")
        if any(way not in ("simple", "relaxed") for way in ways):
            raise _Stop("permerror", f"c={shown(self.tags['c'])} is no canonical form")
        return ways

    def _body_hash(self) -> bytes:
        way = self._ways()[1]
        if way not in self.bodies:
            self.bodies[way] = canonical_body(self.message.body, way)
        body = self.bodies[way]
        size = _number(self.tags.get("l"))
        covered = len(body) if size is None else size
        self.seen |= {"covered": min(covered, len(body)), "body_size": len(body)}
        if covered > len(body):
            raise _Stop("permerror", "the body is shorter than what was signed")
        return hashlib.sha256(body[:covered]).digest()

    def _key(self) -> KeyRecord:
        found = find_key(self.tags["s"], self.tags["d"], self.lookup)
        self.seen["key"] = found
        if found.answer.failed:
            raise _Stop("temperror", f"the key at {found.name} could not be read: "
                                     f"{found.answer.words}")  # fmt: skip
        kind = self.tags["a"].lower().partition("-")[0]
        fitting = [key for key in found.keys if key.type == kind]
        if not fitting:
            why = found.faults[0].words if found.faults else "there is no key"
            if found.keys:
                why = f"the key is for {found.keys[0].type}, the signature for {kind}"
            raise _Stop("permerror", f"{found.name}: {why}")
        key = fitting[0]
        self.seen |= {"bits": key.bits, "testing": key.testing}
        identity = self.tags.get("i", "").rpartition("@")[2].lower().rstrip(".")
        if key.strict and identity and identity != self.tags["d"].lower().rstrip("."):
            raise _Stop("permerror", "the key forbids signing for subdomains (t=s)")
        return key

    def _header(self) -> bytes:
        """The signed fields in the order of h=, each name from the bottom up, and the signature."""
        way = self._ways()[0]
        left: dict[str, list[Field]] = {}
        for field in self.message.fields:
            if field is not self.field:
                left.setdefault(field.name, []).append(field)
        signed, oversigned, parts = set(), set(), []
        for name in self._names():
            if left.get(name):
                parts.append(canonical_field(left[name].pop().raw, way))
                signed.add(name)
            else:
                oversigned.add(name)
        self.seen |= {"signed": frozenset(signed), "oversigned": frozenset(oversigned)}
        title, colon, body = self.field.raw.partition(b":")
        emptied = re.sub(rb"((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*", rb"\1", body, count=1)
        own = canonical_field(title + colon + emptied.removesuffix(b"\r\n") + b"\r\n", way)
        return b"".join(parts) + own.removesuffix(b"\r\n")

    def _holds(self, key: KeyRecord) -> bool:
        data, signature = self._header(), self._decoded("b")
        try:
            if key.type == "ed25519":
                public = Ed25519PublicKey.from_public_bytes(key.der)
                public.verify(signature, hashlib.sha256(data).digest())
                return True
            numbers = rsa_numbers(key.der)
            if numbers is None or key.bits > LONGEST_RSA:
                raise _Stop("permerror", "the key is longer than anybody computes with")
            modulus, exponent = numbers
            RSAPublicNumbers(exponent, modulus).public_key().verify(
                signature, data, padding.PKCS1v15(), SHA256()
            )
        except InvalidSignature:
            return False
        except (ValueError, UnsupportedAlgorithm) as error:
            raise _Stop("permerror", "the key cannot be computed with") from error
        return True

    def _time(self) -> None:
        expires, signed = self.seen["expires_at"], self.seen["signed_at"]
        if isinstance(expires, int) and isinstance(signed, int) and expires <= signed:
            raise _Stop("permerror", "the signature ends before it begins")
        if isinstance(expires, int) and self.now > expires:
            raise _Stop("fail", "the signature had run out when the message came in")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 12 else None


def covers(results: Iterable[SignatureResult], *names: str) -> bool:
    """Whether one signature that holds covers all of some fields."""
    wanted = {name.lower() for name in names}
    return any(entry.passed and wanted <= entry.signed for entry in results)
