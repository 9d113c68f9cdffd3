"""Writing an entry: a row that stands or falls with the deed, and a line of the log.

The row is made in the transaction of the deed. A change that is rolled back did not happen, so its
row goes with it, and its line is written only once it is committed. What cannot be taken back, an
export that has left or a wrong password that was tried, has its line at once, whatever becomes of
the transaction. So the log may know of an export that the table does not, never the other way
round. A row that cannot be stored never stops the deed; the line says so.
"""

from __future__ import annotations

import ipaddress
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone

from ops.audit.kinds import Kind
from ops.web.client_ip import client_address
from ops.web.request_id import current_request, current_request_id

logger = logging.getLogger("ops.audit")

#: Cannot be taken back by a rollback.
DONE_AT_ONCE = frozenset({Kind.EXPORT, Kind.LOGIN, Kind.LOGIN_FAILED, Kind.LOGOUT})
#: Failed sign-ins an hour that get a row; whoever tries thousands fills no table.
FAILURES_AN_HOUR = 200
#: Who is named when nobody is signed in and no request is served.
COMMAND_LINE = "command line"
VISITOR = "a visitor"


@dataclass(frozen=True, slots=True)
class Actor:
    """``name`` and ``network`` are "" for what is not to be kept."""

    user_id: int | None = None
    name: str = ""
    network: str = ""


def record(kind: Kind | str, by: Any = None, *, object: Any = None, about: str = "") -> None:
    """Write down that something was done; never raises.

    ``by`` is the request, the user, or None for whoever the request that is being served belongs
    to. ``object`` is what it was done to: a row of any table, or a label such as ``leads.lead``.
    ``about`` is a few words of ours: never a visitor's, and never a value.
    """
    try:
        _record(Kind(kind), by, object, about)
    except Exception as error:
        # The outermost edge: the deed goes on whether or not it can be written down.
        logger.exception(
            "an audit entry was not stored (%s)",
            type(error).__name__,
            extra={"event": "audit", "kind": str(kind)},
        )


def _record(kind: Kind, by: Any, object: Any, about: str) -> None:
    from ops.audit.rows import AuditEntry

    actor = actor_of(by, always_from=kind == Kind.LOGIN_FAILED)
    label, key = _named(object)
    if kind in DONE_AT_ONCE:
        _say(kind, actor, label, key)
    if kind == Kind.LOGIN_FAILED and _too_many_failures():
        return
    with transaction.atomic():
        entry = AuditEntry.objects.create(
            kind=kind,
            user_id=actor.user_id,
            person=actor.name[:150],
            network=actor.network,
            object_type=label[:80],
            object_id=key[:64],
            about=" ".join(about.split())[:200],
            request_id=current_request_id.get()[:64],
        )
    if kind not in DONE_AT_ONCE:
        transaction.on_commit(lambda: _say(kind, actor, label, key), robust=True)
    midnight = entry.at.replace(hour=0, minute=0, second=0, microsecond=0)
    if not AuditEntry.objects.filter(at__gte=midnight, pk__lt=entry.pk).exists():
        transaction.on_commit(AuditEntry.objects.purge, robust=True)


def actor_of(by: Any, *, always_from: bool = False) -> Actor:
    """Who does it. Of a visitor neither name nor network is kept, unless ``always_from``."""
    request = getattr(by, "_request", by)
    user = None
    if not isinstance(request, HttpRequest):
        user, request = by, current_request.get()
    if user is None:
        user = getattr(request, "user", None)
    network = network_of(client_address(request)) if request is not None else ""
    if user is not None and user.is_authenticated and user.is_staff:
        return Actor(user.pk, user.get_username(), network)
    if request is None and user is None:
        return Actor(name=COMMAND_LINE)
    return Actor(name="" if always_from else VISITOR, network=network if always_from else "")


def network_of(address: str) -> str:
    """``203.0.113.0/24`` or ``2001:db8:1::/48``: where from, without whose line it was."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def _named(object: Any) -> tuple[str, str]:
    if isinstance(object, models.Model):
        return object._meta.label_lower, "" if object.pk is None else str(object.pk)
    return str(object or ""), ""


def _too_many_failures() -> bool:
    from ops.audit.rows import AuditEntry

    since = timezone.now() - timedelta(hours=1)
    lately = AuditEntry.objects.filter(kind=Kind.LOGIN_FAILED, at__gte=since).order_by()
    return lately[:FAILURES_AN_HOUR].count() >= FAILURES_AN_HOUR


def _say(kind: Kind, actor: Actor, label: str, key: str) -> None:
    """One line. People are numbers in it: names belong to the table, which few may read."""
    who = f"account {actor.user_id}" if actor.user_id else actor.name or "somebody"
    what = f" ({label} {key})".replace(" )", ")") if label else ""
    logger.info(
        "%s: %s%s",
        who,
        kind.label,
        what,
        extra={"event": "audit", "kind": kind.value, "client": actor.network or None},
    )
