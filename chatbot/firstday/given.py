"""Answers that were given beforehand, by options and variables, for ``--non-interactive``.

Everything that is wrong is told at once: somebody's script should not have to be run six times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from chatbot.firstday import places, profile, questions
from chatbot.firstday.plan import Answers
from chatbot.firstday.profile import BadAnswer
from chatbot.firstday.questions import Question


@dataclass(kw_only=True, slots=True)
class Given:
    """``options`` by field of the profile, None where nothing was said. ``outside`` are this
    process's variables, apart from those of the file; ``present`` those that stand now.
    """

    options: Mapping[str, str | None]
    settings: Sequence[str]
    outside: Mapping[str, str]
    present: Mapping[str, str]
    platform: str = ""
    replace_profile: bool = False
    keep_demo: bool = False
    problems: list[str] = field(default_factory=list)

    def answers(self) -> Answers:
        """All of them; ``problems`` says what is wrong with them."""
        platform = self._read(
            "--platform", questions.PLACE, self.platform or questions.suggested("platform", {})
        )
        answers = Answers(place=places.PLACES[platform or "laptop"])
        self._business(answers)
        self._variables(answers)
        answers.without_demo = not self.keep_demo and bool(profile.demo_entries())
        return answers

    def _read(self, called: str, question: Question, text: str) -> str:
        try:
            return question.clean(text)
        except BadAnswer as error:
            self.problems.append(f"{called}: {error}")
            return ""

    def _business(self, answers: Answers) -> None:
        now = profile.present()
        for question in questions.BUSINESS:
            called = "--" + question.name.replace("_", "-")
            said = self.options.get(question.name)
            stands = now.get(question.name, "")
            text = said if said is not None else stands
            if not text and question.required:
                text = questions.suggested(question.name, answers.business)
            if not text and question.name == "time_zone":
                text = "UTC"
            value = self._read(called, question, text)
            if said is not None and stands and value != stands and not self.replace_profile:
                self.problems.append(
                    f"{called}: your business profile has something else there already. Add "
                    "--replace-profile to overwrite it, or leave the option out."
                )
            answers.business[question.name] = value

    def _variables(self, answers: Answers) -> None:
        said = self._said()
        how = questions.choice("EMAIL_PROVIDER", "")
        who = questions.choice("LLM_PROVIDER", "")
        for asked in (
            lambda: [*questions.address(answers.place), how],
            lambda: self._needed(answers, "EMAIL_PROVIDER", said),
            lambda: [*questions.senders(answers.variables), who],
            lambda: self._needed(answers, "LLM_PROVIDER", said),
            lambda: [_any(name) for name in said if name not in answers.variables],
        ):
            self._group(answers, asked, said)

    def _needed(self, answers: Answers, choice: str, said: Mapping[str, str]) -> list[Question]:
        return questions.needed(choice, answers.variables[choice], {**self.present, **said})

    def _group(
        self, answers: Answers, asked: Callable[[], list[Question]], said: Mapping[str, str]
    ) -> None:
        for question in asked():
            name = question.name
            stands = self.present.get(name, "").strip()
            known = {**answers.business, **answers.variables}
            offered = questions.suggested(name, known)
            if name in questions.ADDRESSES and questions.is_example(stands):
                stands = offered or ("" if question.required else stands)
            text = said.get(name, stands or offered)
            kept = text == stands and name not in said and questions.is_example(text)
            answers.variables[name] = text if kept else self._read(name, question, text)

    def _said(self) -> dict[str, str]:
        """What was said of variables: ``--set``, and the variables of this process."""
        manifest = settings.ENVIRONMENT
        asked = {"SITE_URL", "EMAIL_PROVIDER", "LLM_PROVIDER", *questions.ADDRESSES}
        for choice in ("EMAIL_PROVIDER", "LLM_PROVIDER"):
            for value in manifest.variable(choice).choices:
                asked |= {question.name for question in questions.needed(choice, value, {})}
        said = {name: value for name, value in self.outside.items() if name in asked and value}
        for text in self.settings:
            name, mark, value = text.partition("=")
            if not mark or name not in manifest:
                what = "write --set NAME=VALUE" if not mark else "there is no such variable"
                self.problems.append(f"--set {name}: {what}. docs/environment.md lists them all.")
            elif manifest.variable(name).secret:
                self.problems.append(
                    f"--set {name}: this one is secret, and other programs can read a command "
                    f"line. Give it as a variable: {name}=… python manage.py setup …"
                )
            else:
                said[name] = value
        return said


def _any(name: str) -> Question:
    """A variable that is asked for nowhere else."""
    return Question(name, name, secret=settings.ENVIRONMENT.variable(name).secret)
