"""Words around a promise word that take the promise out of it: not knowing, advising, asking."""

from __future__ import annotations

import re

from chatbot.guards.claims.kinds import Claim, Sentence
from chatbot.guards.claims.listing import listed

_CUT = re.compile(
    r"[;:!?—]|,? (?:but|however|except|unless|apart from|other than|although|so|then|still|pero|"
    r"aber|mais|mas|porém|sondern|salvo|sauf|trotzdem)\b"
    r"|, (?:and|y|und|et|e|you|we|it|he|she|your)\b",
    re.IGNORECASE,
)


_DISCLAIM = re.compile(
    r"\b(?:(?:do(?:n't| not)|did(?:n't| not)) (?:know|see|find)\b"
    r"|(?:do(?:n't| not)|did(?:n't| not)) have "
    r"(?:any|an|a|information|details|data|that|the|more)\b"
    r"|have(?:n't| not) got any\w*|have nothing (?:about|on)|don't have anything"
    r"|not sure (?:if|whether|about)|no (?:information|details|mention|word|entry)\b"
    r"|(?:can't|cannot|can not|unable to|not able to|not allowed to|may not|couldn't) "
    r"(?:confirm|promise|say|tell|guarantee|offer|give|make|find|speak|comment|grant|approve|agree)"
    r"|not (?:mentioned|stated|listed)"
    r"|no me consta|no consta|não consta|(?:can't|cannot|couldn't) see|no aparece|no figura"
    r"|n'est pas (?:mentionné|précisé|indiqué)|nicht (?:erwähnt|genannt|angegeben)"
    r"|não (?:menciona|vejo|encontro|posso|consigo|podemos)|no (?:veo|encuentro|podemos|menciona)"
    r"|keine? (?:hinweis|angaben|informationen|details)\w*|rien (?:sur|à propos|concernant)"
    r"|nada (?:sobre|acerca|a respeito)|nichts (?:über|zu)"
    r"|would you like (?:to know|me to tell)|are you asking|do you want to know|you asked"
    r"|you're asking|you are asking|your (?:question|message|request)"
    r"|(?:ask|write to|contact|email|talk to|check with)\b(?: \w+){0,4} "
    r"(?:about|whether|if|for|regarding)"
    r"|(?:questions?|more|details|information|something) (?:about|on|regarding)"
    r"|(?:no|nao|não) (?:sé|sei|tengo|tenho|puedo|posso)\b(?: \w+){0,4}|no dispongo"
    r"|weiß(?: ich)? (?:es )?(?:leider )?nicht|keine (?:information|angabe|auskunft)\w*"
    r"|kann (?:ich )?(?:\w+ ){0,3}(?:nicht|nichts|keine\w*) ?"
    r"|(?:ne|n')\s?(?:sais|peux|dispose|ai|trouve)\b(?: \w+)? (?:pas|aucune?)"
    r"|pas d'information)",
    re.IGNORECASE,
)


#: A denial and one of these beside it say that nothing is known, or that nothing can be said.
_EPISTEMIC = listed(
    """
    information info details mention mentioned listed stated shown described see find found
    know confirm say tell promise guarantee claim angaben angabe informationen hinweis unterlagen
    erwahnt genannt aufgefuhrt angegeben bekannt finde sehe weiss bestatigen versprechen zusichern
    garantieren zusagen auskunft behaupten informacion datos consta aparece figura menciona
    mencionado veo encuentro se confirmar afirmar prometer asegurar garantizar decir constan
    informations indication mentionne mentionnee precise indique vois trouve sais confirmer
    promettre garantir affirmer informacao informacoes dados vejo encontro sei mencionado mencionada
    garanto prometo
    """
)
_DENIES = listed(
    """
    not no cannot never nothing nor neither nicht nichts kein keine keinen keinem keiner no nada
    ningun ninguna ningunos ne pas rien aucun aucune nao nenhum nenhuma without
    """
)
_REACH = 6


def _knows_nothing(sentence: Sentence, claim: Claim) -> bool:
    """``Zu einer Garantie habe ich keine Angaben``: said of the clause the claim is in."""
    tokens, clauses = sentence.tokens, sentence.clauses
    own = [p for p, clause in enumerate(clauses)
           if clause == clauses[claim.first] and not claim.first <= p < claim.last]  # fmt: skip
    denied = [p for p in own if tokens[p].low in _DENIES or tokens[p].low.endswith("n't")]
    denied = [p for p in denied if tokens[p].low != "no" or sentence.languages != "pt"]
    known = [p for p in own if tokens[p].low in _EPISTEMIC and tokens[p].text.lower() != "se"]
    return any(abs(one - two) <= _REACH and one != two for one in denied for two in known)


#: Said behind a promise word, these say that nothing is known of it.
_UNKNOWN = re.compile(
    r"^(?:[^.;!?]{0,40}?)\b(?:(?:is|are|was)(?:n't| not) (?:mentioned|listed|stated|something i|in "
    r"(?:the|my)|known|specified)|mir nicht bekannt|nicht (?:bekannt|erwähnt|genannt|angegeben|"
    r"aufgeführt)|liegen mir (?:leider )?keine|no (?:me consta|aparece|figura|est[áa] indicad|se "
    r"menciona)|não (?:consta|aparece|é mencionad|está indicad|vem indicad)|n'(?:est|apparaît|est) "
    r"pas (?:mentionn|précis|indiqu|dans)|(?:is|are) not something"
    r"|(?:das )?weiß ich (?:leider )?nicht|i (?:don't|do not) know|no lo s[ée]|je ne sais pas"
    r"|não sei)",
    re.IGNORECASE,
)


_ADVICE = re.compile(
    r"\b(?:see|talk (?:to|with)|speak (?:to|with)|sprechen sie (?:\w+ ){0,3}mit|contact|consult|"
    r"ask|visit|seek|find|reach out to|"
    r"turn to|recommend|instead of|rather than|consultar?|acud[ea]|hable con|sprechen sie mit|"
    r"wenden sie sich|consultez|parlez à|procure|fale com|not a substitute for|replace|"
    r"substitute for|suchen)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)


def disclaimed(sentence: Sentence, claim: Claim) -> bool:
    """Whether the words before a promise say that nothing is known about it, or ask about it."""
    if claim.first >= len(sentence.tokens):
        return False
    own_word = claim.value in ("promise", "guarantee")  # "I can't promise" is said in one.
    token = sentence.tokens[claim.first]
    head = sentence.text[: token.end if own_word else token.start]
    head = _CUT.split(head)[-1]
    tail = sentence.text[token.end :]
    if _DISCLAIM.search(head) is not None or _UNKNOWN.search(tail) is not None:
        return True
    return _knows_nothing(sentence, claim)


_YOUR = listed("your tu su votre ton seu teu sua own")


def is_the_visitors(sentence: Sentence, claim: Claim) -> bool:
    """``Your doctor``, ``Ihr Arzt``: whoever treats the visitor."""
    before = {t.low for t in sentence.tokens[max(0, claim.first - 2) : claim.first]}
    return bool(before & _YOUR) or any(low.startswith(("ihr", "dein")) for low in before)


def is_advice(sentence: Sentence, claim: Claim) -> bool:
    head = sentence.text[: sentence.tokens[claim.first].start]
    return _ADVICE.search(head) is not None


_IF = listed("if when wenn falls sollten si cuando se caso quando without sin sans sem ohne")


def is_condition(sentence: Sentence, claim: Claim) -> bool:
    """``If you cancel ...``: what the visitor does, not what is promised."""
    clause = sentence.clauses[claim.first]
    return any(
        t.low in _IF and sentence.clauses[place] == clause
        for place, t in enumerate(sentence.tokens[: claim.first])
    )
