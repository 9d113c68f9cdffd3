"""Promises that are made in idioms: each word alone promises nothing, together they do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.guards.claims.kinds import Claim, Kind
from chatbot.guards.claims.reading import Token

_PATTERNS = (
    # It's on us, das geht auf uns: somebody else pays.
    ("free", r"\bon (?:us|me|the house)(?= *(?:[.,;!)]|$|and\b|so\b))"),
    ("free", r"\b(?:our|my) treat\b|\b(?:covered|paid) (?:by us|by me)\b|\bfoots? the bill\b"),
    ("free", r"\b(?:we|i)(?:'ll| will)? (?:cover|absorb|pick up|take care of) the "
             r"(?:cost|fee|bill|price|travel|rest|difference)"),
    ("free", r"\b(?:won't|doesn't|don't|does not) cost you\b"),
    ("free", r"\bge(?:ht|hen)\b[^.;]{0,40}\bauf (?:uns|mich|unsere|meine|haus)\b|\baufs haus\b"),
    ("free", r"\bübernehmen wir(?! nicht| keine)\b"),
    ("free", r"\bcorren? (?:de|por) (?:mi|nuestra|la casa|cuenta (?:de la casa|nuestra))"),
    ("free", r"\bpor cuenta (?:de la casa|nuestra)|\binvita la casa\b"),
    ("free", r"\b(?:te|le|os|les) invitamos\b"),
    ("free", r"\bpor conta da casa\b|\bpor (?:nossa|minha) conta\b"),
    ("free", r"\bà nos frais\b|\b(?:c'est|sera|est) pour nous\b|\bon vous l'offre\b"),
    ("free", r"\bnous prenons (?:\w+ ){0,4}en charge\b|\bpris(?:e|es)? en charge par nous\b"),
    ("free", r"\bas (?:a|our) (?:thank[ -]?you|gift|present|treat|courtesy)\b|"
             r"\bals (?:dankesch[öo]n|geschenk|aufmerksamkeit)\b"),
    ("free", r"\bcomo (?:agradecimiento|regalo|detalle|agradecimento|presente|brinde)\b|"
             r"\ben (?:guise de )?(?:remerciement|cadeau)\b"),
    # Get it back.
    ("refund", r"\b(?:get|gets|receive|have|give|hand)\b(?! to)[^.;!?]{3,30}"
               r"\bback\b(?! (?:to|in|on))"),
    ("refund", r"\bgets? back (?:the|your|what|any|all|half|every|whatever|[$€£])"),
    ("refund", r"\b(?:bekommen|erhalten|kriegen|überweisen|geben|zahlen)\b[^.;!?]{3,40}\bzurück\b"),
    ("refund", r"\brecuper\w+\b[^.;!?]{0,25}\b(?:dinero|importe|plata)"),
    ("refund", r"\brécup[ée]r\w+\b[^.;!?]{0,25}\b(?:argent|montant|somme|mise)"),
    ("refund", r"\b(?:dinheiro|valor)\b[^.;!?]{0,15}\bde volta\b"),
    # Until so late that no notice is left.
    ("late", r"\b(?:same (?:day|evening|night|morning)|day before|the (?:very )?day of)\b"),
    ("late", r"\b(?:minutes?|moments?) before\b|\b(?:minutos|momentos) antes\b"),
    ("late", r"\b(?:el mismo día|misma (?:tarde|noche)|víspera|(?:un|el) día antes)\b"),
    ("late", r"\b(?:(?:selben|gleichen) (?:tag|abend)|vortag|tag (?:vorher|zuvor|davor))\b"),
    ("late", r"\bkurz (?:vorher|davor|vor)\b"),
    ("late", r"\b(?:(?:jour|soir) même|veille|(?:próprio|mesmo) dia|véspera|(?:um|o) dia antes)\b"),
    # Health, and how it goes for nearly everybody.
    ("cure", r"\b(?:goes|go|went) away\b|"
             r"\bno need (?:for|to see) an? (?:clinic|doctor|gp|therapist)"),
    ("cure", r"\bverschwinde[nt]\b|\bdesapare\w+|\bdispara(?:ît|issent|îtra)\b"),
    ("result", r"\b(?:most|(?:nearly|almost) (?:everyone|all)|the majority|everyone)\b"
               r"[^.;!?]{0,60}\b(?:after|within|with us|through)\b"),
    ("result", r"\b(?:la mayoría|casi tod[oa]s|la plupart|presque tou(?:s|tes)|die meisten|"
               r"fast alle|a maioria|quase tod[oa]s)\b[^.;!?]{0,60}"
               r"\b(?:tras|después|con|après|avec|nach|mit|após|depois|com|en|em|dans|fim)\b"),
    # Pressure.
    ("scarce", r"\b(?:only|just)\b[^.;!?]{0,40}?\b(?:left|open|remaining|remain|available|free)\b"),
    ("scarce", r"\b(?:solo|sólo|solamente|apenas)\b[^.;!?]{0,25}?"
               r"\b(?:quedan?|libres?|disponibles?|restam?)\b"),
    ("scarce", r"\b(?:quedan?|restam?|restent|resta)\b[^.;!?]{0,15}?"
               r"\b(?:plazas?|lugar\w*|sitios?|vagas?|places?|cupos?)"),
    ("scarce", r"\bnur noch\b|\bil ne reste\b|\bne reste(?:nt)? (?:plus )?que\b"),
    ("scarce", r"\b(?:price|precio|preis|prix|preço)\b[^.;!?]{0,15}?"
               r"\b(?:goes up|going up|rises|sube|subirá|steigt|augmente|sobe)\b"),
    ("scarce", r"\b(?:fill\w*|book\w*|sell\w*|go(?:es|ing)?) (?:up )?(?:fast|quickly)\b"),
    # A price with no figure, and better than the listed one.
    ("discount", r"\b(?:better|lower|special|friendl\w+|nicer|softer|smaller|reduced|good)[ -]"
                 r"(?:price|rate|fee|deal|tariff)"),
    ("discount", r"\b(?:precio|tarifa)s?\b[^.;,]{0,12}\b(?:m[áa]s \w+|mejor\w*|menor\w*|reducid\w+|"
                 r"especial|ajustad\w+)|\b(?:mejor|buen|menor) (?:precio|tarifa)"),
    ("discount", r"\b(?:besser|günstiger|niedriger|klein|gut|fair|sonder)\w* "
                 r"(?:preis|tarif|honorar|kondition)\w*"),
    ("discount", r"\bpreislich\b|\b(?:beim|am|vom) preis\b|\bim preis (?:entgegen|nach)"),
    ("discount", r"\b(?:geste|effort)\b[^.;]{0,15}\b(?:prix|tarif\w*)|\bmeilleur (?:prix|tarif)"),
    ("discount", r"\b(?:prix|tarif)s? (?:plus|moins|réduit|doux|préférentiel|d'ami)"),
    ("discount", r"\b(?:preço|valor|tarifa)\b[^.;,]{0,12}\b(?:mais \w+|menor|melhor|especial|"
                 r"reduzid\w+|amig\w+)|\b(?:melhor|bom|menor) (?:preço|valor)"),
    ("discount", r"\b(?:come|meet you) (?:down|halfway)\b|\bwork something out\b|"
                 r"\bdo something about the (?:price|fee)|"
                 r"\b(?:knock|take|shave)\b[^.;]{0,20}\b(?:off|bit)\b"),
    ("discount", r"\bpays? only (?:one|for one|half)\b|\bpaga(?:n|is)? solo un[oa]?\b|"
                 r"\bzahl(?:t|en) nur ein\w*\b|\bpa(?:ie|ient|yez) (?:seulement|un seul)|"
                 r"\bpaga(?:m)? só um"),
    ("discount", r"(?:(?<=%) ?|(?<=percent )|(?<=prozent )|(?<=ciento )|(?<=cento )|(?<= cent ))"
                 r"(?:less|cheaper|weniger|günstiger|billiger|menos|de menos|de moins|moins|"
                 r"a menos|mais barato|más barato|moins cher)"),
    ("discount", r"\bhalf (?:the |of the )?(?:price|fee|rate)|\bhalbe\w* preis|"
                 r"\bmitad de(?:l)? precio|\bmoitié (?:du )?prix|\bmetade do preço"),
    ("refund", r"\b(?:we|you) (?:return|give back|get back|pay back) "
               r"(?:everything|all|half|the (?:fee|money|amount|rest|full|whole))"),
    ("refund", r"\b(?:return|give back|send back|repay) what you(?:'ve)? (?:have )?paid"),
    ("refund", r"\brend\w+ (?:\w+ ){0,2}(?:en |votre |l')?argent|"
               r"\bget back (?:the|any|all) (?:\w+ )?(?:months|sessions|lessons|classes|hours)"),
    ("included", r"\b(?:is|are) (?:provided|served|supplied)\b|\b(?:est|sont) fournie?s?\b|"
                 r"\b(?:wird|werden) gestellt\b"),
    # What was missed is given again.
    ("makeup", r"\bmake[ -]?up (?:\w+ ){0,4}(?:class|session|lesson)|\bcredit (?:\w+ ){0,4}to your|"
               r"\b(?:repor|reposição|recuper\w+) (?:\w+ ){0,3}(?:clase|sesi[oó]n|aula|sessão|"
               r"falta)|"
               r"\bnach(?:ge)?hol\w+|\brattrap(?:er|ez|ée?s?)\b"),
    # Nothing of what a customer has to bring, sign or wait for.
    ("noburden", r"\b(?:no|without|zero|kein\w*|ohne|sin|ningún|ninguna|sans|aucune?|pas (?:de|d')|"
                 r"sem|nenhuma?) ?(?:\w+ )?(?:paperwork|minimum|commitment|contract|deposit|"
                 r"interest|experience|waiting|exam|mindest\w+|vertrag\w*|anzahlung|zinsen|"
                 r"papierkram|"
                 r"wartezeit\w*|vorkenntnisse|mínimo|permanencia|contrato|intereses|papeleo|"
                 r"experiencia|lista de espera|durée minimale|intérêts|contrat|acompte|paperasse|"
                 r"expérience|fidelidade|juros|papelada|experiência|burocracia)\b"),
    # Whatever may come, for whomever.
    ("anytime", r"\bno matter (?:when|how|what|who)|\begal,? (?:wann|wie|wer|was)|\bda igual\b|"
                r"\bpeu importe\b|\bnão importa\b|\bindependiente\w* de\b|\bin all weathers?\b|"
                r"\b(?:uses|hagas) las \w+ que (?:uses|hagas)"),
    ("lifetime", r"\b(?:for )?as long as (?:you|they) (?:stay|live|like|want|are|remain)|"
                 r"\bsolange (?:sie|du|ihr) (?:wollen|bleib\w+|mitglied)|\bmientras (?:sig\w+|"
                 r"quier\w+)|"
                 r"\btant que (?:vous|tu) (?:rest\w+|voul\w+)|\benquanto (?:for\w*|quiser\w*)"),
    # Money back to whoever is not content, and whatever else may be.
    ("satisfaction", r"(?:n't|\b(?:not|no|pas|nicht|não))\b(?: \w+){0,5} (?:happy|satisfied|"
                     r"useful|like it|work\b|zufrieden|gefällt|satisfait\w*|satisfech\w+|"
                     r"satisfeit\w+|"
                     r"content\w*|gusta|gost\w+|marche|funciona)|\bdissatisf\w+|\binsatisf\w+"),
    ("anytime", r"\beven (?:if|after|once)\b|\bauch wenn\b|\bmême (?:si|après|une fois)\b|"
                r"\bmesmo (?:que|se|depois)\b|\bincluso (?:si|después)\b|"
                r"\baunque (?:est[ée]|haya|no|sea|fuera)"),
    ("guarantee", r"\b(?:we|i)(?:'ll| will) make sure|\bsorgen (?:wir )?dafür|"
                  r"\b(?:nous|je) veill\w+|\bnos aseguramos|\bnos encargamos de que"),
    ("result", r"\b(?:all|most|many|each|every one) of (?:our|my|her|his|their) \w+ "
               r"(?:pass|get|find|reach|succeed|manage|achiev|are|have|win)\w*|"
               r"\b(?:alle|die meisten) (?:unsere[r]?|meine[r]?|ihre[r]?) (?:kund|schül|"
               r"klient)\w+"),
    # Nothing is charged, and bit by bit.
    ("free", r"\brien (?:ne |n')(?:\w+ ){0,3}(?:factur|débit|prélev)\w+|"
             r"\bnada (?:será|é) cobrad\w|"
             r"\bnichts (?:wird |in rechnung|berechnet)|"
             r"\bnothing (?:is|will be) (?:charged|billed)"),
    ("instalments", r"\b(?:ir|vas|voy) pagando\b|\bpay as you go\b|\bpaga(?:r|s)? poco a poco\b|"
                    r"\bau fur et à mesure\b|\baos poucos\b|\bnach und nach (?:be)?zahl\w+"),
    ("scarce", r"\b(?:condição|oferta|preço|precio|offer|price|deal|angebot|preis|offre|prix)\b"
               r"[^.;!?]{0,30}\b(?:apenas|só|only|nur|sol[oa]|sólo|seulement|uniquement)\b"
               r"[^.;!?]{0,12}\b(?:até|until|till|bis|hasta|jusqu)"),
    ("result", r"\b(?:quem|quien|wer|whoever|those who)\b[^.;!?]{0,40}\b(?:passa|aprueba|besteht|"
               r"schafft|pass(?:es)?|consigue|logra|erreicht|succeeds?)\b"),
    # Surely: nobody can know.
    ("result", r"\b(?:you(?:'ll| will)|clients?) (?:definitely|certainly|surely|absolutely|"
               r"without (?:a )?doubt)|\b(?:werden|können) sie (?:ganz )?(?:sicher|garantiert|"
               r"bestimmt|auf jeden fall)|\bpode confiar\b|\bpuedes estar segur\w+|"
               r"\bvous \w+rez (?:certainement|sûrement|forcément|à coup sûr)"),
    # As many, as often as you like.
    ("unlimited", r"\bas (?:many|much|often|long(?! as))\b[^.;!?]{0,40}?"
                  r"\bas (?:you|they|needed)\b"),
    ("unlimited", r"\b(?:las|cuant[ao]s|tant[ao]s)\b[^.;!?]{0,40}?\b(?:que |como )?"
                  r"(?:quier\w+|necesit\w+|des[eé]\w+)"),
    ("unlimited", r"\b(?:quant[ao]s|tant[ao]s)\b[^.;!?]{0,40}?\b(?:quiser\w*|precis\w+|desej\w+)"),
    ("unlimited", r"\bso (?:oft|viele?n?|lange)\b[^.;!?]{0,40}?\b(?:wie|bis) "
                  r"(?:sie|du|ihr|nötig|gewünscht|alles)"),
    ("unlimited", r"\bautant (?:de|d'|que)\b[^.;!?]{0,40}?"
                  r"\b(?:souhait|voul|besoin|nécessaire|désir)\w*"),
    ("unlimited", r"\b(?:any|no matter) (?:number|amount|how (?:many|often|much))\b"),
    ("unlimited", r"\bwhatever (?:number|amount)\b|\b(?:to|with|for) (?:whoever|anyone)\b"),
    ("unlimited", r"\bà qui (?:vous|tu)\b|\ba quien (?:quier|dese)\w+|\bwem (?:sie|du)\b|"
                  r"\b(?:a|para) quem quiser"),
    ("unlimited", r"\bbeliebig (?:viele?|oft)|\bsooft\b|\bunz[äa]hlige"),
    # Paid in so many parts, whatever a country calls them.
    ("instalments", r"\b(?:in|en|em|into|à|a)\s+(?:up to |hasta |até |jusqu'à |bis zu )?"
                    r"(?:\d{1,2}\s?x\b|(?:\d{1,2}|\w{2,9})\s"
                    r"(?:equal |monthly |iguales |gleichen? |monatlichen? )?"
                    r"(?:parts?|halves|hälften|mitades|moitiés|metades|fois|veces|vezes|payments?|"
                    r"instal\w+|raten|teil(?:en|betr\w+|zahlungen)|"
                    r"monatsraten|pagos|plazos|exhibiciones|cuotas|parcelas|presta\w+|mensualit\w+|"
                    r"échéances|pagamentos|goes)\b)"),
    # It belongs to the package.
    ("included", r"\bgeh[öo]r(?:t|en)\b[^.;!?]{0,60}?\b(?:dazu|zum|zur)\b|\bist teil\b"),
    ("included", r"\bnichts (?:mehr |weiter )?(?:dazu|drauf|hinzu)\b|\bnothing (?:is )?added\b"),
    ("included", r"\b(?:ist|sind|schon|bereits)\b[^.;!?]{0,30}\bdabei\b"),
    ("included", r"\b(?:is|are) part of\b|\btodo incluido|\btout compris|\btudo incluído|"
                 r"\balles inklusive"),
)  # fmt: skip
_IDIOMS = [(thing, re.compile(pattern, re.IGNORECASE)) for thing, pattern in _PATTERNS]

#: Every idiom has one of these; most sentences have none, and need not be searched.
_HINT = re.compile("|".join(f"(?:{pattern})" for _, pattern in _PATTERNS), re.IGNORECASE)


def idioms(found: Sequence[Token], text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The promises a sentence makes in idioms: one of a kind, none that a word makes already."""
    if _HINT.search(text) is None:
        return []
    made = {"free" if c.value == (0.0, "") else c.value for c in claims}
    more = []
    for thing, pattern in _IDIOMS:
        if thing in made or (match := pattern.search(text)) is None:
            continue
        made.add(thing)
        first = next((p for p, t in enumerate(found) if t.end > match.start()), 0)
        last = next((p for p, t in enumerate(found) if t.end >= match.end()), first) + 1
        kind, value = (Kind.PRICE, (0.0, "")) if thing == "free" else (Kind.PROMISE, thing)
        if thing == "noburden":
            first = last - 1  # What there is none of.
        last = last if thing == "unlimited" else first + 1
        more.append(Claim(kind, value, match.group(), first, last))
    return more


_ALL_OF = ("voll", "ganz", "gesamt", "integr", "entier", "complet", "total", "whole", "full",
           "entire", "inteir", "enter")  # fmt: skip
_AMOUNT = (
    "amount", "price", "fee", "money", "cost", "betrag", "preis", "summe", "geld", "gebuhr",
    "importe", "precio", "dinero", "montant", "prix", "somme", "valor", "preco", "dinheiro",
    "refund", "erstatt", "ruckerstatt", "reembols", "rembours", "devol", "devuel",
)  # fmt: skip


def whole(found: Sequence[Token], claims: Sequence[Claim]) -> list[Claim]:
    """``the full amount``, ``devolución íntegra``: all of the money, where money is given back."""
    if not any(c.value == "refund" for c in claims):
        return []
    taken = {place for c in claims if c.value == "whole" for place in range(c.first, c.last)}
    return [
        Claim(Kind.PROMISE, "whole", token.text, place, place + 1)
        for place, token in enumerate(found)
        if token.low.startswith(_ALL_OF) and place not in taken and any(
            t.low.startswith(_AMOUNT) for t in found[max(0, place - 2) : place + 3])
    ]  # fmt: skip
