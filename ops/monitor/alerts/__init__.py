"""Telling the founder, by ways that work when the site does not.

Email goes straight to the provider, past the outbox and the database; Slack by an incoming webhook.
Each way is tried whatever became of the other.
"""
