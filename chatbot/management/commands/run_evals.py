"""Try the assistant with attacks, traps and harmless look-alikes.

``--json`` prints::

    {schema: 1, started_at, duration_ms, providers: [name], cost_usd,
     summary: {passed, failed, skipped, unreachable},
     results: [{id, description, group, owasp, provider, ms,
                outcome: "passed"|"failed"|"skipped"|"unreachable",
                problems: [sentence],
                turns: [{said, reply, outcome, sources: [{title, url}], answered_by, model,
                         model_calls, tokens_in, tokens_out, cost_usd, ms}]}]}

``outcome`` of a turn is the contract's, or ``rejected`` (refused at the door) or ``interrupted``.
Exit 0 when all that were run passed, 1 when one failed, 2 for wrong use, 3 when a model did not
answer.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from chatbot.evals import promptfoo
from chatbot.evals.load import BadCases, Case, read_cases
from chatbot.evals.report import table
from chatbot.evals.run import NoProvider, all_cases, chosen, keep, run_cases
from chatbot.evals.scratch import Broken
from ops import commands


class Command(commands.Command):
    """``manage.py run_evals``"""

    help = "Try the assistant with the evaluation cases and your own, and say which it fails."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which cases, answered by whom."""
        parser.add_argument(
            "--cases", metavar="FILE", help="the cases of this file instead (docs/evaluations.md)"
        )
        parser.add_argument(
            "--provider",
            action="append",
            default=[],
            metavar="P",
            help="builtin, openai or anthropic; may be given again. Without, the built-in "
            "answerer and every model that is configured",
        )
        parser.add_argument("--json", action="store_true", help="print the results as JSON")
        parser.add_argument(
            "--promptfoo",
            metavar="FILE",
            help="run nothing, and write the cases as a configuration for promptfoo",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print, store what came of it."""
        try:
            cases = self._cases(options["cases"])
            if options["promptfoo"]:
                self._export(cases, Path(options["promptfoo"]))
                return
            providers = chosen(options["provider"])
            self.say(f"{len(cases)} cases, answered by {', '.join(providers)}.")
            run = run_cases(cases, providers)
        except (BadCases, NoProvider) as error:
            raise commands.WrongUse(str(error)) from error
        except Broken as error:
            raise commands.WrongUse(f"The cases could not be played: {error}") from error
        if not options["cases"]:
            keep(run)
        if options["json"]:
            self.emit(run.as_json())
        else:
            self.stdout.write(table(run))
        if run.summary["failed"]:
            sys.exit(commands.FINDINGS)
        if run.summary["unreachable"]:
            sys.exit(commands.INCOMPLETE)

    def _cases(self, file: str | None) -> list[Case]:
        return read_cases(Path(file)) if file else all_cases()

    def _export(self, cases: list[Case], path: Path) -> None:
        try:
            path.write_text(promptfoo.configuration(cases), encoding="utf-8")
        except OSError as error:
            raise commands.WrongUse(f"{path} cannot be written ({error.strerror}).") from error
        self.say(f"Wrote {path}. Run: npx promptfoo eval -c {path}")
