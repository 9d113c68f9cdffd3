"""A received message, judged as its receiver judged it: DKIM, SPF, alignment, DMARC, unsubscribing.

DKIM is verified anew from the octets. SPF cannot be: the sending address is gone, so it is taken
from what the receiving server wrote on top of the message.
"""

from __future__ import annotations

import email.utils
import re
import time
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from ops.launch.email.auth_results import (
    AuthResults,
    MethodResult,
    SpfClaim,
    address_domain,
    authentication_results,
    parse_results,
    spf_claim,
    without_comments,
)
from ops.launch.email.dmarc import Discovery, discover, would_align
from ops.launch.email.mime_text import Message, read_message
from ops.launch.email.signature import SignatureResult, covers, verify_signatures
from ops.launch.email.spf.misspelt import shown
from ops.launch.network.names import BadName, ascii_name
from ops.launch.network.resolver import Lookup

ONE_CLICK = "List-Unsubscribe=One-Click"


class DmarcVerdict(StrEnum):
    """What a receiver decides; ``invalid`` where the From line leaves nothing to decide on."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    NONE = "none"
    UNKNOWN = "unknown"
    INVALID = "invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who the message says it is from; ``problem`` is why nobody can tell."""

    address: str = ""
    domain: str = ""
    problem: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """A signature, and whether its domain speaks for the author; None where not known."""

    signature: SignatureResult
    aligned: bool | None

    @property
    def counts(self) -> bool:
        """Whether it alone lets the message pass DMARC."""
        return self.signature.passed and self.aligned is True


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsubscribe:
    """The one-click unsubscribe of RFC 8058. ``https`` is the address that a click posts to."""

    uris: tuple[str, ...] = ()
    https: str = ""
    post: bool = False
    signed: bool = False
    problems: tuple[str, ...] = ()

    @property
    def present(self) -> bool:
        """Whether the message says anything about unsubscribing."""
        return bool(self.uris)

    @property
    def one_click(self) -> bool:
        """Whether mailbox providers can offer it with one click."""
        return bool(self.https) and self.post and self.signed


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageReport:
    """Everything about one message.

    ``by`` are the ways in which DMARC passes (dkim, spf). ``spf_aligned`` is about the domain of
    the return path, whatever the result of SPF was.
    """

    author: Author
    subject: str
    signatures: tuple[Signed, ...]
    spf: SpfClaim
    spf_aligned: bool | None
    return_path: str
    auth_results: tuple[AuthResults, ...]
    dmarc: Discovery | None
    verdict: DmarcVerdict
    by: tuple[str, ...]
    unsubscribe: Unsubscribe
    received_at: float | None
    notes: tuple[str, ...] = ()

    def stated(self, method: str) -> str:
        """What the receiving server said of a method: ``pass``, ``fail``…; "" for nothing."""
        for field in self.auth_results:
            if field.trusted and field.of(method):
                return field.of(method)[0].result
        return ""


def verify_message(octets: bytes, lookup: Lookup, *, now: float | None = None) -> MessageReport:
    """Verify a message file (``.eml``).

    Signatures are judged as of when it was received, by its topmost Received line, else as of
    ``now`` (seconds since 1970; the clock's by default). Never raises for what is in the file.
    """
    message = read_message(octets)
    received = _received_at(message)
    moment = received if received is not None else time.time() if now is None else now
    author = author_of(message)
    results = verify_signatures(message, lookup, now=moment)
    stated = authentication_results(message)
    claim = spf_claim(message, stated)
    discovery = discover(author.domain, lookup) if author.domain else None
    record = discovery.record if discovery else None
    signed = tuple(
        Signed(signature=result, aligned=_align(author, result.domain,
                                                record.adkim if record else "r", lookup))
        for result in results
    )  # fmt: skip
    spf_aligned = _align(author, claim.domain, record.aspf if record else "r", lookup)
    verdict, by = _verdict(author, signed, claim, spf_aligned, discovery)
    return MessageReport(
        author=author,
        subject=shown(message.first("subject")),
        signatures=signed,
        spf=claim,
        spf_aligned=spf_aligned,
        return_path=address_domain(message.first("return-path")),
        auth_results=tuple(stated),
        dmarc=discovery,
        verdict=verdict,
        by=by,
        unsubscribe=unsubscribe_of(message, results),
        received_at=received,
        notes=message.notes,
    )


def author_of(message: Message) -> Author:
    """The one address of the one From line, its domain in ASCII (RFC 9989 section 5.3.1)."""
    fields = message.all("from")
    if len(fields) != 1:
        what = "no From line" if not fields else f"{len(fields)} From lines"
        return Author(problem=f"the message has {what}; exactly one is right")
    addresses = _addresses(fields[0].text[:10_000])
    if not addresses:
        return Author(problem="the From line holds no email address")
    try:
        domains = {ascii_name(_host(address)) for address in addresses}
    except BadName as error:
        return Author(address=shown(addresses[0]), problem=f"the From address: {error}")
    if len(domains) > 1:
        return Author(address=shown(addresses[0]), problem="the From line names several domains")
    return Author(address=shown(addresses[0]), domain=domains.pop())


def _addresses(text: str) -> list[str]:
    """The addresses of a From line. The standard library's parser can be sent into recursion."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", without_comments(text))
    found = []
    for part in re.split("[,;]", bare):
        angle = re.search(r"<([^<>]*)>", part)
        address = (angle[1] if angle else part.rpartition(":")[2]).strip()
        if "@" in address:
            found.append(address)
    return found


def _host(address: str) -> str:
    """The domain of an address; latin-1 octets that are UTF-8 are read as that (RFC 6532)."""
    host = address.rpartition("@")[2]
    try:
        return host.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return host


def _align(author: Author, domain: str, mode: str, lookup: Lookup) -> bool | None:
    if not author.domain or not domain:
        return None
    return would_align(author.domain, domain, mode, lookup)


def _verdict(
    author: Author,
    signed: tuple[Signed, ...],
    claim: SpfClaim,
    spf_aligned: bool | None,
    discovery: Discovery | None,
) -> tuple[DmarcVerdict, tuple[str, ...]]:
    """DMARC as the receiver had to decide it (RFC 9989 section 5.3.2)."""
    if not author.domain or discovery is None:
        return DmarcVerdict.INVALID, ()
    spf_counts = claim.result == "pass" and spf_aligned is True
    ways = (("dkim", any(entry.counts for entry in signed)), ("spf", spf_counts))
    by = tuple(way for way, counts in ways if counts)
    if discovery.unknown and discovery.record is None:
        return DmarcVerdict.UNKNOWN, by
    if discovery.record is None or not discovery.record.applies:
        return DmarcVerdict.NONE, by
    if by:
        return DmarcVerdict.PASS, by
    open_dkim = any(
        entry.aligned is not False
        and entry.signature.result in ("pass", "temperror")
        for entry in signed
    )  # fmt: skip
    open_spf = spf_aligned is not False and claim.result in ("", "pass", "temperror")
    return (DmarcVerdict.UNKNOWN if open_dkim or open_spf else DmarcVerdict.FAIL), ()


def _received_at(message: Message) -> float | None:
    """When the last server took the message in, by its own clock."""
    _, semicolon, date = message.first("received")[:5_000].rpartition(";")
    if not semicolon:
        return None
    try:
        return email.utils.parsedate_to_datetime(date.strip()[:100]).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def unsubscribe_of(message: Message, results: list[SignatureResult]) -> Unsubscribe:
    """The List-Unsubscribe fields, and what keeps them from working with one click."""
    uris = [
        re.sub(r"\s+", "", uri)
        for field in message.all("list-unsubscribe")[:5]
        for uri in re.findall(r"<([^<>]{1,2000})>", field.text[:10_000])
    ]
    secure = next((uri for uri in uris if _is_https(uri)), "")
    posts = [field.text for field in message.all("list-unsubscribe-post")]
    post = posts == [ONE_CLICK]
    signed = covers(results, "list-unsubscribe", "list-unsubscribe-post")
    problems = []
    if uris and not secure:
        problems.append("no https address stands in List-Unsubscribe")
    if uris and not posts:
        problems.append("the line List-Unsubscribe-Post is missing")
    elif uris and not post:
        problems.append(f"List-Unsubscribe-Post has to be exactly {ONE_CLICK}")
    if uris and secure and post and not signed:
        problems.append("no DKIM signature that holds covers both lines")
    return Unsubscribe(
        uris=tuple(shown(uri, 300) for uri in uris[:20]),
        https=shown(secure, 300),
        post=post,
        signed=signed,
        problems=tuple(problems),
    )


def _is_https(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        return parts.scheme.lower() == "https" and bool(parts.hostname)
    except ValueError:
        return False


__all__ = [
    "AuthResults", "Author", "DmarcVerdict", "MessageReport", "MethodResult", "SignatureResult",
    "Signed", "SpfClaim", "Unsubscribe", "author_of", "parse_results", "unsubscribe_of",
    "verify_message",
]  # fmt: skip
