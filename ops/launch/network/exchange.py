"""One question to one DNS server, however old the server is: UDP, TCP, with and without EDNS."""

from __future__ import annotations

from dataclasses import dataclass

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode

from ops.launch.network.deadline import Deadline

#: Seconds for one try, and tries per server. The second one goes over TCP.
TRY = 2.0
#: What old servers say to a question with EDNS.
NO_EDNS = (dns.rcode.FORMERR, dns.rcode.NOTIMP, dns.rcode.BADVERS)


@dataclass(slots=True)
class Manners:
    """What a server was found to be without."""

    edns: bool = True
    udp: bool = True


def exchange(
    name: str,
    type: str,
    server: tuple[str, int],
    deadline: Deadline,
    *,
    patience: float = TRY,
    unchecked: bool = False,
    recursive: bool = True,
    signatures: bool = False,
    manners: Manners | None = None,
) -> dns.message.Message | None:
    """The message a server sent back, or None where none came.

    First by UDP with EDNS (RFC 6891); by TCP where the answer is cut or lost; without EDNS where
    the server objects to it, or drops it as some old firewalls do. ``manners`` remember what turned
    out, so that it is found out once.
    """
    manners = manners or Manners()
    question = dns.message.make_query(name, type, use_edns=0, payload=1232)
    if not recursive:
        question.flags &= ~dns.flags.RD
    question.flags |= dns.flags.CD if unchecked else dns.flags.AD
    if signatures:
        question.want_dnssec()
    if not manners.edns:
        question.use_edns(-1)
    response = _by_udp(question, server, min(patience, deadline.left)) if manners.udp else None
    if response is None:
        response = _by_tcp(question, server, min(patience / 2, deadline.left))
        manners.udp = manners.udp and response is None
    if question.edns >= 0 and (response is None or response.rcode() in NO_EDNS):
        question.use_edns(-1)
        second = _by_udp(question, server, min(patience / 2, deadline.left))
        manners.edns = second is None or second.rcode() in NO_EDNS
        response = second or response
    if response is not None and response.flags & dns.flags.TC:
        return _by_tcp(question, server, min(patience, deadline.left))
    return response


def _by_udp(
    question: dns.message.Message, server: tuple[str, int], seconds: float
) -> dns.message.Message | None:
    """Answers with another id or question are passed over, as somebody else's."""
    try:
        return dns.query.udp(
            question, server[0], timeout=max(seconds, 0.001), port=server[1],
            ignore_unexpected=True, ignore_errors=True,
        )  # fmt: skip
    except (dns.exception.DNSException, OSError):
        return None


def _by_tcp(
    question: dns.message.Message, server: tuple[str, int], seconds: float
) -> dns.message.Message | None:
    try:
        return dns.query.tcp(question, server[0], timeout=max(seconds, 0.001), port=server[1])
    except (dns.exception.DNSException, OSError, EOFError):
        return None
