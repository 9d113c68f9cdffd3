"""The words of the chat panel, which its code takes from the page.

Texts are gettext's, in ``locale/``. The page is in the language of the business, because that is
what its own words are in; the panel in an iframe is in the visitor's, where we speak it.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def panel_words() -> dict[str, str]:
    """What the panel says by itself, in the language in force; keys as in the panel's code."""
    return {
        "you": _("You said:"),
        "assistant": _("Assistant:"),
        "source": _("From"),
        "interrupted": _("That was interrupted. Nothing you wrote is lost."),
        "again": _("Try again"),
        "wait": _("You can try again in %(time)s."),
        "busy": _("That is a little fast. Please try again in a moment."),
        "notLoaded": _("The earlier part of this conversation could not be loaded."),
        "writing": _("The answer is still being written."),
        "thanksLead": _("Thank you. A confirmation is on its way to your email address."),
        "thanksRating": _("Thank you for saying so."),
        "sentCopy": _("A copy of this conversation is on its way to"),
        "copyFailed": _("The copy could not be sent to"),
        "copied": _("This conversation has been copied."),
        "copyHere": _("Copy the conversation from here"),
        "nothingYet": _("There is nothing in this conversation yet."),
        "cleared": _("This conversation has been deleted."),
        "needEmail": _("Please write your email address, such as name@example.com."),
        "needConsent": _("Please tick this, so that we may write to you."),
        "failed": _("That did not get through. Please try again."),
        "write": _("Or write to"),
        "opensOutside": _("opens in a new tab"),
        "leave": _("Leave your email"),
        "person": _("Talk to a person"),
        "book": _("Book a time"),
        "booked": _("Your time is booked. The confirmation comes by email."),
    }
