"""The emails of the chat and of accounts: which values they may name, and their words.

``letterhead`` says whose emails these are, for all rooms.
"""

from __future__ import annotations

from django.conf import settings

from chatbot.colour import DARK, LIGHT, Scheme, shades
from chatbot.letters import english, french, german, portuguese, spanish
from chatbot.letters.table import Table
from chatbot.models import Business
from ops.letters import letterhead as heads
from ops.letters.kinds import Kind, Shape, Tables, Turn, Value, Variable, admin_url, register
from ops.letters.letterhead import Letterhead, Palette

TABLES = Tables(
    {
        "en": english.TABLE,
        "es": spanish.TABLE,
        "de": german.TABLE,
        "fr": french.TABLE,
        "pt": portuguese.TABLE,
    }
)
#: Beside the accent; ``tokens.css`` has the same.
QUIET = {LIGHT: ("#655f56", "#e4dfd5"), DARK: ("#aaa297", "#38332d")}


_CODE = Variable(
    name="code",
    meaning="the code they type",
    sample="QK7D-M4WR",
    shape=Shape.CODE,
    needed=True,
)
_SAID = ("Do you work online?", "Yes, with people everywhere, by video.\nThe first call is free.")
_PAGES = (("Prices", "https://www.example.com/prices"),)
_DETAILS = (
    ("When", "27 November 2026, 09:30 UTC"),
    ("From", "203.0.113.7"),
    ("Browser", "Firefox"),
)


def _talk(table: Table) -> tuple[Turn, ...]:
    house = table.assistant.replace("{business}", "Northbound")
    return (
        Turn(f"{table.you}, 10:30", _SAID[0]),
        Turn(f"{house}, 10:30", _SAID[1], links=_PAGES, about=table.source),
    )


TRANSCRIPT = Kind(
    name="transcript",
    title="Copy of a conversation",
    when="Goes to a visitor who asks for it in the chat. Web addresses that they typed there are "
    "taken out, because the mailbox they named may be a stranger's.",
    to_visitor=True,
    variables=(
        Variable(
            name="conversation",
            meaning="who said what and when, with the pages an answer is from",
            sample=_talk(english.TABLE),
            shape=Shape.TALK,
            needed=True,
        ),
        Variable(
            name="began",
            meaning="the day and time it began, in their time zone",
            sample="27 November 2026, 10:30 CET (Europe/Stockholm)",
        ),
        Variable(
            name="left_out",
            meaning="that the beginning of a very long one is left out",
            sample=english.TABLE.left_out,
            may_be_empty=True,
        ),
    ),
    defaults=TABLES.words("transcript"),
    samples=TABLES.samples(
        lambda table: {"conversation": _talk(table), "left_out": table.left_out}
    ),
)
CONFIRM_ADDRESS = Kind(
    name="account_confirm",
    title="Code for a new account",
    when="Goes to whoever makes an account, or gives it another address.",
    to_visitor=True,
    variables=(_CODE,),
    defaults=TABLES.words("confirm_address"),
)
RESET_PASSWORD = Kind(
    name="account_reset",
    title="Code for a new password",
    when="Goes to whoever has forgotten a password.",
    to_visitor=True,
    variables=(_CODE,),
    defaults=TABLES.words("reset_password"),
)
ACCOUNT_EXISTS = Kind(
    name="account_exists",
    title="There is an account already",
    when="Goes to the owner of an address with which somebody tries to make a second account.",
    to_visitor=True,
    variables=(
        Variable(
            name="reset_url",
            meaning="the page for a new password",
            sample="https://chat.example.com/accounts/password/reset/",
            shape=Shape.LINK,
            needed=True,
        ),
    ),
    defaults=TABLES.words("account_exists"),
)


def _changed(table: Table) -> dict[str, Value]:
    labels = (table.when, table.address, table.device)
    return {
        "change": table.changes["account/email/password_changed"],
        "details": [(label, text) for label, (_, text) in zip(labels, _DETAILS, strict=True)],
    }


ACCOUNT_CHANGE = Kind(
    name="account_change",
    title="An account was changed",
    when="Goes to whoever has an account when its password, address or second factor changes.",
    to_visitor=True,
    variables=(
        Variable(
            name="change",
            meaning="what was changed, as a sentence",
            sample="The password was changed.",
            needed=True,
        ),
        Variable(
            name="details",
            meaning="when, from which address and with which browser",
            sample=_DETAILS,
            shape=Shape.FACTS,
        ),
    ),
    defaults=TABLES.words("account_change"),
    samples=TABLES.samples(_changed),
)


def _about_talk(name: str, words: str, title: str, when: str) -> Kind:
    """An email to the founder about a visitor who waits for a person."""
    return Kind(
        name=name,
        title=title,
        when=when,
        to_visitor=False,
        variables=(
            Variable(
                name="said",
                meaning="what they wrote last",
                sample="Can I talk to somebody?\nIt is about a team of twelve.",
                shape=Shape.QUOTE,
                may_be_empty=True,
            ),
            Variable(
                name="how",
                meaning="whether replying to the email answers them",
                sample=english.TABLE.reply_here,
                needed=True,
            ),
            admin_url("the page of the conversation in the admin"),
        ),
        defaults=TABLES.words(words),
        samples=TABLES.samples(lambda table: {"how": table.reply_here}),
    )


HANDOFF = _about_talk(
    "handoff_notice",
    "handoff",
    "A visitor wants to talk to you",
    "Goes to you (OWNER_EMAIL) once for a conversation.",
)
REMINDER = _about_talk(
    "handoff_reminder",
    "handoff_reminder",
    "A visitor still waits for you",
    "Goes to you (OWNER_EMAIL) when nobody has answered in time somebody who left no address.",
)
NEW_WORDS = _about_talk(
    "handoff_message",
    "handoff_message",
    "A visitor you talk to wrote again",
    "Goes to you (OWNER_EMAIL) when nobody reads what they wrote on the page of the conversation.",
)
PERSON_REPLY = Kind(
    name="person_reply",
    title="Your answer in the chat",
    when="Goes to a visitor who left an address and the chat before you answered there. Nothing "
    "they typed can stand in it.",
    to_visitor=True,
    variables=(
        Variable(name="answered_by", meaning="who answered", sample="Maya Lindqvist"),
        Variable(
            name="said",
            meaning="what you wrote",
            sample=(("Maya Lindqvist", "Hello Ana, yes, I work online. Shall we talk on Monday?"),),
            shape=Shape.TALK,
            needed=True,
        ),
        Variable(
            name="reply",
            meaning="that they may reply to the email, where you have a mailbox for it",
            sample=english.TABLE.also_reply,
            may_be_empty=True,
        ),
        Variable(
            name="chat_url",
            meaning="the page they were on",
            sample="https://www.example.com/coaching",
            shape=Shape.LINK,
            may_be_empty=True,
        ),
    ),
    defaults=TABLES.words("person_reply"),
    samples=TABLES.samples(lambda table: {"reply": table.also_reply}),
)
ERASURE = Kind(
    name="erasure_notice",
    title="A visitor wants their data deleted",
    when="Goes to you (OWNER_EMAIL) once for a request.",
    to_visitor=False,
    variables=(admin_url("the page of the request in the admin"),),
    defaults=TABLES.words("erasure"),
)
LET_IN = Kind(
    name="owner_let_in",
    title="An owner was let back in",
    when="Goes to you (OWNER_EMAIL) and to the account when RECOVER_OWNER was used.",
    to_visitor=False,
    variables=(
        Variable(name="account", meaning="the name of the account", sample="maya", needed=True),
    ),
    defaults=TABLES.words("let_in"),
)


def letterhead() -> Letterhead:
    """The business, in its colour."""
    business = Business.current()
    return Letterhead(
        business_name=business.name or settings.SITE_HOST,
        person=business.coach_name,
        site_url=settings.SITE_URL,
        language=business.language,
        light=palette(business.colour, LIGHT),
        dark=palette(business.colour, DARK),
    )


def palette(colour: str, scheme: Scheme) -> Palette:
    """Every colour of an email, readable whatever the accent is."""
    made, (quiet, line) = shades(colour, scheme), QUIET[scheme]
    return Palette(
        paper=scheme.paper,
        sheet=scheme.sheet,
        ink=scheme.ink,
        quiet=quiet,
        line=line,
        accent=made.accent,
        on_accent=made.on_accent,
        edge=made.edge,
        link=made.accent_text,
        tint=made.tint,
    )


def register_kinds() -> None:
    """Tell the ground floor."""
    heads.register(letterhead)
    register(
        TRANSCRIPT, CONFIRM_ADDRESS, RESET_PASSWORD, ACCOUNT_EXISTS, ACCOUNT_CHANGE,
        PERSON_REPLY, HANDOFF, REMINDER, NEW_WORDS, ERASURE, LET_IN,
    )  # fmt: skip
