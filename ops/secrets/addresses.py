"""Finds passwords inside addresses, such as ``postgres://USER:PASSWORD@HOST/NAME``."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ops.secrets.forms import is_for_everybody
from ops.secrets.hit import Hit, Text
from ops.secrets.kind import Kind
from ops.secrets.kinds import common
from ops.secrets.look_alikes import UUID, is_placeholder, looks_random, plausible_password

_SCHEME_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,24}$")
_LOGIN = re.compile(
    r":(?:\\?/){2}(?P<user>[^\s:/@\"'`<>\\]{0,100}):"
    r"(?P<value>[^\s\"'`<>\\]{1,200}?)@(?P<host>\[[0-9A-Fa-f:]+\]|[A-Za-z0-9_.*$%{}()-]+)"
)
_CURL = re.compile(
    r"(?<![\w-])(?:-u|--user|--basic-auth)[ "
    r"=]\s{0,3}[\"']?[\w.@+-]{1,80}:(?P<value>[^\s\"':@/]{4,120})"
)
_SCHEME = re.compile(
    r"\b(?i:authorization)\\?[\"']?\]?\s{0,3}[:=,]\s{0,3}\\?[\"']?[fb]?[\"']?(?P<scheme>[A-Za-z]{2,12})\s+"
    r"(?P<value>[A-Za-z0-9._~+/=-]{8,4000})|"
    r"(?<![A-Za-z])(?P<scheme2>[Bb]earer)\s+(?P<value2>[A-Za-z0-9._~+/=-]{16,4000})"
)
_DATABASES = ("postgres", "mysql", "mariadb", "mongodb", "mssql", "sqlserver", "cockroachdb",
              "clickhouse", "oracle", "jdbc", "postgis")  # fmt: skip
_HERE = re.compile(r"(?i)localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[\w-]+$|"
                   r".*\.(?:local|localhost|internal|svc)$")  # fmt: skip
_SAMPLE_HOST = re.compile(
    r"(?i)(?:.*\.)?(?:example|test|invalid)(?:\.\w+)?$|host(?:name)?$|server$"
)


def find(text: Text) -> Iterator[Hit]:
    """Every password in an address, on a command line of curl, or in an Authorization header."""
    if "@" in text.text:
        yield from _logins(text.text)
    if "-u" in text.text or "--" in text.text:
        for match in _CURL.finditer(text.text):
            if plausible_password(match["value"], quoted=False):
                yield Hit(common.BASIC, match.start("value"), match.end("value"), match["value"])
    if "authorization" in text.lower or "bearer" in text.lower:
        yield from _headers(text)


def _logins(text: str) -> Iterator[Hit]:
    for colon in ("://", ":\\/\\/"):
        at = text.find(colon)
        while at >= 0:
            match = _LOGIN.match(text, at)
            scheme = _SCHEME_NAME.search(text[max(0, at - 25) : at])
            if match and scheme and _is_meant(match):
                value = match["value"]
                yield Hit(_kind_of(scheme[0]), match.start("value"), match.end("value"), value)
            at = text.find(colon, at + 3)


def _kind_of(scheme: str) -> Kind:
    scheme = scheme.lower()
    if scheme.startswith(_DATABASES):
        return common.DATABASE
    return common.REDIS if scheme.startswith("redis") else common.BASIC


def _is_meant(match: re.Match[str]) -> bool:
    """Whether it is a real password: no placeholder, and no sample for this very machine."""
    value, user, host = unquote(match["value"]), match["user"], match["host"]
    if is_placeholder(value) or _FILLED.search(match["value"]) or _FILLED.search(host):
        return False
    if value.upper() == value and value.isalpha() and value.lower() in _WORDS:
        return False
    if _SAMPLE_HOST.match(host) and not looks_random(value, least=12):
        return False
    if _HERE.fullmatch(host) or _HERE.match(host) and _is_local(host):
        return value != user and plausible_password(value, quoted=False) and (
            any(map(str.isdigit, value)) and len(value) >= 8
        )  # fmt: skip
    return value.lower() not in _WORDS


def _is_local(host: str) -> bool:
    return re.match(r"(?i)localhost|127\.|0\.0\.0\.0|\[::1\]", host) is not None


_FILLED = re.compile(r"[{}$*<>]|%\(|^%s$|^\.+$")
_WORDS_TEXT = """
pass password passwd pwd pw secret user token xxx pswd mypassword port
"""
_WORDS = frozenset(_WORDS_TEXT.split())


def _headers(text: Text) -> Iterator[Hit]:
    for match in _SCHEME.finditer(text.text):
        group = "value" if match["value"] else "value2"
        scheme, value = (match["scheme"] or match["scheme2"]).lower(), match[group]
        if scheme == "basic":
            real = _is_login(value)
        else:
            real = not is_for_everybody(value) and (
                looks_random(value) or UUID.fullmatch(value) is not None
            )
        if real:
            yield Hit(common.BEARER, match.start(group), match.end(group), value)


def _is_login(value: str) -> bool:
    try:
        user, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    return bool(colon) and (
        plausible_password(password, quoted=True) or looks_random(user) or looks_random(password)
    )
