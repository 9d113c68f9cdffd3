"""The same from the admin, for Owners."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ops import admin_handover
from ops.audit.rows import AuditEntry
from ops.handover.rows import Handover, HandoverAnswers
from tests.ops.team import people

pytestmark = pytest.mark.django_db
ANSWERS, WRITE = "admin:ops_handover_answers", "admin:ops_handover_write"


def test_answers_are_kept_and_stand_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin_handover, "PATIENCE", 0.3)
    client = people.signed_in(people.owner())
    sent = {"owner": "Maya <b>Lindqvist</b>", "second": ""}
    assert client.post(reverse(ANSWERS), sent).status_code == 302
    assert HandoverAnswers.known() == {"owner": "Maya <b>Lindqvist</b>"}
    assert "Maya &lt;b&gt;" in client.get(reverse(ANSWERS)).content.decode()
    page = client.post(reverse(WRITE), follow=True)
    row = Handover.objects.get()
    text = page.content.decode()
    assert "Maya &lt;b&gt;Lindqvist" in text and "<b>Lindqvist" not in text
    assert "Open questions" in text and row.written_by == "owner"
    for format, kind in (("md", "text/markdown"), ("html", "text/html")):
        file = client.get(reverse("admin:ops_handover_download", args=[row.pk, format]))
        assert file["Content-Type"].startswith(kind)
        assert f"-testserver-{row.written_at:%Y-%m-%d}.{format}" in file["Content-Disposition"]
        assert "Maya" in file.content.decode()
    kinds = list(AuditEntry.objects.values_list("kind", flat=True))
    assert kinds.count("export") == 2 and "settings" in kinds
    assert client.get(reverse("admin:ops_handover_download", args=[row.pk, "pdf"])).status_code == (
        404
    )


def test_an_answer_that_cannot_be_used_is_marked_and_nothing_is_kept() -> None:
    client = people.signed_in(people.owner())
    secret = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
    page = client.post(reverse(ANSWERS), {"owner": "Maya", "passwords": secret})
    text = page.content.decode()
    assert page.status_code == 200 and "looks like a key" in text and 'value="Maya"' in text
    assert HandoverAnswers.known() == {}


def test_a_document_of_another_version_is_no_error_page() -> None:
    row = Handover.objects.create(site="x", document={"other": 1})
    client = people.signed_in(people.owner())
    page = client.get(reverse("admin:ops_handover_change", args=[row.pk]))
    assert page.status_code == 200 and "cannot be shown" in page.content.decode()
    address = reverse("admin:ops_handover_download", args=[row.pk, "md"])
    assert client.get(address).status_code == 404
