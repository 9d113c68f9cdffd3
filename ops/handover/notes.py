"""What a section may use while it is written: facts, answers, and a list of what is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ops.handover.document import Open, said
from ops.handover.facts import Facts
from ops.handover.places import Place, place_of
from ops.handover.questions import BY_KEY, EITHER, says_none
from ops.launch.email.providers import PROVIDERS, Provider
from ops.launch.gather.dns import DnsFacts
from ops.launch.gather.inside import SettingsFacts
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.network.names import shown
from ops.launch.platforms import PLATFORMS, at_cloudflare

OPEN = "not answered yet"
#: One account where Cloudflare keeps the DNS: either answer holds for both.
SAME = {"cloudflare_account": "dns_account", "dns_account": "cloudflare_account"}


@dataclass(kw_only=True)
class Notes:
    """One document in the making. A question is listed once, however many sections meet it."""

    facts: Facts
    answers: Mapping[str, str]
    open: list[Open] = field(default_factory=list)

    def ask(self, question: str, who: str = EITHER) -> None:
        """List an open question."""
        if question not in [one.question for one in self.open]:
            self.open.append(Open(question=question, who=who))

    def answer(self, key: str) -> str:
        """What was answered; an open question where nothing was."""
        given = self.answers.get(key, "")
        if not given and self.keeps_dns and key in SAME:
            given, key = self.answers.get(SAME[key], ""), "dns_account"
        if given:
            return said(given)
        question = BY_KEY[key]
        self.ask(question.open, question.who)
        return OPEN

    @property
    def place(self) -> Place:
        """The platform's steps."""
        facts = self.facts
        unsaid = facts.inside and not facts.platform and not self.has_platform_host
        return place_of("server" if unsaid else facts.platform)

    @property
    def has_platform_host(self) -> bool:
        """Whether the platform gave the app a name."""
        return bool(self.settings and self.settings.platform_host)

    @property
    def platform(self) -> str:
        """The platform's name, "" for not known."""
        key = self.facts.platform
        return PLATFORMS[key].name if key in PLATFORMS else ""

    @property
    def settings(self) -> SettingsFacts | None:
        """This deployment's settings, where they were read."""
        found = self.facts.settings
        return found if isinstance(found, SettingsFacts) else None

    @property
    def mail(self) -> MailFacts | None:
        """What DNS says of the emails."""
        return self.facts.mail if isinstance(self.facts.mail, MailFacts) else None

    @property
    def dns(self) -> DnsFacts | None:
        """What DNS says of the site."""
        return self.facts.dns if isinstance(self.facts.dns, DnsFacts) else None

    @property
    def provider(self) -> Provider | None:
        """Who sends the site's emails: by the settings, then as the records look."""
        given = self.facts.target.mail
        if given and given.provider in PROVIDERS:
            return PROVIDERS[given.provider]
        return self.mail.provider if self.mail else None

    @property
    def domain(self) -> str:
        """The domain as its owner writes it, "" for none."""
        return shown(self.facts.target.domain) if self.facts.target.domain else ""

    @property
    def host(self) -> str:
        """The site's host as its owner writes it."""
        return shown(self.facts.target.host)

    @property
    def cloudflare(self) -> bool:
        """Whether Cloudflare keeps the DNS or stands in front, as far as can be seen.

        Render has a Cloudflare of its own in front, which is no account of the owner's.
        """
        if self.settings and "cloudflare" in self.settings.proxies:
            return True
        if self.dns is None:
            return False
        return self.keeps_dns or self.in_front is True

    @property
    def keeps_dns(self) -> bool:
        """Whether the records are edited at Cloudflare."""
        servers = self.dns.ns.values if self.dns else ()
        return any(server.endswith("ns.cloudflare.com") for server in servers)

    @property
    def in_front(self) -> bool | None:
        """Whether the site's name leads to Cloudflare's edge; None where that is not known."""
        name = self.dns.name(self.facts.target.host) if self.dns else None
        if name is None or not name.there:
            return None
        if any(link.endswith("onrender.com") for link in name.chain):
            return False
        return any(at_cloudflare(address) for address in name.addresses)

    def has_no(self, key: str) -> bool:
        """Whether it was answered that there is none."""
        return says_none(self.answers.get(key, ""))


def app(text: str, notes: Notes) -> str:
    """Steps with the app's name at Heroku in place of APP, where that is known."""
    name = notes.facts.value("HEROKU_APP_NAME")
    if not name:
        return text
    text = text.replace(" APP is the app's name at Heroku.", "")
    return re.sub(r"\bAPP\b", said(name), text)
