"""The fixed reply to what no assistant of a coach may answer, in the visitor's language.

Asked before anything else of the flow: an intent, an address that was left, the knowledge, a model.
Rules come from a snapshot that is brought up to date whenever the knowledge's version has moved,
which every change of a rule or a crisis line does.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chatbot import wording
from chatbot.guards.language import language_of
from chatbot.guards.normal import folded
from chatbot.guards.topics import Subject, Topic, answers, topics_in
from chatbot.models import Business, KnowledgeVersion
from chatbot.models.safety import CrisisLine, SafetyRule


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeReply:
    """What to say. ``final``: at once, and nothing else: no knowledge, no lead, no suggestion.

    Where it is not final, an entry of the founder's that answers it (``answered_by``) is quoted
    instead. ``reason`` holds none of the visitor's words; ``topic`` does.
    """

    subject: Subject
    text: str
    reason: str
    topic: Topic
    final: bool
    sources: tuple[dict[str, str], ...] = ()

    def answered_by(self, phrasings: Iterable[str], answer: str) -> bool:
        """Whether an entry with these ways to ask it and this answer speaks of the topic."""
        return not self.final and answers(self.topic, phrasings, answer)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rules and lines at one version."""

    off: frozenset[str] = frozenset()
    replies: dict[str, dict[str, str]] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    never: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[CrisisLine, ...] = ()


class LiveSafety:
    """The rules as one process holds them. All methods may be called from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: str | None = None
        self._snapshot = Snapshot()

    def snapshot(self) -> Snapshot:
        """The rules of this moment; one small read when nothing has changed."""
        if KnowledgeVersion.current() != self._version:
            with self._lock:
                version = KnowledgeVersion.current()
                if version != self._version:
                    self._snapshot = _read()
                    self._version = version
        return self._snapshot

    def reply(self, text: str, language: str) -> SafeReply | None:
        """The fixed reply to ``text``, or None."""
        rules = self.snapshot()
        topic = _recognised(text, rules)
        if topic is None:
            return None
        spoken = _language(text, language, topic)
        business = Business.current()
        own = rules.replies.get(topic.subject, {}).get(wording.code_of(spoken), "")
        if topic.subject is Subject.CRISIS:
            return SafeReply(
                subject=topic.subject,
                text=crisis_text(spoken, rules.lines, own=own),
                reason=f"{topic.subject}: {topic.reason}",
                topic=topic,
                final=True,
                sources=tuple(line.as_source() for line in rules.lines),
            )
        return SafeReply(
            subject=topic.subject,
            text=advice_text(topic.subject, business, spoken, own=own),
            reason=f"{topic.subject}: {topic.reason}",
            topic=topic,
            final=False,
        )


#: This process's rules.
safety = LiveSafety()


def safe_reply(text: str, language: str = "") -> SafeReply | None:
    """The fixed reply to a visitor's message, or None when it may be answered.

    ``language`` is what is known of the visitor's language; the message's own words come first.
    """
    return safety.reply(text, language)


def crisis_text(language: str, lines: Sequence[CrisisLine] = (), *, own: str = "") -> str:
    """The reply to somebody who may be in danger. ``own`` replaces its first sentences only."""
    words = wording.words_of(language)
    parts = [own or words.crisis, f"{words.crisis_limits} {words.crisis_call}", words.crisis_people]
    if lines:
        listed = "\n".join(f"- {line.as_text()}" for line in lines)
        parts.append(f"{words.crisis_lines}\n{listed}")
    return "\n\n".join(parts)


def advice_text(subject: Subject, business: Business, language: str, *, own: str = "") -> str:
    """The reply on another topic, with the way to a person; ``own`` replaces the words."""
    reach = wording.reach(business, language)
    if own:
        return own + reach
    text: str = getattr(wording.words_of(language), subject.value)
    return text.format(person=wording.person(business), reach=reach)


def _recognised(text: str, rules: Snapshot) -> Topic | None:
    found = topics_in(text)
    if found and found[0].subject is Subject.CRISIS:
        return found[0]
    plain = f" {folded(text)} "
    own = [
        Topic(Subject(subject), "the founder's own words", "", phrase)
        for subject, phrase in rules.also
        if _holds(plain, phrase)
    ]
    # Danger first, then what the founder has named, then what is built in.
    own.sort(key=lambda topic: topic.subject is not Subject.CRISIS)
    for topic in (*own, *found):
        if topic.subject is Subject.CRISIS:
            return topic
        excepted = any(_holds(plain, phrase) for phrase in rules.never.get(topic.subject, ()))
        if topic.subject not in rules.off and not excepted:
            return topic
    return None


def _holds(plain: str, phrase: str) -> bool:
    at = plain.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not plain[at - 1].isalnum() and not plain[end : end + 1].isalnum():
            return True
        at = plain.find(phrase, at + 1)
    return False


def _language(text: str, language: str, topic: Topic) -> str:
    """The message's own language, else that of the words that were recognised, else as known."""
    seen = language_of(text)
    if not seen and topic.language not in ("", "en"):
        seen = topic.language  # The English rules were tried first and did not match.
    return seen or language or topic.language or "en"


def _read() -> Snapshot:
    rules = list(SafetyRule.objects.all())
    return Snapshot(
        off=frozenset(rule.topic for rule in rules if not rule.is_on),
        replies={rule.topic: rule.replies for rule in rules},
        also=tuple(
            (rule.topic, phrase)
            for rule in rules
            for phrase in map(folded, rule.also_phrases)
            if phrase
        ),
        never={rule.topic: tuple(filter(None, map(folded, rule.never_phrases))) for rule in rules},
        lines=tuple(CrisisLine.objects.confirmed()),
    )
