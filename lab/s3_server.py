"""Stands in for an S3-compatible storage on loopback, and judges signatures for real.

What it speaks is of the S3 API reference: objects put, got, listed (version 2) and deleted, and
uploads in parts. Each request's signature is worked out again from the secret as the Signature
Version 4 page describes it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html);
one that differs is refused as Amazon does.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape, unescape

UNSIGNED = "UNSIGNED-PAYLOAD"


@dataclass
class S3Server:
    """``objects`` is what is stored, by key; ``trouble`` may answer a request in our place with a
    status, or cut it off with 0.
    """

    key: str
    secret: str
    bucket: str = "copies"
    objects: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    trouble: Callable[[str, str], int | None] = lambda method, path: None
    port: int = 0

    def url(self, prefix: str = "", *, secret: str = "", bucket: str = "") -> str:
        """As BACKUP_URL wants it."""
        word = quote(secret or self.secret, safe="")
        path = f"{bucket or self.bucket}/{prefix}".rstrip("/")
        return f"s3+http://{self.key}:{word}@127.0.0.1:{self.port}/{path}"


def signature(
    secret: str, method: str, path: str, query: str, headers: dict[str, str], authorization: str
) -> str:
    """What the signature of a request has to be."""
    about = dict(part.strip().split("=", 1) for part in authorization.split(" ", 1)[1].split(","))
    signed = about["SignedHeaders"].split(";")
    _, day, region, service, ending = about["Credential"].split("/")
    pairs = sorted(
        (quote(k, safe="-_.~"), quote(v, safe="-_.~"))
        for k, v in parse_qsl(query, keep_blank_values=True)
    )
    canonical = "\n".join(
        [
            method,
            quote(unquote(path), safe="/-_.~"),
            "&".join(f"{k}={v}" for k, v in pairs),
            *[f"{name}:{' '.join(headers[name].split())}" for name in signed],
            "",
            ";".join(signed),
            headers["x-amz-content-sha256"],
        ]
    )
    scope = f"{day}/{region}/{service}/{ending}"
    text = "\n".join(
        [
            "AWS4-HMAC-SHA256",
            headers["x-amz-date"],
            scope,
            hashlib.sha256(canonical.encode()).hexdigest(),
        ]
    )
    made = f"AWS4{secret}".encode()
    for word in (day, region, service, ending):
        made = hmac.new(made, word.encode(), hashlib.sha256).digest()
    return hmac.new(made, text.encode(), hashlib.sha256).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: S3Server

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def handle_one(self) -> None:
        """Judge the signature, then do what is asked."""
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.store.asked.append((self.command, self.path))
        trouble = self.store.trouble(self.command, self.path)
        if trouble == 0:
            self.close_connection = True
            self.connection.close()
            return
        if trouble:
            self.fail(trouble, "InternalError")
        elif self.refused(parts.path, parts.query, body):
            self.fail(403, "SignatureDoesNotMatch")
        else:
            bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            if bucket != self.store.bucket:
                self.fail(404, "NoSuchBucket")
            else:
                getattr(self, f"on_{self.command.lower()}")(key, query, body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one

    def refused(self, path: str, query: str, body: bytes) -> bool:
        """Whether the signature or the hash of the body is wrong."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        authorization = headers.get("authorization", "")
        hashed = headers.get("x-amz-content-sha256", "")
        if hashed not in (UNSIGNED, hashlib.sha256(body).hexdigest()):
            return True
        if f"Credential={self.store.key}/" not in authorization:
            return True
        wanted = signature(self.store.secret, self.command, path, query, headers, authorization)
        return f"Signature={wanted}" not in authorization

    def on_get(self, key: str, query: dict[str, str], body: bytes) -> None:
        """An object, or the list."""
        if "list-type" in query:
            self.listing(query)
        elif key in self.store.objects:
            self.answer(200, self.store.objects[key], {"ETag": self.tag(self.store.objects[key])})
        else:
            self.fail(404, "NoSuchKey")

    on_head = on_get

    def listing(self, query: dict[str, str]) -> None:
        """Two keys a page, so that pages are followed."""
        keys = sorted(k for k in self.store.objects if k.startswith(query.get("prefix", "")))
        after = query.get("continuation-token", "")
        page = [k for k in keys if k > after][:2]
        more = bool(page) and page[-1] != keys[-1]
        entries = "".join(
            f"<Contents><Key>{escape(k)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
            f"<ETag>{self.tag(self.store.objects[k])}</ETag><Size>{len(self.store.objects[k])}"
            "</Size></Contents>"
            for k in page
        )
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        self.answer(
            200,
            f"<ListBucketResult><Name>{self.store.bucket}</Name><KeyCount>{len(page)}</KeyCount>"
            f"<IsTruncated>{str(more).lower()}</IsTruncated>{token}{entries}</ListBucketResult>".encode(),
            {"Content-Type": "application/xml"},
        )

    def on_put(self, key: str, query: dict[str, str], body: bytes) -> None:
        """An object, or a part of one."""
        if "uploadId" in query:
            if query["uploadId"] not in self.store.parts:
                self.fail(404, "NoSuchUpload")
                return
            self.store.parts[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.store.objects[key] = body
        self.answer(200, b"", {"ETag": self.tag(body)})

    def on_post(self, key: str, query: dict[str, str], body: bytes) -> None:
        """Begin an upload in parts, put it together, or delete several objects."""
        if "uploads" in query:
            upload = uuid.uuid4().hex
            self.store.parts[upload] = {}
            text = f"<UploadId>{upload}</UploadId>"
            self.answer(
                200,
                f"<InitiateMultipartUploadResult><Bucket>{self.store.bucket}</Bucket><Key>"
                f"{escape(key)}</Key>{text}</InitiateMultipartUploadResult>".encode(),
            )
            return
        if "delete" in query:
            keys = [unescape(key) for key in re.findall(r"<Key>(.*?)</Key>", body.decode())]
            for name in keys:
                self.store.objects.pop(name, None)
            gone = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
            self.answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())
            return
        parts = self.store.parts.pop(query["uploadId"])
        self.store.objects[key] = b"".join(parts[number] for number in sorted(parts))
        self.answer(
            200,
            f"<CompleteMultipartUploadResult><Key>{escape(key)}</Key><ETag>"
            f"{self.tag(self.store.objects[key])}</ETag></CompleteMultipartUploadResult>".encode(),
        )

    def on_delete(self, key: str, query: dict[str, str], body: bytes) -> None:
        """An object, or an upload that was given up."""
        if "uploadId" in query:
            self.store.parts.pop(query["uploadId"], None)
        else:
            self.store.objects.pop(key, None)
        self.answer(204, b"")

    @staticmethod
    def tag(body: bytes) -> str:
        """As S3 tags an object."""
        return f'"{hashlib.md5(body).hexdigest()}"'  # noqa: S324 - a tag, not a guard

    def fail(self, status: int, code: str) -> None:
        """An error as S3 writes it."""
        self.answer(
            status,
            f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode(),
        )

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send it."""
        self.send_response(status)
        fields = {"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT", **(headers or {})}
        for name, value in fields.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def s3_server(key: str, secret: str) -> Iterator[S3Server]:
    """One that stops at the end."""
    made = S3Server(key, secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"store": made}))
    made.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
