"""The tables of the ground floor."""

from ops.launch.runs import LaunchRun
from ops.outbox.rows import OutboxMessage

__all__ = ["LaunchRun", "OutboxMessage"]
