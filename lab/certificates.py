"""A small certificate authority for tests: good certificates, and every way to get them wrong.

    root = Authority.root()                        # what ``--ca-file`` gets: root.file(tmp_path)
    middle = root.intermediate()
    good = middle.leaf("example.com", "www.example.com")
    good.presenting()                              # the leaf alone: the intermediate is missing
    good.presenting(other.certificate, middle.certificate)   # any chain, in any order
    middle.leaf("example.com", left=-1)            # expired yesterday
    middle.leaf("example.com", left=20, lifetime=45)
    self_signed("example.com")

An ``Identity`` is what a server shows (see ``lab.tls_server``): a leaf, its key, and the
certificates sent after it. Days may be fractions. Keys are P-256 unless asked otherwise, since
those cost nothing to make.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID as Access
from cryptography.x509.oid import ExtendedKeyUsageOID as Usage
from cryptography.x509.oid import NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
#: ``sha256WithRSAEncryption`` and ``sha1WithRSAEncryption`` (RFC 8017 appendix C), equally long.
SHA256_RSA, SHA1_RSA = (bytes.fromhex(f"06092a864886f70d0101{last}") for last in ("0b", "05"))


def new_key(kind: str = "ec") -> PrivateKey:
    """A fresh key: ``ec`` (P-256), or ``rsa1024``, ``rsa2048`` and so on."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:]))
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Identity:
    """What a server shows: a leaf with its key, then ``chain`` in the order it is sent."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    def presenting(self, *chain: x509.Certificate) -> Identity:
        """The same leaf with other certificates after it; with none, the leaf alone."""
        return replace(self, chain=chain)

    @property
    def pem(self) -> bytes:
        """Leaf and chain, as in a ``fullchain.pem``."""
        return b"".join(as_pem(entry) for entry in (self.certificate, *self.chain))

    @property
    def key_pem(self) -> bytes:
        """The private key, not encrypted."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def files(self, folder: Path, name: str = "site") -> tuple[str, str]:
        """Write ``NAME.pem`` and ``NAME.key`` (for nginx, for example); gives their paths."""
        chain, key = folder / f"{name}.pem", folder / f"{name}.key"
        chain.write_bytes(self.pem)
        key.write_bytes(self.key_pem)
        return str(chain), str(key)


@dataclass(frozen=True)
class Authority:
    """A root or an intermediate that issues certificates.

    ``chain`` is what a server has to send below the root: this authority's own certificate and
    the intermediates above it; nothing for a root.
    """

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @classmethod
    def root(
        cls,
        name: str = "Example Lab Root",
        organisation: str = "Example Lab",
        *,
        key: str = "ec",
        left: float = 3000,
        lifetime: float = 3650,
    ) -> Authority:
        """A root of its own, trusted by nobody but who is given ``file``."""
        private, subject = new_key(key), _name(name, organisation)
        builder = _builder(subject, subject, private, left, lifetime)
        builder = _as_authority(builder, private, private)
        return cls(builder.sign(private, hashes.SHA256()), private)

    def intermediate(
        self,
        name: str = "Example Lab Intermediate",
        organisation: str = "Example Lab",
        *,
        key: str = "ec",
        left: float = 1500,
        lifetime: float = 1825,
        aia: str = "",
    ) -> Authority:
        """An authority below this one. ``aia`` is the URL where its issuer can be had."""
        private = new_key(key)
        builder = _builder(
            _name(name, organisation), self.certificate.subject, private, left, lifetime
        )
        builder = _with_aia(_as_authority(builder, private, self.key), aia)
        signed = builder.sign(self.key, hashes.SHA256())
        return Authority(signed, private, (signed, *self.chain))

    def leaf(
        self,
        *names: str,
        left: float = 60,
        lifetime: float = 90,
        common_name: str = "",
        key: str = "ec",
        sha1: bool = False,
        aia: str = "",
        for_servers: bool = True,
    ) -> Identity:
        """A certificate for host names or IP addresses, with the right chain behind it.

        ``left`` is the days until it ends (below 0: ended), ``lifetime`` the days it lasts in
        all; ``left`` > ``lifetime`` is one that is not valid yet. Without ``names`` it has no
        SAN at all; ``common_name`` is put into the subject, which is empty otherwise. ``sha1``
        wants an authority with an RSA key.
        """
        private = new_key(key)
        subject = _name(common_name) if common_name else x509.Name([])
        builder = _builder(subject, self.certificate.subject, private, left, lifetime)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False
        )
        builder = _with_aia(_as_leaf(builder, names, not common_name, for_servers), aia)
        signed = builder.sign(self.key, hashes.SHA256())
        return Identity(self._with_sha1(signed) if sha1 else signed, private, self.chain)

    def _with_sha1(self, certificate: x509.Certificate) -> x509.Certificate:
        """The same certificate signed the old way, which ``cryptography`` no longer does."""
        if not isinstance(self.key, rsa.RSAPrivateKey):
            raise ValueError("SHA-1 is for an authority with an RSA key here")
        signed = certificate.tbs_certificate_bytes.replace(SHA256_RSA, SHA1_RSA)
        signature = self.key.sign(signed, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303
        algorithm = _der(0x30, SHA1_RSA + b"\x05\x00")
        return x509.load_der_x509_certificate(
            _der(0x30, signed + algorithm + _der(0x03, b"\x00" + signature))
        )

    @property
    def pem(self) -> bytes:
        """Its certificate, for a list of trusted authorities."""
        return as_pem(self.certificate)

    def file(self, folder: Path, name: str = "root") -> str:
        """Write ``NAME.pem``; gives the path, for ``--ca-file``."""
        path = folder / f"{name}.pem"
        path.write_bytes(self.pem)
        return str(path)


def self_signed(
    *names: str,
    left: float = 60,
    lifetime: float = 90,
    common_name: str = "example.com",
    key: str = "ec",
) -> Identity:
    """A certificate that vouches for itself, as ``openssl req -x509`` makes them."""
    private, subject = new_key(key), _name(common_name)
    builder = _as_leaf(_builder(subject, subject, private, left, lifetime), names, False, True)
    return Identity(builder.sign(private, hashes.SHA256()), private)


def as_pem(certificate: x509.Certificate) -> bytes:
    """One certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def _der(tag: int, content: bytes) -> bytes:
    """One DER element (X.690 8.1); the length in its long form, of two bytes, from 128 on."""
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def _name(common_name: str, organisation: str = "") -> x509.Name:
    parts = [(NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common_name)]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, left: float, lifetime: float
) -> x509.CertificateBuilder:
    ends = datetime.now(UTC) + timedelta(days=left)
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=ends - timedelta(days=lifetime),
        not_valid_after=ends,
    )


def _as_authority(
    builder: x509.CertificateBuilder, key: PrivateKey, signer: PrivateKey
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    return (
        builder.add_extension(x509.BasicConstraints(True, None), True)
        .add_extension(usage, True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
        )
    )


def _as_leaf(
    builder: x509.CertificateBuilder, names: Sequence[str], critical: bool, for_servers: bool
) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(False, None), True)
    purpose = Usage.SERVER_AUTH if for_servers else Usage.EMAIL_PROTECTION
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), False)
    if not names:
        return builder
    entries = [_alternative(name) for name in names]
    return builder.add_extension(x509.SubjectAlternativeName(entries), critical)


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _with_aia(builder: x509.CertificateBuilder, url: str) -> x509.CertificateBuilder:
    if not url:
        return builder
    where = x509.AccessDescription(Access.CA_ISSUERS, x509.UniformResourceIdentifier(url))
    return builder.add_extension(x509.AuthorityInformationAccess([where]), False)
