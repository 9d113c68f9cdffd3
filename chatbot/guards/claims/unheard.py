"""Sentences whose words the sources do not have: the more they would bind, the fewer it takes.

A reply retells the founder. What it says will become of the visitor, or what most clients reach,
has to stand there to the word; what it says of the people and of the business nearly so; a way of
putting things may be its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.guards.claims.asked import Asked
from chatbot.guards.claims.heard import content, missing
from chatbot.guards.claims.kinds import Claim, Kind, Sentence
from chatbot.guards.claims.listing import listed

#: What will become of whoever asks, or has become of most.
_OUTCOME = re.compile(
    r"\b(?:you(?:'ll| will| are going to|'re going to| can (?:surely|certainly|definitely))|"
    r"vas a|vais a|va a|tendr[áa]s?|\w{3,}[aei](?:r[áa]s|rá)|podr[áa]s|ser[áa]s|"
    r"(?:werden|wirst|können|haben|sind|hast|bist) (?:sie|du)|sie (?:werden|können)|"
    r"vous (?:aurez|serez|allez|repart\w+|\w+rez)|tu (?:auras|seras|vas)|"
    r"(?:você|vc) vai|vai (?=\w+r\b)|vais (?=\w+r\b)|terá|terás|será|(?:will be|is|are) gone|"
    r"(?:most|many|all|every|each|nearly|almost|our|my|her|his|their|the majority) "
    r"(?:of )?(?:our |my |her |his |the )?(?:client|student|pupil|dog|guest|participant|leader|"
    r"parent|people|everyone|customer|runner|learner|couple|child)\w*|"
    r"(?:alle|viele|die meisten|fast alle|unsere|meine) "
    r"(?:\w+ )?(?:kund|gäste|teilnehm|schüler|klient|hunde|eltern|paare)\w*|"
    r"(?:todos|todas|muchos|la mayoría|nuestr[ao]s|casi) (?:\w+ ){0,2}"
    r"(?:alumnos|clientes|pacientes|parejas|perros)|"
    r"(?:tous|toutes|beaucoup|la plupart|nos) (?:\w+ ){0,2}"
    r"(?:clients?|élèves|stagiaires|parents|couples|chiens)|"
    r"(?:todos|muitos|a maioria|nossos|quase) (?:\w+ ){0,2}(?:alunos|clientes|pacientes|casais))\b",
    re.IGNORECASE,
)
#: Who would be bound by it.
_US = re.compile(
    r"\b(?:we|we'(?:ll|re|ve)|our|us|i'll|i will|wir|uns\w*|ich|ihnen|haben sie|bekommen|erhalten|"
    r"nosotros|nuestr\w+|\w+[aei]mos|te|nous|notre|nos|vai|vão|lhe|noss\w+|\w+mos|clients?|"
    r"clientes?|kund\w+|most|jede\w*|alle|todos|todas|tous|toutes|cada|chaque|you get|you receive|"
    r"you can)\b",
    re.IGNORECASE,
)
#: More of the same for a group the founder does not name.
_TOO = re.compile(
    r"\b(?:also|too|as well|likewise|equally|even|auch|ebenfalls|genauso|también|aussi|également|"
    r"também|igualmente|incluso)\b",
    re.IGNORECASE,
)


def unheard(asked: Asked) -> Iterator[Claim]:
    """A statement too many of whose words the sources do not have."""
    sentence = asked.sentence
    if _is_harmless(sentence) or (not sentence.claims and sentence.text.rstrip().endswith("!")
                                  and not _OUTCOME.search(sentence.text)):  # fmt: skip
        return
    words = content(asked, range(len(sentence.tokens)))
    lacking, together = _may_lack(asked)
    if not words:
        return
    absent = missing(asked, words, together=together)
    if absent and lacking == 1 and _is_an_honour(asked, absent):
        lacking = 0
    if len(absent) > lacking:
        place = absent[0]
        yield Claim(Kind.UNREAD, "unsaid", sentence.tokens[place].text, place, place + 1)


_HONOURS = listed(
    """
    won win awarded award earned holds held wrote published founded trained studied graduated gewann
    ausgezeichnet gewonnen studierte promovierte gano ganado galardonad estudio publico ganhou
    premiado estudou publicou gagne remporte recu publie etudie
    """
)


def _is_an_honour(asked: Asked, absent: list[int]) -> bool:
    """Of somebody a name, a title or a prize that the sources do not have."""
    tokens = asked.sentence.tokens
    if not set(asked.sentence.names) & asked.evidence.people:
        return False
    german = asked.sentence.languages.split()[:1] == ["de"]
    named = any(p and tokens[p].text[:1].isupper() and tokens[p - 1].kind == "word" for p in absent)
    return named and not german or any(tokens[p].low in _HONOURS for p in absent)


def _is_harmless(sentence: Sentence) -> bool:
    if any(c.kind in (Kind.EMAIL, Kind.PHONE, Kind.LINK) for c in sentence.claims):
        return True
    return _MODEST.search(sentence.text) is not None


def _may_lack(asked: Asked) -> tuple[int, bool]:
    """How many words of a sentence may be its own, and whether several sources may share it."""
    sentence = asked.sentence
    names = {n for n in sentence.names if n}
    binds = {c.kind for c in sentence.claims} & {Kind.PRICE, Kind.PERCENT, Kind.PROMISE}
    if _OUTCOME.search(sentence.text):
        return 0, False
    if binds and _TOO.search(sentence.text):
        return 0, True
    if names & asked.evidence.people:
        return 1, sum(c.kind is Kind.PRICE for c in sentence.claims) > 1
    if _US.search(sentence.text):
        return 1, True
    if binds or names & asked.evidence.items:
        return 2, True
    return 99, True


#: Not a statement about the business: not knowing, asking, wishing, sympathy.
_MODEST = re.compile(
    r"\b(?:not sure|don't (?:know|have|see)|can't (?:say|tell|promise|confirm|see)|cannot|sorry|"
    r"haven't got|congrat\w*|sounds|please|feel free|let me|tell me|i'd|wei(?:ß|ss) ich|"
    r"leider (?:nicht|"
    r"kein\w*)|bitte|klingt|glückwunsch|tut mir|gute besserung|no (?:s[ée]|tengo|puedo|dispongo|"
    r"consta|"
    r"me consta|veo)|lo siento|lamento|cuéntame|por favor|felicidades|enhorabuena|désolée?|"
    r"je (?:ne|n')|s'il vous pla[iî]t|dites-moi|félicitations|não (?:sei|tenho|posso|vejo|consta)|"
    r"sinto muito|parabéns|conte-me|diga-me|assist[ae]nt\w*|asistente|assistente|bot|"
    r"(?:couldn't|could not|didn't|can't|cannot) find|thank\w*|danke|gracias|merci|obrigad\w+|"
    r"remember|keep in mind|welcome|hope|i can only|ich kann nur|nicht raten|(?:can|may|"
    r"might) help|"
    r"might want|kann (?:\w+ ){0,2}helfen|puede ayudar\w*|peut (?:\w+ )?aider|pode ajudar|"
    r"would you|"
    r"do you|ask|write to|best to|recomiendo|sugiero|convido|invite|recommande|empfehle|"
    r"(?:wenden|fragen|sprechen|besprechen) sie|consultez|consulte|talk to|speak (?:to|with)|"
    r"if you(?:'re| are)? (?:like|wish|prefer|worried|unsure)|understand\w*|entiendo|entendo|"
    r"comprends|verstehe)\b",
    re.IGNORECASE,
)
