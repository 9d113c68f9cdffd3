"""The email providers that are spoken to by their API: the one table.

What differs between them stands here, and nowhere in the code that sends, hears or receives. The
records each wants in DNS are in ``ops/launch/email/providers.py``, under the same keys. What
each takes and tells is as the sources of django-anymail 15.2 have it, which name the providers'
own pages. No account of any of them has been tried with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ops.launch.email.providers import PROVIDERS, by_smtp_host

#: Mailboxes and relays that are reached by SMTP alone: no API that takes an email with a key.
BY_SMTP_ALONE = ("google", "microsoft", "zoho")


#: Our id, as metadata.
OWN = '{"outbox_id": "ID"}'


@dataclass(frozen=True, kw_only=True, slots=True)
class Hard:
    """Where an event says that an address is dead for good: a path, and the values that say so."""

    path: str
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Api:
    """One provider.

    ``backend`` is django-anymail's, ``views`` is how its webhook views begin.
    ``options`` are what the backend is made with, by the setting each comes from; ``needs`` the
    variables it cannot do without. ``regions``: API addresses by EMAIL_REGION. ``keeps``: the only
    headers it lets be set, None for all. ``adds``: headers that make it keep ours. ``metadata``:
    whether it gives back in its events what was sent along; ``by_smtp``: the header and the value
    that say it over SMTP, ``ID`` for our id. ``signs``: how events are signed (``key`` in the
    view's own way, ``svix`` by Standard Webhooks), "" where a shared secret in ``Authorization``
    has to do, and ``signs_too`` how they are signed besides; ``inbound_signs`` the same as
    ``signs`` for emails that come in. ``receives``: whether emails can come in. ``hard``: what
    says that a bounce is for good. The rest is for the documentation: where its console has the
    key, the webhook, and the emails that come in.
    """

    key: str
    backend: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ("EMAIL_API_KEY",)
    regions: Mapping[str, str] = field(default_factory=dict)
    keeps: tuple[str, ...] | None = None
    adds: Mapping[str, str] = field(default_factory=dict)
    metadata: bool = True
    by_smtp: tuple[str, str] = ("", "")
    views: str
    signs: str = ""
    sign_option: str = ""
    signs_too: str = ""
    inbound_signs: str = ""
    inbound_option: str = ""
    receives: bool = True
    hard: tuple[Hard, ...]
    where_key: str
    signing_page: str = ""
    where_events: str
    where_inbound: str = ""
    tick: str

    @property
    def name(self) -> str:
        """As people call it."""
        return PROVIDERS[self.key].name

    @property
    def module(self) -> str:
        """The name of its modules in django-anymail."""
        return "amazon_ses" if self.key == "ses" else self.key


APIS = {
    api.key: api
    for api in (
        Api(
            key="ses",  # Its own door: anymail's asks for boto3, 15 MB for one request.
            needs=("EMAIL_API_KEY", "EMAIL_API_SECRET", "EMAIL_REGION"),
            metadata=False, by_smtp=("X-Metadata", OWN), views="AmazonSES", receives=False,
            signs_too="sns",
            hard=(Hard(path="bounce.bounceType", values=("Permanent",)),),
            where_key="Amazon's console: IAM, Users, a user that may ses:SendEmail and "
            "ses:SendRawEmail, Security credentials, Create access key",
            where_events="Amazon SNS: make a topic and an HTTPS subscription with this address; "
            "then SES, Configuration, Identities, your domain, Notifications: the topic for "
            "bounces, complaints and deliveries",
            tick="bounce, complaint and delivery feedback",
        ),
        Api(
            key="postmark", backend="anymail.backends.postmark.EmailBackend",
            options={"server_token": "EMAIL_API_KEY"}, adds={"X-PM-KeepID": "true"},
            by_smtp=("X-PM-Metadata-outbox_id", "ID"),
            views="Postmark", hard=(Hard(path="Type", values=("HardBounce",)),),
            where_key="Postmark: Servers, your server, API Tokens",
            where_events="Servers, your server, your stream, Webhooks, Add webhook",
            where_inbound="Servers, your server, the inbound stream, Settings, Webhook",
            tick="Delivery, Bounce and Spam complaint",
        ),
        Api(
            key="sendgrid", backend="anymail.backends.sendgrid.EmailBackend",
            options={"api_key": "EMAIL_API_KEY"},
            regions={"eu": "https://api.eu.sendgrid.com/v3/"},
            by_smtp=("X-SMTPAPI", '{"unique_args": {"outbox_id": "ID"}}'),
            views="SendGrid", signs="key", sign_option="tracking_webhook_verification_key",
            hard=(Hard(path="type", values=("bounce",)),),
            where_key="SendGrid: Settings, API Keys, Create API Key, with Mail Send",
            signing_page="Settings, Mail Settings, Event Webhook, Signed Event Webhook, "
            "Verification Key",
            where_events="Settings, Mail Settings, Event Webhook",
            where_inbound="Settings, Inbound Parse, Add Host & URL",
            tick="Delivered, Deferred, Bounced, Dropped and Spam Reports",
        ),
        Api(
            key="mailgun", backend="anymail.backends.mailgun.EmailBackend",
            options={"api_key": "EMAIL_API_KEY", "sender_domain": "EMAIL_DOMAIN"},
            regions={"eu": "https://api.eu.mailgun.net/v3"},
            by_smtp=("X-Mailgun-Variables", OWN),
            views="Mailgun", signs="key", sign_option="webhook_signing_key",
            inbound_signs="key", inbound_option="webhook_signing_key",
            hard=(Hard(path="event-data.reason", values=("bounce", "suppress-bounce")),),
            where_key="Mailgun: Send, Sending, Domain settings, Sending keys",
            signing_page="Send, Sending, Webhooks, HTTP webhook signing key",
            where_events="Send, Sending, Webhooks, Add webhook",
            where_inbound="Send, Receiving, Create route, Forward",
            tick="Delivered, Permanent failure, Temporary failure and Spam complaints",
        ),
        Api(
            key="resend", backend="anymail.backends.resend.EmailBackend",
            options={"api_key": "EMAIL_API_KEY"},
            by_smtp=("X-Metadata", OWN), views="Resend", signs="svix", inbound_signs="svix",
            hard=(Hard(path="data.bounce.type", values=("Permanent",)),),
            where_key="Resend: API Keys, Create API Key, with Sending access (Full access where "
            "emails come in)",
            signing_page="Webhooks, your webhook, Signing Secret",
            where_events="Webhooks, Add Webhook",
            where_inbound="Emails, Receiving, and a second webhook for email.received",
            tick="email.delivered, email.delivery_delayed, email.bounced, email.complained, "
            "email.failed and email.suppressed",
        ),
        Api(
            key="brevo", backend="anymail.backends.brevo.EmailBackend",
            options={"api_key": "EMAIL_API_KEY"}, by_smtp=("X-Mailin-custom", OWN), views="Brevo",
            hard=(Hard(path="event", values=("hard_bounce", "invalid_email")),),
            where_key="Brevo: Settings, SMTP & API, API Keys",
            where_events="Transactional, Settings, Webhook, Add a new webhook",
            where_inbound="made by Brevo's API: POST /v3/webhooks with type inbound",
            tick="Delivered, Deferred, Soft bounced, Hard bounced, Invalid email, Blocked and "
            "Complaint",
        ),
        Api(
            key="mailjet", backend="anymail.backends.mailjet.EmailBackend",
            options={"api_key": "EMAIL_API_KEY", "secret_key": "EMAIL_API_SECRET"},
            needs=("EMAIL_API_KEY", "EMAIL_API_SECRET"),
            regions={"us": "https://api.us.mailjet.com/v3.1/"},
            by_smtp=("X-MJ-EventPayload", OWN), views="Mailjet",
            hard=(Hard(path="hard_bounce", values=(True, 1, "true", "1")),),
            where_key="Mailjet: Account settings, API Key Management: the API key and the secret "
            "key",
            where_events="Account settings, Event notifications (webhooks)",
            where_inbound="made by Mailjet's API: POST /v3/REST/parseroute",
            tick="sent, bounce, blocked and spam",
        ),
        Api(
            key="mailersend", backend="anymail.backends.mailersend.EmailBackend",
            options={"api_token": "EMAIL_API_KEY"}, metadata=False,
            # "headers" is for its larger plans alone; with it every other account is refused.
            keeps=("In-Reply-To", "Precedence"),
            views="MailerSend", signs="key", sign_option="signing_secret",
            inbound_signs="key", inbound_option="inbound_secret",
            hard=(Hard(path="data.type", values=("hard_bounced",)),),
            where_key="MailerSend: Integrations, API tokens, Generate new token, with Email full "
            "access",
            signing_page="Email, Domains, your domain, Webhooks, your webhook, Signing secret",
            where_events="Email, Domains, your domain, Webhooks, Create webhook",
            where_inbound="Email, Inbound routing, Add inbound route (its own Secret)",
            tick="delivered, soft_bounced, hard_bounced and spam_complaint",
        ),
    )
}  # fmt: skip


def needing(variable: str) -> tuple[str, ...]:
    """The providers that cannot do without a variable."""
    return tuple(key for key, api in APIS.items() if variable in api.needs)


def here() -> Api | None:
    """The provider whose events concern this deployment: by its API, or by its SMTP server."""
    key = settings.EMAIL_PROVIDER
    if key == "smtp":
        key = by_smtp_host(urlsplit(settings.EMAIL_URL).hostname or "")
    return APIS.get(key)
