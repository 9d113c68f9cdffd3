"""Which language a message is in, told by its small words and its letters.

Made for messages of a few words, where statistics over letters guess wildly: "Was kostet es?" has
three words that only German has. No model, nothing learnt; what is unclear stays unclear.
"""

from __future__ import annotations

import re
import unicodedata

#: The languages the assistant has words of its own in.
LANGUAGES = ("en", "es", "de", "fr", "pt")

# With accents where the language writes them; the same word may stand in several lists.
_COMMON = {
    "en": """
        the a an and or but of to in on at for with from by about as is are am was were be been do
        does did have has had can could will would should may might must i you he she it we they
        me him her us them my your his its our their this that these those what which who when
        where why how not no yes there here please thanks thank hello hi hey much many any some
        more than if so just like need want know get give help tell talk work works working price
        prices cost costs book booking sessions call pay free offer i'm i'd i've don't can't
        what's it's you're let good morning evening day week time one two first next long time new
        job only also really into out over after before during between programme package cancel
        refund available schedule appointment hours today tomorrow money back without because
        still already never always anyone someone everything something learn change start speak
        english question answer group sessions does feel feeling life career boss job does should
        people someone myself person human again back doing going been while through think really
        sure maybe soon last other same every most such per
    """,
    "es": """
        el la los las un una unos unas y o u pero de del a al en con por para sin sobre desde
        hasta como es son soy eres está están estoy estamos ser estar hay he has ha hemos han
        tengo tiene tienes tienen puedo puede puedes pueden quiero quiere quieres quisiera
        necesito debo me te se nos le les lo mi mis tu tus su sus nuestro nuestra este esta esto
        estos estas ese esa eso esos qué que quién cuál cuáles cuándo dónde cómo cuánto cuánta
        cuántos cuántas por qué porque no sí si más menos muy mucho muchos también ya hola gracias
        buenos buenas días tardes noches favor precio precios cuesta cuestan cita sesión sesiones
        grupo ayuda hacer trabajo trabajar hablar saber usted ustedes yo él ella nosotros dinero
        pagar cancelar programa reembolso hoy mañana semana hora horas primera llamada gratis
        reservar ofrece ofreces ofrecen cuando donde como español aquí ahora siempre nunca algo
        alguien todo toda todos todas otro otra entre antes después cambiar empezar pregunta duda
        dudas funciona gratuita vale adiós trabajas trabaja trabajo empresas empresa vida jefe
        carrera persona personas tienen hacen haces das dais atiendes atienden acepta aceptas
        aceptan cobras ofrecéis podría podrías sería gustaría estáis vuestro sesion ayudar ayudas
        ayudan sirve vez años mejor bien mal estoy soy eso pueden
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur in
        im an am auf aus bei mit nach für um über unter vor durch ohne gegen bis seit als wie ist
        sind bin bist war waren sein seid wird werden werde wurde hat habe haben hast hatte kann
        können könnte kannst könnten will wollen möchte möchten muss müssen soll sollen sollte
        darf dürfen ich du er sie es wir ihr mich mir dich dir sich uns euch ihn ihm ihnen mein
        meine meinen meiner dein deine deinen ihre ihren unser unsere dieser diese dieses was wer
        wen wem wann wo warum wieso wohin wieviel welche welcher welches nicht kein keine keinen
        ja nein doch auch noch schon nur sehr mehr viel viele hier dort da dann wenn weil dass ob
        bitte danke hallo guten tag morgen abend moin servus preis preise kostet kosten termin
        termine sitzung sitzungen gruppe hilfe gibt geht machen arbeit arbeiten sprechen wissen
        geld zahlen bezahlen buchen absagen stornieren heute woche stunde stunden erste gespräch
        kostenlos bieten angebot anbieten deutsch jetzt immer nie etwas jemand alles alle andere
        zwischen nachher vorher frage fragen gerne lange oft verfügbar rückerstattung programm
        paket tschüss grüß erstgespräch arbeite arbeitest stornierung leben chef job karriere
        beruf mensch person bietest bieten hilft helfen hilfst kostenlose anmelden anmeldung
        abnehmen dauert dauern läuft leute selbst ganz besser gut wäre würde hätte schnell meiner
        deinem ihrem jeder jede jedes damit dazu davon kein mal los
    """,
    "fr": """
        le la les un une des du de et ou mais à au aux en dans sur sous avec sans pour par chez
        vers entre est sont suis es êtes était étaient être a ai as avons avez ont avoir peux peut
        pouvez peuvent pouvons puis veux veut voulez voudrais dois doit faut je tu il elle on nous
        vous ils elles me te se lui leur mon ma mes ton ta tes son sa ses notre nos votre vos ce
        cet cette ces qui que quoi quel quelle quels quelles quand où comment pourquoi combien ne
        pas plus moins très beaucoup aussi déjà encore non oui si bonjour bonsoir salut merci svp
        plaît prix tarif tarifs coûte coûtent séance séances groupe aide aider faire fait travail
        travailler parler savoir argent payer annuler réserver rendez aujourd'hui demain semaine
        heure heures première appel gratuit gratuite proposez offrez programme remboursement
        français ici maintenant toujours jamais quelque quelqu'un tout toute tous toutes autre
        avant après changer commencer question questions est-ce qu'est-ce puis-je rdv forfait
        disponible ça cela travaillez travailles vie chef emploi carrière personne acceptez
        acceptes accepter aidez prenez offres offrir dure durée fonctionne mieux bien mal gens
        propose proposes devrais pourrais pourriez serait aimerais êtes mon choisir trouver lequel
        prochaine prochain
    """,
    "pt": """
        o a os as um uma uns umas e ou mas de do da dos das em no na nos nas ao à aos às com por
        pelo pela para pra sem sobre desde até como é são sou és está estão estou estamos ser
        estar há tenho tem tens têm temos posso pode podem podes quero quer queria gostaria
        preciso devo me te se nos lhe lhes meu minha meus minhas teu tua seu sua seus suas nosso
        nossa este esta isto esse essa isso aquele que quem qual quais quando onde quanto quanta
        quantos quantas porque por quê não sim mais menos muito muita muitos também já olá oi
        obrigado obrigada bom boa dia tarde noite favor preço preços custa custam consulta sessão
        sessões grupo ajuda ajudar fazer trabalho trabalhar falar saber você vocês eu ele ela nós
        eles dinheiro pagar cancelar programa reembolso hoje amanhã semana hora horas primeira
        chamada ligação grátis gratuito gratuita agendar marcar oferece oferecem português aqui
        agora sempre nunca algo alguém tudo toda todos todas outro outra entre antes depois mudar
        começar pergunta dúvida funciona tchau vale pacote devolução trabalha trabalham empresas
        empresa vida chefe carreira pessoa pessoas atende atendem atendimento aceita aceitam
        ajudam ajuda faz fazem dura funciona poderia gostaria seria minha melhor bem mal consigo
        gente vc vcs tô pra tá qualquer alguma algum nenhum nenhuma próxima próximo
    """,
    # Languages it does not speak, so that they are not taken for a neighbour.
    "it": """
        il lo la gli i le un una uno e o ma di del della dei delle a al alla in nel nella con su
        sul per tra fra è sono sei siamo ho hai ha abbiamo hanno posso può puoi vorrei voglio devo
        mi ti si ci vi mio mia tuo tua suo sua questo questa quello che chi quale quali quando
        dove come quanto quanta perché non sì più meno molto anche già ciao grazie buongiorno
        buonasera prego prezzo prezzi costa costano seduta sedute gruppo aiuto fare lavoro parlare
        sapere soldi pagare oggi domani settimana ora prima gratis italiano cosa qui adesso sempre
        mai qualcosa tutto tutti altro una c'è cos'è quanto
    """,
    "nl": """
        de het een en of maar van te in op aan bij met voor door uit over naar tot als is zijn ben
        bent was waren wordt heb hebt heeft hebben kan kunnen kunt wil willen wilt moet moeten mag
        ik jij je hij zij ze wij we jullie u mij me jou hem haar ons mijn jouw uw dit dat deze die
        wat wie welke wanneer waar waarom hoe hoeveel niet geen ja nee ook nog al maar heel veel
        meer hier daar dan dank bedankt goedemorgen alstublieft prijs prijzen kost kosten sessie
        sessies groep hulp doen werk werken spreken weten geld betalen vandaag morgen week uur
        eerste gesprek gratis nederlands nu altijd iets alles andere
    """,
    "sv": """
        och eller men av till i på med för från om som är var vara har hade kan kunde vill ska
        skulle måste jag du han hon den det vi ni de mig dig oss min din sin vår detta denna vad
        vem vilken när var varför hur inte ingen ja nej också redan bara mycket mer här där då hej
        tack pris priset priser kostar session grupp hjälp göra jobb arbeta prata veta pengar
        betala idag imorgon vecka timme första samtal gratis svenska nu alltid något allt andra er
        ett en
    """,
}  # fmt: skip
_WEIGHTS: dict[str, dict[str, float]] = {}
for _language, _words in _COMMON.items():
    for _word in dict.fromkeys(_words.split()):
        _WEIGHTS.setdefault(_word, {})[_language] = 0.0
# A word of one language alone says most; a lone letter may be anything, but for "I".
for _word, _shared in _WEIGHTS.items():
    _least = 0.3 if len(_word) == 1 and _word != "i" else 1.0
    for _language in _shared:
        _shared[_language] = (3.0, 1.2, 0.7, 0.4)[min(len(_shared), 4) - 1] * _least


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


# Phones leave accents out: "cuanto cuesta" is Spanish all the same, at a little less weight.
for _word, _shared in list(_WEIGHTS.items()):
    _plain = _bare(_word)
    if _plain != _word and _plain not in _WEIGHTS:
        _WEIGHTS[_plain] = {language: weight * 0.8 for language, weight in _shared.items()}

#: Letters, endings and pairs of letters that point to a language, and how strongly.
_SIGNS: list[tuple[re.Pattern[str], dict[str, float]]] = [
    (re.compile(pattern), weights)
    for pattern, weights in [
        (r"[¿¡]", {"es": 4.0}),
        (r"ñ", {"es": 3.0}),
        (r"ß", {"de": 4.0}),
        (r"[äöü]", {"de": 1.5, "sv": 0.7}),
        (r"å", {"sv": 3.0}),
        (r"ã|õ|ç(?:ão|ões)", {"pt": 3.0}),
        (r"[êèùûîïœë]", {"fr": 1.5}),
        (r"[âàô]", {"fr": 0.8, "pt": 0.5}),
        (r"ç", {"fr": 1.0, "pt": 1.0}),
        (r"[áíóú]", {"es": 0.8, "pt": 0.7}),
        (r"ì|ò|zz", {"it": 1.5}),
        (r"\b(?:[ldjcnmst]|qu)['’](?=[aeéèêiouyh])", {"fr": 1.5, "it": 0.4}),
        (r"\w(?:ción|ciones|cion)\b", {"es": 2.0}),
        (r"\w(?:ção|ções|cao|coes|ão)\b", {"pt": 2.0}),
        (r"\w(?:ung|ungen|heit|keit|lich|isch|schaft|tion(?:en)?|chen)\b", {"de": 0.6}),
        (r"\w(?:ung|ungen|heit|keit|schaft)\b", {"de": 1.4}),
        (r"\wsch|\wtz\b|pf", {"de": 0.8}),
        (r"\w(?:ing|ness|ould|ight|ly)\b", {"en": 0.9}),
        (r"\b(?:th|wh)\w|\wth\b|\wck\b", {"en": 0.8}),
        (r"\w(?:eux|euse|eau|eaux|ez|ais|ait|oir|ement)\b", {"fr": 1.0}),
        (r"\w(?:dad|ando|iendo|amos|ero|illa|ito|ita)\b", {"es": 0.7}),
        (r"\w(?:dade|agem|inho|inha|nh\w|lh\w|eir[oa]|amento)\b", {"pt": 1.0}),
        (r"\w(?:zione|zioni|mente|ggi\w|cch\w|gli\w)\b", {"it": 0.8}),
        (r"ij|\w(?:heid|lijk)\b|aa|oe", {"nl": 0.7}),
    ]
]
_LINK = re.compile(r"\S*(?:@|://|www\.)\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Below this much evidence, or this far ahead of the next, nothing is claimed.
_ENOUGH, _AHEAD = 2.0, 1.15
#: So many characters tell as much as the rest would.
_LONGEST = 600


def language_of(text: str) -> str:
    """``en``, ``es``, ``de``, ``fr`` or ``pt``; "" for another language or too little to tell."""
    text = _LINK.sub(" ", unicodedata.normalize("NFC", text[:_LONGEST])).lower().replace("’", "'")
    words = _WORD.findall(text)
    scores = dict.fromkeys(_COMMON, 0.0)
    known = 0
    for word in words:
        parts = [word] if word in _WEIGHTS else re.split(r"['-]", word)
        for part in parts:
            for language, weight in _WEIGHTS.get(part, {}).items():
                scores[language] += weight
            known += part in _WEIGHTS
    for pattern, weights in _SIGNS:
        times = min(len(pattern.findall(text)), 4)
        if times:
            for language, weight in weights.items():
                scores[language] += weight * times
    (first, best), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    foreign = sum(not word.isascii() and not _is_latin(word) for word in words)
    if best < _ENOUGH or best < second * _AHEAD or foreign * 2 > len(words):
        return ""
    if known * 6 < len(words):  # A name or a loan word among many unknown ones.
        return ""
    return first if first in LANGUAGES else ""


def is_common(word: str) -> bool:
    """Whether ``word``, in lower case, is a small word of a language that is known."""
    return word in _WEIGHTS


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in word if c.isalpha())
