"""Instructions to the assistant in English."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

# What is the visitor's own is theirs to take back: "ignore my last message".
_OWN = "my|mine|our|i|we|i've|i'm"
# Somebody else who ignores rules is what people come to a coach with.
_FORGET = r"(?<!they )(?<!\bwe )(?<!\bi )(?<!people )(?<!who )(?<!don't )" + words(
    "ignor(?:e|ing)", "disregard(?:ing)?", "forget(?:ting)?(?: about)?", "overrid(?:e|ing)",
    "overrul(?:e|ing)", "bypass(?:ing)?", "circumvent(?:ing)?", "discard(?:ing)?",
    "disobey(?:ing)?", "dismiss", "unlearn", "abandon", "nullify", "supersede", "violate",
    "(?:set|put|leave|lay) aside", "throw (?:out|away)", "pay no (?:attention|heed) to",
    "(?:do not|don't|dont|never|no longer|stop|quit|refrain from|without) "
    "(?:follow(?:ing)?|obey(?:ing)?|heed(?:ing)?|respect(?:ing)?|apply(?:ing)?|listen(?:ing)? to|"
    "compl(?:y|ying) with|adher(?:e|ing) to|stick(?:ing)? to)", "break free (?:of|from)",
)  # fmt: skip
_DROP = words(
    "drop", "delete", "erase", "wipe", "clear", "remove", "reset", "disable", "deactivate",
    "suspend", "lift", "cancel", "replace", "rewrite", "overwrite", "skip", "break",
    "(?:turn|switch) off",
)  # fmt: skip
_EARLIER = (
    "previous(?:ly)?|prior|earlier|preceding|above|foregoing|former|initial|original|existing|"
    "system|safety|built-in|hidden|developer|operator|current|your|ethical|content|any|all"
)
_RULES = "instructions?|prompts?|directives?|guardrails|programming|guidelines|safeguards|rules"
_LOOSE = (
    f"{_RULES}|orders|commands|restrictions|constraints|limitations|training|protocols?|"
    "polic(?:y|ies)|context|directions|filters?"
)
# A rule about a thing of the business is no rule of the assistant: "your rules on cancelling".
_NOT_ABOUT = (
    r"(?! (?:for(?! (?:this|me|now|once|the (?:rest|moment)))|on(?! your?\b)|about|regarding|"
    r"concerning|around|to join|to book|when|if|at the)\b)"
)
_BUSINESS = "cancellation|refund|dress|booking|payment|privacy|group|house|parking|late"

_MACHINE = (
    "a\\.?i\\.?|dan|chatbot|bot|language model|llm|gpt\\w*|terminal|shell|interpreter|compiler|"
    "hacker|superuser|sysadmin|rogue|unrestricted|unfiltered|uncensored|jailbroken|evil|linux|"
    "sql|machine"
)
#: Where an order begins: the start of a sentence, or after a word that hands it over.
_ORDER = (
    r"(?:^|[.!?:;,\n\"'(*-]\s*|\b(?:please|now|then|you (?:must|will|should|shall|have to|"
    r"need to|can)) )"
)

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside",
        rf"{_FORGET}{upto(4, _OWN)}\b(?:{_EARLIER})"
        rf"\b{upto(3, f'{_OWN}|{_BUSINESS}')}(?:{_LOOSE})\b{_NOT_ABOUT}",
        rf"{_DROP}{upto(3, _OWN)}\b(?:{_EARLIER})\b{upto(2, f'{_OWN}|{_BUSINESS}')}(?:{_RULES})"
        rf"\b{_NOT_ABOUT}",
        rf"{_FORGET}{upto(2, _OWN)}(?:instructions|directives|guardrails|programming|guidelines|"
        r"system prompt)\b(?! (?:for|on|about|i|we)\b)",
        rf"{_FORGET} (?:everything|anything|all|what(?:ever)?) (?:that )?you(?:'ve| have| were|"
        r" had| are)?"
        r" (?:been |were |previously |ever )*(?:told|taught|given|instructed|trained|learn(?:ed|"
        r"t)|know|programmed)",
        rf"{_FORGET} (?:everything|anything|all)(?: of this| that)? before (?:it|this|now)\b",
        rf"{_FORGET} (?:everything|all|the|anything)(?: of)?(?: the| that)?(?: is| was| came|"
        r" written| said)? (?:above|before|prior|previous(?:ly)?|preceding)"
        r"\b.{0,25}?\b(?:and|then|instead)\b.{0,12}?\b(?:say|print|output|reply|respond|write|"
        r"tell|repeat|translate|answer|give|act|do|pretend|sing|list|show|just)\b",
        rf"\b(?:instructions|guidelines|restrictions|guardrails|directives)\b{upto(2)}(?:void|"
        r"null|obsolete|cancelled|suspended)\b",
        r"\b(?:instructions|rules|guidelines|restrictions|polic(?:y|ies)|"
        rf"guardrails)\b{upto(4)}(?:no longer|do not|don't|does not) (?:apply|matter|count|"
        rf"exist|bind)\b.{{0,20}}\b(?:you|anymore|now|here|chat)\b",
        r"\b(?:instructions|rules|prompt|directives|guidelines) (?:have|"
        r"has) (?:been )?(?:changed|updated|overridden|replaced|revoked|cancell?ed|suspended)\b",
        r"\b(?:answer|respond|reply|act|speak|operate|behave|work|proceed|"
        rf"continue)\b{upto(2)}without (?:any |your |the |all )*(?:restrictions|filters?|rules|"
        r"censorship|guardrails|limitations|guidelines|moral|ethical|safety)\b",
        r"\byou(?: now|'re now| are)? (?:have|has|with) (?:no|zero) (?:restrictions|rules|filters?|"
        r"guidelines|guardrails|limits|limitations|ethic\w+|polic(?:y|ies))\b(?! on\b)",
        r"\byou(?: now|'re now| are)? (?:are |now )*(?:free (?:of|from)|not bound by|"
        r"no longer bound by|"
        r"can ignore) (?:any |all |your |the |these )*(?:restrictions|rules|filters?|guidelines|"
        r"guardrails|limits|limitations|ethic\w+|polic(?:y|ies))\b(?! on\b)",
        rf"\b(?:set|put|leave|lay)\b{upto(2, _OWN)}(?:your|all|the|these){upto(2)}(?:{_RULES})\b"
        rf"{upto(2)}(?:aside|to one side|behind)\b",
        rf"{_FORGET} what(?:ever)? (?:\w+ )?(?:\w+ )?(?:told|taught|gave|instructed|said to) you\b",
        r"\b(?:whatever|anything|everything|what) i (?:say|type|write)(?: next| now)? (?:is|are|"
        r"counts as) "
        r"(?:an? )?(?:command|order|instruction|law)\b",
    ),
    rule(
        Kind.OVERRIDE, "its safeguards",
        r"\b(?:bypass|disabl|overrid|ignor|remov|circumvent|deactivat|suspend|turn(?:ed)? off|"
        r"switch(?:ed)? off|disregard|break|evad|skip|without|malfunction|lift)(?:e|ed|es|ing|"
        rf"s)?\b{upto(4, 'my|our')}(?:safety|content|security|ethical|ethics|"
        r"moderation)[\s-]*(?:filters?|polic(?:y|ies)|guidelines|checks?|rules|restrictions|"
        r"features?|protocols?|training|guardrails|measures|settings|considerations)\b",
        r"\byour (?:safety|content|security|ethic\w*|moderation) (?:filters?|polic(?:y|ies)|"
        r"guidelines|checks?|rules|restrictions|features?|protocols?|"
        r"training)\b.{0,30}\b(?:off|malfunction\w*|disabled|broken|doesn't exist|"
        r"don't (?:exist|apply)|lifted|without|suspended|outdated)\b|\boverride safety\b",
        r"\bsafety (?:rules|filters|guidelines|restrictions)\b.{0,40}\b(?:ignore|break|"
        r"disregard|bypass)\b",
        r"\b(?:be|being|act|respond|answer|operate|are|were|as|would|will|an?|remain|stay|go|"
        r"become)(?: \w+)? (?:unrestricted|unfiltered|uncensored|jail-?broken)\b(?! (?:access|"
        r"parking|use|travel|view))",
        r"\b(?:ai|bot|assistant|model|gpt|version of yourself)s?\b.{0,20}\b(?:with(?:out)?|had|"
        r"has|have) (?:no |any |all )?(?:\w+ )?(?:restrictions|rules|filters?|guidelines|limits|"
        r"ethics|safety features|guardrails|censorship)\b",
        r"\byou\b(?:(?!\bmy\b|\bour\b).){0,50}\b(?:instructions|rules|guidelines|training|"
        r"system prompt|prompt)\b(?:(?!\bmy\b|\bour\b).){0,40}\b(?:ignore|break|disregard|"
        r"forget|drop|bypass) (?:them|it|all of (?:them|it)|those)\b",
        r"\b(?:not (?:to )?follow|ignore)(?:ing)? your (?:training|rules|programming|"
        rf"instructions|guidelines)\b{_NOT_ABOUT}",
        r"\byou (?:said|agreed|told me|promised|were about|previously|would|could|once|"
        r"already)\b.{0,40}\b(?:ignore (?:the |your |all )?(?:rules|instructions)|"
        r"be unrestricted|no restrictions|bypass(?:ed)? (?:the |your )?(?:filters|rules|safety))",
        r"\b(?:help(?:ed)? me|how (?:do|can) i) bypass (?:your |the |its )?(?:filters|"
        r"guardrails|safety)\b|\byou must (?:always )?(?:comply|obey)\b",
    ),
    rule(
        Kind.OVERRIDE, "new instructions",
        r"\byour (?:new|real|actual|true|only|next) (?:instructions?|goal|task|rules?|role|"
        r"purpose|objective|directives?|mission|orders?|identity|persona) (?:is|are)\b|"
        r"\bnew (?:system )?(?:directive|instructions?) ?[:-]",
        r"(?:^|\n|[.!?:\])}]\s*)\W*(?:new|updated|revised|real|actual|important|urgent|"
        r"critical)(?: new)? (?:system )?(?:instructions?|rules?|directives?|prompt|task|"
        r"orders?|system message)(?: for (?:you|the (?:assistant|bot|ai)))?\s*(?:[:=]|follow|"
        r"from)",
        rf"\b(?:follow|obey|execute|comply with|use|adopt|apply|here are)\b{upto(1)}(?:my|these|"
        r"the following|this|our|your)(?: new| updated| real)+ (?:instructions?|rules|"
        r"directives|orders|prompt|commands)\b",
        r"\b(?:instead|only|must|will|always|strictly)\W{1,3}(?:follow|obey) (?:only )?(?:my|"
        r"these|the following) (?:instructions?|rules|orders|commands|directives)\b",
        r"\b(?:administrator|admin|developer|system|root|sudo|security|owner|manual|"
        r"emergency) overrid(?:e|den)\b",
    ),
    rule(
        Kind.ROLE, "another mode",
        r"\b(?:switch(?:ing)?|change|go|enter(?:ing)?|enabl(?:e|ing)|activat(?:e|ing)|"
        r"turn(?:ing)? on|start|engage|unlock|initiate|toggle|run|are (?:now )?in|in|boot|"
        rf"put)\b{upto(4, 'i|we|my|our')}(?:admin(?:istrator)?|developer|dev|debug(?:ging)?|"
        r"maintenance|god|root|sudo|jailbreak|dan|unrestricted|unfiltered|uncensored|"
        r"diagnostic|super ?user|override|opposite|unsafe)[\s-]?mode\b",
        r"\bdo anything now\b|\bdan mode\b|\bjail-?break (?:this|the|your|it|mode|prompt)\b|"
        r"\bjail-?broken?\b.{0,20}\b(?:you|mode|yourself|prompt|now)\b|"
        r"\byou\b.{0,12}\bjail-?broken?\b|(?:^|\n)\W*sudo \w+|\bdeveloper mode (?:enabled|on|"
        r"activated|output)\b",
    ),
    rule(
        Kind.ROLE, "another being",
        rf"{_ORDER}(?:and )?you(?: are|'re) (?:now|from now on|no longer|hereby|"
        r"henceforth)(?! (?:open|available|booked|certified|closed|offering|working|based|"
        r"taking|accepting)\b)(?:,)? (?:an? |the |my |called |named |dan\b|acting|"
        r"going to (?:act|be|play|pretend)|free|bound|restricted|limited|required|unrestricted|"
        r"in (?:a|the)? ?\w+ mode)",
        rf"{_ORDER}(?:and )?(?:from now on|henceforth|from this (?:point|moment)(?: on|"
        r" forward)?|for the (?:rest|remainder) of (?:this|our) (?:chat|conversation|"
        r"session)),? ?(?:you (?:are|will|must|should|shall|have|can|only|obey|answer|respond|"
        r"act|speak)|you're|you'll|your (?:name|role|job|task|answers|replies|responses|only)|"
        r"(?:respond|reply|answer|speak|talk|act|ignore|obey|call yourself)\b)",
        rf"{_ORDER}(?:and )?(?:act|behave|respond|answer|speak|talk|role-?play|play|function|"
        r"operate|serve|work) (?:as|like|the (?:role|part) of)(?: if you (?:are|"
        rf"were))? ?(?:an? |the |my )?(?:\w+[ -]){{0,3}}?(?:{_MACHINE})\b",
        r"\b(?:pretend|imagine|assume|suppose|simulate)(?: that)? (?:to be|you(?:'re| are|"
        rf" were|r)|you have|you had)(?: an?| the| my| now)? ?(?:\w+[ -]){{0,3}}?(?:{_MACHINE}|"
        r"owner of (?:this|the) (?:site|bot|business)|no (?:rules|restrictions|filters?|limits|"
        r"guidelines|guardrails|instructions)|not (?:an? )?(?:ai|bot|assistant|bound|"
        r"restricted))\b",
        rf"{_ORDER}pretend(?: that)? (?:to be|you(?:'re| are| were| have| had| can))(?! (?:my|a|"
        r"an|the|his|her) (?:boss|manager|client|interviewer|colleague|employer|recruiter|"
        r"coach|partner)\b)",
        rf"{_ORDER}(?:stop being|quit being|you(?:'re| are) not) (?:an? |the )?(?:\w+ ){{0,2}}"
        r"(?:bot|chatbot|assistant|ai)\b(?! (?:of|for)\b)|\bwho has no (?:limits|rules|"
        r"restrictions|filters?|guidelines)\b",
        rf"{_ORDER}you(?:'re| are) an? (?:\w+ ){{0,2}}?\w+ now\b",
        r"\bas if you (?:were|are|had) (?:not |no longer )?(?:an? )?(?:unrestricted|unfiltered|"
        r"evil|hacker|human|bound|no (?:rules|restrictions|filters?|limits))",
        rf"{_ORDER}you are an? (?:\w+ ){{0,5}}?(?:{_MACHINE})\b,? (?:who|with no|without|named|"
        rf"called)\b|\bplay(?:ing)? the (?:role|part|character) of\b.{{0,30}}\b(?:bot|ai|hacker|"
        rf"assistant|helpfulbot)\b|\bpretend\b.{{0,15}}\byour (?:\w+ )?(?:policy|rules|"
        r"instructions|guidelines|restrictions)\b",
        rf"{_ORDER}(?:let's|we) (?:play a game|role-?play)\b.{{0,60}}\byou (?:are|will|play|"
        r"must|have to|say)\b",
        enough_in_pages=False,
    ),
    rule(
        Kind.ROLE, "claimed authority",
        r"\b(?:i am|i'm|this is|as) (?:the|your|an?) (?:site |website |business |real |actual |"
        r"system |chief |bot )?(?:owner|admin(?:istrator)?|developer|founder|creator|programmer|"
        r"operator|ceo|boss|maker|engineer)\b(?! of a\b)(?:(?!\bof my\b).)"
        r"{0,60}?\b(?:authori[sz]e|order you|command you|instruct you|grant you|permit you|"
        r"override|(?:switch|enter|enable|activate|unlock)|debugging (?:you|this)|"
        r"give you (?:permission|access)|you (?:must|have to|are ordered)|approve)\b",
        r"\b(?:anthropic|openai|google|your (?:developers?|creators?|owners?|"
        r"makers?))\b.{0,25}\b(?:authori[sz]es?|has approved|approved|ordered|instructs?|"
        r"wants you to|told you to|requires? you|allows? you|permits?)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into its mouth",
        r"\b(?:start|begin|end|finish|preface|prefix|conclude|open|close|"
        rf"sign off)\b{upto(2)}(?:your|every|each|all|the)\b{upto(2, _OWN)}(?:answers?|repl(?:y|"
        rf"ies)|responses?|messages?|sentences?|output)\b{upto(3)}(?:with|by)\b",
        rf"\b(?:reply|respond|answer|write|speak|output|print|return)\b{upto(3, _OWN)}(?:only|"
        rf"just|exactly|solely|nothing but|simply)?{upto(1)}(?:with |using )?(?:only |just |"
        r"exactly |nothing but )*the (?:(?:exact|single|following|magic|secret|"
        r"literal) )*(?:words?|phrase|string|token|sentence)\b",
        r"\b(?:reply|respond|answer) (?:to )?(?:every|all|each|any)\w*(?: of)?(?: my| the)? ?"
        r"(?:questions?|messages?|requests?)? ?with\b|\b(?:confirm|acknowledge)(?: it| this|"
        r" that)? "
        r"with:? ?[\"'<\[*]",
        r"\b(?:reply|respond|answer) (?:back )?(?:to (?:everything|me|this|all|"
        r"every\w*)(?: \w+)? )?(?:only |just |exactly |solely )*with(?: only| just| exactly|"
        r" nothing but)?:? ?[\"'<\[*]",
        rf"{_ORDER}(?:only |just |simply )*(?:say|print|output|write|type|repeat|echo|"
        r"return)(?: back)?(?: exactly| only| just| nothing but|"
        r" after me)*:? ?(?:the (?:exact )?(?:words?|phrase|string)\b|[\"'*]\w)",
        rf"{_ORDER}(?:say|print|output|repeat|echo) (?:exactly|only|nothing but)(?: this|"
        r" the following)?\s*:",
        r"\b(?:only|nothing else but|exclusively) (?:output|print|reply|respond|answer|say|"
        rf"return)s?\b{upto(2, 'if|when|on')}(?:with|the (?:word|string|phrase))\b|\b(?:reply|"
        rf"respond|answer|say|write)\b.{{0,60}}\b(?:and )?nothing (?:else|more)\b",
        r"\b(?:encode|encrypt|encipher|cipher|reverse|scramble|jumble|misspell|"
        rf"obfuscate)\b{upto(3, _OWN)}your (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|"
        r"messages?|output)\b",
        r"\byour (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|messages?|"
        rf"output)\b{upto(5)}(?:base ?-?(?:16|32|58|64)|rot-?13|caesar|cipher|hexadecimal|"
        r"leetspeak|morse|reverse (?:order|sequence)|backwards?)\b",
        r"\b(?:add|include|insert|append|integrate|put)\b.{0,40}(?:\"|https?:|www\.|"
        r"\.com\b).{0,120}\b(?:to|in|into|at the end of) (?:your|every|each|all) (?:answers?|"
        r"repl(?:y|ies)|responses?|messages?)\b",
        r"\b(?:caesar|substitution|monoalphabetic|shift) cipher\b.{0,40}\byour\b|"
        r"\b(?:base ?-?(?:16|32|58|64)|rot-?13|morse code|pig latin|"
        r"leetspeak)\b.{0,25}\b(?:reply|respond|answer|encod\w+|response|message)\b|\b(?:reply|"
        r"respond|answer|encode)\b.{0,20}\b(?:base ?-?(?:16|32|58|64)|rot-?13|morse code|"
        r"hexadecimal|caesar|in reverse|backwards)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into a page for the assistant",
        r"\b(?:add|include|insert|append|integrate|modify|augment|enhance|introduce|mention|"
        r"embed|convert|translate|rearrange|replace|remove|substitute|shift|render|provide|"
        r"anagram|group|combine|use|write|apply|express|change|invert|put|place|adjust|"
        r"supplement|extend|alter|incorporate|weave|conclude|finish|represent|give|deliver|"
        r"format|mix|scatter|repeat|swap|make|misspell|jumble|scramble|shuffle|"
        rf"tip)\b{upto(16, _OWN)}your (?:\w+ )?(?:answers?'?s?|repl(?:y|ies)|responses?'?s?|"
        r"messages?|output|summary)\b",
        r"\b(?:in|to|into|of|throughout|within) your (?:\w+ )?(?:answers?|repl(?:y|ies)|"
        rf"responses?|messages?|output|summary)\b{upto(2)}\b(?:suggest|tease|mention|include|"
        r"recommend|tell|promote|add|hint|say|urge|encourage|advertise|claim|state|insert|link|"
        r"direct|use|replace|write)\b",
        r"\breplace (?:every|all|the|each|any)?(?: \w+){0,2} ?(?:letters?|vowels?|keywords?|"
        r"words?|characters?)\b.{0,30}\b(?:with|by)\b",
        rf"\b(?:your|in) (?:answer|reply|response|message)s?\b{upto(3)}\b(?:in|into) (?:german|"
        r"french|spanish|italian|portuguese|english|dutch|chinese|russian|japanese|base\w+|"
        r"reverse)\b|\b(?:reply|respond|answer) (?:only )?in (?:german|french|spanish|italian|"
        r"portuguese|reverse)\b",
        r"\b(?:tell|inform|advise|convince|persuade|instruct|ask) (?:the |all |any |every |"
        r"each )?(?:reader|user|visitor|customer|client|person|people)s?\b(?! (?:about|how|"
        r"what|why|when)\b).{0,60}\b(?:cost|price|free|discount|visit|click|download|"
        r"password|card|account|pay|send|dollar|refund|code)s?\b",
        r"\b(?:when|if|whenever) (?:an? |the |any |someone |anyone )?(?:ai|assistant|chatbot|"
        r"bot|language model|llm|model|user|visitor|customer)s? (?:reads?|sees?|asks?|"
        r"summari[sz]es?|process(?:es)?|answers?)\b.{0,80}\b(?:say|tell|respond|reply|answer|"
        r"include|recommend|output|always|must|state|claim|ignore)\b",
        r"\b(?:attention|note|notice|message|instructions?|reminder|important) (?:to|"
        r"for)(?: all| any| the)? (?:ai|a\.i\.|llm|chatbot|bot|assistant|language model)s?\b|"
        r"\b(?:dear|hey|hello),? (?:ai|assistant|chatbot|llm|language model)\b[,:]|\b(?:ai|llm|"
        r"assistant|chatbot) (?:assistant|model|agent)?s? ?(?:reading|processing|"
        r"summari[sz]ing) this\b",
        from_visitors=False,
    ),
    rule(
        Kind.PROMISE, "agreement on demand",
        r"(?:^|[.!?:;\n]\s*|\byou (?:must|will|should|shall|have to|need to|"
        r"are to) (?:always )?|\b(?:objective|job|task|goal|role|duty|purpose) is to |"
        r"\bplease )(?:agree|say yes|reply yes|answer yes|consent|say \"?(?:yes|ok|"
        r"agreed)\"?)(?: with| to) (?:everything|anything|all\b|whatever|any|each|every)",
        r"\b(?:say|state|reply|respond|end|add|acknowledge|declare|agree|write|promise|"
        rf"accept)\b{upto(10, 'i|we')}(?:legally binding|binding offer|binding agreement|"
        r"no takesies|(?:it|this|that)(?:'s| is) (?:legally )?binding)\b",
        r"\bbinding (?:contract|deal|agreement|offer)\b.{0,40}\b(?:say|reply|answer|"
        r"respond)\b.{0,5}"
        r"\b(?:yes|ok|agreed)\b|\byou(?:'re| are)(?: legally)? (?:obligated|obliged|required|"
        r"bound) to "
        r"(?:accept|agree|honou?r|grant|give)\b",
        r"\b(?:legally binding|binding offer)\b.{0,40}\bno takes(?:ies)?\b",
    ),
]  # fmt: skip
