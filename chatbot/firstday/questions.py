"""What is asked, in order, and which answers can be used.

Variables are judged by the manifest itself (``settings.ENVIRONMENT``), the profile by its table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

from chatbot.firstday import profile
from chatbot.firstday.places import PLACES, Place
from chatbot.firstday.profile import BadAnswer
from ops.environment import BadValue, Kind, Variable, called_for
from ops.launch.checks.inside import mail
from ops.launch.email.providers import PROVIDERS
from ops.launch.network.names import is_local
from ops.secrets.detect import detect

#: What each choice of a provider means, for those that say little by themselves.
WORDS = {
    "file": "nowhere yet: into var/mail/ on this computer",
    "smtp": "with a server name, a user name and a password; any provider has them",
    "builtin": "no language model: it quotes your own knowledge, free of charge",
    "openai": "OpenAI, or any server that speaks its protocol",
    "anthropic": "Anthropic",
}


#: Variables that hold an email address; bin/run fills them with examples.
ADDRESSES = ("DEFAULT_FROM_EMAIL", "OWNER_EMAIL")


@dataclass(frozen=True, slots=True)
class Question:
    """``name`` is a field of the profile or a variable. ``required`` ones take no empty answer."""

    name: str
    text: str
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    secret: bool = False

    def clean(self, text: str) -> str:
        """The answer as it is stored; raises ``BadAnswer``."""
        text = text.strip()
        if not text:
            if self.required:
                raise BadAnswer("This one is needed.")
            return ""
        if self.choices:
            return self._chosen(text)
        if self.name in settings.ENVIRONMENT:
            return variable(self.name, text)
        return profile.clean(self.name, text) if self.name in profile.FIELDS else text

    def _chosen(self, text: str) -> str:
        keys = [key for key, _ in self.choices]
        if text.isdigit() and 1 <= int(text) <= len(keys):
            return keys[int(text) - 1]
        found = [key for key, words in self.choices if text.casefold() in (key, words.casefold())]
        if not found:
            raise BadAnswer(f"Type a number from 1 to {len(keys)}, or one of: {', '.join(keys)}.")
        return found[0]


BUSINESS = (
    Question("name", "The name of your business", required=True),
    Question("coach_name", "Your own name"),
    Question("tagline", "Who you help with what", "in one short line"),
    Question("intro", "A little more about it", "two or three sentences"),
    Question("language", "The language your visitors read", required=True,
             choices=tuple(profile.languages().items())),
    Question("time_zone", "Your time zone", "such as Europe/Stockholm, or only the city",
             required=True),
    Question("contact_email", "The email address visitors may write to"),
    Question("booking_url", "The link where people book a call with you"),
)  # fmt: skip

PLACE = Question(
    "platform", "Where will it run", required=True,
    choices=tuple((place.key, f"{place.name}: {place.words}") for place in PLACES.values()),
)  # fmt: skip


def variable(name: str, text: str) -> str:
    """A value the manifest accepts; raises ``BadAnswer`` with its words."""
    found = settings.ENVIRONMENT.variable(name)
    if found.kind is Kind.TEXT and not found.secret and detect(text, only_shapes=True):
        raise BadAnswer("That looks like a key, and this is no place for one.")
    if name == "SITE_URL" and "://" not in text:
        text = f"https://{text}"
    if name == "SITE_URL":
        text = text.rstrip("/")
    if name == "SITE_URL":
        _for_strangers(text)
    if name in ADDRESSES and is_example(text):
        raise BadAnswer("That is an example. Type an address that is yours.")
    if name == "DEFAULT_FROM_EMAIL" and is_free_mail(text):
        raise BadAnswer(
            f"Only {domain_of(text)} itself may send in that name: inboxes refuse it from "
            "anybody else. Type an address on a domain you own."
        )
    try:
        found.read(text)
    except BadValue as error:
        words = str(error)
        raise BadAnswer(words[0].upper() + words[1:] + ".") from error
    return text


def _for_strangers(url: str) -> None:
    """Refuse an address that only this computer knows."""
    host = urlsplit(url).hostname or "" if url.isprintable() else ""
    if " " not in host and host and (is_local(host) or "." not in host):
        raise BadAnswer("Only this computer knows that address. Type the one visitors will use.")


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2].rstrip("> ").lower()


def is_example(address: str) -> bool:
    """Whether an address is one that nobody has (RFC 2606)."""
    return bool(re.fullmatch(r"(.*\.)?example(\.(com|net|org))?", domain_of(address)))


def is_free_mail(address: str) -> bool:
    """Whether an address belongs to a provider of mailboxes, and not to a domain of one's own."""
    return mail.is_free_mail(domain_of(address))


def address(place: Place) -> list[Question]:
    """Where visitors find it."""
    if place.is_laptop:
        return []
    return [Question("SITE_URL", "The address of your chat", "such as chat.your-domain.com",
                     required=True)]  # fmt: skip


def choice(name: str, text: str) -> Question:
    """A variable that is one of a few words."""
    known = settings.ENVIRONMENT.variable(name).choices
    return Question(name, text, required=True, choices=tuple((key, _said(key)) for key in known))


def _said(key: str) -> str:
    """A choice in words: ours, or the name of the email provider."""
    return WORDS.get(key) or (PROVIDERS[key].name if key in PROVIDERS else key)


def needed(name: str, chosen: str, present: Mapping[str, str]) -> list[Question]:
    """What a choice calls for, as the manifest says it under ``required``."""
    return [
        Question(
            found.name,
            _label(found),
            found.source and f"where from: {found.source}",
            required=not _spared(found, present),
            secret=found.secret,
        )
        for found in called_for(settings.ENVIRONMENT, name, chosen)
    ]


def _spared(found: Variable, present: Mapping[str, str]) -> bool:
    """Whether another variable makes this one needless: "..., unless LLM_BASE_URL is ..."."""
    unless = re.search(r"unless ([A-Z_]+)", found.required)
    return bool(unless) and bool(present.get(unless[1] if unless else "", "").strip())


def _label(found: Variable) -> str:
    return found.purpose.partition(". ")[0].rstrip(".")


def senders(answers: Mapping[str, str]) -> list[Question]:
    """Who emails are from, and who is told."""
    return [
        Question("DEFAULT_FROM_EMAIL", "The sender of every email", "on a domain you own",
                 required=answers.get("EMAIL_PROVIDER") != "file"),
        Question("OWNER_EMAIL", "Where you want to be told about new leads",
                 required=answers.get("EMAIL_PROVIDER") != "file"),
    ]  # fmt: skip


def smtp_url(host: str, port: str, user: str, password: str) -> str:
    """The four boxes of a provider's SMTP page as one variable; raises ``BadAnswer``."""
    if not port.isdigit():
        raise BadAnswer("The port is a number: 587, 465 or 2525.")
    scheme = "smtps" if port == "465" else "smtp+tls"
    who = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return variable("EMAIL_URL", f"{scheme}://{who}{host.strip()}:{port}")


def suggested(name: str, answers: Mapping[str, str]) -> str:
    """What is offered where nothing stands yet."""
    match name:
        case "language":
            return "en"
        case "time_zone":
            return profile.zone_here()
        case "platform":
            return "laptop"
        case "EMAIL_PROVIDER" | "LLM_PROVIDER":
            return settings.ENVIRONMENT.variable(name).default
        case "OWNER_EMAIL":
            return answers.get("contact_email", "")
        case "DEFAULT_FROM_EMAIL" if answers.get("contact_email") and not is_free_mail(
            answers["contact_email"]
        ):
            return f"{answers['name']} <{answers['contact_email']}>"
    return ""
