"""An alert as an email and as a Slack message."""

from __future__ import annotations

from typing import Any

from ops.monitor.alerts.words import Alert

#: Slack's limits (https://docs.slack.dev/reference/block-kit/blocks/): characters of a header, of
#: a section's text, and of one of its fields.
HEADER, SECTION, FIELD = 150, 3000, 2000
MOST_FIELDS = 10


def as_text(alert: Alert) -> str:
    """The body of an email."""
    parts = [alert.summary]
    if alert.facts:
        parts.append("\n".join(f"{label}: {value}" for label, value in alert.facts))
    if alert.advice:
        steps = (f"{number}. {step}" for number, step in enumerate(alert.advice, 1))
        parts.append("What to do:\n" + "\n".join(steps))
    parts += [f"{words}: {address}" for words, address in alert.links]
    return "\n\n".join(parts) + "\n"


def as_slack(alert: Alert) -> dict[str, Any]:
    """The body of an incoming webhook: blocks, and a text for the notification."""
    mark = "🟢" if alert.good else "🔴" if alert.urgent else "🟡"
    blocks: list[dict[str, Any]] = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": cut(f"{mark} {alert.title}", HEADER)},
        },
        _section(escaped(alert.summary)),
    ]
    if alert.facts:
        fields = [
            {"type": "mrkdwn", "text": cut(f"*{escaped(label)}*\n{escaped(value)}", FIELD)}
            for label, value in alert.facts[:MOST_FIELDS]
        ]
        blocks.append({"type": "section", "fields": fields})
    if alert.advice:
        steps = "\n".join(
            f"{number}. {escaped(step)}" for number, step in enumerate(alert.advice, 1)
        )
        blocks.append(_section(f"*What to do*\n{steps}"))
    if alert.links:
        blocks.append(
            _section(" · ".join(f"<{url}|{escaped(words)}>" for words, url in alert.links))
        )
    return {"text": escaped(f"{mark} {alert.title}"), "blocks": blocks}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, SECTION)}}


def escaped(text: str) -> str:
    """So that nothing in it is a link, a mention or a call to the whole channel.

    https://docs.slack.dev/messaging/formatting-message-text/ names the three marks.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """At most ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
