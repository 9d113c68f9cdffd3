"""Through a provider's API, by django-anymail: the same code for all of them.

What differs is in ``ops/outbox/providers.py``.
"""

from __future__ import annotations

import warnings
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from ops.outbox.addresses import ascii_form
from ops.outbox.letter import message_of
from ops.outbox.providers import APIS, Api
from ops.outbox.refused import DeliveryError, seconds
from ops.outbox.rows import OutboxMessage

#: What an email carries through the provider and back in its events.
OUR_ID = "outbox_id"


def to_api(row: OutboxMessage) -> str:
    """Through the API of EMAIL_PROVIDER; the provider's own id of the email."""
    from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused

    api = APIS[settings.EMAIL_PROVIDER]
    message = fitted(message_of(row, connection(api)), api, row)
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


def connection(api: Api) -> Any:
    """anymail's own backend, with our settings."""
    quiet_about_sendgrid()
    options: dict[str, Any] = {
        option: getattr(settings, name) or None for option, name in api.options.items()
    }
    url = settings.EMAIL_API_URL or api.regions.get(settings.EMAIL_REGION.lower(), "")
    if url:
        options["api_url"] = url
    options["timeout"] = settings.EMAIL_TIMEOUT
    return get_connection(api.backend, **options)


def fitted(message: EmailMultiAlternatives, api: Api, row: OutboxMessage) -> EmailMultiAlternatives:
    """The email with what this provider wants said, and without what it refuses."""
    headers = message.extra_headers
    if api.keeps is not None:
        kept = {name.lower() for name in api.keeps}
        headers = {name: value for name, value in headers.items() if name.lower() in kept}
    message.extra_headers = {**headers, **api.adds}
    # As DNS has it: what is answered of an address in letters of its own is looked up in that form.
    message.to = [ascii_form(row.to)]
    if api.metadata:
        message.metadata = {OUR_ID: str(row.pk)}  # type: ignore[attr-defined]
    return message


def quiet_about_sendgrid() -> None:
    """Its backend and views warn at each use that anymail no longer tries them with an account.

    Ours are tried against a server that speaks its API; docs/email-providers.md says it too.
    """
    from anymail.exceptions import AnymailNotSupportedWarning

    warnings.filterwarnings("ignore", category=AnymailNotSupportedWarning)


def _api_error(error: Any) -> DeliveryError:
    code = error.status_code
    if code is None:
        return DeliveryError("the provider could not be reached", unreached=True)
    response = getattr(error, "response", None)
    # 401 and 403 are about the key, 408 and 429 about the moment, 404 about a domain or a region
    # that is not set up: all may be mended meanwhile.
    permanent = 400 <= code < 500 and code not in (401, 402, 403, 404, 408, 429)
    return DeliveryError(
        f"the provider answered {code}",
        permanent=permanent,
        retry_after=seconds(str(getattr(response, "headers", {}).get("Retry-After", ""))),
    )
