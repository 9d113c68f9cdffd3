"""Values that a program can read and that are still not what a live site needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.network.names import is_address, platform_domain, registrable
from ops.launch.registry import check

#: Names that nobody owns (RFC 2606 and RFC 6761) and those that documents use for "yours".
_PLACEHOLDER = re.compile(
    r"(?<![\w-])((?:[\w-]+\.)*example(?:\.(?:com|org|net))?|[\w.-]+\.(?:example|test|invalid)"
    r"|(?:[\w-]+\.)*(?:your|my)-?(?:own-)?(?:domain|site|app|service|business|company|name|host)"
    r"(?:\.\w+)+|localhost|127\.0\.0\.1|changeme)(?![\w-])",
    re.IGNORECASE,
)
#: Letters a host name may have (RFC 952, and underscores, which some have all the same).
_HOST_NAME = re.compile(r"[\w.-]+")
#: What a wrong value of each costs; all others are a trust issue.
_HURTS = {"SITE_URL", "DEFAULT_FROM_EMAIL", "OWNER_EMAIL"}
#: Addresses that may be on this machine or are not about names.
_MAY_BE_LOCAL = {"LLM_BASE_URL", "LLM_FALLBACK_BASE_URL", "EMAIL_API_URL", "ENV_FILE"}
#: Who sees every visitor's address as the router's when nobody is believed.
ROUTED = {"heroku": "heroku", "render": "render", "fly": "1", "railway": "1"}
#: That check tries requests out, so it says more; this one speaks before a release, in
#: ``manage.py check --deploy``.
TOLD_BY_LIMITS = (("limits.proxies", "TRUSTED_PROXIES"), unusable("TRUSTED_PROXIES"))


@check("settings.placeholders", stage=1, needs="settings", essential=True)
def nothing_is_left_from_an_example(settings: SettingsFacts) -> Iterator[Finding]:
    """No value is left over from an example"""
    if settings.local and not settings.platform:
        raise NotApplicable("This is a local address.")
    for name, value in settings.values.items():
        found = _PLACEHOLDER.search(value)
        if not found or name in _MAY_BE_LOCAL:
            continue
        yield Finding(
            severity=Severity.BLOCKER if name in _HURTS else Severity.TRUST,
            subject=name,
            summary=f"{name} still holds {found[1]}, which is an example and not yours.",
            impact="Emails and links lead to a place that belongs to nobody or to a stranger."
            if name in _HURTS
            else "What the variable is for does not work.",
            fix=f"Set {name} to your own value where your platform keeps environment variables, "
            "and redeploy.",
            reference="RFC 2606" if "example" in found[1].lower() else "",
            # A local SITE_URL on a platform, and what cannot be read at all, is told by name.
            told_by=(
                unusable(name),
                *([("settings.site_url", name)] if name == "SITE_URL" and settings.local else []),
            ),
        )


@check("settings.hosts", stage=3, needs="settings", essential=True)
def answers_to_its_own_names(settings: SettingsFacts) -> Iterator[Finding]:
    """The app answers to its own names only, and takes forms from each of them"""
    for host in settings.allowed_hosts:
        if found := _wrong_host(host):
            severity, summary, impact = found
            yield Finding(
                severity=Severity.CLEANUP if settings.debug and settings.local else severity,
                subject=host,
                summary=summary,
                evidence=f"ALLOWED_HOSTS holds {host}.",
                impact=impact,
                fix="Name each host by itself in ALLOWED_HOSTS, without scheme, port, path, "
                f"brackets or quotation marks, such as {_such_as(settings.site_host)}, and "
                "redeploy. The host of SITE_URL need not be named.",
                reference="Django, ALLOWED_HOSTS",
            )
        elif not _has_origin(host, settings):
            yield Finding(
                severity=Severity.TRUST,
                subject=host,
                summary=f"Forms on {host} are refused.",
                evidence=f"CSRF_TRUSTED_ORIGINS does not hold https://{host}.",
                impact="People who sign in or write to you there get an error page.",
                fix="Set the name in the environment variable ALLOWED_HOSTS, which feeds both "
                "lists, and not in config/settings.py.",
            )


def _wrong_host(host: str) -> tuple[Severity, str, str] | None:
    if host == "*":
        return (
            Severity.BLOCKER,
            "The app answers to any name at all.",
            "A stranger's domain can show your site, and links in emails can be forged to lead "
            "there.",
        )
    if host.startswith((".", "*.")):
        shared = platform_domain("any" + host.lstrip("*"))
        return (
            Severity.BLOCKER if shared else Severity.TRUST,
            f"The app answers to every name under {host.lstrip('*.')}"
            + (", other people's included." if shared else "."),
            "Links in emails can be forged to lead to a name that is not yours."
            if shared
            else "A forgotten name that somebody takes over can show your site.",
        )
    # An IPv6 address stands in brackets and has colons of its own.
    if is_address(host):
        return None
    if "/" in host or ":" in host:
        what = "an address and not"
    elif not _HOST_NAME.fullmatch(host):
        what = "no"
    else:
        return None
    return (
        Severity.TRUST,
        f"{host} is {what} {'a ' if what.endswith('not') else ''}host name, so it never matches.",
        "Visitors who come by that name get an error.",
    )


def _such_as(host: str) -> str:
    """Two names as the owner of the site may have them."""
    domain = registrable(host)
    return f"{domain},www.{domain}" if domain else "your-domain.com,www.your-domain.com"


def _has_origin(host: str, settings: SettingsFacts) -> bool:
    if host in ("localhost", "127.0.0.1", "[::1]") or settings.debug or settings.local:
        return True
    return any(
        origin == f"https://{host}"
        or (origin.startswith("https://*.") and host.endswith(origin.removeprefix("https://*")))
        for origin in settings.origins
    )


@check("settings.proxies", stage=3, needs="settings", essential=True)
def visitors_can_be_told_apart(settings: SettingsFacts) -> Iterator[Finding]:
    """Visitors are told apart behind the platform's router"""
    words = [word.strip().lower() for word in settings.proxies.split(",") if word.strip()]
    wide = [word for word in words if re.search(r"/[0-7]$", word)]
    if wide:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="TRUSTED_PROXIES",
            summary="Any visitor may claim any address.",
            evidence=f"TRUSTED_PROXIES holds {', '.join(wide)}.",
            impact="Limits on log-in and chat are passed by writing a new address each time.",
            fix="Name your platform instead: render, heroku, or with Cloudflare in front "
            "render,cloudflare.",
            told_by=TOLD_BY_LIMITS,
        )
    wanted = ROUTED.get(settings.platform, "")
    if wanted and not words:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="TRUSTED_PROXIES",
            summary="All visitors look like one, and https:// looks like http://.",
            evidence=f"TRUSTED_PROXIES is empty, on {settings.platform}.",
            impact="The site redirects to itself for ever, and one busy visitor locks out all.",
            fix=f"Set TRUSTED_PROXIES to {wanted} (or {wanted},cloudflare with Cloudflare in "
            "front) and redeploy.",
            told_by=TOLD_BY_LIMITS,
        )
    others = [word for word in words if word in ("heroku", "render") and word != settings.platform]
    if settings.platform in ("heroku", "render") and others:
        yield Finding(
            severity=Severity.TRUST,
            subject="TRUSTED_PROXIES",
            summary=f"TRUSTED_PROXIES names {others[0]}, and this runs on {settings.platform}.",
            impact="Visitors' addresses may be wrong, and with them every limit.",
            fix=f"Set TRUSTED_PROXIES to {wanted} and redeploy.",
            told_by=TOLD_BY_LIMITS,
        )
    counts = [int(word) for word in words if word.isdigit()]
    if any(count > 3 for count in counts):
        yield Finding(
            severity=Severity.TRUST,
            subject="TRUSTED_PROXIES",
            summary=f"{max(counts)} proxies are believed, which is more than any set-up here has.",
            impact="A visitor can write an address of their choice and pass every limit.",
            fix="Set TRUSTED_PROXIES to the number of proxies in front: 1 for a platform, 2 with "
            "Cloudflare in front of it.",
            told_by=TOLD_BY_LIMITS,
        )


@check("settings.log_level", stage=6, needs="settings")
def log_says_the_right_amount(settings: SettingsFacts) -> Iterator[Finding]:
    """The log says enough and not too much"""
    if settings.log_level == "DEBUG" and not settings.local:
        yield Finding(
            severity=Severity.TRUST,
            subject="LOG_LEVEL",
            summary="The log holds everything, down to database queries.",
            evidence="LOG_LEVEL is DEBUG.",
            impact="What visitors write may stand in it, and the platform's log fills up.",
            fix="Set LOG_LEVEL to INFO, or take the variable away, and redeploy.",
        )
    elif settings.log_level in ("WARNING", "ERROR") and not settings.local:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="LOG_LEVEL",
            summary="The log does not say which requests there were.",
            evidence=f"LOG_LEVEL is {settings.log_level}.",
            impact="When something breaks, nobody can see what led to it.",
            fix="Set LOG_LEVEL to INFO, or take the variable away, and redeploy.",
        )


@check("settings.maintenance", stage=1, needs="settings", essential=True)
def is_open(settings: SettingsFacts) -> Iterator[Finding]:
    """The site is open"""
    if settings.maintenance:
        yield Finding(
            severity=Severity.CLEANUP if settings.local else Severity.BLOCKER,
            subject="MAINTENANCE",
            summary="The site is closed for maintenance.",
            evidence="MAINTENANCE is true.",
            impact="Visitors read that they should come back later.",
            fix="Set MAINTENANCE to false, or take the variable away, and redeploy.",
        )


@check("settings.recover_owner", stage=5, needs="settings")
def no_way_back_in_is_left_open(settings: SettingsFacts) -> Iterator[Finding]:
    """RECOVER_OWNER was taken away after use"""
    if settings.values.get("RECOVER_OWNER"):
        yield Finding(
            severity=Severity.TRUST,
            subject="RECOVER_OWNER",
            summary="The way back in for an owner who lost a phone is still set.",
            evidence="RECOVER_OWNER is set.",
            impact="For an hour after it was first seen, whoever has OPS_TOKEN can take that "
            "account. After that it opens nothing, and would not help you either.",
            fix="Take RECOVER_OWNER away where your platform keeps environment variables, and "
            "redeploy.",
        )


@check("settings.admin_env", stage=5, needs="settings")
def no_admin_is_made_from_variables(settings: SettingsFacts) -> Iterator[Finding]:
    """No admin's password stands in the environment"""
    if "DJANGO_SUPERUSER_PASSWORD" in settings.admin_variables:
        yield Finding(
            severity=Severity.TRUST,
            subject="DJANGO_SUPERUSER_PASSWORD",
            summary="The password of an admin stands in the environment.",
            evidence=f"Set: {', '.join(settings.admin_variables)}.",
            impact="Everybody who may see the platform's settings can sign in as that admin, and "
            "a build may make the account again.",
            fix="Take the DJANGO_SUPERUSER_ variables away where your platform keeps environment "
            "variables, and change that admin's password in the admin.",
        )


@check("settings.env_file", stage=5, needs="settings")
def env_file_is_private(settings: SettingsFacts) -> Iterator[Finding]:
    """The file of secrets is read by its owner only, and not used on a platform"""
    if not settings.env_file:
        raise NotApplicable("Variables come from the environment alone.")
    if settings.platform:
        yield Finding(
            severity=Severity.TRUST,
            subject=settings.env_file,
            summary=f"The deployment reads its secrets from a file, {settings.env_file}.",
            impact="The file came with the code, so everybody who has the code has the secrets.",
            fix="Set the variables where your platform keeps environment variables, delete the "
            "file from the repository, and change every secret in it.",
        )
    elif settings.env_file_open:
        yield Finding(
            severity=Severity.CLEANUP if settings.local else Severity.TRUST,
            subject=settings.env_file,
            summary=f"Everybody on this machine can read {settings.env_file}.",
            impact="Another user or program of the machine reads your keys.",
            fix=f"Run: chmod 600 {settings.env_file}",
        )


@check("settings.time", stage=3, needs="settings")
def times_have_a_zone(settings: SettingsFacts) -> Iterator[Finding]:
    """Times are kept in UTC"""
    if not settings.aware_times or settings.time_zone != "UTC":
        yield Finding(
            severity=Severity.TRUST,
            subject="TIME_ZONE",
            summary="Times are not kept in UTC.",
            evidence=f"USE_TZ is {settings.aware_times}, TIME_ZONE is {settings.time_zone}.",
            impact="Budgets and figures of a day begin at the wrong hour, and twice a year an hour "
            "is counted double.",
            fix='Set USE_TZ = True and TIME_ZONE = "UTC" in config/settings.py. Your own zone '
            "belongs into the business profile.",
        )
