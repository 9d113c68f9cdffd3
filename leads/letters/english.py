"""The emails about a lead in English."""

from __future__ import annotations

from leads.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    confirmation=words(
        "Thank you for writing to {business_name}",
        "Your details have arrived, and {person} will answer you personally.",
        "Hello,",
        "Thank you for writing to {business_name}. Your details have arrived, and {person} will "
        "answer you personally.",
        "{reply_promise}",
        "If you would rather choose a time for a call yourself:\n{booking_url}",
        "You can simply answer this email. If it was not you who wrote to us, you need do nothing; "
        "we will not write again on our own.",
    ),
    notice=words(
        "New enquiry from {visitor_name}",
        "Answer this email to write to {visitor_name}.",
        "{visitor_name} left their details on your site.",
        "{details}",
        "{message}",
        "{so_far}",
        "{conversation}",
        "[Open the conversation]({conversation_url})",
        "Answer this email to write to them.",
        "[See all of it]({admin_url})",
    ),
    booking=words(
        "{what}: {visitor_name}",
        "Answer this email to write to {visitor_name}.",
        "**{what}**",
        "{details}",
        "{answers}",
        "{to_confirm}",
        "[Join the call]({join_url})",
        "{so_far}",
        "{conversation}",
        "[Open the conversation]({conversation_url})",
        "Answer this email to write to them.",
        "[See all of it]({admin_url})",
    ),
    called={
        "new": "New call",
        "to_confirm": "A call to confirm",
        "moved": "Call moved",
        "cancelled": "Call cancelled",
    },
    to_confirm="It waits until you confirm it at {provider}.",
    so_far="The conversation so far:",
    so_far_cut="The conversation so far, shortened:",
    visitor="Visitor",
    name="Name",
    email="Email",
    phone="Phone",
    call="Call",
    at="When",
    at_theirs="For them",
    before="Before",
    place="Where",
    reason="They say",
    page="Page",
    how="How",
    ways={
        "page_form": "contact form on your page",
        "chat_form": "form in the chat",
        "chat_message": "typed in the chat",
        "api": "your own website",
    },
)
