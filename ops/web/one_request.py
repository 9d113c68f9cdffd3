"""One request to an address of another company: what came back, whatever its status.

Redirects are not followed, since they would carry a key elsewhere. For the few places that ask
somebody else by JSON and have no library of theirs; a site that is looked at, and an address that
a stranger may have chosen, goes through ``ops.launch.network``.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from functools import cache
from typing import Any

from ops.web.no_redirects import NoRedirects


def one_request(
    url: str,
    *,
    method: str | None = None,
    headers: Mapping[str, str],
    body: bytes | None = None,
    timeout: float,
    enough: int = -1,
) -> tuple[int, Message, str]:
    """Status, headers and text of the answer; ``enough`` bytes of it at most.

    Without ``method`` it is POST where there is a body and GET where there is none. ``timeout`` is
    in seconds. Raises ``OSError`` (``URLError`` with its ``reason``) or ``ValueError`` where no
    answer came. Judge the scheme first: any that Python knows is opened.
    """
    request = urllib.request.Request(url, data=body, method=method, headers=dict(headers))  # noqa: S310 - the caller's
    try:
        with _opener().open(request, timeout=timeout) as answer:
            return answer.status, answer.headers, _text(answer.read(enough))
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, _text(error.read(enough))


def ask_json(
    url: str,
    *,
    key: str,
    method: str,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
    timeout: float,
    enough: int = -1,
) -> tuple[int, Message, str]:
    """``one_request`` to an API that takes a key as a bearer (RFC 6750) and speaks JSON."""
    return one_request(
        url,
        method=method,
        headers={
            "Authorization": f"Bearer {key}",
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "slipway",
            **(headers or {}),
        },
        body=None if body is None else json.dumps(body).encode(),
        timeout=timeout,
        enough=enough,
    )


@cache
def _opener() -> urllib.request.OpenerDirector:
    """One for all: making it reads every certificate authority of this machine."""
    return urllib.request.build_opener(NoRedirects)


def _text(data: bytes) -> str:
    return data.decode(errors="replace")
