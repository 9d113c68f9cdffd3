"""django-anymail's webhook views, made to parse what a provider sent; they answer nobody here.

Imported when a provider calls: they bring a library of several megabytes. Attachments are not
fetched from a provider, since none is passed on.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.amazon_ses import AmazonSESBaseWebhookView, AmazonSESTrackingWebhookView
from anymail.webhooks.brevo import BrevoInboundWebhookView
from anymail.webhooks.resend import ResendInboundWebhookView
from django.conf import settings
from django.utils.module_loading import import_string

from ops.outbox.doors.api import quiet_about_sendgrid
from ops.outbox.providers import Api
from ops.outbox.sns import is_amazons

#: anymail warns where it does not check the call itself; ``ops.outbox.authentic`` has done it.
CHECKED = {"webhook_secret": ["checked before"]}
#: Headers of an email that Resend gives as fields of their own, or that were about its form.
GIVEN_APART = ("from", "to", "cc", "subject", "content-type", "mime-version")


class NotFollowedUp(Exception):
    """The provider was to be asked for the rest, and did not give it."""


class BrevoInbound(BrevoInboundWebhookView):  # type: ignore[misc]
    """Without fetching attachments."""

    def _fetch_attachment(self, attachment: Any) -> Any:
        return _left_out(attachment.get("Name"))


class ResendInbound(ResendInboundWebhookView):  # type: ignore[misc]
    """Fetches the words of an email with a deadline, and no attachments."""

    def _fetch_inbound_email(self, email_id: str) -> Any:
        import requests

        answer = requests.get(
            urljoin(self.api_url, f"emails/receiving/{quote(str(email_id), safe='')}"),
            headers={"Authorization": f"Bearer {self.api_key}"},
            timeout=settings.EMAIL_TIMEOUT,
            allow_redirects=False,
        )
        if answer.status_code != 200:
            raise NotFollowedUp(f"Resend answered {answer.status_code} about an email")
        data = answer.json()
        given = data.get("headers") or {}
        pairs = (
            given.items() if isinstance(given, dict) else ((h["name"], h["value"]) for h in given)
        )
        headers = [
            (name, one)
            for name, value in pairs
            if str(name).lower() not in GIVEN_APART
            for one in (value if isinstance(value, list) else [value])
        ]
        return AnymailInboundMessage.construct(
            from_email=data.get("from"),
            to=", ".join(data.get("to") or []) or None,
            cc=", ".join(data.get("cc") or []) or None,
            subject=data.get("subject"),
            headers=headers,
            text=data.get("text"),
            html=data.get("html"),
            attachments=[_left_out(a.get("filename")) for a in data.get("attachments") or []],
        )


class AmazonEvents(AmazonSESTrackingWebhookView):  # type: ignore[misc]
    """Without boto3, which anymail wants for one call: saying yes to the subscription."""

    def __init__(self, **kwargs: Any) -> None:
        self.auto_confirm_enabled = True
        # Past the class that makes boto3's clients.
        super(AmazonSESBaseWebhookView, self).__init__(**kwargs)

    def auto_confirm_sns_subscription(self, sns_message: Any) -> None:
        """Visit SubscribeURL, where it is Amazon's."""
        import requests

        url = str(sns_message.get("SubscribeURL", ""))
        if not is_amazons(url):
            raise ValueError("SubscribeURL is not Amazon's")
        answer = requests.get(url, timeout=settings.EMAIL_TIMEOUT, allow_redirects=False)
        if answer.status_code != 200:
            raise NotFollowedUp(f"Amazon SNS answered {answer.status_code} to the confirmation")


#: In place of anymail's own.
OURS: dict[tuple[str, bool], Any] = {
    ("brevo", True): BrevoInbound,
    ("resend", True): ResendInbound,
    ("ses", False): AmazonEvents,
}


def view_for(api: Api, *, inbound: bool, key: str = "") -> Any:
    """A view of this provider; ``key`` is what its own check of the signature is made with."""
    quiet_about_sendgrid()
    options: dict[str, Any] = dict(CHECKED)
    if key:
        # Its signature is what it checks then, and nothing else.
        options = {(api.inbound_option if inbound else api.sign_option): key}
    if inbound and api.key in ("brevo", "resend"):
        options["api_key"] = settings.EMAIL_API_KEY or "-"
        if settings.EMAIL_API_URL:
            options["api_url"] = settings.EMAIL_API_URL
    kind = "Inbound" if inbound else "Tracking"
    name = f"anymail.webhooks.{api.module}.{api.views}{kind}WebhookView"
    return (OURS.get((api.key, inbound)) or import_string(name))(**options)


def _left_out(name: Any) -> Any:
    """In place of what was attached: its name."""
    return AnymailInboundMessage.construct_attachment(
        content_type="application/octet-stream", content=b"", filename=str(name or "file")
    )
