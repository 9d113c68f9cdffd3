"""The manifest: every environment variable, once.

Settings read it; ``.env.example`` and ``docs/environment.md`` are written from it by
``python manage.py write_environment_files``, and a test keeps them so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ops.environment import BadValue, Environment, Kind, Variable
from ops.launch.network.names import BadName, ascii_name
from ops.web.client_ip import parse_proxies


def _long_enough(value: Any) -> None:
    if len(value) < 32:
        raise BadValue("is too short; use at least 32 random characters")


def _strong_key(value: Any) -> None:
    if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
        raise BadValue(
            "is too weak; make one with: python -c "
            '"import secrets; print(secrets.token_urlsafe(50))"'
        )


def _site_url(value: Any) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadValue("must start with https:// and name your host, such as https://example.com")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise BadValue("must hold only scheme and host, with nothing after the host name")


def _database_url(value: Any) -> None:
    if urlsplit(value).scheme not in ("postgres", "postgresql", "sqlite"):
        raise BadValue("must start with postgres://, postgresql:// or sqlite://")


def _redis_url(value: Any) -> None:
    if urlsplit(value).scheme not in ("redis", "rediss"):
        raise BadValue("must start with redis:// or rediss://")


def _email_url(value: Any) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps", "smtp+ssl") or not parts.hostname:
        raise BadValue(
            "must look like smtp+tls://USER:PASSWORD@HOST:587 (or smtps:// for port 465)"
        )


def _host_name(value: Any) -> None:
    try:
        ascii_name(value)
    except BadName as error:
        raise BadValue("must be a domain name only, such as mg.example.com") from error


def _admin_path(value: Any) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", value.strip("/")):
        raise BadValue("may hold only letters, digits, - and _")


def _proxies(value: Any) -> None:
    try:
        parse_proxies(value)
    except ValueError as error:
        raise BadValue(str(error)) from error


def _processes(value: Any) -> None:
    if not 1 <= value <= 64:
        raise BadValue("must be between 1 and 64")


def _not_negative(value: Any) -> None:
    if value < 0:
        raise BadValue("must not be below 0")


SITE = "The site"
DATA = "Database and Redis"
MAIL = "Email"
RUN = "Running it"

MANIFEST: tuple[Variable, ...] = (
    Variable(
        name="SECRET_KEY",
        group=SITE,
        secret=True,
        check=_strong_key,
        required="always, unless DEBUG is on",
        purpose="Signs sessions and one-time links. Anyone who has it can sign in as you.",
        source='make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"',
        rotation="put the new value in place and redeploy; everybody signs in again.",
    ),
    Variable(
        name="SITE_URL",
        group=SITE,
        kind=Kind.URL,
        check=_site_url,
        required="always, unless DEBUG is on or the platform tells its own host name",
        purpose="The public address of this app, used in every link and email.",
        source="the address visitors use, such as https://chat.example.com",
    ),
    Variable(
        name="DEBUG",
        group=SITE,
        kind=Kind.FLAG,
        default="false",
        purpose="Shows technical error pages. For your own computer only, never on the internet.",
    ),
    Variable(
        name="ALLOWED_HOSTS",
        group=SITE,
        kind=Kind.LIST,
        purpose="Further host names this app answers to. The host of SITE_URL is always included.",
        source="for example: example.com,www.example.com",
    ),
    Variable(
        name="ADMIN_PATH",
        group=SITE,
        default="admin",
        check=_admin_path,
        purpose="Where the admin lives: https://your-site/ADMIN_PATH/.",
    ),
    Variable(
        name="OPS_TOKEN",
        group=SITE,
        secret=True,
        check=_long_enough,
        purpose="Marks test traffic and opens the details of /readyz, sent as "
        "`Authorization: Ops …`. Empty switches both off.",
        source='make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
        rotation="put the new value in place, redeploy, and give it to whatever runs your checks.",
    ),
    Variable(
        name="DATABASE_URL",
        group=DATA,
        kind=Kind.URL,
        secret=True,
        check=_database_url,
        purpose="Where the data lives. Empty means an SQLite file in var/, fine for one process.",
        source="your PostgreSQL host; it looks like postgres://USER:PASSWORD@HOST:5432/NAME. "
        "Write / ? # @ : % inside the password percent-encoded.",
        rotation="change the password at the database host, then here, then redeploy.",
    ),
    Variable(
        name="DATABASE_POOL_SIZE",
        group=DATA,
        kind=Kind.NUMBER,
        default="4",
        check=_processes,
        purpose="The most PostgreSQL connections one process may hold.",
    ),
    Variable(
        name="REDIS_URL",
        group=DATA,
        kind=Kind.URL,
        secret=True,
        check=_redis_url,
        purpose="Shares rate limits between processes and feeds the worker. Empty works without "
        "both: limits count per process, and the web process sends the emails.",
        source="your Redis host; redis://… or, encrypted, rediss://…",
        rotation="change it at the Redis host, then here, then redeploy.",
    ),
    Variable(
        name="REDIS_SELF_SIGNED",
        group=DATA,
        kind=Kind.FLAG,
        default="false",
        purpose="Accept a rediss:// server whose certificate nobody vouches for, as Heroku's is.",
    ),
    Variable(
        name="EMAIL_PROVIDER",
        group=MAIL,
        kind=Kind.CHOICE,
        choices=("file", "smtp", "postmark"),
        default="file",
        required="before launch: with `file` no email leaves the machine",
        purpose="How email leaves. `file` writes it to var/mail/ and sends nothing.",
    ),
    Variable(
        name="EMAIL_URL",
        group=MAIL,
        kind=Kind.URL,
        secret=True,
        check=_email_url,
        required="when EMAIL_PROVIDER is smtp",
        purpose="The SMTP server: smtp+tls://USER:PASSWORD@HOST:587, smtps:// for port 465, or "
        "smtp:// without encryption.",
        source="your email provider's SMTP page. Percent-encode / ? # @ : % in the password.",
        rotation="make a new SMTP password at the provider, put it here, redeploy.",
    ),
    Variable(
        name="EMAIL_API_KEY",
        group=MAIL,
        secret=True,
        required="when EMAIL_PROVIDER is postmark",
        purpose="The key of the email provider's API.",
        source="Postmark: Servers, your server, API Tokens.",
        rotation="make a second token at the provider, put it here, redeploy, delete the first.",
    ),
    Variable(
        name="EMAIL_API_URL",
        group=MAIL,
        kind=Kind.URL,
        purpose="Another address of the email provider's API; only tests need it.",
    ),
    Variable(
        name="EMAIL_DOMAIN",
        group=MAIL,
        check=_host_name,
        purpose="The sending (return-path) domain set up at the email provider, when it is not "
        "that of DEFAULT_FROM_EMAIL. `launch_check` reads it.",
        source="your email provider's page on your domain; for example send.example.com or "
        "mg.example.com",
    ),
    Variable(
        name="EMAIL_REGION",
        group=MAIL,
        purpose="The provider's region, such as eu-west-1 at Amazon SES. `launch_check` puts it "
        "into the records it tells you to type.",
        source="the address of your email provider's console",
    ),
    Variable(
        name="EMAIL_DKIM_SELECTORS",
        group=MAIL,
        kind=Kind.LIST,
        purpose="The names of your DKIM keys, where the provider makes them up (Postmark, Amazon "
        "SES). `launch_check` cannot guess them.",
        source="your email provider's page on your domain: the part before ._domainkey",
    ),
    Variable(
        name="DEFAULT_FROM_EMAIL",
        group=MAIL,
        kind=Kind.EMAIL,
        required="before launch",
        purpose="The sender of every email, on a domain you own.",
        source="for example: Maya Lindqvist <hello@example.com>",
    ),
    Variable(
        name="OWNER_EMAIL",
        group=MAIL,
        kind=Kind.EMAIL,
        required="before launch",
        purpose="Where you are told about new leads and about anything broken.",
    ),
    Variable(
        name="LLM_PROVIDER",
        group="The answers",
        kind=Kind.CHOICE,
        choices=("builtin",),
        default="builtin",
        purpose="Who answers visitors. `builtin` quotes your own knowledge, with no key and no "
        "network.",
    ),
    Variable(
        name="STREAM_PIECE_MS",
        group="The answers",
        kind=Kind.NUMBER,
        default="25",
        check=_not_negative,
        purpose="The pause between the pieces of a streamed built-in answer, in milliseconds.",
    ),
    Variable(
        name="WEB_CONCURRENCY",
        group=RUN,
        kind=Kind.NUMBER,
        default="1",
        check=_processes,
        purpose="How many web processes run side by side. Two fit a 512 MB machine.",
    ),
    Variable(
        name="TRUSTED_PROXIES",
        group=RUN,
        check=_proxies,
        purpose="Whose word about a visitor's address is believed: a number of proxies, address "
        "ranges, or heroku, render, cloudflare; several with commas. Empty believes nobody.",
        source="render or heroku on those platforms; render,cloudflare with Cloudflare in front.",
    ),
    Variable(
        name="SENTRY_DSN",
        group=RUN,
        kind=Kind.URL,
        secret=True,
        purpose="Reports errors to Sentry, without personal data. Empty reports nothing.",
        source="Sentry: Settings, Projects, your project, Client Keys.",
        rotation="make a new client key at Sentry, put it here, redeploy, revoke the old one.",
    ),
    Variable(
        name="LOG_LEVEL",
        group=RUN,
        kind=Kind.CHOICE,
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        default="INFO",
        purpose="How much the log says.",
    ),
    Variable(
        name="RELEASE_VERSION",
        group=RUN,
        purpose="What this release is called in logs and on /healthz. Platforms set their own.",
    ),
    Variable(
        name="ENV_FILE",
        group=RUN,
        default=".env",
        purpose="The file that variables are read from, besides the environment itself.",
    ),
)

#: Host names that platforms set by themselves, in the order they are tried.
PLATFORM_HOSTS = (
    "RENDER_EXTERNAL_HOSTNAME",
    "HEROKU_APP_DEFAULT_DOMAIN_NAME",
    "RAILWAY_PUBLIC_DOMAIN",
)

#: Commit or release names that platforms set by themselves.
PLATFORM_RELEASES = ("RENDER_GIT_COMMIT", "HEROKU_SLUG_COMMIT", "HEROKU_BUILD_COMMIT")


def first_of(source: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of ``names`` that has a value in ``source``, or ""."""
    return next((source[name].strip() for name in names if source.get(name, "").strip()), "")


def load(source: Mapping[str, str]) -> Environment:
    """The manifest over one source of values."""
    return Environment(variables=MANIFEST, source=source)
