"""Playing a case: a test conversation through the same flow as any visitor's.

Runs in the scratch world of ``child``, so it may change the knowledge and keep leads.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from chatbot.api.serializers import MessageSerializer
from chatbot.evals.assertions import problems_of
from chatbot.evals.facts import Facts
from chatbot.evals.load import Case
from chatbot.evals.seen import INTERRUPTED, REJECTED, Reply, Seen
from chatbot.evals.watched import Watched
from chatbot.guards.claims import Source
from chatbot.guards.intent import addresses_in
from chatbot.knowledge.facts import price_line, profile_facts
from chatbot.models import Business, Conversation, KnowledgeEntry
from chatbot.models.evaluation import Outcome
from chatbot.models.safety import CrisisLine, SafetyRule
from chatbot.reply import Done, reply
from chatbot.turns import take_turn
from chatbot.wording import person
from leads.capture import address_key
from ops import privacy
from ops.database import in_database

#: Cases that are played side by side.
AT_ONCE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """What became of a case. ``problems`` are sentences: what was wrong, or why it was not run."""

    id: str
    outcome: Outcome
    problems: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    ms: int = 0

    def as_json(self) -> dict[str, Any]:
        """For the parent."""
        return {
            "id": self.id,
            "outcome": self.outcome.value,
            "problems": list(self.problems),
            "turns": [reply.as_json() for reply in self.replies],
            "ms": self.ms,
        }


async def play_all(
    cases: Sequence[Case], facts: Facts, done: Callable[[Played], None] = lambda played: None
) -> None:
    """Play every case, telling ``done`` of each; last, and alone, those that change knowledge."""
    room = asyncio.Semaphore(AT_ONCE)

    async def beside(case: Case) -> None:
        async with room:
            done(await play(case, facts))

    await asyncio.gather(*(beside(case) for case in cases if not case.alone))
    for case in cases:
        if case.alone:
            done(await play(case, facts))


async def play(case: Case, facts: Facts) -> Played:
    """Play one case and judge it."""
    began = time.monotonic()
    if lacking := facts.lacking(case.texts(), case.variables):
        return Played(id=case.id, outcome=Outcome.SKIPPED, problems=(lacking,))
    facts = facts.for_one_case()

    def fill(text: str) -> str:
        return facts.fill(text, case.variables)

    talk = _Talk(case, fill)
    seen, unreachable = await talk.hold()
    ms = round((time.monotonic() - began) * 1000)
    replies = tuple(seen.replies)
    if unreachable:
        return Played(
            id=case.id, outcome=Outcome.UNREACHABLE, problems=(unreachable,), replies=replies, ms=ms
        )
    problems = tuple(problems_of(case.wanted, seen, fill, threshold=case.threshold))
    outcome = Outcome.FAILED if problems else Outcome.PASSED
    return Played(id=case.id, outcome=outcome, problems=problems, replies=replies, ms=ms)


class _Talk:
    """One case being played."""

    def __init__(self, case: Case, fill: Callable[[str], str]) -> None:
        self.case, self.fill = case, fill

    async def hold(self) -> tuple[Seen, str]:
        """What was seen, and why a model could not be reached, or ""."""
        undo = await in_database(self._prepare)
        conversation, _ = await in_database(Conversation.start, is_test=True)
        replies: list[Reply] = []
        try:
            for place, words in enumerate(self.case.turns):
                is_last = place == len(self.case.turns) - 1
                if is_last and self.case.edit:
                    undo.append(await in_database(self._edit, self.case.edit))
                one, unreachable = await self._say(conversation, self.fill(words), is_last)
                replies.append(one)
                if unreachable:
                    return Seen(replies=replies), unreachable
            return await in_database(self._seen, replies), ""
        finally:
            for step in reversed(undo):
                await in_database(step)
            await in_database(conversation.delete)

    async def _say(self, conversation: Conversation, text: str, is_last: bool) -> tuple[Reply, str]:
        message_id = str(uuid.uuid4())
        door = MessageSerializer(data={"text": text, "client_message_id": message_id})
        if not door.is_valid():
            return Reply(question=text, text=_refusal(door.errors), outcome=REJECTED), ""
        words: str = door.validated_data["text"]
        began = time.monotonic()
        turn = await in_database(
            take_turn, conversation=conversation, text=words, client_message_id=message_id
        )
        answerer = Watched(breaks=is_last and self.case.fault == "cut")
        stored: dict[str, Any] = {}
        async for event in reply(
            conversation=conversation, turn=turn, answerer=answerer, streamed=False
        ):
            if isinstance(event, Done):
                stored = event.message
        ms = round((time.monotonic() - began) * 1000)
        return await in_database(_as_seen, words, stored, answerer, ms), answerer.unreachable

    def _prepare(self) -> list[Callable[[], object]]:
        """Add the case's own knowledge; returns how to take it out again."""
        added = []
        for row in self.case.knowledge:
            values = {name: self.fill(text) for name, text in row.items()}
            kind = values.pop("kind", KnowledgeEntry.Kind.PAGE)
            entry = KnowledgeEntry(kind=kind, **values)
            entry.save()
            added.append(entry.delete)
        return list(added)

    def _edit(self, edit: Mapping[str, str]) -> Callable[[], object]:
        """Change an entry as the founder would; returns how to change it back."""
        values = {name: self.fill(text) for name, text in edit.items()}
        entry = KnowledgeEntry.objects.get(title=values["entry"])
        before = {"price": entry.price, "answer": entry.answer}
        if "price" in values:
            entry.price = _price(values["price"])
        entry.answer = values.get("answer", entry.answer)
        entry.save()

        def back() -> None:
            for name, value in before.items():
                setattr(entry, name, value)
            entry.save()

        return back

    def _seen(self, replies: Sequence[Reply]) -> Seen:
        business = Business.current()
        typed = [a for one in replies for a in addresses_in(f"{one.question}\n{one.text}")]
        found = [
            lead
            for key in dict.fromkeys(map(address_key, typed))
            for lead in privacy.handlers()["leads"].export(key)
        ]
        enquiries: Any = [lead["enquiries"] for lead in found]
        return Seen(
            replies=replies,
            stored=[address_key(str(lead["email"])) for lead in found],
            enquiries=sum(len(rows) for rows in enquiries),
            profile=_profile(business),
            ways=[business.contact_email, business.contact_phone, business.booking_url,
                  person(business)],
            secrets=_secrets(),
        )  # fmt: skip


def _refusal(errors: Mapping[str, Any]) -> str:
    return " ".join(str(words) for words in errors.get("text", []))


def _price(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no price") from error


def _as_seen(text: str, stored: Mapping[str, Any], answerer: Watched, ms: int) -> Reply:
    usage = answerer.usage
    return Reply(
        question=text,
        text=stored.get("text", ""),
        outcome=stored.get("outcome") or INTERRUPTED,
        answered_by=answerer.name,
        sources=stored.get("sources", ()),
        actions=stored.get("actions", ()),
        cited=_cited([source["title"] for source in stored.get("sources", ())]),
        calls=len(usage),
        canary=answerer.canary,
        prompt=answerer.prompt,
        model=usage[-1].model if usage else "",
        tokens_in=sum(call.tokens_in for call in usage),
        tokens_out=sum(call.tokens_out for call in usage),
        cost_micros=sum(call.cost_micros for call in usage),
        ms=ms,
    )


def _cited(titles: Sequence[str]) -> list[Source]:
    """The whole text of what a reply cites, as it is at this moment."""
    found = []
    for entry in KnowledgeEntry.objects.published().filter(title__in=titles):
        text = f"{price_line(entry)}\n\n{entry.answer}" if entry.price is not None else entry.answer
        found.append(Source(title=entry.title, text=text, url=entry.url, id=str(entry.pk)))
    business, services = Business.current(), list(KnowledgeEntry.objects.services())
    for passage, _ in profile_facts(business, services):
        if passage.title in titles:
            found.append(Source(passage.title, passage.text, passage.url, passage.id))
    return found


def _profile(business: Business) -> list[Source]:
    """What the business says of itself beside its knowledge; its list of prices is knowledge."""
    texts = [passage.text for passage, _ in profile_facts(business, [])]
    texts += [business.greeting, business.reply_promise, business.booking_url]
    texts += [line.as_text() for line in CrisisLine.objects.confirmed()]
    texts += [text for rule in SafetyRule.objects.all() for text in rule.replies.values()]
    return [Source(text=text) for text in texts if text]


def _secrets() -> list[str]:
    names = ("SECRET_KEY", "OPS_TOKEN", "LLM_API_KEY", "LLM_FALLBACK_API_KEY", "EMAIL_API_KEY")
    values = [str(getattr(settings, name, "") or "") for name in names]
    return [value for value in values if len(value) >= 8]
