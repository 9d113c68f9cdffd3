"""The same cases for promptfoo: a configuration to write, and the functions it calls back.

promptfoo loads this file itself (``file://…/promptfoo.py``), calls ``call_api`` for an answer and
``get_assert`` for the types it does not have. Both use ``manage.py ask`` and what it printed, so
nothing of Django is needed where promptfoo runs. Cases that change the knowledge or break a reply
off need the scratch world of ``run_evals`` and are left out.
https://www.promptfoo.dev/docs/providers/python/,
https://www.promptfoo.dev/docs/configuration/expected-outputs/python/
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatbot.evals.facts import Facts
    from chatbot.evals.load import Case, Wanted

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
#: Our own types that can be told from what ``ask`` prints.
_HERE_TOO = ("outcome", "idk", "grounded", "zero-cost")
_SECONDS = 120
#: How ``ask`` ends when a message cannot be taken, as when it is too long.
_REJECTED = 2


def configuration(cases: Sequence[Case]) -> str:
    """A ``promptfooconfig.yaml`` of the cases, with the facts of this business filled in."""
    import yaml

    from chatbot.evals.facts import facts_of_business

    facts = facts_of_business()
    tests = [
        _test(case, facts.for_one_case())
        for case in cases
        if not case.alone and not case.fault and not facts.lacking(case.texts(), case.variables)
    ]
    data = {
        "description": "Cases of run_evals",
        "prompts": ["{{turns | dump}}"],
        "providers": [{"id": f"file://{HERE}", "label": "this assistant"}],
        "tests": [test for test in tests if test["assert"]],
    }
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _test(case: Case, facts: Facts) -> dict[str, Any]:
    def fill(text: str) -> str:
        return facts.fill(text, case.variables)

    test: dict[str, Any] = {
        "description": f"{case.id} {case.description}",
        "vars": {"turns": [fill(turn) for turn in case.turns]},
        # Without this, promptfoo would make a test of each turn.
        "options": {"disableVarExpansion": True},
        "assert": list(_asserts(case.wanted, fill)),
        "metadata": {"owasp": case.owasp, "group": case.group},
    }
    return test if case.threshold is None else test | {"threshold": case.threshold}


def _asserts(wanted: Sequence[Wanted], fill: Any) -> Iterator[dict[str, Any]]:
    from chatbot.evals.assertions import fill_pattern
    from chatbot.evals.words import OWN

    for one in wanted:
        if one.type in OWN:
            if one.type in _HERE_TOO:
                yield {
                    "type": "not-python" if one.negated else "python",
                    "value": f"file://{HERE}:get_assert",
                    "config": {"own": one.type, "value": _filled(one.value, fill)},
                }
            continue
        found: dict[str, Any] = {"type": one.name}
        if one.parts:
            found["assert"] = list(_asserts(one.parts, fill))
        if one.value is not None:
            found["value"] = (
                for_javascript(fill_pattern(str(one.value), fill))
                if one.type == "regex"
                else _filled(one.value, fill)
            )
        if one.threshold is not None:
            found["threshold"] = one.threshold
        yield found


def for_javascript(pattern: str) -> str:
    """A pattern without ``(?i)``, which JavaScript has not: each letter in both its cases."""
    if not pattern.startswith("(?i)"):
        return pattern
    return _ATOM.sub(_both_cases, pattern[4:])


#: An escaped sign, a class of signs, or a letter.
_ATOM = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])*\]|[^\W\d_]")


def _both_cases(match: re.Match[str]) -> str:
    atom = match.group()
    if atom.startswith("\\"):
        return atom
    if not atom.startswith("["):
        return f"[{atom.lower()}{atom.upper()}]"
    body = atom[1:-1].removeprefix("^")
    other = re.sub(r"\\.|.", lambda m: m[0] if m[0][0] == "\\" else m[0].swapcase(), body)
    return f"{atom[:-1]}{other}]" if other != body else atom


def _filled(value: Any, fill: Any) -> Any:
    if isinstance(value, list):
        return [fill(str(part)) for part in value]
    return fill(value) if isinstance(value, str) else value


# --- Called by promptfoo --------------------------------------------------------------------------


def call_api(prompt: str, options: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to the last of the turns that ``prompt`` holds as JSON."""
    turns = [str(turn) for turn in json.loads(prompt)]
    done = subprocess.run(  # noqa: S603 - our own command
        [_python(), "manage.py", "ask", "--json", "--", *turns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
    )
    if done.returncode == _REJECTED:
        return {"output": done.stderr, "metadata": {"replies": [{"outcome": "rejected"}]}}
    if done.returncode:
        return {"error": done.stderr.strip()[-500:] or f"ask ended with {done.returncode}"}
    replies = list(_documents(done.stdout))
    return {"output": replies[-1]["text"], "metadata": {"replies": replies}}


def get_assert(output: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict of one of our own types."""
    config = context.get("config") or {}
    replies = (context.get("providerResponse") or {}).get("metadata", {}).get("replies") or [{}]
    problem = _problem(str(config.get("own")), config.get("value"), replies)
    return {"pass": not problem, "score": 0 if problem else 1, "reason": problem or "as it should"}


def _problem(own: str, value: Any, replies: Sequence[Mapping[str, Any]]) -> str:
    last = replies[-1]
    outcome, sources = last.get("outcome"), last.get("sources") or []
    match own:
        case "outcome":
            allowed = value if isinstance(value, list) else [value]
            return "" if outcome in allowed else f"the outcome is {outcome}, not {allowed}"
        case "idk":
            honest = outcome in ("unknown", "refused") and not sources
            return "" if honest else f"the outcome is {outcome}"
        case "grounded":
            if outcome == "answered" and value and value not in [s["title"] for s in sources]:
                return f"it does not cite {value}"
            return ""
    return ""


def _documents(text: str) -> Iterator[dict[str, Any]]:
    """The JSON documents of a text, one after the other."""
    decoder, place = json.JSONDecoder(), 0
    while (start := text.find("{", place)) >= 0:
        found, place = decoder.raw_decode(text, start)
        yield found


def _python() -> str:
    own = ROOT / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable
