"""``POST /api/v1/client-errors/``: what failed in a visitor's browser, told by our own pages.

It goes to the log and, where there is one, to Sentry: so no other company's script has to stand on
the pages. Whoever posts here writes into our log; therefore only our own pages may, not often, and
what arrives is taken for text, cut, and gone through for people and secrets like everything else.
"""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from ops.logs.redaction import redact_error
from ops.web.described import described
from ops.web.limits import check
from ops.web.problems import Problem, invalid
from ops.web.same_origin import from_our_site

logger = logging.getLogger(__name__)

#: Frames of a stack that are kept.
MOST_FRAMES = 20
#: ``at name (address:line:column)`` of Chromium, ``name@address:line:column`` of the others.
_FRAME = re.compile(
    r"^\s*(?:at )?(?:async )?(?P<name>[^@()]{0,80}?)\s?[(@]?"
    r"(?P<address>(?:https?|blob)://[^\s()]{1,500}?):(?P<line>\d{1,7})(?::(?P<column>\d{1,7}))?\)?$"
)


class ClientErrorSerializer(serializers.Serializer[Any]):
    """As ``report.js`` sends it; ``page`` is a path, ``source`` an address."""

    message = serializers.CharField(max_length=2000)
    source = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out of the class
        max_length=2000, required=False, allow_blank=True
    )
    line = serializers.IntegerField(required=False, min_value=0, allow_null=True)
    column = serializers.IntegerField(required=False, min_value=0, allow_null=True)
    stack = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    page = serializers.CharField(max_length=2000, required=False, allow_blank=True)


@described(request=ClientErrorSerializer, responses={204: "It is noted."})
@api_view(["POST"])
def client_errors(request: Request) -> Response:
    """Note an error of one of our own pages. Only those may, and not often."""
    if not from_our_site(request._request):
        raise Problem(403, "Not from here", "Only this site's own pages report their errors.")
    check(request._request, "client-error")
    serializer = ClientErrorSerializer(data=request.data)
    if not serializer.is_valid():
        raise invalid(serializer.errors)
    note(**serializer.validated_data)
    return Response(status=204)


def note(
    *,
    message: str,
    source: str = "",
    line: int | None = None,
    column: int | None = None,
    stack: str = "",
    page: str = "",
) -> None:
    """Write the line, and tell Sentry."""
    message = redact_error(message)
    page = path_of(page)
    frames = frames_of(stack) or frames_of(f"{source}:{line or 0}:{column or 0}")
    shown = " < ".join(
        f"{frame['function']} {frame['filename']}:{frame['lineno']}:{frame['colno']}".strip()
        for frame in frames
    )
    logger.warning(
        "in a browser: %s", message, extra={"event": "client_error", "page": page, "stack": shown}
    )
    if settings.SENTRY_DSN:
        from ops.logs import sentry

        sentry.report_client_error(message, page=page, frames=frames)


def frames_of(stack: str) -> list[dict[str, Any]]:
    """The frames of a JavaScript stack, innermost first, with paths in place of addresses."""
    found = []
    for line in stack.splitlines():
        match = _FRAME.match(line)
        if match:
            frame = {
                "function": (match["name"] or "").strip(),
                "filename": path_of(match["address"]),
                "lineno": int(match["line"]),
                "colno": int(match["column"] or 0),
            }
            found.append(frame)
        if len(found) == MOST_FRAMES:
            break
    return found


def path_of(address: str) -> str:
    """An address without its query and fragment, which may hold anything; a path for our own."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    ours = parts.netloc in ("", urlsplit(settings.SITE_URL).netloc)
    return (parts.path if ours else f"{parts.netloc}{parts.path}")[:300]
