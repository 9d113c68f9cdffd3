"""What the assistant says in English."""

from __future__ import annotations

from chatbot.wording.words import PersonWords, Words

WORDS = Words(
    hello="Hello. What would you like to know?",
    thanks="You are welcome. I am here if anything else comes up.",
    unreadable="I could not make out a question in that. Could you put it in a few words?",
    interrupted="That answer was cut short. Nothing you wrote is lost; please try again.",
    unknown="I don't know that, and I would rather not guess. {email_request} "
    "Or ask me something else.",
    not_certain="I am not certain about that part, and would rather not guess.",
    email_request="If you type your email address here, {person} will answer you personally. "
    "It is used for that and nothing else.",
    handoff="I have told {person} that you would like to talk.{promise} {email_request}{contact}",
    also_write_to=" You can also write to {email}.",
    lead_captured="Thank you. I have passed your address on to {person} and sent you a "
    "confirmation.{promise}",
    address_refused="That does not look like a whole email address. Could you check it and type "
    "it again?",
    leave_email="Leave your email",
    talk_to="Talk to {person}",
    book="Book a time",
    languages={
        "en": "English",
        "es": "Spanish",
        "de": "German",
        "fr": "French",
        "pt": "Portuguese",
    },
    written_in="I answer in {language}, because that is what {person} has written:",
    no_orders="I answer questions about {business} from what {person} has written, and I cannot "
    "take instructions about how I do that. What would you like to know?{reach}",
    reach=" You can reach {person} here: {ways}.",
    either="or",
    erasure="I have noted for {person} that you want your data deleted; I cannot do that myself. "
    "{address} This conversation you can delete yourself at any time: choose “{clear}” in the menu "
    "of the chat.{reach}",
    erasure_ask="If you ever left an email address here, please type it, so that {person} finds "
    "what belongs to it. It is used for nothing else.",
    erasure_known="Your email address is noted with it. {person} may write to you there first, to "
    "be sure that it is yours.",
    erasure_added="Thank you. Your email address is now noted with your wish to have your data "
    "deleted. {person} may write to you there first, to be sure that it is yours.",
    medical="That is a question for a doctor or another health professional, so I will not guess. "
    "I am an automated assistant, and coaching is no treatment. If it is urgent, please call your "
    "local emergency number. {person} will gladly tell you what coaching is for and what it is "
    "not.{reach}",
    legal="That is a question for a lawyer or a legal advice service where you live, so I will "
    "not guess. I am an automated assistant and give no legal advice. About the coaching itself "
    "{person} will gladly answer you.{reach}",
    financial="That is a question for a financial or tax adviser, so I will not guess. I am an "
    "automated assistant; I give no advice about money and promise no result. About the coaching "
    "itself {person} will gladly answer you.{reach}",
    refund="I am an automated assistant, so I cannot decide about money or promise any back. "
    "{person} can: please say in a line or two what happened.{reach}",
    crisis="I am sorry that you are going through this. I take what you wrote seriously.",
    crisis_limits="I am an automated assistant and cannot help in an emergency.",
    crisis_call="If you or somebody else is in danger, please call your local emergency number "
    "now.",
    crisis_people="Please also reach a person: somebody you trust who can be with you, or a "
    "doctor. You do not have to carry this alone.",
    crisis_lines="People who listen:",
    fit_first="So that {person} can prepare, may I ask: {question}",
    fit_skip="You can also write “skip”.",
    fit_thanks="Thank you.",
    fit_skipped="No problem.",
    fit_done="That is all I wanted to ask. {person} will see your answers.",
    fit_stopped="Of course, no more questions from me. Ask me anything you like.",
)
IN_PERSON = PersonWords(
    replies_within="{person} replies within {time}.",
    replies_by="{person} replies {when} at the latest.",
    back="{person} is back {when}.",
    away="{person} is away at the moment.",
    today="today at {time}",
    tomorrow="tomorrow at {time}",
    weekday="on {day} at {time}",
    day="on {day} at {time}",
    your_time="{time} your time",
    zone_time="{time} ({zone} time)",
    minutes="{n} minutes",
    hour="an hour",
    hours="{n} hours",
    in_person="{person}, in person",
    automated_again="The automated assistant answers again.",
    already_here="{person} is already in this conversation and reads what you write.",
    first_words=(
        "Hello, this is {person}. I am reading what you wrote.",
        "Hello, this is {person}. How can I help?",
        "Thank you for waiting. Let me look into it.",
    ),
)
