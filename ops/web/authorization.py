"""The ``Authorization`` header: the only way a token travels."""

from __future__ import annotations

from django.http import HttpRequest

from ops.web.problems import Problem


def credentials(request: HttpRequest, scheme: str) -> str:
    """What the header carries under ``scheme`` (in lower case), or ""."""
    given, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if given.lower() == scheme else ""


def conversation_token(request: HttpRequest, *, missing: str) -> str:
    """A conversation's token; raises 401 with the words ``missing`` when there is none."""
    token = credentials(request, "bearer")
    if not token:
        raise Problem(
            401,
            "Token missing",
            missing,
            headers={"WWW-Authenticate": 'Bearer realm="conversation"'},
        )
    return token
