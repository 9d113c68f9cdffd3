"""The manifest: every environment variable, once, from the subjects in ``config/variables/``.

Settings read it; ``.env.example`` and ``docs/environment.md`` are written from it by
``python manage.py write_environment_files``, and a test keeps them so.
"""

from __future__ import annotations

from collections.abc import Mapping

from chatbot.knowledge import switch
from config.variables import answers, data, mail, running, site
from ops.environment import Environment, Variable

MANIFEST: tuple[Variable, ...] = (
    *site.VARIABLES,
    *data.VARIABLES,
    *mail.VARIABLES,
    *answers.VARIABLES,
    *running.VARIABLES,
)

#: Host names that platforms set by themselves, in the order they are tried.
PLATFORM_HOSTS: tuple[str, ...] = (
    "RENDER_EXTERNAL_HOSTNAME",
    "HEROKU_APP_DEFAULT_DOMAIN_NAME",
    "RAILWAY_PUBLIC_DOMAIN",
)

#: Commit or release names that platforms set by themselves.
PLATFORM_RELEASES: tuple[str, ...] = (
    "RENDER_GIT_COMMIT",
    "HEROKU_SLUG_COMMIT",
    "HEROKU_BUILD_COMMIT",
)

#: The variable that each email provider cannot do without.
NEEDED_BY_EMAIL = {"smtp": "EMAIL_URL", "postmark": "EMAIL_API_KEY"}


def first_of(source: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of ``names`` that has a value in ``source``, or ""."""
    return next((source[name].strip() for name in names if source.get(name, "").strip()), "")


def load(source: Mapping[str, str]) -> Environment:
    """The manifest over one source of values."""
    return Environment(variables=MANIFEST, source=source)


def report_needed(environment: Environment) -> None:
    """Note what a choice calls for and is missing.

    A provider's is never a reason not to start; packages that are not installed are one.
    """
    needed: list[tuple[str, str]] = []
    if environment.get("EMAIL_PROVIDER") in NEEDED_BY_EMAIL:
        needed.append(("EMAIL_PROVIDER", NEEDED_BY_EMAIL[environment.get("EMAIL_PROVIDER")]))
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
