"""The domain's mail servers, and the policies for mail on its way to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ops.launch.network.connect import Refused
from ops.launch.network.deadline import together
from ops.launch.network.fetch import NoResponse, fetch, trusting
from ops.launch.network.names import is_address, is_local
from ops.launch.network.resolver import Answer
from ops.launch.world import World

#: Mail servers looked at, of however many are listed.
SERVERS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """One MX record: where it points and what that name is."""

    preference: int
    host: str
    a: Answer | None
    aaaa: Answer | None
    cname: Answer | None

    @property
    def is_address(self) -> bool:
        """Whether somebody wrote an IP address where a name belongs."""
        return is_address(self.host)

    @property
    def has_address(self) -> bool:
        """Whether it can be reached at all."""
        found = any(answer is not None and answer.ok for answer in (self.a, self.aaaa))
        return found and not is_local(self.host)

    @property
    def unknown(self) -> str:
        """Why it is not known whether it has an address; "" when it is."""
        if is_local(self.host):  # whatever a resolver says of localhost, no stranger gets there
            return ""
        answers = [answer for answer in (self.a, self.aaaa) if answer is not None]
        failed = [answer for answer in answers if answer.failed]
        return failed[0].words if failed and not self.has_address else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransportPolicy:
    """MTA-STS (RFC 8461) and TLS-RPT (RFC 8460). ``policy`` is the file, "" where there is none."""

    sts: Answer
    policy: str
    trouble: str
    reports: Answer


def mail_servers(world: World, mx: Answer) -> tuple[MailServer, ...]:
    """Each mail server with its addresses; a null MX (RFC 7505) has none."""
    pairs = [value.split(" ", 1) for value in mx.values][:SERVERS]
    hosts = [(int(preference), host.rstrip(".") or ".") for preference, host in pairs]
    made = together(
        [partial(_server, world, preference, host) for preference, host in hosts],
        deadline=world.deadline,
    )
    return tuple(server for server in made if isinstance(server, MailServer))


def _server(world: World, preference: int, host: str) -> MailServer:
    if host == "." or is_address(host):
        return MailServer(preference=preference, host=host, a=None, aaaa=None, cname=None)
    return MailServer(
        preference=preference,
        host=host,
        a=world.ask(host, "A"),
        aaaa=world.ask(host, "AAAA"),
        cname=world.ask(host, "CNAME"),
    )


def transport_policy(world: World, domain: str) -> TransportPolicy:
    """What the domain publishes; the file is fetched only where the record announces it."""
    sts = world.ask(f"_mta-sts.{domain}", "TXT")
    announced = [value for value in sts.values if value.lower().startswith("v=stsv1")]
    policy, trouble = _policy(world, domain) if announced else ("", "")
    return TransportPolicy(
        sts=sts, policy=policy, trouble=trouble, reports=world.ask(f"_smtp._tls.{domain}", "TXT")
    )


def _policy(world: World, domain: str) -> tuple[str, str]:
    host = f"mta-sts.{domain}"
    url, trouble = f"https://{host}/.well-known/mta-sts.txt", f"{host} has no address"
    try:
        ways = world.connector.ways(host, 443, world.addresses(host))
    except Refused as error:
        return "", str(error)
    for way in ways[:2]:
        try:
            response = fetch(
                url, way, world.connector, world.deadline.within(5),
                context=trusting(world.options.ca_file), limit=64 * 1024,
            )  # fmt: skip
        except NoResponse as error:
            trouble = str(error)
            continue
        if response.status == 200:
            return response.text, ""
        trouble = f"{url} answered {response.status}"
    return "", trouble
