"""The short questionnaire: what no computer can find out. Every answer may be left out.

Answers are a person's free text: one line of text each, of limited length, and never a secret.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ops.launch.report.harmless import is_harmless

#: Characters of one answer.
LONGEST = 200


class BadAnswer(ValueError):
    """An answer or a file of them cannot be used; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Question:
    """``key`` names it in a file, ``ask`` is read by whoever answers; ``hint`` is an example.

    ``open`` is how it stands among the open questions, ``who`` who could answer it there.
    """

    key: str
    ask: str
    hint: str
    open: str
    who: str


FOUNDER = "the founder"
ENGINEER = "whoever set it up"
EITHER = "the founder, or whoever set it up"

QUESTIONS = (
    Question("owner", "Who owns the site and decides?", "Maya Lindqvist",
             "Who owns the site and decides about it?", FOUNDER),
    Question("owner_reach", "How is that person reached, beside email?", "+46 70 000 00 00",
             "How is the owner reached when email does not work?", FOUNDER),
    Question("second", "Who stands in, and how are they reached?", "Jonas, +46 70 000 00 01",
             "Who stands in when the owner cannot be reached?", FOUNDER),
    Question("hours", "When is somebody there for visitors and for trouble?",
             "weekdays 9 to 17, Stockholm time", "When is somebody there for trouble?", FOUNDER),
    Question("alerts", "Who reads the alerts?", "Maya, on her phone; Jonas at weekends",
             "Who reads the alerts, also at night and in holidays?", FOUNDER),
    Question("passwords", "Where are the passwords kept, and who may open it?",
             "1Password, vault Website; Maya and Jonas",
             "Where are the passwords kept, and who may open that?", FOUNDER),
    Question("payment", "Whose card pays for the accounts?", "the company card, Maya keeps it",
             "Whose card pays for domain, platform and email, and when does it expire?", FOUNDER),
    Question("domain_account", "Whose account is the domain in?", "maya@example.com at Namecheap",
             "Who holds the account where the domain is registered?", FOUNDER),
    Question("dns_account", "Whose account are the DNS records in?", "the same",
             "Who holds the account where the DNS records are edited?", EITHER),
    Question("platform_account", "Whose account does the app run in?", "maya@example.com",
             "Who holds the account at the platform?", EITHER),
    Question("code_account", "Where is the code, and whose account is that?",
             "github.com/maya/slipway, maya@example.com",
             "Where is the code kept, and who may change it?", EITHER),
    Question("email_account", "Whose account at the email provider?", "maya@example.com",
             "Who holds the account at the email provider?", EITHER),
    Question("cloudflare_account", "Whose account at Cloudflare?", "none, or maya@example.com",
             "Who holds the account at Cloudflare?", EITHER),
    Question("model_account", "Whose account at the language model's provider?",
             "none, or maya@example.com", "Who holds the account at the model's provider?", EITHER),
    Question("sentry_account", "Whose account at Sentry?", "none, or maya@example.com",
             "Who holds the account at Sentry?", EITHER),
    Question("uptime_account", "Which uptime provider, and whose account?",
             "UptimeRobot, maya@example.com",
             "Who watches from outside (the uptime provider), and whose account is that?", EITHER),
    Question("slack_account", "Which Slack workspace and channel, and who runs it?",
             "none, or maya-coaching, #alerts, Maya",
             "Which Slack channel gets the alerts, and who runs it?", EITHER),
)  # fmt: skip
BY_KEY = {question.key: question for question in QUESTIONS}
_NONE = ("none", "no", "-", "n/a", "nobody")


def cleaned(answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers that say something, by key; raises ``BadAnswer``.

    An answer with a line break, an unseen character or something that looks like a key or a
    password is refused: it goes into a document that is passed on.
    """
    found = {}
    for key, value in answers.items():
        if key not in BY_KEY:
            raise BadAnswer(f"There is no question {key!r}. There are: {', '.join(BY_KEY)}.")
        if not isinstance(value, str):
            raise BadAnswer(f"{key}: write the answer between quotation marks.")
        answer = " ".join(value.split())
        if problem := wrong(answer):
            raise BadAnswer(f"{key}: {problem}")
        if answer:
            found[key] = answer
    return found


def wrong(answer: str) -> str:
    """Why an answer cannot be used, in a sentence, or ""."""
    if len(answer) > LONGEST:
        return f"This has {len(answer)} characters; {LONGEST} are the most."
    if not is_harmless(answer):
        return "This holds a character that cannot be seen. Type it anew."
    from ops.secrets.detect import detect

    if detect(answer):
        return (
            "This looks like a key or a password, and the document is passed on. Write where it is "
            "kept."
        )
    return ""


def says_none(answer: str) -> bool:
    """Whether the answer is that there is no such account."""
    return answer.strip(" .").lower() in _NONE


def read(text: str) -> dict[str, str]:
    """Answers from a TOML file (``owner = "Maya"``); raises ``BadAnswer``."""
    try:
        return cleaned(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadAnswer(
            f'The answers cannot be read: {error}. Write one a line, such as owner = "Maya".'
        ) from error


def template(answers: Mapping[str, str]) -> str:
    """A file to fill in: every question with what is known already."""
    lines = ["# Answer what you can between the quotation marks; leave the rest empty.",
             "# Write no password here: say where it is kept."]  # fmt: skip
    for question in QUESTIONS:
        given = answers.get(question.key, "").replace("\\", "\\\\").replace('"', '\\"')
        lines += ["", f"# {question.ask} Such as: {question.hint}", f'{question.key} = "{given}"']
    return "\n".join(lines) + "\n"


def ask_each(
    known: Mapping[str, str], ask: Callable[[str], str], say: Callable[[str], None]
) -> dict[str, str]:
    """One question after the other at a terminal; Enter keeps what is known, ``-`` empties it."""
    return {key: answer for key, answer in _asked(known, ask, say) if answer}


def _asked(
    known: Mapping[str, str], ask: Callable[[str], str], say: Callable[[str], None]
) -> Iterator[tuple[str, str]]:
    for question in QUESTIONS:
        before = known.get(question.key, "")
        while True:
            shown = f"[{before}]" if before else f"(such as: {question.hint})"
            answer = " ".join(ask(f"{question.ask} {shown} ").split())
            if not answer:
                yield question.key, before
                break
            if answer == "-":
                yield question.key, ""
                break
            if problem := wrong(answer):
                say(problem)
                continue
            yield question.key, answer
            break
