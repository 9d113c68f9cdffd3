"""How it runs: processes, proxies, logs."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Running it"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="WEB_CONCURRENCY",
        group=GROUP,
        kind=Kind.NUMBER,
        default="1",
        check=checks.processes,
        purpose="How many web processes run side by side. Two fit a 512 MB machine.",
    ),
    Variable(
        name="EMBEDDED_WORKER",
        group=GROUP,
        kind=Kind.FLAG,
        purpose="Who sends the emails where REDIS_URL is set. true: every web process, so that no "
        "worker is needed. false: a worker only. Empty: a worker while one runs, else the web "
        "process. Without REDIS_URL the web process always does.",
        source="true on a plan with one process, such as Render's free one.",
    ),
    Variable(
        name="TRUSTED_PROXIES",
        group=GROUP,
        check=checks.proxies,
        purpose="Whose word about a visitor's address is believed: a number of proxies, address "
        "ranges, or heroku, render, cloudflare; several with commas. Empty believes nobody.",
        source="render or heroku on those platforms; render,cloudflare (or heroku,cloudflare) with "
        "your own Cloudflare in front; cloudflare alone on a server of your own.",
    ),
    Variable(
        name="EDGE_SECRET",
        group=GROUP,
        secret=True,
        check=checks.header_secret,
        purpose="With your own Cloudflare in front: every request but /healthz and /readyz must "
        "carry it in the header X-Edge-Secret, or is refused. Empty asks for nothing.",
        source="make one with: python -c "
        '"import secrets; print(secrets.token_urlsafe(32))", and follow '
        "docs/behind-cloudflare.md: the rule at Cloudflare first, this variable second.",
        rotation="empty it and redeploy, put the new value into the rule at Cloudflare, then put "
        "it here and redeploy. In between nobody is refused.",
    ),
    Variable(
        name="SENTRY_DSN",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.sentry_dsn,
        purpose="Reports errors to Sentry, without personal data. Empty reports nothing.",
        source="Sentry: Settings, Projects, your project, Client Keys.",
        rotation="make a new client key at Sentry, put it here, redeploy, revoke the old one.",
    ),
    Variable(
        name="SENTRY_ENVIRONMENT",
        group=GROUP,
        purpose="What Sentry calls this deployment, where you have several. Empty is production, "
        "or development with DEBUG.",
        source="for example: staging",
    ),
    Variable(
        name="SENTRY_SAMPLE_RATE",
        group=GROUP,
        default="1",
        check=checks.share,
        purpose="The share of errors that is reported, from 0 to 1.",
    ),
    Variable(
        name="SENTRY_TRACES_RATE",
        group=GROUP,
        default="0",
        check=checks.share,
        purpose="The share of requests whose timing is reported to Sentry, from 0 to 1. It counts "
        "against your plan there.",
        source="0.05 is plenty for a small site.",
    ),
    Variable(
        name="MAINTENANCE",
        group=GROUP,
        kind=Kind.FLAG,
        default="false",
        purpose="Closes the site for a while: visitors get a page that says so, programs get 503. "
        "The admin, the health routes and the email provider's events go on.",
    ),
    Variable(
        name="LOG_LEVEL",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        default="INFO",
        purpose="How much the log says.",
    ),
    Variable(
        name="RELEASE_VERSION",
        group=GROUP,
        purpose="What this release is called in logs and on /healthz. Platforms set their own.",
    ),
    Variable(
        name="ENV_FILE",
        group=GROUP,
        default=".env",
        purpose="The file that variables are read from, besides the environment itself.",
    ),
)
