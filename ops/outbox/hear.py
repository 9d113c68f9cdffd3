"""``POST /webhooks/email/{provider}/`` and ``…/inbound/``: what the email provider tells us."""

from __future__ import annotations

import errno
import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ops.outbox import events, forms, inbound
from ops.outbox.authentic import demand
from ops.outbox.providers import APIS, Api
from ops.web.limits import check
from ops.web.problems import Problem

logger = logging.getLogger(__name__)

#: Bytes of a batch of events, and of an email that comes in with what is attached to it.
MOST, MOST_INBOUND = 2 << 20, 25 << 20
#: Events of one call that are looked at: no provider sends more.
MOST_EVENTS = 2000


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def tell(request: HttpRequest, provider: str) -> HttpResponse:
    """Events of emails that were sent."""
    api = _provider(request, provider)
    if request.method == "HEAD":
        return HttpResponse()  # Some ask so whether the address is there.
    _read(request, MOST)
    found = _parsed(demand(request, api, inbound=False), request)
    new = sum(events.record(api, event) for event in found[:MOST_EVENTS])
    return JsonResponse({"received": len(found), "stored": new})


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def bring(request: HttpRequest, provider: str) -> HttpResponse:
    """Emails that came in."""
    api = _provider(request, provider)
    if not api.receives:
        raise Problem(404, "Not here", f"Emails cannot come in through {api.name} here.")
    if request.method == "HEAD":
        return HttpResponse()
    _read(request, MOST_INBOUND)
    try:
        forms.read(request)
    except ValueError:
        raise _not_understood() from None
    found = _parsed(demand(request, api, inbound=True), request)
    passed = sum(inbound.receive(api, event) == "passed on" for event in found)
    return JsonResponse({"received": len(found), "passed_on": passed})


def _provider(request: HttpRequest, name: str) -> Api:
    check(request, "webhook")
    api = APIS.get(name)
    if api is None:
        raise Problem(
            404, "No such provider", f"Email providers here are: {', '.join(sorted(APIS))}."
        )
    return api


def _read(request: HttpRequest, most: int) -> None:
    """Take the body in, up to ``most`` bytes; Django's own limit is for forms of visitors."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdigit() or int(length) > most:
        raise RequestDataTooBig
    body = request.read(most + 1)
    if len(body) > most:
        raise RequestDataTooBig
    request._body = body


def _parsed(view: Any, request: HttpRequest) -> list[Any]:
    """What an authentic call says; raises ``Problem`` 400 where it cannot be read."""
    from anymail.exceptions import AnymailConfigurationError

    from ops.outbox.anymail_views import UNREADABLE, NotFollowedUp

    try:
        found: list[Any] = view.parse_events(request)
    except AnymailConfigurationError as error:
        raise Problem(
            400,
            "The other address",
            "Events go to /webhooks/email/PROVIDER/, emails that come in to the same with "
            "inbound/ behind it.",
        ) from error
    except (NotFollowedUp, OSError) as error:
        if isinstance(error, OSError) and error.errno == errno.EOVERFLOW:
            raise _not_understood() from None  # A moment beyond any calendar.
        logger.warning(
            "an email provider could not be asked for the rest: %s", type(error).__name__
        )
        raise Problem(
            502, "Not followed up", "The provider could not be asked for the rest. Send it again."
        ) from error
    except UNREADABLE:
        # None of it is shown or logged.
        raise _not_understood() from None
    return found


def _not_understood() -> Problem:
    return Problem(
        400, "Not understood", "The body is not what this provider sends. Nothing was stored."
    )
