"""The tables of the ground floor."""

from ops.audit.rows import AuditEntry
from ops.figures.rows import FigureDay
from ops.handover.rows import Handover, HandoverAnswers
from ops.launch.runs import LaunchRun
from ops.letters.rows import EmailWords
from ops.monitor.alerts.send import AlertRoute
from ops.monitor.daily.rows import DailyWatch
from ops.monitor.rates import RateMinute
from ops.monitor.rows import MaintenanceWindow, MonitorLook, MonitorState, Outage
from ops.outbox.events import EmailEvent
from ops.outbox.inbound import ReceivedEmail, ReplyThread
from ops.outbox.rows import OutboxMessage
from ops.outbox.suppression import Suppression
from ops.privacy.rows import DataCode, DataDeed, PendingErasure, RetentionPeriod
from ops.releases.rows import Release
from ops.schedule.rows import ChoreRun
from ops.smoke.rows import SmokeRun
from ops.uptime.rows import UptimeMonitor, UptimeVisit
from ops.web.https_start import HttpsStart
from ops.webhooks.rows import WebhookDelivery, WebhookEndpoint

__all__ = [
    "AlertRoute", "AuditEntry", "ChoreRun", "DailyWatch", "DataCode", "DataDeed", "EmailEvent",
    "EmailWords", "FigureDay", "Handover", "HandoverAnswers", "HttpsStart", "LaunchRun",
    "MaintenanceWindow", "MonitorLook", "MonitorState", "Outage", "OutboxMessage",
    "PendingErasure", "RateMinute", "ReceivedEmail", "Release", "ReplyThread", "RetentionPeriod",
    "SmokeRun", "Suppression", "UptimeMonitor", "UptimeVisit", "WebhookDelivery", "WebhookEndpoint",
]  # fmt: skip
