"""The questions at a terminal, from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from chatbot.firstday import places, profile, questions
from chatbot.firstday.plan import Answers
from chatbot.firstday.profile import BadAnswer
from chatbot.firstday.questions import Question
from chatbot.firstday.terminal import Terminal

HELLO = """Slipway: setting up.

Five short groups of questions. Enter keeps or takes what is shown.
Nothing is written before the end; Ctrl+C stops, and then nothing has changed."""


def hold(terminal: Terminal, present: Mapping[str, str], place: str = "") -> Answers:
    """Ask everything. ``present`` are the variables as they stand."""
    terminal.say(HELLO)
    terminal.title("1 of 5: where it runs")
    chosen = place or terminal.ask(questions.PLACE, "", questions.suggested("platform", {}))
    answers = Answers(place=places.PLACES[chosen])
    if place:
        terminal.say(f"This is {answers.place.name}.")
    _variables(terminal, answers, present, questions.address(answers.place))
    terminal.title("2 of 5: your business")
    _business(terminal, answers)
    terminal.title("3 of 5: email")
    how = questions.choice("EMAIL_PROVIDER", "How emails leave")
    _variables(terminal, answers, present, [how])
    _needed(terminal, answers, present, "EMAIL_PROVIDER")
    _variables(terminal, answers, present, questions.senders(answers.variables))
    terminal.title("4 of 5: who answers")
    who = questions.choice("LLM_PROVIDER", "Who writes the answers")
    _variables(terminal, answers, present, [who])
    _needed(terminal, answers, present, "LLM_PROVIDER")
    return answers


def _business(terminal: Terminal, answers: Answers) -> None:
    now = profile.present()
    for question in questions.BUSINESS:
        offered = "" if now else questions.suggested(question.name, answers.business)
        answers.business[question.name] = terminal.ask(
            question, now.get(question.name, ""), offered
        )
    entries = profile.demo_entries()
    if entries:
        answers.without_demo = terminal.agreed(
            f"The knowledge still holds {entries} made-up answers and prices of the demo "
            "business. Take them out?",
            default=True,
        )


def _variables(
    terminal: Terminal, answers: Answers, present: Mapping[str, str], asked: list[Question]
) -> None:
    known = {**answers.business, **answers.variables}
    for question in asked:
        stands = present.get(question.name, "").strip()
        offered = questions.suggested(question.name, known)
        if question.name in questions.ADDRESSES and questions.is_example(stands) and offered:
            # What bin/run wrote for the demo business is nobody's.
            stands = ""
        if stands and not _usable(question, stands):
            terminal.say(f"\n{question.name} is set, to something that cannot be used.")
            stands = ""
        answers.variables[question.name] = known[question.name] = terminal.ask(
            question, stands, offered
        )


def _needed(terminal: Terminal, answers: Answers, present: Mapping[str, str], choice: str) -> None:
    """What the choice calls for; the boxes of an SMTP page in place of one long address."""
    for question in questions.needed(choice, answers.variables[choice], present):
        stands = present.get(question.name, "")
        if question.name != "EMAIL_URL":
            _variables(terminal, answers, present, [question])
        elif stands and terminal.agreed(
            f"The mail server is set ({urlsplit(stands).hostname}). Keep it?", default=True
        ):
            answers.variables["EMAIL_URL"] = stands
        else:
            answers.variables["EMAIL_URL"] = _smtp(terminal)


def _smtp(terminal: Terminal) -> str:
    """As a provider shows it: server, port, user name, password."""
    while True:
        host = terminal.ask(Question("host", "The SMTP server", "such as smtp.postmarkapp.com"))
        port = terminal.ask(Question("port", "Its port"), "", "587")
        user = terminal.ask(Question("user", "The user name there"))
        password = terminal.ask(Question("password", "Its password", secret=True))
        try:
            return questions.smtp_url(host, port, user, password)
        except BadAnswer as error:
            terminal.say(f"  That cannot be used. {error}\n  Once more:")


def _usable(question: Question, value: str) -> bool:
    try:
        question.clean(value)
    except BadAnswer:
        return questions.is_example(value)
    return True
