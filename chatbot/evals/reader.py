"""Reading one test: every mistake in it is named, with its line and its case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from chatbot.evals.case import LINE, Case, Wanted
from chatbot.evals.facts import KNOWN, placeholders_in
from chatbot.evals.words import PROMPTFOO_ONLY, TYPES, Wants

#: What a test may hold. The words of promptfoo that change nothing here are let through.
_KEYS = {"description", "vars", "assert", "threshold", "metadata", "options"}
_META = {"id", "group", "owasp", "knowledge", "edit", "fault"}
FAULTS = ("cut",)


class Reader:
    """Reads one test and collects what is wrong with it."""

    def __init__(self, test: Any, place: int, name: str) -> None:
        self.test = test if isinstance(test, dict) else {}
        self.problems: list[str] = []
        self._name = name
        self._place = place
        meta = self.test.get("metadata")
        self.meta: dict[str, Any] = meta if isinstance(meta, dict) else {}
        self.id = str(self.meta.get("id") or f"case-{place}")
        if not isinstance(test, dict):
            self.say("it must be a mapping with `vars` and `assert`")

    def say(self, problem: str, line: int | None = None) -> None:
        """Note a mistake, with the line and the case."""
        line = line or self.test.get(LINE)
        where = ", ".join(filter(None, [self._name, f"line {line}" if line else ""]))
        title = str(self.test.get("description") or "").strip()
        who = f"case {self.id}" + (f" ({title})" if title else "")
        self.problems.append(f"{where + ', ' if where else ''}{who}: {problem}.")

    def case(self) -> Case | None:
        """The case, or None when it cannot be one."""
        self._unknown_keys(self.test, _KEYS, "a test")
        self._unknown_keys(self.meta, _META, "`metadata`")
        variables = self._variables()
        turns = self._turns(variables)
        wanted = self._all_wanted(self.test.get("assert"), self.test.get(LINE))
        knowledge = self._rows(self.meta.get("knowledge") or [], ("title", "answer"), "knowledge")
        edit = self._rows([self.meta["edit"]], ("entry",), "edit") if "edit" in self.meta else ()
        fault = str(self.meta.get("fault") or "")
        if fault and fault not in FAULTS:
            self.say(f"the fault {fault!r} is not known; there is: {', '.join(FAULTS)}")
        if not wanted and not self.problems:
            self.say("it has no `assert`, so it would pass whatever is answered")
        case = Case(
            id=self.id,
            description=str(self.test.get("description") or self.id).strip(),
            turns=turns,
            wanted=wanted,
            variables=variables,
            threshold=self._number(self.test, "threshold"),
            group=str(self.meta.get("group") or ""),
            owasp=str(self.meta.get("owasp") or ""),
            knowledge=knowledge,
            edit=edit[0] if edit else None,
            fault=fault,
            line=int(self.test.get(LINE) or 0),
            raw=self.test,
        )
        self._placeholders(case)
        return None if self.problems else case

    def _unknown_keys(self, mapping: Mapping[str, Any], known: set[str], what: str) -> None:
        for key in mapping.keys() - known - {LINE}:
            self.say(f"{what} has no {key!r}; it may have {', '.join(sorted(known))}")

    def _variables(self) -> dict[str, str]:
        given = self.test.get("vars")
        if not isinstance(given, dict):
            self.say("it has no `vars` with a `message` or a list of `turns`")
            return {}
        return {k: str(v) for k, v in given.items() if k != LINE and not isinstance(v, list)}

    def _turns(self, variables: Mapping[str, str]) -> tuple[str, ...]:
        given = self.test.get("vars")
        turns = given.get("turns") if isinstance(given, dict) else None
        if turns is None and "message" in variables:
            turns = [variables["message"]]
        if turns is None and len(variables) == 1:
            turns = list(variables.values())
        if turns is None and isinstance(given, dict):
            self.say("`vars` needs a `message`, or a list of `turns`")
        if turns is not None and (not isinstance(turns, list) or not turns):
            self.say("`turns` must be a list of what the visitor writes")
            turns = None
        texts = tuple(str(turn) for turn in turns or ())
        if any(not text.strip() for text in texts):
            self.say("one of its messages is empty")
        return texts

    def _all_wanted(self, given: Any, line: int | None) -> tuple[Wanted, ...]:
        if given is None:
            return ()
        if not isinstance(given, list):
            self.say("`assert` must be a list", line)
            return ()
        return tuple(found for one in given if (found := self._wanted(one)) is not None)

    def _wanted(self, given: Any) -> Wanted | None:
        if not isinstance(given, dict) or not given.get("type"):
            self.say("each assertion must be a mapping with a `type`")
            return None
        line = given.get(LINE)
        full = str(given["type"])
        kind = full.removeprefix("not-")
        wants = TYPES.get(kind)
        if wants is None:
            self.say(self._no_such_type(full, kind), line)
            return None
        value = given.get("value")
        if problem := _bad_value(kind, wants, value):
            self.say(f"`{full}` {problem}", line)
        parts = self._all_wanted(given.get("assert"), line) if kind == "assert-set" else ()
        if kind == "assert-set" and not parts:
            self.say("an `assert-set` needs a list under `assert`", line)
        return Wanted(
            type=kind,
            negated=full != kind,
            value=value,
            threshold=self._number(given, "threshold"),
            weight=self._number(given, "weight") or 1.0,
            parts=parts,
        )

    def _no_such_type(self, full: str, kind: str) -> str:
        if kind in PROMPTFOO_ONLY:
            return (
                f"`{full}` needs a model or another program to judge; run the file in promptfoo "
                "for it (docs/evaluations.md)"
            )
        return f"`{full}` is no type of assertion; there is {', '.join(sorted(TYPES))}"

    def _number(self, given: Mapping[str, Any], key: str) -> float | None:
        value = given.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.say(f"`{key}` must be a number", given.get(LINE))
            return None
        return float(value)

    def _rows(
        self, given: Any, needed: tuple[str, ...], what: str
    ) -> tuple[Mapping[str, str], ...]:
        rows = []
        for row in given if isinstance(given, list) else [given]:
            if not isinstance(row, dict) or any(not row.get(key) for key in needed):
                self.say(f"`{what}` needs {' and '.join(needed)}")
                continue
            rows.append({k: str(v) for k, v in row.items() if k != LINE})
        return tuple(rows)

    def _placeholders(self, case: Case) -> None:
        used = {name for text in case.texts() for name in placeholders_in(text)}
        for name in sorted(used - KNOWN.keys() - case.variables.keys()):
            self.say(
                f"nothing is known as {{{{{name}}}}}; name it in `vars`, or use one of "
                f"{', '.join(sorted(KNOWN))}"
            )


def _bad_value(kind: str, wants: Wants, value: Any) -> str:
    match wants:
        case Wants.TEXT if value is None or isinstance(value, list | dict):
            return "needs a `value` that is one text"
        case Wants.LIST if not isinstance(value, list) or not value:
            return "needs a `value` that is a list of texts"
        case Wants.TEXT_OR_LIST if value is None or isinstance(value, dict):
            return "needs a `value`"
    if kind == "regex":
        try:
            re.compile(re.sub(r"\{\{\s*\w+\s*\}\}", "x", str(value)))
        except re.error as error:
            return f"has no pattern that can be read: {error}"
    return ""
