"""Takes people and secrets out of text before it is written anywhere.

Log lines here never hold what a visitor wrote; this is the net below that rule, for the text of
exceptions, for libraries that say too much, and for addresses with something in the query. Log
lines, error reports and what browsers report go through this one door. What is looked for stands
in ``patterns.py``; ``bench/redaction.py`` measures what it costs.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from ops.logs import patterns
from ops.logs.patterns import HIDDEN

#: Longer text is cut before it is searched, so that no input makes a line slow.
LONGEST = 8_000

# One quick look decides whether any of the searches below can find something.
_SUSPECT = re.compile(
    r"[@=?'\"\uff20$]|\\u0040| dot |form-data|%40|[\[(]at[\])]|"
    r"\d{2}[ ()./\u00a0\u2010-\u2013-]+\d|\+\d|\d{9}|\d\.\d+\.\d+\.\d|"
    r"[0-9A-Fa-f]:[0-9A-Fa-f]*:|[A-Za-z0-9_+-]{16}|[a-z0-9]{2,}[-_.][A-Za-z0-9]{10}|"
    r"eyJ|contains \(|-----BEGIN|//\w+\.\w|"
    r"[Nn]ame:\s{0,3}[A-Z\u00c0-\u00de]|"
    r"[Bb]earer |\b[Oo]ps |\b[Bb]asic |\b[Tt]oken |[Cc]ookie|COOKIE|"
    r"(?i:passw|passphrase|\bpwd|secret|token|api.?key|authorization|credential|session)"
)
_ENCODED = re.compile(r"%(?:25)*[0-7][0-9A-Fa-f]")
_ENTITY = re.compile(r"&(?:quot|apos|amp|commat|#\d{2,3}|#x[0-9a-fA-F]{2});")
#: A name of something in the code, not of a person.
_IDENTIFIER = re.compile(r"(?=.*[._])[a-z0-9_.]+")
_MORE_NAMES = re.compile(r"(?:[ \u00a0][A-Z\u00c0-\u00de][\w'-]*){0,3}")
_MANY_DIGITS = re.compile(r"(?:\d\D{0,3}){6}\d")

#: How the sign in an address of email is written.
_AT = ("@", "\uff20", "\\u0040", "(at)", "[at]", "(AT)", "[AT]", " dot ")

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
    """``text`` without people and credentials: addresses of email and machines, phone, card and
    account numbers, keys, passwords, cookies, values of queries, bodies and SQL.
    """
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} …"
    for value in _known:
        if value in text:
            text = text.replace(value, HIDDEN)
    if "%" in text and _ENCODED.search(text):
        text = unquote(unquote(text))
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if _SUSPECT.search(text) is None:
        return text
    return _numbers(_secrets(_written(text)))


def redact_error(text: str) -> str:
    """The message of an exception: as ``redact``, and without what it quotes at length.

    Drivers and parsers quote the value they choke on, which may be what a visitor wrote.
    """
    return patterns.QUOTED.sub(patterns.hide_quoted, redact(text[:2000]))[:500]


def _written(text: str) -> str:
    """Without what somebody wrote: rows, SQL, and whatever stands behind a telling name."""
    if "contains (" in text or ")=(" in text:
        text = patterns.ROW.sub(rf"\1{HIDDEN})", text)
    if "'" in text and patterns.SQL.search(text):
        text = patterns.SQL_ARGUMENTS.sub(rf"\1({HIDDEN})", text)
        text = patterns.SQL_TEXT.sub("'…'", text)
    if '("' in text or "('" in text:
        text = patterns.ERROR.sub(r'\1"…"', text)
        text = patterns.TUPLE.sub(patterns.hide_pair, text)
    if "$" in text:
        text = patterns.PARAMETER.sub(r"\1'…'", text)
        text = patterns.HASH.sub(HIDDEN, text)
    if "form-data" in text:
        text = patterns.MULTIPART.sub(rf"\1{HIDDEN}", text)
    if "ookie" in text or "COOKIE" in text:
        text = patterns.COOKIE.sub(rf"\1 {HIDDEN}", text)
    if "?" in text and "=" in text:
        text = patterns.QUERY.sub(patterns.hide_query, text)
    return _values(text) if "=" in text or ":" in text else text


def _values(text: str) -> str:
    """Without the values of names that say what they are."""
    parts, at = list[str](), 0
    for found in patterns.NAME.finditer(text):
        kind = patterns.kind_of_name(found[1]) if found.start() >= at else ""
        value = patterns.VALUE.match(text, found.end()) if kind else None
        if value is None:
            continue
        quoted = value["quoted"] is not None
        if kind == "personal" and not quoted and not _is_plain_value(text, found, value[0]):
            continue
        parts += [text[at : found.end()], f'"{HIDDEN}"' if quoted else HIDDEN]
        at = _end_of(text, found, value, kind)
    return "".join([*parts, text[at:]]) if parts else text


def _end_of(text: str, found: re.Match[str], value: re.Match[str], kind: str) -> int:
    """Where the value ends that stands behind a name."""
    end = value.end()
    if value["list"]:
        closing = "]" if value["list"] == "[" else ")"
        return text.index(closing, end) if closing in text[end:] else len(text)
    if value["bare"] and kind == "personal":
        if person := patterns.PERSON.match(text, found.end()):
            return person.end()
        more = _MORE_NAMES.match(text, end)
        return more.end() if more else end
    if value["bare"] and found[1].isupper() and found[0].endswith("="):
        # A line of an environment: whatever a secret is made of, it ends at a space.
        while end < len(text) and not text[end].isspace():
            end += 1
    return end


def _is_plain_value(text: str, found: re.Match[str], value: str) -> bool:
    """Whether a value without quotes stands as a form, a query or JSON writes it."""
    if not found[0].endswith("="):
        if value.isdigit():
            return len(value) >= 6
        named = found[1].lower().endswith("name") and not found[0].endswith("=>")
        return named and patterns.PERSON.match(text, found.end()) is not None
    before = text[found.start() - 1] if found.start() else "&"
    if _IDENTIFIER.fullmatch(value):
        return False
    return before in "&?'\"(" or before.isspace()


def _secrets(text: str) -> str:
    """Without credentials that no name gives away."""
    if "-----BEGIN" in text:
        text = patterns.PRIVATE_KEY.sub(HIDDEN, text)
    if "://" in text and "@" in text:
        text = patterns.LOGIN.sub(rf"\1{HIDDEN}@", text)
    if any(sign in text for sign in ("hook", "hc-ping", "telegram", "heartbeat")):
        text = patterns.HOOK.sub(rf"\1{HIDDEN}", text)
    if " is " in text or " was " in text:
        text = patterns.SAID.sub(rf"\1{HIDDEN}", text)
    if any(sign in text for sign in ("earer ", "asic ", "ps ", "oken ")):
        text = patterns.SCHEME.sub(patterns.hide_scheme, text)
    if ":AA" in text or "1//0" in text:
        text = patterns.ODD_KEY.sub(HIDDEN, text)
    return patterns.TOKEN.sub(patterns.hide_key, text)


def _numbers(text: str) -> str:
    """Without addresses and numbers that lead to a person."""
    if any(sign in text for sign in _AT):
        text = patterns.EMAIL.sub("[email]", text)
    if "::" in text or text.count(":") >= 5:
        text = patterns.IP6.sub(patterns.shorter_address, text)
    if _MANY_DIGITS.search(text) is None:
        return text
    if ".me/" in text:
        text = patterns.CHAT_LINK.sub(r"\1[phone]", text)
    if "." in text:
        text = patterns.IP4.sub(patterns.shorter_address, text)
    text = patterns.IBAN.sub(patterns.hide_iban, text)
    text = patterns.CARD.sub(patterns.hide_card, text)
    return patterns.PHONE.sub(patterns.hide_phone, text)
