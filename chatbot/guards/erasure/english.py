"""Asking in English to have one's data deleted."""

from __future__ import annotations

from chatbot.guards.erasure.tongue import Tongue

_KIND = (
    r"(?:(?:all|any|personal|private|own|stored|saved|old|contact|customer|client|user|account|"
    r"email|e mail|phone|mobile|chat|message|payment|card|bank|billing|whole|entire|full|last|"
    r"first|previous|sensitive) )*"
)
_NOUN = (
    r"(?:datas?|details?|infos?|informations?|records?|files?|e ?mails?|addresse?s?|"
    r"(?:phone |mobile )?numbers?|names?|messages?|chats?|conversations?|chat history|"
    r"transcripts?|accounts?|profiles?|traces?|pii|entry|entries|stuff)\b"
)
_THINGS = (
    r"(?:data|info|information|details|records|files|traces?|everything|anything|all|whatever|what)"
)
_OURS = (
    r"(?:your|ur|the|this|all your|any)(?: \w+){0,2} (?:lists?|mailing|newsletters?|database|db|"
    r"systems?|records?|files|crm|servers?|contacts|books|site|website|memory)\b"
)
_PLACE = (
    r"(?:facebook|instagram|linkedin|google|twitter|x|tiktok|whatsapp|youtube|gmail|zoom|"
    r"my \w+|a \w+|an \w+|the (?:internet|web|cloud|laptop|computer|phone)|another \w+|"
    r"other \w+|his \w+|her \w+|their \w+)"
)
_KEEP = r"(?:keep|store|save|hold|retain|record|stor|hav)(?:e|ing|ping)?"
_WILL = r"(?:will|would|can|could|might|may|wants? to|tries to|has to|had to|is going to)"

TONGUE = Tongue(
    own=rf"(?:my|our|my \w+'s) {_KIND}{_NOUN}"
    rf"|{_THINGS}(?: [^\s,]+){{0,6}}? (?:about|on|of|from|to|"
    r"with|concerning|regarding) (?:me|myself|us)\b(?! (?:to|how|what|when|if))"
    rf"|(?:the |that |any |all )?{_THINGS} (?:that )?(?:i|we) (?:\w+ )?(?:told|wrote|said|gave|"
    rf"sent|"
    r"typed|shared|entered|left|provided|submitted)\b"
    rf"|{_THINGS} (?:that )?(?:you|u)(?: guys)?(?: have|'ve)? (?:have|hold|keep|stored?|saved?|"
    r"collected|recorded|got)\b"
    r"|(?:messages?|chats?|things|stuff|words?) (?:that )?i(?: have|'ve)? "
    r"(?:sent|wrote|written|typed|posted)\b"
    r"|(?:this|our|the)(?: \w+)? (?:conversation|chat)\b(?! ?bot)",
    delete=r"dele?te?|dlete|scrap|trash|nuke|erase|erace|remove|wipe(?: out)?|purge|destroy|scrub|"
    r"expunge|"
    r"get rid of|dispose of|clear|eliminate|anonymi[sz]e|take down",
    deleted=r"(?:deleted|erased|removed|wiped|purged|destroyed|gone|disappear|forgotten|"
    r"anonymi[sz]ed)",
    wanted=r"want|wants|like|love|need|wish|prefer|request|demand|insist|ask|asking|require|have|"
    r"having|can|could|"
    r"get|please|expect|id like",
    must=r"(?:must|should|has to|have to|needs? to|ought to|to) be",
    deletion=r"deletion|erasure|removal|purging",
    asked=(
        rf"\b(?:remove|take|delete|erase|strike|drop|purge|scrub|wipe) (?:me|my(?: \w+){{1,3}}?)"
        rf"(?: off| out)?(?: from| of| off)? {_OURS}",
        r"\bunsubscribe me\b",
        r"\b(?:want|wanna|like|wish) (?:to )?be (?:forgotten|deleted|erased)(?=$|,| please| and|"
        r" under)",
        rf"\b(?:want|get me|take me|let me) (?:out of|off) {_OURS}",
        rf"\b(?:removed|deleted|erased|taken) (?:from|off|out of) {_OURS}",
        r"\b(?:request|demand|require|want|apply for|ask for|asking for) (?:the |an? )?(?:\w+ )?"
        r"(?:erasure|deletion)\b",
        r"^(?:please )?(?:delete|erase|remove) (?:all )?(?:personal |user )?data(?: please)?$|"
        r"^(?:personal )?data (?:deletion|erasure|removal)(?: please)?$",
        rf"\bif you (?:could have |have )?(?:deleted|erased|removed|wiped) (?:all (?:of )?)?(?:my|"
        rf"our) "
        rf"{_KIND}{_NOUN}",
        r"(?:^|, |\b(?:please|pls|just|now|then|ok|and|so|also) |"
        r"\byou (?:to |must |should |can |could )?|\bi said )"
        r"forget (?:about )?me\b(?! not)",
        r"\bforget (?:my|our) (?:personal |contact |email )?(?:data|details|info\w*|e ?mail|name|"
        r"number|address|conversation|chat)\b",
        r"\bforget (?:everything|anything|all|whatever|what)(?: [^\s,]+){0,5}? (?:about|on|"
        r"of) me\b",
        r"\bforget (?:this|our) (?:whole |entire )?(?:conversation|chat)\b",
        r"\b(?:gdpr|ccpa|data|dsgvo) (?:deletion|erasure|removal) (?:request|notice|demand)\b"
        r"(?!s)",
        r"\bgdpr (?:\w+ ){0,2}?request\b(?!s| for (?:a copy|access))",
        r"\b(?:deletion|erasure|removal) request\b(?!s)(?= (?:for|of|under|regarding)|$)",
        r"\b(?:my|exercise|invoke|claim|use|under|want|request|demand)\b(?: \w+){0,3} right "
        r"(?:to be forgotten|to erasure|of erasure|to deletion|to have)\b",
        r"\bart(?:icle)? 17\b(?: \w+){0,3} (?:gdpr|dsgvo|general data)",
        rf"\b(?:stop|quit) {_KEEP} (?:[^\s,]+ )?(?:my|our) {_KIND}{_NOUN}",
        rf"\b(?:not?|don't|dont|never|no longer)\b(?: [^\s,]+){{0,4}}? {_KEEP} "
        rf"(?:[^\s,]+ )?(?:my|our) {_KIND}{_NOUN}",
        rf"\b(?:not?|don't|dont|no longer) (?:\w+ )?(?:want|wish|like)(?: \w+){{0,3}}? "
        rf"(?:my|our) {_KIND}{_NOUN} (?:to be )?(?:kept|stored|saved|held|on)\b",
    ),
    it=(
        r"\b(?:delete|erase|remove|wipe|purge|destroy|get rid of) (?:it|them|that|these|"
        r"those|all|all of (?:it|that|them)|everything)\b",
        r"\bif you (?:deleted|erased|removed|wiped) (?:it|them|that|all of it|everything)\b",
        r"\b(?:want|like|need|have|get) (?:it|them|that|all of it|everything) "
        r"(?:deleted|erased|removed|gone)\b",
    ),
    handled=(
        r"^(?:(?:and|so|but|also|hi|hello|hey|ok|okay|well|then|just|quick question),? (?:, )?)*"
        r"(?:do|does|did|when|how long|how often|how soon|how do you|how will|how are|how is|"
        r"why|what|which|will|would it|have you|has|had|is|are|was|were|must you|should|"
        r"where do you|do not|don't|dont|never|please (?:do not|don't|never))\b"
        r"(?!.*\b(?:please|possible|way to|able|process|procedure|steps|have to do|need to do|"
        r"must i do|should i do|can i do)\b(?!.*\b(?:not|don't)\b))"
        r"(?! (?:not )?(?:keep|store|save|hold|retain)\b)",
        r"\b(?:know|wonder|wondering|ask|asking|curious|unsure|tell me|sure)(?: \w+)? "
        r"(?:if|whether|when|how long|how often|what happens)\b",
        r"\b(?:do not|don't|dont|never|not to|without)(?: \w+){0,2} (?:delete|erase|remove|forget|"
        r"wipe)\b",
        r"\b(?:wants?|asked|asks|told|tells|forced|forces) (?:me|us) to\b",
        r"\bby (?:mistake|accident)\b|\baccidentally\b",
        rf"\b(?:he|she|they|it|who|boss|company|employer|hr|manager|colleagues?|ex|husband|wife|"
        rf"partner|friend) (?:\w+ )?{_WILL} (?:\w+ )?(?:delete|erase|remove|destroy)\b",
    ),
    otherwise=(
        r"\bclear (?:my|our) (?:name|messages?)\b",
        rf"\b(?:my|our)(?: \w+)? \w+ (?:from|on|off|with|at) {_PLACE}",
        r"\b(?:my|our)(?: \w+)? \w+ (?:from|off|out of) the (?!(?:systems?|databases?|records?|"
        r"lists?|"
        r"mailing|files?|servers?|site|website|chat|app|email|contact|crm|form)\b)\w+",
        r"\b(?:can't|cannot|can not) (?:\w+ )?get rid of\b",
        r"\b(?:waiting|wait) ?list\b",
        r"\bmy (?:bookings?|appointments?|sessions?|orders?)(?: \w+)?\b",
    ),
    condition=r"if|after|once|when|unless|before|in case",
)
