"""The secrets in the environment: made at random, one for each purpose, and really there."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.inside.unusable import unusable
from ops.launch.findings import Finding, Severity
from ops.launch.gather.inside import SettingsFacts
from ops.launch.registry import check

MAKE_ONE = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'


@check("secrets.weak", stage=5, needs="settings", essential=True)
def secrets_are_random(settings: SettingsFacts) -> Iterator[Finding]:
    """Secrets cannot be guessed"""
    for name, why in settings.secrets.weak:
        in_address = name.endswith("_URL")
        yield Finding(
            severity=Severity.TRUST if settings.local else Severity.BLOCKER,
            subject=name,
            summary=f"{name} {why}.",
            impact=_harm(name),
            fix=f"Give the account a long random password at its host, put it into {name}, and "
            "redeploy."
            if in_address
            else f"Make a new one with: {MAKE_ONE}. Set {name} to it and redeploy.",
            told_by=(unusable(name),),
        )


@check("secrets.dummy", stage=5, needs="settings", essential=True)
def secrets_are_real(settings: SettingsFacts) -> Iterator[Finding]:
    """No secret is an example"""
    for name, why in settings.secrets.dummy:
        yield Finding(
            severity=Severity.TRUST if settings.local else Severity.BLOCKER,
            subject=name,
            summary=f"{name} is not filled in: it {why}.",
            impact=_harm(name),
            fix=f"Set {name} where your platform keeps environment variables to a value of your "
            "own, and redeploy. docs/environment.md says where it is found.",
        )


@check("secrets.shared", stage=5, needs="settings")
def secrets_have_one_purpose(settings: SettingsFacts) -> Iterator[Finding]:
    """Each secret opens one door"""
    for names in settings.secrets.shared:
        yield Finding(
            severity=Severity.TRUST,
            subject=names[0],
            summary=f"{' and '.join(names)} hold the same secret.",
            evidence="The values are equal, or one is a part of the other.",
            impact="Whoever learns it from one place opens the other as well, and it can only be "
            "changed everywhere at once.",
            fix=f"Give {' and '.join(names[1:])} a value of their own."
            if len(names) > 2
            else f"Give {names[1]} a value of its own.",
        )
    for name, owner in settings.secrets.leaking:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=name,
            summary=f"{name} holds the value of {owner}, and {name} is not kept secret.",
            impact="It is shown in pages, addresses, logs or reports.",
            fix=f"Set {name} to what docs/environment.md says it is for, and change {owner}: "
            "somebody may have read it.",
        )


@check("secrets.rotation", stage=5, needs="settings")
def old_keys_are_let_go(settings: SettingsFacts) -> Iterator[Finding]:
    """Keys that were replaced are no longer believed"""
    for problem in settings.secrets.fallbacks:
        yield Finding(
            severity=Severity.TRUST,
            subject="SECRET_KEY_FALLBACKS",
            summary=problem,
            impact="A key that leaked once still signs people in.",
            fix="Take old keys out of SECRET_KEY_FALLBACKS two weeks after a change, when the "
            "sessions signed with them have ended.",
            reference="Django, SECRET_KEY_FALLBACKS",
        )


def _harm(name: str) -> str:
    """What somebody who guesses it can do, or what does not work without it."""
    return {
        "SECRET_KEY": "Whoever guesses it signs in as you.",
        "OPS_TOKEN": "Whoever guesses it reads the state of your services and hides as a test.",
        "IDENTITY_SECRET": "Whoever guesses it pretends to be any of your clients.",
        "CALENDLY_WEBHOOK_SECRET": "Whoever guesses it makes up bookings, and leads with them.",
        "CAL_WEBHOOK_SECRET": "Whoever guesses it makes up bookings, and leads with them.",
        "DATABASE_URL": "The app cannot use it, or a stranger reads every lead.",
        "REDIS_URL": "The app cannot use it, or a stranger empties your queue.",
    }.get(name, "What it is for does not work, or a stranger can use it as you do.")
