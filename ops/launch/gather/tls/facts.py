"""What is known about the TLS of the public names: plain data that a test can write by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ops.launch.world import Target


class Outcome(StrEnum):
    """What became of a connection to one address.

    The first five never got as far as TLS. ``BROKEN`` begins a TLS connection that this machine
    cannot finish; ``OLD`` speaks TLS, in versions nobody accepts any more.
    """

    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    NO_ROUTE = "no_route"
    PRIVATE = "private"
    SILENT = "silent"
    HUNG_UP = "hung_up"
    ALERT = "alert"
    PLAIN_HTTP = "plain_http"
    NOT_TLS = "not_tls"
    BROKEN = "broken"
    OLD = "old"
    LATE = "late"
    OK = "ok"


#: Outcomes that tell nothing about the server: the fault may as well be on this side.
UNHEARD = frozenset(
    {
        Outcome.TIMEOUT,
        Outcome.SILENT,
        Outcome.NO_ROUTE,
        Outcome.LATE,
        Outcome.PRIVATE,
        Outcome.BROKEN,
    }
)


class Ending(StrEnum):
    """Where the chain that a server presents ends, followed upwards by name and signature."""

    TRUSTED = "trusted"
    #: The certificate vouches for itself.
    SELF_SIGNED = "self_signed"
    #: A root was sent, and it is not among the trusted ones.
    UNKNOWN_ROOT = "unknown_root"
    #: The next issuer was neither sent nor is it a trusted root.
    OPEN = "open"
    #: Complete only because the intermediate happens to be among the trusted ones here.
    COMPLETED_HERE = "completed_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate. ``names`` are its DNS names (SAN) in lower case, ``addresses`` its IPs.

    ``key`` is RSA, EC, Ed25519, DSA or "" (not readable) and ``bits`` its size; ``signed_with`` the
    hash of the signature ("" where it has none of its own); ``issuers_at`` where the issuer's
    certificate can be had (AIA caIssuers, RFC 5280 4.2.2.1).
    """

    fingerprint: str
    not_before: datetime
    not_after: datetime
    common_name: str = ""
    organisation: str = ""
    subject: str = ""
    issuer: str = ""
    issuer_common_name: str = ""
    issuer_organisation: str = ""
    serial: str = ""
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    key: str = "EC"
    bits: int = 256
    signed_with: str = "sha256"
    issuers_at: tuple[str, ...] = ()
    is_authority: bool = False
    self_signed: bool = False

    @property
    def lifetime(self) -> timedelta:
        """How long it lasts in all."""
        return self.not_after - self.not_before

    @property
    def called(self) -> str:
        """What a person would call it."""
        return self.common_name or self.organisation or next(iter(self.names), "") or self.serial

    @property
    def issuer_called(self) -> str:
        """What a person would call its issuer."""
        return self.issuer_common_name or self.issuer_organisation or self.issuer or "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address of one host, as a client meets it.

    ``chain`` is what was presented, leaf first; ``path`` the places in it that link the leaf to
    the top, and ``ending`` where that leads. ``verify_code`` and ``verify_message`` are OpenSSL's
    (0 is good; None when it was not asked); the host name is left out of that verdict.
    ``versions`` tells which of 1.0 to 1.3 are accepted; None where that is not known. ``given``
    says that ``--connect-to`` leads here.
    """

    host: str
    address: str
    port: int = 443
    given: bool = False
    outcome: Outcome = Outcome.OK
    detail: str = ""
    chain: tuple[Certificate, ...] = ()
    path: tuple[int, ...] = ()
    ending: Ending = Ending.TRUSTED
    verify_code: int | None = 0
    verify_message: str = ""
    versions: tuple[tuple[str, bool | None], ...] = ()

    @property
    def family(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.address else 4

    @property
    def leaf(self) -> Certificate | None:
        """The host's own certificate, where one was seen."""
        return self.chain[0] if self.chain else None

    @property
    def top(self) -> Certificate | None:
        """The last certificate that the leaf leads to."""
        return self.chain[self.path[-1]] if self.path else self.leaf

    def accepts(self, version: str) -> bool | None:
        """Whether a protocol version is accepted; None where that is not known."""
        return dict(self.versions).get(version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What DNS said of a host: ``absent`` is certain, ``unknown`` is why it could not be asked.

    ``partly`` is why one of the two address families is not known.
    """

    host: str
    absent: bool = False
    unknown: str = ""
    partly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The authorities that are trusted here: how many, their organisations and names.

    ``fingerprints`` are their certificates'; ``given`` says that they come from ``--ca-file``.
    """

    count: int
    fingerprints: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    common_names: frozenset[str] = frozenset()
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFacts:
    """The TLS of every public name, at ``now``."""

    target: Target
    now: datetime
    names: tuple[Name, ...]
    endpoints: tuple[Endpoint, ...]
    trust: Trust
    ipv6_here: bool = True

    def of(self, host: str) -> tuple[Endpoint, ...]:
        """Every endpoint of a host."""
        return tuple(endpoint for endpoint in self.endpoints if endpoint.host == host)
