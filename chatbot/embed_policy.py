"""What a Content-Security-Policy says about a script and a frame of ours.

Only what the launch check needs of https://www.w3.org/TR/CSP3/: source lists with their fallbacks,
nonces, ``'strict-dynamic'``, and ``frame-ancestors``. A policy can only take away, so with several
each has to allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

SCRIPT = ("script-src-elem", "script-src", "default-src")
FRAME = ("frame-src", "child-src", "default-src")
_PORTS = {"http": 80, "https": 443}
_KEYWORDS_OF_HASHES = ("'sha256-", "'sha384-", "'sha512-")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its directives in lower case with their sources, and where it was read."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]
    where: str = "header"

    def sources(self, names: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
        """The first of these directives that is there, and its sources; None where none is."""
        found = dict(self.directives)
        return next(((name, found[name]) for name in names if name in found), None)


def policies(values: Iterable[str], where: str = "header") -> list[Policy]:
    """Those of header lines or of a ``<meta>``; of a doubled directive the first counts."""
    found = []
    for text in (part for value in values for part in value.split(",")):
        directives: dict[str, tuple[str, ...]] = {}
        for piece in text.split(";"):
            name, *sources = piece.split() or [""]
            if name:
                directives.setdefault(name.lower(), tuple(sources))
        if directives:
            found.append(Policy(tuple(directives.items()), where))
    return found


@dataclass(frozen=True, slots=True)
class Refusal:
    """A directive that forbids something of ours; ``by_nonce`` says that addresses do not count."""

    directive: str
    where: str
    sources: tuple[str, ...] = ()
    by_nonce: bool = False


def script_refused(
    found: Iterable[Policy], url: str, page: str, *, nonce: str = "", hashes: str = ""
) -> Refusal | None:
    """What forbids a page to load the script at ``url`` with this nonce and these hashes."""
    for policy in found:
        given = policy.sources(SCRIPT)
        if given is None:
            continue
        name, sources = given
        if nonce and f"'nonce-{nonce}'" in sources:
            continue
        if hashes and all(f"'{one}'" in sources for one in hashes.split()):
            continue
        trusts = "'strict-dynamic'" in (source.lower() for source in sources)
        if trusts and any(_is_key(source) for source in sources):
            return Refusal(name, policy.where, sources, by_nonce=True)
        if not any(covers(source, url, page) for source in sources):
            return Refusal(name, policy.where, sources)
    return None


def frame_refused(found: Iterable[Policy], url: str, page: str) -> Refusal | None:
    """What forbids a page to hold a frame with ``url``."""
    for policy in found:
        given = policy.sources(FRAME)
        if given and not any(covers(source, url, page) for source in given[1]):
            return Refusal(given[0], policy.where, given[1])
    return None


def ancestor_refused(found: Iterable[Policy], origin: str, own: str) -> bool:
    """Whether a page that comes with these policies may not be framed by ``origin``."""
    for policy in found:
        given = policy.sources(("frame-ancestors",))
        if given and not any(covers(source, f"{origin}/", f"{own}/") for source in given[1]):
            return True
    return False


def covers(source: str, url: str, page: str) -> bool:
    """Whether one source of a list fits ``url``; ``page`` is whose policy it is."""
    wanted, own = urlsplit(url), urlsplit(page)
    source = source.lower()
    if source == "'self'":
        return _origin(url) == _origin(page)
    if source == "*":
        return wanted.scheme in ("http", "https")
    if source.startswith("'"):
        return False
    if source.endswith(":") and "/" not in source:
        return _upgraded(source[:-1], wanted.scheme)
    return _host_covers(source, url, own.scheme)


def _host_covers(source: str, url: str, scheme: str) -> bool:
    wanted = urlsplit(url)
    given, _, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    name, _, port = host.partition(":")
    if not _upgraded(given or scheme, wanted.scheme):
        return False
    reached = wanted.hostname or ""
    if name.startswith("*."):
        if not reached.endswith(name[1:]):
            return False
    elif name not in ("*", reached):
        return False
    usual = _PORTS.get(wanted.scheme)
    if port != "*" and (wanted.port or usual) != (int(port) if port.isdigit() else usual):
        return False
    way = wanted.path.lower() or "/"
    return (
        not slash
        or not path
        or (way.startswith(f"/{path}") if path.endswith("/") else way == f"/{path}")
    )


def _upgraded(given: str, wanted: str) -> bool:
    """``http`` allows ``https`` as well, not the other way round."""
    return given == wanted or (given == "http" and wanted == "https")


def _is_key(source: str) -> bool:
    return source.startswith(("'nonce-", *_KEYWORDS_OF_HASHES))


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
