"""Key pairs for tests, made once, and their records."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """An RSA key of 1024 bits or more."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ed25519_key() -> ed25519.Ed25519PrivateKey:
    """An Ed25519 key."""
    return ed25519.Ed25519PrivateKey.generate()


def spki(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    """The wrapped public key."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def encoded(octets: bytes) -> str:
    """As it stands in p=."""
    return base64.b64encode(octets).decode()


def rsa_record(bits: int = 2048) -> str:
    """A whole key record."""
    return f"v=DKIM1; k=rsa; p={encoded(spki(rsa_key(bits)))}"


def ed25519_record() -> str:
    """A whole key record."""
    raw = ed25519_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"v=DKIM1; k=ed25519; p={encoded(raw)}"


def short_rsa(bits: int) -> bytes:
    """A wrapped RSA key of any length, from numbers that are no real key."""
    modulus = ((1 << (bits - 1)) | 1).to_bytes(bits // 8 + 1)
    inner = _der(0x30, _der(0x02, modulus) + _der(0x02, b"\x01\x00\x01"))
    algorithm = _der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    return _der(0x30, algorithm + _der(0x03, b"\x00" + inner))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(octets)]) + octets + content
