"""What is kept of people who chat, and of those who have an account."""

from __future__ import annotations

from ops.privacy.processing import TEAM, Data, Ground, Table, nothing

MODEL = "the company behind the model, where one is set up"

TABLES = [
    Table(
        label="chatbot.Conversation", holds="one chat", why="to answer, and to go on with it",
        ground=Ground.CONTRACT, kept="conversations",
        given_to="tools you have named under Webhooks",
        data={
            Data.ORIGIN: "page_url referrer utm first_touch visitor_id time_zone",
            Data.LINK: "id account emailed_to",
        },
        keys="token_hash",
        plain="created_at last_message_at locale is_test asked_for_email handoff_requested_at "
        "taken_at",
    ),
    Table(
        label="chatbot.Message", holds="one message of a chat, or the answer to it",
        why="to answer, and to make answers better", ground=Ground.CONTRACT,
        kept="with chatbot.Conversation", given_to=MODEL,
        data={Data.WORDS: "text sources actions", Data.LINK: "conversation reply_to"},
        plain="seq id role status created_at client_message_id answering_until answering_by "
        "outcome entry score answered_by duration_ms feedback",
    ),
    Table(
        label="chatbot.Handoff", holds="that somebody wanted a person, and when they had one",
        why="to answer in time", ground=Ground.CONTRACT, kept="with chatbot.Conversation",
        data={Data.LINK: "conversation", Data.TEAM: "taken_by"},
        plain="id began_at asked_at answered_at due_at remind_at missed_at lead_at ended_at "
        "person_seq mail_at visitor_read visitor_seen_at desk_read tell_at",
    ),
    Table(
        label="chatbot.GuardEvent", holds="a sentence that was held back, and why",
        why="to keep wrong and dangerous answers away", ground=Ground.INTEREST,
        kept="with chatbot.Message",
        data={Data.WORDS: "sentence reasons replaced_by", Data.LINK: "message"},
        plain="id kind created_at",
    ),
    Table(
        label="chatbot.SettledQuestion", holds="that you dealt with a question nobody could answer",
        why="to make answers better", ground=Ground.INTEREST, kept="with chatbot.Message",
        data={Data.LINK: "message"}, plain="id how entry settled_at",
    ),
    Table(
        label="chatbot.ErasureRequest", holds="that somebody wants their data deleted",
        why="to do it, and to prove that it was done", ground=Ground.DUTY, kept="deletion_requests",
        data={Data.CONTACT: "address address_key", Data.LINK: "conversation asked_in"},
        plain="id times is_test asked_at done_at",
    ),
    Table(
        label="chatbot.ModelCall", holds="length, cost and duration of one answer of a model",
        why="to keep within what it may cost", ground=Ground.INTEREST, kept="model_calls",
        data={Data.LINK: "conversation message"},
        plain="id created_at provider model tokens_in tokens_out cost_micros estimated finish "
        "first_token_ms duration_ms settled",
    ),
    Table(
        label="chatbot.Spending", holds="what a day, or a conversation, has cost",
        why="to keep within what it may cost", ground=Ground.INTEREST, kept="model_calls",
        data={Data.LINK: "key"}, plain="cost_micros created_at",
    ),
    Table(
        label="chatbot.EvalCase", holds="what you try the assistant with; it may be made from "
        "what a visitor wrote", why="to keep answers good", ground=Ground.INTEREST,
        kept="knowledge",
        given_to=MODEL,
        data={Data.WORDS: "title turns must_say must_not_say last_reply last_problem"},
        plain="id expect is_active created_at last_outcome last_run_at last_answered_by",
    ),
    Table(
        label="chatbot.EvalRun", holds="what came of one run of the evaluations",
        why="to keep answers good", ground=Ground.INTEREST, kept="eval_runs",
        data={Data.WORDS: "results problem", Data.TEAM: "started_by"},
        plain="id started_at duration_ms state providers summary",
    ),
    Table(
        label="chatbot.KnowledgeEntry", holds="your services, prices and answers; it is public",
        of="whoever you write about", why="to answer visitors", ground=Ground.INTEREST,
        kept="knowledge", given_to=MODEL, data={Data.CONTACT: "title variants answer"},
        plain="id kind price currency price_note url source external_id imported_as is_published "
        "position is_demo revision updated_at",
    ),
    Table(
        label="chatbot.KnowledgeImport", holds="a file or page that is being brought in",
        of="whoever it is about", why="to answer visitors", ground=Ground.INTEREST, kept="imports",
        data={Data.CONTACT: "label content outcome", Data.TEAM: "started_by"},
        plain="id state started_at heard_at done total progress problem",
    ),
    Table(
        label="chatbot.Business", holds="who you are; it is public", of=TEAM,
        why="to be known and reached", ground=Ground.INTEREST, kept="knowledge",
        data={Data.CONTACT: "name coach_name contact_email contact_phone"},
        plain="id tagline headline intro tone greeting suggested_questions booking_url colour "
        "disclaimer first_call reply_promise reply_within ready_replies privacy_note language "
        "time_zone is_demo updated_at",
    ),
    Table(
        label="chatbot.Testimonial", holds="what a client says of you; it is public",
        of="clients you quote", why="to be trusted; ask them before you publish it",
        ground=Ground.CONSENT, kept="knowledge", data={Data.CONTACT: "quote name role"},
        plain="id business position",
    ),
    nothing("chatbot.OpeningHours", "when you answer", "id business weekday opens closes",
            kept="knowledge"),
    nothing("chatbot.ClosedDays", "days on which you do not answer",
            "id business first last note", kept="knowledge"),
    nothing("chatbot.KnowledgeVersion", "a number that changes with the knowledge", "id stamp",
            kept="while_used"),
    nothing("chatbot.DrawnQuestions", "which of many unanswered questions ask the same, as numbers",
            "id groups newest count", kept="while_used"),
    nothing("chatbot.Embedding", "which websites may show the chat",
            "id origins side label updated_at", kept="while_used"),
    nothing("chatbot.OwnerDoor", "ways to become the owner, and that they were used",
            "id key opened_at used_at", kept="while_used"),
    nothing("chatbot.SafetyRule", "replies to dangerous topics",
            "id topic is_on reply_en reply_es reply_de reply_fr reply_pt also never",
            kept="knowledge"),
    nothing("chatbot.CrisisLine", "numbers of help lines",
            "id name country contact source_url confirmed_on position", kept="knowledge"),
    nothing("chatbot.ModelHealth", "which model fails now", "key label failures kind away_until",
            kept="while_used"),
    nothing("chatbot.OwnerTold", "what you were told about models", "key told_at",
            kept="while_used"),
]  # fmt: skip
