"""Kinds of email that somebody may do without, and how they say so.

Almost all of ours answer something a person just did: those are transactional and carry no way out.
A kind that is registered here carries one: ``List-Unsubscribe`` with the one-click ``POST`` of
RFC 8058, and a line at its end.
"""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.core import signing

from ops.outbox.addresses import keys

#: Everything one may do without.
ANY = "optional"
SALT = "ops.outbox.stop"
#: How long the link of an email works, in seconds: longer than anybody keeps a newsletter open.
LASTS = 2 * 365 * 24 * 3600

_titles: dict[str, str] = {}


def register(kind: str, title: str) -> None:
    """Say that emails of a kind can be done without; ``title`` is how a person calls them."""
    _titles[kind] = title


def title(kind: str) -> str:
    """How a person calls them; "" for a kind nobody registered."""
    return _titles.get(kind, "")


def of(kind: str) -> list[str]:
    """The topics by which an email of a kind may have been stopped; none for transactional ones."""
    return [ANY, kind] if kind in _titles else []


def link(kind: str, address: str) -> str:
    """The page on which the person behind an address stops emails of a kind.

    It names a hash and no address, is signed, and ends: https://datatracker.ietf.org/doc/html/rfc8058
    wants it to work without a sign-in.
    """
    token = signing.dumps({"k": keys(address)[0], "t": kind}, salt=SALT)
    return f"{settings.SITE_URL}/email/stop/{token}/"


def read(token: str) -> tuple[str, str] | None:
    """The key and the kind that a link names; None for one that is forged, or old."""
    try:
        data = signing.loads(token, salt=SALT, max_age=LASTS)
        return str(data["k"]), str(data["t"])
    except (signing.BadSignature, KeyError, TypeError):
        return None


def headers(where: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058; the provider signs them with the rest."""
    return {
        "List-Unsubscribe": f"<{where}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def with_way_out(kind: str, where: str, text: str, html: str) -> tuple[str, str]:
    """The email with a line at its end."""
    said = f"No more emails like this ({title(kind)}):"
    text = f"{text.rstrip()}\n\n--\n{said}\n{where}\n"
    if html:
        line = f'<p><small>{escape(said)} <a href="{escape(where)}">{escape(where)}</a></small></p>'
        head, end, tail = html.rpartition("</body>")
        html = f"{head}{line}{end}{tail}" if end else f"{html}{line}"
    return text, html
