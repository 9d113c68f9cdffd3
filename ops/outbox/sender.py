"""Who every email is from: DEFAULT_FROM_EMAIL, whatever marks the name in it holds."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings


def name_and_address() -> tuple[str, str]:
    """The name, which may be "", and the plain address.

    The address is what stands between < and >: a parser of headers would take a name with a
    comma in it for two addresses.
    """
    name, found, rest = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return (name.strip().strip('"'), rest.rstrip("> ")) if found else ("", rest.strip())


def header() -> str:
    """The sender as a mail header wants it: the name quoted."""
    name, address = name_and_address()
    if not name:
        return address
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>'


def message_id(row_id: UUID) -> str:
    """The Message-ID (RFC 5322, 3.6.4), the same at every try; at the domain of the sender."""
    domain = name_and_address()[1].rpartition("@")[2] or "localhost"
    return f"<{row_id}@{domain}>"
