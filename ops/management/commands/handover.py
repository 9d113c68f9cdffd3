"""Write the document with which somebody else can run the site."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError

from ops import commands
from ops.launch import command, deployment
from ops.launch.network.names import BadName
from ops.launch.world import Target, World

#: Where it is written without ``--output``.
USUAL = "handover.md"


def output(text: str) -> str:
    """``-``, or a file ending in .md or .html in a folder that is there."""
    if text == "-":
        return text
    path = Path(command.output_file(text))
    if path.suffix not in (".md", ".html"):
        raise ArgumentTypeError(f"{text!r} must end in .md or .html; both are written beside it")
    return text


class Command(commands.Command):
    """``manage.py handover [--output FILE]``"""

    help = "Write the handover document: who owns what, and what to do when (Markdown and HTML)."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own form
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, about what, and whence the answers."""
        parser.add_argument(
            "--output", metavar="FILE", type=output, default=USUAL,
            help="FILE.md is written with FILE.html beside it; - prints the Markdown",
        )  # fmt: skip
        parser.add_argument("--url", metavar="URL", help="a site to look at from outside")
        parser.add_argument("--answers", metavar="FILE", help="answers of the questionnaire (TOML)")
        parser.add_argument("--ask", action="store_true", help="ask the questions here")
        parser.add_argument("--questions", action="store_true",
                            help="print a file of the questions to fill in, and end")  # fmt: skip
        parser.add_argument("--json", action="store_true", help="say in JSON what was written")
        command.add_network_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather, write, say what is open."""
        from ops.handover import questions, write
        from ops.handover.sealing import Leaks

        known = {} if options["url"] else write.known_answers()
        if options["questions"]:
            self.stdout.write(questions.template(known), ending="")
            return
        if options["json"] and options["output"] == "-":
            raise commands.WrongUse("--json and --output - both want to print; take one of them.")
        files = self._files(options["output"])
        target = self._target(options)
        answers = self._answers(options, known)
        world = World(
            target=target,
            options=command.network_of(options),
            progress=command.Progress(self, target.host),
        )
        try:
            written = write.write(world=world, answers=answers, written_by="command line")
        except Leaks as error:
            raise commands.WrongUse(str(error)) from error
        self._deliver(written, files, options)

    def _target(self, options: dict[str, Any]) -> Target:
        if options["url"]:
            return command.target_of(options["url"])
        try:
            return deployment.here()
        except BadName as error:
            raise commands.WrongUse(f"SITE_URL: {error}") from error

    def _files(self, name: str) -> list[Path]:
        """The two files; never over one that is something else."""
        from ops.handover.as_markdown import FIRST

        if name == "-":
            return []
        path = Path(name)
        files = [path.with_suffix(".md"), path.with_suffix(".html")]
        begins = {".md": FIRST, ".html": "<!doctype html>"}
        for file in files:
            try:
                there = file.read_text("utf-8", "replace") if file.exists() else ""
            except OSError as error:
                raise commands.WrongUse(f"{file} cannot be read: {error.strerror}.") from error
            ours = there.startswith(begins[file.suffix]) and "Handover" in there
            if there.strip() and not ours:
                raise commands.WrongUse(
                    f"{file} is there and is no handover document. Give another --output."
                )
        return files

    def _answers(self, options: dict[str, Any], known: dict[str, str]) -> dict[str, str]:
        from ops.handover import questions

        answers = dict(known)
        if options["answers"]:
            try:
                answers |= questions.read(Path(options["answers"]).read_text("utf-8"))
            except OSError as error:
                raise commands.WrongUse(
                    f"{options['answers']!r} cannot be read: {error.strerror}."
                ) from error
            except (questions.BadAnswer, UnicodeDecodeError) as error:
                raise commands.WrongUse(f"{options['answers']}: {error}") from error
        if options["ask"]:
            self.say("Enter keeps what is known or leaves it open; a single - empties an answer.")
            try:
                answers = questions.ask_each(answers, self._typed, self.say)
            except EOFError:
                raise commands.WrongUse(
                    "--ask needs somebody at a terminal; give --answers FILE instead."
                ) from None
        if (options["answers"] or options["ask"]) and not options["url"]:
            self._keep(answers)
        return answers

    def _typed(self, question: str) -> str:
        self.stderr.write(question, ending="")
        self.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line

    def _keep(self, answers: dict[str, str]) -> None:
        from ops.handover.rows import HandoverAnswers

        try:
            HandoverAnswers.keep(answers)
        except DatabaseError:
            self.say("The answers are in the document, but could not be kept in the database.")

    def _deliver(self, written: Any, files: list[Path], options: dict[str, Any]) -> None:
        from ops.handover.as_html import as_html
        from ops.handover.as_markdown import as_markdown

        document = written.document
        texts = {".md": as_markdown, ".html": as_html}
        if not files:
            self.stdout.write(as_markdown(document), ending="")
        for file in files:
            try:
                file.write_text(texts[file.suffix](document), encoding="utf-8")
            except OSError as error:
                raise commands.WrongUse(f"{file} cannot be written: {error.strerror}.") from error
        if written.removed:
            self.say(f"Looked like a secret and was taken out: {written.removed}.")
        if options["json"]:
            self.emit({
                "schema": 1, "site": document.site, "release": document.release,
                "written_at": document.written_at.isoformat(),
                "files": [str(file) for file in files],
                "open_questions": [
                    {"question": one.question, "who": one.who} for one in document.open
                ],
                "taken_out": written.removed, "kept": written.kept is not None,
            })  # fmt: skip
            return
        if files:
            self.stdout.write(f"Written to {files[0]} and {files[1]}.")
        self.say(self._ending(written, options))

    def _ending(self, written: Any, options: dict[str, Any]) -> str:
        number = len(written.document.open)
        words = f"Open questions: {number}, at the top of the document." if number else (
            "Nothing is open.")  # fmt: skip
        if number and not options["url"]:
            words += " Answer them with --ask, or in the admin under Handover documents."
        if written.kept is None and not options["url"]:
            words += " It was not kept in the database, which could not be used."
        return words
