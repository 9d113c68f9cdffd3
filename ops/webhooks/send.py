"""One POST to somebody else's server: https, a public address, no redirect, five seconds.

On the launch checks' own connections: the name is resolved here and the connection goes to the
address that was judged, so a name that leads elsewhere at the second look leads nowhere.
"""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ops.launch.network.connect import Connector, Refused, Way
from ops.launch.network.deadline import Deadline
from ops.launch.network.fetch import NoResponse, fetch, trusting
from ops.launch.network.names import BadName, ascii_name, is_address
from ops.launch.network.resolver import MEANING, Resolver, system_servers
from ops.launch.world import NetworkOptions

#: Seconds for the whole of it, and for finding out whether an address may be used at all.
PATIENCE = 5.0
#: Bytes of an answer that are read, and addresses of a name that are tried.
ANSWER, ADDRESSES = 2000, 2
LONGEST = 2000
AGENT = "Slipway-webhooks/1 (+https://github.com/slipway)"
#: The longest that another server may make us wait by ``Retry-After``, in seconds.
LONGEST_WAIT = 24 * 3600.0

#: Where the network is; tests set one of their own.
options = NetworkOptions()


class BadAddress(Exception):
    """An address that is told nothing; the message says what to change.

    ``for_now`` says that it may be right and could only not be looked up.
    """

    def __init__(self, message: str, *, for_now: bool = False) -> None:
        super().__init__(message)
        self.for_now = for_now


class NotDelivered(Exception):
    """The other side did not take it. ``status`` is None where it did not answer at all.

    ``permanent`` says that another try is no use, ``gone`` that it wants no more (410), ``wait``
    how many seconds it asks for.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        permanent: bool = False,
        gone: bool = False,
        wait: float = 0.0,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.permanent = permanent
        self.gone = gone
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be used, its host in the letters of DNS, and the ways to it."""

    url: str
    ways: tuple[Way, ...]


def target_of(url: str, deadline: Deadline | None = None) -> Target:
    """Judge an address and look its name up; raises ``BadAddress``."""
    deadline = deadline or Deadline(PATIENCE)
    host, port = _parts(url)
    parts = urlsplit(url)
    shown = f"[{host}]" if ":" in host else host
    url = urlunsplit(parts._replace(netloc=f"{shown}:{port}" if parts.port else shown))
    connector = Connector(options.connect_to)
    try:
        ways = connector.ways(host, port, _addresses(host, port, connector, deadline))
    except Refused as error:
        raise BadAddress(
            "It leads to an address inside a private network, and those are told nothing. Give "
            "an address that can be reached from the internet."
        ) from error
    return Target(url, tuple(sorted(ways, key=lambda way: way.family)[:ADDRESSES]))


def post(target: Target, headers: Mapping[str, str], body: str, deadline: Deadline) -> int:
    """Send it; returns the status, which is one of 2xx. Raises ``NotDelivered``."""
    sent = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "Accept": "*/*",
        **headers,
    }
    problem = NotDelivered("There was no way to it.")
    for way in target.ways:
        try:
            answer = fetch(
                target.url, way, Connector(options.connect_to), deadline,
                context=trusting(options.ca_file), method="POST", headers=sent,
                data=body.encode(), limit=ANSWER,
            )  # fmt: skip
        except NoResponse as error:
            problem = NotDelivered(_no_answer(error))
            if error.kind in ("refused", "no_route"):
                continue
            # It may have been taken, and a second copy at once would help nobody.
            raise problem from error
        return _judged(answer.status, answer.header("retry-after"))
    raise problem


def _judged(status: int, retry_after: str) -> int:
    if 200 <= status < 300:
        return status
    if status == 410:
        raise NotDelivered(
            "It says that nobody listens there any more (410).",
            status=status, permanent=True, gone=True,
        )  # fmt: skip
    if 300 <= status < 400:
        raise NotDelivered(
            f"It sends elsewhere ({status}), and redirects are not followed. Give the address "
            "where it ends.",
            status=status,
        )
    words = {
        401: "It wants a sign-in", 403: "It refuses us", 404: "There is nothing at that address",
        413: "It says that this is too large", 429: "It asks us to slow down",
    }.get(status, "It answered with an error")  # fmt: skip
    raise NotDelivered(f"{words} ({status}).", status=status, wait=_seconds(retry_after))


def _seconds(retry_after: str) -> float:
    """What ``Retry-After`` asks for (RFC 9110 10.2.3), bounded; 0 for what is none."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        until = email.utils.parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return min(max(0.0, until - time.time()), LONGEST_WAIT)


def _no_answer(error: NoResponse) -> str:
    match error.kind:
        case "tls":
            return f"Its certificate is not valid: {error}."
        case "timeout":
            return f"It did not answer within {PATIENCE:.0f} seconds."
        case _:
            return f"It could not be reached: {error}."


def _parts(url: str) -> tuple[str, int]:
    """Host in the letters of DNS, and port; raises ``BadAddress``."""
    if len(url) > LONGEST:
        raise BadAddress(f"It is longer than {LONGEST} characters.")
    if any(c.isspace() or not c.isprintable() for c in url) or "\\" in url:
        raise BadAddress("It holds a space, a line break or a backslash. Copy it once more.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise BadAddress("It is no web address. It begins with https://.") from error
    if parts.scheme != "https":
        raise BadAddress("It has to begin with https://, since details of people go there.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress(
            "It holds a user name or password, which would stand in logs. Leave them out; the "
            "signature shows who is calling."
        )
    if parts.fragment:
        raise BadAddress("It holds a # with something after it, which is never sent. Leave it out.")
    if not (parts.path + parts.query).isascii():
        raise BadAddress(
            "Behind the host it holds letters that no address is sent with. Copy it once more."
        )
    if not host or host == "localhost" or host.endswith(".localhost"):
        raise BadAddress("It leads to this machine. Give an address on the internet.")
    if is_address(host):
        return host, port
    try:
        name = ascii_name(host)
    except BadName as error:
        raise BadAddress(f"Its host is no name: {error}.") from error
    if "." not in name.rstrip("."):
        raise BadAddress("Its host is no name on the internet: there is no dot in it.")
    if name.rpartition(".")[2].isdigit():
        # As browsers read it, that is an IPv4 address in an odd form.
        raise BadAddress("Its host is no name on the internet: it ends in a number.")
    return name, port


def _addresses(host: str, port: int, connector: Connector, deadline: Deadline) -> list[str]:
    if is_address(host) or connector.rule(host, port):
        return []
    given = options.resolver
    resolver = Resolver([given] if given else system_servers(), deadline)
    answers = [resolver.ask(host, type) for type in ("A", "AAAA")]
    found = [value for answer in answers for value in answer.values]
    if not found:
        failed = next((answer for answer in answers if answer.failed), None)
        meaning = MEANING[(failed or answers[0]).outcome]
        raise BadAddress(f"{host} was not found: {meaning}.", for_now=failed is not None)
    return found
