"""Why there is no backup, or no restore."""

from __future__ import annotations


class BackupFailed(Exception):
    """The message says what is wrong and what to change; it never holds a password."""
