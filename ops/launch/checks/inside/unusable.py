"""A variable that cannot be read is told once, and not again as if it were empty."""

from __future__ import annotations


def unusable(name: str) -> tuple[str, str]:
    """For ``told_by``: that ``settings.environment`` says what is wrong with this variable.

    Settings hold the default then, so whoever looks at them would say something untrue.
    """
    return ("settings.environment", name)
