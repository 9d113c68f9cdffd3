"""What a visitor says who would rather not answer a question, and what is a question of theirs.

Whole short messages only: "I would skip the intro call, what else is there?" skips nothing.
"""

from __future__ import annotations

import re

#: One question is left out.
SKIP = re.compile(
    # English
    r"(please )?(skip|pass|next)( it| this| that| this one| that one| the question| please)*"
    r"|(no|nope|nah)( thanks| thank you)?|not (now|today|sure|yet)|no (idea|comment|answer)"
    r"|(i('d| would| had)? )?rather not( say| answer)?( that| this)?"
    r"|(i )?prefer not( to)?( say| answer)?|(i )?(do not|don t|don't) (know|want to (say|answer))"
    r"|none of your business|does it matter|later"
    # German
    r"|überspringen|weiter|nein( danke)?|keine (angabe|ahnung|antwort)|weiß (ich )?(noch )?nicht"
    r"|(das )?(möchte|will) ich (lieber )?nicht (sagen|beantworten)|lieber nicht|später"
    # French
    r"|passer|suivant|non( merci)?|je (ne )?(préfère|prefere) (ne )?pas( répondre| dire)?"
    r"|(je )?(ne )?sais pas( encore)?|pas (maintenant|de réponse)|plus tard"
    # Spanish
    r"|saltar|omitir|siguiente|no gracias|prefiero no (decir|contestar|responder)(lo)?"
    r"|no (lo )?s[eé]( todav[ií]a)?|ahora no|más tarde|luego"
    # Portuguese
    r"|pular|próxima|seguinte|não( obrigad[oa])?|prefiro não (dizer|responder)"
    r"|não sei( ainda)?|agora não|mais tarde|depois"
)
#: No question at all any more.
STOP = re.compile(
    r"(please )?(stop|no more|enough)( of)?( asking| with)?( me)?( the| your| these)?"
    r"( questions?| this)( please)?|(please )?stop asking( me)?( things)?|stop"
    r"|(bitte )?keine (weiteren )?fragen( mehr)?|(hör|hören sie) (bitte )?auf( zu fragen)?"
    r"|(plus|arr[êe]te[rz]?)( de)?( me)?( poser)?( les| des| vos| tes)? questions?"
    r"|(no|basta|deja)( de)?( hacer)?( más)? preguntas|(sem|chega de|pare com as) (mais )?perguntas"
)
ASKS = re.compile(
    r"^(what|how|when|where|who|why|which|can|could|do|does|did|is|are|will|would|should|may|"
    r"tell me|explain|show me|was|wie|wann|wo|wer|warum|welche[rsn]?|kann|können|könnte|gibt|"
    r"haben sie|hast du|bieten|sind|ist|erzähl\w*|comment|combien|quand|où|qui|pourquoi|"
    r"quel(le)?s?|"
    r"est-ce|puis-je|pouvez|avez|y a-t-il|dites|qué|cómo|como|cuánto|cuanto|cuándo|cuando|dónde|"
    r"donde|quién|por qué|cuál|puedo|puede|tiene|hay|quanto|onde|quem|por que|qual|posso|pode|"
    r"tem|há)\b"
)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w'’-]+", " ", text.casefold()).split()).replace("’", "'")


def skips(text: str) -> bool:
    """Whether this question is left out."""
    return SKIP.fullmatch(_plain(text)) is not None


def wants_no_more(text: str) -> bool:
    """Whether no question is wanted any more."""
    return STOP.fullmatch(_plain(text)) is not None


def is_asking(text: str) -> bool:
    """Whether the message asks something itself, so that it is no answer."""
    return bool(re.search(r"[?？؟¿]", text)) or ASKS.match(_plain(text)) is not None


def parts(text: str) -> list[str]:
    """A message cut after each sentence: an answer and a question may come in one."""
    found = re.split(r"(?<=[.!?？؟])\s+|\n+", text.strip())
    return [part for part in found if part.strip()]
