"""SPF: one record, readable, within its limits, open to nobody else (RFC 7208)."""

from __future__ import annotations

from ops.launch.checks.mail.spf import limits, record, sender

__all__ = ["limits", "record", "sender"]
