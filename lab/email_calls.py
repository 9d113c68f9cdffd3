"""What email providers tell by webhook, in each one's own form and signed as it signs.

The bodies are in the form that the parsers of django-anymail 15.2 expect of each provider, with the
email, the address and the moment put in. ``call`` makes a request of it that ``post`` sends.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from standardwebhooks import Webhook

from lab import sns

#: What EMAIL_WEBHOOK_SECRET is for each of them.
SHARED = "shared-secret-of-the-lab-0123456789"
SIGNING = {
    "mailgun": "key-mailgun-signing-0123456789",
    "mailersend": "mailersend-signing-0123456789",
    "resend": "whsec_" + base64.b64encode(b"resend-signing-secret-0123456789").decode(),
}
KINDS = ("delivered", "deferred", "soft", "hard", "complained", "opened")
WORDS = "550 5.1.1 The email account that you tried to reach does not exist"


@cache
def sendgrid_key() -> ec.EllipticCurvePrivateKey:
    """The key SendGrid would sign with."""
    return ec.generate_private_key(ec.SECP256R1())


def secret(provider: str) -> str:
    """As the provider's page shows it."""
    if provider == "sendgrid":
        public = sendgrid_key().public_key()
        raw = public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(raw).decode()
    return SIGNING.get(provider, SHARED)


@dataclass
class Call:
    """One request."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"

    def post(self, client: Any) -> Any:
        """Send it through Django's test client."""
        return client.post(
            self.path, self.body, content_type=self.content_type, headers=self.headers
        )


def call(
    provider: str, kind: str, *, to: str, named: str, at: datetime, ours: str = "", key: str = ""
) -> Call:
    """An event about an email to ``to`` that the provider calls ``named``; ``ours`` is what was
    sent along as metadata. ``key`` in place of the right one makes it a forgery.
    """
    body = globals()[f"_{provider}"](kind, to, named, at, ours)
    path = f"/webhooks/email/{provider}/"
    return signed(provider, path, body, key=key)


def signed(provider: str, path: str, body: Any, *, key: str = "", inbound: bool = False) -> Call:
    """A body as this provider sends it, with its signature or the shared secret."""
    key = key or secret(provider)
    if provider == "mailgun" and not inbound:
        body = {**body, "signature": mailgun_signature(key)}
    if provider == "ses":
        body = sns.sign(body)
    raw = json.dumps(body).encode()
    match provider:
        case "mailersend":
            digest = hmac.new(key.encode(), raw, hashlib.sha256).hexdigest()
            return Call(path, raw, {"Signature": digest})
        case "resend":
            return Call(path, raw, _svix(key, raw))
        case "sendgrid" if not inbound:
            return Call(path, raw, _sendgrid_signature(key, raw))
        case "ses":
            headers = {
                "x-amz-sns-message-type": body["Type"],
                "x-amz-sns-message-id": body["MessageId"],
                "Authorization": _basic(key),
            }
            return Call(path, raw, headers, "text/plain; charset=UTF-8")
    return Call(path, raw, {} if provider == "mailgun" else {"Authorization": _basic(key)})


def form(path: str, fields: dict[str, str]) -> Call:
    """A form, as Mailgun and SendGrid post an email that came in."""
    return Call(path, urlencode(fields).encode(), {}, "application/x-www-form-urlencoded")


def mailgun_signature(key: str) -> dict[str, str]:
    """Of a new call."""
    token = uuid.uuid4().hex + uuid.uuid4().hex[:18]
    stamp = str(int(datetime.now(UTC).timestamp()))
    digest = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": token, "signature": digest}


def _basic(word: str) -> str:
    return f"Basic {base64.b64encode(f'slipway:{word}'.encode()).decode()}"


def _svix(key: str, raw: bytes) -> dict[str, str]:
    number, now = f"msg_{uuid.uuid4().hex}", datetime.now(UTC)
    made = Webhook(key).sign(number, now, raw.decode())
    return {
        "svix-id": number,
        "svix-timestamp": str(int(now.timestamp())),
        "svix-signature": made,
    }


def _sendgrid_signature(key: str, raw: bytes) -> dict[str, str]:
    stamp = str(int(datetime.now(UTC).timestamp()))
    private = (
        sendgrid_key() if key == secret("sendgrid") else ec.generate_private_key(ec.SECP256R1())
    )
    made = private.sign(stamp.encode() + raw, ec.ECDSA(hashes.SHA256()))
    return {
        "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(made).decode(),
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
    }


def _postmark(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    both = {"MessageID": named, "ServerID": 23, "MessageStream": "outbound", "Tag": "",
            "Metadata": {"outbox_id": ours} if ours else {}}  # fmt: skip
    if kind == "delivered":
        return {**both, "RecordType": "Delivery", "Recipient": to, "DeliveredAt": at.isoformat(),
                "Details": "smtp;250 2.0.0 OK"}  # fmt: skip
    if kind == "opened":
        return {**both, "RecordType": "Open", "Recipient": to, "ReceivedAt": at.isoformat(),
                "UserAgent": "Mail", "FirstOpen": True}  # fmt: skip
    type_ = {"deferred": "Transient", "soft": "SoftBounce", "hard": "HardBounce",
             "complained": "SpamComplaint"}[kind]  # fmt: skip
    record = "SpamComplaint" if kind == "complained" else "Bounce"
    return {**both, "RecordType": record, "ID": int(at.timestamp() * 1000), "Type": type_,
            "TypeCode": 1, "Name": type_, "Description": "It came back.", "Email": to,
            "Details": f"smtp;{WORDS} <{to}>", "BouncedAt": at.isoformat(), "Inactive": True,
            "DumpAvailable": True, "CanActivate": True, "Subject": "Hello"}  # fmt: skip


def _sendgrid(kind: str, to: str, named: str, at: datetime, ours: str) -> list[dict[str, Any]]:
    event = {"delivered": "delivered", "deferred": "deferred", "soft": "bounce", "hard": "bounce",
             "complained": "spamreport", "opened": "open"}[kind]  # fmt: skip
    one = {
        "email": to, "timestamp": int(at.timestamp()), "event": event, "anymail_id": named,
        "sg_event_id": uuid.uuid4().hex, "sg_message_id": "14c5d75ce93.dfd.64b469.filter",
    }  # fmt: skip
    if ours:
        one["outbox_id"] = ours
    if event == "bounce":
        one |= {"type": "bounce" if kind == "hard" else "blocked", "reason": WORDS,
                "status": "5.1.1"}  # fmt: skip
    if event == "deferred":
        one |= {"response": "400 try again later", "attempt": "5"}
    return [one]


def _mailgun(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    event = {"deferred": "failed", "soft": "failed", "hard": "failed"}.get(kind, kind)
    data: dict[str, Any] = {
        "event": event, "id": uuid.uuid4().hex, "timestamp": at.timestamp(), "recipient": to,
        "message": {"headers": {"message-id": named.strip("<>"), "to": to, "subject": "Hello"}},
        "user-variables": {"outbox_id": ours} if ours else {}, "log-level": "info",
    }  # fmt: skip
    if event == "failed":
        data |= {
            "severity": "permanent" if kind == "hard" else "temporary",
            "reason": "bounce" if kind == "hard" else "generic",
            "delivery-status": {"code": 550 if kind == "hard" else 452, "message": WORDS,
                                "description": "", "attempt-no": 1},
        }  # fmt: skip
    return {"event-data": data}


def _resend(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    type_ = {"delivered": "email.delivered", "deferred": "email.delivery_delayed",
             "soft": "email.bounced", "hard": "email.bounced", "complained": "email.complained",
             "opened": "email.opened"}[kind]  # fmt: skip
    data: dict[str, Any] = {"email_id": named, "created_at": at.isoformat(), "to": [to],
                            "from": "Maya <maya@example.com>", "subject": "Hello"}  # fmt: skip
    if ours:
        data["headers"] = [{"name": "X-Metadata", "value": json.dumps({"outbox_id": ours})}]
    if type_ == "email.bounced":
        how = "Permanent" if kind == "hard" else "Transient"
        words = f"A bounce message. {WORDS}"
        data["bounce"] = {"type": how, "subType": "General", "message": words}
    return {"type": type_, "created_at": at.isoformat().replace("+00:00", "Z"), "data": data}


def _brevo(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    event = {"soft": "soft_bounce", "hard": "hard_bounce", "complained": "spam"}.get(kind, kind)
    body: dict[str, Any] = {"event": event, "email": to, "id": 26224, "message-id": named,
                            "ts_epoch": int(at.timestamp() * 1000), "subject": "Hello",
                            "date": at.isoformat(), "tags": []}  # fmt: skip
    if kind in ("soft", "hard", "deferred"):
        body["reason"] = WORDS
    if ours:
        body["X-Mailin-custom"] = json.dumps({"outbox_id": ours})
    return body


def _mailjet(kind: str, to: str, named: str, at: datetime, ours: str) -> list[dict[str, Any]]:
    event = {"delivered": "sent", "deferred": "bounce", "soft": "bounce", "hard": "bounce",
             "complained": "spam", "opened": "open"}[kind]  # fmt: skip
    one: dict[str, Any] = {"event": event, "time": int(at.timestamp()), "MessageID": int(named),
                           "email": to, "mj_campaign_id": 7, "CustomID": ""}  # fmt: skip
    if ours:
        one["Payload"] = json.dumps({"outbox_id": ours})
    if event == "bounce":
        error = {"deferred": "greylisted", "soft": "quota exceeded", "hard": "user unknown"}[kind]
        one |= {"blocked": False, "hard_bounce": kind == "hard", "error": error,
                "error_related_to": "recipient", "comment": ""}  # fmt: skip
    return [one]


def _mailersend(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    # It tells of no wait: anymail knows no such activity.
    type_ = {"soft": "soft_bounced", "hard": "hard_bounced", "complained": "spam_complaint"}.get(
        kind, kind
    )
    data: dict[str, Any] = {
        "object": "activity", "id": uuid.uuid4().hex[:24], "type": type_,
        "created_at": at.isoformat(), "morph": None,
        "email": {"object": "email", "id": "62f114f8165fe0d8db0288e3", "tags": [],
                  "message": {"object": "message", "id": named},
                  "recipient": {"object": "recipient", "email": to}},
    }  # fmt: skip
    if kind in ("soft", "hard"):
        data["morph"] = {"object": "recipient_bounce", "reason": WORDS}
    return {"type": f"activity.{type_}", "created_at": at.isoformat(), "data": data,
            "domain_id": "d1", "webhook_id": "w1", "url": "https://example.com/"}  # fmt: skip


def _ses(kind: str, to: str, named: str, at: datetime, ours: str) -> dict[str, Any]:
    told: dict[str, Any] = {"mail": {"messageId": named, "destination": [to],
                                     "timestamp": at.isoformat()}}  # fmt: skip
    match kind:
        case "delivered":
            delivery = {"recipients": [to], "smtpResponse": "250 ok", "timestamp": at.isoformat()}
            told |= {"notificationType": "Delivery", "delivery": delivery}
        case "complained":
            told |= {"notificationType": "Complaint", "complaint": {
                "complainedRecipients": [{"emailAddress": to}], "complaintFeedbackType": "abuse",
                "userAgent": "Any"}}  # fmt: skip
        case "soft" | "hard":
            told |= {"notificationType": "Bounce", "bounce": {
                "bounceType": "Permanent" if kind == "hard" else "Transient",
                "bounceSubType": "General",
                "bouncedRecipients": [
                    {"emailAddress": to, "diagnosticCode": f"smtp; {WORDS}"}
                ]}}  # fmt: skip
        case _:
            told |= {"eventType": "Open", "open": {"userAgent": "Mail"}}
    return {"Type": "Notification", "MessageId": str(uuid.uuid4()), "TopicArn": "arn:aws:sns:x",
            "Timestamp": at.isoformat(), "Message": json.dumps(told)}  # fmt: skip
