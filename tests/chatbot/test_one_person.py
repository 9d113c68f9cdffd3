"""One person in every place there is: given out, deleted, and searched for byte by byte."""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chatbot.api import access, messages
from chatbot.models import (
    Conversation,
    ErasureRequest,
    EvalCase,
    GuardEvent,
    KnowledgeEntry,
    Message,
)
from leads.capture import capture_lead
from leads.models import Enquiry, Lead
from ops import privacy
from ops.models import AuditEntry, DataDeed, OutboxMessage, WebhookDelivery, WebhookEndpoint
from ops.outbox.doors.folder import to_file
from ops.privacy import elsewhere, erase, pending
from ops.privacy.looking import DELETED
from ops.privacy.tables import as_text, cells, tables
from tests.at_once import at_once
from tests.chatbot.accounts.people import visitor
from tests.chatbot.api.talk import Talk, start

pytestmark = pytest.mark.usefixtures("demo")

ANA, NAME, PHONE = "ana.vela@example.org", "Ana Sofía Vela", "+49 171 2345678"
SPELLINGS = (ANA, "ANA.Vela@Example.org", "ana.vela%40example.org", NAME, "2345678", "1712345678")
#: The same address inside base64, at each of the three places where it may begin.
WRAPPED = [base64.b64encode(b"x" * shift + ANA.encode())[4:-4].decode() for shift in range(3)]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_DIR = tmp_path / "mail"
    settings.BACKUP_FOLDER = tmp_path / "backups"
    settings.BACKUP_URL = ""


@pytest.fixture
def joana(client: Client) -> Talk:
    """Somebody else, whose address ends like Ana's."""
    talk = start(client)
    talk.send("Do you have a branch in Rome?")
    talk.send("joana.vela@example.org")
    capture_lead(
        email="joana.vela@example.org", name="Joana Vela", consent=True, source="page_form",
        message=f"My friend {NAME} ({ANA}, {PHONE}) told me of you.", conversation_id=talk.id,
    )  # fmt: skip
    talk.send(f"You may also ask {ANA.upper()} about me.")
    return talk


@pytest.fixture
def everywhere(client: Client, joana: Talk) -> dict[str, Any]:
    """Ana in every place that can hold her."""
    WebhookEndpoint.objects.create(name="crm", url="https://127.0.0.1/")
    left = start(client)
    left.send("Do you work online?")
    capture_lead(
        email="Ana.Vela@example.org", name=NAME, phone=PHONE, message=f"Call {PHONE}", consent=True,
        source="chat_form", conversation_id=left.id,
        page_url="https://x.test/?e=ana.vela%40example.org",
    )  # fmt: skip
    typed = start(client)
    typed.send("Do you have a branch in Lisbon?")
    typed.send(f"write to ANA.VELA@EXAMPLE.ORG, I am {NAME}")
    mailed = start(client)
    mailed.send("What does a session cost?")
    assert mailed.post("transcript/", {"email": "ANA.vela@example.org"}).status_code == 202
    came, _ = Conversation.start(page_url="https://x.test/?email=ana.vela%40example.org")
    user = visitor(ANA)
    own, _ = Conversation.start(account=user)
    Message.objects.create(conversation=own, role="visitor", text="Nothing of me in it")
    session = SessionStore()
    session["waiting"] = {"email": ANA}
    session.create()
    lead = Lead.objects.get(email_key=ANA)
    LogEntry.objects.create(
        user=visitor("staff@x.test"), content_type=ContentType.objects.get_for_model(Lead),
        object_id=str(lead.pk), object_repr=NAME, action_flag=CHANGE,
        change_message=json.dumps(
            [{"changed": {"name": "note", "object": NAME}}], ensure_ascii=False
        ),
    )  # fmt: skip
    EvalCase.objects.create(title="Lisbon", turns=f"I am {NAME}\nwrite to {ANA}", must_say="ok")
    message = Message.objects.filter(conversation_id=typed.id, role="visitor").first()
    assert message is not None
    GuardEvent.objects.create(message=message, kind="injection", sentence=f"I am {NAME}")
    ErasureRequest.objects.create(conversation_id=typed.id, address=ANA, address_key=ANA)
    for row in OutboxMessage.objects.all():
        to_file(row)
    return {"typed": typed, "left": left, "mailed": mailed, "came": came, "own": own, "lead": lead}


def everything() -> Iterator[tuple[str, str]]:
    """Every text of every table, as it is stored and as it is opened."""
    for model in tables():
        names = [field.attname for field in model._meta.local_concrete_fields]
        for row in model._base_manager.values_list(*names):
            yield model._meta.label, " ".join(as_text(value) for value in row if value)
        for cell in cells(model):
            yield f"{cell.table}.{cell.field}", cell.text


def still_there() -> set[str]:
    found = set()
    for place, text in everything():
        low = text.lower().replace("joana.vela@example.org", "")
        if any(one.lower() in low for one in (*SPELLINGS, *WRAPPED)):
            found.add(place)
    return found


def command(*arguments: str) -> tuple[int, dict[str, Any]]:
    out, code = StringIO(), 0
    try:
        call_command(*arguments, "--json", stdout=out, stderr=StringIO())
    except SystemExit as error:
        code = int(error.code or 0)
    return code, json.loads(out.getvalue())


def test_everywhere_is_everywhere(everywhere: dict[str, Any]) -> None:
    """The scenery: without it the tests below would pass with nothing to do."""
    places = still_there()
    for place in ("leads.Lead.email", "leads.Lead.name", "leads.Enquiry.message",
                  "chatbot.Message.text", "chatbot.Conversation.page_url", "ops.OutboxMessage.text",
                  "ops.WebhookDelivery.body", "account.EmailAddress.email", "auth.User.email",
                  "admin.LogEntry.object_repr", "admin.LogEntry.change_message",
                  "sessions.Session.session_data", "chatbot.EvalCase.turns",
                  "chatbot.GuardEvent.sentence", "chatbot.ErasureRequest.address"):  # fmt: skip
        assert place in places, place
    assert len(list(elsewhere.email_files())) >= 3


def test_a_dry_run_counts_and_deletes_nothing(everywhere: dict[str, Any]) -> None:
    before = sorted(everything())
    code, said = command("erase_person", " Ana.VELA@example.org ")
    assert code == 0 and said["erased"] is False
    assert said["counts"]["leads"] == 1
    assert said["counts"]["conversations"] == 4
    assert said["counts"]["accounts"] == 1
    assert said["counts"]["emails"] >= 3 and said["counts"]["webhooks"] >= 2
    assert said["counts"]["sessions"] == 1 and said["counts"]["email_files"] >= 3
    assert sorted(everything()) == before


def test_deleted_everywhere_and_nobody_else(everywhere: dict[str, Any], joana: Talk) -> None:
    code, said = command("erase_person", "ANA.VELA@Example.org", "--yes")
    assert said["left"] == [] and code == 0, said
    assert still_there() == set()
    assert not [path for path in elsewhere.email_files() if ANA in path.read_text().lower()
                .replace("joana.vela@example.org", "")]  # fmt: skip
    kept = {str(one.pk) for one in Conversation.objects.all()}
    assert kept == {joana.id}
    assert Lead.objects.get().email == "joana.vela@example.org"
    assert (
        Enquiry.objects.get(source="page_form").message
        == f"My friend {DELETED} ({DELETED}, {DELETED}) told me of you."
    )
    texts = list(Message.objects.filter(role="visitor").values_list("text", flat=True))
    assert f"You may also ask {DELETED} about me." in texts
    assert EvalCase.objects.get().turns == f"I am {DELETED}\nwrite to {DELETED}"
    assert OutboxMessage.objects.filter(to="joana.vela@example.org").exists()
    # Other tools hear that the lead was deleted, by its number.
    told = WebhookDelivery.objects.filter(event="lead.erased").get()
    assert str(everywhere["lead"].pk) in told.body
    log = LogEntry.objects.get()
    assert (log.object_repr, log.change_message) == ("(deleted)", "")


def test_it_is_written_down_without_whose_it_was(everywhere: dict[str, Any]) -> None:
    command("erase_person", ANA, "--yes")
    deed = DataDeed.objects.get()
    assert (deed.what, deed.via, deed.left) == ("erase", "command", [])
    assert deed.counts["leads"] >= 1 and ANA not in str(DataDeed.objects.values())
    assert [one.pk for one in erase.deeds_of("ANA.vela@EXAMPLE.org")] == [deed.pk]
    assert not erase.deeds_of("joana.vela@example.org").exists()
    entry = AuditEntry.objects.get(kind="erasure", object_type="ops.datadeed")
    assert entry.person == "command line" and "things" in entry.about
    # Once more: nothing to do, and nothing to write down.
    code, said = command("erase_person", ANA, "--yes")
    assert (code, said["counts"], said["left"]) == (0, {}, [])
    assert DataDeed.objects.count() == 1
    _, said = command("erase_person", ANA)
    assert said["erased_before"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of SQLite")
def test_the_bytes_of_the_database_hold_it_no_more(everywhere: dict[str, Any]) -> None:
    files = elsewhere._database_files()
    if not files:
        pytest.skip("the database of this run has no file")
    assert ANA.encode() in b"".join(one.read_bytes() for one in files if one.exists()).lower()
    command("erase_person", ANA, "--yes")
    raw = b"".join(one.read_bytes() for one in files if one.exists())
    low = raw.lower().replace(b"joana.vela@example.org", b"")
    for one in (ANA, NAME.lower(), "1712345678", PHONE):
        assert one.encode() not in low, one


def test_what_is_left_is_named_and_is_a_failure(everywhere: dict[str, Any]) -> None:
    entry = KnowledgeEntry.objects.create(title="Who are you?", answer=f"Ask {ANA}, she knows us.")
    code, said = command("erase_person", ANA, "--yes")
    assert code == 1
    assert [(one["where"], one["key"], one["field"], one["what"]) for one in said["left"]] == [
        ("chatbot.KnowledgeEntry", str(entry.pk), "answer", "address")
    ]
    assert ANA not in json.dumps(said)
    entry.delete()
    assert command("erase_person", ANA, "--yes")[0] == 0


def test_a_name_that_somebody_else_has_is_no_failure(everywhere: dict[str, Any]) -> None:
    capture_lead(email="other@example.org", name=NAME, consent=True, source="page_form")
    code, said = command("erase_person", ANA, "--yes")
    assert code == 0
    assert Lead.objects.get(email_key="other@example.org").name == NAME
    assert {(one["where"], one["sure"]) for one in said["left"]} >= {("leads.Lead", False)}


def test_who_writes_while_being_deleted_is_deleted_again(
    everywhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = []
    once = erase.once

    def and_then_she_writes(address: str) -> dict[str, int]:
        counts = once(address)
        rounds.append(1)
        if len(rounds) == 1:
            capture_lead(email=ANA, name=NAME, consent=True, source="page_form", message="Hello?")
        return counts

    monkeypatch.setattr(erase, "once", and_then_she_writes)
    done = pending.erase_person(ANA, via=DataDeed.Via.COMMAND)
    assert len(rounds) == 2 and done.proof.found == []
    assert not Lead.objects.filter(email_key=ANA).exists()


def test_a_kill_in_the_middle_leaves_all_or_nothing_and_the_same_command_goes_on(
    everywhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = still_there()
    handlers = dict(privacy._handlers)

    def killed(email: str) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        broken = {**handlers, "emails": privacy.Handler(handlers["emails"].export, killed,
                                                         handlers["emails"].count, "")}  # fmt: skip
        patch.setattr(privacy, "_handlers", broken)
        with pytest.raises(KeyboardInterrupt):
            pending.erase_person(ANA, via=DataDeed.Via.COMMAND)
    assert still_there() == before
    with monkeypatch.context() as patch:
        patch.setattr(erase, "blot_out", lambda looker, hits: killed(""))
        with pytest.raises(KeyboardInterrupt):
            pending.erase_person(ANA, via=DataDeed.Via.COMMAND)
    assert not Lead.objects.filter(email_key=ANA).exists()
    code, said = command("erase_person", ANA, "--yes")
    # What she is called went with the lead; her address still finds every row that names her.
    assert code == 0
    assert ANA not in "".join(text.lower().replace("joana.vela@example.org", "")
                              for _, text in everything())  # fmt: skip


def test_somebody_writing_at_the_same_moment_is_tried_again(
    everywhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers = dict(privacy._handlers)
    tries = []

    def busy(email: str) -> int:
        tries.append(1)
        if len(tries) < 3:
            raise IntegrityError("a message came into a conversation that goes")
        return 0

    busy_one = privacy.Handler(lambda email: [], busy, lambda email: 0, "")
    monkeypatch.setattr(privacy, "_handlers", {"busy": busy_one, **handlers})
    assert pending.erase_person(ANA, via=DataDeed.Via.COMMAND).proof.found == []
    assert len(tries) >= 3


def test_the_owner_and_those_who_work_here_are_refused(settings: Settings) -> None:
    staff = visitor("boss@example.org")
    staff.is_staff = True
    staff.save()
    for address in ("Owner@Northbound.example.com", "BOSS@example.org"):
        for name in ("erase_person", "export_person"):
            with pytest.raises(CommandError, match="works here") as refused:
                call_command(name, address, "--json")
            assert refused.value.returncode == 2


@pytest.mark.parametrize("address", ["", "a", "a@b", "a b@example.org", "@example.org", "a@b..co"])
def test_what_is_no_address_is_wrong_use(address: str) -> None:
    for name in ("erase_person", "export_person"):
        with pytest.raises(CommandError) as refused:
            call_command(name, address, "--json")
        assert refused.value.returncode == 2


def exported(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("export_person", *arguments, "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_everything_is_given_out_and_nothing_of_anybody_else(everywhere: dict[str, Any]) -> None:
    said = exported("ANA.vela@example.org")
    rooms = said["rooms"]
    lead = rooms["leads"][0]
    assert (lead["email"], lead["name"], lead["phone"]) == ("Ana.Vela@example.org", NAME, PHONE)
    assert f"Call {PHONE}" in [one.get("message") for one in lead["enquiries"]]
    assert lead["consents"][0]["act"] == "given" and "answer me" in lead["consents"][0]["text"]
    talks = {one["id"]: one for one in rooms["conversations"]}
    for name in ("typed", "left", "mailed"):
        assert everywhere[name].id in talks
    assert str(everywhere["came"].pk) in talks
    said_in_typed = [one["text"] for one in talks[everywhere["typed"].id]["messages"]]
    assert f"write to ANA.VELA@EXAMPLE.ORG, I am {NAME}" in said_in_typed
    named = next(one for one in rooms["conversations"] if "named_in" in one)
    assert named["named_in"] == [f"You may also ask {ANA.upper()} about me."]
    assert rooms["accounts"][0]["email"] == ANA
    assert {one["to"].lower() for one in rooms["emails"]} == {ANA}
    text = json.dumps(said)
    for secret in ("token_hash", "password", 'claim"', "/admin/", "owner@northbound"):
        assert secret not in text, secret
    for other in ("joana", "Rome"):
        assert other not in text, other


def test_the_zip_is_read_by_people_and_programs(everywhere: dict[str, Any], tmp_path: Path) -> None:
    Lead.objects.filter(email_key=ANA).update(name="<script>alert(1)</script>")
    file = tmp_path / "ana.zip"
    call_command("export_person", ANA, "--output", str(file), stdout=StringIO(), stderr=StringIO())
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        pages = {name: archive.read(name).decode() for name in names}
    assert names[0] == "read-me-first.html" and "everything.json" in names
    assert json.loads(pages["leads.json"])[0]["name"] == "<script>alert(1)</script>"
    assert "<script>" not in pages["leads.html"] and "&lt;script&gt;" in pages["leads.html"]
    for page in [name for name in names if name.endswith(".html") and name != names[0]]:
        assert f'href="{page}"' in pages[names[0]]
    deed = DataDeed.objects.get()
    assert (deed.what, deed.counts["leads"]) == ("export", 1)
    assert AuditEntry.objects.filter(kind="export", object_type="ops.datadeed").exists()


def test_the_zip_goes_to_a_pipe_and_not_to_a_screen(
    everywhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Pipe(io.TextIOWrapper):
        screen = False

        def isatty(self) -> bool:
            return self.screen

    pipe = Pipe(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", pipe)
    call_command("export_person", ANA, stderr=StringIO())
    assert zipfile.ZipFile(io.BytesIO(pipe.buffer.getvalue())).namelist()  # type: ignore[attr-defined]
    pipe.screen = True
    with pytest.raises(CommandError, match="--output"):
        call_command("export_person", ANA)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_person", ANA, "--output", str(tmp_path / "no" / "x.zip"))


def test_of_somebody_unknown_there_is_nothing_and_it_says_so() -> None:
    assert exported("nobody@example.org")["rooms"] == {}
    code, said = command("erase_person", "nobody@example.org", "--yes")
    assert (code, said["counts"], said["left"]) == (0, {}, [])


def test_backups_are_named_with_how_long_they_hold_it(everywhere: dict[str, Any]) -> None:
    if connection.vendor != "sqlite" or not elsewhere._database_files():
        pytest.skip("needs a database in a file")
    call_command("backup", stdout=StringIO(), stderr=StringIO())
    code, said = command("erase_person", ANA, "--yes")
    assert code == 0
    assert len(said["copies"]) == 1 and "newer ones were made" in said["copies"][0]


def test_what_cannot_be_searched_is_said_with_exit_3(
    everywhere: dict[str, Any], settings: Settings
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache",
                                   "LOCATION": "redis://127.0.0.1:1/0"}}  # fmt: skip
    code, said = command("erase_person", ANA, "--yes")
    assert code == 3 and "Redis could not be searched" in said["unsearched"][0]


def test_a_message_into_a_conversation_that_has_just_gone_is_not_found(
    everywhere: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk: Talk = everywhere["typed"]
    opened = access.open_conversation

    def and_then_it_goes(request: Any, conversation_id: Any) -> Conversation:
        found = opened(request, conversation_id)
        Conversation.objects.filter(pk=conversation_id).delete()
        return found

    monkeypatch.setattr(messages, "open_conversation", and_then_it_goes)
    assert talk.send("Are you still there?").status_code == 404


def test_an_account_that_proved_nothing_goes_and_one_that_proved_another_stays() -> None:
    visitor(ANA, verified=False)
    other = visitor("eva@example.org")
    other.emailaddress_set.create(email=ANA.upper(), verified=False)
    command("erase_person", ANA, "--yes")
    assert [str(one.email) for one in other.emailaddress_set.all()] == ["eva@example.org"]
    assert not type(other).objects.filter(email=ANA).exists()


def test_an_international_address_in_both_spellings(client: Client) -> None:
    capture_lead(email="Éva@bücher.example", name="Éva Nagy", consent=True, source="page_form")
    talk = start(client)
    talk.send("Do you have a branch in Lisbon?")
    Message.objects.create(
        conversation_id=talk.id, role="visitor", text="ÉVA@xn--bcher-kva.example"
    )
    code, said = command("erase_person", "éva@xn--bcher-kva.example", "--yes")
    assert code == 0 and said["counts"]["conversations"] == 1
    assert not Lead.objects.exists()


def test_a_plus_address_leaves_the_plain_one_alone() -> None:
    for email in ("eva@example.org", "eva+news@example.org"):
        capture_lead(email=email, consent=True, source="page_form")
    command("erase_person", "EVA+news@example.org", "--yes")
    assert [lead.email for lead in Lead.objects.all()] == ["eva@example.org"]


def test_many_conversations_and_messages_are_searched_in_good_time() -> None:
    one, _ = Conversation.start()
    Message.objects.bulk_create(
        Message(conversation=one, role="visitor", text=f"Question {number} about coaching, please")
        for number in range(5000)
    )
    began = timezone.now()
    command("erase_person", ANA, "--yes")
    assert timezone.now() - began < timedelta(seconds=20)


def test_people_who_write_at_the_same_moment_get_an_answer_or_are_told_that_it_is_gone(
    client: Client,
) -> None:
    talk = start(client)
    talk.send(f"I am {NAME}, {ANA}")
    statuses: list[int] = []

    def act(number: int) -> None:
        if number == 2:
            pending.erase_person(ANA, via=DataDeed.Via.COMMAND)
            return
        for turn in range(3):
            own = Talk(Client(), talk.id, talk.token)
            statuses.append(own.send(f"{number} {turn}: {ANA}").status_code)

    at_once(5, act)
    assert len(statuses) == 12 and set(statuses) <= {201, 404}, statuses
    assert pending.erase_person(ANA, via=DataDeed.Via.COMMAND).proof.found == []
    assert still_there() == set()
