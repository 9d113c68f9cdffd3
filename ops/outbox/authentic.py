"""Whether a call of an email provider is really its: by its signature, or by a shared secret.

EMAIL_WEBHOOK_SECRET holds one or more values, with commas between them: two while one is changed,
or where the provider signs events and emails that come in with different keys. Any of them will do.
"""

from __future__ import annotations

import base64
import binascii
import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from ops.outbox.providers import Api
from ops.web.problems import Problem

logger = logging.getLogger(__name__)

#: How a public key of SendGrid begins: an EC key in DER. It is no secret, so it lets nobody in.
PUBLIC_KEY = ("MFkwEwYH", "MFkwEw")


class NotAuthentic(Exception):
    """The signature or the secret is missing or wrong."""


def demand(request: HttpRequest, api: Api, *, inbound: bool) -> Any:
    """anymail's view, to parse the call with; raises ``Problem`` 401 or 403."""
    secrets = [secret for secret in settings.EMAIL_WEBHOOK_SECRET if secret.strip()]
    if not secrets:
        raise Problem(
            403,
            "Not set up",
            "This deployment does not hear from email providers. Set EMAIL_WEBHOOK_SECRET.",
        )
    how = api.inbound_signs if inbound else api.signs
    keys = [secret for secret in secrets if how != "key" or _fits(api, secret)]
    if api.key == "sendgrid" and not keys:
        how, keys = "", secrets
    if not how:
        _shared_secret(request, secrets)
        if api.signs_too == "sns":
            _signed_by_amazon(request)
        from ops.outbox.anymail_views import view_for

        return view_for(api, inbound=inbound)
    for key in keys:
        view = _signed(request, api, key, inbound=inbound, svix=how == "svix")
        if view is not None:
            return view
    raise _refused("signature")


def _fits(api: Api, secret: str) -> bool:
    """Whether a value can be the key its events are signed with."""
    return api.key != "sendgrid" or secret.startswith(PUBLIC_KEY)


def _signed(request: HttpRequest, api: Api, key: str, *, inbound: bool, svix: bool) -> Any:
    """The view, where its own check or that of Standard Webhooks (which Svix speaks) is passed."""
    from anymail.exceptions import AnymailWebhookValidationFailure

    from ops.outbox.anymail_views import view_for

    try:
        view = view_for(api, inbound=inbound, key="" if svix else key)
        if svix:
            _standard_webhook(request, key)
        else:
            view.run_validators(request)
    except (AnymailWebhookValidationFailure, NotAuthentic):
        return None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        # What is signed cannot even be read, or the key is none of this provider's.
        return None
    return view


def _standard_webhook(request: HttpRequest, key: str) -> None:
    """https://docs.svix.com/receiving/verifying-payloads/how, five minutes of patience."""
    from standardwebhooks import Webhook, WebhookVerificationError

    headers = {
        f"webhook-{name}": request.headers.get(f"svix-{name}", "")
        or request.headers.get(f"webhook-{name}", "")
        for name in ("id", "timestamp", "signature")
    }
    try:
        Webhook(key).verify(request.body, headers)
    except (WebhookVerificationError, binascii.Error) as error:
        raise NotAuthentic from error


def _signed_by_amazon(request: HttpRequest) -> None:
    """The secret says that it is of our topic, the signature that it is what Amazon sent."""
    from ops.outbox import sns

    try:
        sns.verify(request)
    except sns.NotSigned as error:
        raise _refused("signature") from error
    except sns.NoCertificate as error:
        logger.warning("a certificate of Amazon SNS could not be had: %s", error)
        raise Problem(
            502, "Not followed up", "Amazon could not be asked for its certificate. Send it again."
        ) from error


def _shared_secret(request: HttpRequest, secrets: list[str]) -> None:
    given = _given(request)
    if not given:
        raise Problem(
            401,
            "Secret missing",
            "Send the shared secret in Authorization: as the password of Basic, or as Bearer.",
            # Amazon SNS sends what stands in its address only when it is asked to.
            headers={"WWW-Authenticate": 'Basic realm="email events"'},
        )
    good = [secret.encode() for secret in secrets if not secret.startswith(PUBLIC_KEY)]
    if not any(constant_time_compare(one, secret) for one in given for secret in good):
        raise _refused("secret")


def _given(request: HttpRequest) -> list[bytes]:
    """What may be the secret in ``Authorization``, in the forms that providers offer."""
    scheme, _, rest = request.headers.get("Authorization", "").strip().partition(" ")
    rest = rest.strip()
    if not rest:
        return [scheme.encode("utf-8", "replace")] if scheme else []
    if scheme.lower() != "basic":
        return [rest.encode("utf-8", "replace")]
    try:
        pair = base64.b64decode(rest, validate=True)
    except (binascii.Error, ValueError):
        return [b"-"]
    user, _, password = pair.partition(b":")
    return [password or user, pair]


def _refused(what: str) -> Problem:
    logger.warning("a call of an email provider was refused: %s", what, extra={"event": "webhook"})
    return Problem(403, "Not authentic", f"The {what} is not right. Nothing was stored.")
