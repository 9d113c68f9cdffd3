"""Contacts brought in: from any program, with evidence, all of them or nobody."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leads import personal_data
from leads.capture import capture_lead
from leads.contacts import columns, keeping, store
from leads.contacts.plan import make
from leads.contacts.reading import UnreadableContacts, read
from leads.contacts.rows import ContactImport
from leads.export.files import csv_parts
from leads.export.rows import Wanted
from leads.models import Consent, Lead, LeadAddress, LeadNote
from leads.sender import today
from ops.audit.rows import AuditEntry
from ops.models import OutboxMessage, WebhookDelivery, WebhookEndpoint
from tests.at_once import at_once
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db

TABLE = (
    "E-Mail;Vorname;Nachname;Telefon\nana@example.org;Łukasz;Żółć;+46 8 1\nbo@example.org;Bo;;\n"
)
AGREED = {"agreed": "Sign-up form of my spring workshop", "sure": "on", "status": "contacted"}


@pytest.fixture
def maya() -> Client:
    return people.signed_in(people.owner("maya"))


def handed_over(client: Client, data: bytes, name: str = "contacts.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("admin:leads_lead_import"), {"file": file})


def run_of(client: Client, text: str) -> ContactImport:
    assert handed_over(client, text.encode()).status_code == 302
    return ContactImport.objects.latest("pk")


def stored(client: Client, run: ContactImport, **more: Any) -> Any:
    where = reverse("admin:leads_lead_import_store", args=[run.pk])
    return client.post(where, AGREED | more, follow=True)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    sheet = read(TABLE.replace(";", separator).encode(encoding))
    assert columns.guess(sheet) == ["email", "first", "last", "phone"]
    assert sheet.lines[0] == (2, ("ana@example.org", "Łukasz", "Żółć", "+46 8 1"))
    assert sheet.notes == ()


def test_western_text_is_read_and_said_so() -> None:
    sheet = read("Name,E-mail\nJosé Müller,jose@example.org\n".encode("cp1252"))
    assert sheet.lines[0][1][0] == "José Müller"
    assert "Windows-1252" in sheet.notes[0]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_lines_end_in_any_way(newline: str) -> None:
    assert len(read(TABLE.replace("\n", newline).encode()).lines) == 2


def test_cells_may_hold_lines_and_quotes_and_excel_says_its_separator() -> None:
    text = 'sep=;\r\nemail;note\r\nana@example.org;"a\r\nb ""c""; d"\r\n'
    sheet = read(text.encode())
    assert sheet.lines[0][1] == ("ana@example.org", 'a\r\nb "c"; d')


def test_without_headings_the_columns_are_told_by_what_stands_in_them() -> None:
    sheet = read(b"Bo Berg,bo@example.org,+46 8 555 010\nCi Dahl,ci@example.org,08-555 020\n")
    assert columns.guess(sheet) == ["name", "email", "phone"]
    assert len(sheet.lines) == 2


def test_headings_of_common_programs_are_known() -> None:
    google = b"First Name,Last Name,Labels,E-mail 1 - Value,Phone 1 - Value\nA,B,* x,a@e.org,1\n"
    assert columns.guess(read(google)) == ["first", "last", "tags", "email", "phone"]
    mailchimp = b"Email Address,First Name,Last Name,TAGS,CONFIRM_TIME\na@e.org,A,B,x,2025-01-02\n"
    assert columns.guess(read(mailchimp)) == ["email", "first", "last", "tags", "agreed_on"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"PK\x03\x04xx", "Excel workbook"),
        (b"BEGIN:VCARD\n", "vCard"), (b"\x89PNG\x00\x01\x02" * 50, "picture"),
        (b"a@b\x01\x02" * 50, "no text"),
        (b"name,phone\nAna,1\n", "no email address"), (b"<html>a@b.org", "web page"),
        (b'email,name\na@example.org,"Ana\n', "Line 2: a quotation mark"),
        (("a@example.org" + ",x" * 80).encode(), "60 columns"),
        (b"a@example.org\n" * 25_002, "25,000 lines"),
        (b"\xff\xfea\x00\x00\xd8", "encoding"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_change(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableContacts, match=words):
        read(data)


def test_it_is_looked_at_before_anybody_is_stored(maya: Client) -> None:
    lead("bo@example.org", name="")
    text = TABLE + "nonsense;X;;\nANA@example.org;;;\n;Nobody;;\n"
    run = run_of(maya, text)
    page = maya.get(reverse("admin:leads_lead_import_run", args=[run.pk])).content.decode()
    assert "1 new, 1 known already, 2 with problems" in page
    assert "has an address that cannot be written to" in page and "has no email address" in page
    assert "the same address as in line 2" in page
    assert Lead.objects.count() == 1 and not Consent.objects.exists()


def test_without_evidence_nobody_is_stored(maya: Client) -> None:
    run = run_of(maya, TABLE)
    for missing, words in (
        ({"agreed": ""}, "Say where they agreed"), ({"sure": ""}, "Tick this once"),
        ({"agreed": "yes"}, "which form"), ({"agreed_on": "2999-01-01"}, "has not come yet"),
    ):  # fmt: skip
        assert words in stored(maya, run, **missing).content.decode()
    assert not Lead.objects.exists()
    run.refresh_from_db()
    assert run.state == "ready" and len(run.lines) == 2, "and nothing has to be typed again"


def test_evidence_is_kept_with_each_and_nobody_is_written_to(maya: Client) -> None:
    WebhookEndpoint.objects.create(name="The sheet", url="https://hooks.other-tool.com/x")
    run = run_of(maya, TABLE)
    answer = stored(maya, run, tags="workshop", agreed_on="2025-03-01")
    assert "2 are new" in answer.content.decode()
    ana = Lead.objects.get(email="ana@example.org")
    assert (ana.name, ana.phone, ana.status) == ("Łukasz Żółć", "+46 8 1", "contacted")
    assert [tag.name for tag in ana.tags.all()] == ["workshop"]
    consent = ana.consents.get()
    assert "maya stated: Sign-up form of my spring workshop" in consent.text
    assert (consent.version, consent.source, f"{consent.given_at:%Y-%m-%d}") == (
        "import", "import", "2025-03-01",
    )  # fmt: skip
    page = maya.get(reverse("admin:leads_lead_change", args=[ana.pk])).content.decode()
    assert "Imported, agreed before" in page
    assert not OutboxMessage.objects.exists() and not WebhookDelivery.objects.exists()
    entry = AuditEntry.objects.get(kind="import")
    assert entry.about == "2 new, 0 known"
    run.refresh_from_db()
    assert (run.state, run.lines) == ("done", []), "the file is not kept"


def test_of_who_is_known_nothing_is_overwritten(maya: Client) -> None:
    capture_lead(email="ana@example.org", name="Ana", consent=True, source="api")
    kept = lead("kept@example.org", name="Kept")
    LeadAddress.objects.create(lead=kept, email="bo@example.org", email_key="bo@example.org")
    run = run_of(maya, TABLE)
    assert "0 are new, 2 were known" in stored(maya, run).content.decode()
    ana = Lead.objects.get(email="ana@example.org")
    assert (ana.name, ana.phone, ana.status) == ("Ana", "+46 8 1", "new")
    assert ana.consents.count() == 2
    assert Lead.objects.count() == 2, "another address of somebody known is them"
    assert kept.consents.count() == 1


def test_lines_with_problems_are_left_out_only_when_it_is_said(maya: Client) -> None:
    run = run_of(maya, TABLE + "nonsense;;;\n")
    assert "put the lines right" in stored(maya, run).content.decode()
    assert not Lead.objects.exists()
    page = stored(maya, run, leave_out="on").content.decode()
    assert "Line 4 has an address" in page and Lead.objects.count() == 2


def test_the_columns_can_be_put_right(maya: Client) -> None:
    run = run_of(maya, "a,b\nana@example.org,Ana\n")
    where = reverse("admin:leads_lead_import_run", args=[run.pk])
    wrong = maya.post(where, {"column-0": "name", "column-1": "name"}, follow=True)
    assert "which one column holds the email address" in wrong.content.decode()
    maya.post(where, {"column-0": "email", "column-1": "note"})
    stored(maya, run)
    assert LeadNote.objects.get().text == "Ana"


def test_twice_pressed_it_is_stored_once(maya: Client) -> None:
    run = run_of(maya, TABLE)
    stored(maya, run)
    assert "decided already" in stored(maya, run).content.decode()
    assert Consent.objects.count() == 2


def test_not_imported_is_forgotten(maya: Client) -> None:
    run = run_of(maya, TABLE)
    maya.post(reverse("admin:leads_lead_import_drop", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.lines) == ("dropped", [])
    assert "decided already" in stored(maya, run).content.decode()


def test_a_file_nobody_decides_about_is_forgotten_after_a_day(maya: Client) -> None:
    run = run_of(maya, TABLE)
    assert keeping.forget_old() == 0
    ContactImport.objects.update(started_at=timezone.now() - timedelta(hours=25))
    assert keeping.forget_old() == 1
    run.refresh_from_db()
    assert run.lines == []


def test_who_is_erased_is_taken_out_of_what_waits(maya: Client) -> None:
    run = run_of(maya, TABLE)
    assert personal_data.erase("ANA@example.org") == 1
    run.refresh_from_db()
    assert [cells[0] for _, cells in run.lines] == ["bo@example.org"]


def test_our_own_export_can_be_brought_back(maya: Client) -> None:
    lead("ana@example.org", name="=Ana", phone="+46 8 1234", tagged="vip, spring")
    text = "".join(csv_parts(Wanted()))
    Lead.objects.all().delete()
    run = run_of(maya, text)
    stored(maya, run)
    found = Lead.objects.get()
    assert (found.name, found.phone) == ("=Ana", "+46 8 1234")
    assert sorted(tag.name for tag in found.tags.all()) == ["spring", "vip"]


def test_hostile_cells_stay_text(maya: Client) -> None:
    run = run_of(maya, 'email,name\na@example.org,"<script>alert(1)</script>\u202e"\n')
    page = maya.get(reverse("admin:leads_lead_import_run", args=[run.pk])).content.decode()
    assert "<script>alert(1)" not in page
    stored(maya, run)
    assert Lead.objects.get().name == "<script>alert(1)</script>", (
        "marks that turn text are left out"
    )


def test_nobody_but_an_owner_brings_any_in(maya: Client) -> None:
    run = run_of(maya, TABLE)
    client = people.signed_in(people.assistant())
    assert handed_over(client, TABLE.encode()).status_code == 403
    assert stored(client, run).status_code == 403
    assert not Lead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_file_at_once_store_it_once() -> None:
    maya = people.owner("maya")
    sheet = read(TABLE.encode())
    run = ContactImport.objects.create(
        label="x.csv", lines=[[n, list(c)] for n, c in sheet.lines], columns=columns.guess(sheet)
    )
    decision = store.Decision(agreed="At my talk", agreed_on=None, status="contacted")
    done: list[Any] = []
    at_once(4, lambda n: done.append(store.confirm(run, decision, by=maya)))
    assert sum(one is not None for one in done) == 1
    assert Lead.objects.count() == Consent.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_the_middle_stores_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = read(TABLE.encode())
    run = ContactImport.objects.create(
        label="x.csv", lines=[[n, list(c)] for n, c in sheet.lines], columns=columns.guess(sheet)
    )

    def away(*args: Any) -> None:
        raise OSError("killed")

    monkeypatch.setattr(store, "_mark", away)
    with pytest.raises(OSError):
        store.confirm(
            run, store.Decision(agreed="At my talk", agreed_on=None, status="new"),
            by=people.owner(),
        )  # fmt: skip
    run.refresh_from_db()
    assert run.state == "ready" and len(run.lines) == 2
    assert not Lead.objects.exists()


def test_twenty_thousand_lines_take_seconds() -> None:
    text = "email,name,phone,tags,note\n" + "".join(
        f"somebody.{n}@example.org,Name {n},+46 8 {n},vip,note {n}\n" for n in range(20_000)
    )
    began = time.process_time()
    sheet = read(text.encode())
    run = ContactImport.objects.create(
        label="x.csv", lines=[[n, list(c)] for n, c in sheet.lines], columns=columns.guess(sheet)
    )
    assert len(make(run.lines, run.columns, today()).new) == 20_000
    looked = time.process_time() - began
    decision = store.Decision(agreed="At my talk", agreed_on=None, status="contacted")
    assert store.confirm(run, decision, by=people.owner()) == {
        "new": 20_000, "known": 0, "repeated": 0, "problems": 0,
    }  # fmt: skip
    took = time.process_time() - began
    assert Lead.objects.count() == LeadNote.objects.count() == 20_000
    # Of the processor's own seconds: routers cut a request after 30, and this one is one of two.
    assert looked < 5 and took < 12, (looked, took)


def test_what_is_missing_is_said_at_the_top_of_a_long_page(maya: Client) -> None:
    run = run_of(maya, TABLE)
    shown = maya.get(reverse("admin:leads_lead_import_run", args=[run.pk])).content.decode()
    assert "Nobody has been imported yet" not in shown
    refused = stored(maya, run, agreed="x").content.decode()
    assert "Nobody has been imported yet" in refused and 'href="#decide"' in refused
    assert refused.count('id="decide"') == 1 and "which form, event or talk" in refused
    assert not Lead.objects.exists()


@pytest.mark.parametrize("bad", [20, 21])
def test_few_lines_left_out_are_named_one_by_one_and_many_by_what_is_wrong(
    maya: Client, bad: int
) -> None:
    run = run_of(maya, TABLE + "nonsense;X;;\n" * bad)
    page = stored(maya, run, leave_out="on").content.decode()
    assert f"Left out ({bad})" in page
    one_by_one = "<li>Line 4 has an address that cannot be written to</li>" in page
    by_reason = f"Has an address that cannot be written to ({bad})" in page
    assert (one_by_one, by_reason) == ((True, False) if bad == 20 else (False, True))
    assert by_reason == (f"Lines 4 to {bad + 3}" in page)
