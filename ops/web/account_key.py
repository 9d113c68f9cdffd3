"""One spelling for all names that the database takes for the same account."""

from __future__ import annotations

import unicodedata

#: Longer names are no account's; they share one counter with their beginning.
LONGEST = 150


def account_key(name: str) -> str:
    """One spelling for all that the database takes for the same account.

    It compares without case, and PostgreSQL's upper case makes a dotless i an I; counting each
    spelling apart would multiply the tries.
    """
    folded = unicodedata.normalize("NFKC", name).strip().upper().casefold()
    return unicodedata.normalize("NFKC", folded)[:LONGEST]
