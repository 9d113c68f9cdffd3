"""Signs messages for tests. Canonical forms are made by hand here, not by the code under test."""

from __future__ import annotations

import base64
import hashlib
import re

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256

from tests.ops.launch.email.keys import ed25519_key, rsa_key

HEADER = (
    "Received: from mail.example.com by mx.example.org with ESMTPS; "
    "Wed, 25 Nov 2026 10:00:00 +0000\r\n"
    "From: Ada <ada@example.com>\r\nTo: visitor@example.org\r\nSubject: Your call\r\n"
    "List-Unsubscribe: <https://example.com/u/1>\r\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
)
#: 25 November 2026, 10:00 UTC: when the message above was received.
RECEIVED = 1_795_600_800
ALL = "from:to:subject:list-unsubscribe:list-unsubscribe-post"


def signed(
    header: str = HEADER, body: str = "Hello.\r\n", *, names: str = ALL, algorithm: str = "rsa",
    bits: int = 2048, **tags: str,
) -> bytes:  # fmt: skip
    """The message with a relaxed/relaxed signature on top; ``tags`` replace or add some."""
    digest = hashlib.sha256(_body(body)).digest()
    chosen = {
        "v": "1", "a": f"{algorithm}-sha256", "c": "relaxed/relaxed", "d": "example.com",
        "s": "sel", "h": names, "bh": base64.b64encode(digest).decode(), **tags,
    }  # fmt: skip
    signature = chosen.pop("b", "")
    field = "; ".join(f"{tag}={value}" for tag, value in chosen.items() if value) + "; b="
    rows = header.split("\r\n")
    fields = [row for row in rows if row]
    parts = []
    for name in chosen["h"].split(":"):
        found = next((row for row in reversed(fields) if row.lower().startswith(name + ":")), None)
        if found is not None:
            fields.remove(found)
            parts.append(_line(found) + "\r\n")
    data = "".join(parts) + _line(f"DKIM-Signature: {field}")
    signature = (
        signature or base64.b64encode(_sign(data.encode("latin-1"), algorithm, bits)).decode()
    )
    return f"DKIM-Signature: {field}{signature}\r\n{header}\r\n{body}".encode("latin-1")


def _line(field: str) -> str:
    name, _, value = field.partition(":")
    return f"{name.lower()}:{' '.join(value.split())}"


def _body(body: str) -> bytes:
    lines = [re.sub(r"[ \t]+", " ", line).rstrip(" ") for line in body.split("\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def _sign(data: bytes, algorithm: str, bits: int) -> bytes:
    if algorithm == "ed25519":
        return ed25519_key().sign(hashlib.sha256(data).digest())
    return rsa_key(bits).sign(data, padding.PKCS1v15(), SHA256())
