"""Ask what only the founder knows, and write it down: .env and the business profile."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import DatabaseError, connection

from chatbot.firstday import dialogue, given, places, plan, profile, tell
from chatbot.firstday.plan import Answers, Plan
from chatbot.firstday.terminal import Stopped, Terminal, wrapped
from ops import commands, env_file
from ops.env_file import BadEnvFile, EnvFile

EXPORTED = "var/setup/variables.env"


class Command(commands.Command):
    """``manage.py setup``"""

    help = "Set up your chat: asks about your business, address, email and model, and writes it."
    # It is what puts a bad environment right.
    requires_system_checks = []
    written = False

    def say(self, text: str) -> None:
        """On stderr as the others, and not in the red that Django has for errors."""
        self.stderr.write(text, str, "\n")

    def add_arguments(self, parser: CommandParser) -> None:
        """A question each, and how."""
        for name in profile.FIELDS:
            parser.add_argument(
                f"--{name.replace('_', '-')}", metavar="TEXT", help=f"{tell.CALLED[name]}"
            )
        parser.add_argument(
            "--platform", default="", metavar="|".join(places.PLACES), help="where it runs"
        )
        parser.add_argument(
            "--set", action="append", default=[], metavar="NAME=VALUE", dest="variables",
            help="any variable that is no secret; secrets are taken from the environment",
        )  # fmt: skip
        parser.add_argument(
            "--non-interactive", action="store_true", help="ask nothing; for scripts"
        )
        parser.add_argument(
            "--replace-profile", action="store_true",
            help="let options overwrite what you wrote in the admin",
        )  # fmt: skip
        parser.add_argument("--keep-demo", action="store_true", help="leave the demo's knowledge")
        parser.add_argument(
            "--write-variables", metavar="FILE", default="",
            help="for Render and Heroku: put the variables, secrets too, into a file to paste from",
        )  # fmt: skip
        parser.add_argument("--env-file", metavar="FILE", default="", help="instead of .env")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask or take what was given; write; say what is next. Exit 2 for what cannot be used."""
        if not options["non_interactive"] and (options["json"] or not _is_terminal()):
            raise commands.WrongUse(
                "There is nobody to ask here (this is no terminal, or --json was given). Add "
                "--non-interactive and give the answers as options: manage.py setup --help"
            )
        try:
            file = env_file.read(_path(options["env_file"]))
            self._database(look_only=options["dry_run"])
            answers = self._given(file, options) if options["non_interactive"] else None
            made = self._plan(answers or self._asked(file, options), file, options)
            self._finish(made, options)
        except BadEnvFile as error:
            raise commands.WrongUse(f"{_path(options['env_file']).name}: {error}") from error
        except (Stopped, KeyboardInterrupt):
            what = "What you answered is written." if self.written else "Nothing was written."
            self.say(f"\nStopped. {what}")
            sys.exit(commands.COULD_NOT_RUN)
        except OSError as error:
            raise commands.WrongUse(
                f"{error.filename} cannot be written: {error.strerror}."
            ) from error

    def _database(self, *, look_only: bool) -> None:
        """The profile needs its table; on a fresh laptop it is made."""
        try:
            if profile.is_ready() or look_only:
                return
            if connection.vendor != "sqlite":
                raise commands.WrongUse(
                    "The database is empty. Run this first: python manage.py migrate"
                )
            self.say("Making the database in var/ (a few seconds, the first time only)")
            Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
            call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError as error:
            raise commands.WrongUse(
                "The database cannot be reached. Look at DATABASE_URL, or empty it to use a file."
            ) from error

    def _given(self, file: EnvFile, options: dict[str, Any]) -> Answers:
        found = given.Given(
            options={name: options[name] for name in profile.FIELDS},
            settings=options["variables"],
            outside=_outside(file),
            present=_present(file),
            platform=options["platform"] or places.here(),
            replace_profile=options["replace_profile"],
            keep_demo=options["keep_demo"],
        )
        answers = found.answers()
        if options["write_variables"] and answers.place.uses_file:
            found.problems.append("--write-variables: that is for Render and Heroku.")
        if found.problems:
            raise commands.WrongUse(
                f"Nothing was written: {len(found.problems)} of the answers cannot be used.\n"
                + "\n".join(f"  - {problem}" for problem in found.problems)
            )
        return answers

    def _asked(self, file: EnvFile, options: dict[str, Any]) -> Answers:
        terminal = Terminal(self.say)
        answers = dialogue.hold(terminal, _present(file), options["platform"] or places.here())
        if answers.place.variables and not places.here() and not options["write_variables"]:
            wanted = terminal.agreed(
                f"Put the variables for {answers.place.name} into a file to paste from? Secrets "
                f"will be in it: delete {EXPORTED} afterwards.",
                default=False,
            )
            options["write_variables"] = EXPORTED if wanted else ""
        return answers

    def _plan(self, answers: Answers, file: EnvFile, options: dict[str, Any]) -> Plan:
        chosen = options["write_variables"]
        export = Path(settings.BASE_DIR, chosen) if chosen else None
        if export and export.exists():
            raise commands.WrongUse(f"{chosen} is there already. Delete it, or name another file.")
        return plan.make(answers, file, export=export)

    def _finish(self, made: Plan, options: dict[str, Any]) -> None:
        if not options["non_interactive"]:
            terminal = Terminal(self.say)
            terminal.title("5 of 5: what is written")
            self._say_changes(made)
            if not (made.changes_nothing or options["dry_run"]) and not terminal.agreed(
                "Write this?", default=True
            ):
                raise Stopped
        elif not options["json"]:
            self._say_changes(made)
        result = tell.as_json(made, dry_run=options["dry_run"])
        if not (made.changes_nothing or options["dry_run"]):
            plan.carry_out(made)
            self.written = True
            self.say("Written.")
        if options["json"]:
            self.emit(result)
        else:
            self._say_the_rest(made, options)

    def _say_changes(self, made: Plan) -> None:
        if made.changes_nothing:
            self.say("Everything stands as you answered; nothing has to be written.")
        for line in tell.changes(made):
            self.say(line)

    def _say_the_rest(self, made: Plan, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.say("This was a rehearsal (--dry-run): nothing was written.")
        answers = made.answers
        lines: list[str] = []
        if answers.place.variables:
            lines += [*tell.platform_variables(answers), ""]
            if made.profile and not places.here():
                lines += [wrapped(
                    "Your business profile is in the database of this computer, to try it. At "
                    f"{answers.place.name} type it once more in the admin, or run this in its "
                    "shell."), ""]  # fmt: skip
        lines += [wrapped(text) for text in _shadowed(made)]
        lines += tell.record_lines(tell.zones(answers))
        lines.append("What to do next")
        lines += [
            line
            for number, step in enumerate(tell.next_steps(made), 1)
            for line in tell.step_lines(number, step)
        ]
        self.stdout.write("\n" + "\n".join(lines))


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _path(chosen: str) -> Path:
    return Path(settings.BASE_DIR, chosen or os.environ.get("ENV_FILE") or ".env")


def _own_file() -> Mapping[str, str]:
    """What the settings of this very process have read from a file."""
    name = os.environ.get("ENV_FILE", ".env")
    return env_file.read(Path(settings.BASE_DIR, name)).values if name else {}


def _outside(file: EnvFile) -> dict[str, str]:
    """This process's variables that stand in no file."""
    own = _own_file()
    return {
        name: value
        for name, value in os.environ.items()
        if name in settings.ENVIRONMENT and value not in (own.get(name), file.values.get(name))
    }


def _present(file: EnvFile) -> Mapping[str, str]:
    """The variables as they stand: of the platform this runs on, or of the file."""
    return dict(os.environ) if places.here() else file.values


def _shadowed(made: Plan) -> list[str]:
    """Variables that this terminal sets otherwise: they win over the file."""
    if not made.answers.place.uses_file:
        return []
    outside = _outside(made.file)
    names = [
        name
        for name, value in made.answers.variables.items()
        if name in outside and outside[name] != value
    ]
    return [f"{', '.join(names)}: also set outside {made.file.path.name}, and that wins.\n"] * bool(
        names
    )
