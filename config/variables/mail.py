"""How email leaves, and to whom."""

from __future__ import annotations

from config.variables import checks
from ops.environment import AtDeploy, Kind, Variable
from ops.outbox.providers import APIS, needing

GROUP = "Email"


def _either(names: tuple[str, ...]) -> str:
    """``a``, ``a or b``, ``a or b or c``, as ``required`` has it."""
    return " or ".join(names)


VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="EMAIL_PROVIDER",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("file", "smtp", *APIS),
        default="file",
        required="before launch: with `file` no email leaves the machine",
        purpose="How email leaves: through a provider's API by its name, through any server by "
        "`smtp`. `file` writes it to var/mail/ and sends nothing.",
    ),
    Variable(
        name="EMAIL_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.email_url,
        required="when EMAIL_PROVIDER is smtp",
        purpose="The SMTP server: smtp+tls://USER:PASSWORD@HOST:587, smtps:// for port 465, or "
        "smtp:// without encryption.",
        source="your email provider's SMTP page. Percent-encode / ? # @ : % in the password.",
        rotation="make a new SMTP password at the provider, put it here, redeploy.",
    ),
    Variable(
        name="EMAIL_API_KEY",
        group=GROUP,
        secret=True,
        required=f"when EMAIL_PROVIDER is {_either(needing('EMAIL_API_KEY'))}",
        purpose="The key of the email provider's API.",
        source="your email provider's page of API keys; docs/email-providers.md says where",
        rotation="make a second token at the provider, put it here, redeploy, delete the first.",
    ),
    Variable(
        name="EMAIL_API_SECRET",
        group=GROUP,
        secret=True,
        required=f"when EMAIL_PROVIDER is {_either(needing('EMAIL_API_SECRET'))}",
        purpose="The second half of the key, at providers whose keys have two.",
        source="beside the key: Mailjet calls it the secret key, Amazon the secret access key",
        rotation="make a second pair at the provider, put both halves here, redeploy, delete the "
        "first.",
    ),
    Variable(
        name="EMAIL_API_URL",
        group=GROUP,
        kind=Kind.URL,
        purpose="Another address of the email provider's API; only tests need it.",
    ),
    Variable(
        name="EMAIL_DOMAIN",
        group=GROUP,
        check=checks.host_name,
        purpose="The sending (return-path) domain set up at the email provider, when it is not "
        "that of DEFAULT_FROM_EMAIL. `launch_check` reads it.",
        source="your email provider's page on your domain; for example send.example.com or "
        "mg.example.com",
    ),
    Variable(
        name="EMAIL_REGION",
        group=GROUP,
        required=f"when EMAIL_PROVIDER is {_either(needing('EMAIL_REGION'))}",
        purpose="The provider's region: eu-west-1 and the like at Amazon SES and Resend, eu at "
        "Mailgun and SendGrid, us at Mailjet, where your account is there. Emails are handed over "
        "in it, and `launch_check` puts it into the records it tells you to type.",
        source="the address of your email provider's console",
    ),
    Variable(
        name="EMAIL_WEBHOOK_SECRET",
        group=GROUP,
        kind=Kind.LIST,
        secret=True,
        check=checks.webhook_secrets,
        purpose="Proves that what is told of your emails (arrived, came back, spam) comes from the "
        "email provider. Empty: nothing is heard, and addresses that do not exist are written to "
        "again.",
        source="the signing key your provider shows for its webhook; where it signs nothing, make "
        'one with: python -c "import secrets; print(secrets.token_urlsafe(32))" '
        "(docs/email-providers.md)",
        rotation="put the new value in front of the old one with a comma between them, redeploy, "
        "change it at the provider, then take the old one away.",
    ),
    Variable(
        name="EMAIL_REPLY_ADDRESS",
        group=GROUP,
        check=checks.reply_address,
        purpose="Where answers from your mailbox come in: a domain whose mail your provider takes "
        "(reply.example.com), or the address it gave you for that. Empty: you answer in the admin.",
        source="your email provider's page of incoming mail (inbound); docs/email-providers.md",
    ),
    Variable(
        name="EMAIL_DKIM_SELECTORS",
        group=GROUP,
        kind=Kind.LIST,
        purpose="The names of your DKIM keys, where the provider makes them up (Postmark, Amazon "
        "SES). `launch_check` cannot guess them.",
        source="your email provider's page on your domain: the part before ._domainkey",
    ),
    Variable(
        name="DEFAULT_FROM_EMAIL",
        group=GROUP,
        kind=Kind.EMAIL,
        required="before launch",
        purpose="The sender of every email, on a domain you own.",
        source="for example: Maya Lindqvist <hello@example.com>",
    ),
    Variable(
        name="OWNER_EMAIL",
        group=GROUP,
        kind=Kind.EMAIL,
        at_deploy=AtDeploy.ASKED,
        required="before launch",
        purpose="Where you are told about new leads and about anything broken.",
    ),
)
