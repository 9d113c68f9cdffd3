"""The parts that orders are made of, in German (folded: ü is u, ß is ss)."""

from __future__ import annotations

from chatbot.guards.injection.phrases import QUOTED

_RULES = (
    r"(?:(?:system)?anweisung(?:en)?|regeln?|instruktion(?:en)?|vorgaben?|richtlinien?|"
    r"vorschriften|(?:system)?prompts?|befehle?|programmierung|beschrankung(?:en)?|"
    r"einschrankung(?:en)?|filter|leitlinien|auflagen|grenzen|sperren?|training|direktiven?|"
    r"sicherheits\w+|verbote?)"
)
_BUSINESS = r"(?! (?:fur (?!diese[ns]?\b|mich\b|jetzt\b)|zu[rm]?|bei|uber|zum)\b)"
_MACHINE = (
    r"(?:ki|kis|a\.?i\.?|ki-?(?:systeme?n?|assistent\w*|modelle?n?|bots?|agenten?)|(?:chat)?bots?|"
    r"robot\w*|sprachmodelle?n?s?|assistent(?:en|in|innen|enz)?|llms?|chatgpt|maschinen?|"
    r"kunstliche intelligenz(?:en)?|sprachassistent\w*)"
)
_BEGIN = (
    r"(?:^|[.!?:;,\n\"(\[*-]\s*|\b(?:bitte|jetzt|und|dann|nun|nur|mir|du|sie|immer|sollst|musst) )"
)

SIGNS = {
    "aside": (
        r"\b(?:ignorier\w*|vergiss|vergessen|vergesst|missacht\w*|uberschreib\w*|uberge(?:h|hst|"
        r"hen)|umge(?:h|hst|hen)|verwirf|verwerfen|losch(?:e|en)|streich(?:e|en)?|brich|brechen|"
        r"brichst|verletz(?:e|en)|setz\w* (?:\w+ ){0,4}(?:ausser kraft|aus|zuruck)|ausser acht|"
        r"nicht mehr (?:an|gelten|gultig|befolgen|beachten|halten|gebunden)|(?:gelten|gilt) (?:\w+ "
        r"){0,3}nicht(?: mehr)?|nicht (?:befolgen|beachten|an|halten|gebunden)|beacht\w* (?:\w+ "
        r"){0,4}nicht|halt\w* dich nicht|kummer\w* dich nicht|pfeif auf|scheiss auf|leg\w* (?:\w+ "
        r"){0,4}(?:ab|beiseite)|schalt\w* (?:\w+ ){0,4}(?:ab|aus)|deaktivier\w*|aufgehoben|"
        r"aufheben|ungultig|ausgesetzt|ohne rucksicht auf|lass (?:\w+ ){0,4}(?:weg|sein|"
        r"beiseite))\b|\b(?:vergess[e]?|uberhor\w*|schmeiss\w*|wirf)\b"
    ),
    "your_rules": (
        rf"\b(?:deine[nmrs]?|ihre[nmrs]?|eure[nmrs]?)(?: \w+){{0,2}} {_RULES}\b{_BUSINESS}|"
        rf"\b{_RULES},? "
        r"(?:die )?(?:du (?:bekommen|hast|befolgst|erhalten)|dir|man dir)"
    ),
    "rules": rf"\b{_RULES}\b{_BUSINESS}",
    "you": r"\b(?:du|dir|dich|deine?[nmrs]?|bist|hast|antworte\w*|der (?:bot|assistent|chatbot))\b",
    "told": (
        r"\b(?:dir|ihnen) (?:\w+ ){0,3}(?:gesagt|beigebracht|gegeben|befohlen|aufgetragen|"
        r"vorgegeben|verboten|eingegeben|mitgegeben|erzahlt|gesetzt|auferlegt|eingetrichtert)\b|"
        r"\b(?:man|sie|deine? (?:entwickler|programmierer|schopfer|betreiber)) (?:\w+ "
        r"){0,3}(?:gesagt|beigebracht|gegeben|verboten|vorgegeben|befohlen|programmiert)\b|\bdu "
        r"(?:\w+ ){0,3}(?:gelernt|gesagt bekommen|angewiesen|programmiert|trainiert|instruiert|"
        r"erhalten|bekommen) (?:hast|wurdest|worden)\b|\bdeine entwickler\b"
    ),
    "earlier": (
        r"\b(?:vorherig\w*|bisherig\w*|vorher|zuvor|fruher\w*|obig\w*|bislang|bisher|"
        r"ursprunglich\w*|anfanglich\w*|alle[ns]?|samtliche\w*|vorangegangen\w*|davor|oben)\b"
    ),
    "from_now": (
        r"\b(?:ab (?:jetzt|sofort|nun|hier|heute|diesem (?:moment|punkt|zeitpunkt))|von (?:jetzt|"
        r"nun) an|fortan|kunftig|in zukunft|fur den rest (?:des|dieses|der|unseres)|immer|nachsten "
        r"nachricht)\b"
        r"|\bab dieser nachricht\b"
    ),
    "obey": (
        r"\b(?:gehorch\w*|befolg\w*|folg(?:e|st)|hor\w*|halt\w* dich|tu|tust|mach|machst) (?:\w+ "
        r"){0,4}?(?:mir|meine[nrm]? (?:regeln?|anweisungen|befehlen?|worte?n?)|auf mich|was ich "
        r"(?:dir )?(?:sage|schreibe|will|verlange|befehle))\b|\bnur (?:noch )?(?:mir|meine[nr]? "
        r"(?:regeln|anweisungen|befehlen?)|an meine)\b|\bich bin dein (?:neuer |einziger )?(?:herr|"
        r"meister|chef|besitzer)\b"
        r"|\b(?:befolgst|gehorchst|folgst|befolge) (?:\w+ ){0,3}?meine[nr]? (?:befehle|anweisungen|"
        r"regeln)\b"
    ),
    "off": (
        r"\b(?:deaktivier\w*|abschalt\w*|ausschalt\w*|abstell\w*|schalt\w* (?:\w+ ){0,5}(?:ab|aus)|"
        r"stell\w* (?:\w+ ){0,5}ab|entfern\w*|umge\w+|uberspring\w*|aufheb\w*|heb\w* (?:\w+ "
        r"){0,4}auf|entsperr\w*|abgeschaltet|deaktiviert|ohne|aussetz\w*|ignorier\w*)\b"
    ),
    "safeguards": (
        r"\b(?:sicherheits(?:filter|prufung\w*|einstellung\w*|sperren?|regeln?|mechanism\w+|"
        r"massnahmen)|inhaltsfilter|schutz(?:filter|mechanism\w+|massnahmen)|(?:deine?n?|alle|die|"
        r"samtliche) (?:filter|sperren|beschrankungen|einschrankungen|schutz\w+)|zensur|"
        r"moderation)\b"
        r"|\b(?:die )?moderation\b"
    ),
    "notice": (
        r"(?:^|\n)\W*(?:system|sicherheits|richtlinien|admin\w*|preis|konfigurations|"
        r"wartungs)-?(?:nachricht|meldung|update|hinweis|mitteilung|anderung|aktualisierung|befehl|"
        r"anweisung)\b|\b(?:neue|aktualisierte) (?:richtlinie|anweisung|vorgabe|regel|"
        r"direktive)\w*|\bsystemnachricht\b|\bsystemmeldung\b|\bnachricht vom system\b"
    ),
    "assistant": rf"\b(?:der|die|das|alle|jeder|dieser|dem) {_MACHINE}\b|\bdu\b",
    "must": (
        r"\b(?:muss(?:t|en)?|sollst|soll(?:en)?|hat zu|haben zu|immer|sofort|darf nun|ab sofort|ab "
        rf"jetzt)\b|{_BEGIN}(?:sag(?:e|t|en)?|antworte(?:t|n)?|empf(?:iehl|ehlt|ehlen)|fug(?:e|t|"
        rf"en)?|"
        r"nenn(?:e|t|en)?|erwahn(?:e|t|en)?|ignorier(?:e|t|en)?|vergiss|vergesst|gib|gebt|geben|"
        r"schick(?:e|t|en)?|send(?:e|et|en)|frag(?:e|t|en)?|bitte[t]?|fordere|informier(?:e|t|en)?|"
        r"behaupte\w*|versprich|versprecht|versprechen|biete[tn]?|zeig(?:e|t|en)?|leite[tn]?|"
        r"verweis(?:e|t|en)|verrat(?:e|et|en)?|schreib(?:e|t|en)?|teil(?:e|t|en)?)\b|\b(?:gewahre?|"
        r"genehmige|erteile)\b"
    ),
    "gift": (
        r"\b(?:gratis|kostenlos\w*(?! (?:erstgesprach|kennenlern\w*|gesprach|beratung))|umsonst|"
        r"rabatt\w*|\w*erstattung|garanti\w+|rechtsverbindlich\w*|verbindlich\w*|bindend\w*|"
        r"nachlass|geld zuruck|betrag zuruck)\b|\d+ ?%|\d+ ?prozent|\b\d+ ?(?:euro|dollar|franken|"
        r"chf|[€$])|[€$] ?\d"
    ),
    "answer": (
        r"\b(?:antwort\w*|reagier\w*|handel\w*|sprich|rede|verhalt\w*|agier\w*|schreib\w*|hilf)\b"
    ),
    "lawless": (
        rf"\b(?:ohne|keine(?:rlei|n|r)?|frei von|jenseits|ignorierst?|brichst?|bricht|"
        rf"missachtet)(?: (?:jede|jegliche|alle|irgendwelche|deine|seine|moralische|weitere|die|"
        rf"feste)n?)*(?: {_RULES}|"
        r" moral| ethik| zensur| skrupel)\b|\b(?:uneingeschrankt\w*|unzensiert\w*|ungefiltert\w*|"
        r"rebell\w*|boser?|bose[ns]?|ungehorsam\w*|jailbreak\w*|sagst? nie nein|nie(?:mals)? nein|"
        r"egal was|was auch immer|vollig frei|alles darf|alles tun)\b"
    ),
    "be": (
        r"\b(?:du bist|bist du|du spielst|spiel(?:e|st)?(?: (?:mal|jetzt|bitte|du))? (?:die rolle|"
        r"den|die|das|eine?n?)|tu(?:e)? (?:mal |bitte |jetzt )?so|stell dir vor,? du|verhalt\w* "
        r"dich|benimm dich|agier\w* als|handle als|gib dich als|schlupf\w* in|rollenspiel|wir "
        r"spielen|lass uns (?:\w+ )?spielen|simulier\w*|nimm die rolle|du heisst|namens \w+|sei "
        r"(?:mein\w*|ein\w*|der|die)|(?:schreib|erzahl)\w* (?:\w+ )?(?:eine? )?(?:geschichte|szene|"
        r"dialog|drehbuch|roman|marchen))\b"
        r"|\bspiel(?:e|st)? (?:\w+ )?(?:eine[nr]?|den|die) \w+"
    ),
    "may_all": (
        r"\b(?:darfst|darf|kannst|kann|befugt|berechtigt) (?:\w+ ){0,2}?(?:alles|jeden|jede|"
        r"beliebige\w*) (?:\w+ ){0,2}?(?:zusagen|versprechen|genehmigen|geben|tun|sagen|anbieten|"
        r"gewahren)?\b"
        r"|\b(?:jeden preis|jedes angebot|jeden rabatt|alles)(?: \w+)? (?:annimm\w*|akzeptier\w*|"
        r"genehmig\w*|verschenk\w*|zusag\w*)\b|\b(?:akzeptierst|genehmigst|verschenkst) (?:alles|"
        r"jede\w*)\b"
    ),
    "secret_rules": (
        r"\b(?:geheim|intern|versteckt|vertraulich|verborgen)\w* (?:\w+ )?(?:regeln|anweisungen|"
        r"passworter|schlussel|codes?|prompts?|nachrichten|vorgaben)\b|\bsystemprompts?\b"
    ),
    "authority": (
        r"\b(?:ich bin|hier (?:ist|spricht|schreibt)|wir sind|als|im auftrag)(?: \w+){0,2}? "
        r"(?:(?:in)?haber(?:in)?|besitzer(?:in)?|administrator(?:in)?|admin|entwickler(?:in)?|"
        r"programmierer(?:in)?|grunder(?:in)?|betreiber(?:in)?|techniker(?:in)?|support|openai|"
        r"anthropic|google|hosting\w*|it-?abteilung|systemadministrator\w*|wartung\w*|"
        r"geschaftsfuhr\w+)\b(?! (?:einer|eines|von|meiner|in einer|bei|und (?:mochte|will|"
        r"suche)))|\bautorisier\w*|\bermachtig\w*|\b(?:zugangs|admin|sicherheits|frei(?:gabe|"
        r"schalt))-?(?:code|kennwort|passwort)\b|\bpasswort\W{1,3}\w*\d|\bich (?:erlaube|gestatte|"
        r"befehle) dir\b"
    ),
    "mode": (
        r"\b(?:admin\w*|entwickler|wartungs|debug|test|gott|service|diagnose|root|inhaber|"
        r"experten)[ -]?(?:modus|mode|rechte|zugang)\b"
    ),
    "grant": (
        r"\b(?:gib|geben|gewahr\w*|genehmig\w*|setz\w*|bestatig\w*|mach\w*|erlass\w*|buch\w*|"
        r"erstatt\w*|senk\w*)\b"
    ),
    "show": (
        r"\b(?:zeig\w*|nenn\w*|verrat\w*|wiederhol\w*|druck\w*|gib|geben|gebt|sag\w*|schreib\w*|"
        r"kopier\w*|ubersetz\w*|fass\w*|list\w*|was (?:ist|sind|war|waren|steht|stand)|welche|wie "
        r"lauten?|lies|offenbar\w*|schick\w*|teil\w*|lass mich|ich will (?:\w+ )?(?:sehen|lesen|"
        r"wissen)|beschreib\w*|buchstabier\w*|poste|exportier\w*|rezitier\w*|zitier\w*|ausgeben|"
        r"anzeigen)\b"
    ),
    "your_words": (
        r"\b(?:deine[nmrs]?|ihre[nmrs]?) (?:\w+ ){0,2}?(?:(?:system|start|anfangs)?anweisungen|"
        r"(?:system|start)?prompts?|instruktionen|systemnachricht|vorgaben|programmierung|"
        r"quellcode|"
        rf"konfiguration|richtlinien|direktiven)\b{_BUSINESS}|\b(?:system-?|initial-?)(?:prompts?|"
        r"nachricht|anweisung\w*|text|instruktion\w*|konfiguration)\b|\b(?:intern|geheim|versteckt|"
        r"verborgen|vertraulich|ursprunglich)\w* (?:anweisung\w*|regeln|vorgaben|notizen|texte?|"
        r"nachrichten?|instruktion\w*|richtlinien)\b|\b(?:anweisungen|regeln|vorgaben|text|"
        r"instruktionen),? (?:die |den |der |mit denen )?(?:du (?:bekommen|erhalten|hast|"
        r"befolg\w+)|dir (?:gegeben|mitgegeben|vorgegeben)|man dir)\b|\b(?:befehle|auftrage|"
        r"richtlinien|order\w*),? (?:die |den )?(?:du (?:bekommen|erhalten|hast|befolg\w+)|dir "
        r"(?:gegeben|mitgegeben)|man dir)\b"
    ),
    "place": (
        r"\b(?:vor|oberhalb|uber) (?:meiner|dieser|unserer|dieses|unserem|diesem|der|dem|meine) "
        r"(?:allerersten |ersten )?(?:nachricht|frage|gesprach\w*|chat|unterhaltung|text|zeile|"
        r"eingabe)\b|\b(?:am|vom|zu) (?:anfang|beginn) (?:dieses|des|unseres|der|deines|dieser|"
        r"unserer) (?:gesprach\w*|chats?|unterhaltung|kontext\w*|dialog\w*|texts?)\b|\boben\b|"
        r"\boberhalb\b|\bbis hierher\b"
    ),
    "verbatim": (
        r"\b(?:wort(?:wortlich|lich)\w*|wort fur wort|buchstabe\w* fur buchstabe\w*|im wortlaut|"
        r"komplett\w*|vollstandig\w*|exakt\w*|genau\w*|eins zu eins|1:1|unverandert|ungekurzt|"
        r"alles|ganzen?|gesamte\w*|zeile fur zeile|codeblock|text)\b"
    ),
    "forbidden": (
        r"\b(?:nicht (?:sagen|verraten|zeigen|erzahlen|preisgeben|nennen) (?:darfst|sollst|darf|"
        r"kannst)|verboten (?:wurde|hat|ist)|geheim ?(?:halten|haltst)|(?:darfst|sollst) (?:\w+ "
        r"){0,3}nicht (?:\w+ )?(?:sagen|verraten|zeigen|erzahlen|nennen))\b"
    ),
    "encode": (
        r"\b(?:base ?-?(?:16|32|58|64)|rot-?13|hex\w*|morse\w*|binar\w*|ascii|casar\w*|"
        r"verschlussel\w*|kodier\w*|codier\w*|ruckwarts|umgekehrt|spiegelverkehrt|akrostichon|"
        r"anfangsbuchstabe\w*|buchstabe fur buchstabe|emojis?|als (?:gedicht|lied|rap|marchen|json|"
        r"tabelle|reim))\b"
    ),
    "decode": r"\b(?:dekodier\w*|decodier\w*|entschlussel\w*|entziffer\w*)\b",
    "do_it": (
        r"\b(?:tu|tue|mach|mache|befolge|fuhre|folge) (?:\w+ ){0,3}(?:was|dem|steht|die anweisung|"
        r"den befehl|aus)\b"
    ),
    "others": (
        r"\b(?:andere[nr]?|alle[nr]?|aller|gespeicherte\w*|letzte[nr]?|vorige[nr]?|bisherige[nr]?|"
        r"eure[nr]?|deine[nr]?|der) (?:\w+ ){0,2}?(?:besucher\w*|nutzer\w*|kunden|kundinnen|"
        r"klient\w*|kontakte|leads|personen|teilnehmer\w*)\b|\bkunden(?:liste|daten|datenbank|"
        r"adressen)\b"
        r"|\b(?:du|ihr) (?:\w+ ){0,3}gespeichert\b|\balle (?:gespeicherten )?(?:e-?mail\w*|"
        r"adressen|kontakte|gesprache|chats|telefonnummern)\b"
    ),
    "data": (
        r"\b(?:e-?mail(?:s|adressen|-adressen)?|mailadressen|adressen|telefonnummern?|"
        r"unterhaltungen|gesprache|chats?|chatverlauf\w*|verlaufe?|nachrichten|daten|kontaktdaten|"
        r"kunden(?:liste|daten)|namen und)\b"
    ),
    "quoted": QUOTED,
    "say": (
        rf"{_BEGIN}(?:sag|sage|schreib|schreibe|wiederhol|wiederhole|antworte|bestatig|bestatige|"
        r"bestatigen|erklar|erklare|versprich|zusage|sprich|gib|beende|vervollstandige|zitiere|"
        r"notiere|akzeptiere|unterschreib\w*|garantier\w*)\b"
    ),
    "say_that": (
        r"(?:^|[.!?:;,\n]\s*|\b(?:please|just|now|and|then|bitte|por favor|et|y|e|und) )(?:sag|"
        r"sage|schreib|schreibe|behaupte|bestatige?|verkunde),? (?:dass|es sei|alles)\b"
    ),
    "pledge": (
        r"\b(?:gratis|kostenlos ist|alles kostenlos|\d+ ?(?:%|prozent) (?:rabatt|nachlass)|volle "
        r"erstattung|garantiert)\b"
    ),
    "say_yes": (
        rf"{_BEGIN}(?:sag|sage|antworte|antwortest|sagst|stimm|stimme|stimmst|bejahe|bestatige|"
        rf"bestatigst)"
        r"\b(?: (?:immer|nur|mit|bitte|einfach|auf|zu|du))* ?[\"']?(?:ja|jawohl|zu|okay|"
        r"einverstanden|allem|alles)?\b"
    ),
    "my_words": (
        r"\b(?:was(?: auch)?(?: immer)?|alles,? was|allem,? was|egal,? was|zu allem,? was) (?:ich|"
        r"der (?:kunde|nutzer|besucher)) (?:dir |so |auch )?(?:sage|schreibe|frage|verlange|will|"
        r"mochte|behaupte|sagt|fragt|verlangt)\b|\bnachsten (?:\w+ )?(?:nachrichten|fragen)\b"
    ),
    "exactly": (
        r"\b(?:genau|exakt|wortlich|wortwortlich|wort fur wort|nur|sonst nichts|nichts (?:anderes|"
        r"weiter)|mehr (?:brauch\w*|nicht)|schriftlich|mir nach|folgendes|diesen satz|im "
        r"wortlaut)\b"
    ),
    "binding": (
        r"\b(?:rechtsverbindlich\w*|verbindlich\w*|rechtlich bindend\w*|bindend\w*|"
        r"rechtskraftig\w*|unwiderruflich\w*)\b"
    ),
    "asked": (
        r"\b(?:konnen|konnten|kannst|konntest) (?:sie|du) (?:mir )?(?:\w+ )?(?:bestatigen)\b|(?:^|"
        r"[.!?\n]\s*)ist (?:die|der|das|eine) (?:\w+ )?(?:buchung|anmeldung|angebot|vertrag)\b"
    ),
    "change_answer": (
        r"\b(?:aktualisier\w*|ander\w*|korrigier\w*|uberschreib\w*|pass\w*|bearbeit\w*) "
        r"(?:deine?n?|die|den|das) (?:antwort\w*|preise?|preisliste|datenbank|angaben?|"
        r"informationen|daten|wissen)\b"
    ),
    "remember": (
        r"\b(?:merk\w* dir|denk dran|speicher\w*|notier\w*|vereinbaren wir|definier\w*|nehmen wir "
        r"an|lern\w*)\b"
    ),
    "means": (
        r"\b(?:code-?wort|kennwort|zauberwort|schlusselwort|bedeutet|steht fur|heisst (?:ab "
        r")?(?:jetzt|sofort|kunftig)|meint)\b|\w =+ \"?\w"
    ),
    "later": (
        r"\b(?:ab jetzt|ab sofort|nachste[nr]? (?:nachricht|frage)|spater|danach|wenn ich|sobald "
        r"ich|immer wenn|jedes mal)\b"
    ),
    "trigger": (
        r"\b(?:wenn|sobald|falls|immer wenn|jedes mal,? wenn) (?:ich|der (?:nutzer|kunde|besucher)|"
        r"jemand|ein (?:nutzer|kunde|besucher)) (?:[\"']?\w+[\"']? ){0,4}?(?:sage|schreibe|sagt|"
        r"schreibt|frage|fragt|nenne|erwahne|tippe|eingebe)\b"
    ),
    "you_will": (
        r"\b(?:antwortest|antworte|genehmigst|gewahrst|schenkst|sagst|gibst|vergisst|ignorierst|"
        r"wirst|bestatigst|schaltest|machst|tust|zeigst|verratst) (?:du\b|dann\b|mit\b|\w+)|\bdu "
        r"(?:antwortest|sagst|gibst|vergisst|ignorierst|wirst|bestatigst|zeigst|machst)\b"
    ),
    "promised": (
        r"\b(?:du (?:hast|hattest)|sie (?:haben|hatten)|hast du) (?:\w+ ){0,6}?(?:versprochen|"
        r"zugesagt|zugestimmt|bestatigt|angeboten|gesagt|akzeptiert)\b|\b(?:deine[rn]?|in deiner) "
        r"(?:letzte[nr]?|vorige[nr]?|vorherige[nr]?) (?:antwort|nachricht)\b"
    ),
    "go_on": (
        r"\b(?:mach|fahr|fahre|setz) (?:\w+ ){0,3}?(?:weiter|fort|dort|da)\b|\bbeende (?:deinen|"
        r"den) satz\b"
    ),
    "to_machines": (
        rf"\b(?:hinweis|achtung|notiz|nachricht|anweisung(?:en)?|mitteilung|hallo|liebe[rs]?|fur|"
        rf"an)\W{{0,3}}(?:an |fur )?(?:die |den |das |alle |jede |jedes |eine "
        rf")*(?:{_MACHINE})\b(?=[^\n]{{0,60}}?[:,;-])|\b(?:wenn|falls|sofern|solltest) (?:du|sie|"
        rf"ihr) (?:\w+ )?(?:{_MACHINE})\b|\b(?:{_MACHINE}),? (?:die|der|das|welche) (?:\w+ "
        rf"){{0,4}}?(?:liest|lesen|verarbeite\w*|zusammenfass\w+|auswerte\w*)\b|\b(?:wenn|sobald) "
        rf"(?:ein |eine |der |die |das )?(?:{_MACHINE}) (?:\w+ ){{0,4}}?(?:liest|fragt|verarbeitet|"
        rf"zusammenfasst)\b"
    ),
    "asks": (
        r"\b(?:gebt|teilt|speichert|verkauft|geben|teilen|speichern|verkaufen) (?:ihr|sie)\b|\bwer "
        r"(?:sieht|liest|hat)\b|\b(?:datenschutz|vertraulich\w*|dsgvo)\b|\bwie (?:geht|gehen|"
        r"werden|nutzt)\b"
    ),
    "any_price": (
        r"\b(?:jede[nr]?|den|egal welche[nr]?) (?:preis|betrag|zahl|rabatt|summe),? (?:den|die|"
        r"der)? ?(?:ich|der kunde) (?:dir )?(?:nenne|sage|schreibe|will|verlange|vorschlage|"
        r"nennt)\b"
    ),
    "agreed": (
        r"\b(?:akzeptier\w*|genehmig\w*|bestatig\w*|einverstanden|abgemacht|verstanden|zustimm\w*|"
        r"nimmst)\b"
    ),
    "story": r"\b(?:geschichte|szene|dialog|roman|drehbuch|marchen|gedicht|lied|theaterstuck)\b",
    "machine": r"\b(?:chatbots?|bots?|roboter|ki|kunstliche intelligenz|sprachmodell)\b",
    "as_if": (
        r"\b(?:tu(?:e)? (?:\w+ )?so|als ob du|als warst du|als warest|stell dir vor|spiel\w*|gib "
        r"dich als)\b"
    ),
    "reconfigured": (
        r"\b(?:assistent|bot|chatbot|system) (?:wurde|ist) (?:\w+ )?(?:konfiguriert|aktualisiert|"
        r"umgestellt|umprogrammiert|angewiesen|autorisiert)\b"
    ),
    "own": (
        r"\b(?:meine[nrms]?|unsere[nrms]?) (?:\w+ )?(?:nachricht\w*|fragen?|chef\w*|firma|team|"
        r"grenzen|buchung|mails?|e-?mails?|gewohnheiten|instinkte?|coach|bestellung)\b|\b(?:ich|"
        r"wir|er|chef|chefin|team|kollege\w*) (?:\w+ )?(?:ignorier\w*|vergess\w*|brech\w*|"
        r"umgeh\w*)\b|\b(?:zoom|arbeitsbuch|videocall|rechnung|ubung)\b|\bich (?:will|mochte|muss|"
        r"kann) (?:\w+ ){0,5}(?:ignorieren|vergessen|aufhoren)\b|\bich sage immer\b"
    ),
}  # fmt: skip

SPELT = (
    "ignoriere ignorieren vergiss anweisungen vorherigen bisherigen regeln richtlinien "
    "systemprompt antworte wortlich wiederhole einschrankungen administrator passwort rabatt "
    "kostenlos rechtsverbindlich bestatige entwickler"
)
