"""The lists of the admin say what they are for, and what an empty one means."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chatbot.models import EvalCase, EvalRun
from chatbot.models.safety import CrisisLine


@pytest.fixture
def founder(client: Client, transactional_db: None) -> Client:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


def listed(founder: Client, name: str) -> str:
    return founder.get(reverse(f"admin:chatbot_{name}_changelist")).content.decode()


def test_the_crisis_lines_say_when_nobody_is_given_one(founder: Client) -> None:
    line = CrisisLine.objects.create(
        name="A line", country="Sweden", contact="90 000", source_url="https://line.example.org/"
    )
    page = listed(founder, "crisisline")
    assert "No line is confirmed yet" in page
    assert "Not yet" in page
    line.confirmed_on = timezone.now().date()
    line.save()
    page = listed(founder, "crisisline")
    assert "No line is confirmed yet" not in page
    assert "Not yet" not in page


def test_confirming_says_how_many_lines_visitors_see_from_now_on(founder: Client) -> None:
    line = CrisisLine.objects.create(
        name="A line", country="Sweden", contact="90 000", source_url="https://line.example.org/"
    )
    answer = founder.post(
        reverse("admin:chatbot_crisisline_changelist"),
        {"action": "confirm", "_selected_action": [line.pk]},
        follow=True,
    )
    assert "One line confirmed." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("safetyrule", "Safe replies"),
        ("crisisline", "Crisis lines"),
        ("evalcase", "Evaluations"),
        ("evalrun", "Evaluation runs"),
        ("conversation", "Conversations"),
    ],
)
def test_a_list_is_headed_by_what_it_lists(founder: Client, name: str, title: str) -> None:
    page = listed(founder, name)
    assert f"<h1>{title}</h1>" in page
    assert "to change" not in page


def test_without_cases_of_ones_own_the_list_leads_to_the_first(founder: Client) -> None:
    add = reverse("admin:chatbot_evalcase_add")
    words = "Nothing of your own is among it yet"
    assert words in listed(founder, "evalcase")
    assert f'<a href="{add}">Add what you want to be sure of</a>' in listed(founder, "evalcase")
    EvalCase.objects.create(title="The price", turns="What does it cost?")
    assert words not in listed(founder, "evalcase")


def test_a_run_names_who_answered_as_the_rest_of_the_admin_does(founder: Client) -> None:
    run = EvalRun.objects.create(state=EvalRun.State.DONE, providers=["builtin", "openai"])
    page = founder.get(reverse("admin:chatbot_evalrun_change", args=[run.pk])).content.decode()
    assert "answered by the built-in answerer and OpenAI" in page
    assert "the built-in answerer and OpenAI" in listed(founder, "evalrun")
