"""What is written down."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """The value is stored and logged, the label is read."""

    LOGIN = "login", "signed in"
    LOGIN_FAILED = "login_failed", "sign-in failed"
    LOGOUT = "logout", "signed out"
    PASSWORD = "password", "password changed"  # noqa: S105 - the name of an event
    FACTOR_ADDED = "factor_added", "second factor added"
    FACTOR_REMOVED = "factor_removed", "second factor removed"
    EXPORT = "export", "data taken out"
    ERASURE = "erasure", "data erased"
    IMPORT = "import", "data brought in"
    MERGE = "merge", "leads merged"
    ROLE = "role", "role changed"
    USER_CREATED = "user_created", "account made"
    USER_CLOSED = "user_closed", "account closed"
    USER_REOPENED = "user_reopened", "account opened again"
    USER_DELETED = "user_deleted", "account deleted"
    SESSIONS_ENDED = "sessions_ended", "signed out by somebody"
    SETTINGS = "settings", "settings changed"
