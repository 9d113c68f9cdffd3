"""How often one sender may knock: the table a founder edits (docs/limits.md explains it).

Each line is one door: how many requests are taken from one address (an IPv6 /64 counts as one),
one conversation, one account, or from everybody together, in a second, minute, hour or day
(``s m h d``). Offices share an address, so the address numbers are for a room full of people.
"""

from __future__ import annotations

RATE_LIMITS: dict[str, dict[str, list[str]]] = {
    # --- The chat ---------------------------------------------------------------------------
    "conversation": {"address": ["60/m", "400/h"], "everybody": ["6000/m"]},
    "message": {"address": ["90/m", "900/h"], "conversation": ["20/m", "200/h"]},
    "history": {"address": ["240/m"]},
    "feedback": {"address": ["120/m"]},
    "identity": {"address": ["120/m"]},
    "erase": {"address": ["30/m", "200/h"]},
    "handoff": {"address": ["20/h"], "conversation": ["5/h"], "everybody": ["300/h"]},
    # While a person is wanted or there, each open chat asks every few seconds.
    "live": {"address": ["900/m"], "conversation": ["60/m"]},
    # The account is the address it is sent to, which may be a stranger's.
    "transcript": {
        "address": ["20/h"],
        "conversation": ["5/h"],
        "account": ["3/h", "6/d"],
        "everybody": ["300/h"],
    },
    # --- Somebody's details -----------------------------------------------------------------
    "lead": {"address": ["60/m", "200/h"], "conversation": ["10/h"], "everybody": ["3000/h"]},
    "contact": {"address": ["60/m", "200/h"], "everybody": ["3000/h"]},
    # Seeing what is kept about oneself: each is an email to an address that somebody typed; then
    # the code in it, and what is done with the pass.
    "your-data": {"address": ["10/m", "30/h"], "account": ["3/h", "6/d"], "everybody": ["120/h"]},
    "your-data-code": {"address": ["30/m", "120/h"], "account": ["20/h"]},
    # --- Accounts ---------------------------------------------------------------------------
    # An account's numbers are for devices that never signed in to it: one that did has a count
    # of its own, so that a stranger's guesses do not lock the owner out.
    "login": {"address": ["20/m", "100/h"], "account": ["5/m", "20/h"], "everybody": ["600/m"]},
    "signup": {"address": ["10/m", "40/h"], "account": ["5/h"], "everybody": ["300/h"]},
    "reset": {"address": ["10/m", "40/h"], "account": ["5/h"], "everybody": ["300/h"]},
    # A code of an email or an app, and setting the app up.
    "second-factor": {"address": ["20/m", "100/h"], "account": ["5/m", "30/h"]},
    "setup": {"address": ["5/m", "20/h"], "everybody": ["20/m", "60/h"]},
    "account": {"address": ["60/m"], "account": ["30/m"]},
    # --- Programs ---------------------------------------------------------------------------
    # A provider sends the events of a whole mailing at once, and repeats what is refused.
    "webhook": {"address": ["600/m"], "everybody": ["3000/m"]},
    # Mailbox providers press "unsubscribe" for many people from few addresses.
    "unsubscribe": {"address": ["300/m"], "everybody": ["3000/m"]},
    # A page reports five errors at most; a broken release must not fill the log.
    "client-error": {"address": ["10/m", "60/h"], "everybody": ["120/m", "1200/h"]},
}
