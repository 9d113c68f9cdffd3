"""Who a name and a password belong to, in the same time whether or not there is such a person."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """As allauth's, which finds somebody by address and again by name. Checking one person's
    password twice takes twice as long, and that would tell who has an account.
    """

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The person, or None."""
        self._tried: set[Any] = set()
        return super().authenticate(request, **credentials)

    def _check_password(self, user: Any, password: str) -> Any:
        if user is not None:
            if user.pk in self._tried:
                return None
            self._tried.add(user.pk)
        return super()._check_password(user, password)


def shown(user: Any) -> str:
    """What emails and pages call somebody: a visitor's own name says nothing."""
    return str(user.email or user.get_username())
