"""What is in the tables of a running site that a smoke test could leave something in."""

from __future__ import annotations

import sqlite3

from tests.live_site import LiveSite

TABLES = (
    "auth_user", "chatbot_conversation", "chatbot_message", "leads_lead", "leads_enquiry",
    "ops_outboxmessage", "django_session", "account_emailaddress",
)  # fmt: skip


def counts(site: LiveSite) -> dict[str, int]:
    """Rows of each, in the site's SQLite database."""
    with sqlite3.connect(next((site.code / "var").glob("*.sqlite3"))) as database:
        return {
            table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        }
