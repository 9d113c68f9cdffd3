"""What the receiving server wrote down: ``Authentication-Results`` (RFC 8601), ``Received-SPF``.

Anybody can put such a field into a message; only those on top, which the last server added, say
something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ops.launch.email.mime_text import Message
from ops.launch.email.spf.misspelt import shown

#: Fields and results of one field that are read, and the length of one.
MOST_FIELDS, MOST_RESULTS, LONGEST = 20, 50, 20_000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|;|=|[^\s;="()]+', re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodResult:
    """One result: ``method`` spf, dkim, dmarc, arc…; ``properties`` as ("smtp.mailfrom", value)."""

    method: str
    result: str
    reason: str = ""
    properties: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of a property, or ""."""
        return next((value for key, value in self.properties if key == name.lower()), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthResults:
    """One field. ``trusted`` says that it stands on top, where only the last server writes."""

    server: str
    results: tuple[MethodResult, ...] = ()
    trusted: bool = False
    faults: tuple[str, ...] = ()
    text: str = ""

    def of(self, method: str) -> list[MethodResult]:
        """The results of one method."""
        return [result for result in self.results if result.method == method]


def authentication_results(message: Message) -> list[AuthResults]:
    """All such fields from the top down; those directly on top by one server are trusted."""
    found: list[AuthResults] = []
    top: str | None = None
    adjacent = True
    for field in message.fields:
        if field.name == "authentication-results" and len(found) < MOST_FIELDS:
            parsed = parse_results(field.text)
            top = parsed.server if top is None else top
            trusted = adjacent and parsed.server == top
            found.append(
                AuthResults(server=parsed.server, results=parsed.results, trusted=trusted,
                            faults=parsed.faults, text=parsed.text)
            )  # fmt: skip
            adjacent = trusted
        elif field.name == "from" or (top is not None and field.name == "received"):
            adjacent = False  # a server writes above what its sender wrote
    return found


def parse_results(text: str) -> AuthResults:
    """The content of one field; never raises."""
    parts: list[list[str]] = [[]]
    for mark in _TOKEN.findall(without_comments(text[:LONGEST])):
        if mark == ";":
            parts.append([])
        else:
            parts[-1].append(mark)
    # Microsoft leaves the name of its server out and begins with the first result.
    nameless = parts[0][1:2] == ["="]
    server = "" if nameless or not parts[0] else _bare(parts[0][0])
    results, faults = [], []
    for part in parts[0 if nameless else 1 : MOST_RESULTS + 1]:
        if not part or [token.lower() for token in part] == ["none"]:
            continue
        result = _result(part)
        if result is None:
            faults.append(shown(" ".join(part)))
        else:
            results.append(result)
    return AuthResults(server=shown(server.lower()), results=tuple(results), faults=tuple(faults),
                       text=shown(text))  # fmt: skip


def _result(tokens: list[str]) -> MethodResult | None:
    pairs = [
        (tokens[place - 1], tokens[place + 1])
        for place in range(1, len(tokens) - 1)
        if tokens[place] == "="
    ]
    if len(tokens) < 3 or tokens[1] != "=" or not pairs:
        return None
    (method, result), *others = pairs
    reason = next((_bare(value) for key, value in others if key.lower() == "reason"), "")
    properties = [(key.lower(), shown(_bare(value))) for key, value in others if "." in key]
    return MethodResult(
        method=shown(method.partition("/")[0].lower()), result=shown(_bare(result).lower()),
        reason=shown(reason), properties=tuple(properties),
    )  # fmt: skip


def _bare(token: str) -> str:
    if token.startswith('"') and token.endswith('"') and len(token) > 1:
        return re.sub(r"\\(.)", r"\1", token[1:-1])
    return token


def without_comments(text: str) -> str:
    """The text with its comments in (nested) brackets turned into blanks."""
    result, depth, quoted, escaped = [], 0, False, False
    for mark in text:
        if escaped:
            escaped = False
        elif mark == "\\":
            escaped = True
        elif mark == '"' and not depth:
            quoted = not quoted
        elif mark == "(" and not quoted:
            depth += 1
        elif mark == ")" and depth and not quoted:
            depth -= 1
            result.append(" ")
            continue
        if not depth:
            result.append(mark)
    return "".join(result)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpfClaim:
    """What the receiving server said about SPF. ``domain`` is that of the return path.

    ``source`` is the field it was read from, or "" where no trusted field says anything.
    """

    result: str = ""
    domain: str = ""
    source: str = ""
    server: str = ""


def spf_claim(message: Message, fields: list[AuthResults]) -> SpfClaim:
    """SPF as the last server stated it, with the domain of the return path."""
    return_path = address_domain(message.first("return-path"))
    for field in fields:
        for result in field.of("spf") if field.trusted else ():
            stated = result.get("smtp.mailfrom") or result.get("smtp.mail")
            return SpfClaim(
                result=result.result,
                domain=address_domain(stated) if stated else return_path,
                source="Authentication-Results",
                server=field.server,
            )
    hops = 0
    for entry in message.fields:
        hops += entry.name == "received"
        if entry.name == "received-spf" and hops <= 1:  # further down another server wrote it
            return _received_spf(entry.text, return_path)
    return SpfClaim(domain=return_path)


def _received_spf(text: str, return_path: str) -> SpfClaim:
    plain = without_comments(text[:LONGEST])
    result = plain.split()[0].lower().rstrip(";") if plain.split() else ""
    match = re.search(r'envelope-from=(?:"([^"]*)"|([^\s;]+))', plain, re.IGNORECASE)
    stated = (match[1] or match[2] or "") if match else ""
    return SpfClaim(result=shown(result), domain=address_domain(stated) or return_path,
                    source="Received-SPF")  # fmt: skip


def address_domain(text: str) -> str:
    """The domain of an address such as ``<bounce@example.com>``; a bare domain is one too."""
    bare = text.strip().strip("<>\"'").strip()
    domain = bare.rpartition("@")[2].strip().strip("<>\"'").lower().rstrip(".")
    return domain if re.fullmatch(r"[a-z0-9_\-]+(\.[a-z0-9_\-]+)*", domain) else ""
