"""Who a name and a password belong to, in the same time whether or not there is such a person."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q, Value

from ops import roles


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """As allauth's, which finds somebody by address and again by name. Checking one person's
    password twice takes twice as long, and that would tell who has an account.
    """

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The person, or None."""
        self._tried: set[Any] = set()
        return super().authenticate(request, **credentials)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """As Django's, their own and those of their groups in one query instead of two, and with
        it their role.
        """
        asked = user_obj.is_active and not user_obj.is_anonymous and obj is None
        if asked and not user_obj.is_superuser and not hasattr(user_obj, "_perm_cache"):
            own = Permission.objects.filter(Q(user=user_obj) | Q(group__user=user_obj)).order_by()
            names = own.values_list("content_type__app_label", "codename")
            groups = user_obj.groups.order_by().values_list(Value(""), "name")
            found_there = list(names.union(groups))
            user_obj._perm_cache = {f"{app}.{name}" for app, name in found_there if app}
            roles.remember(user_obj, {name for app, name in found_there if not app})
        found: set[str] = super().get_all_permissions(user_obj, obj)
        return found

    def _check_password(self, user: Any, password: str) -> Any:
        if user is not None:
            if user.pk in self._tried:
                return None
            self._tried.add(user.pk)
        return super()._check_password(user, password)


def shown(user: Any) -> str:
    """What emails and pages call somebody: a visitor's own name says nothing."""
    return str(user.email or user.get_username())
