"""Which emails that come in were written by no person, or not by the one they name.

An email of a machine is never answered, and causes no other: that is how loops begin.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

from ops.outbox.addresses import same

#: Headers that only machines write: RFC 3834 (5), RFC 2919, RFC 2369, and what older ones use.
MACHINES = (
    "List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Autoresponse",
    "X-Auto-Reply", "X-Auto-Respond", "X-Mail-Autoreply", "X-Failed-Recipients", "X-Loop",
)  # fmt: skip
PRECEDENCE = ("bulk", "junk", "list", "auto_reply", "auto-reply")
#: Who writes when an email could not be delivered (RFC 5321, 4.5.1; RFC 3834, 3.1.1).
DAEMON = re.compile(
    r"(mailer-daemon|mailerdaemon|postmaster|mail-daemon|double-bounce|bounces?|"
    r"no-?reply|do-?not-?reply|autoreply|auto-reply)([+._-].*)?",
    re.IGNORECASE,
)
REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")
#: "Out of office" where a server says it in the subject alone.
AWAY = re.compile(
    r"\s*(automatic reply|auto(matic)?[- ]?repl(y|ied)|out of (the )?office|"
    r"autom(atische|\.) antwort|abwesenheitsnotiz|abwesend|r[ée]ponse automatique|"
    r"absence du bureau|respuesta autom[áa]tica|fuera de la oficina|resposta autom[áa]tica|"
    r"fora do escrit[óo]rio|undeliver(able|ed)|delivery (status|failure)|"
    r"mail delivery (failed|failure)|returned mail)\b",
    re.IGNORECASE,
)


def by_a_machine(message: Any) -> str:
    """Why an email is taken for a machine's, or "" for a person's."""
    if _value(message, "Auto-Submitted").partition(";")[0].strip() not in ("", "no"):
        return "it says that it was sent automatically"
    if _value(message, "X-Auto-Response-Suppress") not in ("", "none"):
        return "it says that it was sent automatically"
    if _value(message, "Precedence") in PRECEDENCE:
        return "it says that it was sent automatically"
    if any(message.get(name) is not None for name in MACHINES):
        return "it comes from a list or a machine"
    if message.get_content_type() in REPORTS:
        return "it is a report about another email"
    if AWAY.match(str(message.get("Subject") or "")):
        return "it is an automatic answer"
    return _sent_by_a_machine(message)


def _sent_by_a_machine(message: Any) -> str:
    path = str(message.get("Return-Path") or "").strip()
    envelope = message.envelope_sender
    if path == "<>" or (envelope is not None and str(envelope).strip() in ("", "<>")):
        return "it comes from no address, as reports do"
    senders = message.get_address_header("From")
    for sender in senders:
        address = str(sender.addr_spec)
        if DAEMON.fullmatch(address.partition("@")[0]) and not same(address, settings.OWNER_EMAIL):
            return "it comes from a machine"
    return ""


def failed_checks(event: Any) -> str:
    """Why the sender is not believed, or "".

    What the server that took the email in wrote down (RFC 8601) counts where it says no; that
    nothing is written down is no reason, since not every provider passes it on.
    """
    message = event.message
    if message.spam_detected:
        return "it was taken for spam"
    told = _told(message)
    if "fail" in told["dmarc"]:
        return "DMARC says that its sender is not who it names"
    spf, dkim = told["spf"] | _of_form(event, "SPF"), told["dkim"] | _of_form(event, "dkim")
    if "pass" not in spf | dkim and {"fail", "softfail"} & (spf | dkim):
        return "neither SPF nor DKIM vouches for its sender"
    return ""


def _told(message: Any) -> dict[str, set[str]]:
    """The results by method. Those further down may have been written by anybody, so only a no of
    theirs counts.
    """
    from ops.launch.email.auth_results import parse_results

    found: dict[str, set[str]] = {"dmarc": set(), "spf": set(), "dkim": set()}
    for place, field in enumerate(message.get_all("Authentication-Results") or []):
        for result in parse_results(str(field)).results:
            if result.method in found and (place == 0 or result.result != "pass"):
                found[result.method].add(result.result)
    for name, method in (
        ("Received-SPF", "spf"), ("X-Mailgun-Spf", "spf"), ("X-Mailgun-Dkim-Check-Result", "dkim"),
    ):  # fmt: skip
        word = _value(message, name).split(" ", 1)[0].strip(";")
        if word:
            found[method].add(word)
    return found


def _of_form(event: Any, name: str) -> set[str]:
    """What SendGrid posts beside an email: ``pass``, or ``{@example.com : fail}``."""
    form = getattr(event.esp_event, "POST", None)
    text = str(form.get(name, "")) if form is not None else ""
    return {word for word in re.findall(r"[a-z]+", text.lower()) if word in ("pass", "fail")}


def _value(message: Any, name: str) -> str:
    return str(message.get(name) or "").strip().lower()
