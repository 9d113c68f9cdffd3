"""Addresses of the pages and of the conversation API."""

from __future__ import annotations

from django.urls import path

from chatbot import pages
from chatbot.api import messages, views

CONVERSATION = "api/v1/conversations/<uuid:conversation_id>/"

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("contact/", pages.contact, name="contact"),
    path("thanks/", pages.thanks, name="thanks"),
    path("widget/", pages.widget, name="widget"),
    path("brand.css", pages.brand, name="brand"),
    path("api/v1/conversations/", views.start, name="api-conversations"),
    path(CONVERSATION, views.forget, name="api-conversation"),
    path(f"{CONVERSATION}messages/", messages.messages, name="api-messages"),
    path(
        f"{CONVERSATION}messages/<uuid:message_id>/feedback/", views.feedback, name="api-feedback"
    ),
    path(f"{CONVERSATION}transcript/", views.send_transcript, name="api-transcript"),
    path(f"{CONVERSATION}handoff/", views.ask_for_person, name="api-handoff"),
]
