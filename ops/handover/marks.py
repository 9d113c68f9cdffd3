"""What a document was written for: when one of these changes, it says something untrue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: The marks, in the words of a finding.
NAMES = {
    "domain": "the address of the site",
    "platform": "the platform",
    "email_provider": "the email provider",
    "dns_host": "the DNS host",
    "secrets": "the set of secrets",
}
#: Set for a while and taken out again: no reason to write anew.
PASSING = ("SECRET_KEY_FALLBACKS", "HEROKU_API_KEY", "RENDER_API_KEY")


def of_settings(settings: Any) -> dict[str, Any]:
    """The marks that ``SettingsFacts`` tell; names of secrets, never their values."""
    return {
        "domain": settings.site_host,
        "platform": settings.platform,
        "email_provider": email_provider(settings),
        "secrets": secret_names(),
    }


def email_provider(settings: Any) -> str:
    """``postmark``, or of an SMTP server whose it is, or its host."""
    if settings.email_provider != "smtp":
        return str(settings.email_provider)
    from ops.launch.email.providers import by_smtp_host

    host = settings.smtp[1]
    return by_smtp_host(host) or str(host)


def secret_names() -> list[str]:
    """The secret variables that are set and meant to stay."""
    from django.conf import settings

    return sorted(
        variable.name
        for variable in settings.ENVIRONMENT
        if variable.secret
        and variable.name not in PASSING
        and settings.ENVIRONMENT.is_set(variable.name)
    )


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What has changed, in words. What was not known then or is not known now has not."""
    for key, name in NAMES.items():
        old, new = then.get(key), now.get(key)
        if key == "secrets":
            if old is None or new is None:
                continue
            come = [one for one in new if one not in old]
            gone = [one for one in old if one not in new]
            if come or gone:
                changed = [*(f"{one} is new" for one in come), *(f"{one} is gone" for one in gone)]
                yield f"{name} ({', '.join(changed)})"
        elif old and new and old != new:
            yield f"{name} (was {old}, is {new})"
