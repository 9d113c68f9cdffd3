"""What BACKUP_URL says: a bucket at an S3-compatible storage, or a folder.

Read without touching the network, so that a bad address is named before anything starts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from ops.launch.network.names import is_local

SHAPE = "s3://KEY:SECRET@HOST/BUCKET or file:///a/folder"
ENCODE = (
    "cannot be read as an address; write / ? # @ : % + inside the key or the secret "
    "percent-encoded (/ as %2F, + as %2B)"
)
#: Hosts that carry their region, as Amazon's and Backblaze's do.
_REGION = re.compile(r"^s3[.-]([a-z0-9-]+)\.(?:amazonaws|backblazeb2|wasabisys|scw)\b")


class BadAddress(ValueError):
    """The message says what to change and never shows the address."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on this machine or on a disk it has."""

    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Bucket:
    """A bucket, with the key that opens it. ``prefix`` ends without a slash; "" is the top."""

    endpoint: str
    bucket: str
    prefix: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)


def parse(text: str) -> Folder | Bucket:
    """A ``file://`` or ``s3://`` address; raises ``BadAddress``."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress(ENCODE) from error
    if parts.scheme == "file":
        if parts.netloc or not parts.path.startswith("/") or parts.path == "/":
            raise BadAddress("must name a folder with three slashes, such as file:///srv/backups")
        return Folder(Path(unquote(parts.path)))
    if parts.scheme not in ("s3", "s3+http"):
        raise BadAddress(f"must look like {SHAPE}")
    if "@" in text and "@" not in parts.netloc:
        raise BadAddress(ENCODE)
    host, key, secret = parts.hostname or "", parts.username or "", parts.password or ""
    bucket, _, prefix = parts.path.strip("/").partition("/")
    if not host or not bucket:
        raise BadAddress(f"must name the storage's host and the bucket: {SHAPE}")
    if not key or not secret:
        raise BadAddress(f"lacks the key or its secret: {SHAPE}")
    if parts.scheme == "s3+http" and not is_local(host):
        raise BadAddress("must be s3://; s3+http:// sends all data unencrypted")
    where = f"[{host}]" if ":" in host else host
    region = _REGION.match(host)
    usual = "auto" if host.endswith(".r2.cloudflarestorage.com") else "us-east-1"
    return Bucket(
        endpoint=f"{'http' if parts.scheme == 's3+http' else 'https'}://{where}"
        + (f":{port}" if port else ""),
        bucket=bucket,
        prefix=unquote(prefix),
        region=(parse_qs(parts.query).get("region") or [region[1] if region else usual])[0],
        key=unquote(key),
        secret=unquote(secret),
    )


def parse_choice(text: str) -> Folder | Bucket:
    """The same for a person at a prompt, who may also type a plain path."""
    if "://" in text:
        return parse(text)
    return Folder(Path(text).expanduser())
