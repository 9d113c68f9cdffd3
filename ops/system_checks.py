"""What ``manage.py check`` says: bad variables and settings, and launch checks of settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.core.exceptions import ImproperlyConfigured


@register(deploy=True)
def environment_is_usable(**kwargs: Any) -> list[CheckMessage]:
    """One message for each variable that needs a change; ids are ``ops.env.NAME``."""
    messages: list[CheckMessage] = []
    for problem in settings.ENVIRONMENT.problems:
        kind = Error if problem.fatal else Warning
        hint = settings.ENVIRONMENT.variable(problem.name).source or None
        messages.append(kind(str(problem), hint=hint, id=f"ops.env.{problem.name}"))
    return messages


@register(deploy=True)
def launch_checks_of_settings(**kwargs: Any) -> list[CheckMessage]:
    """The findings of checks that need nothing but settings; ids are ``ops.launch.CHECK``.

    A blocker is a warning here: it speaks of a launch, and a deploy before it must be possible.
    """
    # Only here: a web process has no use for the launch checks, nor for their memory.
    from ops.launch import registry
    from ops.launch.findings import Severity
    from ops.launch.gather.inside import facts_here

    facts = facts_here()
    messages: list[CheckMessage] = []
    for check in registry.all_checks():
        if check.needs != ("settings",) or check.id == "settings.environment":
            continue
        try:
            found = list(check.judge(facts))
        except Exception:  # noqa: S112 - not to be judged here (skipped, unknown), so nothing to say
            continue
        for finding in found:
            kind = Info if finding.severity is Severity.CLEANUP else Warning
            messages.append(
                kind(f"{finding.summary} {finding.impact}", hint=finding.fix,
                     id=f"ops.launch.{check.id}")
            )  # fmt: skip
    return messages


@register()
def extra_sources_are_narrow(**kwargs: Any) -> list[CheckMessage]:
    """``EXTRA_SOURCES`` holds addresses, and nothing that opens more than it names."""
    from ops.web.headers import page_policy

    try:
        page_policy()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="ops.extra_sources")]
    return []
