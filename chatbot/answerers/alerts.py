"""Tells the owner about models: what to change, once a day for each reason."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from chatbot.answerers.errors import Kind, ModelError
from chatbot.answerers.model import Model
from chatbot.models.usage import OwnerTold
from ops.letters.writing import from_text
from ops.outbox.enqueue import enqueue

#: How long it is remembered that the owner was told.
REMEMBERED = timedelta(days=30)

logger = logging.getLogger(__name__)

MEANWHILE = (
    "Meanwhile your assistant goes on answering: from the second model where you have set one, "
    "and otherwise word for word from your own knowledge. No visitor has seen an error.\n\n"
    "You will not be told again today."
)
_FIXES = {
    Kind.KEY_WRONG: "Make a new key at the provider and put it into {key}, then redeploy. See that "
    "the key may use the model {model}.",
    Kind.QUOTA: "Add credit or raise the limit at the provider, on its billing page. Nothing has "
    "to be changed here.",
    Kind.MODEL_UNKNOWN: "Put the name of a model your account may use into {name}, written as "
    "the provider writes it, then redeploy. It now says: {model}",
    Kind.ADDRESS_WRONG: "Check {address}: it must be the address of the API itself, usually "
    "ending in /v1, and lead nowhere else. Then redeploy.",
    Kind.NOT_INSTALLED: "Install what is named above where the app runs, then redeploy.",
}


def about_error(model: Model, error: ModelError, *, is_fallback: bool) -> None:
    """Tell of what only the owner can mend; of everything else say nothing."""
    if not error.permanent:
        return
    prefix = "LLM_FALLBACK_" if is_fallback else "LLM_"
    fix = _FIXES[error.kind].format(
        key=f"{prefix}API_KEY",
        name=f"{prefix}MODEL",
        address=f"{prefix}BASE_URL",
        model=model.model,
    )
    tell_owner(
        f"{error.kind}:{model.key[:12]}",
        subject=f"Your assistant: {error}",
        text=f"{error.for_owner}\n\nWhat to do: {fix}\n\n{MEANWHILE}",
    )


def about_day_budget(budget: str) -> None:
    """The day's money is spent."""
    tell_owner(
        "day_budget",
        subject="Your assistant has spent its money for today",
        text=f"The models may cost {budget} US dollars a day (LLM_DAILY_BUDGET), and that is "
        "spent. Until midnight UTC your assistant answers without a model, word for word from "
        "your own knowledge.\n\nWhat to do: nothing, or raise LLM_DAILY_BUDGET and redeploy. "
        "Look at the conversations in the admin first: one visitor may have asked very much.\n\n"
        "You will not be told again today.",
    )


def about_conversation_budget(budget: str, conversation_id: str) -> None:
    """One visitor has asked a great deal."""
    tell_owner(
        "conversation_budget",
        subject="One conversation has spent its money",
        text=f"Conversation {conversation_id[:8]} has cost {budget} US dollars, the most one may "
        "(LLM_CONVERSATION_BUDGET). It goes on without a model, word for word from your own "
        "knowledge; all others are answered as before.\n\nWhat to do: nothing, or raise "
        "LLM_CONVERSATION_BUDGET and redeploy.\n\nYou will not be told of further ones today.",
    )


def tell_owner(about: str, *, subject: str, text: str) -> bool:
    """Send one email about this today; False when it was sent already or nobody can be told."""
    if not settings.OWNER_EMAIL:
        logger.error("nobody can be told, OWNER_EMAIL is empty: %s", subject)
        return False
    now = timezone.now()
    key = f"{now:%Y-%m-%d}:{about}"[:120]
    if OwnerTold.objects.filter(pk=key).exists():
        return False
    letter = from_text(subject, text)
    try:
        with transaction.atomic():
            OwnerTold.objects.create(pk=key)
            enqueue(
                to=settings.OWNER_EMAIL,
                **letter.parts,
                kind="alert",
            )
    except IntegrityError:  # Another process was quicker.
        return False
    OwnerTold.objects.filter(told_at__lt=now - REMEMBERED).delete()
    return True
