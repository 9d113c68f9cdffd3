"""Outgoing webhooks: what happened here is told to the founder's other tools, signed.

By Standard Webhooks (https://www.standardwebhooks.com): the rooms above say what there is to tell
(``events.register``) and tell it (``events.announce``) in the transaction in which it happens.
"""
