"""A visitor sees, takes along and deletes what is kept about them, with a code by email."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chatbot.models import Conversation, KnowledgeEntry
from leads.capture import capture_lead
from leads.models import Consent, Lead
from ops.models import AuditEntry, DataCode, DataDeed, OutboxMessage, PendingErasure
from ops.privacy import pending
from tests.chatbot.accounts.people import visitor
from tests.chatbot.api.talk import start
from tests.settings import OPS_TOKEN_OF_TESTS

pytestmark = pytest.mark.usefixtures("demo")
PAGE, ANA = "/privacy/your-data/", "ana@example.org"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_DIR = tmp_path / "mail"


@pytest.fixture
def ana(client: Client) -> Lead:
    talk = start(client)
    talk.send("Do you have a branch in Lisbon?")
    talk.send("I am ana@example.org")
    other = start(client)
    other.send("Do you have a branch in Rome?")
    other.send("joana@example.org")
    return Lead.objects.get(email_key=ANA)


def post(client: Client, step: str, **fields: str) -> Any:
    return client.post(PAGE, {"step": step, **fields})


def code_of(address: str) -> str:
    row = OutboxMessage.objects.filter(kind="your_data", to=address).latest("created_at")
    found = re.findall(r"^    ([A-Z0-9]{4}-[A-Z0-9]{4})$", row.text, re.M)
    assert len(found) == 1, row.text
    return str(found[0])


def pass_of(answer: Any) -> str:
    found = set(re.findall(r'name="pass" value="([^"]+)"', answer.content.decode()))
    assert len(found) == 1, answer.content.decode()
    return str(found.pop())


def proved(client: Client, address: str = ANA) -> str:
    assert post(client, "ask", email=address).status_code == 200
    return pass_of(post(client, "code", email=address, code=code_of(address)))


def test_the_privacy_page_leads_there(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/privacy/").content.decode()


def test_a_get_shows_forms_and_changes_nothing(client: Client, ana: Lead) -> None:
    given = proved(client)
    before = DataCode.objects.values().get()
    code = code_of(ANA)
    for query in ({}, {"step": "erase", "pass": given, "sure": "on"},
                  {"step": "code", "email": ANA, "code": code}):  # fmt: skip
        for _ in range(3):
            answer = client.get(PAGE, query)
            assert answer.status_code == 200 and not answer.cookies
            assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"
            assert given not in answer.content.decode()
    assert DataCode.objects.values().get() == before
    assert Lead.objects.count() == 2


def test_the_email_has_a_code_and_no_key_in_its_link(client: Client, ana: Lead) -> None:
    post(client, "ask", email=" ANA@Example.org ")
    row = OutboxMessage.objects.get(kind="your_data")
    assert (row.to, row.is_test) == ("ANA@Example.org", False)
    assert re.findall(r"https?://\S+", row.text) == [f"http://testserver{PAGE}."]
    assert code_of("ANA@Example.org") not in str(DataCode.objects.values())


def test_the_answer_is_the_same_for_somebody_unknown(client: Client, ana: Lead) -> None:
    known = post(client, "ask", email=ANA)
    unknown = post(client, "ask", email="nobody@example.org")
    plain = [
        re.sub(r"(ana|nobody)@example\.org", "x", answer.content.decode())
        for answer in (known, unknown)
    ]
    assert plain[0] == plain[1] and known.status_code == unknown.status_code == 200
    answer = post(client, "code", email="nobody@example.org", code=code_of("nobody@example.org"))
    assert "Nothing is kept about this address." in answer.content.decode()


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a b@example.org", "<script>@x.test"])
def test_what_is_no_address_is_said_beside_the_field(client: Client, email: str) -> None:
    answer = post(client, "ask", email=email)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    assert not OutboxMessage.objects.filter(kind="your_data").exists()


def test_a_wrong_code_an_old_one_and_a_used_one_open_nothing(client: Client, ana: Lead) -> None:
    post(client, "ask", email=ANA)
    code = code_of(ANA)
    wrong = post(client, "code", email=ANA, code="BCDF-2345")
    assert wrong.status_code == 422
    assert wrong.content.decode().count(f'value="{ANA}"') == 2, "a new code is one press away"
    assert post(client, "code", email="joana@example.org", code=code).status_code == 422
    assert post(client, "code", email=ANA, code=code).status_code == 200
    assert post(client, "code", email=ANA, code=code).status_code == 422
    post(client, "ask", email=ANA)
    DataCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = post(client, "code", email=ANA, code=code_of(ANA))
    assert answer.status_code == 422 and "older than a day" in answer.content.decode()


def test_download(client: Client, ana: Lead) -> None:
    given = proved(client)
    answer = post(client, "download", **{"pass": given})
    assert answer["Content-Type"] == "application/zip" and "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert ANA in everything and "Lisbon" in everything
    assert "joana" not in everything and "Rome" not in everything
    assert DataDeed.objects.get().via == "visitor"
    assert AuditEntry.objects.get(kind="export").person == "a visitor"


def test_deleting_wants_a_tick_and_then_takes_everything(client: Client, ana: Lead) -> None:
    given = proved(client)
    unsure = post(client, "erase", **{"pass": given})
    assert unsure.status_code == 422 and "Nothing was deleted" in unsure.content.decode()
    assert Lead.objects.filter(email_key=ANA).exists()
    asked = post(client, "erase", sure="on", **{"pass": given})
    assert asked.status_code == 302 and asked["Location"].startswith(f"{PAGE}?deletion=")
    assert "is being deleted" in client.get(asked["Location"]).content.decode()
    # Clicked twice it is one, and nobody waits for the search.
    assert post(client, "erase", sure="on", **{"pass": given})["Location"] == asked["Location"]
    assert Lead.objects.filter(email_key=ANA).exists()
    assert ANA not in str(PendingErasure.objects.values())
    assert pending.work() == 1
    done = client.get(asked["Location"])
    assert "Everything about you is deleted" in done.content.decode()
    assert [lead.email for lead in Lead.objects.all()] == ["joana@example.org"]
    assert Conversation.objects.count() == 1
    assert not DataCode.objects.exists()
    assert not OutboxMessage.objects.filter(to=ANA).exists()
    told = OutboxMessage.objects.get(kind="erasure_done")
    assert told.to == "owner@northbound.example.com" and "1 conversation" in told.text
    assert ANA not in told.text + told.subject
    assert DataDeed.objects.get(what="erase").left == []
    # The pass is spent with it.
    assert post(client, "erase", sure="on", **{"pass": given}).status_code == 422
    assert OutboxMessage.objects.filter(kind="erasure_done").count() == 1


def test_a_deletion_that_is_not_known_is_answered_in_plain_words(client: Client) -> None:
    for made_up in ("", "x", str(uuid.uuid4()), "<script>", "0" * 5000, "\x00"):
        answer = client.get(PAGE, {"deletion": made_up})
        assert answer.status_code == 404
        text = answer.content.decode()
        assert "Nothing is known of this deletion" in text and "<script>" not in text
        assert 'name="email"' in text


def test_looking_how_far_a_deletion_is_changes_nothing(client: Client, ana: Lead) -> None:
    asked = post(client, "erase", sure="on", **{"pass": proved(client)})
    before = list(PendingErasure.objects.values())
    for _ in range(3):
        answer = client.get(asked["Location"])
        assert "no-store" in answer["Cache-Control"] and ANA not in answer.content.decode()
    assert list(PendingErasure.objects.values()) == before


def test_what_is_left_is_not_said_to_be_gone(client: Client, ana: Lead) -> None:
    KnowledgeEntry.objects.create(title="Who are you?", answer=f"Ask {ANA}, she knows us.")
    asked = post(client, "erase", sure="on", **{"pass": proved(client)})
    assert pending.work() == 1
    page = client.get(asked["Location"]).content.decode()
    assert "left in a text of ours" in page and "nothing is left" not in page
    told = OutboxMessage.objects.get(kind="erasure_done")
    assert "chatbot.KnowledgeEntry" in told.text and ANA not in told.text


def test_taking_consent_back_is_a_row_of_its_own(client: Client, ana: Lead) -> None:
    given = proved(client)
    answer = post(client, "withdraw", **{"pass": given})
    assert "You have taken back what you agreed to" in answer.content.decode()
    assert "Take it back" not in answer.content.decode()
    taken, first = Consent.objects.filter(lead=ana)
    assert (taken.act, first.act, taken.text) == ("withdrawn", "given", first.text)
    assert taken.source == "your_data" and taken.language == "en"
    ana.refresh_from_db()
    assert ana.status == Lead.Status.CLOSED
    post(client, "withdraw", **{"pass": given})
    assert Consent.objects.filter(lead=ana).count() == 2


def test_a_pass_of_yesterday_and_a_made_up_one(client: Client, ana: Lead) -> None:
    given = proved(client)
    DataCode.objects.update(proved_at=timezone.now() - timedelta(hours=1))
    for one in (given, "", "x:y:z"):
        for step in ("download", "erase", "withdraw"):
            assert post(client, step, sure="on", **{"pass": one}).status_code == 422
    assert Lead.objects.filter(email_key=ANA).exists()


def test_an_unknown_step_does_nothing(client: Client, ana: Lead) -> None:
    assert post(client, "dance", **{"pass": proved(client)}).status_code == 400
    assert post(client, "").status_code == 422


def test_the_owner_and_the_team_are_sent_to_the_admin(client: Client, ana: Lead) -> None:
    staff = visitor("sam@example.org")
    staff.is_staff = True
    staff.save()
    for address in ("owner@northbound.example.com", "sam@example.org"):
        post(client, "ask", email=address)
        answer = post(client, "code", email=address, code=code_of(address))
        assert answer.status_code == 403 and "runs the site" in answer.content.decode()
        assert ANA not in answer.content.decode()


def test_another_site_cannot_post_here(client: Client) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = client.post(PAGE, {"step": "ask", "email": ANA}, headers=headers)
    assert answer.status_code == 403 and not DataCode.objects.exists()


def test_a_stranger_cannot_fill_somebodys_mailbox(client: Client) -> None:
    answers = [post(client, "ask", email=ANA).status_code for _ in range(6)]
    assert answers.count(200) == 3 and answers[-1] == 429
    assert OutboxMessage.objects.filter(kind="your_data", to=ANA).count() == 3
    assert post(client, "ask", email="eva@example.org").status_code == 200


def test_guesses_are_counted_by_whose_mailbox_it_is(client: Client, ana: Lead) -> None:
    answers = [post(client, "code", email=ANA, code=f"WRNG-{n:04}").status_code for n in range(21)]
    assert set(answers[:20]) == {422} and answers[20] == 429
    assert post(client, "code", email="eva@example.org", code="WRNG-0000").status_code == 422


def test_test_traffic_tells_nobody(client: Client) -> None:
    headers = {"Authorization": f"Ops {OPS_TOKEN_OF_TESTS}"}
    capture_lead(email=ANA, consent=True, source="api", is_test=True)
    client.post(PAGE, {"step": "ask", "email": ANA}, headers=headers)
    given = pass_of(post(client, "code", email=ANA, code=code_of(ANA)))
    post(client, "erase", sure="on", **{"pass": given})
    assert pending.work() == 1
    assert not Lead.objects.exists()
    assert not OutboxMessage.objects.filter(kind="erasure_done").exists()


@pytest.mark.parametrize(("language", "words"), [
    ("de", "Was über mich aufbewahrt wird"), ("es", "Qué se guarda sobre mí"),
    ("fr", "Ce qui est conservé à mon sujet"), ("pt", "O que fica guardado sobre mim"),
])  # fmt: skip
def test_it_speaks_the_visitors_language(client: Client, language: str, words: str) -> None:
    answer = client.get(PAGE, headers={"Accept-Language": language})
    assert words in answer.content.decode() and "What is kept" not in answer.content.decode()
    client.post(PAGE, {"step": "ask", "email": ANA}, headers={"Accept-Language": language})
    assert "Somebody, most likely" not in OutboxMessage.objects.get(kind="your_data").text
