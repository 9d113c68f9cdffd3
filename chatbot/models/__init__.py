"""The tables of the chatbot: the business, its knowledge, and the conversations about it."""

from chatbot.models.business import Business, ClosedDays, OpeningHours, Testimonial
from chatbot.models.conversation import Conversation, Message
from chatbot.models.embedding import Embedding
from chatbot.models.erasure import ErasureRequest
from chatbot.models.evaluation import EvalCase, EvalRun
from chatbot.models.guard import GuardEvent
from chatbot.models.handoff import Handoff
from chatbot.models.knowledge import KnowledgeEntry
from chatbot.models.owner_door import OwnerDoor
from chatbot.models.safety import CrisisLine, SafetyRule
from chatbot.models.unanswered import DrawnQuestions, SettledQuestion, UnansweredQuestion
from chatbot.models.usage import ModelCall, ModelHealth, OwnerTold, Spending
from chatbot.models.version import KnowledgeVersion

__all__ = [
    "Business",
    "ClosedDays",
    "Conversation",
    "CrisisLine",
    "DrawnQuestions",
    "Embedding",
    "ErasureRequest",
    "EvalCase",
    "EvalRun",
    "GuardEvent",
    "Handoff",
    "KnowledgeEntry",
    "KnowledgeVersion",
    "Message",
    "ModelCall",
    "ModelHealth",
    "OpeningHours",
    "OwnerDoor",
    "OwnerTold",
    "SafetyRule",
    "SettledQuestion",
    "Spending",
    "Testimonial",
    "UnansweredQuestion",
]
