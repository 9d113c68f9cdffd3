"""How email leaves, and to whom."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Email"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="EMAIL_PROVIDER",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("file", "smtp", "postmark"),
        default="file",
        required="before launch: with `file` no email leaves the machine",
        purpose="How email leaves. `file` writes it to var/mail/ and sends nothing.",
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
        required="when EMAIL_PROVIDER is postmark",
        purpose="The key of the email provider's API.",
        source="Postmark: Servers, your server, API Tokens.",
        rotation="make a second token at the provider, put it here, redeploy, delete the first.",
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
        purpose="The provider's region, such as eu-west-1 at Amazon SES. `launch_check` puts it "
        "into the records it tells you to type.",
        source="the address of your email provider's console",
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
        required="before launch",
        purpose="Where you are told about new leads and about anything broken.",
    ),
)
