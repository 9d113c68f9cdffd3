"""Pages that are the same for everybody: kept at the edge, revalidated by browsers, compressed.

``for_everybody`` goes on a view whose answer holds nothing about whoever asks. Its 200s then

- may be kept by a cache in front of the site (RFC 9111 section 5.2.2, RFC 5861) for half a minute,
  and shown for half a minute more while a fresh one is fetched: what the founder changes is seen
  everywhere within a minute. When the site does not answer, the last page stands in for a day;
- carry a weak ETag of their content, so that asking again costs 304 and a few bytes. Weak, because
  the same page goes out in three encodings (RFC 9110 section 8.8.3);
- are compressed. BREACH (CVE-2013-3587) guesses a secret of a page from how well the page
  compresses together with words the attacker put into it. These pages hold no secret: no token, no
  cookie, nobody's name; and what somebody sent is never on them. The admin, the accounts, the API
  and forms that come back with what was typed are never compressed.

Everything else that is no 200 is ``no-store``, and so is every answer to a POST.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
import time
from collections.abc import Callable
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

V = TypeVar("V", bound=Callable[..., HttpResponse])

KEPT = "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400"
#: What only changes with the settings or a release, or has its version in its address.
KEPT_A_DAY = "public, max-age=86400"
#: On a response: whatever comes after the view adds nothing about whoever asks.
MARK = "is_for_everybody"
#: Below this many bytes compressing gains nothing.
SMALL = 500
#: Already compressed; the rest we make is text.
PACKED = ("image/png", "image/x-icon")


def for_everybody(*, kept: str = KEPT, moving: re.Pattern[bytes] | None = None) -> Callable[[V], V]:
    """Mark a view as the same for everybody.

    ``moving`` is what may differ between two equal pages, such as the time in a form. It does not
    count for the ETag, which instead is a new one each hour, so that no browser keeps an old time.
    """

    def mark(view: V) -> V:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            response = view(request, *args, **options)
            if response.status_code != 200 or request.method not in ("GET", "HEAD"):
                response.headers.setdefault("Cache-Control", "no-store")
                return response
            finished = _finished(request, response, kept, moving)
            setattr(finished, MARK, True)
            return finished

        return wrapped  # type: ignore[return-value]

    return mark


def _finished(
    request: HttpRequest, response: HttpResponse, kept: str, moving: re.Pattern[bytes] | None
) -> HttpResponse:
    body = response.content
    response["Cache-Control"] = kept
    response["ETag"] = etag_of(body, moving)
    text = not response.get("Content-Type", "").startswith(PACKED)
    if text:
        patch_vary_headers(response, ["Accept-Encoding"])
    unchanged = get_conditional_response(request, etag=response["ETag"], response=response)
    if isinstance(unchanged, HttpResponse) and unchanged.status_code == 304:
        return unchanged
    encoding = accepted_encoding(request) if text and len(body) >= SMALL else ""
    if encoding:
        response["Content-Encoding"] = encoding
        body = packed(body, encoding)
    response["Content-Length"] = str(len(body))
    response.content = b"" if request.method == "HEAD" else body
    return response


def etag_of(body: bytes, moving: re.Pattern[bytes] | None = None) -> str:
    """A weak ETag of a page.

    With each release it is another, because the headers of a page, its policy among them, are not
    sent again with a 304.
    """
    steady = b"%d %s" % (time.time() // 3600, moving.sub(b"", body)) if moving else body
    return f'W/"{hashlib.sha256(settings.VERSION.encode() + steady).hexdigest()[:20]}"'


def accepted_encoding(request: HttpRequest) -> str:
    """``br``, ``gzip`` or "": the best that ``Accept-Encoding`` does not rule out."""
    accepted = {
        name.strip().lower()
        for name, _, weight in (
            part.partition(";") for part in request.headers.get("Accept-Encoding", "").split(",")
        )
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    }
    return next((name for name in ("br", "gzip") if name in accepted), "")


def packed(body: bytes, encoding: str) -> bytes:
    """Compressed well enough, in a millisecond or two."""
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=6)
        return compressed
    return gzip.compress(body, 6, mtime=0)
