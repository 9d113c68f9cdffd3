"""django-anymail's webhook views, made to parse what a provider sent; they answer nobody here.

Imported when a provider calls: they bring a library of several megabytes. Attachments are not
fetched from a provider, since none is passed on.
"""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import quote, urljoin

from anymail.exceptions import AnymailConfigurationError, AnymailError
from anymail.inbound import AnymailInboundMessage
from anymail.signals import EventType, RejectReason
from anymail.webhooks.amazon_ses import AmazonSESBaseWebhookView, AmazonSESTrackingWebhookView
from anymail.webhooks.brevo import BrevoInboundWebhookView, BrevoTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.resend import ResendInboundWebhookView, ResendTrackingWebhookView
from anymail.webhooks.sendgrid import SendGridTrackingWebhookView
from django.conf import settings
from django.utils.module_loading import import_string

from ops.outbox.doors.api import quiet_about_sendgrid
from ops.outbox.providers import Api
from ops.outbox.sns import is_amazons

logger = logging.getLogger(__name__)

#: What parsers of eight providers raise of what they cannot read; ``ArithmeticError`` and
#: ``OSError`` of a moment beyond any calendar.
UNREADABLE = (
    AnymailError, ValueError, TypeError, LookupError, AttributeError, RecursionError,
    ArithmeticError, OSError,
)  # fmt: skip
#: What a report about an email may be without being a complaint (RFC 6430, RFC 6591).
NO_COMPLAINT = ("not-spam", "auth-failure")
#: anymail warns where it does not check the call itself; ``ops.outbox.authentic`` has done it.
CHECKED = {"webhook_secret": ["checked before"]}
#: Headers of an email that Resend gives as fields of their own, or that were about its form.
GIVEN_APART = ("from", "to", "cc", "subject", "content-type", "mime-version")


class NotFollowedUp(Exception):
    """The provider was to be asked for the rest, and did not give it."""


class OneByOne:
    """In front of a view of events that come in batches: one that cannot be read stops no other.

    Raises ``ValueError`` where none can be read.
    """

    def each(self, told: Any) -> list[Any]:
        """The events of a batch."""
        if not isinstance(told, list):
            raise ValueError("a batch is a list")
        found, failed = [], 0
        for one in told:
            try:
                found.append(self.esp_to_anymail_event(one))  # type: ignore[attr-defined]
            except AnymailConfigurationError:
                raise
            except UNREADABLE:
                failed += 1
        if failed and not found:
            raise ValueError("none of them can be read")
        if failed:
            logger.warning("of a batch of email events %s could not be read", failed)
        return found


class BrevoEvents(OneByOne, BrevoTrackingWebhookView):  # type: ignore[misc]
    """One event, or several where the webhook is ``batched``. X-Mailin-custom is JSON in emails of
    ours, and anything in those of others who send through the same account.
    """

    def parse_events(self, request: Any) -> list[Any]:
        told = json.loads(request.body.decode("utf-8"))
        return self.each(told) if isinstance(told, list) else super().parse_events(request)

    def esp_to_anymail_event(self, esp_event: Any) -> Any:
        try:
            json.loads(esp_event.get("X-Mailin-custom", "{}"))
        except (ValueError, TypeError):
            esp_event = {k: v for k, v in esp_event.items() if k != "X-Mailin-custom"}
        return super().esp_to_anymail_event(esp_event)


class MailjetEvents(OneByOne, MailjetTrackingWebhookView):  # type: ignore[misc]
    """A full mailbox, and a server that lets nobody in for now, are no dead addresses."""

    reject_reasons = MailjetTrackingWebhookView.reject_reasons | {
        "quota exceeded": RejectReason.OTHER,
        "relay/access denied": RejectReason.OTHER,
    }

    def parse_events(self, request: Any) -> list[Any]:
        told = json.loads(request.body.decode("utf-8"))
        return self.each([told] if isinstance(told, dict) else told)


class SendGridEvents(OneByOne, SendGridTrackingWebhookView):  # type: ignore[misc]
    """With what it says of somebody who marked an email as spam before."""

    reject_reasons = SendGridTrackingWebhookView.reject_reasons | {
        "spam reporting address": RejectReason.SPAM,
    }

    def parse_events(self, request: Any) -> list[Any]:
        return self.each(json.loads(request.body.decode("utf-8")))


class PostmarkEvents(PostmarkTrackingWebhookView):  # type: ignore[misc]
    """``SpamNotification`` is the word of a filter; a person's is ``SpamComplaint``."""

    event_types = PostmarkTrackingWebhookView.event_types | {
        "SpamNotification": (EventType.BOUNCED, RejectReason.BLOCKED),
    }


class ResendEvents(ResendTrackingWebhookView):  # type: ignore[misc]
    """With emails that it could not send, or would not: https://resend.com/docs/webhooks."""

    event_types = ResendTrackingWebhookView.event_types | {
        "email.failed": EventType.FAILED,
        "email.suppressed": EventType.REJECTED,
    }

    def esp_to_anymail_event(self, esp_event: Any, request: Any) -> Any:
        event = super().esp_to_anymail_event(esp_event, request)
        data = esp_event.get("data")
        for name, word in (("failed", "reason"), ("suppressed", "message")):
            why = data.get(name) if isinstance(data, dict) else None
            if isinstance(why, dict) and not event.description:
                event.description = why.get(word)
        return event


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

    def esp_to_anymail_events(self, ses_event: Any, sns_message: Any) -> Any:
        complaint = ses_event.get("complaint")
        about = complaint.get("complaintFeedbackType") if isinstance(complaint, dict) else None
        return (
            [] if about in NO_COMPLAINT else super().esp_to_anymail_events(ses_event, sns_message)
        )

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
    ("brevo", False): BrevoEvents,
    ("brevo", True): BrevoInbound,
    ("mailjet", False): MailjetEvents,
    ("postmark", False): PostmarkEvents,
    ("resend", False): ResendEvents,
    ("resend", True): ResendInbound,
    ("sendgrid", False): SendGridEvents,
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
