"""What one daily look saw, as plain data: the world in, nothing decided.

A *subject* is a kind and a name, such as ``MX example.com``. Of each record subject the values are
known, "()" for none, or it stands in ``unknown`` with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: The kinds of records that are compared. ``LEADS`` is where a name leads: ``CNAME target``, or its
#: addresses.
NS, LEADS, MX, SPF, DKIM, DMARC, CAA = "NS", "LEADS", "MX", "SPF", "DKIM", "DMARC", "CAA"
REGISTRAR = "REGISTRAR"
#: The kinds of what is not a record.
CERTIFICATE, EXPIRY, STATUS = "CERTIFICATE", "EXPIRY", "STATUS"
ALIAS = "CNAME "


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The certificate that a host shows; of several the one that ends first."""

    host: str
    begins: datetime
    ends: datetime
    issuer: str = ""
    fingerprint: str = ""

    @property
    def lifetime(self) -> timedelta:
        """How long it lasts in all."""
        return self.ends - self.begins


@dataclass(frozen=True, kw_only=True, slots=True)
class Registered:
    """The registration. ``off`` are statuses that take the domain away, in the registry's words."""

    domain: str
    expires: datetime | None
    off: tuple[str, ...] = ()
    registrar: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """All of it. ``registered`` is None where it is unknown, or where there is no such domain.

    ``unknown`` is the reason by subject. ``pooled`` says that the platform gives each name other
    addresses from time to time. ``where`` is the page on which the zone is edited.
    """

    domain: str = ""
    certificates: tuple[Shown, ...] = ()
    registered: Registered | None = None
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)
    pooled: bool = False
    where: str = ""


def subject(kind: str, name: str) -> str:
    """The subject of a kind and a name."""
    return f"{kind} {name}"


def split(text: str) -> tuple[str, str]:
    """The kind and the name of a subject."""
    kind, _, name = text.partition(" ")
    return kind, name
