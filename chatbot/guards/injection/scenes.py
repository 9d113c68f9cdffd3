"""What an order to the assistant is made of, whatever words it comes in.

The patterns of the other modules know wordings; a scene knows the parts: somebody sets aside, and
it is your rules; something is to be shown, and it is what stands before the conversation. The parts
are listed for each language, the scenes hold for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.guards.injection import (
    signs_english,
    signs_french,
    signs_german,
    signs_portuguese,
    signs_spanish,
)
from chatbot.guards.injection.phrases import Kind
from chatbot.guards.signs import Scene, Seen, Tongues, scene
from chatbot.guards.spelling import Speller

TONGUES = Tongues(
    en=signs_english.SIGNS,
    es=signs_spanish.SIGNS,
    de=signs_german.SIGNS,
    fr=signs_french.SIGNS,
    pt=signs_portuguese.SIGNS,
)

SCENES: list[Scene[Kind]] = [
    scene(Kind.OVERRIDE, "your rules set aside", "aside your_rules", unless="own"),
    scene(Kind.OVERRIDE, "what you were told set aside", "aside told", unless="own"),
    scene(Kind.OVERRIDE, "earlier rules set aside", "aside earlier rules you", unless="own"),
    scene(Kind.OVERRIDE, "obedience from now on", "from_now obey", 2),
    scene(Kind.OVERRIDE, "obedience instead", "aside obey", 2, unless="own"),
    scene(Kind.OVERRIDE, "safeguards off", "off safeguards", unless="own"),
    scene(Kind.OVERRIDE, "a new policy for the assistant", "notice assistant must", 3),
    scene(Kind.OVERRIDE, "a new policy of giving", "notice must gift", 3),
    scene(Kind.OVERRIDE, "a change of the assistant", "reconfigured gift", 2),
    scene(Kind.OVERRIDE, "a notice that safeguards are off", "notice off", 2),
    scene(Kind.OVERRIDE, "a notice to show", "notice show your_words", 3),
    scene(Kind.OVERRIDE, "without rules", "answer lawless you", unless="own"),
    scene(Kind.EXTRACTION, "what is hidden", "show your_words", 2, unless="own asks"),
    scene(Kind.EXTRACTION, "what stands before", "show place verbatim", 2),
    scene(Kind.EXTRACTION, "what was hidden from visitors", "show forbidden", 2),
    scene(Kind.EXTRACTION, "rules in code", "encode your_rules", unless="own"),
    scene(Kind.EXTRACTION, "words in code", "encode your_words", unless="own"),
    scene(Kind.EXTRACTION, "other people's data", "show others data", unless="own asks"),
    scene(Kind.EXTRACTION, "decoded and obeyed", "decode do_it", 2),
    scene(Kind.ROLE, "a being without rules", "be lawless", 2, unless="own"),
    scene(Kind.ROLE, "a being that is free to give", "be may_all", 2),
    scene(Kind.ROLE, "a role that gives", "as_if grant gift", unless="own"),
    scene(Kind.ROLE, "a game that gives the rules away", "be your_words", 2),
    scene(Kind.ROLE, "a secret in a story", "be secret_rules", 3),
    scene(Kind.ROLE, "a story that gives something away", "story machine gift"),
    scene(Kind.ROLE, "a story without rules", "story machine lawless"),
    scene(Kind.ROLE, "authority and a mode", "authority mode", 3),
    scene(Kind.ROLE, "authority over safeguards", "authority off safeguards", 3),
    scene(Kind.ROLE, "authority over the rules", "authority aside rules", 3, unless="own"),
    scene(Kind.ROLE, "authority over data", "authority show others", 3, unless="own"),
    scene(Kind.ROLE, "authority over secrets", "authority show your_words", 3),
    scene(Kind.ROLE, "authority and a gift", "authority grant gift", 3, unless="own"),
    scene(Kind.OUTPUT, "a promise dictated", "say quoted gift", unless="asked"),
    scene(Kind.OUTPUT, "words dictated", "say quoted exactly", 2, unless="asked"),
    scene(Kind.OUTPUT, "a promise to be said exactly", "say exactly gift", unless="asked"),
    scene(Kind.OUTPUT, "a promise to be said", "say_that pledge", unless="asked"),
    scene(Kind.OUTPUT, "a record to be changed", "change_answer gift", 2),
    scene(Kind.OUTPUT, "a meaning agreed for later", "remember means later", 3),
    scene(Kind.OUTPUT, "a meaning agreed for a gift", "remember means gift", 2),
    scene(Kind.OUTPUT, "a word that triggers", "trigger you_will aside", 2, unless="own"),
    scene(Kind.OUTPUT, "a word that triggers a reply", "trigger you_will from_now", 2),
    scene(Kind.OUTPUT, "a word that triggers a gift", "trigger you_will gift", 2),
    scene(Kind.PROMISE, "yes to everything", "say_yes my_words", 2),
    scene(Kind.PROMISE, "any price", "any_price agreed", 2),
    scene(Kind.PROMISE, "a binding word", "say binding", unless="asked"),
    scene(Kind.PROMISE, "a promise that was never made", "promised aside rules", 2, unless="own"),
    scene(Kind.PROMISE, "a promise to be continued", "promised go_on", 3),
]
#: What only a page can mean: visitors speak to the assistant all the time.
IN_PAGES: list[Scene[Kind]] = [
    scene(Kind.OUTPUT, "a word to assistants", "to_machines must", 2),
]
#: Words whose slips are worth undoing.
_SPELLER = Speller(
    word
    for module in (signs_english, signs_spanish, signs_german, signs_french, signs_portuguese)
    for word in module.SPELT.split()
)


def seen(text: str) -> Iterator[Seen[Kind]]:
    """The scenes that ``text`` (folded) holds, in any language, those of pages among them."""
    return TONGUES.seen(text, [*SCENES, *IN_PAGES])


def respelt(text: str) -> str:
    """Folded ``text`` with slips in words that matter here undone; "" when there were none."""
    return _SPELLER.corrected(text)
