"""What a door raises when the provider did not take an email."""

from __future__ import annotations


class DeliveryError(Exception):
    """The provider did not take an email.

    ``permanent``: trying again cannot help. ``retry_after``: seconds to wait at least.
    ``unreached``: no connection to the server came about at all.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unreached: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.unreached = unreached


def seconds(retry_after: str) -> float | None:
    """A ``Retry-After`` in seconds (RFC 9110, 10.2.3); None for a date, or for nothing."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
