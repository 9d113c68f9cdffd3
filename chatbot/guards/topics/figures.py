"""Turns of phrase that sound like danger and are none."""

from __future__ import annotations

#: Said lightly by people who are well. Taken out before anything is looked for.
LIGHTLY = {
    "en": [
        r"\b(?:point|reason|use|sense)(?: in)? (?:going|carrying) on with (?:this|the|that|our|my "
        r"(?!life))|"
        r"\bwithout me \w+ing\b|\b(?:tired|sick) of living (?:to|for) work\b",
        r"\b(?:scared|afraid|terrified) (?:of going|to go) home (?:to|and) tell\b",
        # A complaint of days is a question for a doctor, not for an ambulance.
        r"\bchest pains?(?: \w+){0,3} (?:since (?:\w+day|last|a) ?\w*|for (?:\w+ )?(?:days|weeks|"
        r"months)|on and off|now and then|sometimes)\b",
        r"\b(?:team|colleagues?|co-?workers?|boss|office|clients?|company)(?: \w+){0,4} goodbye "
        r"(?:note|"
        r"letter|message|card|party)\b|\bgoodbye (?:note|letter|message|card) (?:to|for|from) "
        r"(?:my|the|"
        r"our) (?:team|colleagues?|boss|office|clients?|company|job)\b",
        r"\bcareer suicide\b|\b(?:political|professional|commercial|social|brand|financial|"
        r"economic|twitter) suicide\b|\bsuicid(?:e|al) (?:mission|squad|doors?|pass|drill)\b",
        r"\bsuicide (?:prevention|awareness|first aid)(?: (?:training|course|workshop|programme|"
        r"program|certificate))\b",
        r"\bkill(?:ing|s|ed)? (?:two birds|time|it|the (?:lights?|process|mood|meeting|engine|"
        r"vibe|buzz|idea|deal))\b|\bkiller (?:deal|app|feature|instinct|offer|cv|pitch)\b",
        r"\b(?:been |nearly |practically |literally |basically )?kill(?:ing|"
        r"ed)? myself (?:laughing|over (?:this|the|my|work)|with work|at (?:work|the (?:gym|"
        r"office))|for (?:this|that|my|the) (?:job|company|boss|team|career|clients?)|"
        r"trying to (?:meet|finish|please|keep|get|be)|to (?:meet|finish|please|keep up|hit|"
        r"make) (?:this|the|my|a|deadlines?|ends|targets?|everyone|up|it)|working)\b",
        r"\bdying to (?:know|see|hear|try|meet|start|get|find|learn|ask|join|read|go|work|talk|"
        r"book|understand|tell|leave)\b|\bdying (?:of|from|with) (?:curiosity|laughter|boredom|"
        r"embarrassment|suspense)\b",
        r"\b(?:bored|scared|worked|working|frightened|embarrassed|worrying|sick|loved|love|work|"
        r"bore|scare)(?: (?:me|myself|you|us))? (?:nearly )?to death\b|\bdied? (?:laughing|"
        r"of (?:laughter|embarrassment|boredom|shame)|a little inside)\b|(?<!deserve )(?<!want "
        r")(?<!need )\bto die for\b(?! what)|"
        r"\bi(?:'d| would) die for (?:a|an|this|that|your|some)\b|\bdie hard\b|\b(?:want|"
        r"wanted) to die (?:laughing|of (?:shame|embarrassment|boredom)|in that meeting|when)\b",
        r"\bcut(?:ting)? myself (?:some |a bit of |a little )?(?:slack|off|out|short|a (?:deal|"
        r"slice|piece))\b|\bhit (?:me|us) up\b|\bhit me with\b|\bit hit me\b|"
        r"\bbeat(?:s)? me (?:to|at|by|in)\b",
        r"\b(?:boss|manager|wife|husband|partner|mother|mum|mom|colleagues?|team|accountant|he|"
        r"she|they)(?:'s| is| are| will|'ll| would|'d)?(?: going to| gonna)? kill me (?:if|when|"
        r"for) (?:i|we|this) (?:spend|miss|am late|don't|buy|forget|pay|book|quit|say|sign|ask|"
        r"lose)\b",
        r"\b(?:i )?could(?:'ve| have)? (?:just )?(?:kill(?:ed)?|strangled?|"
        r"murder(?:ed)?) (?:my (?:boss|manager|husband|wife|kids|colleague|team)|him|her|"
        r"them)\b|\bi(?:'d| would) kill for\b",
        r"\b(?:nearly |almost )(?:had|gave (?:me|us|him|her)) a heart attack\b|"
        r"\bheart attack (?:when|seeing|at) (?:i|your|the)\b|\bgave me a heart attack\b",
        r"\b(?:don't|dont|do not|never) want to (?:(?:live|work|stay) (?:here|there)|(?:be|live|"
        r"work|stay) (?:here )?(?:in (?:this|the|my) (?:job|role|company|team|city|country|town|"
        r"house|flat|office|position|business)|at (?:this|the|my) (?:job|company|firm|office)|"
        r"with my (?:parents|flatmates?)|in \w+))\b",
        r"\bwant to disappear (?:from|for a)\b|\bend (?:my|it all) (?:contract|lease|"
        r"subscription|membership|session|by|on)\b|\bend my life (?:as|sentence|in (?:corporate|"
        r"this job))\b",
        r"\bcan(?:'t|not|t) go on like this (?:at|in|with) (?:work|my|this|the)\b|"
        r"\bno reason to (?:live|stay) (?:here|in)\b",
        r"\b(?:verbally|financially) abus\w+\b.{0,20}\b(?:boss|manager|colleague|customer|"
        r"work)\w*|\babusive (?:boss|manager|colleague|workplace|client|customer)s?\b|"
        r"\b(?:substance|drug|alcohol) abuse (?:counsel|coach|work|program)\w*",
        r"\boverdos(?:e|ed|ing) on (?:coffee|caffeine|sugar|chocolate|meetings|work|information|"
        r"news|netflix|self-help)\b|\bburn(?:ed|t)? myself out\b",
    ],
    "es": [
        r"\bdolor en el pecho (?:desde (?:hace )?\w+|a veces)(?: (?:dias|semanas|pasad[oa]))?\b",
        r"\b(?:cansad|hart)[oa]s? de vivir (?:para|en|con|entre|de)\b",
        r"\bsuicidio (?:profesional|laboral|politico|comercial|financiero|social)\b",
        r"\b(?:me )?(?:muero|morirme|morir|morimos) (?:por (?:saber|conocer|ver|empezar|probar|"
        r"ir|tener)|de (?:ganas|risa|hambre|sueno|curiosidad|aburrimiento|verguenza|calor|frio|"
        r"amor|pena|envidia|nervios))\b|\bmuert[oa]s? de (?:ganas|risa|hambre|sueno|cansancio|"
        r"miedo|verguenza|frio|curiosidad|aburrimiento)\b|\bpara morirse\b",
        r"\bmatar(?:me)? (?:el tiempo|dos pajaros|a trabajar|trabajando|estudiando|por (?:este|"
        r"mi|el) (?:trabajo|jefe|empresa))\b|\bme mato (?:a trabajar|trabajando|estudiando)\b|"
        r"\bmatandome (?:a|trabajando|estudiando)\b",
        r"\bcortarme (?:el pelo|las unas|el flequillo)\b|\bme pega (?:el sol|mucho|poco|bien|"
        r"mal)\b|\bno quiero vivir (?:en|aqui|con mis padres|alli)\b|\bmi jefe me (?:va a matar|"
        r"mata) si\b",
    ],
    "de": [
        r"\bseit (?:\w+ )?(?:tagen|wochen|monaten|\w+tag) (?:\w+ ){0,2}brustschmerzen\b|"
        r"\bbrustschmerzen seit\b",
        r"\b(?:mich|uns) (?:beim|im) (?:tennis|schach|fussball|golf|spiel|poker|rennen|padel|"
        r"squash)\w* "
        r"(?:knapp )?geschlagen\b",
        r"\bins kalte wasser(?: zu)? \w+|\buber (?:meinen|den|seinen) schatten \w+",
        r"\b(?:karriere|beruflicher|politischer|wirtschaftlicher)[- ]?(?:selbstmord|suizid)\b|"
        r"\bselbstmordkommando\b",
        r"\bsterbe(?:n)? (?:fast |gleich )?vor (?:neugier|hunger|lachen|langeweile|scham|"
        r"lachen)\b|\bzum sterben (?:langweilig|schon)\b|\b(?:vor|aus) (?:scham|langeweile|"
        r"lachen) sterben\b|\bsterbenslangweilig\b",
        r"\bbring(?:e|t|en|st)? (?:mich|uns|einen) (?:noch |fast |gerade )?um (?:den|die|das|"
        r"meine[nr]?|alles|jede|viel)\b|\b(?:stress|deadline|frist|arbeit|chef|projekt|termin|"
        r"job|warten)\w* (?:bringt|bringen) mich (?:noch |fast |gerade )?um\b|"
        r"\bes bringt mich (?:noch |fast )um\b|\bmein chef bringt mich um,? wenn\b",
        r"\bschlagt (?:er |sie |mir |mich )?\w* ?(?:mich )?vor\b|\bschlagt mir\b|"
        r"\bkommt mir in den sinn\b|\bmich in (?:den finger|scheiben) schneiden\b|"
        r"\bschneidet (?:gut|schlecht) ab\b|\bkeine luft nach oben\b",
        r"\b(?:will|mochte) (?:hier |dort |in \w+ )?nicht mehr (?:hier |dort |in \w+ |"
        r"bei \w+ )(?:leben|wohnen|arbeiten|sein)\b|\bwill nicht mehr leben wie\b",
    ],
    "fr": [
        r"\b(?:mal|douleurs?) (?:a|dans) la poitrine (?:depuis (?:\w+ )?\w+|parfois)\b",
        r"\bm'a battue? (?:aux? |a la )(?:tennis|echecs|foot\w*|golf|course|cartes|padel)\b",
        r"\b(?:fatigue|marre|lasse?|epuise)\w* de vivre (?:pour|dans|avec|chez|entre|a)\b",
        r"\bsuicide (?:professionnel|politique|commercial|de carriere|social|financier)\b",
        r"\b(?:meurs|mourir|crever|mort[es]*) (?:d'(?:envie|ennui|impatience|amour)|de (?:rire|"
        r"faim|honte|curiosite|fatigue|froid|chaud|soif|peur|jalousie|trouille))\b",
        r"\b(?:me|se|te) tue(?:r|s)? (?:au travail|a la tache|a (?:le |la |lui |vous |"
        r"te )?(?:dire|repeter|expliquer)|au boulot)\b|\b(?:ca|delai|travail|attente|boulot|"
        r"stress) me tue\b|\btuer le temps\b",
        r"\ben finir avec (?:la procrastination|ce|cette|le|les|mon|ma|mes (?!jours)|l'|"
        r"la (?!vie))|\benvie de (?:disparaitre|mourir) (?:de|du|pour (?:une|un)|d')\b|"
        r"\bme bat(?:s|tre)? (?:pour|contre|au|aux|a plate)\b",
        r"\b(?:viol|violation|violer|viole) (?:de |des |du |la |le |les |mon |ma |mes |un |une |"
        r"vos |d')(?:donnees|confidentialite|contrat|regles?|secret|vie privee|droits?|loi|"
        r"clause|accord)\b|\bne veux plus vivre (?:ici|a |en |dans|avec mes|chez)\b|"
        r"\bmon (?:chef|patron) va me tuer si\b",
    ],
    "pt": [
        r"\bdor(?:es)? no peito (?:desde \w+|ha (?:\w+ )?(?:dias|semanas)|as vezes)\b",
        r"\bme bateu n[oa] (?:tenis|xadrez|futebol|jogo|corrida|padel|poquer)\b",
        r"\b(?:cansad[oa]|cansei|fart[oa]) de viver (?:para|pra|em|no|na|com|de)\b",
        r"\bsuicidio (?:profissional|politico|comercial|financeiro|social|de carreira)\b",
        r"\b(?:morrer|morro|morrendo|morri|morto|morta) de (?:rir|curiosidade|vontade|fome|sono|"
        r"vergonha|medo|tedio|cansaco|saudade|amor|frio|calor|inveja|rir)\b|\bde morrer\b|"
        r"\bmorrer de tanto\b",
        r"\bmatar (?:o tempo|dois coelhos|aula|a saudade|a curiosidade|a fome)\b|\bme (?:mato|"
        r"matar|matando) (?:de |a )?(?:trabalhar|estudar|rir|tanto|no trabalho|na academia)\b|"
        r"\bmatando de (?:trabalhar|rir)\b",
        r"\bme cortar (?:o cabelo|as unhas)\b|\bcortar(?:-me)? o cabelo\b|"
        r"\bnao quero (?:mais )?viver (?:aqui|em|no|na|com meus pais)\b|"
        r"\bmeu chefe (?:vai me matar|me mata) se\b|\bme bate (?:uma? (?:saudade|vontade|duvida|"
        r"sono|fome|medo))\b",
    ],
}  # fmt: skip
