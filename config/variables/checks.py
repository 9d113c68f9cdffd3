"""What a value must look like; each raises ``BadValue`` with the reason, never the value."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from ops.backups.address import BadAddress, parse
from ops.environment import BadValue
from ops.launch.network.names import BadName, ascii_name, is_address, is_local
from ops.web.client_ip import parse_proxies
from ops.web.origins import BadOrigin, tidy_origin


def long_enough(value: Any) -> None:
    """A secret that nobody guesses."""
    if len(value) < 32:
        raise BadValue("is too short; use at least 32 random characters")


def all_long_enough(value: Any) -> None:
    """Secrets of which nobody guesses one."""
    for one in value:
        long_enough(one)


def header_secret(value: Any) -> None:
    """A secret that nobody guesses and that a header carries unchanged."""
    long_enough(value)
    if not re.fullmatch(r"[\x21-\x7e]+", value):
        raise BadValue("may hold only letters, digits and signs, without spaces")


def webhook_secrets(value: Any) -> None:
    """One or more secrets, each as long as the shortest a provider makes."""
    for secret in value:
        if len(secret) < 16 or re.search(r"\s", secret):
            raise BadValue(
                "holds a value that is too short, or has a space in it; use at least 16 characters "
                "each, with commas between several"
            )


def reply_address(value: Any) -> None:
    """A domain, or an address whose local part leaves room for a token (RFC 5321, 4.5.3.1.1)."""
    local, at, domain = value.rpartition("@")
    if at and not re.fullmatch(r"[A-Za-z0-9._-]{1,33}", local):
        raise BadValue(
            "must be a domain, such as reply.example.com, or an address with at most 33 letters "
            "and digits before the @"
        )
    host_name(domain)


def strong_key(value: Any) -> None:
    """256 random bits, however they are written.

    Django's own check (security.W009) wants 50 characters; those that Render makes up have 44.
    """
    if len(value) < 43 or len(set(value)) < 10 or value.startswith("django-insecure-"):
        raise BadValue(
            "is too weak; make one with: python -c "
            '"import secrets; print(secrets.token_urlsafe(50))"'
        )


def site_url(value: Any) -> None:
    """Scheme and host, nothing after it."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadValue("must start with https:// and name your host, such as https://example.com")
    if not is_address(parts.hostname):
        try:
            ascii_name(parts.hostname)
        except BadName as error:
            raise BadValue(
                "names a host that cannot be: a host has letters, digits, hyphens and dots, such "
                "as chat.example.com"
            ) from error
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


def imap_url(value: Any) -> None:
    """A mailbox that is read over an encrypted connection only, with who reads it."""
    parts = urlsplit(value)
    if parts.scheme == "imap":
        raise BadValue(
            "would send the password unencrypted; write imaps:// for port 993, or imap+tls:// for "
            "STARTTLS on port 143"
        )
    known = parts.scheme in ("imaps", "imap+tls") and parts.hostname
    if not known or not parts.username or not parts.password:
        raise BadValue("must look like imaps://USER:PASSWORD@HOST:993, with %40 for @ in the user")


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


def person(value: Any) -> None:
    """A name or an address that one person signs in with."""
    if len(value) > 150 or any(sign.isspace() or sign in "\"'<>,;" for sign in value):
        raise BadValue("must be the one name or email address that an Owner signs in with")


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


def sentry_dsn(value: Any) -> None:
    """What Sentry calls a DSN: a public key, its host, and the number of a project."""
    parts = urlsplit(value)
    number = parts.path.rstrip("/").rpartition("/")[2]
    if parts.scheme not in ("http", "https") or not (
        parts.hostname and parts.username and number.isdigit()
    ):
        raise BadValue(
            "is no DSN; copy the one at Sentry under Settings, Projects, your project, Client "
            "Keys. It looks like https://KEY@HOST/NUMBER"
        )


def not_negative(value: Any) -> None:
    """0 or more."""
    if value < 0:
        raise BadValue("must not be below 0")


def https_url(value: Any) -> None:
    """An address that is itself a secret, and so must not travel in the open."""
    parts = urlsplit(value)
    if parts.scheme == "http" and is_local(parts.hostname or ""):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise BadValue("must start with https:// and name a host")


def backup_url(value: Any) -> None:
    """A bucket or a folder."""
    try:
        parse(value)
    except BadAddress as error:
        raise BadValue(str(error)) from error
