"""The record of processing is about every field there is, and the page says what the code says."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from ops.privacy import processing, record_page, retention
from ops.privacy.processing import Data, Ground, Table
from ops.privacy.tables import tables

PAGE = Path(settings.BASE_DIR) / "docs" / "privacy.md"


def problems(model: Any, table: Table | None) -> list[str]:
    """What nobody has said of a table yet."""
    label = model._meta.label
    if table is None:
        return [f"{label} is in no processing.py: say what it holds, of whom, why and for how long"]
    there = {field.name for field in model._meta.local_concrete_fields}
    said = table.fields()
    found = [f"{label}.{name}: which kind of data is it?" for name in there - set(said)]
    found += [f"{label}.{name} is no field any more" for name in set(said) - there]
    found += [f"{label}.{name} stands twice" for name in said if said.count(name) > 1]
    if table.is_personal and (not table.why or table.ground is Ground.NONE):
        found.append(f"{label}: why is it kept, and on which ground?")
    if table.kept.startswith("with "):
        other = table.kept.removeprefix("with ")
        fields: list[Any] = list(model._meta.local_fields)
        goes = any(
            field.remote_field is not None
            and field.remote_field.model._meta.label == other
            and field.remote_field.on_delete is models.CASCADE
            for field in fields
        )
        if not goes:
            found.append(f"{label} is said to go with {other} and does not")
    elif table.kept not in retention.rules():
        found.append(f"{label}: {table.kept!r} is no rule of any retention.py")
    return found


def test_every_field_of_every_table_is_classified() -> None:
    found = [
        problem for model in tables()
        for problem in problems(model, processing.table_of(model._meta.label))
    ]  # fmt: skip
    assert found == []
    assert set(processing.tables()) == {model._meta.label for model in tables()}


def test_a_new_field_a_new_table_and_a_wrong_promise_are_noticed() -> None:
    class Note(models.Model):  # noqa: DJ008 - only its fields are looked at
        text = models.TextField()
        lead = models.ForeignKey("leads.Lead", on_delete=models.SET_NULL, null=True)

        class Meta:
            app_label = "tests_only"

    try:
        assert "in no processing.py" in problems(Note, None)[0]
        said = Table(label="x", holds="x", kept="with leads.Lead", data={Data.WORDS: "gone"},
                     plain="id lead")  # fmt: skip
        found = "\n".join(problems(Note, said))
        for words in ("Note.text: which kind", "Note.gone is no field", "does not", "why is it"):
            assert words in found
    finally:
        del apps.all_models["tests_only"]
        apps.clear_cache()


def test_every_rule_is_some_tables_and_bounds_its_choice() -> None:
    used = {table.kept for table in processing.tables().values()}
    without_table = {
        "email_bodies",
        "email_files",
        "contact_lines",
        "nobodys_bookings",
        "test_conversations",
        "unproved_accounts",
        "team",
    }
    assert set(retention.rules()) - used == without_table
    for rule in retention.rules().values():
        assert (rule.count is None) == (rule.prune is None), rule.name
        if rule.may_be_changed:
            assert rule.prune and rule.least <= (rule.days or 0) <= rule.most, rule.name


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text().partition(record_page.BEGINNING)[2] == record_page.made().removeprefix(
        record_page.BEGINNING
    ), "run: python manage.py processing_record --write"


def test_what_the_page_says_by_hand_is_what_the_rules_say() -> None:
    by_hand = PAGE.read_text().partition(record_page.BEGINNING)[0]
    for name in ("leads", "conversations", "emails", "email_bodies"):
        assert f"{retention.rules()[name].days}" in by_hand, name
    assert f"{retention.rules()['data_deeds'].days:,}" in by_hand


def test_the_command_prints_it_for_people_and_programs() -> None:
    out = StringIO()
    call_command("processing_record", stdout=out)
    assert "### `leads.Lead`" in out.getvalue()
    out = StringIO()
    call_command("processing_record", "--json", stdout=out)
    found = {one["table"]: one for one in json.loads(out.getvalue())["tables"]}
    assert found["leads.Lead"]["data"]["name and contact details"][0] == "email"
    assert found["leads.Consent"]["kept"] == "as long as its `leads.Lead`"


@pytest.mark.parametrize("label", ["chatbot.Conversation", "ops.DataCode", "mfa.Authenticator"])
def test_keys_are_named_as_such(label: str) -> None:
    assert processing.tables()[label].keys
