"""Addresses of the pages and of the conversation API."""

from __future__ import annotations

from django.urls import path

from chatbot import loader, pages, panel_page, site_files, your_data
from chatbot.api import messages, views

CONVERSATION = "api/v1/conversations/<uuid:conversation_id>/"

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("contact/", pages.contact, name="contact"),
    path("thanks/", pages.thanks, name="thanks"),
    path("embed.js", loader.embed_js, name="embed"),
    path("widget/", panel_page.widget, name="widget"),
    path("privacy/", pages.privacy, name="privacy"),
    path("privacy/your-data/", your_data.your_data, name="your-data"),
    path("brand.css", pages.brand, name="brand"),
    path("robots.txt", site_files.robots, name="robots"),
    path("sitemap.xml", site_files.sitemap, name="sitemap"),
    path("site.webmanifest", site_files.manifest, name="manifest"),
    path("icon.svg", site_files.icon_svg, name="icon-svg"),
    path("icon-<int:size>.png", site_files.icon, name="icon"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("social.png", site_files.social, name="social"),
    path("api/v1/conversations/", views.start, name="api-conversations"),
    path(CONVERSATION, views.forget, name="api-conversation"),
    path(f"{CONVERSATION}messages/", messages.messages, name="api-messages"),
    path(
        f"{CONVERSATION}messages/<uuid:message_id>/feedback/", views.feedback, name="api-feedback"
    ),
    path(f"{CONVERSATION}transcript/", views.send_transcript, name="api-transcript"),
    path(
        f"{CONVERSATION}transcript/<uuid:email_id>/",
        views.transcript_state,
        name="api-transcript-state",
    ),
    path(f"{CONVERSATION}identify/", views.identify, name="api-identify"),
    path(f"{CONVERSATION}handoff/", views.ask_for_person, name="api-handoff"),
    path(f"{CONVERSATION}live/", views.look, name="api-live"),
]
