"""The parts that orders are made of, in English."""

from __future__ import annotations

from chatbot.guards.injection import signs_english_output

_RULES = (
    r"(?:instructions?|rules?|guidelines?|guard-?rails?|directives?|programming|prompts?|training|"
    r"restrictions?|constraints?|limitations?|limits|filters?|safeguards?|orders|briefing|"
    r"polic(?:y|ies)|protocols?|conditioning|code of conduct|commands)"
)
_BUSINESS = (
    r"(?:cancel\w*|refund|booking|payment|privacy|group|house|dress|late|pricing|attendance|"
    r"workbook|zoom|call|session|exercise|workshop|programme|program|first)"
)
_NOT_OF_BUSINESS = (
    r"(?!(?: \w+)? (?:for (?!(?:this|me|now|once|today|the (?:rest|moment)))|on (?!your|my side)|"
    r"about|regarding|around|concerning|to (?:join|book|connect|cancel)))"
)
_MACHINE = (
    r"(?:a\.?i\.?s?|bots?|chat-?bots?|robots?|language models?|llms?|gpt\w*|chatgpt|virtual "
    r"assistants?|ai (?:assistants?|systems?|models?|agents?|tools?|readers?)|machines?|"
    r"assistants?|crawlers?|agents?|models?)"
)
_MUCH = (
    r"(?:free(?! (?:call|session|trial|consult\w*|intro\w*|first|time|slot|place|spot|day|evening|"
    r"discovery|clarity|chat|choice|to|from|of|for))|\d+ ?(?:%|percent|per cent)|discount\w*|"
    r"refund\w*|guarantee\w*|binding|final offer|no charge|waive\w*|money back|half price|(?:[$€£] "
    r"?\d|\b\d+(?:\.\d+)? ?(?:dollars?|euros?|pounds?|bucks|usd|eur|gbp|cents?|[$€£])))"
)

SIGNS = {
    **signs_english_output.SIGNS,
    "aside": (
        r"\b(?:ignor(?:e|es|ing)|disregard\w*|forget(?:ting)?|overrid(?:e|es|ing)|overrul\w+|"
        r"bypass\w*|circumvent\w*|discard\w*|disobey\w*|dismiss|unlearn|abandon|nullify|violat\w+|"
        r"drop|skip|break|breaks|breaking|lift|suspend\w*|wipe|erase|delete|reset|scrap|ditch|"
        r"loosen|relax|neglect|(?:set|put|leave|lay|push) (?:\w+ ){0,4}aside|throw (?:\w+ "
        r"){0,3}(?:out|away)|pay no (?:attention|heed)|get rid of|step outside|go against|work "
        r"around|(?:stop|quit|cease) (?:following|obeying|using|applying|enforcing|respecting)|no "
        r"longer (?:appl\w+|valid|in force|count|bound|follow|need|matter|hold|bind)|(?:do not|"
        r"don't|never|need not|needn't|not|without) (?:have to |need to )?(?:follow\w*|obey\w*|"
        r"heed\w*|respect\w*|apply\w*|listen\w* to|stick\w* to|care about|bound|matter|count)|"
        r"(?:doesn't|does not) (?:apply|count|matter)|free (?:from|of)|void|null|obsolete|outdated|"
        r"expired|cancell?ed|disabled|disable|deactivat\w+|turn(?:ed)? off|switch(?:ed)? off|"
        r"removed?|replaced?|superseded?|exempt from|nothing (?:above|before))\b|\b(?:remov(?:es|"
        r"ing|al)|upgraded?|lifts?|lifting|unlocks?|expire[sd]?|ceases?|end(?:ed|s))\b(?= (?:\w+ "
        r")?(?:your|all|the|any|every)\b)"
    ),
    "your_rules": (
        rf"\b(?:your|its|the (?:bot|assistant|chatbot|ai)'s)(?: (?!{_BUSINESS}\b)[\w-]+){{0,2}} "
        rf"{_RULES}\b{_NOT_OF_BUSINESS}|\b(?:every|all(?: the| of the)?|any) {_RULES} (?:that |"
        rf"which )?"
        r"(?:you|they|your \w+|the developers?) (?:have|had|follow|were|got|gave|set|know|run)"
    ),
    "rules": rf"\b(?<!ground )(?<!house ){_RULES}\b",
    "you": r"\b(?:you|your|yours|yourself|you're|the (?:bot|assistant|chatbot|ai))\b",
    "told": (
        r"\byou(?:'ve| have| had)? ?(?:been |were |are |ever been |previously |already |once "
        r")*(?:told|taught|given|instructed|ordered|trained|programmed|set up|configured|briefed|"
        r"learn(?:ed|t)|forbidden|prohibited)\b|\b(?:programmed|built|put|wired|loaded|trained|"
        r"coded) into you\b|\bconfigured you\b|(?<!\bi )(?<!i've )(?<!\bwe )(?<!i have )\b(?:told|"
        r"gave|taught|instructed|forbade|forbids?|fed|trained|programmed|briefed|set for) you\b|"
        r"\b(?:your )?(?:creators?|developers?|makers?|programmers?|operators?) (?:\w+ )?(?:told|"
        r"gave|set|wrote|put|forbade|taught|said|want\w*)\b"
    ),
    "earlier": (
        r"\b(?:before|previous(?:ly)?|prior|earlier|so far|until now|up to now|above|"
        r"initial(?:ly)?|original(?:ly)?|preceding|former|existing|old|default|standard|usual|all|"
        r"any|every)\b"
    ),
    "from_now": (
        r"\bfrom (?:now|here|today|this (?:point|moment|message|line)|that point)(?: on\w*| "
        r"forward)?\b|\bnow on\b|\bhenceforth\b|\bstarting (?:now|with this)\b|\bgoing forward\b|"
        r"\bfor the (?:rest|remainder) of (?:this|our|the) (?:chat|conversation|session)\b|\bas of "
        r"now\b|\buntil (?:i say|further notice)\b|\bevery time\b|\balways\b|\bnext messages?\b"
    ),
    "obey": (
        r"\b(?:obey|follow|listen to|answer to|take orders from|comply with|serve|do) (?:\w+ "
        r"){0,2}?(?:only |just )?(?:me\b(?! (?:a|the) )|my (?:orders?|commands?|instructions?|"
        r"rules?|word)|(?:exactly )?what(?:ever)? i (?:say|tell|ask|want|write|command|order)|"
        r"everything i (?:say|tell|ask|write|command|order)|as i (?:say|tell))|\b(?:only|just) my "
        r"(?:orders|commands|rules|instructions|word)\b|\bi(?:'m| am) your (?:new |only |real "
        r")?(?:master|boss|owner|operator|admin\w*)\b|\bmy (?:word|rules|orders) (?:is|are) (?:law|"
        r"the only)|\btreat (?:my words|me|my messages|everything i (?:say|write)|what i (?:say|"
        r"write)) (?:as|like)\b|\bmy authority\b|\bi(?:'m| am) in (?:charge|control|command) "
        r"(?:now|here)?"
    ),
    "off": (
        r"\b(?:(?:turn|switch)(?:ed)? (?:\w+ ){0,4}?off|disabl\w+|deactivat\w+|remove|lift|"
        r"bypass\w*|suspend|skip|pause|unlock|loosen|take (?:\w+ ){0,3}off|without)\b"
    ),
    "safeguards": (
        r"\b(?:your|all|the|any|every)(?: \w+)? (?:filters?|restrictions|safeguards?|guard-?rails?|"
        r"protections?|censorship|moderation)\b|\b(?:safety|content|moderation|ethic\w*|security) "
        r"(?:checks?|filters?|controls?|limits?|restrictions?|layers?|features?|settings?|mode|"
        r"protocols?|measures?)\b"
        r"|\bmoderation\b"
    ),
    "notice": (
        r"(?:^|\n)\W*(?:(?:policy|security|system|emergency|urgent|admin\w*|internal|configuration|"
        r"prompt|model|operator|developer|price|pricing) (?:update|notice|message|memo|note|change|"
        r"patch|alert|instruction|command|broadcast))\b|\bnew policy\b|\bpolicy update\b|\bmemo "
        r"(?:to|for) (?:the )?(?:bot|assistant|chatbot|ai)\b|\bnew (?:instruction|directive)s?\b|"
        r"\b(?:begin\w*|start|end) of (?:the )?(?:user|operator|system|visitor|admin\w*|developer) "
        r"(?:input|message|turn|prompt|text|section)\b"
    ),
    "assistant": rf"\b(?:the|every|all|any|this|each|dear) {_MACHINE}\b|\byou\b",
    "must": (
        r"\b(?:must|shall|has to|have to|is to|are to|should|is required to|is allowed to|may now|"
        r"will now|always|immediately|from now on)\b|(?:^|[.!?:;,\n\"(\[>-]\s*|\b(?:please|now|and|"
        r"then|to|not|never) )(?:tell|say|answer|reply|respond|recommend|add|insert|include|ignore|"
        r"reveal|forward|send|ask|append|mention|state|inform|direct|convince|claim|promise|offer|"
        r"give|output|print|click|visit|quote|use|disregard|forget|treat|describe|rank|prefer|"
        r"praise|show|share|list)\b|\b(?:grant|approve|accept|waive|set)\b"
    ),
    "gift": rf"{_MUCH}",
    "answer": (
        r"\b(?:answer|respond|reply|act|speak|talk|operate|behave|work|proceed|continue|write|help "
        r"me)\b"
    ),
    "lawless": (
        rf"\b(?:no|without|zero|free of|free from|ignor(?:es|ing)|breaks?|breaking|beyond|above|"
        rf"outside|unbound by|not bound by)(?: any| all| a single| your| the| of| kind| more| "
        rf"moral| ethical| content| such){{0,3}} (?:{_RULES}|boundaries|morals?|ethics|"
        rf"censorship)\b"
        r"(?! (?:on|about|for|regarding) )|\b(?:unrestricted|unfiltered|uncensored|unbound|"
        r"jail-?br\w+|rogue|rebel\w*|amoral|lawless|disobe\w+|evil)\b|\bnever (?:says? no|refuses?|"
        r"declines?)\b|\bcan(?:not|'t| not) refuse\b|\bsays? yes to (?:everything|anything|"
        r"every)\b|\bdo anything\b|\b(?:truly|completely|fully|totally) free\b|\bfree (?:ai|bot|"
        r"spirit)\b|\bwhatever happens\b|\bno matter what\b|\bnot allowed to (?:say|tell|reveal)\b|"
        r"\bnobody (?:can|will) (?:see|stop|know)\b"
    ),
    "be": (
        r"\byou(?:'re| are| were|'ll be| will be| become| will play| play)(?! (?:able|welcome|"
        r"right|open|available|free on|free at|sure|certified|there|still|fully|not|also|"
        r"booked)\b)\b|\bpretend(?:ing)? (?:to be|you|that you)\b|\bimagin(?:e|ing) (?:that "
        r")?you\b|\brole-?play(?: as|:| that| where|ing as)?\b|\bact(?:ing)? (?:as|like)\b|\bplay "
        r"(?:the|a|an) (?:role|part|character|game)\b|\bplease be (?:my|a|an|the)\b|\bbe my\b|"
        r"\bbehave (?:as|like)\b|\bsimulate\b|\bassume the (?:role|identity|persona)\b|\btake on "
        r"the (?:role|persona)\b|\bcalled [\"']?[a-z]+(?:bot|gpt|ai)\b|\bversion of yourself\b|"
        r"\b(?:write|tell me|continue) (?:\w+ )?(?:a |the )?(?:story|scene|dialogue|novel|script|"
        r"play|screenplay)\b|\bappoint you\b|\bpromote you\b|\bcharacter\b|\btwin\b|\balter ego\b|"
        r"\bpersona\w*\b|\btwo (?:personalities|versions|voices|answers|repl\w+)\b|\balter[- "
        r"]?ego\b|\byour (?:evil|other|dark|true|free|inner) (?:side|self|twin)\b"
        r"|\bnew role\b|\byou play\b|\bplay(?:ing)? an? (?:\w+ )?(?:sales\w*|seller|bot|clerk|"
        r"agent|vendor)\b"
    ),
    "may_all": (
        r"\b(?:may|can|are allowed to|is allowed to|free to) (?:promise|grant|approve|give|offer|"
        r"say|do|agree to) (?:anything|everything|whatever|all)\b|\b(?:authori[sz]ed|authority|"
        r"power|permission|entitled|empowered) to (?:give|grant|approve|offer|waive|promise)\b|"
        r"\bmust (?:grant|give|approve|accept)\b"
        r"|\b(?:accepts?|agrees? (?:to|with)|grants?|approves?|sells? (?:at|for)) (?:any|every|"
        r"whatever|all)(?: \w+)? (?:price|offer|request|discount|demand)s?\b|\bissues? refunds?\b|"
        r"\bgives? (?:everything|it all|stuff) away\b|\b(?:accepts?|agrees? to) (?:anything|"
        r"everything)\b"
    ),
    "secret_rules": (
        r"\b(?:secret|hidden|system|internal|confidential|private) (?:\w+ )?(?:rules?|prompts?|"
        r"instructions?|guidelines|messages?|codes?|passwords?|keys?|manuals?)\b|\bapi keys?\b|"
        r"\bpasswords? of\b"
    ),
    "authority": (
        r"\b(?:i'm|i am|im|this is|it's|here is|as|speaking as|we are|on behalf of)(?: \w+){0,2}? "
        r"(?:owner|admin(?:istrator)?|developer|programmer|founder|creator|sys-?admin|engineer|"
        r"technician|support|security|hosting|openai|anthropic|google|webmaster|it department|it "
        r"team|it support|auditor|maintainer|operator|vendor|ceo)\b(?! of (?:a|an|my|our|the "
        r"(?:company|firm|business))\b)(?! (?:at|in|who|looking|and i (?:feel|want|need)))|"
        r"\bauthori[sz]\w+\b|\bclearance\b|\b(?:access|override|admin|security|master) (?:code|"
        r"password|key|token)\b|\btesting in production\b|\bpen-?test\w*\b|\bmaintenance (?:window|"
        r"access|mode)\b|\bred team\w*\b|\b(?:it's|this is|it is) me,? (?:the|your) (?:\w+ "
        r")?(?:webmaster|owner|admin\w*|developer|boss|founder|creator|programmer)\b"
    ),
    "mode": (
        r"\b(?:admin\w*|dev|developer|debug\w*|maintenance|god|root|test|testing|unrestricted|"
        r"override|training|service|diagnostic\w*|super ?user|owner)[ _-]?(?:mode|rights|console|"
        r"panel)\b|\b(?:admin\w*|root) access\b"
    ),
    "grant": (
        r"\b(?:give|grant|set|apply|approve|confirm|make|waive|issue|book|reduce|lower|change|"
        r"process|activate|refund)\b"
    ),
    "show": (
        r"\b(?:show|reveal|print|repeat|output|display|tell|give|share|list|dump|leak|expose|"
        r"disclose|copy|paste|translat\w+|summar\w+|recit\w+|write|spell|echo|return|send|read|"
        r"quot\w+|paraphras\w+|describ\w+|explain|provid\w+|decod\w+|convert\w*|reproduc\w+|type|"
        r"hand over|forward|export|let me (?:see|read)|i (?:want|need|would like|'d like) to "
        r"(?:see|read|know)|what (?:is|are|were|was|does|do)|what's|which)\b"
    ),
    "your_words": (
        r"\byour (?:own |exact |full |complete |entire |whole |initial |original |hidden |secret |"
        r"internal |first |very |system |opening |underlying |current )*(?:instructions?|prompts?|"
        r"directives?|programming|guard-?rails|source code|config\w*|system (?:message|text)|"
        rf"briefing|context window|pre-?prompt)\b{_NOT_OF_BUSINESS}|\b(?:system|hidden|initial|"
        r"secret|internal)[ _-](?:prompts?|instructions?|messages?|directives?|notes?|guidelines|"
        r"text|config\w*)\b(?! (?:for|with|of) \w)|\bset-?up text\b|\b(?:instructions?|rules|text|"
        r"notes?|briefing|lines?|guidelines|message|words|orders|what)(?: that| which)? (?:you "
        r"(?:were|have been|'ve been|got|received|are|run|operate)|(?:someone|somebody|they|your "
        r"\w+|the \w+) (?:gave|wrote|set|put|fed|configured) )(?!.{0,40}\b(?:email|zoom|workbook|"
        r"invoice))|\b(?:in|of|from|inside) your (?:context(?: window)?|memory|buffer|setup)\b"
        r"|\byour (?:real|true|actual|secret|hidden|internal|inner) (?:rules|guidelines|"
        r"instructions|orders|policies)\b"
    ),
    "place": (
        r"\b(?:before|prior to|ahead of|preced\w+|above) (?:my|the|this|our)(?: (?:very )?(?:first|"
        r"opening))? (?:message|question|chat|conversation|text|line|input|dialog\w*)\b|\b(?:at|"
        r"from) the (?:very )?(?:start|beginning|top) of (?:this|our|the|your) (?:chat|"
        r"conversation|context|window|text|dialog\w*)|\bfirst (?:\w+ )?(?:lines?|words|sentences?|"
        r"paragraphs?|tokens) (?:of|in) (?:this|our|your|the) (?:chat|conversation|context|prompt|"
        r"memory)\b|\bup to (?:here|this point)\b"
    ),
    "verbatim": (
        r"\b(?:verbatim|(?:word|letter|character|line)(?:[- ](?:for|by)[- ](?:word|letter|"
        r"character|line))|exact(?:ly)?|in full|full text|complete(?:ly)?|entire(?:ly)?|whole|"
        r"literally|unchanged|unedited|as is|everything|all of it|code ?block|unredacted|raw|"
        r"text)\b"
    ),
    "forbidden": (
        r"\b(?:(?:not|n't|never|n't be) (?:allowed|supposed|permitted|meant)|forbid\w*|forbade|"
        r"forbidden|prohibited|banned) (?:\w+ ){0,3}?(?:to|from) (?:say|tell\w*|reveal\w*|shar\w+|"
        r"show\w*|disclos\w+|mention\w*|talk\w*|answer\w*)\b(?<!my )|\b(?:keep|keeping|kept|"
        r"hiding) (?:\w+ )?(?:from|secret from) (?:the )?(?:visitors?|users?|customers?)\b"
    ),
    "encode": (
        r"\b(?:base ?-?(?:16|32|58|64|85)|rot-?13|hex(?:adecimal)?|morse|binary|ascii|caesar|"
        r"cipher\w*|backwards?|in reverse|reversed|pig latin|leet(?:speak)?|acrostic|(?:first|"
        r"initial) letters?|letter by letter|emojis?|unicode|url-?encod\w+|encod\w+|encrypt\w+|one "
        r"(?:letter|word|character) (?:per|at a)|as a (?:poem|song|rap|haiku|riddle|table|story)|"
        r"in (?:json|yaml|xml|latex|klingon|latin|code))\b"
    ),
    "decode": r"\b(?:decod\w+|decipher\w*|decrypt\w*|unscrambl\w+|reverse this|translate this)\b",
    "do_it": (
        r"\b(?:do|follow|execute|run|obey|perform|carry out|act on|comply with|answer) (?:exactly "
        r")?(?:what(?:ever)? (?:it|is|comes)|it\b|the (?:result|instruction|order|command|output)|"
        r"them)\b"
    ),
    "others": (
        r"\b(?:other|another|different|all|every|previous|past|last|stored|saved|collected|"
        r"registered|existing|your|the) (?:\w+ ){0,2}?(?:visitors?|users?|customers?|clients?|"
        r"leads|people|subscribers?|contacts|coachees?)\b|\b(?:leads?|contacts|subscribers) (?:you|"
        r"that|in|from)\b|\b(?:customer|client|contact|mailing|lead) (?:list|database|data)\b"
        r"|\byou(?:'ve| have)? (?:have )?(?:stored|saved|collected|gathered|on file)\b|\b(?:every|"
        r"all)(?: the| of the)? (?:e-?mail|contact|address|phone|lead|chat|conversation)\w*"
    ),
    "data": (
        r"\b(?:e-?mails?(?: addresses)?|addresses|phone numbers?|leads|(?:customer|client|contact|"
        r"mailing|lead) (?:list|database|data)|(?<!my )(?:conversations?|chats|chat (?:logs?|"
        r"history)|transcripts?)|personal (?:data|details)|contact (?:data|details))\b"
    ),
}  # fmt: skip

SPELT = (
    "ignore ignoring disregard forget override overrule bypass disobey instructions instruction "
    "previous previously guidelines restrictions restriction everything reveal prompt system "
    "programming developer administrator password confirm repeat exactly binding discount "
    "unrestricted unfiltered pretend anything verbatim hidden directives limitations refund "
    "guarantee maintenance conversation following original initial above before given rules freely"
)
