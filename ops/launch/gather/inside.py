"""What this deployment's own settings say."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from ops.environment import Environment, EnvProblem
from ops.launch.deployment import on_platform
from ops.launch.gather.inside_disk import DiskFacts, disk_of
from ops.launch.gather.inside_secrets import SecretFacts, secret_facts
from ops.launch.gather.inside_unread import unread
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.outbox import sender
from ops.outbox.providers import APIS, needing

#: Variables by which Django's own command makes an admin; nothing needs them afterwards.
ADMIN_VARIABLES = ("DJANGO_SUPERUSER_PASSWORD", "DJANGO_SUPERUSER_USERNAME",
                   "DJANGO_SUPERUSER_EMAIL")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFacts:
    """One model that may answer, as the variables under ``prefix`` describe it."""

    prefix: str
    provider: str
    model: str
    base_url: str
    key_is_set: bool
    key_kind: str
    price_in: float
    price_out: float


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsFacts:
    """Values that are no secrets, and whether the others are set."""

    site_url: str
    site_host: str
    local: bool
    debug: bool
    problems: tuple[EnvProblem, ...]
    email_provider: str
    from_address: str
    from_is_set: bool
    owner_email: str
    redis: bool
    sqlite: bool
    sqlite_kept: bool
    ops_token: bool
    sentry: bool
    processes: int
    platform: str
    secrets: SecretFacts = SecretFacts()
    #: Every variable that is set and is no secret, as it was given.
    values: Mapping[str, str] = field(default_factory=dict)
    allowed_hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    proxies: str = ""
    admin_variables: tuple[str, ...] = ()
    models: tuple[ModelFacts, ...] = ()
    daily_budget: float = 0.0
    conversation_budget: float = 0.0
    log_level: str = "INFO"
    time_zone: str = "UTC"
    aware_times: bool = True
    maintenance: bool = False
    env_file: str = ""
    env_file_open: bool = False
    #: Scheme and host of the email server; its port (0 where none is named), and whether the
    #: address names an account there.
    smtp: tuple[str, str] = ("", "")
    smtp_port: int = 0
    smtp_account: bool = True
    #: (variable, the EMAIL_PROVIDER that reads it), set beside another provider.
    email_unread: tuple[tuple[str, str], ...] = ()
    #: The app's own name at its platform, "" where the platform does not say.
    platform_host: str = ""
    #: Variables that look as if they were meant for this app: (name, the one that is read or "").
    unread: tuple[tuple[str, str], ...] = ()
    sentry_host: str = ""
    #: The share of errors that is reported, from 0 to 1.
    sentry_share: float = 1.0
    disk: DiskFacts | None = None


@gatherer("settings", seconds=5, inside=True)
def gather_settings(world: World) -> SettingsFacts:
    """From Django's settings, which the environment made."""
    return facts_here()


def facts_here() -> SettingsFacts:
    """The same without a run, for ``manage.py check --deploy``."""
    environment = settings.ENVIRONMENT
    database: Mapping[str, Any] = settings.DATABASES["default"]
    env_file, env_file_open = _env_file()
    sqlite = "sqlite" in database["ENGINE"]
    platform, platform_host = on_platform(os.environ)
    smtp = urlsplit(settings.EMAIL_URL) if settings.EMAIL_PROVIDER == "smtp" else urlsplit("")
    disk = disk_of(Path(str(database["NAME"]))) if sqlite and not _in_memory(database) else None
    return SettingsFacts(
        site_url=settings.SITE_URL,
        site_host=settings.SITE_HOST,
        local=is_local(settings.SITE_HOST),
        debug=settings.DEBUG,
        problems=tuple(environment.problems),
        email_provider=settings.EMAIL_PROVIDER,
        from_address=sender.name_and_address()[1],
        from_is_set=environment.is_set("DEFAULT_FROM_EMAIL"),
        owner_email=settings.OWNER_EMAIL,
        redis=bool(settings.REDIS_URL),
        sqlite=sqlite,
        sqlite_kept=_is_kept(disk, platform),
        ops_token=bool(settings.OPS_TOKEN),
        sentry=bool(settings.SENTRY_DSN),
        processes=int(os.environ.get("WEB_CONCURRENCY") or 1)
        if (os.environ.get("WEB_CONCURRENCY") or "1").isdigit()
        else 1,
        platform=platform,
        secrets=secret_facts(
            environment, getattr(settings, "SECRET_KEY_FALLBACKS", []), settings.SECRET_KEY
        ),
        values={
            variable.name: environment.source[variable.name].strip()
            for variable in environment
            if not variable.secret and environment.is_set(variable.name)
        },
        allowed_hosts=tuple(settings.ALLOWED_HOSTS),
        origins=tuple(settings.CSRF_TRUSTED_ORIGINS),
        proxies=settings.TRUSTED_PROXIES,
        admin_variables=tuple(name for name in ADMIN_VARIABLES if os.environ.get(name)),
        models=(_model("LLM_"), _model("LLM_FALLBACK_")),
        daily_budget=float(settings.LLM_DAILY_BUDGET),
        conversation_budget=float(settings.LLM_CONVERSATION_BUDGET),
        log_level=settings.LOG_LEVEL,
        time_zone=settings.TIME_ZONE,
        aware_times=settings.USE_TZ,
        maintenance=settings.MAINTENANCE,
        env_file=env_file,
        env_file_open=env_file_open,
        smtp=(smtp.scheme, smtp.hostname or ""),
        smtp_port=_port(smtp),
        smtp_account=bool(smtp.username and smtp.password),
        email_unread=tuple(_email_unread(environment, settings.EMAIL_PROVIDER)),
        platform_host=platform_host,
        unread=tuple(unread(os.environ, environment)),
        sentry_host=_host(settings.SENTRY_DSN),
        sentry_share=settings.SENTRY_SAMPLE_RATE,
        disk=disk,
    )


def _in_memory(database: Mapping[str, object]) -> bool:
    name = str(database["NAME"])
    return name == ":memory:" or "mode=memory" in name


def _is_kept(disk: DiskFacts | None, platform: str) -> bool:
    """Whether an SQLite file outlives a restart: on a disk of its own, or on a plain machine.

    Heroku has no disks; elsewhere a file under a mount of its own is on a disk that is kept.
    """
    if disk is None:
        return False
    if platform == "heroku" or disk.vanishes:
        return False
    return not platform or disk.mount not in ("", "/")


def _model(prefix: str) -> ModelFacts:
    key = str(getattr(settings, f"{prefix}API_KEY"))
    return ModelFacts(
        prefix=prefix,
        provider=getattr(settings, f"{prefix}PROVIDER"),
        model=getattr(settings, f"{prefix}MODEL"),
        base_url=getattr(settings, f"{prefix}BASE_URL"),
        key_is_set=bool(key),
        # The makers' own prefixes; they say whose a key is and nothing of the key.
        key_kind="anthropic" if key.startswith("sk-ant-") else "openai" * key.startswith("sk-"),
        price_in=float(getattr(settings, f"{prefix}PRICE_IN")),
        price_out=float(getattr(settings, f"{prefix}PRICE_OUT")),
    )


def _env_file() -> tuple[str, bool]:
    """Which file variables are read from, and whether others on the machine may read it."""
    name = os.environ.get("ENV_FILE", ".env")
    path: Path = settings.BASE_DIR / name
    if not name or not path.is_file():
        return "", False
    open_to_all = sys.platform != "win32" and bool(path.stat().st_mode & 0o044)
    return name, open_to_all


#: Which providers read which variable.
READ_BY = {
    "EMAIL_URL": ("smtp",),
    "EMAIL_API_KEY": needing("EMAIL_API_KEY"),
    "EMAIL_API_SECRET": needing("EMAIL_API_SECRET"),
}


def _email_unread(environment: Environment, provider: str) -> Iterator[tuple[str, str]]:
    if provider not in ("smtp", *APIS):
        return
    for name, readers in READ_BY.items():
        if environment.is_set(name) and provider not in readers:
            yield name, " or ".join(readers)


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or 0
    except ValueError:
        return 0


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
