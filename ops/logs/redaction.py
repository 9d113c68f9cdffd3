"""Takes people and secrets out of text before it is written anywhere.

Log lines here never hold what a visitor wrote; this is the net below that rule, for the text of
exceptions, for libraries that say too much, and for addresses with something in the query.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

HIDDEN = "[hidden]"
#: Longer text is cut before it is searched, so that no input makes a line slow.
LONGEST = 8_000

# One quick look decides whether any of the searches below can find something.
_SUSPECT = re.compile(
    r"[@=?]|%40|\d{2}[ ).-]+\d|\+\d|0\d{8}|[A-Za-z0-9_+-]{24}|[a-z]{2,}[-_][A-Za-z0-9]{12}|"
    r"AKIA|eyJ|contains \(|"
    r"[Bb]earer |\b[Oo]ps |\b[Bb]asic |\b[Tt]oken |[Cc]ookie|COOKIE|"
    r"(?i:passw|passphrase|\bpwd|secret|token|api.?key|authorization|credential|session)"
)

_ROW = re.compile(r"(Key \([^)\n]{0,200}\)=\(|Failing row contains \().*?\)(?=[\s.]|$)", re.DOTALL)
_COOKIE = re.compile(r"(?i)(cookie[\"']?\s{0,3}[:=])[^\n]+")
_LOGIN = re.compile(r"(\w://)(?:[^\s\"'<>:@/]*:[^\s\"'<>]*@|[^\s\"'<>/]*@)")
_QUERY = re.compile(r"\?[\w%.\[\]-]+=[^\s\"'<>]*")
_QUERY_VALUE = re.compile(r"=[^&;#\s]+")
_PAIR = re.compile(
    r"(?i)((?:passw(?:or)?d|passphrase|\bpwd|secret|token|api[_-]?key|authorization|credential|"
    r"csrf|session_?id|signature)\w{0,20}[\"']?\s{0,3}(?:=>?|:)\s{0,3})"
    r"(?:(?:bearer|ops|basic|token)\s+)?(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"',;&)}\]]+)"
)
_SCHEME = re.compile(r"\b([Bb]earer|[Oo]ps|[Bb]asic|[Tt]oken)\s+([A-Za-z0-9._~+/=-]{8,})")
_KEY = re.compile(
    r"\b(?:(?:sk|pk|rk|whsec|gh[a-z]|github_pat|glpat|xox[a-z]|hf|re|key|SG)[-_.]"
    r"(?=[\w.-]{0,60}\d)[A-Za-z0-9_.-]{12,}|AKIA[0-9A-Z]{16}|"
    r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*)"
)
_EMAIL = re.compile(r"[\w.+%'-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LONG = re.compile(r"(?<![\w+-])[A-Za-z0-9_+-]{24,}={0,2}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.:/@-])(?:\+|\(\+?)?\d[\d ()./-]{5,22}\d(?![\w-]|[.:]\d)")
_NOT_A_PHONE = re.compile(
    r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|\d{1,3}(?:\.\d{1,3}){3}"
)
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")

_known: list[str] = []


def also_hide(values: Iterable[str]) -> None:
    """Hide these very values wherever they stand: the secrets this process was started with."""
    for value in values:
        candidates = {value}
        if "://" in value:
            with contextlib.suppress(ValueError):
                candidates = {value, unquote(urlsplit(value).password or "")}
        _known.extend(item for item in candidates if len(item) >= 8 and item not in _known)


def redact(text: str) -> str:
    """``text`` without email addresses, phone numbers, credentials and query values."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} …"
    for value in _known:
        if value in text:
            text = text.replace(value, HIDDEN)
    if _SUSPECT.search(text) is None:
        return text
    text = _ROW.sub(rf"\1{HIDDEN})", text)
    text = _COOKIE.sub(rf"\1 {HIDDEN}", text)
    if "://" in text:
        text = _LOGIN.sub(rf"\1{HIDDEN}@", text)
    if "?" in text:
        text = _QUERY.sub(_hide_query, text)
    text = _PAIR.sub(rf"\1{HIDDEN}", text)
    text = _SCHEME.sub(_hide_scheme, text)
    text = _KEY.sub(HIDDEN, text)
    if "@" in text or "%40" in text:
        text = _EMAIL.sub("[email]", text)
    text = _LONG.sub(_hide_long, text)
    return _PHONE.sub(_hide_phone, text)


def redact_error(text: str) -> str:
    """The message of an exception: as ``redact``, and without what it quotes at length.

    Drivers and parsers quote the value they choke on, which may be what a visitor wrote.
    """
    return _QUOTED.sub(_hide_quoted, redact(text[:2000]))[:500]


def _hide_query(match: re.Match[str]) -> str:
    return _QUERY_VALUE.sub("=…", match[0])


def _hide_scheme(match: re.Match[str]) -> str:
    # "Basic authentication" and "token expired" are words, not credentials.
    if match[2].isalpha() and match[2].islower():
        return match[0]
    return f"{match[1]} {HIDDEN}"


def _hide_long(match: re.Match[str]) -> str:
    text = match[0]
    if _UUID.fullmatch(text):
        return text
    hexadecimal = all(char in "0123456789abcdef" for char in text)
    if hexadecimal:
        # 32 of them is a request id or a UUID without dashes, both made to be seen.
        return text if len(text) <= 32 else HIDDEN
    digits = any(char.isdigit() for char in text)
    if digits and text.lower() != text and text.upper() != text:
        return HIDDEN
    return text


def _hide_phone(match: re.Match[str]) -> str:
    text = match[0]
    if _NOT_A_PHONE.match(text):
        return text
    groups = re.findall(r"\d+", text)
    digits = sum(map(len, groups))
    if not 7 <= digits <= 15:
        return text
    if text[0] in "+(":
        return "[phone]"
    if groups[0].startswith("0"):
        return "[phone]" if digits >= 9 else text
    if len(groups) >= 3 and digits >= 9 and max(map(len, groups)) <= 4:
        return "[phone]"
    if "-" in text and [len(group) for group in groups] == [3, 4]:
        return "[phone]"
    return text


def _hide_quoted(match: re.Match[str]) -> str:
    inner = match[0][1:-1]
    if len(inner) > 40 or any(char.isspace() for char in inner.strip()):
        return f"{match[0][0]}…{match[0][0]}"
    return match[0]
