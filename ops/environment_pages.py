"""Two pages of the documentation that are made from the manifest and the table of providers.

So a provider, a record or a secret that is added is on its page, in the words of one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ops.environment import Environment, Variable, called_for
from ops.launch.dns_hosts import typed
from ops.launch.email.first_records import Step, steps_for
from ops.launch.email.providers import PROVIDERS, Provider
from ops.outbox.providers import APIS, Api

DOMAIN = "your-domain.com"


@dataclass(frozen=True, kw_only=True, slots=True)
class Smtp:
    """Where a provider shows its SMTP sign-in, and what that is made of."""

    where: str
    user: str
    key: str
    server: str = ""
    note: str = ""


#: Read in November 2026: each provider's SMTP page; for Microsoft, message center MC786329.
SIGNED_TOO = (
    " What comes with it has to be signed by Amazon as well, by a certificate of Amazon SNS; each "
    "of the two alone is refused."
)
SMTP = {
    "ses": Smtp(
        where="SES, SMTP settings, Create SMTP credentials", user="the SMTP user name it shows",
        key="the SMTP password it shows once", server="email-smtp.REGION.amazonaws.com",
        note="A new account may write to its own addresses only. Ask for more under Account "
        "dashboard, Request production access, a few days before you launch.",
    ),
    "postmark": Smtp(
        where="Servers, your server, API Tokens", user="the server's token",
        key="the same token",
    ),
    "sendgrid": Smtp(
        where="Settings, API Keys, Create API Key, with Mail Send", user="the word `apikey`",
        key="the key",
    ),
    "mailgun": Smtp(
        where="Send, Sending, Domain settings, SMTP credentials",
        user="the whole address it shows, such as postmaster@mg.your-domain.com",
        key="the password you make there",
        note="For a domain in Mailgun's European region the server is smtp.eu.mailgun.org.",
    ),
    "resend": Smtp(
        where="API Keys, Create API Key, with Sending access", user="the word `resend`",
        key="the key",
    ),
    "brevo": Smtp(
        where="Settings, SMTP & API, SMTP", user="the login it shows", key="the SMTP key",
    ),
    "mailjet": Smtp(
        where="Account settings, SMTP and SEND API settings", user="the API key",
        key="the secret key",
    ),
    "mailersend": Smtp(
        where="Email, Domains, your domain, SMTP, Generate new user", user="the user name it shows",
        key="the password it shows",
    ),
    "google": Smtp(
        where="myaccount.google.com, Security, App passwords (2-Step Verification has to be on)",
        user="your whole address", key="the app password, without its spaces",
        note="Good for a few hundred emails a day, and they count against your mailbox.",
    ),
    "microsoft": Smtp(
        where="admin.microsoft.com, Users, Active users, your mailbox, Mail, Manage email apps, "
        "Authenticated SMTP",
        user="your whole address", key="the mailbox's password",
        note="Microsoft closes this way for new customers at the end of 2026, and switches it off "
        "for the others until they ask for it. For a new site take another provider for the "
        "chat's emails, and keep your mailboxes here: one domain can do both.",
    ),
    "zoho": Smtp(
        where="accounts.zoho.com, Security, App Passwords", user="your whole address",
        key="the app password",
        note="In Zoho's European data centre the server is smtp.zoho.eu.",
    ),
}  # fmt: skip

#: What some accounts have to set beside it.
SOMETIMES = {
    "mailgun": (
        ("EMAIL_DOMAIN", "The domain you added, such as mg.your-domain.com, when it is not that "
         "of your sender."),
        ("EMAIL_REGION", "`eu`, when the domain is in Mailgun's European region."),
    ),
    "sendgrid": (("EMAIL_REGION", "`eu`, when your account is a European one."),),
    "mailjet": (("EMAIL_REGION", "`us`, when your account is an American one."),),
}  # fmt: skip
#: What does not go through its API as it does elsewhere.
LIMITS = {
    "ses": "Amazon gives every email a Message-ID of its own; answers still find together by what "
    "they refer to. Emails that come in through it are not taken.",
    "resend": "Resend gives every email a Message-ID of its own; answers still find together by "
    "what they refer to.",
    "sendgrid": "The makers of the library this app sends through no longer try it with an account "
    "at SendGrid; here it is tried against a server that speaks SendGrid's API.",
    "mailersend": "Headers of one's own are for MailerSend's larger plans, so its emails do not "
    "say that no machine should answer them; by SMTP they do.",
}

EMAIL_HEAD = f"""# Connect your email provider

Two emails go out for each lead: a confirmation to them, and a notice to you. Here is, for each
provider, where to click, which variables to set, and which records your domain needs. Write your
own domain in place of `{DOMAIN}`; names are as most DNS hosts want them typed, without the domain
behind them.

This page is made from the program's own tables of providers: `ops/launch/email/providers.py`, the
one the launch check judges by, and `ops/outbox/providers.py`, the one emails are sent by. It is
written by `python manage.py write_environment_files`.

In every case:

1. Set the variables where your app keeps them: `.env` on your computer, Environment at Render,
   Config Vars at Heroku. `python manage.py setup` asks for them and puts the password together
   for you.
2. Create the records, and wait until the provider says that the domain is verified.
3. Set `DEFAULT_FROM_EMAIL` to an address on that domain, and `OWNER_EMAIL` to where you want to
   be told.
4. Send yourself one: `python manage.py send_test_email you@{DOMAIN}`
5. See what inboxes will see: `python manage.py check_email_auth {DOMAIN} --provider NAME`, with
   the name that stands below.
6. Have the provider tell you what becomes of your emails, as its section says under "Events". An
   address that does not exist is then written to once, and each lead shows whether your email
   arrived ([leads and emails](email.md)).

Only one record of a domain may begin with `v=spf1`, and only one at `_dmarc` with `v=DMARC1`.
Where there is one already, step 5 says what to write into it. Why the records are there: [domain
and email records](domain.md). What happens while the provider is down: [leads and
emails](email.md).

"""

SECRETS_HEAD = """# Change a secret

Change a secret when somebody who knew it leaves, when it was seen where it should not be ([keys
that leaked](secrets.md)), or once a year. This page is made from the list of variables, with
`python manage.py write_environment_files`.

For each of them:

1. Make the new one first, where it comes from.
2. Put it where your app keeps its variables: Environment at Render, Config Vars at Heroku, `.env`
   on a server of your own (`python manage.py setup` asks for most of them). Saving restarts the
   app at Render and Heroku; on a server restart web and worker.
3. Try it with the command of its section, on the deployment.
4. Then take the old one away where it came from. Not before: until the restart is over, both are
   in use.

After the last one: `python manage.py launch_check --only secrets` says whether any of them is
weak, an example, or used twice.

"""

#: How to see that a new value works, where there is more to try than whether it can be read.
PROOF = {
    "SECRET_KEY": "launch_check --only secrets",
    "OPS_TOKEN": "smoke_test",
    "DATABASE_URL": "launch_check --only database",
    "REDIS_URL": "launch_check --only cache",
    "EMAIL_URL": f"send_test_email you@{DOMAIN}",
    "EMAIL_API_KEY": f"send_test_email you@{DOMAIN}",
    "EMAIL_API_SECRET": f"send_test_email you@{DOMAIN}",
    "EMAIL_WEBHOOK_SECRET": "launch_check --only monitoring.email_events",
    "CALENDLY_WEBHOOK_SECRET": "setup_bookings",
    "CAL_WEBHOOK_SECRET": "launch_check --only leads.bookings",
    "LLM_API_KEY": 'ask "What does it cost?"',
    "EDGE_SECRET": "launch_check --only limits",
    "HEARTBEAT_URL": "alert_test",
    "UPTIMEROBOT_API_KEY": "setup_uptime --provider uptimerobot",
    "BETTERSTACK_API_TOKEN": "setup_uptime --provider betterstack",
}
OTHERWISE = "launch_check --only settings"


def email_providers(environment: Environment) -> str:
    """``docs/email-providers.md``."""
    sections = ["\n".join(_provider(provider, environment)) for provider in PROVIDERS.values()]
    return EMAIL_HEAD + "\n".join(sections)


def _provider(provider: Provider, environment: Environment) -> Iterator[str]:
    smtp = SMTP[provider.key]
    yield f"## {provider.name} (`{provider.key}`)"
    yield ""
    yield f"Add your domain under *{provider.where}*."
    yield ""
    yield "| set | to |"
    yield "|---|---|"
    server = smtp.server or provider.smtp[0]
    url = f"`smtp+tls://USER:PASSWORD@{server}:587`"
    sign_in = f"the sign-in is under *{smtp.where}*: USER is {smtp.user}, PASSWORD is {smtp.key}."
    api = APIS.get(provider.key)
    if api:
        yield f"| `EMAIL_PROVIDER` | `{provider.key}` |"
        for variable in called_for(environment, "EMAIL_PROVIDER", provider.key):
            if variable.name == "EMAIL_REGION":
                words = "Where your account is, such as `eu-west-1`: it stands in the address of "
                words += "the console."
            else:
                words = f"{_purpose(variable)} {api.where_key}."
            yield f"| `{variable.name}` | {words} |"
        for name, words in SOMETIMES.get(provider.key, ()):
            yield f"| `{name}` | {words} |"
        yield ""
        yield (
            f"Or by SMTP: `EMAIL_PROVIDER` is `smtp`, the mail server's address {url}; {sign_in}"
        )
    else:
        yield "| `EMAIL_PROVIDER` | `smtp` |"
        yield f"| `EMAIL_URL` | {url} |"
        yield ""
        yield f"{sign_in[0].upper()}{sign_in[1:]}"
    yield ""
    if api and provider.key in LIMITS:
        yield LIMITS[provider.key]
        yield ""
    if smtp.note:
        yield smtp.note
        yield ""
    yield "Records:"
    yield ""
    for step in steps_for(provider, DOMAIN):
        yield from _step(step)
    yield ""
    if api:
        yield from _events(api)


def _events(api: Api) -> Iterator[str]:
    """Where its webhooks are set up, and with what."""
    yield f"Events: under *{api.where_events}* enter"
    yield ""
    address = _webhook(api, shared=not api.signs)
    yield f"- the address `{address}`, for {api.tick}. Leave out opens and clicks."
    if api.signs:
        yield (
            f"- `EMAIL_WEBHOOK_SECRET` is the key shown under *{api.signing_page}*, by which what "
            "it tells is signed."
        )
    else:
        yield (
            "- `EMAIL_WEBHOOK_SECRET` is a password you make up, of letters and digits, and SECRET "
            f"in the address is the same one: by it a call is known to be {api.name}'s."
            + (SIGNED_TOO if api.signs_too else "")
        )
    yield ""
    if not api.receives:
        return
    shared = not api.inbound_signs
    address = _webhook(api, shared=shared).removesuffix("/") + "/inbound/"
    yield (
        f"Answers from your mailbox (*{api.where_inbound}*): have emails that come in sent to "
        f"`{address}`, and set `EMAIL_REPLY_ADDRESS` to the domain or address whose mail it takes."
        + _inbound_secret(api)
    )
    yield ""


def _inbound_secret(api: Api) -> str:
    if api.signs and not api.inbound_signs:
        return (
            " What comes in is not signed: SECRET is a password you make up, which stands in "
            "`EMAIL_WEBHOOK_SECRET` beside the key, with a comma between them."
        )
    if api.key in ("resend", "mailersend"):
        return (
            " It is signed with a key of its own, which stands in `EMAIL_WEBHOOK_SECRET` beside "
            "the other, with a comma between them."
        )
    return ""


def _webhook(api: Api, *, shared: bool) -> str:
    """Where it calls; with the shared secret, which it then sends in ``Authorization``."""
    return f"https://{'slipway:SECRET@' if shared else ''}YOUR-SITE/webhooks/email/{api.key}/"


def _step(step: Step) -> Iterator[str]:
    rest = f" {step.note}" if step.note else ""
    if step.copy:
        yield f"- {step.what}: copy from {step.copy}.{rest}"
        return
    yield f"- {step.what}:{rest}"
    for record in step.records:
        yield f"  - {record.type} `{typed(record.name, DOMAIN)}` `{record.value}`"


def _purpose(variable: Variable) -> str:
    return variable.purpose.partition(". ")[0].rstrip(".") + "."


def secrets_page(environment: Environment) -> str:
    """``docs/rotate-a-secret.md``."""
    lines: list[str] = []
    for variable in environment:
        if not variable.secret:
            continue
        lines += [f"## `{variable.name}`", "", variable.purpose, ""]
        if variable.source:
            lines += [f"- It comes from: {variable.source}"]
        lines += [f"- To change it: {variable.rotation}"]
        lines += [f"- To try it: `python manage.py {PROOF.get(variable.name, OTHERWISE)}`", ""]
    return SECRETS_HEAD + "\n".join(lines)
