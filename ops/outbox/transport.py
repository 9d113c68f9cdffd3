"""The doors emails leave by: a folder, an SMTP server, a provider's API.

To add a provider, add a door to ``DOORS`` and its name to ``EMAIL_PROVIDER`` in
``config/variables/mail.py``.
"""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from ops.outbox import sender
from ops.outbox.rows import OutboxMessage


class DeliveryError(Exception):
    """The provider did not take an email.

    ``permanent``: trying again cannot help. ``retry_after``: seconds to wait at least.
    ``unreached``: no connection to the server came about at all.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unreached: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.unreached = unreached


def send(row: OutboxMessage) -> str:
    """Hand one email to the provider and return the provider's id for it, or "".

    Raises ``DeliveryError``.
    """
    return DOORS[settings.EMAIL_PROVIDER](row)


def message_of(row: OutboxMessage, connection: Any = None) -> EmailMultiAlternatives:
    """The email with its headers: automatic ones say so, and every one carries its ids."""
    headers = {
        "Message-ID": row.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **row.headers,
    }
    if row.request_id:
        headers["X-Request-ID"] = row.request_id
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=sender.header(),
        to=[row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers=headers,
        connection=connection,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    return message


def to_file(row: OutboxMessage) -> str:
    """Write ``<outbox id>.eml``, whole or not at all; a second copy replaces the first."""
    folder = settings.EMAIL_FILE_DIR
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{row.pk}.{os.getpid()}.tmp"
    try:
        draft.write_bytes(message_of(row).message().as_bytes())
        draft.replace(folder / f"{row.pk}.eml")
    except OSError as error:
        raise DeliveryError(f"the file could not be written: {error.strerror}") from error
    return str(row.pk)


def to_smtp(row: OutboxMessage) -> str:
    """Through EMAIL_URL."""
    parts = urlsplit(settings.EMAIL_URL)
    implicit = parts.scheme in ("smtps", "smtp+ssl")
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "",
        port=parts.port or (465 if implicit else 587 if parts.scheme == "smtp+tls" else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=implicit,
        timeout=settings.EMAIL_TIMEOUT,
    )
    try:
        message_of(row, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise DeliveryError(
            f"the recipient was refused ({codes})", permanent=all(code >= 500 for code in codes)
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(f"the server refused the sign-in ({error.smtp_code})") from error
    except smtplib.SMTPResponseException as error:
        # A refused sender or a full policy is mended in the settings, so only the content counts.
        permanent = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 550
        raise DeliveryError(
            f"the server answered {error.smtp_code}", permanent=permanent
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(
            f"the server could not be used: {type(error).__name__}",
            unreached=isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException),
        ) from error
    return ""


def to_postmark(row: OutboxMessage) -> str:
    """Through Postmark's API (https://postmarkapp.com/developer/api/email-api)."""
    from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused

    options: dict[str, Any] = {"api_url": settings.EMAIL_API_URL} if settings.EMAIL_API_URL else {}
    connection = get_connection(
        "anymail.backends.postmark.EmailBackend", server_token=settings.EMAIL_API_KEY, **options
    )
    message = message_of(row, connection)
    try:
        message.send()
    except AnymailRecipientsRefused as error:
        raise DeliveryError("the recipient was refused", permanent=True) from error
    except AnymailAPIError as error:
        raise _api_error(error) from error
    except (AnymailError, OSError) as error:
        raise DeliveryError(f"the provider could not be used: {type(error).__name__}") from error
    status: Any = message.anymail_status  # type: ignore[attr-defined]
    if not (status.status or set()) <= {"sent", "queued"}:
        # The provider answered, without a word that it has taken it.
        raise DeliveryError("the provider did not say that it took the email", permanent=True)
    return str(status.message_id or "")


def _api_error(error: Any) -> DeliveryError:
    code = error.status_code
    if code is None:
        return DeliveryError("the provider could not be reached")
    response = getattr(error, "response", None)
    wait = str(getattr(response, "headers", {}).get("Retry-After", ""))
    # 401 and 403 are about the key, 408 and 429 about the moment: all may be mended meanwhile.
    permanent = 400 <= code < 500 and code not in (401, 403, 408, 429)
    return DeliveryError(
        f"the provider answered {code}",
        permanent=permanent,
        retry_after=float(wait) if wait.isdigit() else None,
    )


DOORS: dict[str, Callable[[OutboxMessage], str]] = {
    "file": to_file,
    "smtp": to_smtp,
    "postmark": to_postmark,
}
