"""DMARC: what inboxes are asked to do with emails that only pretend to be yours (RFC 9989)."""

from __future__ import annotations

from ops.launch.checks.mail.dmarc import alignment, policy, record, reports

__all__ = ["alignment", "policy", "record", "reports"]
