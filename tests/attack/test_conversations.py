"""Reading other people's conversations: without their token, with another one, by guessing ids."""

from __future__ import annotations

import uuid
from unittest import mock

import pytest

from chatbot.models import Conversation, conversation
from ops.web import test_traffic
from tests.attack.attacker import Attacker, Opened

SECRET_WORDS = "My husband must not hear of this"


@pytest.fixture
def victim(attacker: Attacker) -> Opened:
    """Somebody who has said what nobody else may read."""
    opened = attacker.start()
    assert attacker.say(opened, SECRET_WORDS).status_code == 201
    return opened


def test_the_owner_of_the_token_reads_it(attacker: Attacker, victim: Opened) -> None:
    """So that the tests below would see the words."""
    assert SECRET_WORDS in attacker.ask("GET", victim.path, headers=victim.bearer).text


@pytest.mark.parametrize(
    "scheme", ["", "Bearer", "Basic {token}", "Token {token}", "{token}", "Bearer\0{token}"]
)
def test_without_the_token_as_it_should_be_nothing_opens(
    attacker: Attacker, victim: Opened, scheme: str
) -> None:
    value = scheme.format(token=victim.token).replace("\0", "_")
    answer = attacker.ask("GET", victim.path, headers={"Authorization": value})
    assert answer.status_code == 401
    assert SECRET_WORDS not in answer.text


def wrong_tokens(right: str, other: str) -> list[str]:
    return [
        other,
        right[:-1],
        right + "x",
        right.swapcase(),
        right[::-1],
        "*",
        "%",
        "null",
        "undefined",
        "' OR '1'='1",
        "0" * 43,
        "A" * 7_000,
        f"{right},{other}",
        f"{other} {right}",
        f'"{right}"',
    ]


def test_a_wrong_token_opens_no_route(attacker: Attacker, victim: Opened) -> None:
    other = attacker.start()
    reply = attacker.ask("GET", victim.path, headers=victim.bearer).json()["results"][-1]["id"]
    base = f"/api/v1/conversations/{victim.id}"
    routes: list[tuple[str, str, dict[str, object] | None]] = [
        ("GET", f"{base}/messages/", None),
        ("POST", f"{base}/messages/", {"text": "Hi", "client_message_id": "1"}),
        ("POST", f"{base}/messages/{reply}/feedback/", {"rating": "down"}),
        ("POST", f"{base}/transcript/", {"email": "thief@example.org"}),
        ("POST", f"{base}/handoff/", {}),
        ("POST", f"{base}/identify/", {"id": "1", "hash": "0" * 64}),
        ("DELETE", f"{base}/", None),
        (
            "POST",
            "/api/v1/leads/",
            {
                "email": "thief@example.org",
                "consent": True,
                "conversation_id": victim.id,
            },
        ),
    ]
    for token in wrong_tokens(victim.token, other.token):
        for method, path, body in routes:
            headers = {"Authorization": f"Bearer {token}"}
            answer = attacker.ask(method, path, json=body, headers=headers)
            assert answer.status_code == 404, (method, path, token)
            assert SECRET_WORDS not in answer.text
    assert SECRET_WORDS in attacker.ask("GET", victim.path, headers=victim.bearer).text


def test_a_wrong_token_and_an_id_that_is_not_there_cannot_be_told_apart(
    attacker: Attacker, victim: Opened
) -> None:
    other = attacker.start()
    there = attacker.ask("GET", victim.path, headers=other.bearer)
    nowhere = attacker.ask(
        "GET", f"/api/v1/conversations/{uuid.uuid4()}/messages/", headers=other.bearer
    )
    assert there.status_code == nowhere.status_code == 404
    hidden = {"request_id": "", "instance": ""}
    assert there.json() | hidden == nowhere.json() | hidden


@pytest.mark.parametrize("name", ["token", "access_token", "authorization", "bearer", "auth"])
def test_a_token_in_the_address_the_body_or_a_cookie_is_not_taken(
    attacker: Attacker, victim: Opened, name: str
) -> None:
    for token in (victim.token, f"Bearer {victim.token}"):
        assert attacker.ask("GET", victim.path, params={name: token}).status_code == 401
        cookie = {"Cookie": f"{name}={victim.token}"}
        assert attacker.ask("GET", victim.path, headers=cookie).status_code == 401
        body = {"text": "Hi", "client_message_id": "1", name: token}
        assert attacker.ask("POST", victim.path, json=body).status_code == 401
    assert victim.token not in attacker.site.log.read_text()


@pytest.mark.parametrize(
    "form",
    [
        "1",
        "00000000-0000-0000-0000-000000000000",
        "{upper}",
        "{plain}",
        "{{{id}}}",
        "urn:uuid:{id}",
        "{id}%00",
        "{id}%0a",
        "{id}%20",
        "*",
        "{id}'--",
        "..%2f{id}",
        "{id};{id}",
        "{short}%",
    ],
)
def test_no_spelling_of_an_id_goes_round_the_token(
    attacker: Attacker, victim: Opened, form: str
) -> None:
    other = attacker.start()
    spelled = form.format(
        id=victim.id, upper=victim.id.upper(), plain=victim.id.replace("-", ""), short=victim.id[:8]
    )
    answer = attacker.ask("GET", f"/api/v1/conversations/{spelled}/messages/", headers=other.bearer)
    assert answer.status_code == 404
    assert SECRET_WORDS not in answer.text


def test_ids_and_tokens_do_not_follow_from_one_another(attacker: Attacker) -> None:
    opened = [attacker.start() for _ in range(20)]
    ids, tokens = [uuid.UUID(one.id) for one in opened], [one.token for one in opened]
    assert {one.version for one in ids} == {4}
    assert all(len(token) >= 43 for token in tokens)  # 256 bits in letters of six.
    assert len({token[:6] for token in tokens}) == len({one.bytes[:6] for one in ids}) == 20


def test_another_conversations_message_is_no_place_to_go_on_from(
    attacker: Attacker, victim: Opened
) -> None:
    other = attacker.start()
    theirs = attacker.ask("GET", victim.path, headers=victim.bearer).json()["results"][0]["id"]
    answer = attacker.ask("GET", other.path, params={"after": theirs}, headers=other.bearer)
    assert answer.status_code == 400
    rated = f"/api/v1/conversations/{other.id}/messages/{theirs}/feedback/"
    answer = attacker.ask("POST", rated, json={"rating": "down"}, headers=other.bearer)
    assert answer.status_code == 404


def test_an_answer_about_a_person_is_kept_by_no_cache(attacker: Attacker, victim: Opened) -> None:
    for headers in (victim.bearer, {}):
        answer = attacker.ask("GET", victim.path, headers=headers)
        assert "no-store" in answer.headers["cache-control"]
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_another_website_may_not_read_the_api(attacker: Attacker, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "POST"):
        answer = attacker.ask(method, "/api/v1/conversations/", json={}, headers=asked)
        assert not [name for name in answer.headers if name.startswith("access-control-allow")]


def test_tokens_are_compared_in_constant_time() -> None:
    """By construction: it is ``hmac.compare_digest`` that decides, on hashes of one length."""
    opened = Conversation(token_hash=conversation.hash_token("right"))
    with mock.patch(
        "chatbot.models.conversation.hmac.compare_digest", return_value=False
    ) as compared:
        assert not opened.opens_with("right")
    assert {len(value) for value in compared.call_args.args} == {64}
    with mock.patch("ops.web.test_traffic.hmac.compare_digest", return_value=True) as compared:
        request = mock.Mock(headers={"Authorization": "Ops anything"})
        assert test_traffic.is_ops(request)
    assert compared.called
