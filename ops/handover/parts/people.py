"""Who owns what: people and accounts, from the questionnaire and the settings."""

from __future__ import annotations

from collections.abc import Iterator

from ops.handover.document import Block, said, table, text
from ops.handover.notes import Notes
from ops.handover.questions import FOUNDER
from ops.launch.gather.registration import Registration

TITLE = "Who owns what"


def blocks(notes: Notes) -> Iterator[Block]:
    """People first, then accounts."""
    settings = notes.settings
    mailbox = said(settings.owner_email) if settings else ""
    if settings and not mailbox:
        notes.ask("Which mailbox gets leads and alerts? `OWNER_EMAIL` is empty.", FOUNDER)
    yield table(
        "what", "who",
        rows=[
            ("Owner", notes.answer("owner")),
            ("Reached, beside email", notes.answer("owner_reach")),
            ("Leads and alerts are sent to", mailbox or (
                "nobody: `OWNER_EMAIL` is empty" if settings else "not known from outside")),
            ("Stands in", notes.answer("second")),
            ("Somebody is there", notes.answer("hours")),
            ("Reads the alerts", notes.answer("alerts")),
            ("Passwords are kept", notes.answer("passwords")),
            ("Pays", notes.answer("payment")),
        ],
    )  # fmt: skip
    yield text("Accounts. Whoever takes over needs a sign-in of their own at each.")
    yield table("account", "for", "whose", rows=list(_accounts(notes)))


def _accounts(notes: Notes) -> Iterator[tuple[str, str, str]]:
    facts = notes.facts
    if facts.target.domain:
        registrar = facts.registration
        name = registrar.registrar if isinstance(registrar, Registration) else ""
        yield said(name) or "Registrar (not known)", "the domain", notes.answer("domain_account")
        host = dns_host_name(notes)
        yield host or "DNS host (not known)", "the DNS records", notes.answer("dns_account")
    yield notes.platform or _unnamed(notes), "runs the app", notes.answer("platform_account")
    yield "Code, mostly GitHub", "the copy of the project", notes.answer("code_account")
    if sends(notes):
        name = notes.provider.name if notes.provider else "Email provider (not known)"
        yield name, "sends the emails", notes.answer("email_account")
    if notes.cloudflare and host_is_not_cloudflare(notes):
        yield "Cloudflare", "stands in front of the site", notes.answer("cloudflare_account")
    yield from _optional(notes)


def _unnamed(notes: Notes) -> str:
    return "Server" if notes.facts.inside else "Platform (not known)"


def _optional(notes: Notes) -> Iterator[tuple[str, str, str]]:
    """Accounts that are there only where something is set, or somebody says so."""
    facts = notes.facts
    model = facts.value("LLM_PROVIDER")
    listed = (
        (model.capitalize() if model else "Language model", "answers", "model_account",
         facts.is_set("LLM_API_KEY")),
        ("Sentry", "collects errors", "sentry_account", facts.is_set("SENTRY_DSN")),
        ("Uptime provider", "looks from outside", "uptime_account", facts.inside),
        ("Slack", "gets alerts", "slack_account", facts.is_set("SLACK_WEBHOOK_URL")),
    )  # fmt: skip
    for name, use, key, wanted in listed:
        if wanted or (notes.answers.get(key) and not notes.has_no(key)):
            yield name, use, notes.answer(key)


def sends(notes: Notes) -> bool:
    """Whether the site sends emails for real, or that is not known."""
    return notes.settings is None or notes.settings.email_provider != "file"


def host_is_not_cloudflare(notes: Notes) -> bool:
    """Whether the account for Cloudflare is another than that for DNS."""
    return dns_host_name(notes) != "Cloudflare"


def dns_host_name(notes: Notes) -> str:
    """Where the records are edited, "" for nobody we know."""
    from ops.launch.dns_hosts import ANY, by_servers

    if notes.dns is None:
        return ""
    host = by_servers(notes.dns.ns.values)
    return "" if host is ANY else host.name
