"""Where DMARC reports are sent: the URIs of ``rua`` and ``ruf`` (RFC 9989 4.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ops.launch.email.spf.misspelt import shown

_MAILTO = re.compile(
    r"mailto:([^@\s!,;<>\"]+@([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9])?\.?))"
    r"(?:\?[^!]*)?(![0-9]+[kmgt]?)?\Z",
    re.IGNORECASE,
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]+\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportAddress:
    """One URI of ``rua`` or ``ruf``; ``address`` is "" where it is no usable mailto:."""

    uri: str
    address: str = ""
    domain: str = ""
    sized: bool = False
    is_uri: bool = False


def report_address(uri: str) -> ReportAddress:
    """One URI of a list."""
    match = _MAILTO.match(uri[:2000])
    if not match:
        return ReportAddress(uri=shown(uri), is_uri=bool(_URI.match(uri)) and not _mailto(uri))
    address, domain, size = match.groups()
    return ReportAddress(
        uri=uri[:2000], address=address, domain=domain.lower().rstrip("."), sized=bool(size),
        is_uri=True,
    )  # fmt: skip


def _mailto(uri: str) -> bool:
    return uri.lower().startswith("mailto:")
