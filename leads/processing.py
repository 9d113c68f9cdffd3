"""What is kept of people who left their details."""

from __future__ import annotations

from ops.privacy.processing import Data, Ground, Table, nothing

#: Who gets what a lead is, besides the team.
GETS = "the email provider; tools you have named under Webhooks"
WORK = "to look after them"

TABLES = [
    Table(
        label="leads.Lead", holds="one person who left their details", why="to answer them",
        ground=Ground.CONSENT, kept="leads", given_to=GETS,
        data={
            Data.CONTACT: "email email_key name phone",
            Data.WORDS: "next_step",
            Data.ORIGIN: "first_touch last_touch",
            Data.LINK: "id",
            Data.TEAM: "owner",
        },
        plain="status confirmation_queued_at next_step_on wrote_again_at fit_points fit_out_of "
        "is_test created_at updated_at",
    ),
    Table(
        label="leads.Enquiry", holds="one time they got in touch", why="to answer them",
        ground=Ground.CONTRACT, kept="with leads.Lead", given_to=GETS,
        data={
            Data.WORDS: "message",
            Data.ORIGIN: "page_url touch",
            Data.LINK: "id lead conversation_id",
        },
        plain="source is_test created_at",
    ),
    Table(
        label="leads.Consent", holds="what they agreed to, or took back, word for word",
        why="to prove it (GDPR article 7 (1))", ground=Ground.DUTY, kept="with leads.Lead",
        given_to="tools you have named under Webhooks",
        data={
            Data.CONSENT: "text version act language source",
            Data.ORIGIN: "page_url",
            Data.LINK: "lead",
        },
        plain="id given_at",
    ),
    Table(
        label="leads.LeadAddress", holds="another address of the same person",
        why="to know them again", ground=Ground.CONTRACT, kept="with leads.Lead",
        data={Data.CONTACT: "email email_key", Data.LINK: "lead"}, plain="id created_at",
    ),
    Table(
        label="leads.LeadNote", holds="what the team should know of them", why=WORK,
        ground=Ground.INTEREST, kept="with leads.Lead",
        data={Data.WORDS: "text", Data.LINK: "lead", Data.TEAM: "by by_name"},
        plain="id created_at sent_id",
    ),
    Table(
        label="leads.LeadEvent", holds="what the team changed, from what to what", why=WORK,
        ground=Ground.INTEREST, kept="with leads.Lead",
        data={Data.WORDS: "before after", Data.LINK: "lead", Data.TEAM: "by by_name"},
        plain="id field at",
    ),
    Table(
        label="leads.LeadMerge", holds="two leads that were one person, as they were before",
        why="to take it back if that was a mistake", ground=Ground.INTEREST,
        kept="with leads.Lead",
        data={Data.CONTACT: "gone kept", Data.LINK: "lead gone_id moved", Data.TEAM: "by_name"},
        plain="id at undone_at",
    ),
    Table(
        label="leads.Lead_tags", holds="which of your groups they are in", why=WORK,
        ground=Ground.INTEREST, kept="with leads.Lead", data={Data.LINK: "lead"}, plain="id tag",
    ),
    nothing("leads.Tag", "your words for groups of people", "id name key", kept="while_used"),
    Table(
        label="leads.Booking", holds="a call they booked", why="to hold it",
        ground=Ground.CONTRACT, kept="with leads.Lead", given_to=GETS,
        data={
            Data.WORDS: "title place answers reason",
            Data.ORIGIN: "touch time_zone",
            Data.LINK: "id lead conversation_id join_url cancel_url reschedule_url",
        },
        plain="provider state starts_at ends_at is_test told details_at created_at updated_at",
    ),
    Table(
        label="leads.BookingTime", holds="a time a call was set to", why="to hold it",
        ground=Ground.CONTRACT, kept="with leads.Booking",
        data={Data.LINK: "booking key"},
        plain="id provider state starts_at ends_at no_show no_show_at told_at created_at",
    ),
    Table(
        label="leads.ForgottenBooking", holds="the fingerprint of a call that was deleted",
        why="so that it does not come back when its provider tells of it again",
        ground=Ground.DUTY, kept="forgotten_bookings", data={Data.LINK: "fingerprint"},
        plain="forgotten_at",
    ),
    Table(
        label="leads.ContactImport", holds="a file of contacts that waits for your yes; afterwards "
        "what came of it, without the people", why="to bring in people you know already",
        ground=Ground.INTEREST, kept="contact_imports",
        data={
            Data.CONTACT: "lines",
            Data.WORDS: "label notes outcome",
            Data.CONSENT: "consent",
            Data.TEAM: "by decision",
        },
        plain="id state columns started_at reached total revision",
    ),
    Table(
        label="leads.FitAnswer", holds="what they answered to a question of yours in the chat",
        why="to see whether you can help them", ground=Ground.CONTRACT, kept="with leads.Lead",
        data={Data.WORDS: "text value", Data.LINK: "lead conversation_id"},
        plain="id question asked name points out_of reason rules_out is_test created_at",
    ),
    Table(
        label="leads.FitAsking", holds="how far your questions are in one chat",
        why="to ask each once", ground=Ground.CONTRACT, kept="fit_askings",
        data={Data.LINK: "conversation_id after"},
        plain="question asked how left ignored is_over is_no_fit updated_at",
    ),
    nothing("leads.FitSettings", "when your questions are asked",
            "id is_on enough not_fit_words not_fit_url not_fit_label updated_at",
            kept="while_used"),
    nothing("leads.FitQuestion", "a question of yours",
            "id text name kind position is_used updated_at", kept="while_used"),
    nothing("leads.FitRule", "what an answer is worth",
            "id question label low high points reason rules_out position", kept="while_used"),
]  # fmt: skip
