"""Somebody may be in danger: suicide, self-harm, violence, abuse, an emergency.

Patterns are searched in folded text (no accents, ß as ss), after the turns of phrase below it have
been taken out: "killing it", "me muero por saber". Where it could be meant, it is taken as meant.
"""

from __future__ import annotations

_HIM = (
    r"(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|father|dad|mother|mum|mom|"
    r"step-?(?:father|dad|mother|mum)|brother|uncle|ex|son|man|someone|somebody|boss)"
)
DANGER = {
    "en": {
        "suicide": [
            r"\bsuicid\w*|\bsuicde\w*|\bsucid\w+|\bsuiside\w*|\bsuicied\w*|\bunaliv(?:e|ing)\b|"
            r"\bkms\b",
            r"\bkil+(?:ing|ed)? ?(?:my ?self|him ?self|her ?self|them ?sel(?:f|ves))\b",
            r"\b(?:end|ending|take|taking|took|ended) (?:my|his|her|their|my own|his own|"
            r"her own) (?:own )?lif?e\b|\bend(?:ing)? (?:it all|everything)\b|\bend it (?:now|"
            r"tonight|for good)\b|\b(?:want|going|wanna|ready|plan|decided|like|"
            r"thinking)(?: to)? end(?:ing)? it\b(?=\s*(?:[.!?,;)]|$|and|because|but))|"
            r"\bhow (?:to|i (?:can|could|would)) end (?:things|it)\b(?! with| by| on| well)|"
            r"\bending things\b(?! with)",
            r"\b(?:want|wanna|wants|wanting|wish|going|ready|prefer|rather|like|try|trying|"
            r"tried|plan|planning|decided)(?: to| i could| i would)? (?:just )?die\b|\bi(?:'d|"
            r" would) rather (?:be dead|die)\b|\bwish (?:that )?(?:i|he|she) (?:was|were|"
            r"would be) (?:dead|never born|gone)\b|\bwish i(?:'d| had) never been born\b|"
            r"\bwish i (?:wouldn't|didn't|didnt|would not|could not|could just not|"
            r"did not) (?:wake|woken?|exist)\b|\b(?:never|not|don't|won't|"
            r"wouldn't) (?:have to )?wak(?:e|ing) up(?: again| any ?more| tomorrow| ever)\b|"
            r"\b(?:sleep|asleep)\b.{0,15}\b(?:never|not) (?:to )?wak(?:e|ing) up\b|"
            r"\bsleep for ?ever\b|\b(?:lost|no|any|the|without(?: the| any)?) will to live\b",
            r"\b(?:don't|dont|do not|doesn't|does not|didn't|no longer|not|never) (?:want|wanna|"
            r"wants|feel like|wish)(?: to)? ?(?:be alive|live|liv(?:e|ing)|exist(?:ing)?|"
            r"wake up|be here|go on|carry on|keep living|be in this world|survive)\b(?! (?:in|"
            r"at|with|by|near)\b)|\bdon't wanna (?:live|be here|wake up)\b",
            r"\b(?:better off|best off|happier|easier|fine|relieved|lighter|"
            r"better)(?: \w+)? (?:dead|without me)(?! (?:in|on|at|there|as|doing|managing|"
            r"leading|for)\b)|\b(?:nobody|no one|no-one|none of them)(?: \w+)? (?:would|will|"
            r"'d) (?:even )?(?:miss|care|notice|cry|mind)\b.{0,20}\b(?:if i|gone|died|dead|"
            r"about me)\b|\bif i (?:was|were|wasn't|weren't|was not) (?:gone|dead|alive|"
            r"here any ?more|no longer (?:here|around|alive))\b|"
            r"\b(?:don't|dont|can't|cannot|do not|not) (?:see|have|find) (?:a|any|the|"
            r"one) (?:reason|point|sense)(?: to| in| of)? (?:live|living|be alive|go on|"
            r"going on|be here|stay alive)\b|\b(?:no (?:reason|point|point in|will|desire|wish)|"
            r"nothing)(?: left)?(?: to| in| for| of)? (?:to )?(?:live|living|go on|going on|"
            r"carry(?:ing)? on|be alive)(?: for)?\b|\blife (?:is|isn't|is not|'s|feels) (?:not |"
            r"no longer )?(?:worth (?:living|it)|worthless|meaningless|pointless)\b|"
            r"\blife has (?:no|lost (?:its|all)) (?:meaning|point|value|worth)\b|"
            r"\bmy life (?:has no|is without) meaning\b|\bwhat(?:'?s| is) the point (?:of|"
            r"in) (?:living|life|going on|being alive|it all|anything)\b|\bgiv(?:e|ing|"
            r"en) up on (?:life|living)\b|\btired of (?:living|being alive|life|"
            r"existing)\b(?! (?:from|in|with|like (?:a|an)|on|at|out of|this way|for (?:my|"
            r"others)))|\b(?:cant|can't|cannot|can not) (?:live|go on|take it|do (?:this|"
            r"it)) (?:any ?more|any longer|like this(?! at work))\b(?! (?:at|with|in|for|"
            r"because of|on) (?:work|my|this|the|our|a)\b)|\bcan(?:'t|not|"
            r"t) go on\b(?! (?:holiday|vacation|leave|the|a|my|monday|tuesday|wednesday|"
            r"thursday|friday|with)\b)|\bsay(?:ing)? goodbye (?:to everyone|forever)\b|"
            r"\bwant (?:it all|everything|the pain) to (?:end|stop)\b|"
            r"\b(?:just )?want to disappear\b",
            r"\b(?:thoughts?|thinking|think|ideas?|fantas\w+) (?:of|about) (?:dying|death|"
            r"ending (?:it\b(?! (?:with|by))|my (?:own )?life)|not being (?:here|alive)|jumping|"
            r"killing)\b|\bhang(?:ing)? my ?self\b|\bshoot(?:ing)? my ?self\b|"
            r"\bdrown(?:ing)? my ?self\b|\bjump (?:off|from|in front of) (?:a|the|my) (?:bridge|"
            r"roof|building|train|balcony|cliff|window)\b|\bslit(?:ting)? my (?:wrists?|"
            r"throat)\b|\boverdos\w+|\btook (?:too many|all (?:my|the)|a (?:lot|"
            r"bottle) of) (?:pills|tablets|medication|sleeping)\w*\b|\bgoodbye (?:note|letter|"
            r"world|everyone|cruel|forever|for ever)\b|\bgoodbye message\b|"
            r"\bthis is (?:my )?goodbye\b|\bit(?:'s| is) (?:all )?over\b.{0,12}\bgoodbye\b|"
            r"\bi (?:won't|wont|will not) be (?:here|around|alive) (?:next|tomorrow|any ?more|"
            r"much longer|long)(?! (?:week|month) (?:for|because|as|on))|\b(?:easiest|quickest|"
            r"fastest|best|painless|least painful|good|a|any)(?: \w+)? (?:way|method|"
            r"ways) to (?:die|kill|end (?:it|my life)|hang|overdose)\b(?! (?:time|off|a|the|bad|"
            r"it|two)\b)|\bpainless(?:ly)? (?:death|die|suicide)?\b|\bhow (?:do|can|could|"
            r"would) (?:i|you|one|someone) die\b|\b(?:swallow\w*|take|took|taking|taken|saved|"
            r"collected|stockpiled|bought|have)(?: \w+){0,4} (?:all|bottle|box|pack|packet|"
            r"too many|handful|enough|\d\d+)(?: \w+){0,3} (?:pills|tablets|paracetamol|tylenol|"
            r"medication|meds|sleeping)\b|\b(?:pills|tablets)\b(?: \w+){0,7} take (?:them|"
            r"it) all\b|\b(?:standing|sitting|stood) (?:on|at|by) (?:\w+ ){0,3}(?:bridge|roof|"
            r"ledge|rooftop|cliff|railing|tracks|platform edge)\b|\b(?:driv\w+|"
            r"crash\w*) (?:my car |the car )?(?:into|off) (?:a|the) (?:tree|wall|bridge|cliff|"
            r"river|truck)\b|\bthink(?:ing)? (?:about|of) (?:death|dying)\b",
        ],
        "self-harm": [
            r"\b(?:use|using|turn\w*) (?:it|a knife|the knife|a gun|the gun|"
            r"a blade) on (?:my ?self|him|her|them)\b|"
            r"\bany point (?:in|of) (?:living|being alive|going on)\b",
            r"\bself[- ]?(?:harm\w*|injur\w+|mutilat\w+)\b|\b(?:hurt|hurting|harm|harming|cut|"
            r"cutting|cuts|burn|burning|injur(?:e|ing)|punish(?:ing)?|starv(?:e|"
            r"ing))(?: on)? (?:my ?self|himself|herself|themselves)\b(?! (?:at the gym|running|"
            r"playing|in training|while (?:running|cooking|training)|by accident|on the))|"
            r"\b(?:can't|cannot|can not|cant) stop (?:cutting|hurting my ?self|"
            r"burning my ?self)\b(?! (?:costs|corners|back|staff|budgets?|prices))|\b(?:i|"
            r"i've) (?:\w+ )?(?:cut|burned) my (?:arms?|wrists?|legs?|thighs?)\b(?! (?:while|"
            r"cooking|by accident|on|shaving))|\brazor blades?\b",
        ],
        "violence": [
            rf"\b{_HIM}(?: \w+)?(?: has| had| keeps| often| always| sometimes| just| is|"
            r" was)? (?:hit|hits|hitting|beat|beats|beating|punch(?:es|ed|ing)?|chok(?:es|ed|"
            r"ing)|strangl(?:es|ed|ing)|slap(?:s|ped|ping)?|kick(?:s|ed|ing)?|rap(?:es|ed)|"
            r"burn(?:s|ed)|abus(?:es|ed|ing)|hurt(?:s|ing)?|threaten(?:s|ed|ing)?|touch(?:es|"
            r"ed|ing)?|grop(?:es|ed|ing)?|stalk(?:s|ed|ing)?|molest(?:s|ed|ing)?|attack(?:s|ed|"
            r"ing)?|forc(?:es|ed) me to have sex) (?:me|my (?:child|children|kids?|son|"
            r"daughter|mother|mum|mom|sister))\b(?! (?:with (?:dismissal|a warning|firing|"
            r"termination|a bad|bad|a poor|consequences|legal|losing)|as a|up\b|to it|deeply|"
            r"emotionally|with (?:his|her|their) (?:story|words|talk|kindness)|in (?:a|"
            r"the) (?:meeting|game|race|match|salary|negotiation|interview)|to the|"
            r"by (?:leaving|saying|quitting))\b)",
            rf"\b{_HIM}(?: \w+)?(?:'s| is| has|'ll| will| would|'d)? (?:going to|gonna|"
            r"wants? to|wanted to|threaten(?:s|ed)? to|tried to|trying to|will|"
            r"would)? ?(?:kill|murder|hurt|shoot|stab) (?:me|us|my (?:child|children|kids?))\b",
            r"\b(?:i am|i'm|i was|i've been|i have been|being|getting|got|"
            r"was) (?:being )?(?:raped?|molested|beaten(?: up)?(?! to (?:a|the)\b| in (?:a|"
            r"the)\b)|sexually (?:assaulted|abused|harassed)|abused|assaulted|stalked|"
            r"trafficked|held (?:against|captive)|strangled|choked|"
            r"threatened with (?:a (?:knife|gun)|violence|death))\b(?! (?:by|to) (?:a rival|"
            r"competitors?|the market|it)\b)",
            r"\b(?:my|an?|this|with an?|with my|from an?) (?:\w+ )?abusive (?:husband|wife|"
            r"partner|boyfriend|girlfriend|relationship|marriage|father|mother|parents?|home|ex|"
            r"family)\b|\b(?:husband|wife|partner|boyfriend|girlfriend|father|mother|"
            r"ex) is (?:physically |sexually |very |being |getting )*(?:abusive|violent|"
            r"dangerous)\b|\b(?:he|she|partner|husband|boyfriend|wife|ex|dad|father) (?:gets|"
            r"becomes|turns|got|is getting|is becoming|can be|was) (?:really |very |"
            r"so )?(?:violent|physical with me|aggressive with me)\b|\bunsafe (?:at home|"
            r"with (?:him|her|my)|in my (?:home|house|relationship|marriage))|\b(?:locked|locks|"
            r"keeps?|kept) me (?:in|inside|locked|prisoner|captive)\b(?! (?:touch|shape|"
            r"the loop|contract|a contract))|\bfollow(?:s|ing|ed) me home\b|\b(?:not|don't feel|"
            r"do not feel|isn't|never) safe (?:at home|in my (?:home|house)|with (?:him|her|"
            r"my))\b|\b(?:afraid|scared|terrified) (?:of (?:my (?:husband|wife|partner|"
            r"boyfriend|girlfriend|father|mother|ex)|going home)|to go home|for my life|he will|"
            r"she will|he'll)\b|\b(?:victim|experienc\w+|suffer\w*|living with|escape|escaping|"
            r"flee\w*|leave) (?:\w+ ){0,3}(?:domestic|sexual|physical) (?:violence|abuse)\b|"
            r"\bi (?:was|am|have been|got) (?:the |a )?(?:victim|survivor) of (?:rape|violence|"
            r"abuse|assault|trafficking)\b|\b(?:my life is|i am|i'm|we are|my children are|"
            r"my kids are) in danger\b",
            r"\b(?:want|wants|wanna|going|gonna|planning|plan|feel like|thinking (?:of|about)|"
            r"thoughts of|urge)(?: to)? (?:kill|killing|murder|murdering|stab|stabbing|shoot|"
            r"shooting|hurt|hurting|harm|harming|poison|poisoning) (?:him|her|them|someone|"
            r"somebody|people|everyone|my (?:boss|wife|husband|partner|child|children|kids?|"
            r"baby|father|mother|parents|ex|colleagues?|son|daughter|neighbou?r))\b",
        ],
        "emergency": [
            r"\b(?:having|have|having|got|getting|think (?:i'm|i am) having|is having) (?:a |"
            r"an )?(?:heart attack|stroke|seizure|(?:severe |strong |bad |sudden )?(?:chest|"
            r"heart) pains?|allergic shock|anaphyla\w+)\b|\bchest pains?\b|\bcan(?:'t|not|"
            r"t) breathe\b(?! (?:at work|with all|under|between|because of (?:work|my job|"
            r"deadlines?)))|\bbleeding (?:heavily|a lot|badly|out|won't stop)\b|\b(?:is|he's|"
            r"she's|lying) unconscious\b|\bnot breathing\b|\bhad a stroke\b|"
            r"\bbleeding\b.{0,12}\b(?:can't|cannot|won't) stop\b|\b(?:call|"
            r"need) (?:an )?(?:ambulance|911|112|999)\b",
        ],
    },
    "es": {
        "suicide": [
            r"\bsuicid\w*|\b(?:quitarme|quitarse|arrebatarme) la vida\b|\b(?:me quiero|quiero|"
            r"quisiera|voy a|pienso|pensando en|ganas de|intente|he intentado|deseo) (?:matarme|"
            r"matar me|morir(?:me)?|morir me|desaparecer|estar muert[oa])\b|\bme (?:quiero|"
            r"voy a|quisiera) (?:matar|morir|quitar la vida)\b|\bmatarme\b|"
            r"\bquiero estar muert[oa]\b",
            r"\bno quiero (?:vivir|seguir viviendo|seguir (?:con vida|aqui|asi|viva|vivo)|"
            r"existir|despertar(?:me)?)\b|\bno (?:tengo|me quedan?|hay) (?:ganas|razon(?:es)?|"
            r"motivos?)(?: \w+)? (?:de|para) (?:vivir|seguir)\b|\b(?:acabar|"
            r"terminar) con (?:mi vida|todo esto|todo)\b|\bponer(?:le)? fin a (?:mi vida|"
            r"todo)\b|\bmejor (?:muert[oa]|sin mi)\b|\b(?:no (?:le )?(?:veo|"
            r"encuentro) (?:ningun )?sentido a (?:la|mi) vida|la vida no (?:tiene sentido|"
            r"vale la pena)|mi vida no (?:tiene sentido|vale nada))\b|"
            r"\b(?:ya )?no puedo mas\b(?! con | en (?:el|mi|este))|"
            r"\bno (?:me )?despertar(?:me)? (?:nunca|jamas|mas)\b|\b(?:dormir|dormirme|"
            r"acostarme)\b.{0,12}\bno (?:volver a )?despertar(?:me)?\b|"
            r"\bno aguanto (?:mas )?(?:vivir|la vida|esta vida|seguir viv\w+)\b|\b(?:nadie|"
            r"ninguno) me (?:echaria|extranaria)\b|\b(?:guardado|tomarme|tragarme|"
            r"trague)(?: \w+){0,3} pastillas\b|\bcortar(?:me)? las venas\b|\bno quiero (?:estar|"
            r"seguir) en este mundo\b|\bcansad[oa] de vivir\b|\bojala (?:estuviera muert[oa]|"
            r"no (?:me )?despert\w+|no hubiera nacido)\b|\bsobredosis\b|\b(?:tome|me tome|"
            r"he tomado) (?:muchas|demasiadas|todas las) pastillas\b|\btirarme (?:de|por|al)\b|"
            r"\bahorcarme\b",
        ],
        "self-harm": [
            r"\bautolesi\w+|\bhacerme dano\b|\bme (?:hago|hice) dano (?:a proposito|a mi)\b|"
            r"\bme corto\b|\bme (?:hago|hice) cortes\b|\bcortarme\b|\bquiero hacerme dano\b"],
        "violence": [
            r"\bme (?:pega|pego|golpea|golpeo|maltrata|maltrato|viola|violo|violaron|amenaza|"
            r"amenazo|agrede|agredio|estrangula|quiere matar|va a matar|abuso sexualmente|"
            r"acosa sexualmente)\b(?! con (?:despedir|echar))|\b(?:violencia (?:domestica|"
            r"de genero|machista|sexual)|abus(?:o|os) sexual(?:es)?)\b|\babus(?:o|an|aron|"
            r"a) de mi\b|\b(?:fui|he sido) (?:violad|abusad|golpead|maltratad|agredid)[oa]\b|"
            r"\btengo miedo (?:de|a) mi (?:marido|pareja|novio|novia|esposo|esposa|padre|ex)\b|"
            r"\bmi (?:marido|pareja|novio|esposo|ex) es (?:violento|agresivo|un maltratador)\b|"
            r"\bquiero matar a\b|\bestoy en peligro\b",
        ],
        "emergency": [
            r"\bdolor (?:fuerte )?(?:en el|de) pecho\b|\bno puedo respirar\b|\b(?:me esta dando|"
            r"tengo|estoy teniendo) un (?:infarto|ataque al corazon|derrame|ictus)\b|"
            r"\b(?:esta )?inconsciente\b.{0,20}\b(?:ayuda|no responde)\b|"
            r"\bllam\w+ (?:a )?(?:una ambulancia|al 112)\b"],
    },
    "de": {
        "suicide": [
            r"\bsuizid\w*|\bselbstmord\w*|\bselbstt(?:o|oe)tung\w*|\bfreitod\b|\b(?:mich|"
            r"sich) (?:selbst |selber )?um(?:zu)?bring(?:en|t|e)\b|\b(?:bringe? mich|"
            r"bringt sich) (?:jetzt |heute |selbst |noch )?um\b|\b(?:mir|"
            r"sich) (?:selbst )?(?:das leben nehmen|etwas antun|was antun)\b|"
            r"\bnehme mir das leben\b|\b(?:mich|sich) (?:selbst )?t(?:o|oe)ten\b",
            r"\b(?:will|mochte|wollte|moechte|wunschte|wuensche)\b(?: \w+){0,3} (?:sterben|"
            r"tot sein|nicht mehr (?:leben|aufwachen|da sein|hier sein|existieren|weiterleben)|"
            r"nicht mehr da|einschlafen und nie)\b|\bnicht mehr (?:leben|aufwachen|weiterleben|"
            r"da sein) (?:will|mochte|wollen|kann)\b|\bsterben (?:will|mochte|wollen)\b|"
            r"\bkann nicht mehr (?:leben|weiterleben)\b|\bich will nicht mehr$|"
            r"\bich will nicht mehr[.!]",
            r"\b(?:meinem|dem|seinem|ihrem) leben ein ende\b|\b(?:mein|das) leben (?:beenden|"
            r"hat keinen sinn|ist sinnlos|ist nichts wert|nicht mehr lebenswert)\b|"
            r"\bleben (?:macht|hat) (?:fur mich )?keinen sinn\b|\bkeinen (?:sinn|"
            r"grund)(?: mehr)?(?: im leben| zu leben| am leben)\b|\blebensmude\b|\blieber tot\b|"
            r"\bohne mich(?: \w+){0,4} (?:besser|leichter|glucklicher)(?: dran)?\b|"
            r"\bnie (?:wieder|mehr) aufwachen\b|\b(?:tabletten|pillen|"
            r"schlaftabletten)(?: \w+){0,2} (?:gesammelt|gehortet|geschluckt|schlucken)\b|"
            r"^(?:ich )?kann nicht mehr[.! ]*$|\bniemand(?: \w+)? (?:wurde|"
            r"wird)(?: \w+)? (?:mich )?vermissen\b|\bmochte tot\b|\b(?:ans sterben|an den tod|"
            r"ans ende)\b(?! (?:des|der)\b)|\bwar(?:e|en)? (?:am liebsten )?tot\b|"
            r"\balles (?:beenden|ein ende)\b|\ballem ein ende\b|\bu(?:e)?berdosis\b|"
            r"\bzu viele (?:tabletten|pillen)\b|\b(?:alle|viele) (?:tabletten|"
            r"pillen) (?:genommen|geschluckt)\b|\bmich (?:erhangen|aufhangen|erschiessen|"
            r"vor den zug)\b|\bkeinen ausweg mehr\b",
        ],
        "self-harm": [
            r"\bselbstverletz\w*|\bmich (?:selbst |selber |absichtlich )?(?:verletze[n]?|"
            r"ritze[n]?|schneide[n]?)\b|\b(?:ritze|schneide|verletze) mich\b(?! (?:beim|"
            r"am papier|an))"],
        "violence": [
            r"\b(?:schlagt|verprugelt|wurgt|misshandelt|vergewaltigt|missbraucht|bedroht|stalkt|"
            r"tritt) (?:mich|uns|meine? (?:kind|kinder|tochter|sohn|mutter))\b|\b(?:mich|"
            r"uns) (?:\w+ )?(?:geschlagen|verprugelt|gewurgt|misshandelt|vergewaltigt|"
            r"missbraucht)\b|\bvergewaltig\w*|\b(?:hausliche|sexuelle|korperliche|"
            r"sexualisierte) gewalt\b|\bsexuell (?:missbraucht|belastigt|genotigt)\b|"
            r"\bangst vor meinem (?:mann|partner|freund|vater|ex)\b|\b(?:wird|"
            r"will) mich (?:umbringen|toten)\b|\bin (?:lebens)?gefahr\b.{0,15}\b(?:ich|bin|"
            r"kinder)\b|\bich bin in (?:lebens)?gefahr\b|\b(?:ihn|sie|jemanden|meinen chef|"
            r"meine (?:frau|kinder)) (?:umbringen|toten)\b",
        ],
        "emergency": [
            r"\b(?:brustschmerzen|schmerzen in der brust|herzschmerzen)\b|"
            r"\bbekomme keine luft\b|\bkann nicht (?:mehr )?atmen\b|\b(?:habe|hat|"
            r"bekomme) (?:gerade )?(?:einen )?(?:herzinfarkt|schlaganfall|krampfanfall)\b|"
            r"\bbewusstlos\b|\bkrankenwagen\b|\bblutet stark\b"],
    },
    "fr": {
        "suicide": [
            r"\bsuicid\w*|\bme (?:tuer|pendre|jeter (?:sous|du|par))\b|\b(?:m'oter|me prendre|"
            r"m'enlever) la vie\b|\bmettre fin a (?:mes jours|ma vie|tout)\b|"
            r"\ben finir (?:avec (?:la vie|tout|mes jours|ma vie)|pour de bon|une bonne fois)\b|"
            r"\b(?:veux|voudrais|envie d'|vais) ?en finir\b|\b(?:veux|envie de|voudrais|"
            r"prefererais|souhaite|prefere) (?:mourir|crever|me tuer|disparaitre(?! (?:deux|"
            r"trois|quelques|une?|pour|de|en|dans|sur|du)\b)|etre mort(?:e)?)\b|"
            r"^je n'en peux plus[.! ]*$|\b(?:jamais|plus) me reveiller\b|"
            r"\bje ne manquerai(?:s)? a personne\b|\bpersonne ne me regrett\w+|\b(?:sert a rien|"
            r"a quoi bon|aucun sens)(?: de)? vivre\b|\b(?:sert|"
            r"sers) a rien\b.{0,30}\b(?:disparaitre|mourir)\b",
            r"\b(?:veux|peux|envie de|supporte) (?:plus|pas|plus de|pas de) (?:vivre|exister|"
            r"me reveiller|continuer a vivre)\b|\bplus (?:envie|la force|de raison|"
            r"aucune raison) de vivre\b|\b(?:la|ma) vie (?:n'a (?:plus|pas|aucun)|ne vaut)\b|"
            r"\b(?:mieux|tranquilles?) sans moi\b|\bmieux (?:si j'etais )?mort(?:e)?\b|"
            r"\bfatigue(?:e)? de vivre\b|\b(?:j'aimerais|je voudrais) (?:etre mort(?:e)?|"
            r"ne jamais|ne plus (?:etre|me reveiller))\b|\boverdose\b|\bsurdose\b|\b(?:avale|"
            r"pris) (?:trop de|des|tous les|plein de) (?:cachets|medicaments|pilules|"
            r"comprimes)\b|\bplus aucun espoir\b|\bidees noires\b",
        ],
        "self-harm": [
            r"\bautomutil\w*|\bme (?:mutil\w+|scarifi\w+|faire du mal|fais du mal|"
            r"couper les veines|taillader)\b|\bje me coupe\b(?! (?:les cheveux|du monde|en))"],
        "violence": [
            r"\b(?:me|m'a|nous) (?:frappe|bat|tape|cogne|etrangle|viole|battu(?:e)?|menace|"
            r"harcele sexuellement|agresse(?:e)?)\b(?! (?:froid|de (?:me )?licenci|du regard|"
            r"a la course))|\bviol(?:ee?s?|eur)\b|\b(?:un|mon|le|d'un|subi un|"
            r"victime de) viol\b|\bme suis fait violer\b|\bviolences? (?:conjugales?|"
            r"domestiques?|sexuelles?|familiales?|physiques?)\b|\babus(?:ee?|e)? sexuel\w*|"
            r"\b(?:abuse|abuser) de moi\b|\bpeur de mon (?:mari|conjoint|copain|compagnon|pere|"
            r"ex)\b|\b(?:mari|conjoint|copain|compagnon|ex) (?:est|devient) (?:violent|"
            r"dangereux)\b|\b(?:va|veut|menace de) me tuer\b|\bje suis en danger\b|"
            r"\b(?:envie de|veux|vais) (?:le|la|les) tuer\b",
        ],
        "emergency": [
            r"\bdouleurs? (?:a|dans|a la) (?:la )?poitrine\b|\b(?:arrive|peux) (?:plus|"
            r"pas) (?:a )?respirer\b|\b(?:fais|fait|faire) (?:une crise cardiaque|un infarctus|"
            r"un avc|une attaque)\b|\binconscient(?:e)?\b.{0,20}\b(?:aide|reponds?|secours)\b|"
            r"\bappel\w+ (?:le samu|une ambulance|les secours)\b"],
    },
    "pt": {
        "suicide": [
            r"\bsuicid\w*|\b(?:me (?:matar|mato|enforcar)|matar-me|enforcar-me|mato-me)\b|"
            r"\b(?:tirar|acabar com|por fim a|terminar com|dar fim a|"
            r"por termo a) (?:a )?minha (?:propria )?vida\b|\b(?:acabar|terminar) com tudo\b|"
            r"\b(?:quero|queria|vontade de|gostaria de|prefiro|penso em|"
            r"pensando em) (?:so )?(?:morrer|sumir|desaparecer|estar mort[oa]|me matar|"
            r"nao (?:acordar|existir))\b",
            r"\bnao (?:quero|aguento|consigo|desejo) (?:mais )?(?:viver|existir|acordar|"
            r"continuar (?:viv|a viv|vivendo))\w*\b|\b(?:sem|nao tenho|perdi a|"
            r"nao ha) (?:mais )?(?:vontade|razao|motivos?|razoes)(?: \w+)? (?:de|para|"
            r"pra) viver\b|\b(?:a |minha )?vida (?:nao tem (?:mais )?sentido|nao vale(?: a pena|"
            r" nada)?|nao faz (?:mais )?sentido)\b|\bmelhor (?:mort[oa]|sem mim)\b|"
            r"\bnao acordar mais\b|\bnunca mais acordar\b|^(?:eu )?nao aguento mais[.! ]*$|"
            r"\bninguem (?:vai |ia |iria )?(?:sentir(?:ia)? (?:a )?minha falta|se importaria)\b|"
            r"\bnao vejo (?:mais )?(?:sentido|razao) (?:em|para|na|de) (?:viver|minha vida|"
            r"a minha vida)\b|\btomei(?: \w+){0,3} (?:caixa|cartela|"
            r"frasco)(?: \w+){0,2} (?:remedios|comprimidos)\b|\bcansad[oa] de viver\b|"
            r"\bquem me dera (?:morrer|estar mort|nao ter nascido)\w*|\boverdose\b|"
            r"\btomei (?:muitos|todos os|varios|um monte de) (?:comprimidos|remedios)\b|"
            r"\bme (?:jogar|atirar) (?:da|do|de|na frente)\b",
        ],
        "self-harm": [
            r"\bautomutil\w*|\bautoles\w+|\bme (?:corto|cortar|machucar|mutilar|"
            r"ferir) ?(?:de proposito|mesm[oa])?\b(?! (?:no|na|com|treinando|jogando))|"
            r"\bcortar-me\b|\bmagoar-me a mim\b"],
        "violence": [
            r"\b(?:ele|ela|marido|namorado|namorada|parceiro|companheiro|pai|mae|ex|"
            r"padrasto)(?: \w+)? (?:me )?(?:bate|bateu|agride|agrediu|espanca|espancou|estuprou|"
            r"estupra|ameaca|ameacou|abusa|abusou|maltrata|violou|estrangula)(?:-me)?\b|"
            r"\b(?:fui|sou|estou sendo|tenho sido) (?:estuprad|violad|abusad|agredid|espancad|"
            r"ameacad|maltratad)[oa]\b|\bestupr\w+|\bviolencia (?:domestica|sexual|conjugal|"
            r"de genero)\b|\babuso sexual\b|\bmedo do? meu (?:marido|namorado|companheiro|pai|"
            r"ex)\b|\b(?:vai|quer) me matar\b|\bestou em perigo\b|\b(?:quero|vou) matar (?:ele|"
            r"ela|alguem|meu|minha)\b",
        ],
        "emergency": [
            r"\bdor(?:es)? (?:forte )?no peito\b|\bnao consigo respirar\b|\b(?:tendo|ter|tive|"
            r"a ter) um (?:infarto|enfarte|derrame|avc|ataque cardiaco)\b|"
            r"\b(?:esta )?inconsciente\b.{0,20}\b(?:ajuda|responde|socorro)\b|\bcham\w+ (?:uma |"
            r"a )?ambulancia\b"],
    },
}  # fmt: skip
