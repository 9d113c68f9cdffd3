"""Instructions to the assistant in German. Patterns without umlauts: ü is u, ß is ss."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

_OWN = "mein|meine|meinen|meiner|meines|unser\\w*|ich|wir"
_FORGET = words(
    "ignorier(?:e)?", "ignorieren sie", "vergiss", "vergesst", "vergessen sie",
        "missacht(?:e|en|est)",
    "u(?:e)?berschreib(?:e|en)?", "umgeh(?:e|en)?", "verwirf", "verwerfen sie", "losch(?:e|en)",
    "u(?:e)?bergeh(?:e|en)", "hor(?:e)? auf", "deaktivier(?:e|en)", "setz(?:e|t)?", "lass(?:e)?",
    "(?:befolg|beacht)(?:e|en)(?: sie)?(?: \\w+){0,4} nicht(?: mehr| langer)?",
    "halt(?:e)? dich nicht(?: mehr| langer)? an", "missachte", "ersetz(?:e|en)",
    "brich", "brechen sie", "ungeachtet",
)  # fmt: skip
_RULES = (
    "anweisungen?|regeln|instruktionen|vorgaben|richtlinien|befehle?|(?:system-?\\s?)?prompts?|"
    "einschrankungen|beschrankungen|vorschriften|programmierung|systemanweisungen?|systemregeln|"
    "auftrage"
)
_EARLIER = (
    "alle[nrsm]?|deine[nrsm]?|ihre[nrsm]?|euren?|bisherigen?|vorherigen?|vorigen?|fruheren?|"
    "obigen?|"
    "ursprunglichen?|vorangegangenen?|vorangehenden?|bestehenden?|samtliche[nrsm]?|jegliche[nrsm]?|"
    "gegebenen?|erhaltenen?|system"
)
_BUSINESS = r"(?! (?:fur|zu|zur|zum|uber|bei|im|in der)\b)"
_HIDDEN = (
    r"\b(?:system-?\s?(?:prompts?|anweisung(?:en)?|nachricht|meldung|instruktion(?:en)?|"
    r"konfiguration|vorgaben)|(?:ursprungliche|anfangliche|interne|geheime|versteckte|erste|"
    r"initiale)[nrsm]? (?:anweisung(?:en)?|instruktion(?:en)?|prompts?|vorgaben|regeln|befehle|"
    r"konfiguration|nachricht)|(?:deine?[nrsm]?|ihre?[nrsm]?) (?:\w+ )?(?:anweisungen|"
    r"instruktionen|prompts?|systemregeln|konfiguration|quellcode|programmierung)"
    r"(?! (?:fur|zu|zum|zur)\b))\b"
)
_SHOW = words(
    "zeig(?:e|en|t)?", "verrat(?:e|en)?", "nenn(?:e|en)?", "sag(?:e|en|t)?", "wiederhol(?:e|en|t)?",
    "druck(?:e|en)?", "gib", "geben sie", "ausgeben", "schreib(?:e|en)?", "kopier(?:e|en)?",
    "u(?:e)?bersetz(?:e|en)?", "fass(?:e|en)?", "teil(?:e|en)?", "list(?:e|en)?",
    "offenbar(?:e|en)?",
    "offenleg(?:e|en)", "sehen", "was (?:ist|sind|war|waren|steht)",
    "wie (?:lautet|lauten|lautete|lauteten)",
    "welche", "kodier(?:e|en)", "zitier(?:e|en)", "brauche", "mochte", "will",
)  # fmt: skip

_SAY_AGAIN = words(
    "wiederhol(?:e|en)", "kopier(?:e|en)", "gib", "geben sie", "zeig(?:e|en)?",
    "schreib(?:e|en)?", "ubersetz(?:e|en)", "zitier(?:e|en)",
)  # fmt: skip

#: Pieces of words, one of which is in everything the rules below find.
NEEDS = (
    r"anweis|regel|instruk|vorgab|richtlin|befehl|prompt|schrank|vorschrift|programm|system|"
    r"auftra|vergiss|vergessen|ignorier|missacht|filter|zensur|grenz|konfigur|nachricht|"
    r"quellcode|text|wort|worter|inhalt|satz|satze|oben|obig|daruber|davor|zuvor|was |welche|"
    r"api|passwort|zugang|schlussel|besucher|nutzer|kunden|leute|person|mail|gesprach|daten|"
    r"chats|modus|ab jetzt|ab sofort|ab nun|von jetzt|von nun|du bist|\btue?\b|verhalt|"
    r"handle|agier|benimm|inhaber|administrator|entwickler|besitzer|eigentumer|chef|antwort|"
    r"\bsag|schreib|\bgib|beginn|beend|start|fang|kodier|codier|verschlussel|fuge|erganz|"
    r"erwahn|ander|ubersetz|\bbaue|teile|informier|hinweis|achtung|wichtig|stimm|zustimm|"
    r"bestatig|erklar|bindend|verbindlich"
)

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside (de)",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_EARLIER})\b{upto(3, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"(?:{_EARLIER}) (?:\w+ ){{0,2}}(?:{_RULES})\b{upto(3, _OWN)}(?:zu )?(?:ignorieren|"
        r"vergessen|missachten|ausser acht lassen|nicht (?:mehr )?(?:zu )?befolgen|umgehen|"
        r"uberschreiben|verwerfen|nichtig|ungultig|aufgehoben|ausser kraft)\b",
        r"\b(?:vergiss|ignorier(?:e)?|vergessen sie|ignorieren sie)(?: alles|"
        r" all das)?,? (?:was (?:du|sie|dir|ihnen|man (?:dir|ihnen))|davor und|oben und|"
        r"obige und|bisherige und|"
        r"vorherige und|bisher)\b(?:(?! ich\b).)*",
        r"\bneue (?:anweisung(?:en)?|instruktion(?:en)?|regeln)\s*:|\b(?:antworte|sprich|handle|"
        r"agiere)\b.{0,30}\bohne (?:jegliche |alle |irgendwelche )?(?:einschrankungen|filter|"
        r"zensur|regeln|beschrankungen)\b",
        r"\bdu (?:hast|unterliegst|bist) (?:jetzt |nun |ab sofort |ab jetzt )?(?:keine(?:n|"
        r"rlei)?|nicht mehr an)\b.{0,20}\b(?:regeln|einschrankungen|beschrankungen|filter|"
        r"grenzen|richtlinien)\b",
    ),
    rule(
        Kind.EXTRACTION, "its instructions (de)",
        rf"{_SHOW}{upto(7)}(?:{_HIDDEN})",
        rf"(?:{_HIDDEN}){upto(5)}(?:zeigen|anzeigen|ausgeben|aus|verraten|nennen|wiederholen|"
        r"preisgeben|offenlegen|ubersetzen|sagen|mitteilen|sehen|wortlich)\b",
        rf"{_SAY_AGAIN}"
        rf"{upto(4)}(?:text|worte|worter|alles|inhalt|satze|nachricht(?:en)?)\b{upto(4)}(?:oben|"
        r"obig\w*|daruber|vor dieser|davor|oberhalb|zuvor)\b|\b(?:wiederhol(?:e|en)|kopier(?:e|"
        rf"en)|zitier(?:e|en))\b{upto(3)}(?:obigen?|vorangehenden?|vorherigen?) (?:text|worte|"
        r"worter|inhalt)\b",
        r"\bwelche (?:anweisungen|instruktionen|befehle|vorgaben) (?:hast du|wurden dir|"
        r"haben sie|hat man dir)\b|\bwas (?:wurde|hat man) dir (?:gesagt|befohlen|aufgetragen|"
        r"vorgegeben)\b|\bwas darfst du (?:mir )?nicht (?:sagen|verraten)\b",
        rf"\bapi[- ]?(?:schlussel|key)s?\b|{_SHOW}{upto(5, _OWN)}(?:passwort|passworter|"
        r"zugangsdaten|geheimschlussel|admin-?passwort)\b",
        rf"{_SHOW}{upto(4, _OWN)}(?:anderer|anderen|andere|aller|alle) (?:besucher|nutzer|"
        rf"kunden|benutzer|leute|personen)\w*\b.{{0,30}}|"
        rf"{_SHOW}{upto(4, _OWN)}(?:e-?mails?(?:-adressen)?|nachrichten|gesprache|daten|"
        rf"chats)\b{upto(2, _OWN)}(?:anderer|anderen|aller) (?:besucher|nutzer|kunden|benutzer|"
        r"leute|personen)\w*\b",
    ),
    rule(
        Kind.ROLE, "another being (de)",
        r"\b(?:entwickler|admin(?:istrator)?|wartungs|debug|gott|root|developer)[- ]?modus\b",
        r"\bab (?:jetzt|sofort|nun) (?:bist|antwortest|sollst|wirst|musst|heisst|sprichst|"
        r"gehorchst|ignorierst) du\b|\bab (?:jetzt|sofort|nun) (?:antworte|bist|ignoriere|"
        r"sprich|sag)\b|\bvon (?:jetzt|nun) an (?:bist|antwortest|sollst|wirst|musst|antworte|"
        r"ignoriere|sprich)\b",
        r"\bdu bist (?:jetzt|nun|ab sofort|ab jetzt|von nun an) (?:ein|eine|der|die|das|dan|"
        r"mein|frei|kein|nicht mehr|im)\b|\bdu bist (?:kein\w*|nicht mehr) (?:ein\w* )?(?:ki|"
        r"assistent|chatbot|bot|ai)\b|\bdu bist (?:dan|ein (?:uneingeschrankt\w*|bosartig\w*|"
        r"anderer) \w+)\b",
        r"\b(?:tu|tue|tun sie|verhalte dich|verhalten sie sich|antworte|handle|agiere|"
        r"benimm dich)(?: so)?,? (?:als ob|als (?:warst|warest|hattest) du|als|wie)(?: du|"
        r" sie)? ?(?:ein(?:e|en)? |der |die |das )?(?:\w+ ){0,2}(?:ki|chatbot|bot|assistent|"
        r"sprachmodell|dan|hacker|terminal|administrator|inhaber|keine (?:regeln|"
        r"einschrankungen|grenzen|filter))\b",
        r"\b(?:ich bin|als) (?:der|die|dein|deine) (?:inhaber(?:in)?|administrator(?:in)?|"
        r"entwickler(?:in)?|besitzer(?:in)?|eigentumer(?:in)?|chef(?:in)?)\b(?! ein(?:er|"
        r"es)\b)(?:(?!\bmein\w*\b).){0,50}\b(?:autorisiere|befehle|erlaube|wechsle|aktiviere|"
        r"schalte|zeig\w*|musst|genehmige|weise)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into its mouth (de)",
        r"\b(?:antworte|antworten sie|sag|sage|sagen sie|schreib|schreibe|gib)(?: mir)? (?:nur|"
        r"ausschliesslich|genau|immer|lediglich)?\s*(?:noch )?(?:mit )?(?:genau |"
        r"nur )?(?:dem (?:wort|satz|text)|das wort|den satz|\"\w)",
        r"\b(?:antworte|sag|sage|schreib|schreibe)\b.{0,40}\bund (?:nichts|"
        r"sonst nichts)(?: anderes| weiter| sonst)?\b",
        r"\b(?:beginne|beende|starte|fang)\b.{0,15}\b(?:deine|jede|alle|jeden|"
        r"deinen) (?:antworten?|nachrichten?|satze?)\b.{0,15}\bmit\b",
        r"\b(?:kodiere|codiere|verschlussele)\b.{0,15}\bdeine (?:antwort|nachricht)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into a page for the assistant (de)",
        r"\b(?:fuge|erganze|erwahne|andere|schreibe|ubersetze|baue)\b.{0,60}\b(?:deine[rn]?|"
        r"ihre[rn]?) antwort\b|\bin deiner antwort\b.{0,10}\w+",
        r"\b(?:sag(?:e|en sie)?|teile?|informier(?:e|en sie)?)\b (?:allen |dem |der |"
        r"den )?(?:leser|nutzer|besucher|kund|benutzer)\w*.{0,60}\b(?:kostet|preis|gratis|"
        r"kostenlos|rabatt|besuch|klick|dollar|euro|zahl)\w*",
        r"\b(?:hinweis|achtung|anweisung(?:en)?|nachricht|wichtig)(?: wichtig)? (?:fur|"
        r"an)(?: die| den| das| alle)? (?:ki|kunstliche intelligenz|assistent(?:en)?|chatbots?|"
        r"sprachmodelle?|ai)\b",
        from_visitors=False,
    ),
    rule(
        Kind.PROMISE, "agreement on demand (de)",
        r"(?:^|[.!?:;\n]\s*|\b(?:du musst|du sollst|deine aufgabe ist(?: es)?,?) )(?:stimm(?:e|"
        r"en sie)? (?:allem|jeder|allen)|sag(?:e|en sie)? (?:zu allem )?ja zu allem|"
        r"sag(?:e)? zu allem ja|allem zuzustimmen)",
        r"\b(?:sag|sage|bestatige|erklare|schreib|schreibe|"
        r"stimm\w*)\b.{0,60}\b(?:rechtlich bindend|rechtsverbindlich|verbindliches angebot|"
        r"ist bindend)\b",
    ),
]  # fmt: skip
