"""Going round the limits: forged headers, new conversations, IPv6, other spellings, guesses."""

from __future__ import annotations

import itertools
import secrets
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.chatbot.api.talk import Talk, start
from tests.settings import OPS_TOKEN_OF_TESTS

START = "/api/v1/conversations/"
FEW = {"address": ["5/m"]}


@pytest.fixture(autouse=True)
def _few(settings: Settings, demo: None) -> None:
    doors = dict.fromkeys(("conversation", "message", "history", "lead", "contact"), FEW)
    settings.RATE_LIMITS = settings.RATE_LIMITS | doors


def knock(client: Client, times: int = 12, **more: Any) -> list[int]:
    """Start conversations and return the statuses."""
    headers = more.pop("headers", [{}])
    return [
        client.post(
            START, {}, content_type="application/json", headers=next(headers_of), **more
        ).status_code
        for headers_of in [itertools.cycle(headers)]
        for _ in range(times)
    ]


def test_a_sender_who_does_nothing_clever_is_stopped(client: Client) -> None:
    assert knock(client) == [201] * 5 + [429] * 7


FORGED = [
    "X-Forwarded-For",
    "x-forwarded-for",
    "X_Forwarded_For",
    "X-Real-IP",
    "X-Client-IP",
    "Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    "CF-Connecting-IPv6",
    "Fastly-Client-IP",
    "Forwarded",
    "X-Cluster-Client-IP",
    "X-Originating-IP",
    "X-Remote-Addr",
    "X-Remote-IP",
    "X-ProxyUser-Ip",
    "Via",
    "Remote-Addr",
    "X-Forwarded",
    "Forwarded-For",
    "X-Azure-ClientIP",
]


@pytest.mark.parametrize("proxies", ["", "1"])
@pytest.mark.parametrize("name", FORGED)
def test_a_forged_header_makes_no_new_sender(
    client: Client, settings: Settings, name: str, proxies: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    real = (
        ", 203.0.113.9" if proxies and name.lower().replace("_", "-") == "x-forwarded-for" else ""
    )
    value = "for=198.51.100.{n}" if name == "Forwarded" else "198.51.100.{n}"
    headers = [{name: value.format(n=n) + real} for n in range(1, 60)]
    if proxies and not real:
        headers = [made | {"X-Forwarded-For": "203.0.113.9"} for made in headers]
    assert knock(client, headers=headers)[5:] == [429] * 7


def test_a_chain_of_forged_addresses_makes_no_new_sender(
    client: Client, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = "1"
    chains = [{"X-Forwarded-For": f"198.51.100.{n}, " * n + "203.0.113.9"} for n in range(1, 13)]
    assert knock(client, headers=chains)[5:] == [429] * 7


def test_the_addresses_of_one_ipv6_household_are_one_sender(
    client: Client, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = "1"
    rotated = [
        {"X-Forwarded-For": f"2001:db8:1:2:{secrets.token_hex(2)}::{n:x}"} for n in range(60)
    ]
    assert knock(client, headers=rotated)[5:] == [429] * 7


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "203.0.113.9",
            "::ffff:203.0.113.9",
            "[::ffff:cb00:7109]:443",
            "203.0.113.9:51234",
            '"203.0.113.9"',
            " 203.0.113.9 ",
            "0:0:0:0:0:ffff:203.0.113.9",
        ],
        [
            "2001:db8::1",
            "2001:DB8::1",
            "[2001:db8::1]:443",
            "2001:0db8:0000:0000::0001",
            "2001:db8::1%eth0",
            "2001:db8:0:0:ffff::",
        ],
    ],
)
def test_an_address_in_other_words_is_the_same_sender(
    client: Client, settings: Settings, spellings: list[str]
) -> None:
    settings.TRUSTED_PROXIES = "1"
    headers = [{"X-Forwarded-For": text} for text in spellings]
    assert knock(client, headers=headers)[5:] == [429] * 7


@pytest.mark.parametrize(
    "text", ["", "unknown", "_hidden", "999.1.1.1", "a" * 5_000, "\x00", "::g"]
)
def test_an_address_that_is_none_is_still_somebody(
    client: Client, settings: Settings, text: str
) -> None:
    settings.TRUSTED_PROXIES = "1"
    assert knock(client, headers=[{"X-Forwarded-For": text}])[5:] == [429] * 7


def test_new_conversations_give_no_new_messages(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"conversation": {"address": ["1000/m"]}}
    said = [start(client).send("What does it cost?").status_code for _ in range(8)]
    assert said == [201] * 5 + [429] * 3


def test_ids_and_tokens_cannot_be_tried_faster_than_histories_are_read(talk: Talk) -> None:
    tried = [
        talk.client.get(
            talk.url, headers={"Authorization": f"Bearer {secrets.token_urlsafe(32)}"}
        ).status_code
        for _ in range(9)
    ]
    assert tried == [404] * 5 + [429] * 4


@pytest.mark.parametrize(
    "value",
    [
        "Ops",
        "Ops ",
        "Ops null",
        f"Ops {OPS_TOKEN_OF_TESTS[:-1]}",
        f"Ops {OPS_TOKEN_OF_TESTS}x",
        f"Ops {OPS_TOKEN_OF_TESTS.upper()}",
        f"Bearer {OPS_TOKEN_OF_TESTS}",
        f"Ops: {OPS_TOKEN_OF_TESTS}",
        f"Basic {OPS_TOKEN_OF_TESTS}",
        f"{OPS_TOKEN_OF_TESTS}",
        "Ops Ó" + "é" * 40,
    ],
)
def test_a_guess_at_the_ops_token_lifts_no_limit(client: Client, value: str) -> None:
    assert knock(client, headers=[{"Authorization": value}])[5:] == [429] * 7


def test_an_empty_ops_token_opens_nothing(client: Client, settings: Settings) -> None:
    settings.OPS_TOKEN = ""
    for value in ("Ops ", "Ops", "Ops \t"):
        assert 429 in knock(client, headers=[{"Authorization": value}])


def test_the_ops_token_itself_lifts_it(client: Client) -> None:
    """So that the tests above would notice."""
    right = {"Authorization": f"Ops {OPS_TOKEN_OF_TESTS}"}
    assert knock(client, headers=[right]) == [201] * 12


def test_other_spellings_of_a_path_and_method_share_the_count(client: Client) -> None:
    answers = [
        client.generic("POST", path, b"{}", content_type="application/json").status_code
        for path in itertools.islice(
            itertools.cycle([START, f"{START}?x=1", f"{START}?{secrets.token_hex(4)}=1"]), 12
        )
    ]
    assert answers[5:] == [429] * 7


def test_who_is_stopped_hears_for_how_long_and_nothing_is_stored(client: Client) -> None:
    from chatbot.models import Conversation

    knock(client, 5)
    there = Conversation.objects.count()
    answer = client.post(START, {}, content_type="application/json")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert Conversation.objects.count() == there
