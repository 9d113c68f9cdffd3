"""The tables of the ground floor."""

from ops.audit.rows import AuditEntry
from ops.launch.runs import LaunchRun
from ops.outbox.rows import OutboxMessage
from ops.web.https_start import HttpsStart

__all__ = ["AuditEntry", "HttpsStart", "LaunchRun", "OutboxMessage"]
