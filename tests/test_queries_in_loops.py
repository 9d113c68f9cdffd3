"""No page asks the database again for each row it shows: every GET route, with data, watched.

The tables hold several rows of everything, since a query in a loop shows only from the second on.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings
from zeal import NPlusOneError, zeal_context
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from chatbot.demo.load import load_demo
from chatbot.models import (
    Conversation,
    CrisisLine,
    ErasureRequest,
    EvalCase,
    EvalRun,
    GuardEvent,
    KnowledgeEntry,
    Message,
    ModelCall,
    SafetyRule,
)
from chatbot.models.knowledge import KnowledgeImport
from leads.models import (
    Booking,
    BookingTime,
    Consent,
    ContactImport,
    Enquiry,
    FitAnswer,
    FitQuestion,
    FitRule,
    Lead,
    LeadAddress,
    LeadEvent,
    LeadMerge,
    LeadNote,
    Tag,
)
from ops.models import OutboxMessage

OPS = {"Authorization": f"Ops {settings.OPS_TOKEN}"}


@pytest.fixture(scope="module", autouse=True)
def _watching() -> None:
    """Teach Django's relations to tell the watcher; without a watcher they are as before."""
    initialize_app_registry()
    patch()


@pytest.fixture
def config(settings: Settings) -> Settings:
    """The settings, under a name that the module's own import leaves free."""
    return settings


@pytest.fixture
def seeded(client: Client, transactional_db: None) -> Client:
    """Three of everything, seen by a founder who may see it all."""
    load_demo()
    users: Any = get_user_model()._default_manager
    founder = users.create_superuser(username="maya", password="x")
    for number in range(3):
        users.create_user(username=f"user{number}", password="x")
        Group.objects.create(name=f"group{number}")
        conversation = Conversation.objects.create(
            token_hash="", handoff_requested_at=timezone.now()
        )
        for turn in range(3):
            _turn(conversation, turn)
        ErasureRequest.objects.create(
            conversation=conversation,
            asked_in=Message.objects.filter(conversation=conversation).first(),
            address_key=f"{number}@coach.se",
        )
        lead = Lead.objects.create(email=f"{number}@coach.se", email_key=f"{number}@coach.se")
        for _ in range(3):
            Enquiry.objects.create(lead=lead, message="?", source="chat")
            Consent.objects.create(lead=lead, text="yes", version="1", source="chat")
        _worked_on(lead, founder, str(conversation.pk))
        call = Booking.objects.create(lead=lead, provider="cal", starts_at=timezone.now())
        for turn in range(3):
            BookingTime.objects.create(booking=call, provider="cal", key=f"{number}/{turn}")
        OutboxMessage.objects.create(
            kind="notice", to="x@coach.se", subject="?", text="?", message_id=str(number)
        )
        CrisisLine.objects.create(
            name=f"Line {number}", country="Sweden", contact="1", confirmed_on=timezone.now().date()
        )
        EvalCase.objects.create(title=f"Case {number}")
        EvalRun.objects.create(state=EvalRun.State.DONE)
        KnowledgeImport.objects.begin(f"file {number}", "maya")
        KnowledgeImport.objects.update(state=KnowledgeImport.State.FAILED)
    client.force_login(founder)
    return client


def _worked_on(lead: Lead, founder: Any, conversation_id: str) -> None:
    """Three of everything that is written down beside a lead."""
    Lead.objects.filter(pk=lead.pk).update(
        owner=founder, fit_points=1, fit_out_of=2, wrote_again_at=timezone.now(),
        next_step="Call", next_step_on=timezone.now().date(),
    )  # fmt: skip
    Enquiry.objects.filter(lead=lead).update(conversation_id=conversation_id)
    ContactImport.objects.create(
        label="x.csv", columns=["email"], lines=[[n, [f"{n}@other.se"]] for n in range(3)]
    )
    for number in range(3):
        LeadNote.objects.create(lead=lead, text="?", by=founder)
        LeadEvent.objects.create(lead=lead, field="status", after="New", by=founder)
        LeadMerge.objects.create(lead=lead, gone_id=uuid.uuid4(), gone={"email": "x@coach.se"})
        key = f"{lead.pk}-{number}@coach.se"
        LeadAddress.objects.create(lead=lead, email=key, email_key=key)
        lead.tags.add(Tag.objects.get_or_create(key=str(number), defaults={"name": "t"})[0])
        question = FitQuestion.objects.create(text="?", name="x", kind="number")
        for points in range(3):
            FitRule.objects.create(question=question, low=points, points=points)
        FitAnswer.objects.create(
            lead=lead, conversation_id=conversation_id, question=question, asked="?", text="3"
        )


def _turn(conversation: Conversation, turn: int) -> None:
    """A question and its reply, with a call, two guards and a source."""
    asked = Message.objects.create(
        conversation=conversation, role=Message.Role.VISITOR, text=f"Is {turn} open?",
        client_message_id=str(turn),
    )  # fmt: skip
    Message.objects.create(
        conversation=conversation, role=Message.Role.ASSISTANT, text="I do not know.",
        reply_to=asked, outcome=Message.Outcome.UNKNOWN, entry=KnowledgeEntry.objects.all()[turn],
        sources=[{"title": "x", "url": ""}],
    )  # fmt: skip
    for kind in ("claim", "injection"):
        GuardEvent.objects.create(message=asked, kind=kind, reasons=["x: y"])
    ModelCall.objects.create(
        conversation=conversation, message=asked, provider="openai", model="small",
        created_at=timezone.now() - timedelta(minutes=turn),
    )  # fmt: skip


def routes(patterns: list[Any], before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(full name, converters) of every named address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from routes(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{before}{pattern.name}", dict(pattern.pattern.converters)


def addresses() -> Iterator[str]:
    """Every address that can be had with GET, each with the first row it can be about."""
    users: Any = get_user_model()
    firsts: dict[str, Any] = {
        f"{model._meta.app_label}_{model._meta.model_name}": model
        for model in [*admin.site._registry, users]
    }
    for name, converters in routes(get_resolver().url_patterns):
        values: list[Any] = []
        for argument, converter in converters.items():
            model: Any = next(
                (m for key, m in firsts.items() if name.startswith(f"admin:{key}_")), None
            )
            if argument == "conversation_id":
                model = Conversation
            row = model.objects.first() if model else None
            if argument == "app_label":
                values.append("leads")
            elif "Int" in type(converter).__name__:
                values.append(row.pk if row and isinstance(row.pk, int) else 192)
            elif row is not None:
                values.append(row.pk)
            elif "UUID" in type(converter).__name__:
                values.append(uuid.UUID(int=1))
            else:
                values.append("1")
        try:
            yield reverse(name, args=values)
        except Exception:  # noqa: S112 - an address that takes other words, such as a view on a regular expression
            continue


def test_no_page_asks_again_for_each_row(seeded: Client, config: Settings) -> None:
    seen, faults = [], []
    for address in dict.fromkeys(addresses()):
        if "logout" in address or "login" in address:
            continue
        try:
            # On a user's own page two users are read: who it is about, and who is signed in.
            two_users = "/auth/user/" in address
            config.ZEAL_ALLOWLIST = [{"model": "auth.User", "field": "get()"}] if two_users else []
            with zeal_context():
                answer = seeded.get(address, headers=OPS)
                # Streams are read to their end while they are watched.
                b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        except NPlusOneError as error:
            faults.append(f"{address}: {error}")
            continue
        seen.append((address, answer.status_code))
    assert faults == []
    fine = {address for address, status in seen if status == 200}
    for page in ("/", "/widget/", "/privacy/", "/api/schema/", f"/{settings.ADMIN_PATH}/"):
        assert page in fine, seen
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        if model is not SafetyRule:
            assert reverse(name) in {address for address, _ in seen}, name
    assert len(fine) >= 40


def test_a_conversations_history_is_read_at_once(seeded: Client) -> None:
    conversation, token = Conversation.start()
    for turn in range(3):
        _turn(conversation, turn)
    with zeal_context():
        answer = seeded.get(
            reverse("api-messages", args=[conversation.pk]),
            headers={"Authorization": f"Bearer {token}"},
        )
    assert len(answer.json()["results"]) == 6


def test_the_watcher_sees_a_query_in_a_loop(seeded: Client) -> None:
    assert apps.is_installed("leads")
    with pytest.raises(NPlusOneError), zeal_context():
        for enquiry in Enquiry.objects.all():
            str(enquiry.lead)
