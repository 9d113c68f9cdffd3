"""Keys that belong to no maker: private keys, tokens, passwords in addresses, and our own."""

from __future__ import annotations

from ops.launch.findings import Severity
from ops.secrets.kind import Kind, has, kind, starts

DATA = "Whoever reads it can read, change and delete all leads and conversations."
MAKE = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'


def ours(variable: str, name: str, risk: str, then: str = "") -> Kind:
    """A secret that this app makes up itself."""
    return kind(
        variable.lower().replace("_", "-"), name, "where your platform keeps environment variables",
        variable=variable, names=variable.lower(), risk=risk,
        how=f"Make a new one with: {MAKE}\nSet {variable} to it where your platform keeps "
        f"environment variables, and redeploy.{then}",
    )  # fmt: skip


PRIVATE = kind(
    "private-key", "private key", "wherever its public half is trusted",
    has("private key", r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:\\[rn]|[^A-Za-z0-9-]){0,12}(?P<value>[A-Za-z0-9+/=:,. \-\\\"'\r\n\t]{40,})",
        anywhere=True),
    has("putty-user-key", r"PuTTY-User-Key-File-\d: (?P<value>[^\0]{60,400})", anywhere=True),
    risk="Whoever reads it can pose as whatever it proves: a server, a person, a signature.",
    how="Make a new pair (for SSH: ssh-keygen -t ed25519), put the new public half wherever the "
        "old "
    "one is trusted, and take the old one out there. A certificate's key: have the certificate "
    "issued anew and the old one revoked.",
)  # fmt: skip
AGE = kind(
    "age", "age secret key", "wherever its public half is used",
    starts("AGE-SECRET-KEY- AGE-PLUGIN-", r"[0-9A-Z-]{50,}"),
    risk="Whoever reads it can open everything that was encrypted for it.",
    how="Make a new one with age-keygen, encrypt the files anew for it, and treat what was inside "
    "the old ones as known.",
)  # fmt: skip
JWT = kind(
    "jwt", "signed token (JWT)", "the service that issued it",
    starts("eyJ", r"[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}"), severity=Severity.TRUST,
    risk="Until it ends, whoever reads it is signed in as whoever it was made for.",
    how="End the session or revoke the token at the service that issued it. If it never ends, have "
    "the service's signing key changed.",
)  # fmt: skip
SERVICE_ROLE = kind(
    "supabase-service", "Supabase service_role key",
    "supabase.com, your project, Settings, API Keys",
    risk="Whoever reads it can read and change everything in your database.",
)  # fmt: skip
BASIC = kind(
    "password-in-address", "password in an address", "the service behind the address",
    risk="Whoever reads it can sign in there.",
    how="Change the password at the service behind the address, put the new address into the "
    "environment variable that holds it, and redeploy.",
)  # fmt: skip
DATABASE = kind(
    "database-url", "database address with its password", "your database host",
    variable="DATABASE_URL", risk=DATA,
    how="At your database host, reset the password of that user (Heroku: heroku pg:credentials:"
    "rotate; Render: the database's page, Credentials). Put the new address into DATABASE_URL "
    "and redeploy. Then end connections that are still open.",
)  # fmt: skip
REDIS = kind(
    "redis-url", "Redis address with its password", "your Redis host", variable="REDIS_URL",
    risk="Whoever reads it can read and change what waits to be sent, and lift the rate limits.",
    how="At your Redis host, reset the password, put the new address into REDIS_URL, and redeploy.",
)  # fmt: skip
SECRET_KEY = kind(
    "django-secret-key", "Django SECRET_KEY", "where your platform keeps environment variables",
    starts("django-insecure-", r"[^\s\"'`,;<>]{20,}"), variable="SECRET_KEY",
    risk="Whoever reads it can sign in as you, and forge every link that this app signs.",
    how='Make a new one with: python -c "import secrets; print(secrets.token_urlsafe(50))"\nSet '
    "SECRET_KEY to it where your platform keeps environment variables, and SECRET_KEY_FALLBACKS to "
    "the old one, so that second factors can still be read, and redeploy. Empty "
    "SECRET_KEY_FALLBACKS the next day: then everybody has to sign in again, and the old key signs "
    "nothing more.",
)  # fmt: skip
OWN = (
    ours("OPS_TOKEN", "OPS_TOKEN", "Whoever reads it passes the rate limits and reads what is "
                                   "wrong "
         "inside.", " Give the new one to whatever probes the site."),
    ours("IDENTITY_SECRET", "IDENTITY_SECRET", "Whoever reads it can pose as any of your signed-in "
         "visitors.", " Set the same value on the site that signs with it."),
    ours("EDGE_SECRET", "EDGE_SECRET", "Whoever reads it can pass by Cloudflare and pretend any "
         "address.", " Set the same value in Cloudflare's transform rule, at the same time."),
    ours("EMAIL_WEBHOOK_SECRET", "EMAIL_WEBHOOK_SECRET",
    "Whoever reads it can have addresses marked "
         "as bouncing, so that emails stop.", " Set the same at the email provider's webhook."),
)  # fmt: skip
PASSWORD = kind(
    "password", "password", "the service it opens", severity=Severity.BLOCKER,
    risk="Whoever reads it can sign in there, and wherever else it was used.",
    how="Change it at the service it opens, put the new one into an environment variable, and "
    "redeploy. Used elsewhere too, change it there as well.",
)  # fmt: skip
BEARER = kind(
    "authorization", "credential in an Authorization header", "the service that was called",
    risk="Whoever reads it can call that service in your name.",
)  # fmt: skip
GENERIC = kind(
    "key", "key or token of a maker we do not know", "the service it belongs to",
    severity=Severity.TRUST,
    how="Find out by its name which service it belongs to. Make a new one there, put it into an "
    "environment variable, redeploy, and delete the old one there.",
)  # fmt: skip

KINDS = (
    PRIVATE, AGE, JWT, SERVICE_ROLE, BASIC, DATABASE, REDIS, SECRET_KEY, *OWN, PASSWORD, BEARER,
    GENERIC,
)  # fmt: skip
