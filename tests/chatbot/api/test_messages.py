"""Sending a message, and the rules of sending it again."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from chatbot.models import Message
from tests.chatbot.api.talk import Talk, events, streamed


def test_a_question_is_answered_with_the_founders_words_and_their_source(talk: Talk) -> None:
    response = talk.send("How much is one session?")
    assert response.status_code == 201
    reply = response.json()
    assert reply["role"] == "assistant"
    assert reply["outcome"] == "answered"
    assert reply["status"] == "complete"
    assert reply["text"].startswith("Single session: US$150, per 60-minute session.")
    assert reply["sources"] == [{"title": "Single session", "url": ""}]
    assert {"booking"} == {action["type"] for action in reply["actions"]}


def test_what_is_not_known_is_not_guessed(talk: Talk) -> None:
    reply = talk.send("What is the capital of France?").json()
    assert reply["outcome"] == "unknown"
    assert "I don't know" in reply["text"]
    assert {"lead_form", "human"} == {action["type"] for action in reply["actions"]}


def test_a_short_follow_up_takes_its_subject_from_before(talk: Talk) -> None:
    talk.send("Tell me about the three-month package")
    assert "US$1,200" in talk.send("how much is it?").json()["text"]


def test_an_address_typed_after_being_asked_becomes_a_lead(talk: Talk) -> None:
    talk.send("Do you have a branch in Lisbon?")
    reply = talk.send("sure: Ana.B+test@example.co.uk").json()
    assert reply["outcome"] == "lead_captured"
    from leads.models import Consent, Lead

    lead = Lead.objects.get()
    assert lead.email == "Ana.B+test@example.co.uk"
    assert "will answer you personally" in Consent.objects.get().text


def test_an_address_that_was_not_asked_for_is_not_taken(talk: Talk) -> None:
    from leads.models import Lead

    talk.send("Is hello@northbound.example.com your address?")
    assert not Lead.objects.exists()


def test_asking_for_a_person_is_a_structured_event(talk: Talk) -> None:
    reply = talk.send("Can I talk to a human?").json()
    assert reply["outcome"] == "handoff"
    assert "Maya" in reply["text"]


def test_sending_again_returns_the_stored_reply(talk: Talk) -> None:
    mine = str(uuid.uuid4())
    first = talk.send("Do you work online?", client_message_id=mine)
    again = talk.send("Do you work online?", client_message_id=mine)
    assert again.status_code == 201
    assert again.json() == first.json()
    assert Message.objects.count() == 2


def test_sending_again_as_a_stream_returns_the_same_reply(talk: Talk) -> None:
    mine = str(uuid.uuid4())
    first = talk.send("Do you work online?", client_message_id=mine).json()
    response = talk.send("Do you work online?", client_message_id=mine, accept="text/event-stream")
    got = events(streamed(response))
    assert got[-1] == ("done", first)


def test_the_same_id_with_another_text_is_refused(talk: Talk) -> None:
    mine = str(uuid.uuid4())
    talk.send("Do you work online?", client_message_id=mine)
    response = talk.send("What does it cost?", client_message_id=mine)
    assert response.status_code == 409
    assert "client_message_id" in response.json()["errors"]
    assert Message.objects.count() == 2


def test_a_reply_whose_process_died_is_answered_anew(talk: Talk) -> None:
    mine = str(uuid.uuid4())
    talk.send("Do you work online?", client_message_id=mine)
    Message.objects.filter(role="assistant").delete()
    Message.objects.update(
        status=Message.Status.ANSWERING,
        answering_by=uuid.uuid4(),
        answering_until=timezone.now() - timedelta(seconds=1),
    )
    reply = talk.send("Do you work online?", client_message_id=mine).json()
    assert reply["outcome"] == "answered"
    assert Message.objects.filter(role="assistant").count() == 1


def test_an_interrupted_reply_is_replaced(talk: Talk) -> None:
    mine = str(uuid.uuid4())
    first = talk.send("Do you work online?", client_message_id=mine).json()
    Message.objects.update(status=Message.Status.INTERRUPTED)
    Message.objects.filter(role="assistant").update(text="Yes. Most ses")
    again = talk.send("Do you work online?", client_message_id=mine).json()
    assert again["status"] == "complete"
    assert again["text"] == first["text"]
    assert Message.objects.count() == 2


def test_the_history_is_oldest_first_and_goes_on_after_a_message(talk: Talk) -> None:
    talk.send("Do you work online?")
    talk.send("What does a single session cost?")
    page = talk.history().json()
    assert [message["role"] for message in page["results"]] == ["visitor", "assistant"] * 2
    assert page["next"] is None
    later = talk.history(after=page["results"][1]["id"]).json()["results"]
    assert later == page["results"][2:]


def test_a_long_history_comes_in_pages(talk: Talk) -> None:
    Message.objects.bulk_create(
        Message(conversation_id=talk.id, role="visitor", text=str(n)) for n in range(120)
    )
    seen, address = [], talk.url
    while address:
        page = talk.client.get(address, headers=talk.auth).json()
        seen += [message["text"] for message in page["results"]]
        address = page["next"]
    assert seen == [str(n) for n in range(120)]


@pytest.mark.parametrize("after", ["x", "00000000-0000-4000-8000-000000000000", "1", "'"])
def test_an_unknown_place_in_the_history_is_named(talk: Talk, after: str) -> None:
    response = talk.history(after=after)
    assert response.status_code == 400
    assert "after" in response.json()["errors"]


def test_a_stream_brings_the_same_reply_in_pieces(talk: Talk) -> None:
    response = talk.send("Do you work online?", accept="text/event-stream")
    assert response.status_code == 201
    assert response["Content-Type"].startswith("text/event-stream")
    assert response["X-Accel-Buffering"] == "no"
    assert "no-transform" in response["Cache-Control"]
    assert not response.has_header("Content-Encoding")
    got = events(streamed(response))
    assert [got[0][0], got[-1][0]] == ["started", "done"]
    pieces = [data["text"] for name, data in got if name == "delta"]
    assert len(pieces) > 3
    assert "".join(pieces) == got[-1][1]["text"]
    assert got[-1][1] == talk.history().json()["results"][-1]


def test_thumbs_are_stored_and_can_be_changed(talk: Talk) -> None:
    reply = talk.send("Do you work online?").json()
    for rating in ("up", "down"):
        assert talk.post(f"messages/{reply['id']}/feedback/", {"rating": rating}).status_code == 200
        assert Message.objects.get(id=reply["id"]).feedback == rating
    assert talk.post(f"messages/{reply['id']}/feedback/", {"rating": "meh"}).status_code == 400
    assert talk.post(f"messages/{uuid.uuid4()}/feedback/", {"rating": "up"}).status_code == 404


def test_the_transcript_goes_to_the_outbox(talk: Talk) -> None:
    from ops.models import OutboxMessage

    assert talk.post("transcript/", {"email": "me@example.org"}).status_code == 409
    talk.send("Do you work online?")
    assert talk.post("transcript/", {"email": "nonsense"}).status_code == 400
    assert talk.post("transcript/", {"email": "me@example.org"}).status_code == 202
    row = OutboxMessage.objects.get(kind="transcript")
    assert "Do you work online?" in row.text


def test_a_handoff_tells_the_owner_once(talk: Talk) -> None:
    from ops.models import OutboxMessage

    assert talk.post("handoff/").json()["outcome"] == "handoff"
    assert talk.post("handoff/").status_code == 201
    assert OutboxMessage.objects.filter(kind="handoff_notice").count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"client_message_id": "a"}, "text"),
        ({"text": "   ", "client_message_id": "a"}, "text"),
        ({"text": "x" * 4001, "client_message_id": "a"}, "text"),
        ({"text": ["x"], "client_message_id": "a"}, "text"),
        ({"text": None, "client_message_id": "a"}, "text"),
        ({"text": "x"}, "client_message_id"),
        ({"text": "x", "client_message_id": ""}, "client_message_id"),
        ({"text": "x", "client_message_id": "a b"}, "client_message_id"),
        ({"text": "x", "client_message_id": "x" * 65}, "client_message_id"),
    ],
)
def test_a_bad_message_is_refused_with_the_field_named(
    talk: Talk, data: dict[str, object], field: str
) -> None:
    response = talk.client.post(talk.url, data, content_type="application/json", headers=talk.auth)
    assert response.status_code == 400
    assert field in response.json()["errors"]
    assert response.json()["request_id"] == response["X-Request-ID"]
    assert not Message.objects.exists()
