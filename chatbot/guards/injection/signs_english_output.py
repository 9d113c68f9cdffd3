"""What makes up a dictated reply or promise, in English."""

from __future__ import annotations

from chatbot.guards.injection.phrases import QUOTED

_MACHINE = (
    r"(?:a\.?i\.?s?|bots?|chat-?bots?|robots?|language models?|llms?|gpt\w*|chatgpt|virtual "
    r"assistants?|ai (?:assistants?|systems?|models?|agents?|tools?|readers?)|machines?|"
    r"assistants?|crawlers?|agents?|models?)"
)
_BEGIN = r"(?:^|[.!?:;,\n\"(\[*-]\s*|\b(?:please|just|now|and|then|must|to|should|will|shall|pls) )"

SIGNS = {
    "quoted": QUOTED,
    "say": (
        rf"{_BEGIN}(?:say|write|repeat|reply|respond|answer|type|print|output|state|confirm|"
        r"acknowledge|declare|agree|promise|accept|(?:finish|complete|continue) (?:this|the|my) "
        r"sentence|tell me|put|echo|sign|post|send me|give me)\b|(?:^|[.!?:;,\n]\s*|\b(?:please|"
        r"just|now|and|then|to) )(?:append|add|insert|include|attach|weave|slip|sign)\b"
    ),
    "say_that": (
        r"(?:^|[.!?:;,\n]\s*|\b(?:please|just|now|and|then|bitte|por favor|et|y|e|und) )(?:say|"
        r"write|announce|claim|state|confirm|declare) (?:that|everything|all|every)\b"
    ),
    "pledge": (
        r"\b(?:is|are|get|gets|for|gives?|have|has|owed|costs?)\b(?=.{0,40}\b(?:free\b(?! (?:call|"
        r"session|trial|consult))|\d+ ?% off|\d+ ?(?:%|percent) discount|full refund|no charge|"
        r"nothing\b|guaranteed))"
    ),
    "say_yes": (
        rf"{_BEGIN}(?:say|answer|reply|respond|agree|confirm|consent|accept|reply with|answer with|"
        r"say only)\b(?: (?:only|just|always|with|to|everything|is))* ?[\"']?(?:yes|ok(?:ay)?|sure|"
        r"agreed|true|yeah|correct|everything|anything|all|of course)?\b"
    ),
    "my_words": (
        r"\b(?:what(?:ever)?|everything|anything|no matter what|all(?: that)?|each thing|each of|"
        r"any of) (?:that )?(?:i|the (?:customer|user|visitor|client)s?|they|people|"
        r"anyone)(?:'ll)? (?:will |may |might |could |happen to )?(?:say|ask|write|tell|want|type|"
        r"claim|request|demand|propose)s?\b|\bmy next (?:\w+ )?(?:messages?|questions?|sentences?|"
        r"lines?)\b|\bnext (?:two|three|four|five|ten|few|\d+) (?:messages?|questions?|replies|"
        r"answers)\b"
    ),
    "exactly": (
        r"\b(?:after me|exact(?:ly)?|literally|only|nothing else|no(?:thing)? more|word for word|"
        r"just that|this sentence|in writing|verbatim|and nothing|the following|as is|as follows)\b"
    ),
    "binding": (
        r"\b(?:binding|legally (?:valid|effective|enforceable)|enforceable|irrevocabl[ey]|"
        r"contractually)\b"
        r"|\b(?:this|it|that|offer|decision|refund) is final\b|\bno way back\b"
    ),
    "asked": (
        r"\b(?:can|could|would|will|do|did|does) you (?:please )?(?:confirm|tell)\b[^\n]{0,80}\?|"
        r"(?:^|[.!?\n]\s*)is (?:it|the|your)\b[^\n]{0,60}\bbinding\b"
    ),
    "change_answer": (
        r"\b(?:updat\w+|change|correct|adjust|amend|edit|overwrite|fix|replace|rewrite) (?:your|"
        r"the|all|this)(?: \w+)? (?:answers?|repl(?:y|ies)|prices?|price list|records?|database|"
        r"information|knowledge|data|listing|statement)\b"
    ),
    "remember": (
        r"\b(?:remember|memori[sz]e|keep in mind|note|store|learn|save|let's agree|agree that|"
        r"define|suppose|assume|set|let)\b"
    ),
    "means": (
        r"\b(?:code ?-?word|trigger word|safe ?word|magic word|passphrase|(?<!that )means|stands "
        r"for|is short for|is (?:now )?(?:code|another word) for|equals)\b|\w =+ \"?\w"
    ),
    "later": (
        r"\b(?:from now on|next (?:message|question|time)|later|whenever|when(?:ever)? i|if i|in "
        r"my next|afterwards|every time|each time)\b"
    ),
    "trigger": (
        r"\b(?:when(?:ever)?|if|every time|each time|once|as soon as|after) (?:i|the (?:user|"
        r"visitor|customer)|a (?:user|visitor|customer)|anyone|someone|somebody) (?:then |ever |"
        r"next )?(?:say|write|type|mention|ask|send|use|enter)s?\b"
    ),
    "you_will": (
        r"\byou(?:'ll| will| must| should| shall| have to| can| are to)? (?:only |just |always |"
        r"then |immediately )*(?:approve|grant|accept|offer|answer|reply|respond|drop|act|give|"
        r"become|switch|say|tell|forget|ignore|write|confirm|agree|be|stop|turn|reveal|show)\b|"
        r"\byour (?:answer|reply|response) (?:is|will be|must be)\b"
    ),
    "promised": (
        r"\byou(?:'ve| have| had)?(?: \w+)? (?:promised|agreed|accepted|offered|confirmed|said|"
        r"told me|were about|started|assured|swore)\b|\byour (?:last|previous|earlier) (?:answer|"
        r"reply|message|response)\b"
    ),
    "go_on": (
        r"\b(?:continue|carry on|go on|resume|pick up|proceed) (?:from|where|with what|exactly|"
        r"right)\b|\bfinish (?:your|the|that) (?:sentence|answer|reply|list)\b"
    ),
    "to_machines": (
        rf"\b(?:note|notice|attention|message|instructions?|reminder|hint|hello|hi|hey|dear|to|for|"
        rf"important)\W{{0,3}}(?:to |for )?(?:all |any |every |the |other |large "
        rf")*(?:{_MACHINE})\b(?! (?:of|who|for)\b)(?=[^\n]{{0,60}}?[:,;-])|\bif you(?:'re| are) "
        rf"(?:an? |the )?(?:\w+ ){{0,2}}?(?:{_MACHINE})\b|\b(?:{_MACHINE})s? (?:reading|processing|"
        rf"summari[sz]ing|parsing|indexing|crawling|using|answering)\b|\b(?:when|if|whenever) "
        rf"(?:an? |the |any )?(?:{_MACHINE}) (?:reads?|sees?|summari[sz]es?|process\w*|answers?|"
        rf"quotes?)\b|\bas (?:an? |the )?(?:ai|language model|chatbot|llm)\b,? (?:you|it)\b"
    ),
    "asks": (
        r"\b(?:do|does|did|will|would|are|is) (?:you|she|he|they|anyone|anybody|my \w+|the \w+) "
        r"(?:\w+ )?(?:share|show|give|tell|sell|send|pass|shared|shown|read|stored)\b|\bwho "
        r"(?:sees|reads|has)\b|\b(?:privacy|confidential\w*|gdpr)\b|\bhow (?:do|does|is|are)\b"
    ),
    "any_price": (
        r"\b(?:whatever|any|the) (?:price|number|amount|sum|discount|rate) (?:that )?(?:i|the "
        r"(?:customer|user|visitor)) (?:say|name|type|write|offer|propose|ask|want)s?\b"
    ),
    "agreed": (
        r"\b(?:is the (?:new|final|agreed) price|you (?:approve|accept|agree)|understood|agreed|"
        r"deal|(?<!i )(?<!and )accept|approve|confirm)\b"
    ),
    "story": (
        r"\b(?:story|scene|dialogue|novel|script|play|screenplay|fairy ?tale|poem|song|fiction|"
        r"joke)\b"
    ),
    "machine": (
        r"\b(?:chat-?bots?|bots?|robots?|a\.?i\.?|(?:virtual |ai )assistants?|language models?|"
        r"llm)\b"
    ),
    "as_if": (
        r"\b(?:pretend|imagine|suppose|act|behave|talk|as if|acting|roleplay|role-play|"
        r"play)\b(?=.{0,30}\b(?:you|the|owner|manager|boss)\b)"
    ),
    "reconfigured": (
        r"\b(?:the |this )?(?:assistant|bot|chatbot|model|system) (?:has been|was|is now|is being|"
        r"got) (?:newly )?(?:re-?configured|updated|reset|upgraded|patched|instructed|reprogrammed|"
        r"authori[sz]ed)\b"
    ),
    "own": (
        r"\bmy (?:own |inner |last |previous |first |earlier |old |former |next |latest |second "
        r")*(?:messages?|questions?|e-?mails?|boss|manager|team|company|instincts?|limits|"
        r"boundaries|rules|critic|booking|order|coach|habits?|instructions|parents?|employer|notes|"
        r"name|staff|employees|business|clients|people)\b|\b(?:i|we|they|he|she|people|who|"
        r"someone) (?:\w+ ){0,2}?(?:ignor|forg[eo]t|disregard|break|broke|skip|overrid|bypass|"
        r"drop)\w*|\bour (?:rules|team|company|policy)\b|\b(?:want|need|learn|like|trying|help me|"
        r"how (?:do|can|should) i|afraid|can i|could i|may i|do i) (?:to )?(?:stop )?(?:ignor|"
        r"forget|disregard|break|skip|overrid|bypass|drop)\w*|\b(?:zoom|workbook|homework|invoice|"
        r"journal\w*|worksheet|email you sent|video call)\b"
    ),
}  # fmt: skip
