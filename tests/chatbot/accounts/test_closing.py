"""A visitor deletes their account: closed at once, deleted soon; what they do meanwhile stays."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chatbot.accounts import closing, erasing
from chatbot.models import Conversation, ErasureRequest, Message
from leads.capture import capture_lead
from leads.models import Enquiry, Lead
from ops import privacy
from ops.models import AuditEntry, DataDeed, OutboxMessage, PendingErasure, WebhookEndpoint
from ops.outbox.enqueue import enqueue
from ops.privacy import pending
from tests.at_once import at_once
from tests.chatbot import in_every_table as scene
from tests.chatbot.accounts.people import (
    OTHER_PASSWORD,
    code_for,
    owner,
    sign_in,
    visitor,
)
from tests.chatbot.accounts.test_conversations import claim, said
from tests.chatbot.test_erased_everywhere import Place, killed_when
from tests.settings import OPS_TOKEN_OF_TESTS

pytestmark = pytest.mark.usefixtures("demo")
ANA, BEA = "ana@customers.example.com", "bea@customers.example.com"
DELETE = "/accounts/delete/"
#: What the worker does.
WORK = ("shell", "--no-imports", "-c", "from ops.privacy import pending; print(pending.work())")


@pytest.fixture(autouse=True)
def _accounts_on(settings: Settings, tmp_path: Path) -> None:
    settings.ACCOUNTS = True
    settings.EMAIL_FILE_DIR = tmp_path / "mail"


def users() -> Any:
    return get_user_model()._default_manager


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def left_of(address: str) -> dict[str, int]:
    """What the rooms hold of an address, without what is nothing."""
    counts = {name: one.count(address) for name, one in privacy.handlers().items()}
    return {name: count for name, count in counts.items() if count}


def wrote(address: str, message: str = "", name: str = "") -> Lead:
    capture_lead(email=address, message=message, name=name, consent=True, source="page_form")
    return Lead.objects.get(email=address)


def opened(conversation: Conversation, token: str) -> int:
    """What somebody with a token is answered."""
    path = f"/api/v1/conversations/{conversation.pk}/messages/"
    return Client().get(path, headers={"Authorization": f"Bearer {token}"}).status_code


def deleted(address: str = ANA) -> Client:
    """A browser in which somebody has just deleted their account."""
    client, _ = sign_in(address)
    assert client.post(DELETE).status_code == 303
    return client


def signed_up_again(address: str = ANA) -> Client:
    client = Client()
    answer = client.post("/accounts/signup/", {"email": address, "password1": OTHER_PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert client.post("/accounts/confirm-email/", {"code": code_for(address)}).status_code == 302
    assert is_signed_in(client)
    return client


def test_the_answer_says_what_happens_and_the_rest_is_done_in_the_background() -> None:
    ana = visitor(ANA)
    mine, _ = said("prices", ana)
    typed, _ = said(f"write to {ANA}")
    others, _ = said("place", visitor(BEA))
    wrote(ANA)
    bea = wrote(BEA)
    client, _ = sign_in(ANA)
    assert "usually within a minute" in client.get(DELETE).content.decode()
    assert not PendingErasure.objects.exists()
    answer = client.post(DELETE)
    row = PendingErasure.objects.get()
    assert answer["Location"] == f"/accounts/deleted/?deletion={row.pk}"
    assert (row.via, row.accounts, row.done_at) == ("account", [ana.pk], None)
    assert ANA not in str(PendingErasure.objects.values())
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert "usually within a minute" in text and "signed out everywhere" in text
    assert "data-signed-in" not in text and ANA not in text
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex"
    look = re.findall(r'href="(/privacy/your-data/[^"]+)"', text)
    assert look == [f"/privacy/your-data/?deletion={row.pk}"]
    assert "is being deleted" in client.get(look[0]).content.decode()
    # Nothing that takes long was done yet.
    assert set(Conversation.objects.all()) == {mine, typed, others}

    assert pending.work() == 1
    text = client.get(look[0]).content.decode()
    assert "Everything about you is deleted" in text
    assert "What you did here after you asked for it stays" in text
    assert set(Conversation.objects.all()) == {others}
    assert [one.pk for one in Lead.objects.all()] == [bea.pk]
    assert not users().filter(pk=ana.pk).exists() and left_of(ANA) == {}
    assert pending.work() == 0


def test_the_founder_is_told_that_it_was_done_and_not_whose_it_was() -> None:
    ana = visitor(ANA)
    said("prices", ana)
    wrote(ANA)
    deleted()
    assert not OutboxMessage.objects.filter(kind="erasure_done").exists()
    pending.work()
    told = OutboxMessage.objects.get(kind="erasure_done")
    assert told.subject == "A visitor has deleted their account"
    # What the request did itself is counted with the rest.
    assert "1 lead\n" in told.text and "2 accounts" in told.text
    assert ANA not in told.text + told.subject
    deed = DataDeed.objects.get()
    assert (deed.via, deed.left) == ("account", [])
    assert deed.counts["leads"] == 1
    assert AuditEntry.objects.get(kind="erasure").person == "a visitor"
    client = Client()
    client.force_login(owner())
    page = client.get("/admin/ops/datadeed/").content.decode()
    assert "the visitor, by deleting their account" in page


def test_the_account_cannot_be_used_from_that_moment_on() -> None:
    ana = visitor(ANA)
    conversation, token = said("prices", ana)
    assert opened(conversation, token) == 200
    claimed, key = said("hours")
    elsewhere, _ = sign_in(ANA)
    halfway = Client()
    halfway.post("/accounts/password/reset/", {"email": ANA})
    code = code_for(ANA)
    here, _ = sign_in(ANA)
    Authenticator.objects.create(user=ana, type="webauthn", data={})
    here.post(DELETE)
    for client in (here, elsewhere):
        assert not is_signed_in(client)
        assert claim(client, claimed.pk, key) == 401
        assert client.get("/accounts/conversations/")["Location"].startswith("/accounts/login/")
    again, answer = sign_in(ANA)
    assert answer.status_code == 200 and not is_signed_in(again)
    again, answer = sign_in(f"visitor-{ANA}")
    assert answer.status_code == 200 and not is_signed_in(again)
    # A code that was on its way opens nothing.
    halfway.post("/accounts/password/reset/confirm/", {"code": code})
    twice = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    halfway.post("/accounts/password/reset/complete/", twice)
    assert not is_signed_in(halfway)
    for login in (ANA, f"visitor-{ANA}"):
        assert not is_signed_in(sign_in(login, OTHER_PASSWORD)[0])
    assert not Authenticator.objects.exists()
    # As one that is gone; the chat begins a new one, which stays.
    assert opened(conversation, token) == 404


def test_no_new_code_is_sent_for_an_account_that_is_closed() -> None:
    visitor(ANA)
    deleted()
    before = OutboxMessage.objects.filter(kind="account").count()
    Client().post("/accounts/password/reset/", {"email": ANA})
    assert OutboxMessage.objects.filter(kind="account").count() == before


def test_a_new_account_with_the_same_address_stays_with_all_that_is_done_in_it(
    tmp_path: Path, settings: Settings
) -> None:
    ana = visitor(ANA)
    said("old prices", ana)
    wrote(ANA, "old question", name="Ana Maria Old")
    enqueue(to=ANA, subject="Old", text="an old email", kind="account")
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "old.eml").write_text(f"To: {ANA}\n\nold")
    deleted()
    client = signed_up_again()
    new = users().get(email=ANA)
    assert new.pk != ana.pk
    conversation, token = said("new prices")
    assert claim(client, conversation.pk, token) == 204
    typed, _ = said(f"write to {ANA} please")
    lead = wrote(ANA, f"new question of {ANA}", name="Ana Maria New")
    wish = ErasureRequest.objects.create(address=ANA, address_key=ANA)
    (folder / "new.eml").write_text(f"To: {ANA}\n\nnew")
    emails = set(OutboxMessage.objects.filter(created_at__gt=new.date_joined).values_list("pk"))
    assert emails
    half = Client()
    half.post("/accounts/password/reset/", {"email": ANA})

    assert pending.work() == 1
    assert is_signed_in(client)
    assert is_signed_in(sign_in(ANA, OTHER_PASSWORD)[0])
    assert [user.pk for user in users().filter(is_staff=False)] == [new.pk]
    assert EmailAddress.objects.get(user=new).verified
    assert set(Conversation.objects.all()) == {conversation, typed}
    assert Message.objects.filter(text=f"write to {ANA} please").exists()
    assert [one.pk for one in Lead.objects.all()] == [lead.pk]
    assert Enquiry.objects.get().message == f"new question of {ANA}"
    wish.refresh_from_db()
    assert (wish.address, wish.done_at) == (ANA, None)
    assert sorted(path.name for path in folder.iterdir()) == ["new.eml"]
    assert emails <= set(OutboxMessage.objects.values_list("pk"))
    assert not OutboxMessage.objects.filter(text="an old email").exists()
    answer = half.post("/accounts/password/reset/confirm/", {"code": code_for(ANA)})
    assert answer["Location"] == "/accounts/password/reset/complete/"
    # Nobody is told that something of the person is left.
    row = PendingErasure.objects.get()
    assert (row.left, row.problem) == ([], "")
    assert "Nothing is left here" in OutboxMessage.objects.get(kind="erasure_done").text


def test_a_sign_up_that_waits_for_its_code_is_not_cut_off() -> None:
    visitor(ANA)
    deleted()
    client = Client()
    client.post("/accounts/signup/", {"email": ANA, "password1": OTHER_PASSWORD})
    code = code_for(ANA)
    assert pending.work() == 1
    client.post("/accounts/confirm-email/", {"code": code})
    assert is_signed_in(client)


def test_an_old_session_with_the_address_is_ended_and_one_of_since_is_not() -> None:
    visitor(ANA)
    old, new = Client(), Client()
    old.post("/accounts/password/reset/", {"email": ANA})
    Session.objects.update(expire_date=timezone.now() + timedelta(days=13))
    deleted()
    signed_up_again()
    before = set(Session.objects.values_list("pk", flat=True))
    new.post("/accounts/password/reset/", {"email": ANA})
    assert pending.work() == 1
    kept = set(Session.objects.values_list("pk", flat=True))
    assert old.cookies["sessionid"].value in before - kept
    assert new.cookies["sessionid"].value in kept


def test_what_is_left_by_somebody_who_came_back_days_later_stays_when_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ana = visitor(ANA)
    said("prices", ana)
    deleted()

    def breaks(*given: Any) -> int:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr("ops.privacy.erase.blot_out", breaks)
        assert pending.work() == 0
    row = PendingErasure.objects.get()
    assert row.done_at is None and "OSError" in row.problem
    client = Client()
    client.force_login(owner())
    shown = client.get("/admin/ops/datadeed/").content.decode()
    assert "by deleting their account" in shown and "OSError" in shown
    assert "is not done" in OutboxMessage.objects.get(kind="erasure_done").subject
    back = signed_up_again()
    lead = wrote(ANA)
    PendingErasure.objects.update(taken_until=None)
    assert pending.work() == 1
    assert is_signed_in(back) and Lead.objects.get().pk == lead.pk
    # What went before it broke is counted.
    assert DataDeed.objects.get().counts["accounts"] == 2


def test_who_deletes_the_next_account_before_the_first_is_gone_has_both_deleted() -> None:
    first = visitor(ANA)
    said("prices", first)
    deleted()
    signed_up_again()
    second = users().get(email=ANA)
    said("hours", second)
    wrote(ANA)
    client, _ = sign_in(ANA, OTHER_PASSWORD)
    client.post(DELETE)
    row = PendingErasure.objects.get()
    assert row.accounts == [first.pk, second.pk]
    third = signed_up_again()
    assert pending.work() == 1
    assert not users().filter(pk__in=row.accounts).exists()
    assert not Conversation.objects.exists() and not Lead.objects.exists()
    assert is_signed_in(third)
    assert DataDeed.objects.get().counts["leads"] == 1


def test_an_account_deleted_while_the_one_before_it_is_being_deleted_is_not_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor(ANA)
    deleted()
    second: list[PendingErasure | None] = []

    def meanwhile(*given: Any, **named: Any) -> Any:
        if not second:
            signed_up_again()
            new = users().get(email=ANA)
            said("hours", new)
            second.append(closing.close(new))
        return real(*given, **named)

    from ops.privacy import erase

    real = erase.blot_out
    monkeypatch.setattr(erase, "blot_out", meanwhile)
    assert pending.work() == 1
    row = PendingErasure.objects.get()
    assert row.done_at and second == [row]
    assert not users().filter(is_staff=False).exists()
    assert not Conversation.objects.exists() and left_of(ANA) == {}
    assert DataDeed.objects.count() == 1


def test_somebody_deleted_by_the_founder_goes_as_a_whole_whenever_they_came_back() -> None:
    visitor(ANA)
    deleted()
    signed_up_again()
    wrote(ANA)
    pending.ask(ANA, via=DataDeed.Via.ADMIN)
    assert pending.work() == 1
    assert left_of(ANA) == {} and not users().filter(is_staff=False).exists()


def test_other_names_and_addresses_are_known_after_the_rows_that_said_them_are_gone() -> None:
    ana = visitor(ANA)
    other = "ana.vela@work.example.com"
    EmailAddress.objects.create(user=ana, email=other, verified=True)
    left, _ = said("call me")
    capture_lead(
        email=other, name="Ana Maria Vela", consent=True, source="chat",
        conversation_id=str(left.pk),
    )  # fmt: skip
    wrote(BEA, f"My friend Ana Maria Vela ({other}) told me of you.")
    deleted()
    assert not Lead.objects.filter(email=other).exists()
    assert pending.work() == 1
    assert not Conversation.objects.filter(pk=left.pk).exists()
    assert (
        "Vela" not in Enquiry.objects.get().message and other not in Enquiry.objects.get().message
    )
    assert left_of(other) == {}


def test_emails_about_a_conversation_of_the_account_go_with_it() -> None:
    ana = visitor(ANA)
    conversation, _ = said("prices", ana)
    Conversation.objects.update(handoff_requested_at=timezone.now())
    text = f"Somebody asks: prices\n/admin/chatbot/conversation/{conversation.pk}/change/"
    enqueue(to="owner@northbound.example.com", subject="?", text=text, kind="handoff")
    deleted()
    assert pending.work() == 1
    assert not OutboxMessage.objects.filter(kind="handoff").exists()


def test_an_unproved_address_erases_nobodys_data() -> None:
    ana = visitor(ANA, verified=False)
    wrote(ANA)
    conversation, _ = said("prices", ana)
    row = closing.close(ana)
    assert row is not None and row.subject == ""
    assert pending.work() == 1
    assert Lead.objects.filter(email=ANA).exists()
    assert not Conversation.objects.filter(pk=conversation.pk).exists()
    assert not users().filter(pk=ana.pk).exists()


def test_two_accounts_without_an_address_are_two_deletions() -> None:
    rows = [closing.close(visitor(one, verified=False)) for one in (ANA, BEA)]
    assert len({row.pk for row in rows if row}) == 2
    assert pending.work() == 2
    assert not users().filter(is_staff=False).exists()


def test_an_account_with_the_owners_address_takes_nothing_else_along() -> None:
    boss = "owner@northbound.example.com"
    ana = visitor(boss)
    wrote(BEA)
    emails = OutboxMessage.objects.filter(to=boss).count()
    assert emails
    deleted(boss)
    assert pending.work() == 1
    assert not users().filter(pk=ana.pk).exists()
    assert OutboxMessage.objects.filter(to=boss).exclude(kind="erasure_done").count() == emails
    assert Lead.objects.filter(email=BEA).exists()


def test_after_a_change_of_the_key_the_account_goes_all_the_same(settings: Settings) -> None:
    ana = visitor(ANA)
    said("prices", ana)
    deleted()
    settings.SECRET_KEY = "another-key-of-tests-0123456789-abcdefghijklmnop"
    assert pending.work() == 0
    row = PendingErasure.objects.get()
    assert row.done_at and "SECRET_KEY" in row.problem
    assert not users().filter(pk=ana.pk).exists() and not Conversation.objects.exists()


def test_a_closed_account_with_many_conversations_goes_in_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ana = visitor(ANA)
    others, _ = said("place", visitor(BEA))
    for number in range(7):
        said(f"question {number}", ana)
    deleted()
    monkeypatch.setattr(erasing, "A_STEP", 3)
    left, real = [], pending._renew

    def renewed(row: PendingErasure, counts: Any) -> None:
        left.append(Conversation.objects.of_account(ana).count())
        real(row, counts)

    monkeypatch.setattr(pending, "_renew", renewed)
    assert pending.work() == 1
    assert left[:3] == [4, 1, 0]
    assert Conversation.objects.get() == others


def test_the_request_asks_as_much_of_the_database_for_many_conversations(
    django_assert_max_num_queries: Any,
) -> None:
    for address, count in ((ANA, 1), (BEA, 60)):
        user = visitor(address)
        for number in range(count):
            said(f"question {number}", user)
        client, _ = sign_in(address)
        with django_assert_max_num_queries(50):
            client.post(DELETE)
    assert Conversation.objects.count() == 61


def test_test_traffic_tells_nobody() -> None:
    visitor(ANA)
    headers = {"Authorization": f"Ops {OPS_TOKEN_OF_TESTS}"}
    client, _ = sign_in(ANA)
    client.post(DELETE, headers=headers)
    assert pending.work() == 1
    assert not OutboxMessage.objects.filter(kind="erasure_done").exists()
    assert DataDeed.objects.get().is_test


def test_the_page_after_it_is_nothing_without_a_deletion() -> None:
    for made_up in ("", "x", "<script>", "\x00", "0" * 5000):
        text = Client().get("/accounts/deleted/", {"deletion": made_up}).content.decode()
        assert "<script>" not in text and "deletion=" not in text


def test_other_tools_hear_that_a_lead_is_gone() -> None:
    WebhookEndpoint.objects.create(name="crm", url="https://127.0.0.1/")
    visitor(ANA)
    lead = wrote(ANA)
    deleted()
    pending.work()
    from ops.models import WebhookDelivery

    told = WebhookDelivery.objects.get(event="lead.erased")
    assert str(lead.pk) in str(told.body)
    assert not WebhookDelivery.objects.filter(event="lead.created").exists()


@pytest.mark.django_db(transaction=True)
def test_clicked_in_two_tabs_at_once_it_is_one_deletion() -> None:
    ana = visitor(ANA)
    wrote(ANA)
    clients = [sign_in(ANA)[0] for _ in range(4)]
    answers = []
    at_once(4, lambda n: answers.append(clients[n].post(DELETE)))
    assert {answer.status_code for answer in answers} <= {302, 303}
    row = PendingErasure.objects.get()
    assert row.accounts == [ana.pk] and row.counts == {"leads": 1}
    assert pending.work() == 1 and DataDeed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once() -> None:
    ana = visitor(ANA)
    said("prices", ana)
    deleted()
    done: list[int] = []
    at_once(3, lambda n: done.append(pending.work()))
    assert sum(done) == 1
    assert DataDeed.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="erasure_done").count() == 1


def test_an_old_page_posted_again_goes_to_the_sign_in(client: Client) -> None:
    visitor(ANA)
    gone = deleted()
    assert gone.post(DELETE)["Location"].startswith("/accounts/login/")
    assert PendingErasure.objects.count() == 1


def test_whoever_stands_in_every_table_is_gone_from_each(tmp_path: Path) -> None:
    WebhookEndpoint.objects.create(name="crm", url="https://127.0.0.1/")
    maya, ana, joana = owner(), scene.ana(), scene.joana()
    scene.fill(joana, maya)
    before = scene.snapshot()
    scene.fill(ana, maya)
    assert scene.found_in(scene.raw(tmp_path), ana, but=joana)
    closing.close(EmailAddress.objects.get(email=ana.address).user)
    assert pending.work() == 1
    row = PendingErasure.objects.get()
    assert (row.left, row.problem) == ([], "")
    assert scene.found_in(scene.raw(tmp_path), ana, but=joana) == []
    after = scene.snapshot()
    assert {key: after.get(key) for key in before} == before


def test_a_real_kill_on_the_way_is_gone_on_with_and_leaves_alone_what_came_since(
    tmp_path: Path,
) -> None:
    ana = visitor(ANA)
    conversations = Conversation.objects.bulk_create(
        Conversation(account=ana, token_hash="x") for _ in range(600)
    )
    Message.objects.bulk_create(
        Message(conversation=one, role="visitor", text=text)
        for one in conversations
        for text in (f"old question of {ANA if one in conversations[:20] else 'mine'}", "Yes")
    )
    others, _ = said("place", visitor(BEA))
    Message.objects.bulk_create(
        Message(conversation=others, role="visitor", text=f"Question {number} about Lisbon?")
        for number in range(20_000)
    )
    wrote(ANA, "old question")
    wrote(BEA, f"{ANA} told me of you")
    deleted()
    signed_up_again()
    new = users().get(email=ANA)
    said("new prices", new)
    wrote(ANA, "new question")
    place = Place(tmp_path)
    theirs = f"account_id = {ana.pk}"
    held = place.count("chatbot_conversation", theirs)
    assert held == 600

    def left() -> int:
        return place.count("chatbot_conversation", theirs)

    def waits() -> bool:
        return place.count("ops_pendingerasure", "done_at is null") == 1

    # In the middle of the conversations of the account.
    killed_when(place, WORK, lambda: left() < held)
    assert 0 < left() < held and waits()
    assert place.count("auth_user", f"id = {ana.pk}") == 1
    # Nobody takes it up while the one that was killed may be alive.
    assert place.run(*WORK).communicate(timeout=90)[0].strip() == b"0"
    place.change("update ops_pendingerasure set taken_until = null")
    # The account is gone, and her name still stands in what Bea wrote.
    killed_when(place, WORK, lambda: place.count("auth_user", f"id = {ana.pk}") == 0)
    assert left() == 0 and waits()
    assert place.count("leads_enquiry", f"message like '%{ANA}%'") == 1
    place.change("update ops_pendingerasure set taken_until = null")
    out, errors = place.run(*WORK).communicate(timeout=200)
    assert out.strip() == b"1", errors
    assert place.count("leads_enquiry", f"message like '%{ANA}%'") == 0
    assert place.count("chatbot_message", f"text like '%{ANA}%'") == 0
    assert place.count("ops_datadeed") == 1 and not waits()
    counts = scene.asked(place.url, "select counts from ops_datadeed")[0][0]
    told = json.loads(counts) if isinstance(counts, str) else counts
    # All but what went between the last count and the kill.
    assert told["accounts"] > held - 2 * erasing.A_STEP
    # What she did since is as it was.
    assert place.count("auth_user", f"id = {new.pk} and email = '{ANA}'") == 1
    assert place.count("account_emailaddress", f"user_id = {new.pk}") == 1
    assert place.count("chatbot_conversation", f"account_id = {new.pk}") == 1
    assert place.count("leads_lead", f"email = '{ANA}'") == 1
    assert place.count("leads_enquiry", "message = 'new question'") == 1
    assert place.count("leads_enquiry", "message = 'old question'") == 0
