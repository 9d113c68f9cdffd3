"""How the API reads, answers and describes itself."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ops.web.json_body.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "ops.web.described.NotAskedYet",
    "EXCEPTION_HANDLER": "ops.web.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Slipway",
    "DEFAULT_GENERATOR_CLASS": "ops.web.schema_generator.Generator",
    "DESCRIPTION": "Conversations and leads of one coach's website.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # A reply's thumb and the form that sets it: the same two words under two names.
    "ENUM_NAME_OVERRIDES": {"FeedbackEnum": "chatbot.models.Message.Feedback"},
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_PERMISSIONS": ["ops.web.api_docs.StaffOrDebug"],
    "SERVE_AUTHENTICATION": ["rest_framework.authentication.SessionAuthentication"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "chatbot.api.schema.add_messages",
    ],
}
