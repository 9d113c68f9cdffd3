"""The parts of what people in danger say, in German (folded: ü is u, ß is ss)."""

from __future__ import annotations

_NEAR = (
    r"(?:mann|ehemann|frau|ehefrau|partner(?:in)?|freund(?:in)?|ex|ex-?(?:mann|freund|partner)|"
    r"vater|mutter|papa|mama|stiefvater|stiefmutter|bruder|onkel|opa|sohn|mitbewohner|nachbar|er|"
    r"sie)"
)

SIGNS = {
    "outright": (
        r"\b(?:will|wird|mochte|droht(?: zu)?|drauf und dran zu) (?:jetzt |gleich )?springen\b|"
        r"\bich spring(?:e)? (?:jetzt|gleich|heute)\b|\bstimmen (?:in meinem kopf|im kopf|sagen "
        r"mir|befehlen|die mir)\b|\b(?:mach\w*|mache) (?:\w+ )?schluss (?:mit (?:allem|mir|dem "
        r"leben)|heute)\b|\b(?:mochte|will|wunsch\w*|wenn)(?: \w+){0,4} (?:alles|es) (?:\w+ "
        r")?(?:vorbei ware|vorbei ist|aufhort|aufhoren wurde|aufhoren|zu ende ware)\b|\bkeinen "
        r"(?:anderen )?ausweg\b|\bmein leben ist (?:vorbei|zu ende|gelaufen)\b|\bwill (?:einfach "
        r")?(?:nur )?(?:nicht mehr (?:da|hier|am leben) sein|verschwinden fur immer|fur immer "
        r"weg)\b|\blebensmud\w*\b|\bvon dieser welt (?:gehen|weg)\b|\bmich gibt es bald nicht "
        r"mehr\b|\b(?:mochte|will|wunsch\w*)(?:[ ,]+\w+){0,3}[ ,]+(?:alles|es|das alles|der "
        r"schmerz) (?:\w+ ){0,2}(?:aufhort|vorbei ist|endet|vorbei ware)\b|\b(?:ware|bin|war) "
        r"ich(?: \w+){0,3} tot\b|\bich(?: \w+){0,3} (?:tot ware|tot bin)\b|\b(?:lass|lasst) "
        r"mich(?: \w+)? sterben\b|\bverdien\w*(?: \w+){0,2} (?:zu sterben|den tod)\b|"
        r"\bnie(?:mals)? geboren\b|\b(?:heute|heute nacht|heute abend|morgen)(?: \w+){0,2} "
        r"(?:mach\w*|setz\w*|beend\w*)(?: \w+){0,3} (?:schluss|ende|es)\b|\bmache ich schluss\b(?! "
        r"mit (?:dem|der|meinem (?:freund|job|chef)|meiner))|\bkomme? (?:mit dem leben|im leben) "
        r"nicht (?:mehr )?(?:klar|zurecht)\b|\bleben ist nichts fur mich\b|\bmeine letzte "
        r"nacht\b(?! (?:in|im))"
    ),
    "wounds": (
        r"\b(?:ritz(?:e|en|t) (?:mich|sich)|mich (?:wieder |immer wieder )?(?:ge)?ritz\w*|"
        r"schneid\w* (?:mich|sich)(?! (?:in den finger|beim))(?: wieder)?|mir (?:\w+ )?(?:die "
        r"(?:arme|haut|beine) (?:auf|ge)\w*|selbst weh|selber weh)|(?:schnitte|narben) an (?:den|"
        r"meinen) (?:armen|beinen|handgelenken)|verbrenne mich absichtlich)\b|\bmich (?:wieder |"
        r"schon wieder )?(?:selbst )?(?:geschnitten|verletzt|geritzt|verbrannt)(?= (?:absichtlich|"
        r"mit absicht)|\s*[.!,]|$)(?<!beim )"
    ),
    "gone": (
        r"\bohne mich\b(?! (?:im|in|bei|am))|\b(?:wenn|falls) (?:es )?(?:ich|mich)(?: \w+){0,3} "
        r"(?:nicht (?:mehr )?(?:gabe|gibt|da ware|hier ware|da bin|leben wurde|aufwache|aufwachen "
        r"wurde|existiere\w*)|nie (?:geboren|gegeben)|weg ware|tot ware|tot bin|sterben wurde|"
        r"sterbe|verschwinde\w*|verschwunden)\b|\bmich nicht (?:mehr )?(?:gabe|gibt)\b|\b(?:ich|"
        r"mein) (?:weg|tot|tod)\b|\bmein tod\b|\bnie geboren\b|\bware ich (?:nur )?(?:tot|weg|"
        r"nicht mehr)\b"
    ),
    "better": (
        r"\b(?:besser(?: dran)?|leichter|glucklicher|einfacher|erleichtert|erleichterung|freier|"
        r"gefallen tun|ruhe hatten|froh)\b"
    ),
    "nobody": (
        r"\b(?:niemand|keiner|kein mensch|wer)(?: \w+){0,4} (?:vermiss\w*|merk\w*|auffall\w*|"
        r"kummer\w*|weinen|interessier\w*|fehl\w*)\b|\b(?:vermissen|merken|auffallen|fehlen) "
        r"(?:wurde|wird)(?: \w+)? (?:es |mich )?(?:niemand|keine[rm]?)\b|\b(?:wurde|wird)(?: "
        r"\w+){0,2} (?:niemand\w*|keine[rm]?)(?: \w+){0,2} (?:merken|auffallen|vermissen|"
        r"interessieren|fehlen)\b"
    ),
    "burden": (
        r"\b(?:(?:eine|nur|bloss|blosse|zur) last|(?:allen|jedem|meiner familie|euch) (?:nur "
        r")?(?:zur|im) (?:last|weg)|bin (?:zu )?nichts (?:wert|nutze)|wertlos)\b"
    ),
    "farewell": (
        r"\b(?:abschied\w*|lebt wohl|leb wohl|lebewohl|letzte worte|verabschied\w*|auf "
        r"nimmerwiedersehen)\b"
    ),
    "letter": r"\b(?:\w*briefe?n?|zettel|nachricht\w*|geschrieben|schreibe\w*|video|testament)\b",
    "last": (
        r"\b(?:heute (?:nacht|abend)|(?:mein|meine|der|das) letzte[rs]? (?:tag|nacht|abend)|(?:fur "
        r")?immer|(?:bald|dann|morgen) (?:\w+ )?(?:ist (?:alles |es )?)?vorbei|nicht mehr da(?: "
        r"bin| sein)?|nie wieder (?:von mir )?hor\w+|alles ein ende|ein ende (?:machen|setzen|"
        r"haben)|schluss machen|endlich (?:ruhe|frieden|vorbei)|dass es aufhort|einfach aufhort|"
        r"schmerz\w* (?:\w+ )?(?:ende\w*|aufhor\w*))\b"
    ),
    "decided": (
        r"\b(?:(?:mich|ich habe|habe mich|hab mich) (?:\w+ )?entschieden|entschluss|entschlossen|"
        r"habe (?:alles |es )?(?:geplant|vorbereitet)|einen plan|mein plan|tag ausgesucht)\b"
    ),
    "life": (
        r"\b(?:leben(?! (?:in|mit|bei|von|als|auf|neu|andern|wie|allein|gemeinsam|ohne (?:chef|"
        r"stress)))|weiterleben|weiterzuleben|zu leben|lebe(?! (?:in|mit|bei|von|als|auf|seit))|am "
        r"leben|existieren|existiere|aufwachen|aufzuwachen|(?:auf )?dieser welt|da ?sein|da zu "
        r"sein)\b"
    ),
    "my_life": r"\b(?:mein leben|meinem leben|das leben|dieses leben|meines lebens)\b",
    "go_on": (
        r"\b(?:weiterzumachen|weitermachen|weiterkampfen|weitergehen|aufzustehen|aufstehen|kampfen|"
        r"durchhalten|hier (?:zu )?sein)\b"
    ),
    "no_reason": (
        r"\b(?:kein(?:e|en|er|erlei)?(?: \w+)? (?:sinn|grund|ausweg|kraft|hoffnung|zweck|lust|"
        r"perspektive|zukunft|freude|wert)|sinnlos|hoffnungslos|wertlos|unertraglich|nichts "
        r"(?:mehr )?(?:wert|einen sinn)|wozu|wofur|warum (?:uberhaupt|noch)|welchen sinn|was "
        r"(?:soll|bringt) (?:das|es|mein)|nicht (?:mehr )?lebenswert|keinen ausweg)\b"
    ),
    "tired": (
        r"\b(?:mude|satt|leid|halte?(?: \w+){0,3} nicht (?:mehr |langer )?aus|ertrage?(?: "
        r"\w+){0,3} nicht|nicht mehr ertragen|nicht mehr aushalten|kann nicht mehr|hasse|genug "
        r"(?:vom|von))\b"
    ),
    "refuse": (
        r"\b(?:(?:will|mochte|mag|wollte|wunsch\w*|kann|konnte|schaff\w*)(?: \w+){0,4} nicht(?: "
        r"mehr| langer| weiter)?|nicht mehr|nicht weiter|keine lust(?: mehr)?|aufgeben|aufgegeben|"
        r"wozu|lieber nicht)\b"
    ),
    "wish": (
        r"\b(?:will|willst|mochte|wollte|wurde|wunsch\w*|denk\w*|gedanken?|uberleg\w*|plan\w*|"
        r"versuch\w*|hoff\w*|lieber|bereit|vorhabe|spricht (?:von|davon)|sagt|sagte|gesagt|droh\w*|"
        r"trau\w*|traum\w*|sehne|drang|kurz davor|am liebsten|google|suche)\b"
    ),
    "death": (
        r"\b(?:sterben(?! vor)|sterbe(?! vor)|tot (?:zu )?sein|tot ware|(?:an|uber) den tod|meinen "
        r"tod|(?:mich|sich|mir|sich selbst|mich selbst) (?:\w+ )?(?:umbring\w*|umzubring\w*|toten|"
        r"zu toten|erhang\w*|aufhang\w*|erschiess\w*|vergift\w*|das leben (?:zu )?nehmen|antun|"
        r"anzutun|etwas antun|ritz\w*|verletz\w*)|suizid\w*|selbstmord\w*|selbstmord|nicht mehr "
        r"(?:aufwach\w*|aufzuwachen)|nie (?:wieder|mehr) aufwach\w*|fur immer (?:schlafen|"
        r"einschlafen|verschwinden|weg)|einschlafen und nicht|(?:springen|springe|zu springen)(?= |"
        r"$)(?! (?:ein|auf den zug))|dem leben ein ende|pulsadern)\b"
        r"|\baufhoren zu (?:existieren|leben)\b"
    ),
    "way": (
        r"\b(?:wie (?:kann|viele|viel|man|schnell)|methode\w*|schmerzlos\w*|ohne schmerzen|was "
        r"passiert|schnellste\w*|am einfachsten)\b"
    ),
    "pills": (
        r"\b(?:\w*tabletten|pillen|medikamente?n?|paracetamol|ibuprofen|schlafmittel|"
        r"beruhigungsmittel|antidepressiva|gift|insulin|bleichmittel)\b"
    ),
    "swallow": (
        r"\b(?:genommen|nehme\w*|geschluckt|schluck\w*|eingenommen|getrunken|gegessen|intus)\b"
    ),
    "many": (
        r"\b(?:alle|ganze\w*|packung\w*|schachtel\w*|flasche\w*|zu viele?|viele|haufen|dutzend\w*|"
        r"handvoll|mehrere|gift|\d{2,}(?= (?:\w+ )?(?:pills|tablets|pastillas|comprimidos|"
        r"tabletten|pillen|cachets|comprimes|remedios|capsul\w*|mg)))\b"
    ),
    "store": (
        r"\b(?:gesammelt|sammle|gehortet|horte|zusammengespart|vor mir|bereit(?:gelegt)?|in der "
        r"hand|auf dem tisch|zahle)\b"
    ),
    "silent": (
        r"\b(?:antwortet|reagiert|meldet)(?: \w+)? nicht\b|\bgeht nicht (?:mehr )?ran\b"
    ),
    "height": (
        r"\b(?:brucke|dach|hochhaus|balkon|fenster|gleise?n?|bahngleise\w*|zug|bahn|u-bahn|klippe|"
        r"autobahn|gelander|stock)\b"
    ),
    "leap": (
        r"\b(?:(?:spring\w*|gesprungen|runter\w*|hinunter\w*|sturz\w*|werf\w*|steh\w*|sitz\w*|"
        r"fallen lass\w*)(?= |\W|$))\b(?! (?:auf den zug|ein))"
    ),
    "weapon": (
        r"\b(?:messer|pistole|waffe|gewehr|strick|seil|klinge|rasierklinge\w*|axt|hammer|saure|"
        r"benzin)\b"
    ),
    "ready": (
        r"\b(?:mein\w* (?:handgelenk\w*|puls\w*|hals|kopf|arme?n?|adern)|am kopf|in der hand|vor "
        r"mir|neben mir|gekauft|besorgt|um den hals|gegen mich selbst)\b"
    ),
    "threat": (
        r"\b(?:bedroh\w*|droht|auf mich|vor (?:meiner|der|unserer) (?:tur|haustur|wohnung)|"
        r"umbring\w*|verfolgt|greift|angegriffen|sticht|gestochen|ins buro|in die (?:arbeit|schule|"
        r"firma))\b"
    ),
    "chest": (
        r"\b(?:brust (?:tut weh|schmerzt|druckt)|druck (?:auf|in) der brust|schmerz\w* in der "
        r"brust|brustschmerz\w*)\b"
    ),
    "acute": (
        r"\b(?:arm|kiefer|atmen|luft|schweiss\w*|taub|gerade|hilfe|plotzlich)\b"
    ),
    "near": rf"\b{_NEAR}\b",
    "hurts_me": (
        r"\b(?:schlagt|schlug|prugelt|verprugelt|tritt|trat|wurgt|wurgte|schubst|schubste|stosst|"
        r"stiess|ohrfeigt|zerrt|beisst|packt|packte|missbraucht|vergewaltigt|misshandelt|bedroht|"
        r"bedrohte|verfolgt|sperrt|sperrte|zwingt|begrapscht|bespuckt|wirft) (?:\w+ )?(?:mich|uns|"
        r"mir|die kinder|meine? (?:kind\w*|tochter|sohn|mutter|schwester))\b(?! (?:vor|fur (?:die|"
        r"eine)|in (?:der|einer) (?:verhandlung|besprechung)|im (?:spiel|tennis|schach)|zu (?:mehr|"
        r"uberstunden)|einen termin|damit))|\b(?:mich|uns|die kinder|meine? (?:tochter|sohn|"
        r"kinder)) (?:\w+ ){0,4}(?:geschlagen|verprugelt|getreten|gewurgt|geschubst|gestossen|"
        r"misshandelt|missbraucht|vergewaltigt|bedroht|eingesperrt|angegriffen|gepackt|"
        r"angefasst)\b|\b(?:fasst mich an|lasst mich nicht (?:raus|aus|gehen|weg)|kommt (?:nachts "
        r")?in mein (?:zimmer|bett)|wird (?:handgreiflich|gewalttatig)|hand gegen mich|sperrt mich "
        r"ein|am hals|an den haaren)\b"
        r"|\b(?:mich|uns) (?:\w+ ){0,4}\w*(?:gestossen|geschubst|geworfen|getreten|geprugelt)\b"
    ),
    "fear": (
        r"\b(?:angst|panische angst|furcht\w*|nicht sicher|in gefahr|verstecke|versteck\w*|fliehen|"
        r"flucht|weglaufen|unsicher)\b(?! (?:vor (?:der|dem) (?:prasentation|zukunft|vortrag)))|"
        r"\btrau\w* mich nicht\b"
    ),
    "home": (
        r"\b(?:nach hause|zu hause|zuhause|heim(?:kommt|komme|kommen)?|um mein leben|um meine "
        r"kinder|frauenhaus|im bad|nachts|er mich|er mir|sie mich)\b"
    ),
    "bruises": r"\b(?:blaue[nrs]? fleck\w*|blaues auge|veilchen|blut\w*|gebrochen\w*|wunden)\b",
    "child": r"\b(?:mein|meine|unser|unsere|das|die) (?:kind\w*|tochter|sohn|baby|nichte|neffe)\b",
    "hurt_by": (
        r"\b(?:wird (?:\w+ ){0,3}(?:geschlagen|missbraucht|vergewaltigt|misshandelt|gemobbt und)|"
        r"atmet nicht|bewusstlos|verschwunden|vermisst|entfuhrt)\b"
    ),
    "somebody": (
        r"\b(?:mein|meine|meinen|eine?|der|die) (?:\w+ )?(?:freund(?:in)?|tochter|sohn|kind|mann|"
        r"frau|partner(?:in)?|mutter|vater|bruder|schwester|kolleg\w+|chef(?:in)?|nachbar\w*|oma|"
        r"opa|baby|klient\w*)\b|\bjemand\b|\ber\b|\bsie\b"
    ),
    "lies": (
        r"\b(?:bewusstlos\w*|reagiert nicht(?! auf (?:meine|unsere|mails?|e-mails?))|atmet nicht|"
        r"wacht nicht (?:mehr )?auf|blau angelaufen|krampft|krampfanfall|zusammengebrochen|"
        r"uberdosis)\b"
    ),
    "doctor": r"\b(?:arzt|arztin|rezept|verschrieben|apotheke|dosis|psychiater\w*)\b",
    "work": (
        r"\b(?:job|arbeit\w*|chef|chefin|firma|karriere|projekt\w*|besprechung\w*|meeting\w*|team|"
        r"kunden|vertrag|buro|geschaft|kolleg\w+|frist|deadline|programm|kurs|sitzung\w*|coaching|"
        r"stelle|unternehmen|beruf\w*|kundig\w*|abgabetermin)\b"
    ),
    "joke": (
        r"\b(?:lachen|scham|langeweile|neugier|hunger|film|serie|buch|roman|lied|spiel|koch\w*|"
        r"kuche|urlaub|haha|handy|akku|bungee|fallschirm|schokolade|pizza)\b"
    ),
}  # fmt: skip

SPELT = (
    "selbstmord suizidgedanken umbringen tabletten schlaftabletten sterben sinnlos wertlos "
    "abschiedsbrief bewusstlos misshandelt geschlagen vergewaltigt"
)
