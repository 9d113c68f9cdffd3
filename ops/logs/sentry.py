"""Error reports to Sentry, holding what a programmer needs and nothing of a person.

With its defaults the SDK sends request bodies, local variables and addresses with their queries.
Here an event is rebuilt from a short list of what may leave, and every text in it is redacted.
The SDK is imported only when a DSN is set: it costs some 15 MB.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ops.logs.redaction import redact, redact_error
from ops.web.request_id import current_request_id

Event = dict[str, Any]
Hint = dict[str, Any]

#: What of an event may leave. ``user``, ``extra`` and whatever comes with a new SDK may not.
KEPT = (
    "event_id", "timestamp", "start_timestamp", "type", "level", "logger", "platform", "release",
    "environment", "transaction", "transaction_info", "sdk", "modules", "fingerprint", "tags",
)  # fmt: skip
KEPT_OF_FRAME = (
    "filename", "abs_path", "function", "module", "lineno", "colno", "pre_context", "context_line",
    "post_context", "in_app",
)  # fmt: skip
#: What the SDK may gather in the first place: nothing (2.75 has this in place of the older
#: ``send_default_pii`` and ``include_local_variables``).
COLLECTED: dict[str, Any] = {
    "user_info": False,
    "cookies": {"mode": "off"},
    "http_headers": {"request": {"mode": "off"}},
    "http_bodies": [],
    "url_query_params": {"mode": "off"},
    "graphql": {"document": False, "variables": False},
    "gen_ai": {"inputs": False, "outputs": False},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
    "frame_context_lines": 5,
}
#: Errors that junk on the internet causes all day.
NOISE = ("django.core.exceptions.DisallowedHost",)
#: Patterns of the health routes: a platform restarts what fails there and says so itself.
QUIET = ("/healthz", "/readyz")


def init(
    dsn: str,
    *,
    release: str,
    environment: str = "production",
    worker: bool = False,
    **options: Any,
) -> None:
    """Start reporting. ``worker`` adds Celery; ``options`` are the SDK's own, such as the share of
    errors (``sample_rate``) and of timings (``traces_sample_rate``) that are sent, from 0 to 1.
    """
    import sentry_sdk
    from sentry_sdk.integrations import Integration
    from sentry_sdk.integrations.argv import ArgvIntegration
    from sentry_sdk.integrations.django import DjangoIntegration

    integrations: list[Integration] = [
        DjangoIntegration(transaction_style="url", middleware_spans=False, signals_spans=False)
    ]
    if worker:
        from sentry_sdk.integrations.celery import CeleryIntegration

        integrations.append(CeleryIntegration())
    settings: dict[str, Any] = {
        "release": release,
        "environment": environment,
        "server_name": "",
        "integrations": integrations,
        # None that is found installed may join by itself: those for language models send prompts.
        "auto_enabling_integrations": False,
        "disabled_integrations": [ArgvIntegration],
        "data_collection": COLLECTED,
        "max_request_body_size": "never",
        "max_breadcrumbs": 20,
        "traces_sample_rate": None,
        # Trace headers of ours would go to email providers and model providers.
        "trace_propagation_targets": [],
        "auto_session_tracking": False,
        "send_client_reports": False,
        "before_send": before_send,
        "before_send_transaction": before_send_transaction,
        "before_breadcrumb": before_breadcrumb,
        "before_send_log": drop,
        "before_send_metric": drop,
    }
    sentry_sdk.init(dsn=dsn, **{**settings, **options})


def report_client_error(message: str, *, page: str, frames: list[dict[str, Any]]) -> None:
    """Tell of an error in a visitor's browser; ``frames`` come innermost first."""
    import sentry_sdk

    kind, _, words = message.removeprefix("Uncaught ").removeprefix("Unhandled: ").partition(": ")
    named = bool(words) and kind.isidentifier()
    value = {
        "type": kind if named else "Error",
        "value": words if named else message,
        "mechanism": {"type": "onerror", "handled": False},
        "stacktrace": {"frames": [{**frame, "in_app": True} for frame in reversed(frames)]},
    }
    event: Any = {
        "level": "error",
        "logger": "browser",
        "platform": "javascript",
        "exception": {"values": [value]},
        "tags": {"page": page, "where": "browser"},
    }
    sentry_sdk.capture_event(event)


def before_send(event: Event, hint: Hint) -> Event | None:
    """An error event as it may leave, or None for noise."""
    if _kind_of(hint) in NOISE or _is_quiet(event):
        return None
    kept = _kept(event)
    if "exception" in event:
        kept["exception"] = {"values": [_exception(item) for item in _values(event["exception"])]}
    if "logentry" in event:
        # The template alone: what was filled in may be anything.
        kept["logentry"] = {"message": redact(str(event["logentry"].get("message", "")))}
    elif "message" in event:
        kept["message"] = redact(str(event["message"]))
    crumbs = [before_breadcrumb(item, {}) for item in _values(event.get("breadcrumbs", {}))]
    kept["breadcrumbs"] = {"values": [item for item in crumbs if item]}
    return kept


def before_send_transaction(event: Event, hint: Hint) -> Event | None:
    """A timing event: names and durations, without the data of its spans."""
    if _is_quiet(event):
        return None
    kept = _kept(event)
    trace = event.get("contexts", {}).get("trace", {})
    kept["contexts"] = {"trace": _only(trace, ("trace_id", "span_id", "op", "status", "type"))}
    names = ("trace_id", "span_id", "parent_span_id", "op", "start_timestamp", "timestamp")
    kept["spans"] = [_only(span, names) for span in _values(event.get("spans", []))]
    return kept


def before_breadcrumb(crumb: dict[str, Any], hint: Hint) -> dict[str, Any] | None:
    """What happened before: category and message, no data; queries hold what people wrote."""
    if crumb.get("category") in ("query", "redis"):
        return None
    kept = _only(crumb, ("type", "category", "level", "timestamp", "message"))
    return _redacted(kept, redact)  # type: ignore[no-any-return]


def drop(item: Any, hint: Hint) -> None:
    """Kinds of reports we do not send."""


def _kept(event: Event) -> Event:
    kept: Event = _redacted(_only(event, KEPT), redact)
    request = event.get("request", {})
    kept["request"] = {"method": str(request.get("method", ""))[:10]}
    request_id = current_request_id.get()
    if request_id:
        tags = kept.get("tags")
        kept["tags"] = {**(tags if isinstance(tags, dict) else {}), "request_id": request_id}
    return kept


def _exception(item: dict[str, Any]) -> dict[str, Any]:
    kept = _only(item, ("type", "module"))
    kept["value"] = redact_error(str(item.get("value") or ""))
    mechanism = item.get("mechanism") or {}
    kept["mechanism"] = _only(
        mechanism, ("type", "handled", "exception_id", "parent_id", "source", "is_exception_group")
    )
    frames = (item.get("stacktrace") or {}).get("frames") or []
    ours = [_only(frame, KEPT_OF_FRAME) for frame in frames]
    kept["stacktrace"] = {"frames": _redacted(ours, redact)}
    return kept


def _kind_of(hint: Hint) -> str:
    info = hint.get("exc_info")
    return f"{info[0].__module__}.{info[0].__qualname__}" if info and info[0] else ""


def _is_quiet(event: Event) -> bool:
    return str(event.get("transaction", "")).rstrip("/").endswith(QUIET)


def _values(found: Any) -> list[dict[str, Any]]:
    items = found.get("values", []) if isinstance(found, dict) else found
    return [item for item in items if isinstance(item, dict)]


def _only(found: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: found[name] for name in names if found.get(name) is not None}


def _redacted(value: Any, clean: Callable[[str], str]) -> Any:
    """Every text inside, at any depth."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _redacted(item, clean) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(item, clean) for item in value]
    return value
