"""The tables of the chatbot: the business, its knowledge, and the conversations about it."""

from chatbot.models.business import Business, OpeningHours, Testimonial
from chatbot.models.conversation import Conversation, Message
from chatbot.models.knowledge import KnowledgeEntry
from chatbot.models.version import KnowledgeVersion

__all__ = [
    "Business",
    "Conversation",
    "KnowledgeEntry",
    "KnowledgeVersion",
    "Message",
    "OpeningHours",
    "Testimonial",
]
