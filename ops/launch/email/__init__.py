"""The protocols of email authentication: SPF, DKIM, DMARC, and a received message.

Everything here is pure over a ``Lookup`` (name, type) -> ``Answer``: no sockets, no clock of its
own, so that a zone in a dict, a recorded one and the live DNS give the same verdict. Results are
frozen and carry all that a check needs to judge.
"""
