"""Asking in German to have one's data deleted."""

from __future__ import annotations

from chatbot.guards.erasure.tongue import Tongue

_NOUN = (
    r"(?:daten|personendaten|kontaktdaten|nutzerdaten|kundendaten|angaben|informationen|infos?|"
    r"e ?mails?(?: adressen?)?|mail ?adressen?|emailadressen?|adressen?|anschrift|"
    r"(?:telefon|handy|mobil|ruf)?nummern?|namen?|nachrichten?|konversation|unterhaltung(?:en)?|"
    r"gesprach\w*|chats?|chatverlauf|verlauf|kontos?|accounts?|benutzerkontos?|nutzerkontos?|"
    r"profils?|"
    r"akten?|eintrage?|spuren)\b"
)
_MINE = rf"(?:meine?[nrms]?|unsere?[nrm]?) (?:\w+e[nr]? )?{_NOUN}"
_OURS = (
    r"(?:ihre[mnr]?|eure[mnr]?|deine[mnr]?|der|dem|den|allen)(?: \w+)? ?(?:verteilern?|"
    r"mailverteiler|listen?|mailingliste|datenbank|systemen?|kartei|newsletter|unterlagen|"
    r"kontakten|akten)\b"
)
_DELETE = (
    r"lo?e?sch(?:e|en|t|est)?|entfern(?:e|en|t|st)?|vernicht(?:e|en|et)|tilg(?:e|en|t)|"
    r"streich(?:e|en|t)?|vergesst|vergiss|vergessen|anonymisier(?:e|en|t)|ausradieren|wegmachen|"
    r"(?:he)?rausnehmen|austragen"
)

TONGUE = Tongue(
    own=rf"{_MINE}|(?:alles|was|daten|infos|informationen|angaben)(?: [^\s,]+){{0,2}}?(?: ,)?"
    r"(?: [^\s,]+){0,5}? (?:uber mich|uber meine person|von mir|zu mir|zu meiner person)\b"
    r"|(?:dies(?:e|en|es|er|em)|den|die|unseren?) (?:\w+ )?(?:chat|unterhaltung|gesprach|"
    r"konversation|chatverlauf)\b"
    r"|zu meiner person (?:\w+ )?daten\b",
    delete=_DELETE,
    deleted=r"(?:gelo?e?scht|entfernt|vernichtet|vergessen|getilgt|anonymisiert|verschwinden)",
    wanted=r"mochte|moecht\w*|will|wunsche|wuensche|verlange|fordere|bitte|beantrage|konn\w+|kann|"
    r"lasst?|lassen|bestehe",
    must=r"(?:mussen|muss|sollen|sollten|sollte|gehoren)",
    deletion=r"(?:daten)?lo?e?schung|entfernung|vernichtung",
    asked=(
        rf"\bmich (?:\w+ )?(?:aus|von) {_OURS}",
        rf"\b{_MINE} (?:\w+ )?(?:aus|von) {_OURS} (?:heraus|raus|zu )?(?:nehmen|streichen)\b",
        r"\bich (?:mochte|will|wunsche) (?:bitte )?(?:vergessen|gelo?e?scht) (?:zu )?werden\b",
        rf"\b(?:aus|von) {_OURS} (?:\w+ )?(?:gelo?e?scht|entfernt|gestrichen|raus)\b",
        r"\bantrag auf (?:daten)?lo?e?schung\b|^daten ?lo?e?schung(?: bitte)?$",
        rf"\bnicht (?:\w+ )?(?:, )?dass (?:\w+ ){{0,2}}?{_MINE} (?:\w+ )?(?:habt|haben|hast)\b",
        r"(?:^|, |\bbitte |\bbitte, )(?:vergiss|vergesst|vergessen sie|loschen sie|losche?|loscht|"
        r"entfern\w*) "
        r"mich\b(?! nicht)",
        r"\b(?:daten)?lo?e?sch(?:ungs)?(?:antrag|anfrage|begehren|ersuchen|gesuch|auftrag)\b",
        rf"\b{_MINE}(?: \w+){{0,2}} weg\b|\bdaten (?:von|uber) (?:mir|mich) (?:\w+ )?weg\b",
        r"^(?:bitte )?(?:alle )?daten (?:bitte )?lo?e?schen(?: bitte)?$",
        rf"\bnehm\w*(?: sie| bitte)* {_MINE}(?: \w+){{0,4}} (?:raus|heraus)\b",
        r"\b(?:dsgvo|ds gvo|datenschutz) (?:antrag|anfrage|lo?e?schung|ersuchen|begehren)\b"
        r"(?! auf auskunft)",
        r"\brecht auf (?:vergessenwerden|vergessen werden|vergessen|lo?e?schung)\b",
        r"\bart(?:ikel)? 17\b(?: \w+){0,3} (?:dsgvo|ds gvo|gdpr)",
        rf"\b(?:speicher|bewahr|behalt|verwahr)\w*(?: sie| ihr)? (?:\w+ )?{_MINE}(?: \w+){{0,3}} "
        r"(?:nicht|keinesfalls)\b",
        rf"\bnicht(?: \w+)?(?: ,)? dass (?:\w+ ){{0,2}}?{_MINE} (?:\w+ )?(?:speicher|aufbewahr|"
        r"behalt|gespeichert)\w*",
        r"\bkeine (?:daten|angaben) (?:mehr )?(?:von|uber) (?:mir|mich) (?:mehr )?speicher\w*",
    ),
    it=(
        r"\b(?:lo?e?sch(?:e|en|t)?|entfern(?:e|en|t)|vernichte[nt]?|vergiss|vergesst)(?: sie)? "
        r"(?:bitte )?(?:sie|das|es|diese|alles|die)\b",
        r"(?:^|, )(?:bitte )?(?:wieder |sofort |gleich |umgehend )*lo?e?schen",
        r"\b(?:sie|das|es|diese|alles|die)(?: bitte| sofort)* (?:zu )?(?:lo?e?schen|entfernen)\b",
    ),
    handled=(
        r"^(?:(?:und|aber|hallo|also|guten tag),? (?:, )?)*(?:wann|wie lange|wie oft|warum|wieso|"
        r"was (?:passiert|geschieht|macht|wird)|welche|wer (?:kann|sieht|hat)|werden|wird|"
        r"habt|haben sie|hast|wurden?|speicher\w+ (?:sie|ihr|du)\b(?!.*nicht)|sind)",
        r"\b(?:wissen|fragen|frage mich|sicher)(?: ,)? (?:ob|wann|wie lange|was passiert)\b",
        rf"\b(?:{_DELETE})(?: sie| bitte)* (?:\w+ )?{_MINE}(?: \w+){{0,2}} nicht\b",
        r"\bnicht (?:zu )?(?:lo?e?sch|entfern|vergess)\w*|\b(?:nicht|ohne)\b.*\b(?:lo?e?schen|"
        r"lo?e?scht)$",
        r"\baus versehen\b|\bversehentlich\b",
    ),
    otherwise=(
        r"\b(?:facebook|instagram|linkedin|google|tiktok|whatsapp|twitter|youtube) \w+",
        rf"{_MINE} (?:bei|auf|von|aus|in) (?!(?:ihre|eure|deine|diese)|der (?:seite|datenbank|"
        rf"liste|kartei)|"
        r"dem (?:system|verteiler)|den (?:unterlagen|listen))\w+",
        r"\bwarteliste\b",
        r"\b(?:kollegen?|leute|freunde|chefs?|familie) (?:\w+ )?vergessen\b",
    ),
    condition=r"wenn|falls|nachdem|sobald|nach (?:dem|der|ende)|bevor|ob",
    verb_last=True,
)
