"""Phone numbers, email addresses and links, in the one form in which equal ones are equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.reading import Token

_PHONE = re.compile(r"(?<![\w.,])(?:\+|00|\(0|\(\+|0)?\(?\d[\d ().\-/\u00a0]{5,}\d(?![\w%])")


def address(token: Token, at: int) -> Claim:
    """The claim an email address or a link makes."""
    if token.kind == "email":
        return Claim(Kind.EMAIL, token.text.casefold(), token.text, at, at + 1)
    if token.text.casefold().startswith("mailto:"):
        written = unquote(token.text[7:]).split("?", 1)[0].strip("/")
        return Claim(Kind.EMAIL, written.casefold(), token.text, at, at + 1)
    if token.text.casefold().startswith(("tel:", "sms:")):
        return Claim(Kind.PHONE, re.sub(r"\D", "", token.text), token.text, at, at + 1)
    return Claim(Kind.LINK, link(token.text), token.text, at, at + 1)


def link(text: str) -> tuple[str, str]:
    """``(host, path and query)``; the host is "" for what no browser would open as a web page."""
    text = re.sub(r"\s", "", text).replace("\\", "/")
    if "://" not in text:
        head, colon, rest = text.partition(":")
        if colon and not rest.split("/", 1)[0].isdigit():
            return "", text
        text = "//" + text
    try:
        parts = urlsplit(re.sub(r"^hxxp", "http", text, flags=re.IGNORECASE))
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return "", text
    if parts.scheme.lower() not in ("", "http", "https") or not host.isascii():
        return "", text
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    path += f"#{parts.fragment}" if parts.fragment else ""
    return host.removeprefix("www.").lower() + port, path


def phone(found: Sequence[Token], at: int, text: str) -> Claim | None:
    """A phone number that begins at this token: seven digits or more, written in groups."""
    token = found[at]
    if token.kind != "number" and token.text not in "+(":
        return None
    start = token.start
    if token.kind == "number" and at and found[at - 1].text in "+(" and (
        found[at - 1].end == token.start
    ):  # fmt: skip
        return None
    match = _PHONE.match(text, start)
    if not match:
        return None
    written = match.group()
    numbers = re.sub(r"\D", "", written)
    grouped = len(re.findall(r"\d+", written))
    if not 7 <= len(numbers) <= 16:
        return None
    if re.fullmatch(r"[1-9]\d{0,2}(?:[ .]\d{3})+", written) and not _is_alone(text, match):
        return None
    if written[0] not in "+0(" and grouped < 2 and len(numbers) < 9:
        return None
    last = at
    while last < len(found) and found[last].start < match.end():
        last += 1
    return Claim(Kind.PHONE, numbers, written, at, last)


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether three groups of three digits are no amount: nothing is counted or paid by them."""
    behind = text[match.end() : match.end() + 2].lstrip()
    before = text[: match.start()].rstrip()[-1:]
    return (
        " " in match.group()
        and (not behind or not behind[0].isalnum() and behind[0] not in "$€£%")
        and (before not in "$€£")
    )


def same_phone(one: str, other: str) -> bool:
    """Whether two runs of digits are one number, with or without the country's code."""
    if one == other:
        return True
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(short) >= 7 and long.endswith(short) and 0 <= len(long) - len(short) <= 3
