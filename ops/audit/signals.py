"""What is written down without anybody asking: Django's and allauth's own signals.

People who only have a visitor's account are on no trail, except that somebody failed to sign in.
"""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from ops import sessions
from ops.audit.kinds import Kind
from ops.audit.watched import watched
from ops.audit.write import record

#: Fields of an account whose change matters here.
OF_INTEREST = frozenset({"password", "is_active", "is_staff", "is_superuser"})
#: What a sign-in form calls the account.
CALLED = ("username", "login", "email")


def connect() -> None:
    """Listen; called once, when Django is ready."""
    user = get_user_model()
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")
    pre_save.connect(_remember, sender=user, dispatch_uid="audit")
    post_save.connect(_account_saved, sender=user, dispatch_uid="audit")
    post_delete.connect(_account_deleted, sender=user, dispatch_uid="audit")
    m2m_changed.connect(_rights_changed, sender=user.groups.through, dispatch_uid="audit")
    m2m_changed.connect(_rights_changed, sender=user.user_permissions.through, dispatch_uid="audit")
    post_save.connect(_logged_by_admin, sender=LogEntry, dispatch_uid="audit")
    if apps.is_installed("allauth.mfa"):
        from allauth.mfa import signals

        signals.authenticator_added.connect(_factor_added, dispatch_uid="audit")
        signals.authenticator_reset.connect(_factor_added, dispatch_uid="audit")
        signals.authenticator_removed.connect(_factor_removed, dispatch_uid="audit")
        signals.authentication_failed.connect(_factor_refused, dispatch_uid="audit")


def _signed_in(sender: Any, request: Any, user: Any, **more: Any) -> None:
    if user.is_staff:
        record(Kind.LOGIN, request if getattr(request, "user", None) == user else user)


def _signed_out(sender: Any, request: Any, user: Any, **more: Any) -> None:
    if user is not None and user.is_staff:
        record(Kind.LOGOUT, user)


def _failed(sender: Any, credentials: Any, request: Any = None, **more: Any) -> None:
    """The account that was tried is named only where it is one of the staff's."""
    named = next((str(credentials[key]) for key in CALLED if credentials.get(key)), "")
    # The same two queries whether or not there is such an account, so that time tells nothing.
    tried = _staff_called(named)
    record(Kind.LOGIN_FAILED, request, object=tried, about=_name(tried))


def _staff_called(named: str) -> Any:
    user = get_user_model()
    same = Q(**{f"{user.USERNAME_FIELD}__iexact": named[:254]}) | Q(email__iexact=named[:254])
    try:
        return user._default_manager.filter(same, is_staff=True).first()
    except ValueError:
        # PostgreSQL takes no NUL in a text, and whoever sends one is nobody's account.
        return None


def _factor_added(sender: Any, request: Any, user: Any, **more: Any) -> None:
    if user.is_staff:
        record(Kind.FACTOR_ADDED, request, object=user, about=_kind_of(more))


def _factor_removed(sender: Any, request: Any, user: Any, **more: Any) -> None:
    if user.is_staff:
        record(Kind.FACTOR_REMOVED, request, object=user, about=_kind_of(more))


def _factor_refused(sender: Any, request: Any, user: Any, **more: Any) -> None:
    if user.is_staff:
        record(Kind.LOGIN_FAILED, request, object=user, about=f"{_name(user)}: second factor")


def _kind_of(more: dict[str, Any]) -> str:
    return str(getattr(more.get("authenticator"), "type", ""))


def _remember(sender: Any, instance: Any, update_fields: Any = None, **more: Any) -> None:
    """Before an account is saved: how it was."""
    instance._audit_before = None
    if instance.pk and (update_fields is None or OF_INTEREST & set(update_fields)):
        stored = sender._default_manager.filter(pk=instance.pk)
        instance._audit_before = stored.values(*OF_INTEREST).first()


def _account_saved(sender: Any, instance: Any, created: bool, **more: Any) -> None:
    """A new account, a new password, new rights, or the end of an account."""
    before = getattr(instance, "_audit_before", None)
    if created:
        if instance.is_staff:
            record(Kind.USER_CREATED, object=instance, about=_name(instance))
        return
    if before is None:
        return
    if before["is_active"] and not instance.is_active:
        # Or a session would go on where it was, should the account be opened again.
        sessions.end_of(instance)
    if instance.is_staff or before["is_staff"]:
        _written_down(instance, before)


def _written_down(user: Any, before: dict[str, Any]) -> None:
    if _new_password(user, before["password"]):
        record(Kind.PASSWORD, object=user, about=_name(user))
    if before["is_active"] != user.is_active:
        kind = Kind.USER_REOPENED if user.is_active else Kind.USER_CLOSED
        record(kind, object=user, about=_name(user))
    for field, words in (("is_staff", "may enter the admin"), ("is_superuser", "superuser")):
        if before[field] != getattr(user, field):
            said = "yes" if getattr(user, field) else "no"
            record(Kind.ROLE, object=user, about=f"{_name(user)}: {words}: {said}")


def _new_password(user: Any, before: str) -> bool:
    """Not when the same password is only hashed anew, as Django does at a sign-in."""
    if user.password == before:
        return False
    return user._password is not None or not is_password_usable(user.password)


def _account_deleted(sender: Any, instance: Any, **more: Any) -> None:
    sessions.end_of(instance)
    if instance.is_staff:
        record(Kind.USER_DELETED, object=instance, about=_name(instance))


def _rights_changed(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **more: Any
) -> None:
    """Groups and single permissions of an account, given from whichever side."""
    said = {"post_add": "given", "post_remove": "taken away", "post_clear": "all taken away"}
    if action not in said or (action != "post_clear" and not pk_set):
        return
    if not reverse:
        given = model._default_manager.filter(pk__in=pk_set or ())
        names = ", ".join(sorted(map(str, given)))
        record(Kind.ROLE, object=instance, about=f"{_name(instance)}: {said[action]}: {names}")
        return
    for user in model._default_manager.filter(pk__in=pk_set or ()):
        record(Kind.ROLE, object=user, about=f"{_name(user)}: {said[action]}: {instance}")


def _logged_by_admin(sender: Any, instance: LogEntry, created: bool, **more: Any) -> None:
    """A change of settings that Django's admin has noted: names of fields, never what they say."""
    kind: Any = instance.content_type
    label = f"{kind.app_label}.{kind.model}" if kind else ""
    if not created or label not in watched():
        return
    act = {1: "added", 2: "changed", 3: "deleted"}.get(instance.action_flag, "")
    fields = ", ".join(_fields(instance.change_message))
    record(
        Kind.SETTINGS,
        object=instance.get_edited_object() if instance.action_flag == 2 else label,
        about=f"{act}: {fields}" if fields else act,
    )


def _fields(message: str) -> list[str]:
    """Which fields a note of the admin names."""
    try:
        parts = json.loads(message)
    except ValueError:
        return [message.removeprefix("Changed ").rstrip(".")] if message else []
    found = [
        str(field)
        for part in (parts if isinstance(parts, list) else [])
        for what in part.values()
        for field in what.get("fields", [what.get("name", "")])
    ]
    return list(dict.fromkeys(name for name in found if name))


def _name(user: Any) -> str:
    """The name of somebody who works here; a visitor's account is only a number."""
    return str(user.get_username()) if user is not None and user.is_staff else ""
