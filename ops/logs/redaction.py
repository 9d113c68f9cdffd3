"""Takes people and secrets out of text before it is written anywhere.

Log lines here never hold what a visitor wrote; this is the net below that rule, for the text of
exceptions, for libraries that say too much, and for addresses with something in the query. Log
lines, error reports and what browsers report go through this one door. What is looked for stands
in ``patterns.py``; ``bench/redaction.py`` measures what it costs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from ops.logs import patterns
from ops.logs.patterns import HIDDEN

#: Longer text is cut before it is searched, so that no input makes a line slow.
LONGEST = 8_000

# One quick look decides whether any of the searches below can find something.
_SUSPECT = re.compile(
    r"[@=?'\"\uff20]|%40|[\[(]at[\])]|\d{2}[ ()./\u00a0\u2010-\u2013-]+\d|\+\d|\d{9}|"
    r"\d\.\d+\.\d+\.\d|"
    r"[0-9A-Fa-f]:[0-9A-Fa-f]*:|[A-Za-z0-9_+-]{20}|[a-z0-9]{2,}[-_.][A-Za-z0-9]{10}|"
    r"eyJ|contains \(|-----BEGIN|//\w+\.\w|"
    r"[Bb]earer |\b[Oo]ps |\b[Bb]asic |\b[Tt]oken |[Cc]ookie|COOKIE|"
    r"(?i:passw|passphrase|\bpwd|secret|token|api.?key|authorization|credential|session)"
)
_MANY_DIGITS = re.compile(r"(?:\d\D{0,3}){6}\d")

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
        if kind == "personal" and not quoted and not _is_form(text, found):
            continue
        parts += [text[at : found.end()], f'"{HIDDEN}"' if quoted else HIDDEN]
        at = value.end()
    return "".join([*parts, text[at:]]) if parts else text


def _is_form(text: str, found: re.Match[str]) -> bool:
    """Whether ``name=value`` stands as a form or a query writes it."""
    before = text[found.start() - 1] if found.start() else "&"
    return found[0].endswith("=") and (before in "&?" or before.isspace())


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
    if "@" in text or "%40" in text or "\uff20" in text or "(at)" in text or "[at]" in text:
        text = patterns.EMAIL.sub("[email]", text)
    if "::" in text or text.count(":") >= 5:
        text = patterns.IP6.sub(patterns.shorter_address, text)
    if _MANY_DIGITS.search(text) is None:
        return text
    if "." in text:
        text = patterns.IP4.sub(patterns.shorter_address, text)
    text = patterns.IBAN.sub(patterns.hide_iban, text)
    text = patterns.CARD.sub(patterns.hide_card, text)
    return patterns.PHONE.sub(patterns.hide_phone, text)
