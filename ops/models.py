"""The tables of the ground floor."""

from ops.outbox.rows import OutboxMessage

__all__ = ["OutboxMessage"]
