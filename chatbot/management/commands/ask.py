"""Ask the assistant from a terminal."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from chatbot.api.serializers import MESSAGE_LENGTH
from chatbot.knowledge.switch import missing
from chatbot.models import Conversation
from chatbot.reply import Delta, Done, reply
from chatbot.turns import take_turn
from ops import commands
from ops.database import give_back, in_database


class Command(commands.Command):
    """``manage.py ask "What does it cost?"``"""

    help = "Ask the assistant a question and print its answer with the source."

    def add_arguments(self, parser: CommandParser) -> None:
        """The question, and earlier ones it follows."""
        parser.add_argument("question", nargs="+", help="one or more questions, asked in turn")
        parser.add_argument("--json", action="store_true", help="print the replies as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask in a test conversation, which is forgotten afterwards."""
        questions = [question.strip() for question in options["question"]]
        for question in questions:
            if not question:
                raise commands.WrongUse("The question is empty. Put it in quotation marks.")
            if len(question) > MESSAGE_LENGTH:
                raise commands.WrongUse(f"A question may have {MESSAGE_LENGTH} characters.")
        if settings.ENVIRONMENT.get("KNOWLEDGE_MODEL") == "minilm" and (lacking := missing()):
            raise commands.WrongUse(f"KNOWLEDGE_MODEL {lacking}")
        conversation, _ = Conversation.start(is_test=True)
        try:
            for question in questions:
                self._ask(conversation, question, as_json=options["json"])
        finally:
            conversation.delete()
            give_back()

    def _ask(self, conversation: Conversation, question: str, *, as_json: bool) -> None:
        began = time.monotonic()
        message = asyncio.run(self._answer(conversation, question, quiet=as_json))
        spent = round((time.monotonic() - began) * 1000)
        if message is None:
            raise commands.WrongUse("The answer could not be finished; the log above says why.")
        if as_json:
            self.emit(message | {"ms": spent})
            return
        sources = ", ".join(
            f"{source['title']} {source['url']}".strip() for source in message["sources"]
        )
        self.stdout.write("\n")
        self.say(f"[{message['outcome']}, {spent} ms{f', from: {sources}' if sources else ''}]")

    async def _answer(
        self, conversation: Conversation, question: str, *, quiet: bool
    ) -> dict[str, Any] | None:
        turn = await in_database(
            take_turn,
            conversation=conversation,
            text=question,
            client_message_id=str(uuid.uuid4()),
        )
        async for event in reply(conversation=conversation, turn=turn):
            if isinstance(event, Delta) and not quiet:
                self.stdout.write(event.text, ending="")
            elif isinstance(event, Done):
                return event.message
        return None
