"""Whether a message of Amazon SNS was signed by Amazon.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html: RSA with PKCS #1
v1.5 over names and values by turns, SHA-1 in version 1 and SHA-256 in version 2. It comes on top of
the shared secret and not in its place: Amazon signs what everybody's topics send.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

#: Where Amazon keeps its certificates, and where it asks to be visited: a region, and no more.
HOST = re.compile(r"sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?")
#: What is signed, in this order; ``Subject`` only where there is one.
NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": NOTIFICATION,
    "SubscriptionConfirmation": CONFIRMATION,
    "UnsubscribeConfirmation": CONFIRMATION,
}
#: Seconds that a certificate is kept, how many are, and bytes of one.
KEEP, MOST, LARGEST = 24 * 3600.0, 8, 64 << 10

_keys: dict[str, tuple[float, Any]] = {}
_lock = threading.Lock()


class NotSigned(Exception):
    """It was not signed by Amazon, or says something else than what was."""


class NoCertificate(Exception):
    """Amazon could not be asked for the certificate; another try may do."""


def verify(request: HttpRequest) -> None:
    """Judge a whole call; raises ``NotSigned`` or ``NoCertificate``."""
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise NotSigned("it cannot be read") from error
    if not isinstance(message, dict):
        raise NotSigned("it is no message")
    text = _signed_text(message)
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    # What Amazon signs with still, where a topic is not set to version 2.
    how = {"1": hashes.SHA1(), "2": hashes.SHA256()}.get(str(message.get("SignatureVersion")))  # noqa: S303
    if how is None:
        raise NotSigned("its version of signature is unknown")
    try:
        signature = base64.b64decode(str(message.get("Signature", "")), validate=True)
        _key(str(message.get("SigningCertURL", ""))).verify(
            signature, text, padding.PKCS1v15(), how
        )
    except (InvalidSignature, binascii.Error, ValueError) as error:
        raise NotSigned("its signature is not Amazon's") from error


def is_amazons(url: str) -> bool:
    """Whether an address is of Amazon SNS, by https; or of the stand-in that tests have set."""
    parts = urlsplit(url)
    if settings.EMAIL_API_URL:
        ours = urlsplit(settings.EMAIL_API_URL)
        if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
            return True
    return parts.scheme == "https" and HOST.fullmatch(parts.netloc) is not None


def _signed_text(message: dict[str, Any]) -> bytes:
    names = SIGNED.get(str(message.get("Type")))
    if names is None:
        raise NotSigned("it is of no type that is signed")
    lines: list[str] = []
    for name in names:
        value = message.get(name)
        if value is None and name == "Subject":
            continue
        if not isinstance(value, str):
            raise NotSigned(f"{name} is missing")
        lines += [name, value]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def _key(url: str) -> Any:
    """The public key of the certificate at an address, fetched once a day."""
    try:
        fits = is_amazons(url) and urlsplit(url).path.endswith(".pem")
    except ValueError:
        fits = False
    if not fits:
        raise NotSigned("its certificate is not Amazon's")
    now = time.monotonic()
    with _lock:
        kept = _keys.get(url)
    if kept and now - kept[0] < KEEP:
        return kept[1]
    key = _public_key(_fetched(url))
    with _lock:
        while len(_keys) >= MOST:
            _keys.pop(next(iter(_keys)))
        _keys[url] = now, key
    return key


def _fetched(url: str) -> bytes:
    import requests

    try:
        with requests.get(
            url, timeout=settings.EMAIL_TIMEOUT, allow_redirects=False, stream=True
        ) as answer:
            found = answer.raw.read(LARGEST + 1, decode_content=True)
            status = answer.status_code
    except (requests.RequestException, OSError) as error:
        raise NoCertificate(type(error).__name__) from error
    if status != 200:
        raise NoCertificate(f"Amazon SNS answered {status} about its certificate")
    if len(found) > LARGEST:
        raise NotSigned("its certificate is too large")
    return bytes(found)


def _public_key(pem: bytes) -> Any:
    from datetime import UTC, datetime

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        found = x509.load_pem_x509_certificate(pem)
        key = found.public_key()
    except Exception as error:
        # Whatever the library says of bytes that are no certificate.
        raise NotSigned("its certificate cannot be read") from error
    if not isinstance(key, RSAPublicKey):
        raise NotSigned("its certificate is of another kind")
    if not found.not_valid_before_utc <= datetime.now(UTC) <= found.not_valid_after_utc:
        raise NotSigned("its certificate has run out")
    return key
