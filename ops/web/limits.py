"""How often one sender may knock: django-ratelimit's counters behind a door that never fails.

django-ratelimit counts well but raises when its cache is away, answers 403 without saying how
long to wait, and its decorator does not work on async views. Here it only counts: with the
shared cache when there is one, in this process (at half the numbers) while that is away.
"""

from __future__ import annotations

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_ratelimit.core import get_usage

from ops.web.breaker import Breaker
from ops.web.client_ip import client_address, client_network
from ops.web.local_counter import LocalCounter
from ops.web.problems import Problem
from ops.web.test_traffic import is_ops

logger = logging.getLogger(__name__)


class RateLimited(Problem):
    """Too often; ``retry_after`` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(
            429,
            _("A little too fast"),
            _(
                "There have been many requests from here in a short time. Please wait {time} and "
                "try again; nothing you wrote is lost."
            ).format(time=in_words(self.retry_after)),
            headers={"Retry-After": str(self.retry_after)},
        )


def in_words(seconds: int) -> str:
    """A waiting time as a person says it, never shorter than it is."""
    if seconds == 1:
        return _("one second")
    if seconds < 120:
        return _("{count} seconds").format(count=seconds)
    minutes = -(-seconds // 60)
    if minutes < 120:
        return _("{count} minutes").format(count=minutes)
    return _("{count} hours").format(count=-(-minutes // 60))


local = LocalCounter()
shared = Breaker(
    rest=5.0,
    logger=logger,
    message="the shared cache is away (%s); rate limits are counted in this process, at half "
    "the numbers",
)


def check(
    request: HttpRequest,
    name: str,
    *,
    conversation: str = "",
    account: str = "",
    exempt: bool = False,
) -> None:
    """Count one request at the door ``name`` of ``settings.RATE_LIMITS``.

    Raises ``RateLimited`` when any of its limits is passed. Test traffic with the ops token is
    let through, and so is what the caller knows to be it (``exempt``).
    """
    if exempt or is_ops(request):
        return
    subjects = {
        "address": client_network(client_address(request)),
        "conversation": conversation,
        "account": account,
        "everybody": "everybody",
    }
    wait = 0
    for kind, rates in settings.RATE_LIMITS[name].items():
        if subjects[kind]:
            # Hashed, so that whoever reads the cache finds no addresses and no accounts.
            key = hashlib.sha256(f"{kind}:{subjects[kind]}".encode()).hexdigest()[:32]
            for rate in rates:
                wait = max(wait, _count(request, f"{name}.{kind}", key, rate))
    if wait:
        raise RateLimited(wait)


async def acheck(
    request: HttpRequest,
    name: str,
    *,
    conversation: str = "",
    account: str = "",
    exempt: bool = False,
) -> None:
    """``check`` for async views; a thread is used only when there is a network to wait for."""
    if exempt or not settings.REDIS_URL or is_ops(request):
        check(request, name, conversation=conversation, account=account, exempt=exempt)
        return
    in_thread = sync_to_async(check, thread_sensitive=False, executor=_threads())
    await in_thread(request, name, conversation=conversation, account=account)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="limits")


def _count(request: HttpRequest, group: str, key: str, rate: str) -> int:
    """Count one; how many seconds to wait when that was too many, else 0."""
    limit, period = parse_rate(rate)
    if shared.lets_through():
        try:
            usage: Any = get_usage(
                request, group=group, key=lambda *_: key, rate=(limit, period), increment=True
            )
        except Exception as error:
            # Whatever a cache backend raises, a visitor must not pay for it.
            shared.failed(error)
        else:
            shared.worked()
            if usage is None:
                return 0
            if usage["limit"]:
                return max(1, int(usage["time_left"])) if usage["should_limit"] else 0
            # The count was lost between two commands, as when the cache is emptied: count here.
    count, left = local.add(f"{group}:{key}", period)
    return left if count > max(1, limit // 2) else 0


def parse_rate(rate: str) -> tuple[int, int]:
    """``"20/m"`` as (20, 60): a count, and seconds from ``s``, ``m``, ``h`` or ``d``."""
    count, _, unit = rate.partition("/")
    return int(count), {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit]
