"""Ties the chatbot's ends into the registries of the rooms below."""

from __future__ import annotations

from django.apps import AppConfig


class ChatbotConfig(AppConfig):
    """Conversations, knowledge, the answering flow and the pages."""

    name = "chatbot"
    verbose_name = "Your assistant"

    def ready(self) -> None:
        """Register what ``leads`` and ``ops`` need from here."""
        from chatbot import registrations

        registrations.register()
