"""The sentences the assistant itself says. Everything else it says is quoted from the founder.

To change how it speaks, edit the table of the language beside this file; the greeting is in the
business profile, and the replies on medical, legal and other such topics are in the admin, Safe
replies. ``language`` is a code such as ``de`` or ``pt-BR``; any other language is English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from chatbot.wording import english, french, german, portuguese, spanish
from chatbot.wording.words import Words

if TYPE_CHECKING:
    from chatbot.models import Business

#: By their codes; everything the assistant says of its own is in these, and nowhere else.
LANGUAGES = {"en": english, "es": spanish, "de": german, "fr": french, "pt": portuguese}
TABLES: dict[str, Words] = {code: language.WORDS for code, language in LANGUAGES.items()}


def words_of(language: str) -> Words:
    """The table of a language."""
    return TABLES.get(code_of(language), english.WORDS)


def code_of(language: str) -> str:
    """``pt`` of ``pt-BR``."""
    return language.replace("_", "-").partition("-")[0].lower()


def hello(language: str = "en") -> str:
    """A greeting where the founder wrote none."""
    return words_of(language).hello


def thanks(language: str = "en") -> str:
    """In return for thanks."""
    return words_of(language).thanks


def unreadable(language: str = "en") -> str:
    """There was no question in it."""
    return words_of(language).unreadable


def interrupted(language: str = "en") -> str:
    """A reply was cut short."""
    return words_of(language).interrupted


def not_certain(language: str = "en") -> str:
    """In place of a sentence that no source bears out."""
    return words_of(language).not_certain


def unknown(business: Business, language: str = "en") -> str:
    """An honest "I don't know", with the way to a person."""
    request = email_request(business, language)
    return words_of(language).unknown.format(email_request=request)


def email_request(business: Business, language: str = "en") -> str:
    """How an address is asked for; sending one after this is consent, and is stored as such."""
    return words_of(language).email_request.format(person=person(business))


def handoff(business: Business, language: str = "en", *, when: str = "") -> str:
    """A person was asked for; ``when`` says when they answer, else the founder's own promise."""
    words, contact = words_of(language), ""
    if business.contact_email:
        contact = words.also_write_to.format(email=business.contact_email)
    return words.handoff.format(
        person=person(business),
        promise=f" {when}" if when else _promise(business),
        email_request=email_request(business, language),
        contact=contact,
    )


def lead_captured(business: Business, language: str = "en") -> str:
    """An address was taken."""
    return words_of(language).lead_captured.format(
        person=person(business), promise=_promise(business)
    )


def address_refused(language: str = "en") -> str:
    """The address cannot be written to."""
    return words_of(language).address_refused


def leave_email(language: str = "en") -> str:
    """The label of the form for an address."""
    return words_of(language).leave_email


def talk_to(business: Business, language: str = "en") -> str:
    """The label of the way to a person."""
    return words_of(language).talk_to.format(person=person(business))


def book(language: str = "en") -> str:
    """The label of the way to an appointment."""
    return words_of(language).book


def written_in(business: Business, language: str, knowledge_language: str) -> str:
    """Said before a quotation in another language than the visitor's; "" when it is the same.

    ``language`` "" means that the visitor's language is not known, and says nothing.
    """
    if not language or code_of(language) == code_of(knowledge_language):
        return ""
    words = words_of(language)
    name = words.languages.get(code_of(knowledge_language))
    if name is None or code_of(language) not in TABLES:
        return ""
    return words.written_in.format(language=name, person=person(business))


def no_orders(business: Business, language: str = "en") -> str:
    """To who gives orders instead of asking: friendly, and with the way to a person."""
    return words_of(language).no_orders.format(
        business=business.name, person=person(business), reach=reach(business, language)
    )


def erasure(business: Business, language: str = "en", *, has_address: bool) -> str:
    """Somebody wants their data deleted: who does it, and what they can delete themselves."""
    words = words_of(language)
    address = words.erasure_known if has_address else words.erasure_ask
    with override(code_of(language)):
        clear = gettext("Clear this conversation")  # As the menu of the panel has it.
    return words.erasure.format(
        person=person(business),
        address=address.format(person=person(business)),
        clear=clear,
        reach=reach(business, language),
    )


def erasure_address(business: Business, language: str = "en") -> str:
    """The address came after the wish."""
    return words_of(language).erasure_added.format(person=person(business))


def reach(business: Business, language: str = "en") -> str:
    """The founder's contact as a sentence with a space before it; "" where there is none."""
    words = words_of(language)
    known = [business.contact_email, business.contact_phone]
    ways = [way for way in known if way] or [way for way in [business.booking_url] if way]
    if not ways:
        return ""
    return words.reach.format(person=person(business), ways=f" {words.either} ".join(ways))


def person(business: Business) -> str:
    """Who answers when the assistant cannot."""
    return business.coach_name or business.name


def _promise(business: Business) -> str:
    return f" {business.reply_promise}" if business.reply_promise else ""
