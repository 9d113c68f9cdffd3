"""One address of one host: connect, shake hands, look at what is shown, hang up.

A good server is met once. Where OpenSSL says no, a second connection takes the chain that it said
no to; where there is no handshake at all, a greeting by hand finds out why.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, replace
from typing import Any

from ops.launch.findings import Unknown
from ops.launch.gather.tls.certificate import clean, described, parsed
from ops.launch.gather.tls.chain import Store, followed, looking
from ops.launch.gather.tls.facts import Endpoint, Outcome
from ops.launch.gather.tls.hello import Heard, greet
from ops.launch.network.connect import Connector, NotReached, Way
from ops.launch.network.deadline import Deadline

#: Seconds for one question about a version.
PATIENCE = 3.0
OLD_VERSIONS = ("1.1", "1.0")


@dataclass(frozen=True)
class Client:
    """What all connections of a run share."""

    connector: Connector
    trusting: ssl.SSLContext
    store: Store

    def meet(self, way: Way, deadline: Deadline) -> Endpoint:
        """Everything that can be seen at one address by ``deadline``, but for some versions."""
        met = Endpoint(host=way.host, address=way.named, port=way.port, given=way.given)
        try:
            version, chain = self._shake(way, deadline, self.trusting)
        except ssl.SSLCertVerificationError as error:
            code, message = error.verify_code, clean(error.verify_message)
            met = replace(met, verify_code=code, verify_message=message)
            return self._refused_chain(met, way, deadline)
        except (NotReached, OSError, ValueError) as error:
            return self._why(met, way, deadline, error)
        return self._with_chain(replace(met, versions=known(version)), chain)

    def accepts(self, way: Way, version: str, deadline: Deadline) -> bool | None:
        """Whether the server takes ``version`` (1.0, 1.1, 1.2); None where it did not say."""
        heard = self._greet(way, version, deadline.within(PATIENCE))
        if heard is None or heard.silent:
            return None
        return heard.version == version

    def _shake(
        self, way: Way, deadline: Deadline, context: ssl.SSLContext
    ) -> tuple[str, list[bytes]]:
        with self.connector.open(way, deadline) as sock:
            sock.settimeout(max(0.01, deadline.left))
            with context.wrap_socket(sock, server_hostname=way.host) as secure:
                return (secure.version() or "").removeprefix("TLSv"), presented(secure)

    def _refused_chain(self, met: Endpoint, way: Way, deadline: Deadline) -> Endpoint:
        """The chain that OpenSSL refused, over a second connection that does not ask."""
        try:
            version, chain = self._shake(way, deadline, looking())
        except (NotReached, OSError, ValueError) as error:
            return replace(met, outcome=Outcome.LATE, detail=clean(str(error)))
        return self._with_chain(replace(met, versions=known(version)), chain)

    def _with_chain(self, met: Endpoint, chain: list[bytes] | tuple[bytes, ...]) -> Endpoint:
        certificates = parsed(chain)
        path, ending = followed(certificates, self.store)
        shown = tuple(described(certificate) for certificate in certificates)
        return replace(met, chain=shown, path=path, ending=ending)

    def _why(self, met: Endpoint, way: Way, deadline: Deadline, error: Exception) -> Endpoint:
        """There was no handshake: which of the many reasons it is."""
        met = replace(met, verify_code=None, detail=clean(str(error)))
        if isinstance(error, NotReached):
            return replace(met, outcome=Outcome(error.kind))
        if isinstance(error, TimeoutError):
            return replace(met, outcome=Outcome.SILENT)
        if isinstance(error, ssl.SSLError) and "ALERT" not in (error.reason or ""):
            met = replace(met, detail=clean(error.reason or str(error)))
        return self._by_greeting(met, way, deadline)

    def _by_greeting(self, met: Endpoint, way: Way, deadline: Deadline) -> Endpoint:
        """Greet in older and older versions, until the server says something that explains it."""
        alert = ""
        for version in ("1.2", *OLD_VERSIONS):
            heard = self._greet(way, version, deadline)
            if heard is None or heard.silent:
                continue
            if heard.plain:
                return _plain(met, heard.plain)
            if heard.version == "1.2":
                return self._with_chain(replace(met, outcome=Outcome.BROKEN), heard.chain)
            if heard.version in OLD_VERSIONS:
                accepted = {heard.version: True, "1.2": False, "1.3": False}
                if heard.version == "1.0":
                    accepted["1.1"] = False
                met = replace(met, outcome=Outcome.OLD, versions=tuple(accepted.items()))
                return self._with_chain(met, heard.chain)
            alert = alert or heard.alert
        if alert:
            return replace(met, outcome=Outcome.ALERT, detail=alert)
        return replace(met, outcome=Outcome.HUNG_UP)

    def _greet(self, way: Way, version: str, deadline: Deadline) -> Heard | None:
        try:
            with self.connector.open(way, deadline) as sock:
                return greet(sock, way.host, version, deadline)
        except NotReached:
            return None


def known(version: str) -> tuple[tuple[str, bool | None], ...]:
    """What one handshake tells: we offer 1.3 first, so whoever takes 1.2 has no 1.3."""
    if version == "1.3":
        return (("1.3", True),)
    return (("1.2", True), ("1.3", False if ssl.HAS_TLSv1_3 else None))


def presented(secure: ssl.SSLSocket) -> list[bytes]:
    """The chain as the server sent it, in DER, leaf first.

    The public way to it came with Python 3.13; before, it is there on the private object.
    """
    public = getattr(secure, "get_unverified_chain", None)
    if public is not None:
        return list(public() or ())
    private: Any = getattr(secure, "_sslobj", None)
    chain = getattr(private, "get_unverified_chain", lambda: None)()
    if chain:
        return [ssl.PEM_cert_to_DER_cert(entry.public_bytes()) for entry in chain]
    leaf = secure.getpeercert(binary_form=True)
    return [leaf] if leaf else []


def _plain(met: Endpoint, said: bytes) -> Endpoint:
    http = said.startswith((b"HTTP/", b"<")) or b"html" in said.lower()
    return replace(
        met,
        outcome=Outcome.PLAIN_HTTP if http else Outcome.NOT_TLS,
        detail=clean(said.split(b"\r\n")[0].decode("latin-1")),
    )


def late(way: Way, why: Unknown) -> Endpoint:
    """An address that there was no time left for."""
    return Endpoint(
        host=way.host,
        address=way.named,
        port=way.port,
        given=way.given,
        outcome=Outcome.LATE,
        detail=why.reason,
        verify_code=None,
    )
