"""Which authorities are trusted here, and where a presented chain leads."""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from ops.launch.findings import CannotTell
from ops.launch.gather.tls.certificate import described, issued_by, loaded
from ops.launch.gather.tls.facts import Ending, Trust

PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class Store:
    """The trusted certificates, by the name they go by."""

    by_name: dict[x509.Name, list[x509.Certificate]]
    given: bool

    @classmethod
    def of(cls, ca_file: str = "") -> Store:
        """Those of ``--ca-file`` alone, or of this machine; raises ``CannotTell``."""
        files = [Path(ca_file)] if ca_file else _system_files()
        by_name: dict[x509.Name, list[x509.Certificate]] = {}
        seen: set[bytes] = set()
        for file in files:
            for certificate in _read(file, strict=bool(ca_file)):
                mark = certificate.fingerprint(SHA256())
                if mark not in seen:
                    seen.add(mark)
                    by_name.setdefault(certificate.subject, []).append(certificate)
        return cls(by_name, bool(ca_file))

    def issuer_of(self, certificate: x509.Certificate) -> x509.Certificate | None:
        """The trusted certificate that signed it; a root rather than an intermediate."""
        found = [
            entry
            for entry in self.by_name.get(certificate.issuer, [])
            if issued_by(certificate, entry)
        ]
        return next(
            (entry for entry in found if issued_by(entry, entry)), found[0] if found else None
        )

    def holds(self, certificate: x509.Certificate) -> bool:
        """Whether this very certificate is trusted."""
        return certificate in self.by_name.get(certificate.subject, [])

    def fact(self) -> Trust:
        """What the checks need to know of it."""
        entries = [described(entry) for listed in self.by_name.values() for entry in listed]
        return Trust(
            count=len(entries),
            fingerprints=frozenset(entry.fingerprint for entry in entries),
            organisations=frozenset(entry.organisation for entry in entries) - {""},
            common_names=frozenset(entry.common_name for entry in entries) - {""},
            given=self.given,
        )


def trusting(ca_file: str = "") -> ssl.SSLContext:
    """A context that asks OpenSSL for its verdict on a chain, and nothing else.

    Names and the strength of keys are judged by the checks, which can say more than "failed"; so
    they do not hide each other here. Like a browser it connects to servers that renegotiate the
    old way. Raises ``CannotTell`` where ``--ca-file`` cannot be read.
    """
    context = looking()
    try:
        if ca_file:
            context.load_verify_locations(ca_file)
        else:
            context.load_default_certs()
    except (OSError, ssl.SSLError) as error:
        raise CannotTell(f"The file {ca_file} of --ca-file holds no certificates.") from error
    context.verify_mode = ssl.CERT_REQUIRED
    # An intermediate in --ca-file counts as trusted, as it does for curl and for Python 3.13.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def looking() -> ssl.SSLContext:
    """A context that takes whatever certificate is shown, over TLS 1.2 or newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def followed(chain: Sequence[x509.Certificate], store: Store) -> tuple[tuple[int, ...], Ending]:
    """The places in ``chain`` that link the leaf to its top, and where that leads."""
    if not chain:
        return (), Ending.OPEN
    path = [0]
    while True:
        current = chain[path[-1]]
        if store.holds(current):
            return tuple(path), Ending.TRUSTED
        if issued_by(current, current):
            alone = len(path) == 1
            return tuple(path), Ending.SELF_SIGNED if alone else Ending.UNKNOWN_ROOT
        anchor = store.issuer_of(current)
        if anchor is not None and issued_by(anchor, anchor):
            return tuple(path), Ending.TRUSTED
        above = next(
            (
                place
                for place in range(len(chain))
                if place not in path and issued_by(current, chain[place])
            ),
            None,
        )
        if above is None:
            return tuple(path), _without_more(anchor, store)
        path.append(above)


def _without_more(anchor: x509.Certificate | None, store: Store) -> Ending:
    """Nothing more was sent; ``anchor`` is the trusted intermediate that comes next, if any."""
    if anchor is None:
        return Ending.OPEN
    return Ending.COMPLETED_HERE if store.issuer_of(anchor) else Ending.TRUSTED


def _system_files() -> list[Path]:
    """Where this machine keeps them: one bundle, or else a folder of files."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile:
        return [Path(paths.cafile)]
    folder = Path(paths.capath) if paths.capath else None
    return sorted(folder.iterdir())[:2000] if folder and folder.is_dir() else []


def _read(file: Path, *, strict: bool) -> list[x509.Certificate]:
    try:
        blocks = PEM.findall(file.read_text("latin-1"))
        read = [loaded(ssl.PEM_cert_to_DER_cert(block)) for block in blocks]
    except (OSError, ValueError):
        read = []
    found = [certificate for certificate in read if certificate]
    if strict and not found:
        raise CannotTell(f"The file {file} of --ca-file holds no certificates.")
    return found
