"""Answering from a mailbox: an email to the owner carries an address of its own to reply to, and
what the owner writes there reaches whoever it was about.

Rooms above say what becomes of an answer (``register``) and put ``reply_address`` into
``reply_to``. The address holds a number and a signature of it; nobody guesses one. What comes in is
believed only from OWNER_EMAIL, never from a machine, and once.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from ops.outbox import providers, reply_notices
from ops.outbox.addresses import same
from ops.outbox.machines import by_a_machine, failed_checks
from ops.outbox.reply_text import cut
from ops.privacy.batches import delete_all

logger = logging.getLogger(__name__)

Handler = Callable[[str, str], None]
SALT = "ops.outbox.inbound"
#: ``r``, the number, ``x``, 16 letters of the signature: 80 bits, and short enough to stand behind
#: the plus of a provider's own address (64 characters before the @, RFC 5321, 4.5.3.1.1).
TOKEN = re.compile(r"r([0-9]{1,12})x([a-z2-7]{16})")
#: Characters of an answer that are passed on.
LONGEST = 20_000
#: How long an address to reply to is good for, and how long it is known that an email was read.
KEEP, KEEP_READ = timedelta(days=365), timedelta(days=60)

_handlers: dict[str, Handler] = {}


class ReplyThread(models.Model):
    """What an address to reply to stands for: such as ("conversation", its id)."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="ops_reply_thread_once")
        ]
        indexes = [models.Index(fields=["used_at"], name="ops_reply_thread_used")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReceivedEmail(models.Model):
    """That an email that came in was read: the hash of its id, and nothing of what it said."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key[:8]


def register(kind: str, handler: Handler) -> None:
    """Say what becomes of an answer: ``handler(key, text)``.

    ``text`` is what the owner wrote, without what they quoted. It is called inside a transaction;
    a ``LookupError`` says that there is nobody to pass it on to any more, and the owner is told.
    """
    _handlers[kind] = handler


def is_set_up() -> bool:
    """Whether emails can come in here."""
    api = providers.here()
    return bool(
        api
        and api.receives
        and settings.EMAIL_REPLY_ADDRESS
        and settings.EMAIL_WEBHOOK_SECRET
        and settings.OWNER_EMAIL
    )


def reply_address(kind: str, key: str) -> str:
    """Where an answer goes: an address for ``reply_to``, or "" when emails cannot come in."""
    if not is_set_up():
        return ""
    thread, is_new = ReplyThread.objects.get_or_create(kind=kind, key=key)
    if not is_new:
        ReplyThread.objects.filter(pk=thread.pk).update(used_at=timezone.now())
    token = f"r{thread.pk}x{_signature(thread.pk, settings.SECRET_KEY)}"
    local, at, domain = settings.EMAIL_REPLY_ADDRESS.rpartition("@")
    return f"{local}+{token}@{domain}" if at and local else f"{token}@{domain}"


def receive(api: providers.Api, event: Any) -> str:
    """Deal with one email that came in (anymail's inbound event); what became of it, for the log.

    Raises what a handler raises, so that the provider sends it again.
    """
    message = event.message
    if message is None:
        return "empty"
    try:
        thread = _thread(message)
        if thread is None:
            return "not for us"
        refusal = _refusal(event)
        text = "" if refusal else cut(message)[:LONGEST]
        mark = _mark(api, event)
    except DatabaseError:
        raise
    except Exception as error:
        # Python's parser of emails raises what it likes of headers that break its rules, and would
        # do so again with a second copy.
        logger.warning(
            "an email that came in cannot be read: %s", type(error).__name__,
            extra={"event": "inbound"},
        )  # fmt: skip
        return "it cannot be read"
    if refusal:
        logger.warning(
            "an email that came in was not passed on: %s", refusal, extra={"event": "inbound"}
        )
        return refusal
    with transaction.atomic():
        if not _first_time(mark):
            return "read before"
        return _pass_on(thread, message, text)


def _refusal(event: Any) -> str:
    """Why an email is not passed on, or "". Nothing is answered to any of these."""
    message = event.message
    if why := by_a_machine(message):
        return why
    sender = message.from_email
    if sender is None or isinstance(sender, list):
        return "it is from nobody, or from several people"
    if not same(str(sender.addr_spec), settings.OWNER_EMAIL):
        return "it is not from OWNER_EMAIL"
    return failed_checks(event)


def _pass_on(thread: ReplyThread, message: Any, text: str) -> str:
    extra = {"event": "inbound", "kind": thread.kind}
    if not text:
        reply_notices.nothing_written(message)
        return "nothing written"
    handler = _handlers.get(thread.kind)
    try:
        if handler is None:
            raise LookupError(thread.kind)
        with transaction.atomic():
            handler(thread.key, text)
    except LookupError:
        reply_notices.nobody_there(message, text)
        logger.info("an answer by email had nobody to go to", extra=extra)
        return "nobody there"
    if message.attachments:
        reply_notices.attachments_left_out(message)
    logger.info("an answer by email was passed on", extra=extra)
    return "passed on"


def _thread(message: Any) -> ReplyThread | None:
    """The thread one of its addresses stands for, where the signature is right."""
    for address in _addresses(message):
        # Some programs change the letter case of what stands before the @.
        local = address.partition("@")[0].lower()
        match = TOKEN.fullmatch(local.rpartition("+")[2])
        if match is None or not _is_ours(address):
            continue
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if any(constant_time_compare(match[2], _signature(int(match[1]), key)) for key in keys):
            return ReplyThread.objects.filter(pk=int(match[1])).first()
    return None


def _addresses(message: Any) -> Iterable[str]:
    if message.envelope_recipient:
        # A provider may give several, in one text.
        yield from re.split(r"[,\s]+", str(message.envelope_recipient))
    for found in (message.to, message.cc, message.get_address_header("Delivered-To")):
        yield from (str(address.addr_spec) for address in found)


def _is_ours(address: str) -> bool:
    domain = settings.EMAIL_REPLY_ADDRESS.rpartition("@")[2]
    return bool(domain) and address.rpartition("@")[2].lower() == domain.lower()


def _mark(api: providers.Api, event: Any) -> str:
    """By what an email is known again: its Message-ID, which a second telling has too."""
    message = event.message
    known = str(message.get("Message-ID") or "") or str(event.event_id or "")
    known = known or hashlib.sha256(message.as_bytes()).hexdigest()
    return hashlib.sha256(f"{api.key}\x00{known}".encode("utf-8", "replace")).hexdigest()


def _first_time(mark: str) -> bool:
    """Note that it was read."""
    try:
        with transaction.atomic():
            ReceivedEmail.objects.create(key=mark)
    except IntegrityError:
        return False
    return True


def _signature(number: int, secret: str) -> str:
    digest = salted_hmac(SALT, str(number), secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def prune() -> int:
    """Forget addresses nobody was given for a year, and that old emails were read."""
    now = timezone.now()
    threads = delete_all(ReplyThread.objects.filter(used_at__lt=now - KEEP))
    return threads + delete_all(ReceivedEmail.objects.filter(at__lt=now - KEEP_READ))
