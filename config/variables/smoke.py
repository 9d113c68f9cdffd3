"""The smoke test: whether it runs after a release, and the mailbox it looks into."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Trying it after a release"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="SMOKE_AFTER_RELEASE",
        group=GROUP,
        kind=Kind.FLAG,
        default="true",
        purpose="Tries the site as a visitor would once a new release is live, and tells you when "
        "something does not work. docs/smoke-test.md says what it does.",
    ),
    Variable(
        name="SMOKE_IMAP_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.imap_url,
        purpose="A mailbox of yours in which the smoke test looks for the confirmation it asked "
        "for, and says in which folder it landed: imaps://USER:PASSWORD@HOST:993, or imap+tls:// "
        "for STARTTLS on port 143. It deletes only its own test emails.",
        source="your mailbox provider's IMAP page. At Gmail, iCloud and Yahoo make an app "
        "password. Percent-encode / ? # @ : % in the user and the password (@ is %40).",
        rotation="make a new app password, put it here, redeploy, revoke the old one.",
    ),
    Variable(
        name="SMOKE_EMAIL",
        group=GROUP,
        kind=Kind.EMAIL,
        purpose="The address of that mailbox, where its user name is none. +smoke-… is put in "
        "front of the @; write {tag} where it should stand instead, if your provider takes no "
        "plus sign. Empty takes the user name, or OWNER_EMAIL.",
        source="for example: tests@example.com, or tests-{tag}@example.com",
    ),
)
