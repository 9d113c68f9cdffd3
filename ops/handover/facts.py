"""Everything the document is made of: plain data that a test can write by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ops.environment import Variable
from ops.handover.records import ZoneRecords
from ops.launch.findings import NotApplicable, Unknown
from ops.launch.gather.dns import DnsFacts
from ops.launch.gather.inside import SettingsFacts
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.registration import Registration
from ops.launch.gather.tls.facts import TlsFacts
from ops.launch.world import Target

Missing = Unknown | NotApplicable


@dataclass(frozen=True, kw_only=True, slots=True)
class LastCheck:
    """The newest launch check: when, its verdict, and its findings as (severity, summary, what to
    do, check id), worst first."""

    at: datetime
    verdict: str
    findings: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """``inside`` says that this deployment's own settings were read; from outside ``settings`` is
    missing, and ``secrets_set`` is empty. ``platform`` is a key, "" for not known; ``admin`` is the
    path of the admin, "" from outside. ``looked_at_by`` are uptime providers in use: name and page.
    """

    target: Target
    now: datetime
    release: str
    inside: bool
    platform: str
    registration: Registration | Missing
    dns: DnsFacts | Missing
    records: ZoneRecords | Missing
    mail: MailFacts | Missing
    tls: TlsFacts | Missing
    settings: SettingsFacts | Missing
    last_check: LastCheck | None = None
    last_release: tuple[str, datetime] | None = None
    before_that: tuple[str, datetime] | None = None
    admin: str = ""
    looked_at_by: tuple[tuple[str, str], ...] = ()
    variables: tuple[Variable, ...] = ()
    set_names: frozenset[str] = field(default_factory=frozenset)

    @property
    def secrets_set(self) -> list[Variable]:
        """The secret variables that have a value here."""
        return [one for one in self.variables if one.secret and one.name in self.set_names]

    def is_set(self, name: str) -> bool:
        """Whether a variable has a value here."""
        return name in self.set_names

    def value(self, name: str) -> str:
        """The value of a variable that is no secret, "" for none."""
        known = None if is_missing(self.settings) else self.settings
        return str(known.values.get(name, "")) if isinstance(known, SettingsFacts) else ""


def is_missing(fact: Any) -> bool:
    """Whether a fact could not be had or does not apply."""
    return isinstance(fact, Unknown | NotApplicable)


def reason(fact: Any) -> str:
    """Why it is missing."""
    return fact.reason if isinstance(fact, Unknown) else str(fact)
