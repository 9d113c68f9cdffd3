"""The sentences the assistant itself says. Everything else it says is quoted from the founder.

To change how it speaks, edit them here; the greeting is in the business profile.
"""

from __future__ import annotations

from chatbot.models import Business

HELLO = "Hello. What would you like to know?"
THANKS = "You are welcome. I am here if anything else comes up."
UNREADABLE = "I could not make out a question in that. Could you put it in a few words?"
INTERRUPTED = "That answer was cut short. Nothing you wrote is lost; please try again."


def unknown(business: Business) -> str:
    """An honest "I don't know", with the way to a person."""
    return (
        "I don't know that, and I would rather not guess. "
        f"{email_request(business)} Or ask me something else."
    )


def email_request(business: Business) -> str:
    """How an address is asked for; sending one after this is consent, and is stored as such."""
    return (
        f"If you type your email address here, {person(business)} will answer you personally. "
        "It is used for that and nothing else."
    )


def handoff(business: Business) -> str:
    """A person was asked for."""
    promise = f" {business.reply_promise}" if business.reply_promise else ""
    contact = f" You can also write to {business.contact_email}." if business.contact_email else ""
    return (
        f"I have told {person(business)} that you would like to talk.{promise} "
        f"{email_request(business)}{contact}"
    )


def lead_captured(business: Business) -> str:
    """An address was taken."""
    promise = f" {business.reply_promise}" if business.reply_promise else ""
    return (
        f"Thank you. I have passed your address on to {person(business)} and sent you a "
        f"confirmation.{promise}"
    )


def address_refused() -> str:
    """The address cannot be written to."""
    return "That does not look like a whole email address. Could you check it and type it again?"


def person(business: Business) -> str:
    """Who answers when the assistant cannot."""
    return business.coach_name or business.name
