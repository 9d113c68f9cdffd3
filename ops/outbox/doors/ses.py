"""Through Amazon SES, by its API of today (version 2, ``SendEmail`` with the whole email).

anymail's backend for it needs boto3, which is 15 MB and three packages for one request; so that one
request is made here: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html,
signed by Signature Version 4
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from ops.outbox.addresses import ascii_form
from ops.outbox.letter import message_of
from ops.outbox.refused import DeliveryError, seconds
from ops.outbox.rows import OutboxMessage

PATH = "/v2/email/outbound-emails"


def to_ses(row: OutboxMessage) -> str:
    """Send it; the id that SES gave it, by which its events name it."""
    import requests

    region = settings.EMAIL_REGION.strip()
    if not region:
        raise DeliveryError("EMAIL_REGION is missing, such as eu-west-1")
    base = settings.EMAIL_API_URL.rstrip("/") or f"https://email.{region}.amazonaws.com"
    raw = message_of(row).message().as_bytes(linesep="\r\n")
    body = json.dumps(
        {
            "Destination": {"ToAddresses": [ascii_form(row.to)]},
            "Content": {"Raw": {"Data": base64.b64encode(raw).decode()}},
        }
    ).encode()
    headers = {
        "content-type": "application/json",
        "host": urlsplit(base).netloc,
        "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
    }
    signed_headers = signed(
        "POST", PATH, headers, body, region=region, service="ses", now=datetime.now(UTC),
        key=settings.EMAIL_API_KEY, secret=settings.EMAIL_API_SECRET,
    )  # fmt: skip
    try:
        answer = requests.post(
            f"{base}{PATH}",
            data=body,
            headers=signed_headers,
            timeout=settings.EMAIL_TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise DeliveryError("the provider could not be reached", unreached=True) from error
    if answer.status_code != 200:
        kind = answer.headers.get("x-amzn-errortype", "").partition(":")[0]
        # Others say that the account, the domain or the moment is not right: those can be mended.
        raise DeliveryError(
            f"the provider answered {answer.status_code}{f' ({kind[:60]})' if kind else ''}",
            permanent=kind == "BadRequestException" or answer.status_code in (413, 422),
            retry_after=seconds(answer.headers.get("Retry-After", "")),
        )
    try:
        return str(answer.json()["MessageId"])
    except (ValueError, KeyError, TypeError) as error:
        raise DeliveryError(
            "the provider did not say that it took the email", permanent=True
        ) from error


def signed(
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    *,
    region: str,
    service: str,
    now: datetime,
    key: str,
    secret: str,
) -> dict[str, str]:
    """``headers`` (names in lower case, with ``host``) and those of the signature."""
    moment = now.strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    headers = {**headers, "x-amz-date": moment}
    names = ";".join(sorted(headers))
    lines = [f"{name}:{' '.join(headers[name].split())}" for name in sorted(headers)]
    canonical = "\n".join([method, path, "", *lines, "", names, digest])
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashed])
    made = f"AWS4{secret}".encode()
    for word in scope.split("/"):
        made = hmac.new(made, word.encode(), hashlib.sha256).digest()
    signature = hmac.new(made, text.encode(), hashlib.sha256).hexdigest()
    return {
        **headers,
        "authorization": f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, "
        f"Signature={signature}",
    }
