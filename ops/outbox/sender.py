"""Who every email is from: DEFAULT_FROM_EMAIL, whatever marks the name in it holds."""

from __future__ import annotations

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
