"""All addresses: each room brings its own."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from ops.web.api_docs import api_docs

urlpatterns = [
    path("", include("ops.urls")),
    path("", include("leads.urls")),
    path("", include("chatbot.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", api_docs, name="api-docs"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
]

handler404 = "chatbot.pages.not_found"
