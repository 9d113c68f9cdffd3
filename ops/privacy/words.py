"""How kinds of things are called when they are counted."""

from __future__ import annotations

THINGS = {
    "leads": ("lead", "leads"),
    "conversations": ("conversation", "conversations"),
    "deletion_requests": ("deletion request", "deletion requests"),
    "accounts": ("account", "accounts"),
    "emails": ("email", "emails"),
    "webhooks": ("message to another tool", "messages to other tools"),
    "sessions": ("session", "sessions"),
    "codes": ("code", "codes"),
    "email_files": ("email in a file", "emails in files"),
    "named by others, blotted out": (
        "text of others that names them", "texts of others that name them",
    ),
}  # fmt: skip


def counted(name: str, count: int) -> str:
    """``1 lead``, ``2 conversations``; a kind of a fork is called by its own name."""
    one, more = THINGS.get(name, (name.replace("_", " "), name.replace("_", " ")))
    return f"{count} {one if count == 1 else more}"
