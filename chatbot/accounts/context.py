"""What the templates of the account pages show of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

PATHS = ("/accounts/", "/setup/")


def of_account_pages(request: HttpRequest) -> dict[str, Any]:
    """The business and the way to the admin, on these pages only: others bring their own."""
    if not request.path_info.startswith(PATHS):
        return {}
    from chatbot.pages import business_context

    user = getattr(request, "user", None)
    return {
        **business_context(),
        "accounts_open": settings.ACCOUNTS,
        "admin_address": reverse("admin:index") if user and user.is_staff else "",
    }
