"""What is judged when nobody names a site: this deployment, by its own settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from django.conf import settings

from ops.launch import registry
from ops.launch.email.providers import by_smtp_host
from ops.launch.findings import Report
from ops.launch.network.names import BadName, ascii_name, is_local
from ops.launch.platforms import PLATFORMS
from ops.launch.runner import run
from ops.launch.world import Mail, NetworkOptions, Target, World, target_for
from ops.outbox import sender

#: Variables by which a platform makes itself known, and the one that holds the app's name there.
SIGNS = {
    "render": ("RENDER", "RENDER_EXTERNAL_HOSTNAME"),
    "heroku": ("DYNO", "HEROKU_APP_DEFAULT_DOMAIN_NAME"),
    "fly": ("FLY_APP_NAME", ""),
    "railway": ("RAILWAY_ENVIRONMENT_NAME", ""),
}


def here(
    *, also: Sequence[str] = (), platform: str = "", platform_target: str = "",
    environ: Mapping[str, str] = os.environ,
) -> Target:  # fmt: skip
    """This deployment as a target; raises ``BadName`` when SITE_URL holds no usable host."""
    parts = urlsplit(settings.SITE_URL)
    host = (parts.hostname or "").lower()
    host = host if is_local(host) else ascii_name(host)
    seen, own_name = on_platform(environ)
    more = [name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")]
    names = [name.lower() for name in (*also, own_name, *more) if name and not is_local(name)]
    return target_for(
        host,
        url=f"{settings.SITE_URL}/",
        also=[name for name in dict.fromkeys(names) if name != host],
        mail=mail_here(),
        platform=platform or seen,
        platform_target=platform_target or ("" if platform or seen == "heroku" else own_name),
        port=parts.port or (443 if parts.scheme == "https" else 80),
        inside=True,
    )


def on_platform(environ: Mapping[str, str]) -> tuple[str, str]:
    """The platform this process runs on, and the app's own name there; "" for what is not said."""
    for key, (sign, name) in SIGNS.items():
        if environ.get(sign):
            return key, environ.get(name, "") if name else ""
    return "", ""


def mail_here() -> Mail | None:
    """What the EMAIL_ variables say about the emails this app sends; None when it sends none."""
    _, address = sender.name_and_address()
    try:
        domain = ascii_name(address.rpartition("@")[2])
    except BadName:
        return None
    provider, smtp = settings.EMAIL_PROVIDER, urlsplit(settings.EMAIL_URL)
    if provider == "smtp":
        provider = by_smtp_host(smtp.hostname or "")
    return Mail(
        domain=domain,
        from_address=address,
        provider="" if provider == "file" else provider,
        return_path=settings.EMAIL_DOMAIN,
        region=settings.EMAIL_REGION,
        selectors=tuple(settings.EMAIL_DKIM_SELECTORS),
        reply_to=settings.OWNER_EMAIL or unquote(smtp.username or ""),
        ours=True,
    )


def notes_for(target: Target) -> tuple[str, ...]:
    """What has to be said before the verdict: that a laptop is judged, where it is one."""
    if not target.inside or not target.is_local:
        return ()
    return (
        f"This judges the app on this computer ({settings.SITE_URL}), not what visitors see. "
        "To judge the real site from outside, run: "
        "python manage.py launch_check --url https://your-site",
    )


def run_here(
    progress: Callable[[str], None] = lambda text: None, options: NetworkOptions | None = None
) -> Report:
    """The whole launch check of this deployment, as the admin's button runs it."""
    world = World(target=here(), options=options or NetworkOptions(), progress=progress)
    report = run(world, registry.all_checks())
    return replace(report, notes=(*notes_for(world.target), *report.notes))


def platform_of(text: str) -> tuple[str, str]:
    """``--platform NAME|TARGET`` as (platform, target); raises ``BadName``."""
    given = text.strip().lower()
    if given in PLATFORMS or given == "cloudflare":
        return given, ""
    if "." not in given and ":" not in given:
        raise BadName(
            f"{text!r} is no platform; give one of {', '.join(sorted(PLATFORMS))}, cloudflare, "
            "or the name or address your domain should lead to, such as my-app.onrender.com"
        )
    return "", given.strip("[]") if ":" in given else ascii_name(given)
