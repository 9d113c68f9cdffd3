"""The emails about a lead: which values they may name, and their words in each language."""

from __future__ import annotations

from leads.letters import english, french, german, portuguese, spanish
from leads.letters.table import Table
from ops.letters.kinds import Kind, Shape, Tables, Value, Variable, admin_url, register

TABLES = Tables(
    {
        "en": english.TABLE,
        "es": spanish.TABLE,
        "de": german.TABLE,
        "fr": french.TABLE,
        "pt": portuguese.TABLE,
    }
)

#: Nothing a visitor typed may stand in it: the address may be a stranger's, and the name an advert.
CONFIRMATION = Kind(
    name="lead_confirmation",
    title="Thank you for writing",
    when="Goes to whoever leaves their details, once in 24 hours. Nothing they typed can stand in "
    "it, because somebody may have typed a stranger's address.",
    to_visitor=True,
    variables=(
        Variable(
            name="reply_promise",
            meaning="your promise of a reply, from the business profile",
            sample="I reply within one working day.",
            may_be_empty=True,
        ),
        Variable(
            name="booking_url",
            meaning="your booking link, from the business profile",
            sample="https://cal.example.com/maya/first-call",
            shape=Shape.LINK,
            may_be_empty=True,
        ),
        Variable(
            name="receipt",
            meaning="the number of the enquiry, by which you find it in the admin",
            sample="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        ),
    ),
    defaults=TABLES.words("confirmation"),
)
_NAME = Variable(
    name="visitor_name", meaning="the name they gave, else their address", sample="Ana Silva"
)
_ADDRESS = Variable(name="visitor_email", meaning="their address", sample="ana@example.org")
#: What was said in the chat before; all are empty where there was no chat.
_CHAT = (
    Variable(
        name="so_far",
        meaning="a heading for it, which says when it is shortened",
        sample=english.TABLE.so_far_cut,
        may_be_empty=True,
    ),
    Variable(
        name="conversation",
        meaning="what was said in the chat before",
        sample=(("Visitor", "Do you work online?"), ("Northbound", "Yes, by video.")),
        shape=Shape.TALK,
        may_be_empty=True,
    ),
    Variable(
        name="conversation_url",
        meaning="where all of it is, when it is shortened",
        sample="https://chat.example.com/admin/",
        shape=Shape.LINK,
        may_be_empty=True,
    ),
)
_PAGE = admin_url("the page of this person in the admin")


def _of_chat(table: Table) -> dict[str, Value]:
    said = ((table.visitor, "Do you work online?"), ("Northbound", "Yes, by video."))
    return {"conversation": said, "so_far": table.so_far_cut}


def _noticed(table: Table) -> dict[str, Value]:
    details = (
        (table.email, "ana@example.org"),
        (table.phone, "+351 21 555 0123"),
        (table.page, "https://www.example.com/coaching"),
        (table.how, table.ways["chat_form"]),
    )
    return {"details": details, **_of_chat(table)}


NOTICE = Kind(
    name="lead_notice",
    title="New enquiry",
    when="Goes to you (OWNER_EMAIL) for each enquiry. Answering it writes to the visitor.",
    to_visitor=False,
    variables=(
        _NAME,
        _ADDRESS,
        Variable(
            name="details",
            meaning="address, phone, page and how they got in touch",
            sample=(("Email", "ana@example.org"),),
            shape=Shape.FACTS,
            needed=True,
        ),
        Variable(
            name="message",
            meaning="what they wrote",
            sample="Hello, I lead a team of twelve and feel stuck.\nDo you have time in March?",
            shape=Shape.QUOTE,
            may_be_empty=True,
        ),
        *_CHAT,
        _PAGE,
    ),
    defaults=TABLES.words("notice"),
    samples=TABLES.samples(_noticed),
)


def _called(table: Table) -> dict[str, Value]:
    details = (
        (table.call, "First call"),
        (table.at, "8 December 2026, 10:00 (Europe/Stockholm)"),
        (table.at_theirs, "8 December 2026, 09:00 (Europe/Lisbon)"),
        (table.name, "Ana Silva"),
        (table.email, "ana@example.org"),
        (table.phone, "+351 21 555 0123"),
    )
    return {
        "what": table.called["new"],
        "details": details,
        "to_confirm": table.to_confirm.replace("{provider}", "Cal.com"),
        **_of_chat(table),
    }


BOOKING = Kind(
    name="booking_notice",
    title="A call was booked",
    when="Goes to you (OWNER_EMAIL) when a call is booked, moved or cancelled at Calendly or "
    "Cal.com. Answering it writes to the visitor.",
    to_visitor=False,
    variables=(
        Variable(
            name="what",
            meaning="that it is new, was moved or cancelled",
            sample=english.TABLE.called["new"],
            needed=True,
        ),
        _NAME,
        _ADDRESS,
        Variable(
            name="details",
            meaning="when, in your time zone and theirs, who, and where",
            sample=(("When", "8 December 2026, 10:00 (Europe/Stockholm)"),),
            shape=Shape.FACTS,
            needed=True,
        ),
        Variable(
            name="answers",
            meaning="what they answered when they booked",
            sample=(("What is it about?", "A new role"),),
            shape=Shape.TALK,
            may_be_empty=True,
        ),
        Variable(
            name="to_confirm",
            meaning="that it waits until you confirm it",
            sample="It waits until you confirm it at Cal.com.",
            may_be_empty=True,
        ),
        Variable(
            name="join_url",
            meaning="where the call is held",
            sample="https://meet.example.com/first-call",
            shape=Shape.LINK,
            may_be_empty=True,
        ),
        *_CHAT,
        _PAGE,
    ),
    defaults=TABLES.words("booking"),
    samples=TABLES.samples(_called),
)


def register_kinds() -> None:
    """Tell the ground floor."""
    register(CONFIRMATION, NOTICE, BOOKING)
