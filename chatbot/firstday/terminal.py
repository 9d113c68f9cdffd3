"""Asking a person at a terminal: one question, what Enter does, and again until it can be used."""

from __future__ import annotations

import contextlib
import getpass
import textwrap
from collections.abc import Callable

from chatbot.firstday.profile import BadAnswer
from chatbot.firstday.questions import Question

WIDTH = 78
YES = {"y", "yes", "j", "ja", "o", "oui", "s", "si", "sí", "sim"}
NO = {"n", "no", "nein", "non", "não", "nao"}
#: Typed alone, it takes an answer away.
NOTHING = "-"


class Stopped(Exception):
    """The person has stopped, with Ctrl+C or at the end of what there was to read."""


def wrapped(text: str, indent: str = "", hang: str = "") -> str:
    """Lines that fit a terminal of 80 columns, with no word taken apart."""
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + hang,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


class Terminal:
    """Words go to ``say``; answers are read from the terminal itself."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - arrow keys while typing

    def title(self, text: str) -> None:
        """The head of a group of questions."""
        self.say(f"\n{text}\n{'-' * len(text)}")

    def ask(self, question: Question, present: str = "", suggested: str = "") -> str:
        """The answer, as it is stored. ``present`` stands there now; Enter keeps it."""
        self.say("")
        self.say(wrapped(question.text))
        if question.hint:
            self.say(wrapped(question.hint[0].upper() + question.hint[1:], "  "))
        for number, (_, words) in enumerate(question.choices, 1):
            self.say(f"  {number}  {words}")
        self.say(wrapped(_what_enter_does(question, present, suggested)))
        while True:
            text = self.read(secret=question.secret)
            if not text and (present or suggested):
                return present or suggested
            if text == NOTHING and not question.required:
                return ""
            try:
                return question.clean(text)
            except BadAnswer as error:
                self.say(wrapped(str(error), "  "))

    def agreed(self, text: str, *, default: bool) -> bool:
        """Yes or no."""
        self.say("")
        self.say(wrapped(text))
        self.say(f"Type yes or no. Enter takes: {'yes' if default else 'no'}")
        while True:
            answer = self.read().casefold()
            if not answer:
                return default
            if answer in YES | NO:
                return answer in YES
            self.say("  Type yes or no.")

    def read(self, *, secret: bool = False) -> str:
        """One line; what is secret is not shown while it is typed."""
        try:
            return (getpass.getpass("> ") if secret else input("> ")).strip()
        except (KeyboardInterrupt, EOFError) as error:
            raise Stopped from error
        except UnicodeDecodeError:
            self.say("  That could not be read. Type it again.")
            return self.read(secret=secret)


def _what_enter_does(question: Question, present: str, suggested: str) -> str:
    number = {key: at for at, (key, _) in enumerate(question.choices, 1)}
    shown = present or suggested
    if question.secret:
        what = "It is set. Enter keeps it." if present else ""
        return f"{what} What you type is not shown.".strip()
    if shown in number:
        return f"Enter {'keeps' if present else 'takes'}: {number[shown]} ({shown})"
    if present and not question.required:
        return f"Enter keeps: {present}  (a single {NOTHING} empties it)"
    if shown:
        return f"Enter {'keeps' if present else 'takes'}: {shown}"
    return "It is needed." if question.required else "Enter leaves it empty."
