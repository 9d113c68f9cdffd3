"""Whether a promise of a reply is the founder's: said, of the same thing, and as bounded."""

from __future__ import annotations

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.bargains import for_whom, in_as_many, is_for_anything, is_own_comparison
from chatbot.guards.claims.conditions import BINDING, bounded
from chatbot.guards.claims.credentials import (
    is_a_profession,
    is_generic,
    is_named,
    is_of_ours,
    is_of_somebody,
    new_names,
)
from chatbot.guards.claims.disclaiming import (
    disclaimed,
    is_advice,
    is_condition,
    is_the_visitors,
)
from chatbot.guards.claims.everyday import is_everyday
from chatbot.guards.claims.evidence import PRODUCTS
from chatbot.guards.claims.heard import held_by
from chatbot.guards.claims.inclusion import SMALL_TALK, inclusion_stands, names_in
from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.lines import Fact
from chatbot.guards.claims.listing import listed
from chatbot.guards.claims.promised_for import has_its_figure, same_item
from chatbot.guards.claims.sides import limited, on_other_sides
from chatbot.guards.claims.universals import LOOSE, bound_to, is_offer, universal_stands

#: Saying no to these without a source is modesty, not a claim.
_MODEST = listed(
    """
    cure certified result guarantee promise done agreed lifetime whole best unlimited
    """
)


def pledge_stands(asked: Asked, claim: Claim) -> bool:
    """Whether one promise word is covered by the sources."""
    if asked.exact is not None or _is_none_of_ours(asked, claim):
        return True
    thing = str(claim.value)
    held = asked.evidence.promises.get(thing, [])
    match thing:
        case _ if thing in LOOSE:
            bound = bound_to(asked, claim) or is_offer(asked, claim)
            return not bound or universal_stands(asked, claim)
        case "satisfaction":
            return not bound_to(asked, claim) or bool(held)
        case "included":
            return inclusion_stands(asked, claim)
        case "late":
            return claim.negated or bool(held)
        case "noobligation":
            return bool(held)  # It is a denial in itself.
        case "certified" if asked.asks and is_generic(asked, claim):
            return any(not fact.claim.negated for fact in held)
        case "certified" if not claim.negated and not is_named(asked, claim):
            return False
    facts = _of_this_kind(asked, claim, held)
    if not facts:
        return claim.negated and thing in _MODEST
    best = _best(asked, claim, facts)
    if best is None:
        return False
    if claim.negated and not best.claim.negated:
        return True  # Denied from when on it is not given.
    return _covered(asked, claim, best) and bounded(asked, thing, best)


def _is_none_of_ours(asked: Asked, claim: Claim) -> bool:
    """Whether a word is said without promising: not knowing, advising, what the visitor does."""
    thing, sentence = claim.value, asked.sentence
    if disclaimed(sentence, claim) or thing == "cancel" and is_condition(sentence, claim):
        return True
    if thing == "best" and is_own_comparison(asked, claim):
        return True
    if thing in ("certified", "cure") and is_advice(sentence, claim):
        return True
    return thing == "certified" and is_the_visitors(sentence, claim)


def _of_this_kind(asked: Asked, claim: Claim, held: list[Fact]) -> list[Fact]:
    """The founder's promises of the kind that this one may be."""
    thing = claim.value
    if thing == "whole":
        return [*held, *_all_of_it(asked, claim)]
    if claim.negated:
        return held
    if thing == "instalments":
        return [f for f in held if in_as_many(asked, f)]
    if thing in ("cure", "noburden", "makeup") and not asked.foreign:
        return [f for f in held if _is_alike(asked, claim, f)]
    if thing == "certified" and is_a_profession(asked, claim):
        ours = [f for f in held if _is_alike(asked, claim, f)]
        return [f for f in ours if is_of_ours(asked, f)] if is_of_somebody(asked) else ours
    return held


def _all_of_it(asked: Asked, claim: Claim) -> list[Fact]:
    """A hundred percent is the whole, and the whole a hundred percent."""
    return [f for f in asked.evidence.facts.get(Kind.PERCENT, ())
            if f.claim.value == 100.0 and f.claim.negated == claim.negated]  # fmt: skip


def _best(asked: Asked, claim: Claim, facts: list[Fact]) -> Fact | None:
    """The source's closest sentence about this promise, if it says the same yes or no."""
    words = names_in(asked)

    def score(fact: Fact) -> float:
        told = sum(near for word, near in fact.words.items() if word in words and near > 0.5)
        return told + 0.5 * _is_alike(asked, claim, fact)

    if claim.value != "certified":  # That is said of people, whatever they sell.
        facts = [fact for fact in facts if same_item(asked, fact)]
    if claim.value in ("refund", "cancel"):  # A title alone gives nothing back.
        facts = [f for f in facts if f.line.text != f.line.source.title] or facts
    same = [f for f in facts if f.claim.negated == claim.negated]
    other = [f for f in facts if f.claim.negated != claim.negated]
    if not same:
        return limited(asked, claim, other)
    best = max(same, key=score)
    if " " in claim.text.strip() and best.claim.text.lower() == claim.text.lower():
        return best
    if claim.negated and score(best) >= 1:
        return best
    if other and (on_other_sides(asked, other) or has_its_figure(asked, best, other)):
        return best
    if other and max(map(score, other)) + (not claim.negated) > score(best):
        return None
    return best


def _is_alike(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """Whether claim and fact are made with the same word, in whatever form."""
    one = asked.sentence.tokens[claim.first].low
    two = fact.line.sentence.tokens[fact.claim.first].low
    length = min(7, len(one), len(two))
    return one[:length] == two[:length]


def _about(asked: Asked, claim: Claim) -> set[str]:
    """The names a promise is said of: for a credential those of its own clause."""
    if claim.value not in ("certified", "discount"):
        return names_in(asked)
    sentence = asked.sentence
    colon = next((p for p, t in enumerate(sentence.tokens) if t.text == ":" and p > claim.first),
                 len(sentence.tokens))  # fmt: skip
    own = sentence.clauses[claim.first]
    return {n for n, c in zip(sentence.names[:colon], sentence.clauses, strict=False)
            if n and c == own}  # fmt: skip


def _covered(asked: Asked, claim: Claim, fact: Fact) -> bool:
    """Whether nearly everything the sentence speaks of is spoken of in the source."""
    thing = str(claim.value)
    if thing not in BINDING or fact.claim.negated:
        return True
    words = {w for w in _about(asked, claim) if not asked.foreign or w.startswith("=")}
    known = set(fact.words) | asked.evidence.known if thing == "cancel" else set(fact.words)
    unknown = {w for w in words if w not in known and w not in SMALL_TALK and w[0] != "!"}
    unknown -= {n for n in unknown if n in asked.evidence.people or n == "=period"}
    unknown -= _told(asked, fact, unknown)
    if any(w in PRODUCTS for w in unknown):
        return False
    if thing == "cancel" and any(c.kind in _LIMITS for c in asked.sentence.claims):
        return True  # Its figures are traced.
    if thing == "discount" and unknown and not asked.asks:
        return False
    if thing == "discount" and not for_whom(asked, fact, names_in(asked)):
        return False
    if thing == "discount" and is_for_anything(asked, fact):
        return False
    if thing == "certified" and new_names(asked):
        return False
    return len(unknown) * 3 <= max(len(words), 2)


def _told(asked: Asked, fact: Fact, names: set[str]) -> set[str]:
    """Those of some names that are everyday words, or stand in the source in another form."""
    part = next((p for p in asked.evidence.parts if p.source is fact.line.source), None)
    tokens = asked.sentence.tokens
    return {
        name
        for place, name in enumerate(asked.sentence.names)
        if name in names and name not in PRODUCTS
        and (is_everyday(tokens[place].low) or (part and held_by(part, tokens[place], name)))
    }  # fmt: skip


_LIMITS = (Kind.DURATION, Kind.TIME, Kind.PERCENT)
