"""A DNS server on loopback that answers, lies, stays silent and breaks as a test asks it to.

Records are lines of ``NAME [TTL] TYPE VALUE``, names absolute, the dot at the end left out::

    with DnsServer('''
        example.com          A      192.0.2.10
        www.example.com      CNAME  example.com
        example.com          TXT    "v=spf1 -all"
        *.wild.example.com   A      192.0.2.11
    ''') as server:
        server.where          # ("127.0.0.1", 40123), for --resolver

It speaks UDP (with EDNS, cut at the size asked for) and TCP, follows CNAMEs, knows wildcards, and
tells NXDOMAIN from NODATA. ``servfail``, ``refused`` and ``silent`` name what goes wrong: a name,
or a ``(name, type)``. ``bogus`` names answer only with the CD bit, as behind a validating resolver.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Collection
from types import TracebackType

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

Wrong = Collection[str | tuple[str, str]]


def _bound_pair(address: str) -> tuple[socket.socket, socket.socket]:
    """A TCP and a UDP socket on the same free port."""
    for _ in range(50):
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        tcp.bind((address, 0))
        try:
            udp.bind(tcp.getsockname())
        except OSError:
            tcp.close()
            udp.close()
            continue
        tcp.listen(64)
        return tcp, udp
    raise RuntimeError("no port is free for both UDP and TCP")


class DnsServer:
    """One server. ``asked`` lists the questions it got, as (name, type, "udp" or "tcp")."""

    def __init__(
        self,
        records: str = "",
        *,
        servfail: Wrong = (),
        refused: Wrong = (),
        silent: Wrong = (),
        bogus: Wrong = (),
        zones: Collection[str] = (),
        all_silent: bool = False,
        udp_silent: bool = False,
        no_edns: bool = False,
        wrong_id_first: bool = False,
        delegations: dict[str, list[str]] | None = None,
        address: str = "127.0.0.1",
    ) -> None:
        self.wrong = {"servfail": servfail, "refused": refused, "silent": silent, "bogus": bogus}
        self.zones = set(zones)
        self.all_silent, self.udp_silent = all_silent, udp_silent
        self.no_edns, self.wrong_id_first = no_edns, wrong_id_first
        self.delegations = delegations or {}
        self.asked: list[tuple[str, str, str]] = []
        self.records: dict[tuple[str, str], dns.rrset.RRset] = {}
        self.add(records)
        self._tcp, self._udp = _bound_pair(address)
        self.where: tuple[str, int] = (address, self._udp.getsockname()[1])
        self._closing = False
        self._threads = [
            threading.Thread(target=serve, daemon=True)
            for serve in (self._serve_udp, self._serve_tcp)
        ]

    def add(self, records: str) -> None:
        """More records."""
        for line in records.strip().splitlines():
            parts = line.split(None, 2)
            if not parts or parts[0].startswith("#"):
                continue
            name, ttl, rest = parts[0].lower().rstrip("."), 300, parts[1:]
            if rest[0].isdigit():
                ttl, rest = int(rest[0]), rest[1].split(None, 1)
            type, value = rest[0].upper(), rest[1]
            record = dns.rdata.from_text("IN", type, value, dns.name.root, relativize=False)
            key = (name, type)
            if key not in self.records:
                owner = dns.name.from_text(name)
                self.records[key] = dns.rrset.RRset(
                    owner, dns.rdataclass.IN, dns.rdatatype.from_text(type)
                )
            self.records[key].add(record, ttl)

    def __enter__(self) -> DnsServer:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as knock:
            knock.sendto(b"", self.where)
        self._tcp.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        self._udp.close()
        self._tcp.close()

    def questions(self, type: str = "") -> list[str]:
        """The names asked for, in order."""
        return [name for name, asked, _ in self.asked if type in ("", asked)]

    def _serve_udp(self) -> None:
        while True:
            data, peer = self._udp.recvfrom(65535)
            if self._closing:
                return
            for answer in self._answers(data, "udp"):
                self._udp.sendto(answer, peer)

    def _serve_tcp(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            threading.Thread(target=self._serve_one, args=(connection,), daemon=True).start()

    def _serve_one(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                head = connection.recv(2, socket.MSG_WAITALL)
                if len(head) < 2:
                    return
                data = connection.recv(struct.unpack("!H", head)[0], socket.MSG_WAITALL)
                for answer in self._answers(data, "tcp"):
                    connection.sendall(struct.pack("!H", len(answer)) + answer)
            except OSError:
                return

    def _answers(self, data: bytes, over: str) -> list[bytes]:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        type = dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, type, over))
        if self.all_silent or (self.udp_silent and over == "udp") or self._is("silent", name, type):
            return []
        response = self._response(query, name, type)
        limit = 65535 if over == "tcp" else max(512, query.payload)
        wire = response.to_wire(max_size=65535)
        if len(wire) > limit:
            response.answer.clear()
            response.flags |= dns.flags.TC
            wire = response.to_wire()
        if self.wrong_id_first and over == "udp":
            liar = dns.message.make_response(query)
            liar.id = (query.id + 1) % 65536
            liar.set_rcode(dns.rcode.NXDOMAIN)
            return [liar.to_wire(), wire]
        return [wire]

    def _is(self, wrong: str, name: str, type: str) -> bool:
        listed = self.wrong[wrong]
        return name in listed or (name, type) in listed

    def _response(self, query: dns.message.Message, name: str, type: str) -> dns.message.Message:
        response = dns.message.make_response(query, recursion_available=True)
        if self.no_edns and query.edns >= 0:
            response.set_rcode(dns.rcode.FORMERR)
            response.use_edns(-1)
            return response
        if self._is("servfail", name, type) or (
            self._is("bogus", name, type) and not query.flags & dns.flags.CD
        ):
            response.set_rcode(dns.rcode.SERVFAIL)
            return response
        outside = self.zones and not any(
            name == zone or name.endswith("." + zone) for zone in self.zones
        )
        if self._is("refused", name, type) or outside:
            response.set_rcode(dns.rcode.REFUSED)
            return response
        if name in self.delegations and not query.flags & dns.flags.RD:
            response.flags &= ~(dns.flags.AA | dns.flags.RA)
            response.authority.append(
                dns.rrset.from_text_list(f"{name}.", 300, "IN", "NS", [
                    f"{server}." for server in self.delegations[name]
                ])
            )  # fmt: skip
            return response
        response.flags |= dns.flags.AA
        self._fill(response, name, type)
        return response

    def _fill(self, response: dns.message.Message, name: str, type: str) -> None:
        for _ in range(20):
            found = self._find(name, type)
            if found is not None:
                response.answer.append(found)
                return
            link = self._find(name, "CNAME")
            if link is None:
                break
            response.answer.append(link)
            name = link[0].target.to_text(omit_final_dot=True).lower()
        if not self._exists(name):
            response.set_rcode(dns.rcode.NXDOMAIN)

    def _find(self, name: str, type: str) -> dns.rrset.RRset | None:
        source = name if self._is_there(name) else self._wildcard(name)
        found = self.records.get((source, type))
        if found is None or source == name:
            return found
        made = dns.rrset.RRset(dns.name.from_text(name), found.rdclass, found.rdtype)
        for record in found:
            made.add(record, found.ttl)
        return made

    def _exists(self, name: str) -> bool:
        return self._is_there(name) or bool(self._wildcard(name))

    def _is_there(self, name: str) -> bool:
        """By itself, or as a step on the way to a longer name (an empty non-terminal)."""
        return any(known == name or known.endswith("." + name) for known, _ in self.records)

    def _wildcard(self, name: str) -> str:
        """The wildcard that speaks for a name (RFC 4592): that of its closest parent there is."""
        labels = name.split(".")
        for place in range(1, len(labels)):
            parent = ".".join(labels[place:])
            if self._is_there(parent):
                wildcard = f"*.{parent}"
                return wildcard if any(known == wildcard for known, _ in self.records) else ""
        return ""
