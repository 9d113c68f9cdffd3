"""The pages where somebody could guess: whatever is sent is counted by address and account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest

from ops.web import limits
from ops.web.account_key import account_key
from ops.web.problems import Problem, problem_response

V = TypeVar("V", bound=Callable[..., Any])


def posted(field: str) -> Callable[[HttpRequest], str]:
    """The account that a form's field names."""
    return lambda request: account_key(request.POST.get(field, ""))


def signed_in(request: HttpRequest) -> str:
    """The account of whoever is signed in."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else ""


def half_signed_in(request: HttpRequest) -> str:
    """The account whose password was right and whose second factor is awaited."""
    from allauth.account.internal.stagekit import unstash_login

    login = unstash_login(request, peek=True)
    return f"user:{login.user.pk}" if login and login.user else signed_in(request)


def all_kinds(request: HttpRequest) -> Sequence[str]:
    """Everything that the table has of a door."""
    return limits.KINDS


def behind(
    name: str,
    account: Callable[[HttpRequest], str] = signed_in,
    kinds: Callable[[HttpRequest], Sequence[str]] = all_kinds,
) -> Callable[[V], V]:
    """Count what a view takes in at a door of ``settings.RATE_LIMITS``; 429 when too much."""

    def mark(view: V) -> V:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method not in ("GET", "HEAD", "OPTIONS"):
                try:
                    limits.check(request, name, account=account(request), kinds=kinds(request))
                except Problem as problem:
                    return problem_response(request, problem)
            return view(request, *args, **kwargs)

        return wrapped  # type: ignore[return-value]

    return mark
