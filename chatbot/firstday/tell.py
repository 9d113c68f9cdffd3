"""What is said at the end: what was written, what to set, which records to create, what is next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from chatbot.firstday import profile
from chatbot.firstday.places import Place
from chatbot.firstday.plan import MADE_UP, Answers, Plan, for_the_platform
from chatbot.firstday.terminal import wrapped
from ops.launch.dns_hosts import ANY, instructions
from ops.launch.email.first_records import Step, steps_for
from ops.launch.email.providers import PROVIDERS, Provider, by_smtp_host
from ops.launch.network.names import (
    BadName,
    ascii_name,
    is_local,
    platform_domain,
    registrable,
    shown,
)
from ops.launch.platforms import PLATFORMS

#: Fields of the profile as they are called at the terminal.
CALLED = {
    "name": "name", "coach_name": "your name", "tagline": "who you help with what",
    "intro": "introduction", "language": "language", "time_zone": "time zone",
    "contact_email": "email address", "booking_url": "booking link",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zone:
    """The records of one domain."""

    name: str
    steps: tuple[Step, ...]


def is_secret(name: str) -> bool:
    """Whether a value must not be shown."""
    return settings.ENVIRONMENT.variable(name).secret


def changes(plan: Plan) -> Iterator[str]:
    """What is about to be written, without a secret in it."""
    place = plan.answers.place
    if place.uses_file and plan.text != plan.file.text:
        yield f"In {plan.file.path.name}" + ("" if plan.file.exists else ", which is new") + ":"
        for name, value in plan.changes.items():
            yield f"  {name}{_value(name, value, plan)}"
    if plan.closes_file:
        yield f"{plan.file.path.name} is closed to other accounts of this computer."
    if place.variables:
        yield f"For {place.name}, to be set there:"
        for name, value in for_the_platform(plan.answers).items():
            yield f"  {name}{_value(name, value, plan)}"
    if plan.profile:
        yield "In your business profile:"
        for name, (before, after) in plan.profile.items():
            yield wrapped(f"{CALLED[name]}: {before or 'empty'} -> {after or 'empty'}", "  ")
    if plan.answers.without_demo:
        yield "The made-up answers and prices of the demo business are taken out."
    if plan.export:
        yield f"The variables for {place.name} go into {plan.export}."


def _value(name: str, value: str, plan: Plan) -> str:
    if name in plan.made_up:
        return " (secret, made up for you)"
    if is_secret(name):
        return " (secret, as you typed it)" if value else " (emptied)"
    return f"={value}"


def platform_variables(answers: Answers) -> Iterator[str]:
    """What to type where a platform keeps its variables."""
    place = answers.place
    yield f"At {place.name} ({place.variables}) set:"
    yield ""
    for name, value in for_the_platform(answers).items():
        yield f"  {name}  (secret: paste it there)" if is_secret(name) else f"  {name}={value}"
    for name in place.makes:
        yield f"  {name}  (the button of the README makes it; leave it as it is)"
    yield ""
    yield wrapped(f"Without the button, make {' and '.join(place.makes)} yourself, each with")
    size = MADE_UP["SECRET_KEY"]
    yield f'     python -c "import secrets; print(secrets.token_urlsafe({size}))"'


def zones(answers: Answers) -> list[Zone]:
    """The records to create, by domain; none on a laptop that sends nothing."""
    found: dict[str, list[Step]] = {}
    host = _name(urlsplit(answers.variables.get("SITE_URL", "")).hostname or "")
    if host and not answers.place.is_laptop and not platform_domain(host):
        found.setdefault(registrable(host) or host, []).append(_web(answers.place, host))
    provider = answers.variables.get("EMAIL_PROVIDER", "file")
    sender = answers.variables.get("DEFAULT_FROM_EMAIL", "")
    domain = _name(sender.rpartition("@")[2].rstrip("> "))
    if provider != "file" and domain:
        steps = steps_for(_provider(answers), domain, region=_region(answers))
        found.setdefault(registrable(domain) or domain, []).extend(steps)
    return [Zone(name, tuple(steps)) for name, steps in found.items()]


def _name(host: str) -> str:
    """A host as DNS has it; "" for none, or one of this computer."""
    try:
        return "" if not host or is_local(host) else ascii_name(host)
    except BadName:
        return ""


def _region(answers: Answers) -> str:
    """As it was set, or as the mail server's name has it: ``smtp.eu.mailgun.org``."""
    known = answers.variables.get("EMAIL_REGION") or settings.EMAIL_REGION
    host = urlsplit(answers.variables.get("EMAIL_URL", "")).hostname or ""
    return known or ("eu" if "eu" in host.split(".") else "")


def _provider(answers: Answers) -> Provider | None:
    key = answers.variables.get("EMAIL_PROVIDER", "")
    if key == "smtp":
        key = by_smtp_host(urlsplit(answers.variables.get("EMAIL_URL", "")).hostname or "")
    return PROVIDERS.get(key)


def _web(place: Place, host: str) -> Step:
    """How the name leads to the app."""
    platform = PLATFORMS.get(place.key)
    if platform is None:
        return Step(
            f"The way to your chat ({shown(host)})",
            copy="an A record to the IPv4 address of your server (and an AAAA record, if it has "
            "IPv6), from your server's control panel",
        )
    is_root = host == registrable(host)
    return Step(
        f"The way to your chat ({shown(host)})",
        copy=platform.root if is_root else platform.www,
        note=f"First add the name at {platform.name}: {platform.add.replace('NAME', shown(host))}.",
    )


def record_lines(found: list[Zone]) -> Iterator[str]:
    """The records in words, for the form of any DNS host."""
    for zone in found:
        yield f"DNS records of {shown(zone.name)}"
        yield wrapped(
            "Type these where your domain's DNS is kept (often where you bought it). What is there "
            "already stays."
        )
        for number, step in enumerate(zone.steps, 1):
            yield ""
            yield f"{number}. {step.what}"
            if step.records:
                # The head of the block names the host and the zone, which is said above.
                block = instructions(step.records, zone.name, ANY).split("\n")[2:]
                yield from (f"   {line}".rstrip() for line in block)
            if step.copy:
                yield wrapped(
                    f"Copy from {step.copy}."
                    if step.copy[0].isupper() or step.copy.startswith("your ")
                    else f"Create {step.copy}.",
                    "   ",
                )
            if step.note:
                yield wrapped(step.note, "   ")
        yield ""


@dataclass(frozen=True, slots=True)
class Next:
    """A step, and the command of it in a line of its own, to be copied."""

    text: str
    command: str = ""


def next_steps(plan: Plan) -> list[Next]:
    """Three, in their order."""
    answers = plan.answers
    place, site = answers.place, answers.variables.get("SITE_URL", "")
    if place.is_laptop:
        return [
            Next("Start it. It prints the address of your site and your sign-in.", "bin/run"),
            _write_knowledge(answers),
            Next("When it answers well, put it online: run this again and choose where.",
                 f"{python()} manage.py setup"),
        ]  # fmt: skip
    first = (
        Next(f"Set the variables above at {place.name}, and deploy.")
        if place.variables
        else Next("Start it on your server.", " ".join(place.deploy))
    )
    records = "Create the DNS records above. " if zones(answers) else ""
    return [
        first,
        Next(
            f"{records}As soon as {site} opens, go to {site}/setup/ and type the value of "
            "OPS_TOKEN: you become the owner, and set up the second step for signing in."
        ),
        Next(
            "Fill in your business and your knowledge in the admin. Then look from outside:",
            f"{python()} manage.py launch_check --url {site}",
        ),
    ]


def python() -> str:
    """How this very Python is called in the folder of the project."""
    own = Path(settings.BASE_DIR, ".venv")
    return ".venv/bin/python" if Path(sys.prefix).resolve() == own.resolve() else "python"


def _write_knowledge(answers: Answers) -> Next:
    text = (
        "Write down your services and prices in the admin, under Knowledge, and ask it something."
    )
    if profile.demo_entries() and not answers.without_demo:
        return Next(
            f"{text} When you have, take out the demo.", f"{python()} manage.py remove_demo"
        )
    return Next(text)


def step_lines(number: int, step: Next) -> Iterator[str]:
    """As it is shown."""
    yield wrapped(f"{number}. {step.text}", hang="   ")
    if step.command:
        yield f"     {step.command}"


def as_json(plan: Plan, *, dry_run: bool) -> dict[str, object]:
    """All of it for a program; names of secrets, never their values."""
    answers = plan.answers
    return {
        "dry_run": dry_run,
        "platform": answers.place.key,
        "file": str(plan.file.path) if answers.place.uses_file else None,
        "variables": {
            name: None if is_secret(name) else value for name, value in plan.changes.items()
        },
        "made_up": list(plan.made_up),
        "set_at_platform": []
        if answers.place.uses_file
        else [*for_the_platform(answers), *answers.place.makes],
        "profile": {name: after for name, (_, after) in plan.profile.items()},
        "demo_taken_out": answers.without_demo,
        "records": [
            {
                "zone": zone.name,
                "what": step.what,
                "records": [record.as_json() for record in step.records],
                "copy_from": step.copy,
                "note": step.note,
            }
            for zone in zones(answers)
            for step in zone.steps
        ],
        "next": [f"{step.text} {step.command}".strip() for step in next_steps(plan)],
    }
