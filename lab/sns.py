"""Signs messages as Amazon SNS does, and holds the certificate that ``lab.email_apis`` serves."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from lab.certificates import Identity, as_pem, self_signed

#: Where the stand-in for Amazon was started last serves it.
served_at = ["https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem"]
PATH = "/SimpleNotificationService-0123456789abcdef.pem"
_NAMES = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
}
_OTHERS = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


@cache
def identity() -> Identity:
    """The certificate, and the key it is of."""
    return self_signed("sns.amazonaws.com", common_name="sns.amazonaws.com", key="rsa2048")


def pem() -> bytes:
    """As Amazon serves it."""
    return as_pem(identity().certificate)


def sign(
    message: dict[str, Any], *, version: str = "1", where: str = "", by: Identity | None = None
) -> dict[str, Any]:
    """The message with its signature, of version 1 or 2; ``by`` is whose key signs."""
    names = _NAMES.get(str(message.get("Type")), _OTHERS)
    pairs = [f"{name}\n{message[name]}\n" for name in names if name in message]
    key = (by or identity()).key
    assert isinstance(key, rsa.RSAPrivateKey)
    how = hashes.SHA256() if version == "2" else hashes.SHA1()  # noqa: S303
    made = key.sign("".join(pairs).encode(), padding.PKCS1v15(), how)
    return {
        **message, "SignatureVersion": version, "SigningCertURL": where or served_at[0],
        "Signature": base64.b64encode(made).decode(),
    }  # fmt: skip


def notification(told: Any, **more: Any) -> dict[str, Any]:
    """A message about an email, not yet signed."""
    return {
        "Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": "arn:aws:sns:eu-west-1:123456789012:emails",
        "Timestamp": "2026-11-27T06:00:00.000Z", "Message": json.dumps(told), **more,
    }  # fmt: skip
