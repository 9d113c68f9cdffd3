"""Everything a receiving server would look up about a domain's emails."""

from __future__ import annotations

from dataclasses import dataclass

from ops.launch.dns_hosts import DnsHost
from ops.launch.email.dkim import KeyFault, KeyRecord
from ops.launch.email.dmarc import Discovery, Misplaced, ReportPermission
from ops.launch.email.providers import Provider
from ops.launch.email.spf import SpfTree, Verdict, render
from ops.launch.gather.mail.forecast import Forecast, ReturnPath
from ops.launch.gather.mail.mx import MailServer, TransportPolicy
from ops.launch.gather.mail.near import NearMiss
from ops.launch.network.resolver import Answer
from ops.launch.world import Mail


@dataclass(frozen=True, kw_only=True, slots=True)
class DkimFacts:
    """One selector: what answered, and the key in it or what is wrong with it.

    ``given`` selectors were named by a person or a setting; the others are the usual ones of the
    provider, where a missing one may be quite normal. ``proxied``: the name answers with
    Cloudflare's addresses instead of its record. ``rivals`` are the values that are meant as keys;
    with more than one, nobody knows which a receiver takes (RFC 6376 3.6.2.2).
    """

    selector: str
    name: str
    txt: Answer
    cname: Answer
    key: KeyRecord | None
    fault: KeyFault | None
    rivals: tuple[str, ...]
    given: bool
    proxied: bool

    @property
    def good(self) -> bool:
        """Whether receivers accept signatures made with it."""
        return self.key is not None and self.fault is None


@dataclass(frozen=True, kw_only=True, slots=True)
class MailFacts:
    """``provider`` sends the site's emails (``guessed`` when we worked it out from DNS);
    ``mailboxes`` holds people's mailboxes."""

    mail: Mail
    domain: str
    zone: str
    dns_host: DnsHost
    provider: Provider | None
    guessed: bool
    mailboxes: Provider | None
    mx: Answer
    servers: tuple[MailServer, ...]
    a: Answer
    txt: Answer
    spf: SpfTree
    return_path: ReturnPath
    dkim: tuple[DkimFacts, ...]
    dmarc: Discovery
    dmarc_misplaced: tuple[Misplaced, ...]
    permissions: tuple[ReportPermission, ...]
    near: tuple[NearMiss, ...]
    transport: TransportPolicy
    bimi: Answer
    forecast: Forecast
    #: The SPF record as it should be, where several are to be merged or one lacks a provider.
    proposed: SpfTree | None = None

    @property
    def sends_nothing(self) -> bool:
        """Whether the domain says, by a bare ``v=spf1 -all``, that no email comes from it.

        What a person said of its provider or keys is stronger.
        """
        if self.mail.provider or self.mail.selectors:
            return False
        return (
            self.spf.verdict is Verdict.VALID and self.spf.least is None and self.spf.final == "-"
        )

    def misplaced(self, kind: str) -> list[NearMiss]:
        """Near misses of one kind: spf or dkim."""
        return [miss for miss in self.near if miss.kind == kind]

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """The SPF tree, for the report."""
        if not self.spf.root.texts:
            return ()
        return ((f"SPF tree of {self.domain}", render(self.spf)),)
