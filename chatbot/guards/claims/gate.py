"""The gate a reply goes through while it is being written: whole sentences, each judged first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chatbot.guards.claims.evidence import Evidence
from chatbot.guards.claims.kinds import Claim
from chatbot.guards.claims.lines import PRONOUNS
from chatbot.guards.claims.quotes import quote_for
from chatbot.guards.claims.sentences import LONGEST, ends_in
from chatbot.guards.claims.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Released:
    """Text that may be shown now.

    ``replaced`` says that the model's sentence was not shown: ``text`` is then the founder's own
    sentence, with the id of its source, or only white space. ``idk`` asks the caller for an
    honest "I don't know", because no source speaks of the same thing.
    """

    text: str
    replaced: bool = False
    failed: tuple[Claim, ...] = ()
    source_id: str = ""
    idk: bool = False


#: Ends like a sentence: a word of two letters or a figure, then its stop.
_LOOKS_WHOLE = re.compile(r"(?:[^\W\d_]{2}|\d)[.!?…]+[\"'”’»)]*$")
#: A point after a figure may be a part of it: "1." of "1.200 €".
_MAY_GO_ON = re.compile(r"[\d.,]*\d\.$")


class Gate:
    """Holds a stream back until each sentence is whole and has passed.

    However the text is cut into pieces, what is released is the same. At most twice ``LONGEST``
    characters are held, and of what was shown only the founder's own sentences.
    """

    def __init__(self, evidence: Evidence, question: str = "") -> None:
        self._evidence = evidence
        self._question = question
        self._held = ""
        self._before = ""
        self._cut_off = ""  # The part of an over-long sentence that was judged already.
        self._ends_here = True
        self._quoted: set[str] = set()

    def feed(self, piece: str) -> list[Released]:
        """Take the next piece of the model's text; the sentences that can be shown, in order."""
        released: list[Released] = []
        if piece and not self._held and piece[0].isspace() and self._ends_here:
            self._cut_off = ""  # What ``idle`` let go was a whole sentence.
        for start in range(0, len(piece), LONGEST):
            self._held += piece[start : start + LONGEST]
            released += self._finished()
        return released

    def idle(self) -> list[Released]:
        """Nothing has come for a moment: let go of what looks like a whole sentence and is true.

        If it goes on without a blank after all, the rest is judged together with it. Nothing is
        replaced here: what does not pass as it stands waits for its rest.
        """
        if not _LOOKS_WHOLE.search(self._held) or self._may_go_on():
            return []
        whole = (self._cut_off + self._held)[-2 * LONGEST :]
        if not judge(whole, self._evidence, self._question, before=self._before).ok:
            return []
        sentence, self._held = self._held, ""
        self._ends_here = True
        released = [self._judged(sentence, cut=True)]
        self._before = _context(self._before, sentence)
        return released

    def _may_go_on(self) -> bool:
        figure = _MAY_GO_ON.search(self._held)
        if figure is None:
            return False
        longer = re.compile(re.escape(figure[0]) + r"\d")
        return any(longer.search(line.text) for line in self._evidence.lines)

    def end(self) -> list[Released]:
        """The text is complete: judge what is left."""
        released = self._finished()
        if self._held:
            released.append(self._judged(self._held))
            self._held = ""
        return released

    def _finished(self) -> list[Released]:
        released: list[Released] = []
        while True:
            end = self._next_end()
            if not end:
                return released
            sentence, self._held = self._held[:end], self._held[end:]
            released.append(self._judged(sentence, cut=not self._ends_here))

    def _next_end(self) -> int:
        """Where the first sentence of the held text ends; 0 when that is not certain yet."""
        for end in ends_in(self._held):
            if end > LONGEST:
                break
            if self._held[:end].strip():
                self._ends_here = True
                return end
        if len(self._held) <= LONGEST:
            return 0
        blank = max(self._held.rfind(mark, 1, LONGEST) for mark in " \t")
        self._ends_here = False
        return blank if blank > 0 else LONGEST

    def _judged(self, sentence: str, *, cut: bool = False) -> Released:
        whole = (self._cut_off + sentence)[-2 * LONGEST :]
        verdict = judge(whole, self._evidence, self._question, before=self._before)
        self._cut_off = whole[-LONGEST // 4 :] if cut else ""
        if verdict.ok:
            if sentence.strip() and not cut:
                self._before = _context(self._before, whole)
                self._quoted |= {sentence.strip()} & self._evidence.texts
            return Released(sentence)
        return self._replaced(sentence, whole, verdict)

    def _replaced(self, sentence: str, whole: str, verdict: Verdict) -> Released:
        lead = sentence[: len(sentence) - len(sentence.lstrip())]
        line = quote_for(whole, verdict, self._evidence, self._question, self._before)
        self._before = _context(self._before, whole)
        if line is None:
            return Released(lead, True, verdict.unsupported, idk=True)
        if line.text in self._quoted:
            return Released(lead, True, verdict.unsupported)
        self._quoted.add(line.text)
        return Released(lead + line.text, True, verdict.unsupported, line.source.id)


def _context(before: str, sentence: str) -> str:
    """What "it" may mean next: the last sentence with anything in it."""
    sentence = " ".join(sentence.split())
    if not sentence:
        return before
    first = re.findall(r"[^\W\d_]+", sentence.lower())[:2]
    return f"{before} {sentence}"[-LONGEST:] if PRONOUNS & set(first) else sentence
