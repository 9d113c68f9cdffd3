"""Work for any assistant that has nothing to do with the business: poems, jokes, homework, code.

Only what is asked of the assistant itself: "write me a poem", not "do you help people write". A
founder who sells such a thing has it in the knowledge, and ``Task.sold_in`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.guards.normal import folded

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*")
#: So many first letters of a word tell what it is about.
_STEM = 4

_EN_ART = (
    r"(?P<en1>poems?|haikus?|sonnets?|limericks?|verses?|rhymes?|ballads?|odes?|songs?|lyrics|"
    r"raps?|"
    r"jokes?|puns?|riddles?|roasts?|(?:short |bedtime |love |horror |funny )?stor(?:y|ies)|fairy "
    r"?tales?|"
    r"fables?|novels?|screenplays?|monologues?|essays?|homework|term papers?|theses|thesis|"
    r"dissertations?|"
    r"book reports?|recipes?|memes?|horoscopes?|crosswords?|trivia|tongue twisters?|love letters?|"
    r"fan ?fiction|insults?|diss tracks?|curses?|chess|drawings?|pictures?|images?|logos?)"
)
_EN_CODE = (
    r"(?P<en2>python|javascript|java|typescript|sql|html|css|c\+\+|code|scripts?|functions?|"
    r"regex\w*|"
    r"programs?(?!me)|algorithms?|queries|query|equations?|math\w* problems?|integrals?|unit "
    r"tests?|"
    r"spreadsheet formulas?|malware|exploit)"
)
_GAP = r"(?: (?!you\b|your\b|we\b|i\b|people\b|clients?\b)\w+)"
_BEFORE = r"(?:^|[.!?,;:\n-]\s*|\b(?:{words}) )"

#: A language: what may stand before the verb, and shapes of verb and thing.
_SHAPES = [
    (
        "please|pls|can you|could you|would you|will you|you to|you must|now|and|just|hey|then|to|"
        "bot",
        [
            rf"(?:write|compose|make(?: up)?|create|generate|draft|sing|draw|paint|tell|give|"
            rf"invent|recite|"
            rf"craft|produce|come up with|do(?= (?:my|this|some|the))|finish|improvise|rap|design|"
            rf"play)"
            rf"{_GAP}{{0,5}}? {_EN_ART}\b(?! (?:of (?:your|the) clients?|for (?:success|"
            rf"happiness)))",
            rf"(?:write|code|debug|fix|generate|program|solve|give|create|optimi[sz]e|"
            rf"refactor){_GAP}"
            rf"{{0,5}}? {_EN_CODE}\b(?! (?:for the|to get|for a) ?(?:discount|call))",
            r"translate (?P<en3>this|these|the following|[\"'])",
            r"(?:talk|speak|write|answer|reply|respond) (?:\w+ )?like (?:an? )?(?P<en4>pirate|yoda|"
            r"shakespeare|rapper|toddler|cowboy|gangster|robot|caveman)",
        ],
    ),
    (
        "por favor|puedes|podrias|quiero que|necesito que|me|ahora|y|que",
        [
            r"(?:escrib\w+|compon\w*|haz(?:me)?|hagas|crea(?:me)?|inventa(?:te|me)?|canta(?:me)?|"
            r"dibuja\w*|"
            r"cuenta(?:me)?|cuentes|dime|genera(?:me)?|resuelve(?:me)?|resolver|hacer(?:me)?|"
            r"redacta\w*|"
            r"programa(?:me)?)(?: \w+){0,4}? (?P<es1>poemas?|haikus?|sonetos?|versos?|rimas?|"
            r"cancion(?:es)?|"
            r"rap|chistes?|adivinanzas?|cuentos?|historias? (?:de|sobre)|fabulas?|novelas?|"
            r"ensayos?|redaccion|"
            r"deberes|tareas?|recetas? de|codigo|script|funcion|ecuacion(?:es)?|horoscopo|python|"
            r"javascript|"
            r"sql|dibujos?|imagen(?:es)?)\b",
            r"traduce(?:me)? (?P<es2>esto|esta frase|este texto|lo siguiente|\")",
        ],
    ),
    (
        "bitte|kannst du|konntest du|konnen sie|konnten sie|mir|jetzt|und|mal|dann",
        [
            r"(?:schreib\w*|dichte\w*|verfass\w*|mach\w*|erfind\w*|sing\w*|zeichne\w*|mal\w*|"
            r"erzahl\w*|sag\w*|"
            r"generier\w*|lose?|los|programmier\w*|erstell\w*)(?: \w+){0,5}? (?P<de1>gedichte?|"
            r"haikus?|"
            r"sonett\w*|reime?|verse?|lied(?:er)?|rap|songtext|witze?|ratsel|geschichten? (?:uber|"
            r"von)|"
            r"(?:kurz)?geschichte|marchen|roman|aufsatz|hausaufgaben?|rezept|code|skript|funktion|"
            r"gleichung"
            r"\w*|horoskop|python|javascript|sql|bild|zeichnung)\b",
            r"(?:ubersetz\w*) (?:\w+ )?(?P<de2>das hier|diesen satz|diesen text|folgende\w*|\")",
        ],
    ),
    (
        "s'il te plait|s'il vous plait|stp|svp|peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|"
        "tu peux|moi|maintenant|et|m'",
        [
            r"(?:ecri\w+|compos\w+|fai(?:s|tes|re)|invent\w+|chant\w+|dessin\w+|racont\w+|di(?:s|"
            r"tes|re)|gener"
            r"\w+|resou\w+|redig\w+|cre\w+|programm\w+)(?:-(?:moi|nous))?(?: \S+){0,4}? (?:d'|"
            r"l')?(?P<fr1>"
            r"poemes?|haikus?|sonnets?|rimes?|vers|chansons?|rap|blagues?|devinettes?|histoires? "
            r"(?:de|sur|"
            r"drole)|contes?|fables?|romans?|dissertations?|redactions?|devoirs?|recettes? de|code|"
            r"script|"
            r"fonction|equations?|horoscope|python|javascript|sql|dessins?|images?)\b",
            r"tradui(?:s|sez|re)(?:-moi)? (?P<fr2>ceci|cette phrase|ce texte|ca\b|\")",
        ],
    ),
    (
        "por favor|pode|podes|poderia|voce pode|me|agora|e|quero que|consegue",
        [
            r"(?:escrev\w+|componha|compoe|faz|faca|cri(?:a|e|ar)|invent\w+|cant(?:a|e|ar)|"
            r"desenh\w+|cont(?:a|e|"
            r"ar)|diga|gera?|gere|resolv\w+|redij\w+|fazer|program(?:a|e|ar))(?:-me)?(?: "
            r"\w+){0,4}? (?P<pt1>"
            r"poemas?|poesias?|haicais?|sonetos?|versos?|rimas?|musicas?|cancao|rap|piadas?|"
            r"charadas?|historias? "
            r"(?:de|sobre)|contos?|fabulas?|romance|redacao|licao de casa|dever de casa|receitas? "
            r"de|codigo|"
            r"script|funcao|equac\w+|horoscopo|python|javascript|sql|desenhos?|imagem)\b",
            r"traduz(?:a|ir)?(?:-me)? (?P<pt2>isso|isto|esta frase|essa frase|este texto|\")",
        ],
    ),
]
_TASKS = [
    re.compile(_BEFORE.format(words=before) + f"(?:{shape})")
    for before, shapes in _SHAPES
    for shape in shapes
]


@dataclass(frozen=True, slots=True)
class Task:
    """Work that was asked for: ``thing`` names it, ``rest`` is the message without it."""

    thing: str
    rest: str

    def sold_in(self, texts: Iterable[str]) -> bool:
        """Whether the founder's own ``texts`` speak of such a thing."""
        stem = self.thing.split()[0][:_STEM]
        return any(re.search(rf"\b{re.escape(stem)}", folded(text)) for text in texts)


def task_in(text: str) -> Task | None:
    """The work that a visitor's message asks of the assistant, or None."""
    sentences = _SENTENCE.findall(text)
    for place, sentence in enumerate(sentences):
        plain = folded(sentence)
        for pattern in _TASKS:
            if match := pattern.search(plain):
                thing = next(found for found in match.groups() if found)
                rest = sentences[:place] + sentences[place + 1 :]
                return Task(thing, "".join(rest).strip())
    return None
