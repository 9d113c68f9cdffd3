"""The message route in the OpenAPI schema, and the errors of every route.

The message route is a plain Django view, which drf-spectacular does not see; this hook adds it.
"""

from __future__ import annotations

from typing import Any

from chatbot.api.serializers import MESSAGE_LENGTH

PATH = "/api/v1/conversations/{conversation_id}/messages/"
JSON = "application/json"

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong and what to change (RFC 9457).",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
MESSAGE: dict[str, Any] = {
    "type": "object",
    "description": "A visitor's message.",
    "required": ["text", "client_message_id"],
    "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": MESSAGE_LENGTH},
        "client_message_id": {
            "type": "string",
            "pattern": "^[A-Za-z0-9._:-]{1,64}$",
            "description": "Your own id for this message, such as a UUID. Sending it again with "
            "the same text returns the same reply.",
        },
    },
}
HISTORY: dict[str, Any] = {
    "type": "object",
    "description": "A page of messages, oldest first.",
    "required": ["results", "next", "handoff"],
    "properties": {
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/Reply"}},
        "next": {"type": "string", "nullable": True},
        "handoff": {"$ref": "#/components/schemas/Handoff"},
    },
}
STREAM = (
    "With `Accept: text/event-stream` the same as events: `started {id}`, `delta {text}`, then "
    "`done` with the reply or `error` with a problem. Lines that begin with a colon are "
    "heartbeats. While a person has the conversation the reply has role `person` and no text: "
    "their words come later, by `POST …/live/`."
)


def add_messages(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Add the message route and, to each operation, its errors."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"Problem": PROBLEM, "Message": MESSAGE, "History": HISTORY}
    security = result["components"].setdefault("securitySchemes", {})
    security["conversation"] = {"type": "http", "scheme": "bearer"}
    result["paths"][PATH] = _path_item()
    result["paths"] = dict(sorted(result["paths"].items()))
    for path, item in result["paths"].items():
        for operation in item.values():
            if isinstance(operation, dict):
                operation["responses"]["default"] = _problem_response()
                if "{conversation_id}" in path:
                    operation["security"] = [{"conversation": []}]
    return result


def _path_item() -> dict[str, Any]:
    conversation = {
        "in": "path",
        "name": "conversation_id",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
    }
    reply = {"$ref": "#/components/schemas/Reply"}
    return {
        "get": {
            "operationId": "messages_list",
            "description": "The history, oldest first.",
            "tags": ["conversations"],
            "parameters": [
                conversation,
                {
                    "in": "query",
                    "name": "after",
                    "description": "The id of the last message you have.",
                    "schema": {"type": "string", "format": "uuid"},
                },
            ],
            "responses": {"200": _response("#/components/schemas/History", "A page.")},
        },
        "post": {
            "operationId": "messages_create",
            "description": f"Send a message. {STREAM}",
            "tags": ["conversations"],
            "parameters": [conversation],
            "requestBody": {
                "required": True,
                "content": {JSON: {"schema": {"$ref": "#/components/schemas/Message"}}},
            },
            "responses": {
                "201": {
                    "description": "The reply.",
                    "content": {
                        JSON: {"schema": reply},
                        "text/event-stream": {"schema": {"type": "string"}},
                    },
                }
            },
        },
    }


def _response(ref: str, description: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": {"$ref": ref}}}}


def _problem_response() -> dict[str, Any]:
    return {
        "description": "A problem, in words.",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
