"""What a value must look like; each raises ``BadValue`` with the reason, never the value."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from ops.environment import BadValue
from ops.launch.network.names import BadName, ascii_name
from ops.web.client_ip import parse_proxies
from ops.web.origins import BadOrigin, tidy_origin


def long_enough(value: Any) -> None:
    """A secret that nobody guesses."""
    if len(value) < 32:
        raise BadValue("is too short; use at least 32 random characters")


def header_secret(value: Any) -> None:
    """A secret that nobody guesses and that a header carries unchanged."""
    long_enough(value)
    if not re.fullmatch(r"[\x21-\x7e]+", value):
        raise BadValue("may hold only letters, digits and signs, without spaces")


def strong_key(value: Any) -> None:
    """As Django's own check of the key wants it."""
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise BadValue(
            "is too weak; make one with: python -c "
            '"import secrets; print(secrets.token_urlsafe(50))"'
        )


def site_url(value: Any) -> None:
    """Scheme and host, nothing after it."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadValue("must start with https:// and name your host, such as https://example.com")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise BadValue("must hold only scheme and host, with nothing after the host name")


def origins(value: Any) -> None:
    """Websites, each with its scheme and host."""
    for text in value:
        try:
            tidy_origin(text)
        except BadOrigin as error:
            raise BadValue(f"names a site that cannot be read: {error}") from error


def database_url(value: Any) -> None:
    """A database this app runs on."""
    if urlsplit(value).scheme not in ("postgres", "postgresql", "sqlite"):
        raise BadValue("must start with postgres://, postgresql:// or sqlite://")


def redis_url(value: Any) -> None:
    """Redis, encrypted or not."""
    if urlsplit(value).scheme not in ("redis", "rediss"):
        raise BadValue("must start with redis:// or rediss://")


def email_url(value: Any) -> None:
    """An SMTP server with how it is encrypted."""
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps", "smtp+ssl") or not parts.hostname:
        raise BadValue(
            "must look like smtp+tls://USER:PASSWORD@HOST:587 (or smtps:// for port 465)"
        )


def host_name(value: Any) -> None:
    """A domain name and nothing else."""
    try:
        ascii_name(value)
    except BadName as error:
        raise BadValue("must be a domain name only, such as mg.example.com") from error


def admin_path(value: Any) -> None:
    """A path of plain letters."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", value.strip("/")):
        raise BadValue("may hold only letters, digits, - and _")


def proxies(value: Any) -> None:
    """What ``ops.web.client_ip`` can read."""
    try:
        parse_proxies(value)
    except ValueError as error:
        raise BadValue(str(error)) from error


def processes(value: Any) -> None:
    """A number that one machine bears."""
    if not 1 <= value <= 64:
        raise BadValue("must be between 1 and 64")


def dollars(value: Any) -> None:
    """An amount, without a currency."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", value):
        raise BadValue("must be an amount such as 5 or 0.25, with a point and without a currency")


def share(value: Any) -> None:
    """A part of the whole."""
    if not re.fullmatch(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?", value):
        raise BadValue("must be a number from 0 to 1, such as 0.25")


def model_url(value: Any) -> None:
    """A web address that holds no password."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadValue("must start with https:// (or http://) and hold no user name")


def not_negative(value: Any) -> None:
    """0 or more."""
    if value < 0:
        raise BadValue("must not be below 0")
