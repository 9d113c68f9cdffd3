"""What people say who are hurt by others, or see somebody lie there, in English."""

from __future__ import annotations

_NEAR = (
    r"(?:husband|wife|partner|boyfriend|bf|girlfriend|gf|fiance\w*|spouse|ex|ex-?(?:husband|wife|"
    r"partner|boyfriend)|father|dad|daddy|mother|mum|mom|step-?(?:father|dad|mother|mum|mom)|"
    r"brother|uncle|grandfather|cousin|son|flatmate|roommate|neighbou?r|stalker|pimp|man|he|she)"
)

SIGNS = {
    "weapon": (
        r"\b(?:knife|knives|gun|pistol|rifle|shotgun|rope|noose|razor|blades?|machete|axe|hammer|"
        r"weapon|belt|acid|petrol|gasoline)\b"
    ),
    "ready": (
        r"\b(?:(?:my|the) (?:wrists?|throat|neck|head|veins|temple)|to my head|in my (?:hand|mouth|"
        r"drawer|car)|next to me|in front of me|tied|bought|loaded|around my neck|use it on myself|"
        r"on myself|hang\w*|on my skin|my (?:arms?|legs?|thighs?))\b|\b(?:keep|kept|can't stop) "
        r"(?:looking|staring|thinking)\b|\bin the (?:garage|attic|basement|closet|shed)\b(?! to)"
    ),
    "threat": (
        r"\b(?:threaten\w*|point\w*|at (?:me|my)|kill (?:me|us)|outside (?:my|the|our)|chas\w+|"
        r"wav\w+|attack\w*|held (?:it|a)|holding|stab\w*|going to (?:use|hurt)|coming for me|came "
        r"at|after me|to (?:work|school|the office|my office) (?:tomorrow|and|with))\b"
    ),
    "no_matter": (
        r"\b(?:not that it (?:matters|'ll matter)|(?:doesn't|won't|does not) (?:really )?matter(?: "
        r"any ?more)?)\b"
    ),
    "kills_me": (
        r"\b(?:shoot|stab|murder|strangle|bury|drown|poison|kill|burn|hurt)(?:s|ing)? (?:me|us|my "
        r"(?:kids?|children|family|mum|mom|mother|daughter|son))\b"
    ),
    "stalks": (
        r"\bex\b[^.!?]{0,60}\b(?:outside (?:my|our)|follow\w* me|wait(?:s|ing) for me|shows? up|"
        r"won't leave me alone|regret leaving|break\w* in|threat\w*)\b"
    ),
    "chest": (
        r"\b(?:(?:my )?chest (?:hurts|aches|feels tight|is tight|pain)|(?:pressure|tightness|pain) "
        r"(?:in|on) (?:my|his|her) chest|heart attack)\b"
    ),
    "acute": (
        r"\b(?:arm|jaw|breath\w*|sweat\w*|numb\w*|right now|help|suddenly|collapsed|spreading|"
        r"can't move)\b"
    ),
    "near": (
        rf"\b{_NEAR}\b(?!'s (?:company|business|boss))"
        r"|\b(?:step-?(?:dad|father|mum|mom|mother)|my (?:mum|mom|dad)'s boyfriend|coach|teacher|"
        r"priest)\b"
    ),
    "hurts_me": (
        r"\b(?:hits?|hitting|beats?|beat up|beating|punch\w*|kick\w*|slap\w*|chok\w*|strangl\w*|"
        r"shov\w*|grabb\w*|drag\w*|bites?|bit|burn\w*|push(?:es|ed)?|throw\w*|threw|thrown|"
        r"smash\w*|rap(?:es|ed)|forc\w*|abus\w*|hurts?|hurting|assault\w*|attack\w*|stalk\w*|"
        r"threaten\w*|spits?|pinned|tied|molest\w*|touch(?:es|ed)?|gropes?|scream\w* at) (?:\w+ "
        r")?(?:me|us|my (?:kids?|children|son|daughter|mum|mom|mother|sister|brother|face|arm|hair|"
        r"throat|neck)|my (?:little|big|younger|older|baby) \w+|the (?:kids|children|baby)|our "
        r"(?:kids?|children|son|daughter))\b(?! (?:to (?:apply|think|do|go|take|try|the)|with "
        r"(?:dismissal|a warning|his (?:words|story))|out of (?:my comfort|the)|deeply|a (?:job|"
        r"bone|party|lifeline|curve)|up\b|into (?:the deep end|a new|this role)|at (?:chess|tennis|"
        r"golf|poker|cards|table|the game)|in (?:the|a) (?:race|game|match|meeting|argument|salary|"
        r"negotiation)|by (?:leaving|saying|quitting|not)|when (?:she|he) left))|\b(?:hands? "
        r"(?:around|on|round) my (?:throat|neck)|by the (?:throat|hair|neck)|pulls? my hair|comes? "
        r"into my (?:room|bed)|(?:lock\w*|keeps?|kept) me (?:in|inside|out|up|locked)|won't let me "
        r"(?:leave|go out|out|see|have|talk|use)|doesn't let me (?:leave|go out|out|see|have|talk|"
        r"use)|makes? me (?:have sex|do things|sleep with)|(?:track|monitor|follow|watch)s? (?:me "
        r"everywhere|my every)|hit the (?:kids|children)|tried to (?:kill|strangle|run me over))\b"
    ),
    "fear": (
        r"\b(?:afraid|scared|terrified|frightened|fear(?: for)?|not safe|unsafe|don't feel safe|do "
        r"not feel safe|in danger|hiding (?:from|in)|escape from|get away from|run away from|"
        r"flee\w*|petrified)\b"
    ),
    "home": (
        r"\b(?:(?:at|go(?:ing)?|come|coming|comes|get(?:ting)?|went|back|return\w*) home|home "
        r"(?:tonight|alone with)|my (?:own )?(?:house|home|life)|for (?:my|our|the) (?:life|lives|"
        r"kids|children|safety)|the bathroom|a shelter|he(?:'ll| will| might| is going to)|"
        r"she(?:'ll| will))\b(?! (?:not )?(?:like|be (?:disappointed|angry|upset)|say|reject|"
        r"office))"
    ),
    "bruises": (
        r"\b(?:bruis\w+|black eye|broken (?:rib|arm|nose|jaw)|split lip|marks on my|bleeding|"
        r"blood)\b"
    ),
    "child": (
        r"\b(?:my|our|the|her|his) (?:child|children|kids?|daughter|son|baby|little (?:girl|boy|"
        r"sister|brother)|stepdaughter|stepson)\b"
    ),
    "hurt_by": (
        r"\b(?:is|are|was|were|been|being|gets|got) (?:being )?(?:hit|beaten|abused|molested|raped|"
        r"hurt by|touched by|groomed|kidnapped|missing|not breathing|unconscious|choking)\b"
    ),
    "somebody": (
        r"\b(?:my|our|a|the) (?:\w+ )?(?:friend|best friend|son|daughter|child|kid|husband|wife|"
        r"partner|mum|mom|mother|dad|father|brother|sister|colleague|co-?worker|client|coachee|"
        r"flatmate|roommate|boyfriend|girlfriend|boss|neighbou?r|grandmother|grandfather|baby|team "
        r"?mate)\b|\bsomeone\b|\bsomebody\b|\bhe\b|\bshe\b"
    ),
    "lies": (
        r"\b(?:(?:is|are|was|lying|lies|found)(?: \w+){0,2} (?:unconscious|motionless|unresponsive|"
        r"not breathing|not moving|turning blue|blue|convulsing|having a seizure|bleeding "
        r"(?:heavily|badly|a lot|out))|(?:won't|doesn't|isn't|not|can't get (?:him|her) to) "
        r"(?:wake up|waking up|breathe|breathing|respond|responding)(?! to (?:my|our|the|e-?mails?|"
        r"messages))|collapsed (?:and|on the|in the|just now)|stopped breathing|had a (?:seizure|"
        r"stroke|heart attack)|taken an overdose|overdosed)\b"
    ),
    "doctor": r"\b(?:doctor|prescri\w+|gp|dentist|pharmac\w+|dose|stamps|coupons|photos)\b",
    "work": (
        r"\b(?:job|work|working|boss|manager|company|firm|career|project|meeting|employer|team|"
        r"clients?|contract|office|business|colleagues?|deadlines?|programme|program|subscription|"
        r"newsletter|group|course|sessions?|coach\w*|industry|role|position|customers?|resign\w*|"
        r"presentation|start-?up|promotion)\b|\b(?:laid off|redundan\w+|fired|sacked|bonus|salary|"
        r"parental leave|maternity|micromanag\w+)\b"
    ),
    "joke": (
        r"\b(?:laugh\w*|embarrass\w*|shame|curiosity|boredom|bored|chocolate|pizza|coffee|holiday|"
        r"vacation|bungee|parachut\w*|skydiv\w*|movie|film|series|book|novel|song|game|joke|"
        r"cook\w*|kitchen|barbecue|haha|lol|fishing|hunting|theatre|theater|battery|phone|laptop|"
        r"wi-?fi|startup)\b"
    ),
}  # fmt: skip
