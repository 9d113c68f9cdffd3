"""Nothing reaches a visitor that the founder has not said: each claim is traced to its source.

A claim is a price, number, percentage, date, time, duration, phone, email, link or a word that
promises something. ``judge`` looks at one sentence, ``Gate`` at a reply while it is being written.
"""

from chatbot.guards.claims.evidence import Evidence
from chatbot.guards.claims.gate import Gate, Released
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Source
from chatbot.guards.claims.verdict import Verdict, judge

__all__ = ["Claim", "Evidence", "Gate", "Kind", "Released", "Source", "Verdict", "judge"]
