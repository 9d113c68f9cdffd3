"""Through an SMTP server, any provider's."""

from __future__ import annotations

import smtplib
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import get_connection

from ops.outbox import providers
from ops.outbox.letter import message_of
from ops.outbox.refused import DeliveryError
from ops.outbox.rows import OutboxMessage


def for_its_events(row: OutboxMessage) -> dict[str, str]:
    """What the provider behind the server gives back when it tells what became of an email."""
    api = providers.here()
    if api is None or not api.by_smtp[0]:
        return {}
    name, value = api.by_smtp
    return {**api.adds, name: value.replace("ID", str(row.pk))}


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
        message = message_of(row, connection)
        message.extra_headers.update(for_its_events(row))
        message.send()
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
