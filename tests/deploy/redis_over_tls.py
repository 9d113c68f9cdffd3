"""A real Redis as Heroku's: TLS only, with a certificate nobody vouches for, and a password."""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.live_site import free_port


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Certificate and key; the name is one that no client asks for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ip-10-1-2-3.ec2.internal")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    paths = folder / "redis.crt", folder / "redis.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@contextlib.contextmanager
def redis_over_tls(folder: Path) -> Iterator[str]:
    """Its address, as Heroku writes it into ``REDIS_URL``."""
    program = shutil.which("redis-server")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("Heroku's Redis was not tried for want of redis-server")
        pytest.skip("needs redis-server")
    certificate, key = self_signed(folder)
    port, password = free_port(), secrets.token_hex(16)
    settings = {
        "port": "0", "tls-port": str(port), "bind": "127.0.0.1", "save": "", "appendonly": "no",
        "tls-cert-file": str(certificate), "tls-key-file": str(key),
        "tls-ca-cert-file": str(certificate), "tls-auth-clients": "no", "requirepass": password,
        "maxmemory-policy": "noeviction", "maxclients": "20",
    }  # fmt: skip
    given = [word for name, value in settings.items() for word in (f"--{name}", value)]
    with (folder / "redis.log").open("wb") as log:
        server = subprocess.Popen([program, *given], cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError((folder / "redis.log").read_text())
        yield f"rediss://:{password}@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
