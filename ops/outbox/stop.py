"""``/email/stop/{token}/``: no more emails of a kind, without a sign-in (RFC 8058).

Mail scanners open every link, so a ``GET`` shows a button and changes nothing. Mail programs post
to the same address by themselves, without a cookie: the token in the address is what they have.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ops.outbox import suppression, topics
from ops.web.error_pages import error_page
from ops.web.limits import check
from ops.web.problems import Problem


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The button, and what it does."""
    check(request, "unsubscribe")
    told = topics.read(token)
    if told is None:
        raise Problem(
            404,
            "This link has ended",
            "Take the link of a newer email, or answer any of them and ask for no more.",
        )
    key, kind = told
    done = request.method == "POST"
    if done:
        reason = suppression.Suppression.Reason.UNSUBSCRIBED
        suppression.suppress_key(key, reason, topic=kind)
    html = error_page(request, "email_stop.html", done=done, title=topics.title(kind))
    page = HttpResponse(html)
    page["Cache-Control"] = "no-store"
    page["X-Robots-Tag"] = "noindex"
    # The address is all that is needed to stop the emails: no other site is to hear of it.
    page["Referrer-Policy"] = "no-referrer"
    return page
