"""Launch checks of the assistant: that it speaks for this business and knows something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.models import Business, KnowledgeEntry
from ops.launch.findings import Finding, Severity
from ops.launch.registry import check, gatherer
from ops.launch.world import World


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """What the assistant is made of."""

    demo: bool
    named: bool
    entries: int
    demo_entries: int
    reachable: bool
    local: bool


@gatherer("chat", seconds=5, inside=True)
def gather_chat(world: World) -> ChatFacts:
    """From the business profile and the knowledge."""
    business, published = Business.current(), KnowledgeEntry.objects.published()
    return ChatFacts(
        demo=business.is_demo,
        named=business.name != Business._meta.get_field("name").default,
        entries=published.count(),
        demo_entries=published.filter(is_demo=True).count(),
        reachable=bool(business.contact_email or business.contact_phone or business.booking_url),
        local=world.target.is_local,
    )


@check("chat.business", stage=1, needs="chat", essential=True)
def speaks_for_this_business(chat: ChatFacts) -> Iterator[Finding]:
    """The assistant speaks for your business and not for the demo"""
    if chat.demo or chat.demo_entries:
        yield Finding(
            severity=Severity.CLEANUP if chat.local else Severity.BLOCKER,
            subject="demo",
            summary="The demo business is still there.",
            evidence=f"Profile: {'demo' if chat.demo else 'yours'}; "
            f"{chat.demo_entries} of {chat.entries} answers are the demo's.",
            impact="Visitors are told the prices and promises of a business that does not exist.",
            fix="Run: python manage.py remove_demo. Then fill in Your assistant, Business profile "
            "in the admin.",
        )
    elif not chat.named:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="profile",
            summary="The business has no name yet.",
            impact="Visitors read 'Your business' where your name should be.",
            fix="Fill in Your assistant, Business profile in the admin.",
        )
    if not chat.reachable and not chat.demo:
        yield Finding(
            severity=Severity.TRUST,
            subject="contact",
            summary="The business profile names no way to reach a person.",
            impact="Who would rather talk to a person cannot.",
            fix="In Your assistant, Business profile, fill in a contact email, a phone number or "
            "a booking link.",
        )


@check("chat.knowledge", stage=1, needs="chat", essential=True)
def knows_something(chat: ChatFacts) -> Iterator[Finding]:
    """The assistant has something to answer from"""
    if chat.entries == 0:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="knowledge",
            summary="The assistant knows nothing yet.",
            impact="Every question is answered with I don't know.",
            fix="Write the ten questions people ask you most into Your assistant, Knowledge, or "
            "import them: python manage.py import_knowledge FILE (docs/knowledge.md).",
        )
    elif chat.entries < 5:
        yield Finding(
            severity=Severity.TRUST,
            subject="knowledge",
            summary=f"The assistant knows only {chat.entries} answers.",
            impact="Most questions are answered with I don't know.",
            fix="Write the ten questions people ask you most into Your assistant, Knowledge.",
        )
