"""Secrets that are examples, guessable, or used twice; and random ones, which are none of it."""

from __future__ import annotations

import secrets
import string
import uuid

import pytest

from config import env
from ops.launch.gather.inside_secrets import (
    ENOUGH_BITS,
    bits_of,
    old_keys,
    secret_facts,
    stand_in,
    twins,
    weakness,
)


@pytest.mark.parametrize(
    "value",
    [
        "changeme", "change-me-please-before-launch-0123456789", "ChangeThis!", "password",
        "your-key-here", "YOUR_API_KEY", "your_openai_key", "sk-" + "x" * 40, "sk-...", "<secret>",
        "${SECRET_KEY}", "$SECRET_KEY", "{{ secret }}", "[your token]", "%SECRET%", "replace-me",
        "insert-token-here", "todo", "None", "null", "xxx", "****", "placeholder-value", "example",
        "AKIAIOSFODNN7EXAMPLE", "super-secret-key-that-is-long-enough-for-it", "test", "dummy-key",
        "postgres://USER:PASSWORD@HOST:5432/NAME", "postgres://user:password@localhost/db",
        "smtp+tls://USER:PASSWORD@HOST:587", "postgres://maya:changeme@db.host.se/slipway",
        "redis://redis.example.com:6379/0", "1234567890123456789012345678901234567890",
    ],
)  # fmt: skip
def test_stand_ins_are_recognised(value: str) -> None:
    assert stand_in(value)


def random_values() -> list[str]:
    letters = string.ascii_letters + string.digits
    made = [secrets.token_urlsafe(n) for n in (32, 50) for _ in range(300)]
    made += [secrets.token_hex(32) for _ in range(300)]
    made += [str(uuid.uuid4()) for _ in range(100)]
    made += ["".join(secrets.choice(letters) for _ in range(40)) for _ in range(300)]
    return made


def test_random_values_are_neither_stand_ins_nor_weak() -> None:
    # A place in a random value can read as a word by chance; one in some thousands may.
    flagged = [v for v in random_values() if stand_in(v) or weakness(v, ours=True)]
    assert len(flagged) <= 2


@pytest.mark.parametrize(
    "value",
    ["a" * 60, "ab" * 30, "abcdefghijklmnopqrstuvwxyz0123456789abcdefghij",
     "0123456789" * 5, "hunter2" * 8, "qwertyqwertyqwertyqwertyqwertyqwerty",
     "11112222333344445555"],
)  # fmt: skip
def test_what_varies_too_little_is_weak(value: str) -> None:
    assert bits_of(value) < ENOUGH_BITS
    assert weakness(value, ours=True)


def test_a_key_a_provider_made_is_not_measured() -> None:
    assert weakness("a1b2c3d4e5", ours=False) == ""


@pytest.mark.parametrize(
    ("value", "weak"),
    [
        ("postgres://slipway:slipway@db.host.se/slipway", True),
        ("postgres://postgres:postgres@db.host.se/slipway", True),
        ("postgres://maya:a1b2@db.host.se/slipway", True),
        ("postgres://maya:kX93-f81Lq-77aP@db.host.se/slipway", False),
        ("postgres://slipway:slipway@127.0.0.1/slipway", False),
        ("postgres://slipway:slipway@postgres/slipway", False),
        ("redis://redis.host.se:6379", False),
    ],
)
def test_passwords_in_addresses(value: str, weak: bool) -> None:
    assert bool(weakness(value, ours=False)) is weak


def test_twins_are_found_also_as_a_part_and_in_addresses() -> None:
    one, other = secrets.token_urlsafe(40), secrets.token_urlsafe(40)
    values = {
        "SECRET_KEY": one, "OPS_TOKEN": one[:34], "IDENTITY_SECRET": other,
        "DATABASE_URL": f"postgres://maya:{other}@db.host.se/x", "SENTRY_DSN": "https://1@x.se/1",
    }  # fmt: skip
    assert twins(values) == (("SECRET_KEY", "OPS_TOKEN"), ("IDENTITY_SECRET", "DATABASE_URL"))


def test_three_that_are_the_same_make_one_group() -> None:
    one = secrets.token_urlsafe(40)
    assert twins({"A": one, "B": one, "C": one}) == (("A", "B", "C"),)


def test_the_manifest_is_judged_without_showing_a_value() -> None:
    token, key = secrets.token_urlsafe(40), "sk-" + secrets.token_urlsafe(40)
    environment = env.load(
        {
            "SECRET_KEY": token, "OPS_TOKEN": token, "IDENTITY_SECRET": "ab" * 20,
            "EMAIL_API_KEY": "your-key-here", "LLM_PROVIDER": "openai", "LLM_API_KEY": key,
            "LLM_FALLBACK_PROVIDER": "openai", "LLM_FALLBACK_API_KEY": key, "LLM_MODEL": key,
        }
    )  # fmt: skip
    facts = secret_facts(environment)
    assert [name for name, _ in facts.weak] == ["IDENTITY_SECRET"]
    assert [name for name, _ in facts.dummy] == ["EMAIL_API_KEY"]
    assert facts.shared == (("SECRET_KEY", "OPS_TOKEN"),)
    assert ("LLM_MODEL", "LLM_API_KEY") in facts.leaking
    for value in (token, key, "ab" * 20):
        assert value not in repr(facts)


def test_one_key_for_two_makers_is_shared() -> None:
    key = "sk-" + secrets.token_urlsafe(40)
    environment = env.load(
        {"LLM_PROVIDER": "openai", "LLM_API_KEY": key, "LLM_FALLBACK_PROVIDER": "anthropic",
         "LLM_FALLBACK_API_KEY": key}
    )  # fmt: skip
    assert secret_facts(environment).shared == (("LLM_API_KEY", "LLM_FALLBACK_API_KEY"),)


def test_old_keys_that_are_still_believed() -> None:
    good = [secrets.token_urlsafe(50) for _ in range(4)]
    assert list(old_keys([good[0]], good[1])) == []
    assert list(old_keys([], good[1])) == []
    assert "present one" in next(iter(old_keys([good[0]], good[0])))
    assert "guessed" in next(iter(old_keys(["a" * 50], good[0])))
    assert "3 old keys" in next(iter(old_keys(good[1:], good[0])))
