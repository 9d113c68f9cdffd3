"""The mark on everything that a run leaves, by which a later one finds what a killed one left.

An email address carries it behind a plus sign, a conversation as its campaign.
"""

from __future__ import annotations

import re
import secrets
from urllib.parse import unquote, urlsplit

from django.conf import settings

from ops.outbox import sender

#: What the campaign of a conversation of ours is called, and what an address of ours holds.
SOURCE = "slipway-smoke-test"
WORD = "smoke-"
SHAPE = re.compile(r"smoke-([0-9a-f]{12})")


def new() -> str:
    """A mark of its own for each run: twelve characters."""
    return secrets.token_hex(6)


def address(tag: str) -> str:
    """Where this run's emails go: to the mailbox that is looked into, else to the owner.

    Never to nobody: what bounces counts against the sender. ``{tag}`` in SMOKE_EMAIL is replaced;
    otherwise the mark goes behind a plus sign, which Gmail, Outlook, iCloud and most others take.
    """
    known = settings.SMOKE_EMAIL or _mailbox() or settings.OWNER_EMAIL
    known = known or sender.name_and_address()[1]
    if "{tag}" in known:
        return known.replace("{tag}", f"{WORD}{tag}")
    name, _, domain = known.rpartition("@")
    return f"{name.partition('+')[0]}+{WORD}{tag}@{domain}"


def _mailbox() -> str:
    """The user of SMOKE_IMAP_URL where that is an address, as it mostly is."""
    user = unquote(urlsplit(settings.SMOKE_IMAP_URL).username or "")
    return user if "@" in user else ""


def campaign(tag: str) -> dict[str, str]:
    """What a conversation of ours says about where it came from."""
    return {"source": SOURCE, "campaign": f"{WORD}{tag}"}
