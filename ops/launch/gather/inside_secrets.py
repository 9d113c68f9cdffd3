"""What can be told of the secrets of this deployment without telling one.

The facts hold names and judgements, never a value: a report is printed, mailed and kept.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ops.environment import Environment, Variable
from ops.launch.network.names import is_local

#: Bits below which a secret of our own making can be guessed; token_urlsafe(32) has about 160 here.
ENOUGH_BITS = 80
#: A shorter value is no secret whose twin would tell anything.
SHORTEST_TWIN = 12

#: Words that only stand where a value is still missing; of a longer value they may be a part.
_STAND_INS = re.compile(
    r"change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|insert[-_ ]|fill[-_ ]?(me|in)"
    r"|your[-_ ]?(own[-_ ]?)?(api|secret|key|token|password|value|random|postmark|open|sentry)"
    r"|my[-_ ]?secret|(api|secret)[-_ ]?key[-_ ]?(here|goes)|[-_ ]here$|place[-_ ]?holder|example"
    r"|dummy|not[-_ ]a[-_ ]?(real|secret)|super[-_ ]?secret|keep[-_ ]?(it[-_ ])?secret"
    r"|x{5}|\*{4}|\.{3}|…|123456789|password123",
    re.IGNORECASE,
)
#: Words that are a stand-in when they are all there is.
_WHOLE = frozenset((
    "password", "passwd", "pass", "secret", "key", "token", "apikey", "api_key", "value",
    "string", "none", "null", "nil", "undefined", "false", "true", "test", "testing", "todo",
    "tbd", "fixme", "foo", "bar", "foobar", "abc", "abc123", "admin", "root", "user",
    "username", "default", "sample", "demo", "temp", "xxx", "xxxx", "qwerty", "letmein",
    "hunter2", "s3cret", "sk-", "sk-xxx", "changeit",
))  # fmt: skip
#: Text that some tool should have replaced: ${NAME}, {{ name }}, <name>, %NAME%, $(name).
_UNFILLED = re.compile(r"^\$\{?[A-Za-z_(]|\$\{[^}]*\}|\{\{|^<.*>$|^\[.*\]$|^%\w+%$")
#: The example forms of addresses in the documentation.
_EXAMPLE_PARTS = frozenset({"user", "username", "password", "host", "name", "pass", "dbname"})
_COMMON_PASSWORDS = _WHOLE | frozenset((
    "postgres", "postgresql", "redis", "mysql", "slipway", "123", "1234", "12345", "123456",
    "12345678", "docker", "mail",
))  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretFacts:
    """Names of variables, and what is wrong with their values.

    ``weak`` and ``dummy`` are (name, why); ``shared`` groups of names that hold the same, or one of
    which holds the other; ``leaking`` is (open variable, secret whose value stands in it).
    ``fallbacks`` are what is wrong with old keys that are still believed.
    """

    weak: tuple[tuple[str, str], ...] = ()
    dummy: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[str, ...], ...] = ()
    leaking: tuple[tuple[str, str], ...] = ()
    fallbacks: tuple[str, ...] = ()
    examined: int = field(default=0)


def secret_facts(
    environment: Environment, fallbacks: Sequence[str] = (), key: str = ""
) -> SecretFacts:
    """Judge every secret of the manifest; ``fallbacks`` are the old keys of ``key``."""
    held = {
        variable.name: environment.source[variable.name].strip()
        for variable in environment
        if environment.is_set(variable.name)
    }
    named = {v.name for v in environment if v.secret and v.name in held}
    # Old keys have sentences of their own, from old_keys.
    secret = [v for v in environment if v.name in named - {"SECRET_KEY_FALLBACKS"}]
    dummy = {v.name: why for v in secret if (why := stand_in(held[v.name], v))}
    weak = {
        v.name: why
        for v in secret
        if v.name not in dummy and (why := weakness(held[v.name], ours=_made_by_us(v)))
    }
    values = {v.name: held[v.name] for v in secret if v.name not in dummy}
    return SecretFacts(
        weak=tuple(weak.items()),
        dummy=tuple(dummy.items()),
        shared=twins(values, apart=_one_account(environment)),
        leaking=tuple(
            (name, owner)
            for name, value in held.items()
            if name not in named
            for owner, hidden in values.items()
            if len(hidden) >= SHORTEST_TWIN and hidden in value
        ),
        fallbacks=tuple(old_keys(fallbacks, key)),
        examined=len(named),
    )


def _made_by_us(variable: Variable) -> bool:
    """Whether the founder made it up, and no provider did."""
    return "secrets.token" in variable.source


def _one_account(environment: Environment) -> tuple[frozenset[str], ...]:
    """Pairs that may be the same: two models of one provider have one key."""
    names = ("LLM_PROVIDER", "LLM_FALLBACK_PROVIDER")
    if all(name in environment for name in names):
        first, second = (environment.get(name) for name in names)
        if first == second:
            return (frozenset({"LLM_API_KEY", "LLM_FALLBACK_API_KEY"}),)
    return ()


def stand_in(value: str, variable: Variable | None = None) -> str:
    """Why a value is no secret but what stood there before one, or ""."""
    if variable is not None and variable.default and value == variable.default:
        return "is what .env.example says"
    if _UNFILLED.search(value):
        return "is a place that some tool should have filled in, such as ${NAME} or <NAME>"
    if "://" in value:
        return _example_address(value)
    if value.lower().strip("\"' ") in _WHOLE:
        return "is a word that stands where a secret should"
    if _STAND_INS.search(value):
        return "holds words of an example, such as change-me or your-key-here"
    return ""


def _example_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        user, password, host = parts.username or "", parts.password or "", parts.hostname or ""
    except ValueError:
        return ""
    if {user.lower(), password.lower()} & {"user", "username"} and "pass" in password.lower():
        return "is the example of the documentation"
    if host in _EXAMPLE_PARTS or host.endswith((".example", "example.com", "example.org")):
        return "names the host of an example"
    if _STAND_INS.search(unquote(password)):
        return "holds a password of an example"
    return ""


def weakness(value: str, *, ours: bool) -> str:
    """Why a secret can be guessed, or "". What a provider made up is only judged for its password.

    The bits are those of the characters without runs (abc, 111) and repetitions, an upper bound.
    """
    if "://" in value:
        return _weak_password(value)
    if ours and (bits := bits_of(value)) < ENOUGH_BITS:
        return f"can be guessed: it varies too little (about {bits:.0f} bits, {ENOUGH_BITS} needed)"
    return ""


def _weak_password(value: str) -> str:
    try:
        parts = urlsplit(value)
        user, password = parts.username or "", unquote(parts.password or "")
    except ValueError:
        return ""
    host = parts.hostname or ""
    if not password or is_local(host) or "." not in host:
        return ""
    if password.lower() in _COMMON_PASSWORDS or password.lower() == user.lower():
        return "holds a password that everybody tries first"
    return "holds a password of fewer than 8 characters" if len(password) < 8 else ""


def bits_of(value: str) -> float:
    """How many bits a value has at most: Shannon's per character, runs and repetitions once."""
    plain = _without_runs(value)
    plain = plain[: _period(plain)]
    if not plain:
        return 0.0
    counts = Counter(plain)
    per = -sum(n / len(plain) * math.log2(n / len(plain)) for n in counts.values())
    return per * len(plain)


def _without_runs(value: str) -> str:
    """Characters that follow from the two before them (abcd, 9876, aaaa) left out."""
    kept: list[str] = []
    for place, mark in enumerate(value):
        if place >= 2:
            step = ord(value[place - 1]) - ord(value[place - 2])
            if abs(step) <= 1 and ord(mark) - ord(value[place - 1]) == step:
                continue
        kept.append(mark)
    return "".join(kept)


def _period(value: str) -> int:
    """The length of what a value repeats; its own where it repeats nothing."""
    for length in range(1, len(value) // 2 + 1):
        if all(value[place] == value[place % length] for place in range(len(value))):
            return length
    return len(value)


def twins(
    values: dict[str, str], *, apart: Iterable[frozenset[str]] = ()
) -> tuple[tuple[str, ...], ...]:
    """Groups of names whose values are the same, or of which one holds the other.

    A password inside an address counts as a value too.
    """
    whole = {name: _core(value) for name, value in values.items()}
    fine = tuple(apart)
    groups: list[set[str]] = []
    names = [name for name, value in whole.items() if len(value) >= SHORTEST_TWIN]
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if frozenset({one, other}) in fine:
                continue
            if whole[one] in whole[other] or whole[other] in whole[one]:
                near = [group for group in groups if group & {one, other}]
                joined = {one, other}.union(*near)
                groups = [group for group in groups if group not in near] + [joined]
    return tuple(tuple(name for name in names if name in group) for group in groups)


def _core(value: str) -> str:
    if "://" not in value:
        return value
    try:
        return unquote(urlsplit(value).password or "")
    except ValueError:
        return ""


def old_keys(fallbacks: Sequence[str], key: str) -> Iterable[str]:
    """What is wrong with SECRET_KEY_FALLBACKS, in sentences."""
    if key and key in fallbacks:
        yield "One of the old keys is the present one, so nothing was rotated."
    if any(stand_in(old) or bits_of(old) < ENOUGH_BITS for old in fallbacks):
        yield "One of the old keys can be guessed, and what it signs is still believed."
    if len(fallbacks) > 2:
        yield f"{len(fallbacks)} old keys are still believed."
