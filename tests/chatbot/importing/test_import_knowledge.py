"""The command that brings knowledge in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from chatbot.models import KnowledgeEntry

pytestmark = pytest.mark.django_db


def write(folder: Path, text: str, name: str = "mine.csv") -> str:
    file = folder / name
    file.write_text(text)
    return str(file)


def test_entries_are_stored_with_price_and_phrasings(tmp_path: Path) -> None:
    call_command(
        "import_knowledge",
        write(
            tmp_path,
            "title,answer,price,currency,variants\nSession,One hour.,150,usd,How much?|rate\n",
        ),
    )
    entry = KnowledgeEntry.objects.get()
    assert (entry.kind, entry.price, entry.currency) == ("service", Decimal(150), "USD")
    assert entry.phrasings == ["How much?", "rate"]
    assert entry.price_label == "US$150"


def test_importing_again_updates_instead_of_doubling(tmp_path: Path) -> None:
    call_command("import_knowledge", write(tmp_path, "title,answer\nA?,Old\nB?,Same\n"))
    call_command("import_knowledge", write(tmp_path, "title,answer\nA?,New\nB?,Same\n"))
    assert dict(KnowledgeEntry.objects.values_list("title", "answer")) == {
        "A?": "New",
        "B?": "Same",
    }


def test_one_bad_row_keeps_the_whole_file_out_and_every_problem_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "title,answer,price,currency\nA?,Yes,,\nB?,,,\nC,Text,a lot,USD\nD,Text,10,\n"
    with pytest.raises(SystemExit) as stop:
        call_command("import_knowledge", write(tmp_path, text))
    assert stop.value.code == 2
    assert not KnowledgeEntry.objects.exists()
    said = capsys.readouterr().err
    for place in ("line 3: answer", "line 4: price must be a plain number", "line 5: currency"):
        assert place in said


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_knowledge", write(tmp_path, "title,answer\nA?,Yes\n"), "--dry-run")
    assert not KnowledgeEntry.objects.exists()
    assert "1 would be added" in capsys.readouterr().err


def test_the_same_title_twice_in_one_file_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call_command("import_knowledge", write(tmp_path, "title,answer\nA?,Yes\nA?,No\n"))
    assert "line 3: the same title or id as line 2" in capsys.readouterr().err
