"""Judge the email authentication of a domain, or of one received message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.launch import command
from ops.launch.email.message import author_of
from ops.launch.email.mime_text import read_message
from ops.launch.email.providers import PROVIDERS, provider_of
from ops.launch.network.names import is_address
from ops.launch.world import Mail, Target, target_for

#: Bytes of a message that are read.
LARGEST = 10 * 1024 * 1024


class Command(command.CheckCommand):
    """``manage.py check_email_auth DOMAIN …``"""

    help = "Check SPF, DKIM, DMARC and mail servers of a domain, or verify a received message."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which domains, and what is known of how they send."""
        parser.add_argument("domains", nargs="*", metavar="DOMAIN")
        parser.add_argument("--provider", metavar="P", default="",
                            help="who sends: " + ", ".join(sorted(PROVIDERS)))  # fmt: skip
        parser.add_argument("--selector", nargs="+", metavar="S", default=[], action="extend",
                            help="the name of a DKIM key, the part before ._domainkey")  # fmt: skip
        parser.add_argument("--from", dest="from_address", metavar="ADDR", default="",
                            help="the address emails are from")  # fmt: skip
        parser.add_argument("--return-path", metavar="HOST", default="",
                            help="the host of the envelope sender")  # fmt: skip
        parser.add_argument("--message", metavar="FILE.eml", default="",
                            help="a received email with all its headers")  # fmt: skip
        command.add_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """One report a domain."""
        message = _message(options["message"]) if options["message"] else b""
        domains = options["domains"] or _domains(options, message)
        if not domains:
            raise commands.WrongUse("Name a domain, such as example.com, or give --message.")
        checks = command.checks_for(["email"])
        if not message or not options["domains"]:
            # Without a message only the domain is judged, without a domain only the message.
            checks = [c for c in checks if c.id.startswith("email.message.") == bool(message)]
        targets = [_target(domain, options, message) for domain in domains]
        self.deliver([self.look(target, checks, options) for target in targets], options)


def _domains(options: dict[str, Any], message: bytes) -> list[str]:
    """The domain of --from, or else of the message's From line."""
    if options["from_address"]:
        return [options["from_address"].rpartition("@")[2]]
    domain = author_of(read_message(message)).domain if message else ""
    if message and not domain:
        raise commands.WrongUse("The message names no sender's domain; name it: DOMAIN --message …")
    return [domain] if domain else []


def _message(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise commands.WrongUse(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise commands.WrongUse(f"{path} is larger than 10 MB; save a smaller message.")
    if not read_message(data).fields:
        raise commands.WrongUse(
            f"{path} is no email with headers. Save the source of the message: Show original at "
            "Gmail, View source at Outlook."
        )
    return data


def _target(domain: str, options: dict[str, Any], message: bytes) -> Target:
    name = command.name_of(domain.rpartition("@")[2])
    if is_address(name):
        raise commands.WrongUse(f"{name} is an address of a server; name a domain.")
    provider = provider_of(options["provider"]) if options["provider"] else None
    if options["provider"] and provider is None:
        raise commands.WrongUse(
            f"{options['provider']!r} is no provider we know; they are "
            f"{', '.join(sorted(PROVIDERS))}. Leave it out to have it found in DNS."
        )
    sender = options["from_address"]
    if sender and "@" not in sender:
        raise commands.WrongUse("--from takes an address, such as hello@example.com.")
    own = command.name_of(sender.rpartition("@")[2]) if sender else name
    mail = Mail(
        domain=own,
        from_address=sender,
        provider=provider.key if provider else "",
        selectors=tuple(_selector(text) for text in options["selector"]),
        return_path=command.name_of(options["return_path"]) if options["return_path"] else "",
        message=message,
    )
    return target_for(name, mail=mail)


def _selector(text: str) -> str:
    """The name of a key; people also give the whole name it stands at."""
    name = text.strip().lower().partition("._domainkey")[0].strip(".")
    if not all(part.replace("-", "").replace("_", "").isalnum() for part in name.split(".")):
        raise commands.WrongUse(f"{text!r} is no selector; it is the part before ._domainkey.")
    return name
