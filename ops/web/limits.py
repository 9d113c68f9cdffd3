"""How often one sender may knock: django-ratelimit's counters behind a door that never fails.

django-ratelimit counts well but raises when its cache is away, answers 403 without saying how
long to wait, and its decorator does not work on async views. Here it only counts: with the
shared cache when there is one, in this process (more strictly) while that is away.

Windows are fixed and begin at another moment for each sender: exactly as many as the table says are
taken in one, and at most twice that around the edge between two. Once a request is refused it is
counted no further: one sender cannot use up what belongs to others, nor their own hour by a hasty
minute.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_ratelimit.core import get_usage

from ops.web.account_key import account_key
from ops.web.breaker import Breaker
from ops.web.client_ip import client_address, client_network
from ops.web.known_device import device_for
from ops.web.local_counter import LocalCounter
from ops.web.problems import Problem
from ops.web.tally import Tally
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
tally = Tally(logger)
shared = Breaker(
    rest=5.0,
    logger=logger,
    message="the shared cache is away (%s); rate limits are counted in this process, more strictly",
)
#: The order in which a door counts: what a sender cannot choose comes first.
KINDS = ("address", "conversation", "account", "everybody")


def check(
    request: HttpRequest,
    name: str,
    *,
    conversation: str = "",
    account: str = "",
    exempt: bool = False,
    kinds: Sequence[str] = KINDS,
) -> None:
    """Count one request at the door ``name`` of ``settings.RATE_LIMITS``.

    Raises ``RateLimited`` when any of its limits is passed. ``account`` is what somebody signs in
    with. A view may ask first by address, before it looks at anything, and with ``kinds`` for the
    conversation alone when it has seen whose that is. Test traffic with the ops token is let
    through, and so is what the caller knows to be it (``exempt``).
    """
    if exempt or is_ops(request):
        return
    table = settings.RATE_LIMITS[name]
    subjects = _subjects(request, table, conversation=conversation, account=account)
    wait, refused_by = 0, ""
    for kind in KINDS:
        if kind not in table or kind not in kinds or not subjects[kind]:
            continue
        # Keyed, so that whoever reads the cache finds no addresses and no accounts, and nobody
        # knows beforehand when a window of theirs begins.
        subject = f"{kind}:{subjects[kind]}"
        key = salted_hmac("ops.web.limits", subject, algorithm="sha256").hexdigest()[:32]
        for rate in sorted(table[kind], key=lambda rate: parse_rate(rate)[1]):
            left = _count(request, f"{name}.{kind}", key, rate, only_look=bool(refused_by))
            wait = max(wait, left)
            if left and not refused_by:
                refused_by = kind
    if refused_by:
        tally.note(
            f"{name}.{refused_by}",
            f"too many at the door {name}, by {refused_by}",
            event="rate_limited",
            door=name,
            kind=refused_by,
        )
        raise RateLimited(wait)


def _subjects(
    request: HttpRequest, table: dict[str, Any], *, conversation: str, account: str
) -> dict[str, str]:
    """Whom each kind of limit counts; "" for whom it does not.

    A browser that has signed in to this account before is counted by itself, and is let in when
    all the world is guessing.
    """
    account = account_key(account)
    device = device_for(request, account) if account and "account" in table else ""
    return {
        "address": client_network(client_address(request)),
        "conversation": conversation,
        "account": f"{account} {device}".strip(),
        "everybody": "" if device else "everybody",
    }


async def acheck(
    request: HttpRequest,
    name: str,
    *,
    conversation: str = "",
    account: str = "",
    exempt: bool = False,
    kinds: Sequence[str] = KINDS,
) -> None:
    """``check`` for async views; a thread is used only when there is a network to wait for."""
    if exempt or is_ops(request):
        return
    if not settings.REDIS_URL:
        check(request, name, conversation=conversation, account=account, kinds=kinds)
        return
    in_thread = sync_to_async(check, thread_sensitive=False, executor=_threads())
    await in_thread(request, name, conversation=conversation, account=account, kinds=kinds)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="limits")


def _count(
    request: HttpRequest, group: str, key: str, rate: str, *, only_look: bool = False
) -> int:
    """Count one; how many seconds to wait when that was too many, else 0.

    With ``only_look`` nothing is counted, and the answer is about a request that would come next.
    """
    limit, period = parse_rate(rate)
    most = limit - 1 if only_look else limit
    if shared.lets_through():
        try:
            usage: Any = get_usage(
                request,
                group=group,
                key=lambda *_: key,
                rate=(limit, period),
                increment=not only_look,
            )
        except Exception as error:
            # Whatever a cache backend raises, a visitor must not pay for it.
            shared.failed(error)
        else:
            shared.worked()
            if usage is None:
                return 0
            if usage["limit"]:
                # A window of django-ratelimit ends with the second that it names, not before it.
                return int(usage["time_left"]) + 1 if usage["count"] > most else 0
            # The count was lost between two commands, as when the cache is emptied: count here.
    limit = max(1, limit // (2 * processes()))
    count, left = local.add(f"{group}:{key}", period, by=0 if only_look else 1)
    return left if count > (limit - 1 if only_look else limit) else 0


def processes() -> int:
    """How many processes of this machine count apart when there is no shared count."""
    number: int = settings.ENVIRONMENT.get("WEB_CONCURRENCY")
    return max(1, number)


def parse_rate(rate: str) -> tuple[int, int]:
    """``"20/m"`` as (20, 60): a count, and seconds from ``s``, ``m``, ``h`` or ``d``."""
    count, _, unit = rate.partition("/")
    return int(count), {"s": 1, "m": 60, "h": 3600, "d": 86400}[unit]
