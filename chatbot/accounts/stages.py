"""The steps of a sign-in where ours differ from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import EmailVerificationStage


class VisitorsVerify(EmailVerificationStage):  # type: ignore[misc]
    """Visitors prove their address. Staff were let in by somebody who knows them, often without
    an address at all, and prove themselves with a second factor.
    """

    def handle(self) -> tuple[Any, bool]:
        """Ask for the code, or go on."""
        user = self.login.user
        if user is not None and user.is_staff:
            return None, True
        response, goes_on = super().handle()
        return response, bool(goes_on)
