"""Questions without an answer: drawn together, answered once for all, or dismissed."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chatbot.answerers import choose
from chatbot.models import (
    Conversation,
    DrawnQuestions,
    KnowledgeEntry,
    Message,
    ModelHealth,
    OwnerTold,
    SettledQuestion,
    Spending,
)
from chatbot.models.usage import day_key
from chatbot.unanswered import (
    Asked,
    draw_beforehand,
    drawn_together,
    group_of,
    groups,
    kept,
    masked,
    settle,
)
from tests.chatbot.api.talk import Talk

LIST = "admin:chatbot_unansweredquestion_changelist"
PARKING = ["Is there parking?", "is there any parking there", "Parking?"]


def ask(*texts: str, is_test: bool = False, outcome: str = "unknown", **more: Any) -> Message:
    """Questions of one visitor, none of which was answered; returns the last reply."""
    conversation, _ = Conversation.start(is_test=is_test)
    for text in texts:
        asked = Message.objects.create(conversation=conversation, role="visitor", text=text)
        reply = Message.objects.create(
            conversation=conversation,
            role="assistant",
            text="I don't know that.",
            reply_to=asked,
            outcome=outcome,
            **more,
        )
    return reply


def asked(texts: Iterable[str]) -> list[Asked]:
    return [Asked(number, text, timezone.now(), "") for number, text in enumerate(texts, 1)]


def together(*texts: str) -> list[set[str]]:
    return [{q.text for q in group.questions} for group in drawn_together(asked(texts))]


@pytest.fixture
def founder(client: Client, transactional_db: None) -> Client:
    user: Any = get_user_model()._default_manager
    client.force_login(user.create_superuser(username="maya", password="x"))
    return client


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do you take bitcoin?", "bitcoin?"),
        ("Do you have a branch in Lisbon?", "do u have a branch in lisbon"),
        ("Do you offer gift vouchers?", "Can I buy a gift voucher for my wife?"),
        ("is there a student discount", "Do students get a discount?"),
        ("Do you coach couples?", "couples coaching"),
        ("Haben Sie Parkplätze?", "Parkplatz?"),
        ("駐車場はありますか", "駐車場はありますか?"),
    ],
)
def test_the_same_question_in_other_words_is_one_group(one: str, other: str) -> None:
    assert len(together(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Have you written a book?", "Do you take bitcoin?"),
        ("Is parking available?", "Is a podcast available?"),
        ("Do you coach teenagers?", "Do you coach couples?"),
        ("What is the capital of France?", "What is the price of tea?"),
        ("Can I bring my dog?", "Can I bring my lunch?"),
    ],
)
def test_different_questions_stay_apart(one: str, other: str) -> None:
    assert len(together(one, other)) == 2


def test_the_order_of_reading_does_not_change_the_groups() -> None:
    questions = asked(PARKING + ["Do you take bitcoin?", "bitcoin", "Have you written a book?"])
    shuffled = random.Random(4).sample(questions, len(questions))

    def shape(given: list[Asked]) -> set[frozenset[int]]:
        return {frozenset(q.seq for q in g.questions) for g in drawn_together(given)}

    assert shape(questions) == shape(shuffled)


def test_thousands_of_questions_are_drawn_together_with_bounded_work() -> None:
    words = ["parking", "podcast", "teenagers", "bitcoin", "hypnosis", "vouchers", "Lisbon", "dogs"]
    pick = random.Random(7)
    texts = [
        f"Do you {pick.choice(['have', 'offer', 'know'])} {pick.choice(words)} {number}"
        for number in range(5_000)
    ]
    began = time.process_time()
    found = drawn_together(asked(texts))
    spent = time.process_time() - began
    assert sum(group.count for group in found) == 5_000
    assert len(found) < 2_500
    print(f"5,000 questions in {spent:.1f} s of processor time, {len(found)} groups")


def test_what_visitors_leave_of_themselves_is_masked() -> None:
    text = "I'm at ana@example.org or +46 70 123 45 67, see https://example.org/ana. 3 sessions?"
    assert masked(text) == "I'm at [email] or [phone], see [link] 3 sessions?"


@pytest.mark.usefixtures("transactional_db")
def test_test_traffic_old_and_answered_questions_are_left_out() -> None:
    ask("Is there parking?", is_test=True)
    ask("Do you work online?", outcome="answered")
    old = ask("Do you have a podcast?")
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    ask("Do you take bitcoin?")
    assert [group.example for group in groups()] == ["Do you take bitcoin?"]


@pytest.mark.usefixtures("transactional_db")
def test_what_is_asked_most_comes_first_with_how_often_and_how() -> None:
    ask("Do you take bitcoin?")
    ask(PARKING[0], PARKING[1])
    ask(PARKING[0])
    first, second = groups()
    assert (first.count, first.example, first.others) == (3, PARKING[0], [PARKING[1]])
    assert second.count == 1
    assert group_of(first.last.seq) is not None


@pytest.mark.usefixtures("transactional_db")
def test_many_are_drawn_together_beforehand_and_new_ones_join_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 2)

    def shown() -> list[tuple[int, str]]:
        return [(group.count, group.example) for group in groups()]

    ask(*PARKING, "Do you take bitcoin?", "??")
    # Nothing is kept yet: only the newest two are compared with one another.
    assert sorted(count for count, _ in shown()) == [1, 1, 1, 1]
    draw_beforehand()
    assert shown() == [(3, PARKING[0]), (1, "Do you take bitcoin?")]
    kept_row = DrawnQuestions.objects.get()
    assert all(type(number) is int for numbers in kept_row.groups for number in numbers)
    ask("Do you take bitcoin please?", "Have you a podcast?")
    assert len(shown()) == 4
    draw_beforehand()
    assert (2, "Do you take bitcoin?") in shown() and len(shown()) == 3
    group = group_of(next(g.key for g in groups() if g.count == 3))
    assert group is not None and settle(group, SettledQuestion.How.ANSWERED) == 3
    assert len(shown()) == 2
    # What is erased is gone at once, whatever was kept.
    Conversation.objects.all().delete()
    assert shown() == []
    draw_beforehand()
    assert not DrawnQuestions.objects.exists()


@pytest.mark.usefixtures("transactional_db")
def test_what_is_kept_is_not_worked_out_again_until_something_is_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 1)
    ask("Do you take bitcoin?", "Is there parking?")
    draw_beforehand()
    monkeypatch.setattr(kept, "drawn_together", lambda asked: pytest.fail("again"))
    draw_beforehand()
    DrawnQuestions.objects.update(count=7)
    with pytest.raises(pytest.fail.Exception, match="again"):
        draw_beforehand()


def test_the_page_shows_groups_and_what_went_wrong(founder: Client) -> None:
    ask(*PARKING)
    ask("<b>bold</b> question by ana@example.org?")
    ask("What do you cost?", outcome="degraded", status="interrupted")
    ask("Where are you?", outcome="answered", feedback="down")
    page = founder.get(reverse(LIST)).content.decode()
    assert "Asked 3 times" in page
    assert "&lt;b&gt;bold&lt;/b&gt; question by [email]" in page
    assert "ana@example.org" not in page
    assert "Broke off" in page and "Thumbs down" in page


def test_answering_a_group_makes_an_entry_and_takes_it_off_the_list(founder: Client) -> None:
    ask(*PARKING)
    ask("Do you take bitcoin?")
    key = next(group.key for group in groups() if group.count == 3)
    add = f"{reverse('admin:chatbot_knowledgeentry_add')}?answers={key}"
    form = founder.get(add).context["adminform"].form
    assert form.initial["title"] == PARKING[0]
    assert form.initial["variants"].splitlines() == PARKING[1:]
    data = form.initial | {"answer": "Yes, behind the house.", "is_published": "on", "position": 0}
    done = founder.post(add, data, follow=True)
    assert done.redirect_chain[-1][0] == reverse(LIST)
    assert "asked 3 times, and is answered from now on" in done.content.decode()
    entry = KnowledgeEntry.objects.get()
    assert SettledQuestion.objects.filter(how="answered", entry=entry).count() == 3
    assert [group.example for group in groups()] == ["Do you take bitcoin?"]


def test_an_answer_that_does_not_help_brings_the_question_back(founder: Client) -> None:
    ask("Is there parking?")
    founder.post(
        reverse("admin:chatbot_unansweredquestion_dismiss", args=[groups()[0].key]),
        {"how": "answered"},
    )
    assert not groups()
    ask("Is there parking?")
    assert [group.count for group in groups()] == [1]


def test_a_dismissed_question_stays_away_also_when_it_is_asked_again(founder: Client) -> None:
    ask("What is the capital of France?")
    key = groups()[0].key
    url = reverse("admin:chatbot_unansweredquestion_dismiss", args=[key])
    assert founder.get(url).status_code == 405
    assert founder.post(url).status_code == 302
    ask("what is the capital of france??")
    assert not groups()
    assert "no longer on the list" in founder.post(url, follow=True).content.decode()


def test_a_question_that_has_an_answer_by_now_says_so(founder: Client, demo: None) -> None:
    ask("Do you work online?")
    page = founder.get(reverse(LIST)).content.decode()
    assert "Your knowledge has an answer by now: Do you work online?" in page


def test_who_may_not_read_conversations_may_not_read_questions(client: Client, demo: None) -> None:
    user: Any = get_user_model()._default_manager
    member = user.create_user(username="eve", password="x", is_staff=True)
    client.force_login(member)
    ask("Is there parking?")
    url = reverse("admin:chatbot_unansweredquestion_dismiss", args=[groups()[0].key])
    assert client.get(reverse(LIST)).status_code == 403
    assert client.post(url).status_code == 403
    member.user_permissions.add(Permission.objects.get(codename="view_conversation"))
    page = client.get(reverse(LIST))
    assert page.status_code == 200
    assert "Answer this" not in page.content.decode()
    assert client.post(url).status_code == 403


def test_no_visitors_words_stand_in_an_address(founder: Client) -> None:
    ask("Is there parking?")
    links = founder.get(reverse(LIST)).content.decode().split('href="')
    assert not any("arking" in link.split('"')[0] for link in links)


def test_a_group_that_is_gone_leaves_an_empty_form(founder: Client) -> None:
    for key in ("999", "x", "", "9" * 40):
        page = founder.get(f"{reverse('admin:chatbot_knowledgeentry_add')}?answers={key}")
        assert page.status_code == 200
        assert not page.context["adminform"].form.initial.get("title")


def test_the_first_page_shows_what_is_broken(founder: Client, talk: Talk) -> None:
    ask(*PARKING)
    ask("What do you cost?", outcome="degraded", status="interrupted")
    page = founder.get(reverse("admin:index")).content.decode()
    assert "3 times, last" in page
    assert "All unanswered questions" in page
    assert "Broke off" in page


def test_a_wrong_key_stays_broken_until_the_model_has_answered(
    founder: Client, talk: Talk, settings: Any
) -> None:
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "small-1", "k"
    (model,) = choose.models()
    long_ago = timezone.now() - timedelta(hours=1)
    ModelHealth.objects.create(
        pk=model.key, label="OpenAI, small-1", failures=1, kind="key_wrong", away_until=long_ago
    )
    index = reverse("admin:index")
    assert "OpenAI, small-1 refused the key" in founder.get(index).content.decode()
    settings.LLM_API_KEY = "another"
    assert "refused the key" not in founder.get(index).content.decode()


def test_a_spent_budget_is_on_the_first_page(founder: Client, talk: Talk, settings: Any) -> None:
    def page() -> str:
        return founder.get(reverse("admin:index")).content.decode()

    settings.LLM_DAILY_BUDGET = Decimal("2")
    Spending.objects.create(key=day_key(), cost_micros=2_000_000)
    assert "a day" not in page(), "no model, no budget"
    settings.LLM_PROVIDER, settings.LLM_MODEL, settings.LLM_API_KEY = "openai", "small-1", "k"
    assert "The models reached the $2 they may cost a day" in page()
    Spending.objects.update(cost_micros=1_500_000)
    assert "The models reached" not in page()
    OwnerTold.objects.create(pk=f"{timezone.now():%Y-%m-%d}:day_budget")
    assert "The models reached" in page(), "the next call would have passed it"
