"""Variables and secrets: where they are kept, whose each is, and how it is changed.

The words come from the manifest, as those of docs/rotate-a-secret.md do.
"""

from __future__ import annotations

from collections.abc import Iterator

from ops.environment import Variable
from ops.environment_pages import OTHERWISE, PROOF, SMTP
from ops.handover.document import Block, heading, listed, said, steps, table, text, typed
from ops.handover.notes import OPEN, Notes
from ops.handover.parts.people import sends
from ops.outbox.providers import APIS

TITLE, EMAIL_KEY = "Settings and secrets", "Change the email key"
#: Which account a secret belongs to: the question that names its holder.
HOLDERS = {
    "DATABASE_URL": "platform_account", "REDIS_URL": "platform_account",
    "EMAIL_URL": "email_account", "EMAIL_API_KEY": "email_account",
    "EMAIL_API_SECRET": "email_account", "EMAIL_WEBHOOK_SECRET": "email_account",
    "LLM_API_KEY": "model_account", "LLM_FALLBACK_API_KEY": "model_account",
    "EDGE_SECRET": "cloudflare_account", "SENTRY_DSN": "sentry_account",
    "SLACK_WEBHOOK_URL": "slack_account", "HEARTBEAT_URL": "uptime_account",
    "HEROKU_API_KEY": "platform_account", "RENDER_API_KEY": "platform_account",
}  # fmt: skip


def blocks(notes: Notes) -> Iterator[Block]:
    """Where; then each secret that is set."""
    place = notes.place
    yield text(f"Every setting is an environment variable, kept at: {place.variables}")
    yield text(place.saving)
    if not notes.facts.inside:
        yield text(
            "This was written from outside, where settings cannot be seen. To have each secret "
            "listed here, write it on the deployment: `python manage.py handover`"
        )
        notes.ask("Which variables and secrets does the app have? Written from outside, this "
                  "document cannot say.")  # fmt: skip
        return
    yield from _plain(notes)
    yield text(
        "The secrets that are set. No value stands in this document; they are only where the "
        "variables are kept. For each of them:"
    )
    yield steps(
        "Make the new one first, where it comes from.",
        f"Put it in place of the old one at: {place.variables} {place.saving}",
        f"Try it with its command, typed at: {place.terminal}.",
        "Then take the old one away where it came from. Not before: until the restart is over, "
        "both are in use.",
    )
    for variable in notes.facts.secrets_set:
        yield heading(f"`{variable.name}`")
        yield text(variable.purpose)
        yield listed(*_about(variable, notes))
    unset = [v.name for v in notes.facts.variables if v.secret and not notes.facts.is_set(v.name)]
    if unset:
        yield text(
            f"Secrets that exist and are not set here: {', '.join(f'`{n}`' for n in unset)}."
        )


def _plain(notes: Notes) -> Iterator[Block]:
    settings = notes.settings
    rows = [
        (f"`{variable.name}`", typed(str(settings.values[variable.name]), longest=160),
         variable.purpose.partition(". ")[0].rstrip(".") + ".")
        for variable in notes.facts.variables
        if settings and not variable.secret and variable.name in settings.values
    ]  # fmt: skip
    if rows:
        yield text("What is set and is no secret:")
        yield table("variable", "value", "what it is for", rows=rows)


def _about(variable: Variable, notes: Notes) -> Iterator[str]:
    yield f"Whose: {holder(variable.name, notes)}"
    if variable.source:
        yield f"It comes from: {variable.source}"
    yield f"To change it: {variable.rotation}"
    yield f"To try it: `python manage.py {PROOF.get(variable.name, OTHERWISE)}`"


def holder(name: str, notes: Notes) -> str:
    """Who holds the account that a secret comes from; the owner of one that was made up here."""
    key = HOLDERS.get(name)
    given = notes.answer(key) if key else ""
    if given and given != OPEN:
        return given
    owner = notes.answer("owner")
    if key:
        return "not answered yet: see the open questions"
    return f"{owner} (made up here, in nobody's account)" if owner != OPEN else (
        "the owner's: it was made up here and is in nobody's account"
    )  # fmt: skip


def email_key(notes: Notes) -> Iterator[Block]:
    """The one that is asked for most, from beginning to end."""
    if not sends(notes):
        yield text("No emails are sent yet, so there is no key.")
        return
    name, made, old = _email_key(notes)
    place = notes.place
    yield text(
        f"Change it when somebody who knew it leaves, when it was seen by others, or once a year. "
        f"No email is lost: what cannot be sent waits. The key is the variable `{name}`."
    )
    yield steps(
        *made,
        f"Open {place.variables} Put the new value into `{name}`. {place.saving}",
        f"Wait until the app runs again, then type at {place.terminal}: "
        "`python manage.py send_test_email you@example.com`, with your own address.",
        "Look whether it arrived. If not, the message of the command says why; with the old value "
        "in its place everything is as before.",
        old,
        "Write the new date into the password store"
        + (f" ({said(notes.answers['passwords'])})." if notes.answers.get("passwords") else "."),
    )


def _email_key(notes: Notes) -> tuple[str, tuple[str, ...], str]:
    """The variable, the steps to a new value, and what becomes of the old one."""
    provider = notes.provider
    by_api = notes.facts.value("EMAIL_PROVIDER") not in ("", "smtp")
    if not notes.facts.inside:
        by_api = bool(provider and provider.key == "postmark")
    if by_api:
        api = APIS.get(provider.key) if provider else None
        where = f"{api.where_key}: make a second key" if api else "Make a second key"
        who = notes.answer("email_account")
        account = f" (the account is {who}'s)" if who != OPEN else ""
        return "EMAIL_API_KEY", (f"Sign in{account}. {where}, and copy it.",), (
            "When it arrived, delete the old key at the provider."
        )  # fmt: skip
    smtp = SMTP.get(provider.key) if provider else None
    if smtp is None or provider is None:
        make = ("At the email provider make a second SMTP password, and copy it.",)
        sample = "smtp+tls://USER:PASSWORD@SERVER:587"
    else:
        make = (
            f"Sign in at {provider.name}, open {smtp.where}, and make a second one. USER is "
            f"{smtp.user}, PASSWORD is {smtp.key}.",
        )
        sample = f"smtp+tls://USER:PASSWORD@{smtp.server or provider.smtp[0]}:587"
    put = (
        f"Put the address together: `{sample}`. Write / ? # @ : % inside the password "
        "percent-encoded (/ as `%2F`, ? as `%3F`, # as `%23`, @ as `%40`, : as `%3A`, % as `%25`)."
    )
    return "EMAIL_URL", (*make, put), "When it arrived, delete the old password at the provider."
