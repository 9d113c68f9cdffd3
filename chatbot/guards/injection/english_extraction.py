"""Asking the assistant, in English, for what it must not show: instructions, keys, others' data."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

_OWN = "my|mine|our|i|we|i've|i'm"
# A rule about a thing of the business is no rule of the assistant: "your rules on cancelling".
_NOT_ABOUT = (
    r"(?! (?:for(?! (?:this|me|now|once|the (?:rest|moment)))|on(?! your?\b)|about|regarding|"
    r"concerning|around|to join|to book|when|if|at the)\b)"
)
_HIDDEN = (
    r"\b(?:system|initial(?:i[sz]ation)?|starting|hidden|secret|developer|internal|pre-?prompt|"
    r"underlying|master|base|foundational|configuration)[\s_-]*"
    r"(?:prompts?|instructions?|messages?|directives?|configurations?|config|guidelines|rules|"
    r"string|context|settings)\b"
    r"|\b(?:hidden|secret) (?:text|word|code ?word|code|phrase|passphrase|note)\b(?! (?:of|to)\b)"
    r"|\bsystemprompt\b|\bpre-?prompt\b"
    rf"|\byour (?:\w+ ){{0,2}}(?:prompts?|instructions?|directives?|configuration|guardrails|"
    rf"programming|source code|system rules){_NOT_ABOUT}\b"
)
_ABOVE = (
    r"\b(?:text|words?|sentences?|paragraphs?|lines?|content|everything|all|messages?|tokens?)"
    r"(?: (?:that|which))?(?: (?:is|are|was|were|came|said|you see|written|sent|you were given))?"
    r" (?:above|before (?:this|the|my)|preceding|prior to|up to (?:this|here))\b"
    r"|\bthe (?:above|preceding|previous) (?:text|words?|prompt|paragraphs?|content|"
    r"instructions?)\b"
)
_SHOW = words(
    "show", "reveal", "print", "repeat", "output", "display", "tell", "give", "share", "list",
    "dump", "leak", "expose", "disclose", "copy", "paste", "translate", "encode", "summari[sz]e",
    "recite", "write", "spell", "echo", "return", "send", "see", "read", "quote", "paraphrase",
    "describe", "explain", "provide", "decode", "convert", "rephrase", "opposite of", "know",
    "access", "view", "verbatim", "base64", "rot13", "say", "continue", "complete",
)  # fmt: skip
_ASK_WHAT = r"\b(?:what|which)(?:'s| is| are| was| were| do| does| did)?\b"
_KEYS = (
    r"\b(?:api|openai|anthropic|llm|access|private|admin(?:istrator)?|database|root|master)"
    r"[\s_-]*(?:keys?|tokens?|passwords?|credentials?)\b|\benv(?:ironment)? variables?\b"
    r"|\bsecret[\s_-]*(?:keys?|tokens?)\b|\byour (?:\w+ )?(?:password|credentials|secrets)\b|"
    r"\bcanary\b"
)

RULES = [
    rule(
        Kind.EXTRACTION, "its instructions",
        rf"(?<!how to ){_SHOW}{upto(8)}(?:{_HIDDEN})(?! for \w)",
        rf"(?:{_ASK_WHAT}){upto(4)}(?:{_HIDDEN})",
        r"\b(?:your|the|this|that|its) (?:\w+ ){0,2}?system[\s_-]*(?:prompt|message|"
        r"instructions)\b",
        rf"(?:{_HIDDEN}){upto(6)}(?:verbatim|word for word|in full|base64|rot13|in json|"
        r"in a code block|emoji|backwards)",
        r"\b(?:repeat|print|output|display|show|echo|copy|paste|recite|translate|encode|write|"
        r"dump|reveal|type|give me|tell me|spell|quote|reproduce|return|"
        rf"summari[sz]e)\b{upto(5)}(?:{_ABOVE})",
        rf"\b(?:repeat|print|output|echo|recite|reproduce|dump)\b{upto(3)}(?:entire|whole|full|"
        rf"complete) (?:conversation|chat|context|context window|dialogue)\b.{{0,30}}\b(?:back|"
        r"word for word|verbatim|above|now|exactly)\b",
        r"\b(?:what|which) (?:rules|instructions|guidelines|directives|orders|prompt) (?:were|"
        r"have|did|was) (?:you|they)\b.{0,20}\b(?:given|told|get|receive)",
        r"\b(?:rules|instructions|guidelines|directives)\b(?: that)? you (?:must|have to|"
        r"were told to|are told to|need to|should|were given|have been given|follow|received|"
        r"got)(?! (?:for|in|to join)\b)(?:(?! (?:for|about) ).){0,40}(?:at the (?:beginning|"
        r"start)|verbatim|list them|follow|before|initially|$)",
        r"\bwhat (?:were|are|was|have|had|did|do) (?:you|they|your developers?|your creators?|"
        r"the developers?)(?: \w+)? (?:been )?(?:told|instructed|programmed|prompted|ordered|"
        r"given|tell|instruct|asked)\b(?:(?! (?:by|about) (?:my|the|a)\b).){0,40}?(?:\b(?:you|"
        r"before|begin|start|first|initially|conversation|do|say)\b|\?|$)",
        r"\bwhat\b.{0,12}\byou\b.{0,12}\b(?:not|never|forbidden|supposed to hide|can't|"
        r"cannot)\b.{0,12}\b(?:(?:supposed|allowed|permitted|meant) to|forbidden to|"
        r"from) (?:tell|say|reveal|share|show|disclos\w+|talk|mention\w*)",
        r"\b(?:complete|finish|continue|fill in)\b.{0,40}(?:i was (?:instructed|told|"
        r"programmed)|my (?:instructions|prompt|rules)|system prompt|you are a)",
        r"\bsystem[_ ]?prompt\b.{0,6}[)\]>}]|\bget_?system_?prompt\b|"
        r"\bconsole\.log\b.{0,20}(?:prompt|instruction|config|key)|\bprint\(.{0,20}(?:prompt|"
        r"instruction|config|key)",
        r"\b(?:output|print|display|show|reveal|dump|return|list|"
        rf"give me)\b{upto(3, 'my|our')}(?:system|initiali[sz]ation|internal|hidden|assistant|"
        r"bot|model)[\s_-]*(?:configuration|config|string|variables|state|parameters|settings|"
        r"files)\b",
        r"\byou are\b.{0,30}\b(?:repeat|print|output|copy|put)\b.{0,60}\b(?:code block|"
        r"txt block|verbatim|word for word|entire|whole|everything)\b|\b(?:repeat|print|output|"
        r"copy)\b.{0,30}\bstarting with\b.{0,12}\byou are\b|\b(?:beginning|"
        r"starting) with\W+you are\b",
        r"\b(?:text|words|everything|messages?|instructions?|input|rules)(?: that)?(?: was|"
        r" were)? ?"
        r"(?:you|your (?:developers?|creators?|makers?)|they) (?:\w+ )?(?:received|got|wrote|given|"
        r"gave you|were given|saw|see)\b.{0,20}\b(?:prior|before|for you|at the (?:start|beginning|"
        r"top)|above|first)\b",
        r"\b(?:written|stands?|text|said|words?|appears?|wrote)\b.{0,15}\b(?:at|"
        r"from) the (?:very )?"
        r"(?:top|start|beginning) of (?:this|our|the|your) (?:conversation|chat|context|prompt)\b",
        r"\b(?:rules|guidelines|instructions|constraints)(?: that| which)? you (?:operate|work|run|"
        r"function|act|live) (?:under|by|with|on|within)\b",
    ),
    rule(
        Kind.EXTRACTION, "keys and secrets",
        rf"(?:{_SHOW}|{_ASK_WHAT}|\buse\b|\bneed\b){upto(6, _OWN)}(?:{_KEYS})",
        r"\bwhich (?:ai |language )?model\b.{0,25}\bkeys?\b|\b(?:cat|type|open|"
        r"read) (?:/etc/passwd|\S*\.env)\b|/etc/(?:passwd|shadow)|\b(?:to|into) my (?:webhook|"
        r"endpoint|external server)\b|\ball (?:the )?(?:pii|personal data|user data)\b|"
        r"\b(?:tokens?|passwords?) do you (?:have|know|use)\b|\bconfiguration files?\b.{0,3}$",
    ),
    rule(
        Kind.EXTRACTION, "other people's data, or everything at once",
        rf"{_SHOW}{upto(4, _OWN)}(?:other|another|all|every|previous|last|"
        r"different) (?:the )?(?:visitor|user|customer|client|lead|people|person|subscriber|"
        rf"patient)s?'?s?'? (?:\w+ ){{0,2}}?(?:conversations?|messages?|chats?|"
        r"e-?mails?(?: addresses)?|phone numbers?|data|details|addresses|passwords?|records|"
        r"history)\b",
        r"\b(?:show|reveal|print|output|dump|list|give|export|tell|send|"
        rf"share)\b{upto(3, _OWN)}(?:conversations?|messages?|chats?|e-?mails?(?: addresses)?|"
        rf"phone numbers?|names|data|details)\b{upto(1)}of (?:your |the |all )*(?:other|"
        r"previous|last|all|every)?(?: other)? ?(?:visitors?|users|customers|clients|leads|"
        r"subscribers)\b",
        r"\b(?:show|reveal|print|output|dump|list|give|export|copy|paste|"
        rf"repeat)\b{upto(3, _OWN)}(?:all|every|entire|whole|complete|full|"
        rf"each)\b{upto(3, _OWN)}(?:documents?|files?|sources?|entries|chunks?|pages?|"
        rf"knowledge ?base|database|passages?|context)\b.{{0,30}}\b(?:full text|in full|"
        r"verbatim|word for word|contents?|raw|you (?:have|know|were given|hold|can see)|"
        r"complete text|entire text|knowledge ?base|database)\b",
        r"\b(?:show|reveal|print|output|dump|list|export|copy|paste|repeat|"
        rf"give me)\b{upto(3, _OWN)}(?:all|every|entire|whole|complete|full|your|"
        rf"the)\b{upto(2, _OWN)}(?:knowledge ?base|database|vector store|lead list|leads table|"
        r"customer list|client list)\b",
    ),
]  # fmt: skip
