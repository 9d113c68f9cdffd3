"""Backups in a bucket: Amazon S3 and everything that speaks as it does.

Spoken by obstore, which signs, tries again, and sends large files in parts that become a file only
when all are there. Imported when a bucket is used: a web process needs neither it nor its memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from ops.backups.address import Bucket
from ops.backups.folder import clear
from ops.backups.problems import BackupFailed

if TYPE_CHECKING:
    from obstore.store import S3Store

#: Bytes of one part of a large file. Ten thousand parts are the most, so 160 GB.
PART = 16 << 20
AGAIN = 3
PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class BucketPlace:
    """See ``ops.backups.places.Place``."""

    address: Bucket
    retries: int = field(default=AGAIN, kw_only=True)

    @property
    def words(self) -> str:
        """For a person, without the key."""
        host = urlsplit(self.address.endpoint).netloc
        under = f", under {self.address.prefix}" if self.address.prefix else ""
        return f"the bucket {self.address.bucket} at {host}{under}"

    @cached_property
    def _store(self) -> S3Store:
        from obstore.store import S3Store

        return S3Store(
            self.address.bucket,
            prefix=self.address.prefix or None,
            endpoint=self.address.endpoint,
            region=self.address.region,
            access_key_id=self.address.key,
            secret_access_key=self.address.secret,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": self.address.endpoint.startswith("http:"),
                "connect_timeout": timedelta(seconds=10),
                "timeout": timedelta(minutes=10),
            },
            retry_config={"max_retries": self.retries, "retry_timeout": PATIENCE},
        )

    def check(self) -> None:
        """Write something small and take it away again: both are needed later."""
        self.write(".slipway-can-write", b"")
        self.delete(".slipway-can-write")

    def workroom(self) -> Path | None:
        """A bucket has none; var/ has more room than /tmp where that is memory."""
        var: Path = settings.BACKUP_FOLDER.parent
        if not os.access(var, os.W_OK):
            return None
        clear(var)
        return var

    def names(self) -> list[str]:
        """Every file under the prefix, those of folders below it left out."""
        import obstore

        with self._said():
            found = [entry["path"] for page in obstore.list(self._store) for entry in page]
        return sorted(name for name in found if "/" not in name and not name.startswith("."))

    def read(self, name: str) -> bytes:
        """A small file."""
        import obstore

        with self._said():
            return bytes(obstore.get(self._store, name).bytes())

    def pieces(self, name: str) -> Iterator[bytes]:
        """A large file, piece by piece."""
        import obstore

        with self._said():
            for piece in obstore.get(self._store, name).stream():
                yield bytes(piece)

    def store(self, name: str, file: Path) -> None:
        """Send it, in parts where it is large."""
        import obstore

        with self._said():
            obstore.put(self._store, name, file, chunk_size=PART, max_concurrency=2)

    def write(self, name: str, content: bytes) -> None:
        """The same with something small."""
        import obstore

        with self._said():
            obstore.put(self._store, name, content, use_multipart=False)

    def delete(self, name: str) -> None:
        """Take it away."""
        import obstore

        with self._said():
            obstore.delete(self._store, name)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """The library's errors in words; its own texts quote addresses and whole answers."""
        from obstore import exceptions

        try:
            yield
        except (exceptions.UnauthenticatedError, exceptions.PermissionDeniedError) as error:
            raise BackupFailed(
                f"The storage does not let this key use {self.words}. Look at the key, the secret "
                "and what the key may do (list, read, write, delete), in BACKUP_URL."
            ) from error
        except (exceptions.BaseError, OSError) as error:
            if "NoSuchBucket" in str(error) or _kind(error) == "HTTP 404":
                raise BackupFailed(
                    f"There is no {self.words.removeprefix('the ')}. Make the bucket, or look at "
                    "its name in BACKUP_URL."
                ) from error
            raise BackupFailed(
                f"There is no use of {self.words} now: it was not reached, or did not answer as S3 "
                f"does ({_kind(error)}). Look at the host and the region in BACKUP_URL, and try "
                "again later."
            ) from error


def _kind(error: Exception) -> str:
    """What a technician wants to know: the status or the sort of trouble, nothing quoted."""
    text = str(error)
    for sign in ("status: ", "status code: ", "status "):
        _, found, rest = text.partition(sign)
        if found and rest[:3].isdigit():
            return f"HTTP {rest[:3]}"
    for sign in (
        "certificate",
        "dns error",
        "timed out",
        "Connection refused",
        "connection closed",
    ):
        if sign.lower() in text.lower():
            return sign
    return type(error).__name__
