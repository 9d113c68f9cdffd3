"""An answer that takes as long for somebody known as for a stranger.

Asking for a new password sends an email to somebody known and does nothing for a stranger. The page
says the same; its time, a few hundredths of a second apart, said which of the two it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from ops.database import give_back

V = TypeVar("V", bound=Callable[..., Any])
#: Seconds; several times what the longer of the two takes.
LONG_ENOUGH = 0.25


def evenly(view: V) -> V:
    """A view whose answers to forms take ``LONG_ENOUGH``, whatever they did."""

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> Any:
        until = time.monotonic() + LONG_ENOUGH
        response = view(request, *args, **kwargs)
        left = until - time.monotonic()
        if request.method == "POST" and left > 0:
            # Others may have the connection meanwhile.
            give_back()
            time.sleep(left)
        return response

    return wrapped  # type: ignore[return-value]
