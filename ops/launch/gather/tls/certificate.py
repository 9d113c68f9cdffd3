"""Reads certificates that strangers present: bounded, and never trusting a string in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from cryptography.x509.oid import NameOID, ObjectIdentifier

from ops.launch.gather.tls.facts import Certificate

#: Certificates of one chain, and bytes of one, that are read.
CHAIN, SIZE = 12, 64 * 1024
#: Names of one certificate that are kept (authorities allow 100, Cloudflare's old ones had more),
#: and characters of one text.
NAMES, TEXT = 1000, 200
#: Hashes whose signatures ``cryptography`` no longer verifies.
OUTDATED = ("sha1", "md5")


def parsed(chain: Sequence[bytes]) -> list[x509.Certificate]:
    """The certificates of a chain in DER, up to the first that cannot be read."""
    read: list[x509.Certificate] = []
    for der in chain[:CHAIN]:
        certificate = loaded(der) if len(der) <= SIZE else None
        if certificate is None:
            break
        read.append(certificate)
    return read


def loaded(der: bytes) -> x509.Certificate | None:
    """One certificate in DER; None where it cannot be read."""
    try:
        return None if _has_odd_serial(der) else x509.load_der_x509_certificate(der)
    except Exception:  # A stranger's bytes fail in many ways, and all mean the same.
        return None


def _has_odd_serial(der: bytes) -> bool:
    """Whether the serial number is zero or negative (RFC 5280 4.1.2.2 forbids it).

    ``cryptography`` warns of these on stderr today and will refuse them tomorrow.
    """
    place, _ = _element(der, 0)
    place, _ = _element(der, place)
    if der[place] == 0xA0:
        _, place = _element(der, place)
    start, end = _element(der, place)
    return der[start] >= 0x80 or not any(der[start:end])


def _element(der: bytes, place: int) -> tuple[int, int]:
    """Where the content of a DER element begins and ends (X.690 8.1)."""
    size, start = der[place + 1], place + 2
    if size >= 0x80:
        start += size - 0x80
        size = int.from_bytes(der[place + 2 : start], "big")
    return start, start + size


def described(certificate: x509.Certificate) -> Certificate:
    """The plain data of a certificate; what cannot be read in it is left empty."""
    key, bits = _key(certificate)
    names, addresses = _alternatives(certificate)
    subject, issuer = _name(lambda: certificate.subject), _name(lambda: certificate.issuer)
    return Certificate(
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        common_name=_part(subject, NameOID.COMMON_NAME),
        organisation=_part(subject, NameOID.ORGANIZATION_NAME),
        subject=_whole(subject),
        issuer=_whole(issuer),
        issuer_common_name=_part(issuer, NameOID.COMMON_NAME),
        issuer_organisation=_part(issuer, NameOID.ORGANIZATION_NAME),
        serial=f"{certificate.serial_number:x}"[:80],
        names=names,
        addresses=addresses,
        key=key,
        bits=bits,
        signed_with=_hash(certificate),
        issuers_at=_issuers_at(certificate),
        is_authority=_is_authority(certificate),
        self_signed=issued_by(certificate, certificate),
    )


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether ``issuer`` signed it: its name fits and the signature holds.

    Where the signature is of a kind that is no longer computed here, the name and the key
    identifiers decide.
    """
    try:
        if certificate.issuer != issuer.subject:
            return False
        if _hash(certificate) in OUTDATED:
            return _same_key_named(certificate, issuer)
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # A stranger's bytes: whatever fails in reading them, it proves nothing.
        return False
    return True


def _same_key_named(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    wanted = _extension(certificate, x509.AuthorityKeyIdentifier)
    has = _extension(issuer, x509.SubjectKeyIdentifier)
    if isinstance(wanted, x509.AuthorityKeyIdentifier) and isinstance(
        has, x509.SubjectKeyIdentifier
    ):
        return wanted.key_identifier in (None, has.digest)
    return certificate.issuer == issuer.subject


def clean(text: str) -> str:
    """One line without control characters, of bounded length."""
    printable = "".join(
        mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text
    )
    return printable if len(printable) <= TEXT else printable[:TEXT] + "…"


def _name(read: Callable[[], x509.Name]) -> x509.Name | None:
    try:
        return read()
    except Exception:  # As above: what cannot be read is left empty.
        return None


def _part(name: x509.Name | None, oid: ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid) if name else []
    return clean(str(found[0].value)) if found else ""


def _whole(name: x509.Name | None) -> str:
    return clean(name.rfc4514_string()) if name else ""


def _extension(
    certificate: x509.Certificate, kind: type[x509.ExtensionType]
) -> x509.ExtensionType | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except Exception:  # Not there, there twice, or not readable.
        return None


def _alternatives(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = _extension(certificate, x509.SubjectAlternativeName)
    if not isinstance(found, x509.SubjectAlternativeName):
        return (), ()
    names = found.get_values_for_type(x509.DNSName)[:NAMES]
    addresses = found.get_values_for_type(x509.IPAddress)[:NAMES]
    return tuple(clean(name).lower() for name in names), tuple(str(entry) for entry in addresses)


def _issuers_at(certificate: x509.Certificate) -> tuple[str, ...]:
    found = _extension(certificate, x509.AuthorityInformationAccess)
    if not isinstance(found, x509.AuthorityInformationAccess):
        return ()
    return tuple(
        clean(str(entry.access_location.value))
        for entry in list(found)[:10]
        if entry.access_method == Access.CA_ISSUERS
    )


def _is_authority(certificate: x509.Certificate) -> bool:
    found = _extension(certificate, x509.BasicConstraints)
    return isinstance(found, x509.BasicConstraints) and found.ca


def _hash(certificate: x509.Certificate) -> str:
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return ""
    return algorithm.name if algorithm else ""


def _key(certificate: x509.Certificate) -> tuple[str, int]:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return "", 0
    match key:
        case rsa.RSAPublicKey():
            return "RSA", key.key_size
        case ec.EllipticCurvePublicKey():
            return "EC", key.key_size
        case ed25519.Ed25519PublicKey():
            return "Ed25519", 256
        case ed448.Ed448PublicKey():
            return "Ed448", 456
        case dsa.DSAPublicKey():
            return "DSA", key.key_size
        case _:
            return "", 0
