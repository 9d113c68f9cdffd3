"""All addresses: each room brings its own."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from ops.web.api_docs import api_docs, api_schema
from ops.web.problems import unknown_address

urlpatterns = [
    path("", include("ops.urls")),
    path("", include("leads.urls")),
    path("", include("chatbot.urls")),
    path("", include("chatbot.accounts.urls")),
    path("api/schema/", api_schema, name="api-schema"),
    path("api/docs/", api_docs, name="api-docs"),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
]

# Last, so that an unknown address of the API costs neither a page nor a query.
urlpatterns.append(re_path(r"^(?:api|webhooks)/", unknown_address))

handler500 = "ops.web.problems.server_error"
handler404 = "chatbot.pages.not_found"
