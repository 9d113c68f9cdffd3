"""The demo comes with one command and goes with one."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from chatbot.models import Business, KnowledgeEntry

pytestmark = pytest.mark.django_db


def test_loading_twice_doubles_nothing() -> None:
    call_command("load_demo")
    count = KnowledgeEntry.objects.count()
    call_command("load_demo")
    assert KnowledgeEntry.objects.count() == count > 10
    assert Business.current().coach_name == "Maya Lindqvist"


def test_what_the_founder_wrote_stays() -> None:
    call_command("load_demo")
    KnowledgeEntry.objects.create(title="Mine?", answer="Yes.")
    kept = KnowledgeEntry.objects.filter(is_demo=True).first()
    assert kept is not None
    KnowledgeEntry.objects.filter(pk=kept.pk).update(is_demo=False)
    call_command("remove_demo")
    assert set(KnowledgeEntry.objects.values_list("title", flat=True)) == {"Mine?", kept.title}
    assert not Business.objects.exists()


def test_a_demo_that_was_taken_out_does_not_come_back_by_itself() -> None:
    call_command("load_demo", "--if-new")
    call_command("remove_demo")
    call_command("load_demo", "--if-new")
    assert not KnowledgeEntry.objects.exists()


def test_ask_answers_in_a_terminal_and_leaves_nothing_behind(
    transactional_db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from chatbot.models import Conversation

    call_command("load_demo")
    call_command("ask", "What does a single session cost?", "and the package?")
    said = capsys.readouterr()
    assert "US$150" in said.out
    assert "US$1,200" in said.out
    assert "answered" in said.err
    assert not Conversation.objects.exists()
