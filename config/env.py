"""The manifest: every environment variable, once, from the subjects in ``config/variables/``.

Settings read it; ``.env.example`` and ``docs/environment.md`` are written from it by
``python manage.py write_environment_files``, and a test keeps them so.
"""

from __future__ import annotations

from collections.abc import Mapping

from chatbot.knowledge import switch
from config.databases import HEROKU_SIGN
from config.variables import (
    alerts,
    answers,
    booking,
    data,
    mail,
    recovery,
    running,
    site,
    smoke,
)
from ops.environment import Environment, Variable
from ops.outbox.providers import APIS

MANIFEST: tuple[Variable, ...] = (
    *site.VARIABLES,
    *data.VARIABLES,
    *mail.VARIABLES,
    *booking.VARIABLES,
    *answers.VARIABLES,
    *running.VARIABLES,
    *alerts.VARIABLES,
    *smoke.VARIABLES,
    *recovery.VARIABLES,
)

#: Host names that platforms set by themselves, in the order they are tried. The last is what
#: ``render.yaml`` gives to the worker, to which Render tells no name.
PLATFORM_HOSTS: tuple[str, ...] = (
    "RENDER_EXTERNAL_HOSTNAME",
    "HEROKU_APP_DEFAULT_DOMAIN_NAME",
    "RAILWAY_PUBLIC_DOMAIN",
    "WEB_HOSTNAME",
)

#: Commit or release names that platforms, or the build of an image, set by themselves.
PLATFORM_RELEASES: tuple[str, ...] = (
    "RELEASE_COMMIT",
    "RENDER_GIT_COMMIT",
    "HEROKU_SLUG_COMMIT",
    "HEROKU_BUILD_COMMIT",
)

#: The variables that each email provider cannot do without.
NEEDED_BY_EMAIL = {"smtp": ("EMAIL_URL",), **{key: api.needs for key, api in APIS.items()}}


def first_of(source: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of ``names`` that has a value in ``source``, or ""."""
    return next((source[name].strip() for name in names if source.get(name, "").strip()), "")


def waits_for_address(source: Mapping[str, str]) -> bool:
    """Whether this is a first start on Heroku, where nobody can know the app's address before.

    A dyno is told it only where dyno metadata was switched on, which no button can do.
    A release must then go through, and the web process asks for SITE_URL (``config.waiting``).
    """
    known = first_of(source, ("SITE_URL", *PLATFORM_HOSTS))
    return bool(source.get(HEROKU_SIGN)) and not known


def load(source: Mapping[str, str]) -> Environment:
    """The manifest over one source of values."""
    return Environment(variables=MANIFEST, source=source)


def report_needed(environment: Environment) -> None:
    """Note what a choice calls for and is missing.

    A provider's is never a reason not to start; packages that are not installed are one.
    """
    for variable in environment:
        # Some are read by the server alone; what is wrong with them has to be known by now.
        environment.get(variable.name)
    needed: list[tuple[str, str]] = []
    for name in NEEDED_BY_EMAIL.get(environment.get("EMAIL_PROVIDER"), ()):
        needed.append(("EMAIL_PROVIDER", name))
    for prefix in ("LLM_", "LLM_FALLBACK_"):
        if environment.get(f"{prefix}PROVIDER") == "builtin":
            continue
        needed.append((f"{prefix}PROVIDER", f"{prefix}MODEL"))
        if not environment.is_set(f"{prefix}BASE_URL"):
            needed.append((f"{prefix}PROVIDER", f"{prefix}API_KEY"))
    if environment.get("KNOWLEDGE_MODEL") == "minilm" and (lacking := switch.missing()):
        environment.report("KNOWLEDGE_MODEL", lacking)
    for chosen, name in needed:
        if not environment.is_set(name):
            value = environment.get(chosen)
            environment.report(name, f"is missing; {chosen}={value} needs it", fatal=False)
