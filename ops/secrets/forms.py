"""Finds keys by their shape: what they begin with, or their maker's name close before them."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator

from ops.secrets.hit import Hit, Text
from ops.secrets.kind import Form, Kind
from ops.secrets.kinds import ALL, common
from ops.secrets.look_alikes import is_placeholder, looks_like_a_django_key, looks_random

#: Made to be seen by everybody: keys for browsers, halves of pairs, names of objects.
PUBLIC = re.compile(
    r"pk_(?:live|test)_|pk\.eyJ|phc_|sb_publishable_|ssh-(?:rsa|ed25519|dss)|ecdsa-sha2|age1|"
    r"MIIBIjANBgkq|MIICIjANBgkq|MIIBojANBgkq|MIGfMA0GCSq|MFkwEwYHKoZ|MHYwEAYHKoZ|MCowBQYDK2V|"
    r"(?:price|prod|cus|acct|evt|pi|pm|sub|seti|req|msg|file|asst|thread|run|call|chatcmpl)_|"
    r"chatcmpl-|G-[A-Z0-9]{8,12}$|GTM-|UA-\d|ca-pub-|-----BEGIN (?:PUBLIC|RSA PUBLIC|CERT)"
)
#: How far before a value its maker's name may stand, in characters.
REACH = 170
#: Everybody knows these: the sample of jwt.io, by what its payload says.
_SAMPLE_SUBJECTS = {"1234567890"}


def find(text: Text) -> Iterator[Hit]:
    """Every value that has the shape of a known key, the more telling kinds first."""
    for kind in ALL:
        for form in kind.forms:
            if not (text.dense or form.anywhere):
                continue
            for match in _matches(form, text):
                hit = _judged(kind, form, match)
                if hit is not None:
                    yield hit if form.anywhere or form.near else _moved(hit, text)


def _moved(hit: Hit, text: Text) -> Hit:
    start = text.whole(hit.start)
    return Hit(hit.kind, start, start + hit.end - hit.start, hit.value)


def _matches(form: Form, text: Text) -> Iterator[re.Match[str]]:
    if form.near:
        yield from _near(form, text)
    elif form.start:
        for prefix in form.start:
            at = text.dense.find(prefix)
            while at >= 0:
                match = form.pattern.match(text.dense, at)
                if match and _begins(text.dense, at):
                    yield match
                at = text.dense.find(prefix, match.end() if match else at + 1)
    elif any(word in text.lower for word in form.words):
        yield from form.pattern.finditer(text.text if form.anywhere else text.dense)


def _begins(text: str, at: int) -> bool:
    """Whether a key may begin here: not in the middle of a word, but after ``\\n`` or ``%3D``."""
    if at == 0 or not text[at - 1].isalnum():
        return True
    return re.search(r"\\[nrt]$|%[0-9A-Fa-f]{2}$", text[max(0, at - 3) : at]) is not None


def _near(form: Form, text: Text) -> Iterator[re.Match[str]]:
    """The values behind a word such as "token" that stand close to a maker's name.

    The name may stand before the word or in it, or anywhere on the line of the value.
    """
    if text.path.endswith(".map"):
        return  # A source map holds every short name by chance.
    done = -1
    for maker in form.near:
        at = text.lower.find(maker)
        while at >= 0:
            if _is_apart(text.text, at):
                begin = max(text.line_start(at), at - REACH, done)
                for match in form.pattern.finditer(text.text, begin, at + len(maker) + REACH):
                    if match.end() > done:
                        done = match.end()
                        yield match
            at = text.lower.find(maker, at + len(maker))


def _is_apart(text: str, at: int) -> bool:
    """Whether a name begins here, also in ``useAwsKey``, and is no part of a longer word."""
    before = text[at - 1 : at]
    return not before.isalpha() or (before.islower() and text[at].isupper())


def _judged(kind: Kind, form: Form, match: re.Match[str]) -> Hit | None:
    group = "value" if "value" in match.re.groupindex else 0
    value, start = match[group], match.start(group)
    if form.near and not looks_random(value, least=min(16, len(value))):
        return None
    if form.near and is_for_everybody(value):
        return None
    if kind is common.PRIVATE:
        if not _is_private_key(value):
            return None
        # Told at its first line, and known again however its lines are broken.
        start, value = match.start(), re.sub(r"\\[nr]|[^A-Za-z0-9+/=]", "", value)
    elif kind is common.SECRET_KEY:
        if not looks_like_a_django_key(value):
            return None
    elif value.startswith("eyJ") and value.count(".") == 2:
        return _judged_token(kind, value, start)
    elif is_placeholder(_body(value)) or (
        form.loose and not looks_random(_body(value).replace(" ", ""))
    ):
        return None
    return Hit(kind, start, match.end(group), value)


def _body(value: str) -> str:
    """What comes behind the prefix that tells the maker."""
    for mark in ("-", "_", "."):
        head, found, rest = value.partition(mark)
        if found and len(head) <= 8 and len(rest) >= 12:
            return rest
    return value


def _is_private_key(body: str) -> bool:
    """Whether real key material follows the head, and not ``...`` or words."""
    letters = re.sub(r"\\[nr]|[^A-Za-z0-9+/=]", "", body)
    lines = re.sub(r"(?m)^[\"' ]*(?:Proc-Type|DEK-Info|Comment|Version):.*$", "", body)
    return len(letters) >= 40 and len(set(letters)) >= 16 and not is_placeholder(lines[:120])


def _judged_token(kind: Kind, value: str, start: int) -> Hit | None:
    """A signed token: what it says of itself tells whether it is meant for everybody."""
    says = _payload(value)
    if says is None or is_for_everybody(value):
        return None
    if says.get("role") == "service_role":
        kind = common.SERVICE_ROLE
    return Hit(kind, start, start + len(value), value)


def is_signed_token(text: str) -> bool:
    """Whether a real signed token is in the text, and none that is meant for everybody."""
    match = re.search(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", text)
    return match is not None and _payload(match[0]) is not None and not is_for_everybody(match[0])


def is_for_everybody(value: str) -> bool:
    """Whether it is a public half, a key for browsers, or a signed token that says so itself."""
    if PUBLIC.match(value):
        return True
    says = _payload(value) if value.startswith("eyJ") and value.count(".") == 2 else None
    return says is not None and (
        says.get("role") == "anon" or str(says.get("sub")) in _SAMPLE_SUBJECTS
    )


def _payload(value: str) -> dict[str, object] | None:
    """What a signed token says, or None where it is none."""
    part = value.split(".")[1]
    try:
        says = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError):
        return None
    return says if isinstance(says, dict) else None
