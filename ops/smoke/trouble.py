"""What a refusal or a silence of the site means, and what to change, in words for its owner."""

from __future__ import annotations

import socket
import ssl
import urllib.error
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from ops.web.maintenance import LATER, closed

#: Said, and what to do about it.
Words = tuple[str, str]

WEB = (
    "Look at the web process on your platform's page, and at its log. On a server of your own it "
    "is started with: gunicorn"
)
_PLACES = "search for it in the log, and in Sentry if SENTRY_DSN is set"


def of_connection(error: Exception, base: str, seconds: float) -> Words:
    """Why nothing came back from ``base``."""
    host = urlsplit(base).hostname or base
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    match reason:
        case socket.gaierror():
            return (
                f"the name {host} is not known: it has no DNS record",
                "If the address is typed right, add the record at whoever keeps your domain; "
                f"python manage.py check_dns {host} says which. A new one needs up to an hour.",
            )
        case ssl.SSLCertVerificationError():
            return (
                f"browsers do not trust the certificate of {host}: {reason.verify_message}",
                f"python manage.py check_ssl {host} says what is wrong with it. A name that was "
                "added to your platform just now gets its certificate within minutes.",
            )
        case ssl.SSLError():
            return (
                f"no encrypted connection to {host} comes about ({reason.reason or 'TLS error'})",
                f"python manage.py check_ssl {host} says more. If the site has no https yet, give "
                "the address with http://.",
            )
        case ConnectionRefusedError():
            port = urlsplit(base).port
            return f"nothing listens at {host}" + (f" port {port}" if port else ""), WEB
        case TimeoutError():
            return f"no answer within {seconds:.0f} seconds", WEB
        case ConnectionError():
            return "the connection was cut without an answer", WEB
        case _:
            return f"no answer: {reason}", WEB


def of_status(status: int, headers: Mapping[str, str], text: str, base: str) -> Words:
    """Why a page or a call was answered with this."""
    host = urlsplit(base).hostname or base
    ours = "x-request-id" in headers
    if status == 503 and (headers.get("retry-after") == str(LATER) or closed().title in text):
        return (
            "the site is closed for maintenance",
            "Set MAINTENANCE to false and restart it; visitors are told to come back later.",
        )
    if status == 429:
        wait = headers.get("retry-after", "")
        return (
            "it was refused: too many requests from this address",
            (f"Try again in {wait} seconds. " if wait.isdigit() else "Try again later. ")
            + "With the right OPS_TOKEN the site's own limits do not count; if it goes on, "
            "something in front of the site (such as Cloudflare) refuses. See docs/limits.md.",
        )
    if status in (301, 302, 303, 307, 308):
        there = urljoin(base, headers.get("location", ""))
        return f"it answers {status} and sends to {there}", f"Give that address: smoke_test {there}"
    if "challenge" in headers.get("cf-mitigated", ""):
        return (
            "Cloudflare asks for a puzzle instead of showing it",
            "At Cloudflare, under Security, let requests of User-Agent Slipway-smoke-test pass.",
        )
    if status == 400 and ours:
        return (
            f"the site does not know the name {host} (400)",
            f"Add {host} to ALLOWED_HOSTS, or make it SITE_URL, and restart.",
        )
    if status == 403 and ours and base:
        return (
            "the site does not let us in (403)",
            "If EDGE_SECRET is set, only requests that come through your own Cloudflare are let "
            "in: give the site's public address. See docs/behind-cloudflare.md.",
        )
    if status >= 500 and not ours:
        return (
            f"what stands in front of the site answers {status}: the site itself does not",
            WEB,
        )
    if status >= 500:
        return (
            f"the site has an error of its own ({status})",
            f"Its request id is {headers['x-request-id']}: {_PLACES}.",
        )
    if status == 404:
        return "there is no such page (404)", f"Is {base} a Slipway site, and is it up to date?"
    return f"it answers {status}", "The log says more" + (
        f": look for the request id {headers['x-request-id']}." if ours else "."
    )
