"""Finds values that are given a telling name: ``API_KEY = "…"``, ``password: …``, ``--token …``.

It knows no maker. Of keys and tokens the value has to look random; of passwords it has to be
something that a person could have chosen and no sample has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ops.secrets.forms import is_for_everybody
from ops.secrets.hit import Hit, Text
from ops.secrets.kind import Kind
from ops.secrets.kinds import by_name, common
from ops.secrets.look_alikes import (
    CODE,
    UUID,
    looks_like_a_django_key,
    looks_random,
    plausible_password,
)

_WORD = re.compile(
    r"secret|passw|passphrase|pwd|token|credential|auth|key|pass(?![a-z])|pw(?![a-z])"
)
_NAME_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
_NAME_REST = re.compile(r"[\w.-]{0,60}")
#: What may stand between a name and its value. The first that fits counts.
_CLOSE = r"\\?[\"'`]?\]?\)?"
_EQUALS, _COLON = (
    # name = value, name: str = value, "name" => value, name := value
    re.compile(
        _CLOSE + r"[ \t]{0,40}(?::[ \t]{0,4}[A-Za-z][\w\[\]., |]{0,30}?[ \t]{0,4})?"
        r"(?:=>|:=|\?=|={1,3}|!=)[ \t]{0,8}(?:\(?[ \t]*\\?\r?\n[ \t]*)?[\[(]?"
    ),
    # name: value, also on the next line of a YAML block
    re.compile(_CLOSE + r"[ \t]{0,20}:(?!/)[ \t]{0,40}(?:[>|][+-]?\d?[ \t]*\r?\n[ \t]+)?\[?"),
)
# get("NAME", "value") and get("NAME", default="value"), where it is called to get or set something
_CALL = re.compile(r"\\?[\"'`][ \t]{0,4},\s{0,40}(?:default[ \t]{0,3}=[ \t]{0,3})?(?=\\?[\"'`])")
_CALLED = re.compile(
    r"(?i)(?:get|env|environ|config|setting|default|define|set|put|add|append|insert|header|var|"
    r"option|str|string|value|secret)\w{0,12}\(\s{0,20}\\?[\"'`][\w.-]*$"
)
_OPERATORS = (
    _EQUALS,
    # - name: NAME / value: VALUE, {"name": "NAME", "value": "VALUE"}, NAME: {"value": "VALUE"}
    re.compile(
        r"\\?[\"']?(?:[ \t]{0,4},?|[ \t]{0,4}[:=]?\s{0,4}\{[^{}]{0,300}?)\s{1,60}\\?[\"']?"
        r"(?i:value|default)\\?[\"']?[ \t]{0,4}[:=][ \t]{0,8}"
    ),
    _COLON,
    _CALL,
    # process.env.NAME || "value", os.environ.get("NAME") or "value"
    re.compile(_CLOSE + r"[ \t]{0,3}(?:\|\||\?\?|\bor\b)[ \t]{0,3}(?=[\"'`])"),
    re.compile(r">(?=[^<\s]{8})"),
    re.compile(r"%3[DdAa](?:%20|\+|%22)?"),
    re.compile(r"[ \t]{1,4}(?=[\"'])"),
)
#: Columns of a table.
_COLUMN = re.compile(r"[\"'`]?[ \t]{0,20}[|,;\t][ \t]{0,20}(?=\S)")
_SPACE = re.compile(r"[ \t]{1,4}(?!-)")
_QUOTED = re.compile(r"[rbfuRBFU@]{0,2}(?P<quote>\\?[\"'`])(?P<value>.{1,400}?)(?P=quote)")
_BARE = re.compile(r"[^\s\"'`<>,;\\]{6,400}")
_HEADER = re.compile(r"(?i)^(?:bearer|token|basic|bot|ops|apikey)[ \t]+")

_STRONG = re.compile(
    r"secret|token|passw|pwd|credential|api_?key|private_?key|(?:access|auth|sign(?:ing)?|"
    r"encrypt(?:ion)?|master|service|account|client|webhook|licen[cs]e|deploy|admin|server|write|"
    r"app|project|bot|user|team|personal|session|hmac|shared|seal|cipher|aes|fernet)_?key"
)
_PASSWORD = re.compile(
    r"passw(?:or)?d|passwort|passphrase|pwd|"
    r"(?:^|_|db|user|smtp|mail|root|admin|my|pg|sql|redis|ssh|ftp|http)(?:pass|pw)$"
)
#: Names of what is no secret although a word of one is in them.
_HARMLESS = re.compile(
    r"public|publish|site_?key|cache|primary|foreign|partition|sort_?key|idempoten|keyword|"
    r"keyboard|keychain|keyframe|keycode|keymap|keynote|monkey|turkey|hotkey|donkey|whiskey|csrf|xsrf|"
    r"max_?tokens?|tokeni[sz]|tokens$|token_?(?:count|limit|type|ttl|usage|budget|price)|hash|digest|"
    r"checksum|integrity|fingerprint|thumbprint|sha\d|md5|key_?id$|keyid$|author|etag|page_?token|"
    r"continuation|cursor|next_?token|placeholder|example|sample|translation|i18n|lookup|object_?key|"
    r"(?:url|uri|name|type|path)$|"
    r"(?:^|_)(?:file|filename|dir|kind|length|len|size|count|header|label|field|prefix|"
    r"suffix|regex|pattern|algorithm|version|env|var|ref|arn|help|hint|text|message|title|input|form|"
    r"button|error|errors|description|expiry|expires|expires_in|lifetime|age|policy|validators|reset|"
    r"class|module|view|endpoint|issuer|audience|scope|scopes|format|status|set|enabled|required|alias|"
    r"date|at|time|created|updated|rotation)$"
)
_COMMENT = re.compile(r"\s*(?:#|//|/\*|\*|--|;|<!--)")
#: What a value without quotation marks has to be in code: no name, no call, with a digit.
_PLAIN = re.compile(r"(?![A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$)(?=.*\d)[\w+/=~.-]{12,}")
#: Code: a value without quotation marks is a name there.
_CODE_TEXT = """
py pyi js mjs cjs jsx ts tsx vue svelte go rs rb java kt scala cs c cc cpp h hpp php swift m ex
exs erl clj dart lua pl r sql css scss less
"""
_CODE = frozenset(_CODE_TEXT.split())
_PROSE_TEXT = """
md rst txt html htm adoc po pot tex
"""
_PROSE = frozenset(_PROSE_TEXT.split())
_LOCKS_TEXT = """
package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml poetry.lock uv.lock pipfile.lock
pdm.lock composer.lock cargo.lock gemfile.lock go.sum bun.lock flake.lock deno.lock mix.lock
packages.lock.json gradle.lockfile podfile.lock
"""
_LOCKS = frozenset(_LOCKS_TEXT.split())
_TESTS = re.compile(r"(?:^|/)(?:tests?|specs?|fixtures|__tests__|testdata)/|(?:^|/)(?:test_|"
                    r"conftest)|"
                    r"[._-](?:test|spec)s?\.\w+$")  # fmt: skip


#: Two signs of a program: in a minified script the end of a text poses as the beginning of one.
_PROGRAM = re.compile(r"[(){};\[\]][^(){};\[\]]*[(){};\[\]]")


_PGPASS = re.compile(r"(?m)^[^#:\n][^:\n]*:[\d*]*:[^:\n]*:[^:\n]*:(?P<value>[^\s]{4,200})$")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the file's name says about how values stand in it."""

    code: bool
    prose: bool
    tests: bool
    netrc: bool
    table: bool


def find(text: Text) -> Iterator[Hit]:
    """Every value with a telling name; nothing in lock files, which are full of hashes."""
    path = PurePosixPath(text.path)
    name = path.name.lower()
    if name in _LOCKS:
        return
    ending = name.rpartition(".")[2]
    place = _Place(
        code=ending in _CODE,
        prose=ending in _PROSE,
        tests=bool(_TESTS.search(text.path)),
        netrc=name in (".netrc", "_netrc"),
        table=ending in ("csv", "tsv", "md"),
    )
    if name == ".pgpass":
        yield from _pgpass(text)
        return
    done = 0
    for word in _WORD.finditer(text.lower):
        if word.start() < done:
            continue
        before = text.text[max(done, word.start() - 60) : word.start()]
        begin = word.start() - (len(before) - len(before.rstrip(_NAME_CHARS)))
        rest = _NAME_REST.match(text.text, word.end())
        done = rest.end() if rest else word.end()
        hit = _behind(text, begin, done, place)
        if hit is not None:
            done = hit.end
            yield hit


def _pgpass(text: Text) -> Iterator[Hit]:
    """host:port:database:user:password, the last of each line (PostgreSQL, The Password File)."""
    for line in _PGPASS.finditer(text.text):
        yield Hit(common.PASSWORD, line.start("value"), line.end("value"), line["value"])


def _behind(text: Text, begin: int, end: int, place: _Place) -> Hit | None:
    """The value of the name that stands from ``begin`` to ``end``."""
    name = text.text[begin:end]
    lower = _snake(name)
    if len(lower) > 80 or _HARMLESS.search(lower):
        return None
    if not (_STRONG.search(lower) or _PASSWORD.search(lower) or lower.endswith(("key", "auth"))):
        return None
    if place.code and _COMMENT.match(text.text[text.line_start(begin) : begin]):
        place = replace(place, code=False)
    for operator in _OPERATORS:
        match = operator.match(text.text, end)
        if match and (
            operator is not _CALL or _CALLED.search(text.text[max(0, begin - 60) : begin])
        ):
            hit = _value(text, begin, match.end(), lower, place, colon=operator is _COLON)
            if hit is not None or operator not in (_EQUALS, _COLON):
                return hit
    return _apart(text, begin, end, lower, place)


def _apart(text: Text, begin: int, end: int, name: str, place: _Place) -> Hit | None:
    """A value that only a space or a column parts from its name, where that means something."""
    before = text.text[text.line_start(begin) : begin]
    operator = _COLUMN if place.table else None
    if (
        text.text.startswith("--", begin)
        or place.netrc
        or re.fullmatch(r"\s*(?:ENV|ARG|setenv|set)\s+", before)
    ):
        operator = _SPACE
    match = operator.match(text.text, end) if operator else None
    return _value(text, begin, match.end(), name, place, colon=False) if match else None


def _snake(name: str) -> str:
    """``stripeSecretKey`` and ``stripe.secret-key`` as ``stripe_secret_key``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip("-."))
    return re.sub(r"[.-]", "_", parted).lower()


def _value(text: Text, begin: int, at: int, name: str, place: _Place, *, colon: bool) -> Hit | None:
    quoted = _QUOTED.match(text.text, at)
    if quoted:
        value, start = quoted["value"], quoted.start("value")
    else:
        bare = _BARE.match(text.text, at)
        if not bare:
            return None
        value, start = bare[0], bare.start()
        if text.text[begin - 1 : begin] in ("?", "&") or "%" in text.text[at - 3 : at]:
            value = re.split(r"&|#|%26|%22", value)[0]
        value = value.rstrip(")]}:.")
        if value.count("=") + value.count(":") > 6:
            return None  # A chain of pairs, each of which is looked at by itself.
    scheme = _HEADER.match(value)
    if scheme:
        value, start = value[scheme.end() :], start + scheme.end()
    kind = _judge(name, value, place, quoted=bool(quoted))
    if kind is None:
        return None
    after = text.text[start + len(value) : start + len(value) + 2]
    if not quoted and place.prose and colon and after[:1] not in ("", "\n", "\r", "<", ","):
        return None
    return Hit(kind, start, start + len(value), value)


def _judge(name: str, value: str, place: _Place, *, quoted: bool) -> Kind | None:
    """Which kind a value with this name is, or None where it is no secret."""
    if is_for_everybody(value):
        return None
    if re.search(r"secret_key(?:_fallbacks?)?$", name) and looks_like_a_django_key(value):
        return common.SECRET_KEY
    if not quoted and (CODE.search(value) or (place.code and not _PLAIN.fullmatch(value))):
        return None
    strong = _STRONG.search(name) is not None
    if _PASSWORD.search(name):
        if place.tests or (place.code and not quoted):
            real = looks_random(value, least=12)
        else:
            real = plausible_password(value, quoted=quoted) or looks_random(value)
        return (by_name(name) or common.PASSWORD) if real else None
    if UUID.fullmatch(value):
        return (by_name(name) or common.GENERIC) if strong and not is_zero(value) else None
    if not looks_random(value, least=16 if strong else 20) or _PROGRAM.search(value):
        return None
    if name in ("key", "keys", "auth") and (
        len(value) < 24 or re.fullmatch(r"[0-9a-f]+|[0-9a-z-]+", value)
    ):
        return None
    if re.fullmatch(r"(?:.*_)?secret_key(?:_fallbacks?)?", name) and by_name(name) in (
        None, common.SECRET_KEY,
    ):  # fmt: skip
        return common.SECRET_KEY
    return by_name(name) or common.GENERIC


def is_zero(value: str) -> bool:
    """Whether a UUID is one that nobody drew: all noughts, or one digit throughout."""
    return len(set(value.replace("-", ""))) <= 4
