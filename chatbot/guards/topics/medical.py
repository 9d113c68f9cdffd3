"""Questions for a doctor: treatment, medicines, symptoms, diagnoses, eating to lose weight.

Naming an illness is not enough: "do you coach people with ADHD" asks about a service.
"""

from __future__ import annotations

_ILL = (
    r"(?:depress(?:ion|ed|ive)|bipolar\w*|ptsd|trauma\w*|schizophreni\w+|psychosis|"
    r"eating disorders?|"
    r"anorexi\w+|bulimi\w+|addictions?|alcoholism|cancer|tumou?r|diabet\w+|panic (?:attacks?|"
    r"disorder)|ocd|"
    r"insomnia|migraines?|fibromyalgia|chronic (?:pain|fatigue)|hypertension|"
    r"(?:high )?blood pressure|"
    r"heart (?:disease|condition)|asthma|ibs|pcos|menopause|thyroid\w*|infertility|covid|"
    r"(?:anxiety|mood|personality|mental) disorders?|borderline|dementia|epilepsy|illness|disease|"
    r"hallucinations|long covid|endometriosis|arthritis|mental illness)"
)
_STATE = (
    rf"(?:{_ILL}|adhd|add|autism|anxiety|burn-?out|stress|autistic|allerg\w+|pain|injur\w+|"
    r"phobias?)"
)
_DRUG = (
    r"(?:medications?|medicines?|meds|pills?|tablets?|antidepressants?|ssris?|lithium|insulin|"
    r"prozac|zoloft|"
    r"sertraline|xanax|valium|adderall|ritalin|ibuprofen|paracetamol|aspirin|supplements?|"
    r"vitamins?|drugs?|"
    r"dos(?:e|age)s?|painkillers?|antibiotics?|steroids|hormones?|cbd|melatonin|ketamine|"
    r"psilocybin|"
    r"ozempic|semaglutide|lexapro|benzos?|sleeping pills)"
)
_MAY = (
    r"(?:should|can|could|may|must|do|shall|would|is it (?:safe|ok|okay|dangerous|alright)|"
    r"how (?:do|can|should|much|many|often|long)|when (?:can|should)|what happens if)"
)

ASKED = {
    "en": [
        r"\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing|ment)?|heal(?:s|ed|ing)?|diagnos(?:e|es|ed|"
        rf"ing|is)|prescrib(?:e|es|ed|ing))\b(?: \w+){{0,4}} {_STATE}\b",
        r"\b(?<!\bi )(?:help|help me|helps?(?: me| with)?|overcome|recover(?:ing)? from|"
        r"get rid of|get over|fix|relieve|deal with|cope with|manage|work(?:ing)? (?:on|"
        r"through|with)|good for|solve|beat)(?: with| to| overcome| cope| deal| my| the| a| an|"
        rf" severe| chronic| clinical)* {_ILL}\b",
        rf"\b{_MAY}(?: \w+){{0,5}} (?:tak(?:e|ing)|stop(?:ping)?|quit(?:ting)?|com(?:e|ing) off|"
        r"mix(?:ing)?|combin(?:e|ing)|increas(?:e|ing)|reduc(?:e|ing)|taper(?:ing)?|"
        r"skip(?:ping)?|switch(?:ing)?|replac(?:e|ing)|lower(?:ing)?|us(?:e|"
        rf"ing))(?: \w+){{0,4}} {_DRUG}\b",
        r"\b(?:which|what|any|best|recommend|"
        rf"right)(?: \w+){{0,3}} {_DRUG}(?: \w+){{0,4}} (?:should|for|help\w*|take|against|"
        rf"recommend|do you|is best|would)\b|\bhow (?:many|much)(?: \w+){{0,3}} (?:mg|"
        r"milligrams?|pills|tablets|ml)\b|\bside effects? of\b|\b(?:instead of|replace|stop|"
        rf"substitute for)(?: \w+){{0,2}} (?:therap(?:y|ist)|{_DRUG}|psychiatr\w+|chemo\w*|"
        r"doctor)\b",
        rf"\b(?:do|could|might|did) i (?:have|suffer from)(?: an?)? (?:{_ILL}|adhd|autism|"
        r"burn-?out)\b|\bam i (?:clinically )?(?:depressed|bipolar|autistic|an? (?:alcoholic|"
        r"addict|narcissist)|ill|anorexic|bulimic|pregnant)\b|\bdiagnos(?:e|"
        rf"is)\b(?: \w+){{0,3}} (?:me|my (?!team|business|company|organi[sz]ation|problem|"
        r"situation|career)|us|someone)\b|\b(?:what are|is (?:this|it|that)|are these|"
        rf"signs and|early)(?: \w+){{0,3}} symptoms? (?:of|for)\b",
        r"\bi(?:'m| am| feel| have| have been|'ve been| suffer from|'ve got| got| was|"
        r"'m suffering from| struggle with)(?: \w+)? (?:(?:clinically |severely |really |so |"
        r"very )*depressed(?! about (?:my (?:cv|hair|weight|progress)|the (?:weather|news)))|"
        r"depression|panic attacks|anorexi\w+|bulimi\w+|bipolar|ptsd|an eating disorder|"
        r"schizophreni\w+|cancer|diabetes)\b(?!(?: \w+){0,12} (?:reschedule|move my|cancel|"
        r"cost|price|book|online|nurse|survivors?))",
        r"\bmy (?:back|head|chest|stomach|knee|heart|neck|shoulder|throat|ear|leg|arm|foot|"
        r"belly|skin)(?: \w+)? (?:hurts?|aches?|is (?:swollen|numb|bleeding|burning|itching)|"
        r"pain)\b|\bi (?:have|found|got|noticed)(?: \w+)? (?:a |an )?(?:lump|rash|fever|"
        r"infection|swelling|blood in)\b",
        r"\bhow many calories\b|\bcalorie (?:deficit|intake|limit)\b|"
        r"\bcalories\b(?: \w+){0,6} (?:lose|eat|day|weight)\b|\blose (?:\w+ ){0,3}(?:pounds?|"
        r"lbs?|kg|kilos?|stone)\b|\b(?:lose weight|weight loss)\b(?: \w+){0,5} (?:fast|quick\w*|"
        r"diet|pills?|days|weeks?|rapid\w*)\b|\bhow (?:fast|quickly|"
        r"much weight)(?: \w+){0,4} lose\b(?! my (?:job|clients?|team))|\b(?:water|dry|juice|"
        r"detox) fast(?:ing)?\b|\bhow (?:long|many (?:days|hours))(?: \w+){0,4} fast\b|"
        r"\b(?:throw up|vomit|purge)(?: \w+){0,3} (?:after|eat|food|meals?)\b|"
        r"\bnot eaten (?:for|in) (?:\w+ )?(?:days|weeks)\b|"
        r"\bwhat should i eat(?: \w+){0,6} (?:with|for|if|to)(?: \w+){0,2} (?:lose|diabet\w+|"
        r"disease|cancer|weight|pressure|cholesterol)\b",
        r"\b(?:safe|ok|okay|dangerous|suitable|allowed|harmful|"
        r"good)\b(?: \w+){0,8} (?:pregnan\w+|breast-?feeding|epilep\w+|heart (?:condition|"
        r"disease|problem)|high blood pressure|after (?:surgery|an operation)|asthma|"
        r"pacemaker)\b",
        r"\b(?:should|can|could|may) i fast\b|\b\d+ ?(?:mg|milligrams?)\b|\b(?:could|can|might|"
        r"are|is) my "
        r"(?:\w+ )?(?:headaches?|pains?|symptoms?|cough|dizziness|lump|palpitations)\b",
        r"\bmedical (?:advice|opinion|diagnosis|question)\b|\b(?:should|do|"
        r"must) i (?:need to )?(?:see|go to|call) (?:a |the |my )?(?:doctor|psychiatrist|gp|"
        r"hospital)\b|\bvaccin\w+(?: \w+){0,4} (?:safe|should|get|dangerous)\b|"
        r"\bshould i get (?:vaccinated|the (?:vaccine|jab))\b|\bwill (?:coaching|this|it|"
        r"you)(?: \w+){0,3} (?:lower|reduce|raise)(?: \w+){0,2} (?:blood pressure|cholesterol|"
        r"blood sugar)\b",
    ],
    "es": [
        r"\b(?:cur(?:a|ar|e|an|arme|ara)|tratar?|tratan|trataria|tratamiento|sanar?|"
        r"diagnostic\w+|recet\w+|superar|ayud\w+(?:me)? (?:a superar|con|contra|"
        r"en))\b(?: \w+){0,4} (?:depresion|ansiedad|bipolar\w*|trauma\w*|esquizofrenia|"
        r"trastornos?|anorexia|bulimia|adiccion(?:es)?|alcoholismo|cancer|diabetes|insomnio|"
        r"migranas?|enfermedad\w*|tdah|autismo|fobias?|dolor\w*|ataques de panico|"
        r"hipertension)\b",
        r"\b(?:puedo|debo|deberia|tengo que|es (?:seguro|peligroso|malo)|como|cuando|"
        r"cuant[oa]s?)(?: \w+){0,5} (?:tomar|dejar(?: de tomar)?|mezclar|combinar|aumentar|"
        r"reducir|suspender|cambiar)(?: \w+){0,4} (?:medicacion|medicamentos?|pastillas?|"
        r"antidepresivos?|ansioliticos?|dosis|suplementos?|vitaminas?|insulina|ibuprofeno|"
        r"paracetamol|drogas?)\b",
        r"\b(?:que|cual)(?: \w+){0,2} (?:medicamento|pastilla|suplemento|vitamina|remedio|"
        r"dosis)\w*\b(?: \w+){0,5} (?:para|tom\w+|recomienda\w*|debo|sirve)\b|"
        r"\btengo (?:depresion|ansiedad clinica|anorexia|bulimia|ataques de panico|cancer|"
        r"diabetes)\b|\bestoy (?:muy )?(?:deprimid[oa]|enferm[oa])\b(?! de (?:mi trabajo|"
        r"esperar))|\b(?:sufro|padezco) (?:de )?(?:depresion|ansiedad|ataques)\b",
        r"\bdiagnosticar(?:me|nos)\b|\b(?:me )?puedes? diagnosticar\b",
        r"\bcuantas calorias\b|\b(?:bajar|perder|adelgazar)(?: \w+){0,3} (?:kilos?|kg|"
        r"libras?)\b|\b(?:perder peso|adelgazar)(?: \w+){0,4} (?:rapid\w+|dias|semanas?|"
        r"pastillas)\b|\bdieta para\b|\bsintomas de\b|\bconsejos? medicos?\b|\b(?:segur[oa]|"
        r"peligros[oa]|apto|recomendable)(?: \w+){0,6} (?:embaraz\w+|lactancia|epilepsia|"
        r"corazon|hipertension)\b|\bme duele\b|\b(?:tengo|padezco) (?:un[a]? )?(?:trastorno|"
        r"enfermedad)\b",
    ],
    "de": [
        r"\b(?:heil(?:en|t|e|ung)|behand(?:eln|elt|le|lung)|kurier(?:en|t)|diagnosti\w+|"
        r"therapier\w+)\b(?: \w+){0,4} (?:depression\w*|angst\w*|bipolar\w*|trauma\w*|"
        r"schizophrenie|essstorung\w*|magersucht|bulimie|sucht\w*|alkohol\w*|krebs|diabetes|"
        r"schlaflosigkeit|schlafstorung\w*|migrane|krankheit\w*|adhs|autismus|burnout|phobie\w*|"
        r"schmerz\w*|panik\w*|bluthochdruck)\b",
        r"\b(?:depression\w*|angststorung\w*|bipolar\w*|trauma\w*|essstorung\w*|magersucht|"
        r"bulimie|sucht|krebs|diabetes|schlaflosigkeit|schlafstorung\w*|migrane|krankheit|adhs|"
        r"autismus|burnout|panikattacken|bluthochdruck)\b(?: \w+){0,4} (?:heilen|behandeln|"
        r"kurieren|diagnostizieren|loswerden|geheilt|behandelt|therapieren|uberwinden|"
        r"wegbekommen)\b|\bhilf\w*(?: \w+){0,4} (?:gegen|bei)(?: \w+){0,2} (?:depression\w*|"
        r"angststorung\w*|essstorung\w*|sucht|krebs|migrane|schlaflosigkeit|panikattacken|"
        r"trauma\w*|bluthochdruck|krankheit\w*)\b",
        r"\b(?:kann|soll|sollte|darf|muss|ist es (?:sicher|gefahrlich|ok)|wie (?:viel|viele|oft|"
        r"lange))(?: \w+){0,6} (?:medikament\w*|tablette\w*|antidepressiv\w*|pille\w*|dosis|"
        r"nahrungserganzung\w*|vitamin\w*|insulin|schmerzmittel|schlafmittel|ibuprofen|"
        r"paracetamol|drogen)\b(?: \w+){0,5} ?(?:nehmen|einnehmen|absetzen|mischen|kombinieren|"
        r"reduzieren|erhohen|weglassen)?\b",
        r"\bwelche[srn]? (?:medikament\w*|tablette\w*|vitamin\w*|nahrungserganzung\w*|mittel)\b|"
        r"\bich (?:habe|leide an|leide unter) (?:eine[rn]? )?(?:\w+ )?(?:depression\w*|"
        r"panikattacken|essstorung\w*|magersucht|bulimie|krebs|diabetes|bipolare\w*)\b|"
        r"\bich bin (?:\w+ )?depressiv\b|\bhabe ich (?:eine[n]? )?(?:depression\w*|adhs|burnout|"
        r"angststorung|autismus)\b|\bbin ich (?:depressiv|krank|suchtig|alkoholiker\w*)\b",
        r"\bwie ?viele kalorien\b|\bkaloriendefizit\b|\b(?:kilo|kg|"
        r"pfund)(?: \w+){0,4} (?:abnehmen|verlieren)\b|\b(?:schnell|"
        r"rasch)(?: \w+){0,2} abnehmen\b|\babnehmen(?: \w+){0,3} (?:schnell|tagen|wochen)\b|"
        r"\bsymptome (?:von|einer|fur)\b|\b(?:medizinische[rn]?|arztliche[rn]?) (?:rat|beratung|"
        r"meinung|diagnose)\b|\b(?:sicher|gefahrlich|geeignet|"
        r"erlaubt)\b(?: \w+){0,6} (?:schwanger\w*|stillzeit|epilepsie|herz\w+|bluthochdruck)\b|"
        r"\b(?:schwanger\w*|epilepsie|herzkrank\w*|bluthochdruck)\b(?: \w+){0,6} (?:sicher|"
        r"gefahrlich|geeignet|erlaubt)\b|\btut (?:mir )?(?:\w+ )?(?:weh)\b|\bmuss ich zum arzt\b",
    ],
    "fr": [
        r"\b(?:guer(?:ir|it|issez|isse|ira)|soign(?:er|ez|e|es|era)|trait(?:er|ez|ement)|"
        r"diagnosti\w+|prescri\w+|vaincre|aid\w+(?: \S+)? (?:a (?:sortir|guerir|surmonter)|"
        r"contre))\b(?: \S+){0,4} ?(?:depression|anxiete|bipolar\w*|trauma\w*|schizophrenie|"
        r"troubles?|anorexie|boulimie|addictions?|alcoolisme|cancer|diabete|insomnies?|"
        r"migraines?|maladies?|tdah|autisme|phobies?|douleurs?|burn-?out|hypertension)\b",
        r"\b(?:puis-je|peut-on|dois-je|devrais-je|je peux|je dois|est-ce (?:sur|dangereux)|"
        r"combien|comment|quand)(?: \S+){0,6} (?:prendre|arreter|melanger|combiner|augmenter|"
        r"reduire|stopper|changer)(?: \S+){0,4} ?(?:medicaments?|antidepresseurs?|pilules?|"
        r"comprimes?|cachets|traitement|doses?|complements?|vitamines?|insuline|somniferes?|"
        r"ibuprofene|paracetamol)\b",
        r"\bquels? (?:medicaments?|complements?|vitamines?|traitement)\b|\b(?:je souffre|"
        r"je suis atteinte?|j'ai)(?: d'| de| d'une| une| un)* ?(?:depression|anorexie|boulimie|"
        r"cancer|diabete|crises? de panique|trouble\w*)\b|\bje suis (?:\w+ )?(?:depressi(?:f|"
        r"ve)|depressive|deprimee?|malade)\b(?! d'attendre)|\bai-je (?:une |un )?(?:depression|"
        r"tdah|burn-?out|trouble)\b|\bsuis-je (?:depressi(?:f|ve)|malade|alcoolique|bipolaire)\b",
        r"\bcombien de calories\b|\bperdre(?: \S+){0,3} (?:kilos?|kg|livres)\b|\b(?:maigrir|"
        r"perdre du poids)(?: \S+){0,3} (?:vite|rapidement|jours|semaines?)\b|"
        r"\bsymptomes? (?:de|d'|du)\b|\b(?:avis|conseils?) medica(?:l|ux)\b|\b(?:sur|"
        r"sans danger|dangereux|adapte|deconseille|possible)(?: \S+){0,6} (?:enceinte|grossesse|"
        r"allaitement|epilepsie|hypertension|cardiaque)\b|\bj'ai mal (?:a|au|"
        r"aux)\b(?! (?:m'organiser|comprendre|travail))",
    ],
    "pt": [
        r"\b(?:cur(?:a|ar|e|am|ara)|trat(?:a|ar|am|amento)|sar(?:a|ar)|diagnostic\w+|receit\w+|"
        r"superar|vencer|ajud\w+(?: \w+)? (?:a (?:superar|vencer)|com|contra|na|"
        r"no))\b(?: \w+){0,4} (?:depressao|ansiedade|bipolar\w*|trauma\w*|esquizofrenia|"
        r"transtornos?|anorexia|bulimia|vicios?|dependencia|alcoolismo|cancer|diabetes|insonia|"
        r"enxaquecas?|doencas?|tdah|autismo|fobias?|dor(?:es)?|crises? de panico|hipertensao|"
        r"pressao alta)\b",
        r"\b(?:posso|devo|deveria|preciso|e (?:seguro|perigoso)|como|quando|"
        r"quant[oa]s?)(?: \w+){0,5} (?:tomar|parar(?: de tomar)?|misturar|combinar|aumentar|"
        r"reduzir|suspender|trocar|deixar)(?: \w+){0,4} (?:medicacao|medicamentos?|remedios?|"
        r"antidepressivos?|comprimidos?|dose|suplementos?|vitaminas?|insulina|calmantes?|"
        r"ibuprofeno|paracetamol|drogas?)\b",
        r"\bqua(?:l|is)(?: \w+){0,2} (?:remedio|medicamento|suplemento|vitamina|dose)s?\b|"
        r"\b(?:tenho|sofro de|estou com) (?:depressao|anorexia|bulimia|cancer|diabetes|"
        r"crises? de panico|sindrome do panico|transtorno)\b|\bestou (?:muito )?(?:deprimid[oa]|"
        r"doente)\b|\b(?:eu )?sera que (?:eu )?tenho (?:depressao|tdah|ansiedade|autismo|"
        r"burnout)\b",
        r"\bquantas calorias\b|\b(?:perder|emagrecer)(?: \w+){0,3} (?:quilos?|kg|libras?)\b|"
        r"\b(?:emagrecer|perder peso)(?: \w+){0,3} (?:rapid\w*|dias|semanas?)\b|\bsintomas de\b|"
        r"\b(?:conselhos?|orientacao|opiniao) medic[oa]s?\b|\b(?:segur[oa]|perigos[oa]|"
        r"recomendad[oa]|indicad[oa])(?: \w+){0,6} (?:gravid\w+|amament\w+|epilepsia|cardiac\w+|"
        r"hipertens\w+|pressao alta)\b|\b(?:estou com|sinto) dor(?:es)? (?:no|na|de)\b",
    ],
}  # fmt: skip
#: Turns of phrase that are about something else. Taken out first.
FIGURES = {
    "en": [
        r"\bsick (?:of|and tired)\b|\beconomic depression\b|\bdepressed (?:market|economy|"
        r"sales)\b|\b(?:treat|treated|treats) (?:me|people|clients|employees|myself|others|them|"
        r"him|her|you|everyone|everything)\b|\baddict(?:ed|ion) to (?:work|my phone|coffee|"
        r"social media|success|email|chocolate)\b|\bpain points?\b|\bhealing (?:circle|retreat|"
        r"music|crystals?)\b|\btrauma-informed\b|\b(?:cancer|trauma|depression|diabetes|"
        r"addiction) (?:charity|research\w*|nurse|ward|unit|survivors?|society|foundation|"
        r"surgeon|counsellors?)\b|\bborderline (?:impossible|illegal|crazy)\b",
    ],
}  # fmt: skip
#: Words that tell what such a question, or an entry that answers it, is about.
SUBJECT = (
    r"\b(?:depress|depri|therap|medic|medik|medec|arzt|doctor|psych|ill\b|illness|krank|enferm|"
    r"malad|doen|diagnos|symptom|sintoma|calor|kalor|weight|abnehm|adelgaz|maigr|emagre|pregnan|"
    r"embaraz|schwang|enceint|gravid|cure|cur[ae]r|heal|heil|gueri|anxi|ansie|angst|panic|panik|"
    r"burn-?out|addict|adicc|sucht|adhd|adhs|tdah|autis|trauma|treat)\w*"
)
