"""Personal data in the admin: for Owners, written down, with no address in an address bar."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from leads.capture import capture_lead
from leads.models import Lead
from ops.accounts import step_up
from ops.models import AuditEntry, DataDeed, RetentionPeriod
from ops.privacy import pending, retention
from tests.ops.team import people

pytestmark = pytest.mark.django_db(transaction=True)
PERSON, PERIODS = "/admin/ops/datadeed/person/", "/admin/ops/retentionperiod/"
ANA = "ana@example.org"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_DIR = tmp_path / "mail"


@pytest.fixture
def owner() -> Client:
    capture_lead(email=ANA, name="Ana Vela", consent=True, source="page_form")
    return people.signed_in(people.owner())


def test_looking_giving_out_and_deleting(owner: Client) -> None:
    page = owner.get(PERSON).content.decode()
    assert 'name="email"' in page and "Delete all of this" not in page
    page = owner.post(PERSON, {"step": "look", "email": " ANA@example.org"}).content.decode()
    assert "1 lead" in page and "2 emails" in page
    answer = owner.post(PERSON, {"step": "export", "email": ANA})
    assert "leads.json" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    unsure = owner.post(PERSON, {"step": "erase", "email": ANA})
    assert unsure.status_code == 422 and Lead.objects.exists()
    done = owner.post(PERSON, {"step": "erase", "email": ANA, "sure": "on"}, follow=True)
    assert "is being deleted" in done.content.decode() and "Under way" in done.content.decode()
    assert pending.work() == 1 and not Lead.objects.exists()
    listed = owner.get("/admin/ops/datadeed/").content.decode()
    assert "1 lead" in listed and "Under way" not in listed
    assert list(DataDeed.objects.values_list("what", "via")) == [
        ("erase", "admin"), ("export", "admin"),
    ]  # fmt: skip
    kinds = AuditEntry.objects.filter(object_type="ops.datadeed", person="owner")
    assert sorted(kinds.values_list("kind", flat=True)) == ["erasure", "export"]
    page = owner.post(PERSON, {"step": "look", "email": ANA}).content.decode()
    assert "It was deleted before" in page and "Nothing is kept" in page


@pytest.mark.parametrize("email", ["", "ana", "owner@northbound.example.com", "<b>@x.test"])
def test_what_cannot_be_done_is_said_beside_the_field(owner: Client, email: str) -> None:
    answer = owner.post(PERSON, {"step": "erase", "sure": "on", "email": email})
    assert answer.status_code == 422 and "errornote" in answer.content.decode()
    assert "<b>" not in answer.content.decode().replace("<b>Home", "")
    assert Lead.objects.exists()


def test_an_assistant_and_a_visitor_see_none_of_it(owner: Client) -> None:
    for client in (people.signed_in(people.assistant()), Client()):
        for page in (PERSON, PERIODS, "/admin/ops/datadeed/"):
            assert client.get(page).status_code in (302, 403)
        client.post(PERSON, {"step": "erase", "sure": "on", "email": ANA})
        client.post(PERIODS, {"leads": "30"})
    assert Lead.objects.exists() and not RetentionPeriod.objects.exists()
    listed = people.signed_in(people.assistant("other")).get("/admin/").content.decode()
    assert "retentionperiod" not in listed and "datadeed" not in listed


def test_a_fresh_sign_in_is_wanted(owner: Client, settings: Settings, rf: RequestFactory) -> None:
    settings.STAFF_SECOND_FACTOR = True
    for page in (PERSON, PERIODS, "/admin/ops/datadeed/"):
        request = rf.get(page)
        request.resolver_match, request.user = resolve(page), AnonymousUser()
        assert step_up.wanted(request), page


def test_periods_are_changed_within_their_bounds(owner: Client) -> None:
    page = owner.get(PERIODS).content.decode()
    assert 'name="leads"' in page and "The rest" in page
    chosen = {name: str(days) for name, days in retention.now_in_force().items()
              if retention.rules()[name].may_be_changed}  # fmt: skip
    bad = owner.post(PERIODS, chosen | {"leads": "1", "conversations": "120"})
    assert bad.status_code == 422 and not RetentionPeriod.objects.exists()
    owner.post(PERIODS, chosen | {"leads": "365", "conversations": "120"})
    assert retention.periods() == {"leads": 365, "conversations": 120}
    entry = AuditEntry.objects.get(kind="settings", object_type="ops.retentionperiod")
    assert "leads" in entry.about and "365" not in entry.about
    owner.post(PERIODS, chosen)
    assert not RetentionPeriod.objects.exists()


def test_the_privacy_page_tells_the_periods_in_force(owner: Client) -> None:
    from chatbot.demo.load import load_demo

    load_demo()
    text = Client().get("/privacy/").content.decode()
    assert "730 days after the last contact" in text and "deleted 90 days after" in text
    RetentionPeriod.objects.create(name="leads", days=365)
    RetentionPeriod.objects.create(name="conversations", days=45)
    text = Client().get("/privacy/").content.decode()
    assert "365 days after the last contact" in text and "deleted 45 days after" in text
