"""What the manifest finds wrong, in ``manage.py check --deploy``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register(deploy=True)
def environment_is_usable(**kwargs: Any) -> list[CheckMessage]:
    """One message for each variable that needs a change; ids are ``ops.env.NAME``."""
    messages: list[CheckMessage] = []
    for problem in settings.ENVIRONMENT.problems:
        kind = Error if problem.fatal else Warning
        hint = settings.ENVIRONMENT.variable(problem.name).source or None
        messages.append(kind(str(problem), hint=hint, id=f"ops.env.{problem.name}"))
    return messages
