"""One person out of every table there is: byte by byte, twice, and with a kill in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force
from django.db import connection
from pytest_django import Settings

from chatbot.models import Conversation, Message
from leads.capture import capture_lead
from leads.models import ContactImport, Enquiry, Lead, LeadNote
from ops.models import DataDeed, OutboxMessage, PendingErasure, Suppression, WebhookEndpoint
from ops.outbox import suppression
from ops.privacy import archive, pending, processing
from ops.privacy.looking import DELETED
from ops.privacy.person import person_of
from ops.privacy.processing import VISITORS, Data
from tests.chatbot import in_every_table as scene
from tests.chatbot.accounts.people import owner
from tests.live_site import ROOT

pytestmark = pytest.mark.usefixtures("demo")
#: What may be there afterwards that was not before: none of it holds anything of anybody.
ADDED = {
    "ops.DataDeed", "ops.AuditEntry", "ops.PendingErasure", "ops.Suppression", "admin.LogEntry",
    "ops.WebhookDelivery", "leads.ForgottenBooking", "leads.FitQuestion", "leads.ContactImport",
    "chatbot.EvalCase", "chatbot.EvalRun", "chatbot.ErasureRequest", "contenttypes.ContentType",
}  # fmt: skip
SAID = "My friend {name} ({address}, {phone}) told me of you."


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_DIR = tmp_path / "mail"
    settings.BACKUP_FOLDER = tmp_path / "backups"


@pytest.fixture
def people() -> tuple[scene.Somebody, scene.Somebody]:
    """Ana, and Joana, who was there before her."""
    WebhookEndpoint.objects.create(name="crm", url="https://127.0.0.1/")
    maya = owner()
    ana, joana = scene.ana(), scene.joana()
    scene.fill(joana, maya)
    return ana, joana


def test_out_of_every_table_and_nobody_else(
    people: tuple[scene.Somebody, scene.Somebody], tmp_path: Path
) -> None:
    ana, joana = people
    before = scene.snapshot()
    scene.fill(ana, Lead.objects.get().notes.get().by)
    ContactImport.objects.filter(lines__icontains="nina").update(label="both.csv")
    # The scenery: whatever table can hold a visitor holds her.
    can = {
        one.label for one in processing.tables().values()
        if one.of == VISITORS and {*one.data} & {Data.CONTACT, Data.WORDS, Data.ACCOUNT}
    }  # fmt: skip
    sealed = {"ops.PendingErasure"}
    assert can - set(scene.labels_with(ana)) - sealed == set()

    done = pending.erase_person(ana.alias.upper(), via=DataDeed.Via.COMMAND)
    assert [str(one) for one in done.proof.left] == []
    assert scene.found_in(scene.raw(tmp_path), ana, but=joana) == []

    after = scene.snapshot()
    assert {key: after.get(key) for key in before} == before
    added = {label for label, key in set(after) - set(before)}
    assert added <= ADDED
    assert ContactImport.objects.get(label="both.csv").lines == [
        [3, ["somebody@example.com", "Sam", ""]]
    ]
    # An address that came back stays left alone, and nobody can read it out of that.
    assert suppression.of("Ana.Vela@bücher.example", [""]) is not None
    assert Suppression.objects.filter(message=None).count() == 1

    again = pending.erase_person(ana.alias, via=DataDeed.Via.COMMAND)
    assert again.counts == {} and again.proof.left == []
    assert scene.snapshot().keys() - after.keys() <= {
        key for key in scene.snapshot() if key[0] == "ops.PendingErasure"
    }
    assert not PendingErasure.objects.exclude(sealed="").exists()


def test_given_out_is_what_would_be_deleted(
    people: tuple[scene.Somebody, scene.Somebody],
) -> None:
    ana, joana = people
    scene.fill(ana, Lead.objects.get().notes.get().by)
    given = archive.gathered(ana.alias)
    text = json.dumps(given, ensure_ascii=False, default=str)
    lead = given["leads"][0]
    assert lead["notes"][0]["text"] == f"{ana.name}: {ana.secret}"  # type: ignore[index]
    assert lead["bookings"][0]["answers"][0]["answer"] == ana.secret  # type: ignore[index]
    for name in ("events", "addresses", "merges", "fit_answers", "consents", "enquiries"):
        assert lead[name], name
    assert {"in_a_file_to_import": [ana.typed, ana.name, ana.secret]} in given["leads"]
    talks = {str(one["id"]) for one in given["conversations"]}
    assert set(ana.numbers[1:]) <= talks and not set(joana.numbers) & talks
    # Emails to either of her addresses, with what became of them.
    assert {str(one["to"]).lower() for one in given["emails"]} >= {ana.alias, ana.typed.lower()}
    assert given["webhooks"] and given["accounts"]
    for other in (joana.address, joana.name, joana.secret, joana.phone, "maya", "owner@northb"):
        assert other not in text, other


def test_who_is_only_named_takes_nobody_elses_email_along(
    people: tuple[scene.Somebody, scene.Somebody],
) -> None:
    ana, joana = people
    said = SAID.format(name=ana.name, address=ana.typed, phone=ana.phone)
    capture_lead(email=joana.address, message=said, consent=True, source="page_form")
    scene.fill(ana, Lead.objects.get().notes.get().by)
    to_joana = OutboxMessage.objects.filter(reply_to__icontains="joana")
    emails = set(to_joana.values_list("pk"))
    assert emails
    pending.erase_person(ana.address, via=DataDeed.Via.COMMAND)
    blotted = SAID.format(name=DELETED, address=DELETED, phone=DELETED)
    assert Enquiry.objects.filter(message=blotted).count() == 1
    assert set(to_joana.values_list("pk")) == emails
    notice = OutboxMessage.objects.filter(kind="lead_notice", text__contains=blotted)
    assert notice.count() == 1


def test_an_address_of_the_team_is_nobody_elses_other_address(
    people: tuple[scene.Somebody, scene.Somebody],
) -> None:
    ana, _ = people
    scene.fill(ana, Lead.objects.get().notes.get().by)
    lead = Lead.objects.get(email_key=ana.spelled[0].lower())
    lead.addresses.create(
        email="owner@northbound.example.com", email_key="owner@northbound.example.com"
    )
    assert "owner@northbound.example.com" not in person_of(ana.address).addresses
    told = OutboxMessage.objects.filter(kind="lead_notice", reply_to__icontains="joana").count()
    pending.erase_person(ana.address, via=DataDeed.Via.COMMAND)
    kept = OutboxMessage.objects.filter(kind="lead_notice", reply_to__icontains="joana")
    assert kept.count() == told > 0


def test_a_process_that_breaks_is_gone_on_with_by_another(
    people: tuple[scene.Somebody, scene.Somebody],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    ana, joana = people
    scene.fill(ana, Lead.objects.get().notes.get().by)
    capture_lead(
        email=joana.address, consent=True, source="page_form",
        message=SAID.format(name=ana.name, address=ana.typed, phone=ana.phone),
    )  # fmt: skip
    row = pending.ask(ana.address, via=DataDeed.Via.ADMIN)

    def breaks(*given: Any) -> int:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr("ops.privacy.erase.blot_out", breaks)
        assert pending.work() == 0
    assert not Lead.objects.filter(email_key=ana.spelled[0].lower()).exists()
    row.refresh_from_db()
    assert row.done_at is None and "OSError" in row.problem
    told = OutboxMessage.objects.get(kind="erasure_done")
    assert "is not done" in told.subject and ana.name not in told.text
    # Not before its time; then another process knows all that the first did.
    assert pending.work() == 0
    PendingErasure.objects.update(taken_until=None)
    assert pending.work() == 1
    assert scene.found_in(scene.raw(tmp_path), ana, but=joana) == []
    assert DataDeed.objects.filter(what="erase").count() == 1


def test_after_a_change_of_the_key_it_is_said_that_it_cannot_be_read(
    people: tuple[scene.Somebody, scene.Somebody], settings: Settings
) -> None:
    ana, _ = people
    row = pending.ask(ana.address, via=DataDeed.Via.VISITOR)
    settings.SECRET_KEY = "another-key-of-tests-0123456789-abcdefghijklmnop"
    assert pending.work() == 0
    row.refresh_from_db()
    assert row.done_at and row.sealed == "" and "SECRET_KEY" in row.problem
    assert "SECRET_KEY" in OutboxMessage.objects.get(kind="erasure_done").text


class Place:
    """The database of this run, for processes of their own: a copy of SQLite's, or PostgreSQL's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = scene.postgres_url()
        if connection.vendor == "sqlite":
            file = folder / "copy.sqlite3"
            file.write_bytes(bytes(connection.connection.serialize()))
            self.url = f"sqlite:///{file}"

    def begin(self, address: str) -> subprocess.Popen[bytes]:
        """The command, in a process."""
        return self.run(*erasing(address))

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Any command, in a process."""
        variables = {
            "PATH": os.environ["PATH"], "ENV_FILE": "", "DEBUG": "true",
            "SECRET_KEY": in_force.SECRET_KEY, "REDIS_URL": "",
            "DATABASE_URL": self.url, "EMAIL_FILE_DIR": str(self.folder / "mail"),
            "BACKUP_FOLDER": str(self.folder / "backups"),
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, "manage.py", *command], cwd=ROOT,
            env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def change(self, sql: str) -> None:
        """Have the database do something, from outside."""
        scene.told(self.url, sql)

    def count(self, table: str, where: str = "1=1") -> int:
        """How many rows, as another process sees them."""
        sql = f"SELECT count(*) FROM {table} WHERE {where}"  # noqa: S608 - our own words
        return int(scene.asked(self.url, sql)[0][0])

    def bytes(self) -> bytes:
        """All of it."""
        if connection.vendor == "sqlite":
            files = sorted(self.folder.glob("copy.sqlite3*"))
            return scene._small(b"".join(one.read_bytes() for one in files))
        return scene.raw(self.folder)


def erasing(address: str) -> tuple[str, ...]:
    """The command that deletes somebody."""
    return ("erase_person", address, "--yes", "--json")


def killed_when(place: Place, command: tuple[str, ...], reached: Callable[[], bool]) -> None:
    """Run a command and kill it, without a word, as soon as that is so."""
    process, until = place.run(*command), time.monotonic() + 90
    try:
        while not reached():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until
            time.sleep(0.002)
    finally:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_real_kill_on_the_way_leaves_nothing_in_the_end(
    people: tuple[scene.Somebody, scene.Somebody], tmp_path: Path
) -> None:
    ana, joana = people
    capture_lead(
        email=joana.address, consent=True, source="page_form",
        message=SAID.format(name=ana.name, address=ana.typed, phone=ana.phone),
    )  # fmt: skip
    others, _ = Conversation.start()
    Message.objects.bulk_create(
        Message(conversation=others, role="visitor", text=f"Question {number} about Lisbon?")
        for number in range(20_000)
    )
    kept = {
        model._meta.db_table: model._base_manager.count() for model in (Lead, LeadNote, Message)
    }
    scene.fill(ana, Lead.objects.get(email_key=joana.spelled[0].lower()).notes.get().by)
    place = Place(tmp_path)
    lead = f"email_key = '{ana.spelled[0].lower()}'"
    assert place.count("leads_lead", lead) == 1
    # It has put down whose it is, and deleted nothing yet.
    killed_when(place, erasing(ana.address), lambda: place.count("ops_pendingerasure") == 1)
    assert place.count("leads_lead", lead) == 1
    # What she is called went with her lead; her name still stands in what Joana wrote.
    killed_when(place, erasing(ana.alias), lambda: place.count("leads_lead", lead) == 0)
    assert place.count("ops_pendingerasure", "done_at is null") >= 1
    assert scene.found_in(place.bytes(), ana, but=joana)
    last = place.begin(ana.address)
    out, errors = last.communicate(timeout=200)
    assert last.returncode == 0, (out, errors)
    assert json.loads(out)["left"] == []
    assert scene.found_in(place.bytes(), ana, but=joana) == []
    assert {table: place.count(table) for table in kept} == kept
    assert place.count("leads_enquiry", f"message like '%{DELETED}%'") == 1
