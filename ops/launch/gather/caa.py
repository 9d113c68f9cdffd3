"""Which certificate authorities may issue for a name (RFC 8659), and which one does."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509

from ops.launch.findings import Unknown
from ops.launch.gather.tls.certificate import described, loaded
from ops.launch.network.connect import NotReached, Refused
from ops.launch.network.fetch import careless
from ops.launch.network.names import parents, registrable
from ops.launch.network.resolver import Answer
from ops.launch.world import World

#: Organisations in certificates, and the names they answer to in CAA records.
CAA_NAMES = {
    "let's encrypt": ("letsencrypt.org",),
    "internet security research group": ("letsencrypt.org",),
    "google trust services": ("pki.goog",),
    "sectigo": ("sectigo.com", "comodoca.com", "comodo.com", "usertrust.com", "trust-provider.com"),
    "comodo": ("sectigo.com", "comodoca.com", "comodo.com", "usertrust.com"),
    "zerossl": ("sectigo.com", "zerossl.com"),
    "digicert": ("digicert.com", "geotrust.com", "rapidssl.com", "thawte.com", "symantec.com",
                 "digicert.ne.jp"),
    "geotrust": ("digicert.com", "geotrust.com"),
    "amazon": ("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"),
    "globalsign": ("globalsign.com",),
    "godaddy": ("godaddy.com", "starfieldtech.com"),
    "starfield": ("godaddy.com", "starfieldtech.com"),
    "ssl corp": ("ssl.com",),
    "ssl.com": ("ssl.com",),
    "entrust": ("entrust.net", "entrust.com", "affirmtrust.com"),
    "buypass": ("buypass.com", "buypass.no"),
    "microsoft": ("microsoft.com", "digicert.com"),
    "certum": ("certum.pl", "certum.eu"),
    "gandi": ("sectigo.com", "comodoca.com"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class CaaFacts:
    """``steps``: the CAA answers from the name upwards, ending at the first with records.

    ``issuer`` is the organisation in the certificate that the name shows today, and ``starred``
    says that this certificate is for ``*.…`` as well, for which ``issuewild`` counts.
    """

    host: str
    steps: tuple[Answer, ...]
    issuer: str | Unknown
    starred: bool = False


def climb(world: World, host: str) -> tuple[Answer, ...]:
    """RFC 8659 3: the name, then its parents, until one has records; a CNAME counts at its step.

    A server that does not answer for the registry's own name (``com``) says nothing of the domain.
    """
    steps: list[Answer] = []
    own = registrable(host) or host
    for name in [host, *parents(host)]:
        answer = world.ask(name, "CAA")
        if answer.failed and name != own and not name.endswith(f".{own}"):
            break
        steps.append(answer)
        if not answer.missing:
            break
    return tuple(steps)


def caa_of(world: World, host: str) -> CaaFacts:
    """The CAA records that count for a host, and who issued the certificate it shows."""
    shown = certificate_in_use(world, host)
    if isinstance(shown, Unknown):
        return CaaFacts(host=host, steps=climb(world, host), issuer=shown)
    return CaaFacts(
        host=host, steps=climb(world, host), issuer=_issuer(shown), starred=_starred(shown)
    )


def certificate_in_use(world: World, host: str) -> x509.Certificate | Unknown:
    """The certificate a host shows, whether or not it is any good."""
    port = world.target.port if host == world.target.host else 443
    try:
        ways = world.connector.ways(host, port, ()) or world.connector.ways(
            host, port, world.addresses(host)
        )
    except Refused as error:
        return Unknown(str(error))
    deadline = world.deadline.within(4)
    for way in ways[:2]:
        try:
            with world.connector.open(way, deadline) as sock:
                sock.settimeout(max(0.01, deadline.left))
                with careless().wrap_socket(sock, server_hostname=host) as tls:
                    found = loaded(tls.getpeercert(binary_form=True) or b"")
        except (NotReached, OSError, ValueError):
            continue
        if found is not None:
            return found
    return Unknown("no certificate was seen")


def _issuer(certificate: x509.Certificate) -> str:
    seen = described(certificate)
    return (seen.issuer_organisation or seen.issuer_common_name).replace("\u2019", "'")


def _starred(certificate: x509.Certificate) -> bool:
    return any(name.startswith("*.") for name in described(certificate).names)


def caa_names(organisation: str) -> tuple[str, ...]:
    """The CAA names of a certificate's issuer; () for one we do not know."""
    lower = organisation.lower()
    return next((names for part, names in CAA_NAMES.items() if part in lower), ())
