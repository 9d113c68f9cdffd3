"""The parts of what people in danger say, in English."""

from __future__ import annotations

from chatbot.guards.topics import despair_english_harm

SIGNS = {
    **despair_english_harm.SIGNS,
    "outright": (
        r"\b(?:is|'s|am|'m|was|are|wants?|wanted|threaten\w*|about|going|gonna)(?: to| going to| "
        r"about to)* jump\b(?! (?:ship|in\b|into|onto|on\b|to\b|at\b|through|the|straight|from "
        r"(?:job|one)|back|for|right|over|ahead|rope|higher))|\b(?:done|over|through|finished) "
        r"with (?:my )?life\b|\bmy life is over\b|\bvoices? (?:in my head|tell(?:s|ing)? me|keep "
        r"telling|order\w* me)\b|\b(?:sewer ?slide\w*|ctb|self[- ]?delet\w+|rope myself|neck "
        r"myself|off myself|toaster bath)\b|\b(?:see|is|'s|find|have) no (?:other )?way out(?: for "
        r"me| any ?more)*(?=\s*(?:[.!?,]|$))|\bpeace with (?:dying|death)\b|\bnot (?:make|live|"
        r"survive)(?: \w+)? (?:it )?(?:through|past) (?:the|this|to)?(?:night| weekend| week)\b|"
        r"\b(?:want|wanna|wish|like)(?: to| i could)? (?:just )?(?:disappear|vanish) (?:for ?ever|"
        r"for good|from (?:this|the) (?:world|earth)|and never)\b|\bnothing (?:left )?to live "
        r"for\b|\b(?:don't|do not) want to (?:be here|exist|be alive|wake up) (?:any ?more|any "
        r"longer|at all)\b(?! (?:in|at|with) )|\bwon't (?:be needing|need) (?:it|them|any of it|"
        r"anything)(?: any ?more)? (?:where|when i)|\bwhere i(?:'m| am) going(?=\s*(?:[.!,]|$))|"
        r"\bmake (?:it|this|everything|the pain) (?:all )?stop (?:for good|for ?ever|tonight)\b|"
        r"\bi should (?:be dead|die|not be (?:here|alive)|never have been born)\b|\bwant(?:ed)? to "
        r"(?:dei|deid|dye)\b|\b(?:ending|end) (?:my|this) (?:miserable|stupid|pathetic|worthless) "
        r"life\b|\b(?:let|make|watch) me die\b|\bi(?:'d| would)? (?:\w+ ){0,2}(?:deserve|need|want|"
        r"ought) to (?:die|be dead)\b|\bif i (?:just |simply )?died\b|\b(?:before|until|so|and "
        r"then|then|when|because) i(?:'ll| will| am going to|'m going to)? end it\b(?! with)|"
        r"\blife (?:is not|isn't|isnt|is no longer|is not meant) for me\b|\b(?:can't|cannot|cant|"
        r"don't know how to|can not) (?:do|face|handle|cope with|bear|stand) (?:life|living|"
        r"another day|one more day)\b|\bnothing (?:left )?(?:here )?for me(?: here| in this "
        r"world)?(?=\s*(?:[.,!]|$))|\bbleed(?:ing)? out\b|\b(?:be|join|reunite)(?: reunited)? "
        r"(?:with )?(?:my (?:dead|late|deceased)|(?:him|her|them) in heaven|my \w+ in heaven)\b|"
        r"\b(?:use it|turn it|pull the trigger) on (?:my|him|her)self\b|\bhate "
        r"myself\b.{0,40}\b(?:cut|die|hurt|gone|dead|live)\b|\b(?:want|need|urge|tempted|going) to "
        r"cut(?=\s*(?:[.,!]|$| again| deep))|\b(?:is|be|was) my last (?:night|day on|evening)\b(?! "
        r"(?:in|at|of|with))|\bready to (?:die|leave this world|leave it all)\b|\bnever (?:have "
        r")?been born\b|\b(?:sleeping|going to sleep|nap) for ?ever\b|\bi(?:'m| am) (?:better|"
        r"worth more) (?:off )?dead\b|\b(?:when|once) i(?:'m| am) dead\b(?! tired)|\bput an end to "
        r"(?:my|this) (?:life|misery|suffering|pain)\b|\bno longer want to (?:live|be here|"
        r"exist)\b|\bdo something (?:stupid|drastic|terrible|bad)?(?: ?to myself| i can't (?:undo|"
        r"take back))|\b(?:afraid|scared|worried) (?:that )?i(?:'ll| will| might| could) (?:do "
        r"something stupid|hurt myself|harm myself)\b|\b(?:going to|gonna|want to|wanna|will|"
        r"plan(?:ning)? to|could) (?:kill|murder|shoot|stab|poison|strangle) (?:my|the|that|this|"
        r"his|her|our) (?:\w+ )?(?:manager|landlord|teacher|classmates?|co-?workers?|neighbou?rs?|"
        r"roommate|flatmate|boss|ex|family|father|mother|dad|mum|mom|brother|sister|son|daughter|"
        r"kids?|children|baby|wife|husband|girlfriend|boyfriend|stepfather|stepdad)\b(?! (?:if|"
        r"sometimes|when|with kindness))"
        r"|\b(?:can't|cannot|cant) do (?:this |the )?(?:whole )?life(?: thing)?\b"
        r"|\b(?:i'm|im|i am) (?:up )?on (?:the|a) roof(?=\s*(?:[.!?,]|$))"
    ),
    "wounds": (
        r"\b(?:been|started|starting|keep|kept|stop|stopped|back to|began|i'm|i am|went back to) "
        r"(?:cutting|burning|harming|scratching)(?= (?:again|since|every|at night|to (?:cope|feel)|"
        r"because|when(?:ever)?|and (?:i|can't|cannot|it)|so i)\b|\s*[.!,]|$)|\brelapsed? (?:and|"
        r"into)? ?(?:cut|self)|\b(?:cuts|blood|scars|burns|scratches) (?:on|all over|down) my "
        r"(?:arms?|wrists?|legs?|thighs?|body)\b|\bclean from (?:cutting|self)|\bcut(?:ting)? "
        r"(?:deeper|into my (?:arms?|skin|legs?|wrists?))\b|\bcut (?:myself )?too deep\b|\bblood "
        r"everywhere\b|\b(?:i|i've) (?:just )?(?:cut|burned|hurt) myself (?:again|on purpose|"
        r"tonight|last night)\b"
    ),
    "gone": (
        r"\bwithout me\b(?! (?:in|on|at|there|as|doing|managing|leading|noticing|for (?:a|the)))|"
        r"\bif i (?:were(?:n't| not)?|was(?:n't| not)?|am not|'m not|wouldn't|didn't|just|simply|"
        r"had never been|died|disappeared|vanished|never)\b(?: \w+){0,3} ?(?:gone|dead|here|around|"
        r"alive|exist\w*|born|there|die|disappear\w*|vanish\w*|wake up|woke up)?|\b(?:once|when|"
        r"after) i(?:'m| am| will be|'ll be) (?:gone|dead|no longer here|not here any ?more)\b|"
        r"\bi(?:'ll| will| am going to|'m going to) be (?:gone|dead)\b|\bmy (?:death|absence)\b|"
        r"\bnever been born\b|\bme gone\b|\bme dead\b|\bi died\b|\bif i disappeared\b|\bi died\b|"
        r"\bi'm dead\b"
    ),
    "better": (
        r"\b(?:better(?: off)?|best off|happier|easier|relieved|relief|lighter|freer|a favou?r|"
        r"finally (?:have peace|be free)|less (?:trouble|pain|worry)|solve (?:everything|it "
        r"all))\b|\b(?:cope|manage|be fine|be okay|get over it|move on)\b"
    ),
    "nobody": (
        r"\b(?:nobody|no one|no-one|none of them|not a soul|who)(?: \w+){0,3} (?:miss\w*|care\w*|"
        r"notice\w*|cry|mind\w*|remember\w*|come to my funeral|mourn\w*|look for me)\b|\b(?:anyone|"
        r"anybody) (?:even |really )?(?:miss|care|notice|mind)\b|\b(?:anyone|anybody) (?:\w+ "
        r"){0,3}(?:miss|care|notice|mind)\b|\b(?:nobody|no one) (?:needs|loves|wants) me\b"
    ),
    "burden": (
        r"\b(?:a|such a|just a|only a|nothing but a|the) burden\b(?! of)|\bin everyone's way\b|"
        r"\bdragging (?:everyone|everybody|my family|them) down\b|\b(?:waste of (?:space|oxygen|"
        r"air))\b|\bi(?:'m| am) (?:completely |totally )?(?:useless|worthless) to (?:everyone|"
        r"everybody|anyone|my family)\b"
    ),
    "farewell": (
        r"\b(?:good-?byes?|farewell|last (?:words|wishes|letter)|final (?:words|letter)|suicide)\b|"
        r"\bsay(?:ing)? sorry to (?:everyone|everybody|my (?:kids|family|parents))\b|\btell (?:my|"
        r"them|everyone)(?: \w+){0,3} (?:i (?:love|loved)|i'm sorry|sorry)\b"
    ),
    "letter": (
        r"\b(?:letters?|notes?|messages?|video|text(?:ed)?|wrote|written|write|writing|recorded|"
        r"sent|e-?mails?|will)\b"
    ),
    "last": (
        r"\b(?:tonight|my last (?:day|night|week|evening)|last time (?:you|anyone)|by (?:tomorrow|"
        r"morning)|soon (?:be over|be gone)|be (?:all )?over (?:soon|tonight|tomorrow)|over soon|"
        r"for ?ever|for good|won't be (?:here|around)|won't hear from me|not (?:see|hear from) me "
        r"again|never (?:see|hear from) me again|no more pain|peace at last|finally (?:at )?peace|"
        r"end (?:it|the pain|my pain|this pain|my suffering|everything)|make it (?:all )?stop|"
        r"everything (?:to )?(?:end|stop))\b"
    ),
    "decided": (
        r"\bi(?:'ve| have)? (?:made (?:up my mind|my decision|the decision|peace|plans?|a plan)|"
        r"decided|picked (?:a|the) (?:day|date|place)|planned (?:it|everything|how|when)|chosen "
        r"(?:a|the) (?:day|date))\b|\bmy plan is\b|\bi have a plan\b|\bgoing to do it\b|\bready to "
        r"(?:go|leave this world)\b"
        r"|\bhow i(?:'d| would| will|'ll) do it\b|\bplanning (?:it|how|my (?:death|suicide))\b"
    ),
    "life": (
        r"\b(?:living(?! (?:in|from|with|at|out of|off|up|on|abroad|here|there|room|alone|wage|"
        r"costs?|by|under|my best|for (?:my|the|others)|like (?:a|an)|paycheck))|to live(?! (?:in|"
        r"with|at|by|near|off|on|here|there|abroad|my best|up|alone|like|a|more|the))|being alive|"
        r"be alive|stay(?:ing)? alive|alive any ?more|exist(?:ing|ence)?(?! (?:client|customer|"
        r"contract|user|team|business|skill|member|plan))|wak(?:e|ing) up(?: (?:again|tomorrow|any "
        r"?more|ever))?(?! (?:early|late|at|on time|before|earlier|with|in|tired|to my|so|for|the|"
        r"from|every))|this (?:world|earth)|life itself)\b"
    ),
    "my_life": (
        r"\b(?:my (?:own |whole )?life|this life|life)\b(?!-| coach\w*| balance| style| goals?| "
        r"insurance| stage)"
    ),
    "go_on": (
        r"\b(?:go(?:ing)? on|carry(?:ing)? on|keep(?:ing)? going|continu(?:e|ing)|be(?:ing)? here|"
        r"get(?:ting)? (?:up|out of bed))\b(?! (?:holiday|vacation|leave|a (?:trip|date|diet)|with "
        r"the (?:programme|program|coaching)))"
    ),
    "no_reason": (
        r"\b(?:no|any|a|one|the|without|lost|lose|losing|zero)(?: single| more| good| real| other| "
        r"earthly| further)* (?:reason|point|sense|purpose|meaning|hope|strength|will|desire|way|"
        r"future|energy left|joy)\b(?<!a reason)(?<!a good reason)(?<!a meaning)(?<!a "
        r"purpose)(?<!the meaning)(?<!the purpose)(?<!the future)(?<!a future)(?<!the way)(?<!a "
        r"way)(?<!the energy)|\bnothing (?:left )?(?:to live|worth|matters|to look forward)\b|"
        r"\b(?:pointless|worthless|meaningless|hopeless|not worth|isn't worth|isnt worth|"
        r"unbearable)\b|\bwhat(?:'?s| is) the (?:point|use)\b|\bwhy (?:should|do|would|bother) "
        r"(?:i )?(?:even |still )?(?:keep |go |carry |be )?\b|\bnot (?:able|strong enough) to\b|"
        r"\b(?:can't|cannot|couldn't|don't|do not) (?:see|find|have) (?:a|any|the|myself)\b|\btoo "
        r"(?:painful|hard|heavy|much|difficult) to (?:continue|go on|bear|carry|live|endure|"
        r"take)\b|\b(?:too )?(?:painful|unliveable|unlivable)\b"
        r"|\b(?:don't think i can|not sure i can|don't know if i can|doubt i can)\b"
    ),
    "tired": (
        r"\b(?:(?:so |just |really |too )?tired of|sick of|exhausted (?:by|from|of)|fed up with|"
        r"done with|had enough of|can(?:'t|not) (?:bear|stand|take|face|cope with|handle|do)|hate|"
        r"regret|through with)\b"
    ),
    "refuse": (
        r"\b(?:(?:don't|do not|doesn't|does not|didn't|no longer|not|never|nor) (?:really |even |"
        r"ever )?(?:want|wants|wanna|wish|care|plan|intend|like|feel like|deserve|know how|meant)|"
        r"wish i (?:wasn't|weren't|didn't|could stop|would not|wouldn't)|rather not|why am i "
        r"(?:even |still )?|give up on|giving up on|gave up on|given up on)\b"
    ),
    "wish": (
        r"\b(?:want(?:s|ed|ing)?|wanna|wish(?:es|ed|ing)?|hop(?:e|es|ing)|pray(?:s|ing)?|would "
        r"rather|'d rather|prefer|ready|plan(?:s|ning|ned)?|think(?:s|ing)? (?:of|about)|thoughts? "
        r"(?:of|about)|thought about|fantasi[sz]\w+|dream\w* (?:of|about)|going to|gonna|"
        r"try(?:ing)?|tried|attempt\w*|tempted|urge|feel like|considering|googl\w+|research\w+|"
        r"talk(?:s|ed|ing)? (?:of|about)|said (?:he|she|they)|says (?:he|she|they)|threaten\w*|"
        r"close to|deserve|supposed|let me|just|better)\b"
    ),
    "death": (
        r"\b(?:to (?:just |simply )?die(?! (?:of|for|hard))|be dead|dying(?! (?:to|for|of|from|"
        r"business|industry|trade))|i was dead|i were dead|(?<=about )death\b(?! of| in| at)|"
        r"(?<=of )death\b(?! of)|my own death|kill(?:ing)? (?:my|him|her|them)sel\w+|suicid\w+|"
        r"hang(?:ing)? (?:my|him|her)self|not wak(?:e|ing) up|never wak(?:e|ing) up|end(?:ing)? "
        r"(?:my|his|her|their) li(?:fe|ves)|tak(?:e|ing) (?:my|his|her|their) (?:own )?li(?:fe|"
        r"ves)|end(?:ing)? it all|ending it|hurt(?:ing)? (?:my|him|her)self|harm(?:ing)? (?:my|him|"
        r"her)self|overdos\w+|disappear for ?ever|not exist|stop existing|cease to exist|be gone "
        r"for ?ever|fall asleep for ?ever|sleep for ?ever|off (?:my|him|her)self|jump(?:ing)? "
        r"(?:off|in front)|cut(?:ting)? my (?:wrists?|veins?|throat)|slit\w*)\b"
    ),
    "way": (
        r"\b(?:how (?:do|can|could|would|many|much|long)|way|ways|method\w*|painless\w*|without "
        r"(?:pain|it hurting)|what happens|fastest|quick\w*|easiest|least pain\w*|does it hurt|"
        r"enough)\b"
    ),
    "pills": (
        r"\b(?:pills?|tablets?|paracetamol|tylenol|acetaminophen|ibuprofen|aspirin|xanax|valium|"
        r"sleeping (?:pills|tablets)|medication|meds|medicine|antidepressants|insulin|bleach|"
        r"poison|antifreeze|opioids?|painkillers)\b"
    ),
    "swallow": (
        r"\b(?:took|taken|taking|take|swallow\w*|downed|ate|drank|drink|drinking|overdos\w*|popped|"
        r"had)\b"
    ),
    "many": (
        r"\b(?:all|whole|entire|every|bottles?|box(?:es)?|pack(?:et)?s?|handfuls?|too many|lots? "
        r"of|bunch|loads|dozens?|strips?|everything in|enough|bleach|poison|antifreeze|\d{2,}(?= "
        r"(?:\w+ )?(?:pills|tablets|pastillas|comprimidos|tabletten|pillen|cachets|comprimes|"
        r"remedios|capsul\w*|mg)))\b"
    ),
    "store": (
        r"\b(?:sav(?:ed|ing) (?:up)?|hoard\w*|stockpil\w*|collect(?:ed|ing)|count(?:ed|ing)|in "
        r"front of me|next to me|in my hand|on the table|stash\w*|laid out|lined up)\b"
    ),
    "silent": (
        r"\b(?:(?:won't|isn't|not|doesn't|stopped|no longer) (?:answer\w*|respond\w*|repl\w+|"
        r"pick\w* up|talking)|can't reach (?:him|her|them)|unresponsive)\b"
    ),
    "height": (
        r"\b(?:bridge|roof|rooftop|ledge|cliff|balcony|railing|tracks|train|subway|platform|window|"
        r"storey|story|floor|motorway|highway|traffic|car park|overpass)\b"
    ),
    "leap": (
        r"\b(?:jump(?:ing|ed)? (?:off|from|out|in front|down)|(?:going|about|want\w*|ready|tempted|"
        r"urge|thinking (?:of|about)) (?:to )?jump(?:ing)?|throw(?:ing)? my ?self|step(?:ping)? "
        r"(?:off|in front|into the traffic)|walk(?:ing)? into (?:the )?traffic|let(?:ting)? go|"
        r"fall(?:ing)? off|over the edge|on the edge of (?:the|a)|(?:standing|stood|sitting|i am|"
        r"i'm) (?:up )?(?:on|at|by) (?:the|a) (?:\w+ )?(?:bridge|ledge|cliff|railing|tracks|edge|"
        r"rooftop))\b|\b(?:don't think i(?:'ll| will)|i'm not going to|i won't) (?:be )?(?:go|"
        r"going|come|coming) (?:home|back)\b"
        r"|\b(?:i'm|im|i am) (?:up )?on (?:the|a) roof(?=\s*(?:[.!?,]|$))"
    ),
}  # fmt: skip

SPELT = (
    "suicide suicidal killing overdose tablets anymore worthless pointless goodbye abusive "
    "violent strangled threatened swallowed hopeless depressed cutting selfharm harming "
    "husband boyfriend unconscious breathing"
)
