"""What every account page shares, the first of them, and the last: deleting the account."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chatbot.accounts import closing
from chatbot.models import Business
from ops.accounts import doors, step_up
from ops.web.language import visitors_language
from ops.web.test_traffic import is_ops

PRIVATE = "private, no-store"


def page(
    view: Callable[..., Any],
    door: str = "account",
    account: Callable[[HttpRequest], str] = doors.signed_in,
    kinds: Callable[[HttpRequest], Sequence[str]] = doors.all_kinds,
) -> Callable[..., Any]:
    """A view as an account page: in the visitor's language, kept by no cache, behind a door."""
    inner = doors.behind(door, account, kinds)(view)

    @wraps(view)
    @sensitive_post_parameters()
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = visitors_language(request, Business.current().language)
        with translation.override(language):
            response: HttpResponse = inner(request, *args, **kwargs)
            if isinstance(response, TemplateResponse) and not response.is_rendered:
                response.render()
        response["Cache-Control"] = PRIVATE
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return wrapped


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What somebody can do here."""
    return render(request, "accounts/home.html")


@require_safe
def email(request: HttpRequest) -> HttpResponse:
    """There is one address, and nothing to be done with it: to the first page."""
    return HttpResponseRedirect(reverse("account_home"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """The account is closed at once; it and everything that is kept about its owner goes soon."""
    user: Any = request.user
    if user.is_staff or user.is_superuser:
        return render(request, "accounts/delete_staff.html", status=403)
    if not step_up.is_fresh(request):
        return step_up.ask(request)
    if request.method != "POST":
        return render(request, "accounts/delete.html")
    row = closing.close(user, by=request, is_test=is_ops(request))
    logout(request)
    query = f"?deletion={row.pk}" if row else ""
    return HttpResponseRedirect(f"{reverse('account_deleted')}{query}", status=303)


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """What happens now, to somebody who has just deleted their account, and where to look later."""
    try:
        deletion = str(uuid.UUID(request.GET.get("deletion", "")))
    except ValueError:
        deletion = ""
    return render(request, "accounts/deleted.html", {"deletion": deletion})
