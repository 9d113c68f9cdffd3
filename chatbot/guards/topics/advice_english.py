"""The parts of questions for another profession, in English."""

from __future__ import annotations

SIGNS = {
    "ill": (
        r"\b(?:depress(?:ion|ed|ive)|bipolar|ptsd|schizophreni\w+|psychosis|eating disorders?|"
        r"anorexi\w+|bulimi\w+|alcoholi\w+|cancer|tumou?r|diabet\w+|panic (?:attacks?|disorder)|"
        r"ocd|insomnia|migraines?|fibromyalgia|hypertension|blood pressure|asthma|menopause|"
        r"thyroid\w*|iron|deficien\w+|anaemi\w+|anemi\w+|anxiety(?: disorder)?|borderline|epilepsy|"
        r"adhd|add|autis\w+|asperger\w*|burn-?out|concussion|infection|allerg\w+|arthritis|covid|"
        r"dyslexi\w+|addict\w+)\b"
    ),
    "cure": (
        r"\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing|ment)?(?! (?:me|people|clients))|heal(?:s|ed|"
        r"ing)?|diagnos\w+|get rid of|make (?:my|the) \w+ go away|replace (?:my )?(?:therap\w+|"
        r"medication))\b"
    ),
    "guess": (
        r"\b(?:(?:do|did) (?:you think|i)(?: that)? ?(?:i )?(?:might |may |could )?(?:have|am|'m|"
        r"suffer)|i think (?:that )?i(?: might| may| could)?(?:'m| am| have|'ve)|am i|could (?:it|"
        r"this|that|i)(?: \w+){0,3} be|could (?:it|this|my \w+|these)|might (?:it|this|i)|is "
        r"(?:this|it|that) (?:a sign|an? |my )|(?:tell|know) (?:me )?(?:if|whether) i(?:'m| am| "
        r"have)|sounds? like|signs? of|symptoms? of|test me for|what do you say|diagnos\w+)\b"
    ),
    "drug": (
        r"\b(?:medications?|medicines?|meds|pills?|tablets?|antidepressants?|ssris?|lithium|"
        r"insulin|prozac|zoloft|sertraline|fluoxetine|citalopram|escitalopram|venlafaxine|xanax|"
        r"valium|diazepam|lorazepam|adderall|ritalin|concerta|methylphenidate|ibuprofen|"
        r"paracetamol|aspirin|supplements?|vitamins?(?! (?:shop|company))|dos(?:e|age)s?|"
        r"painkillers?|antibiotics?|steroids|hormones?|cbd|melatonin|ketamine|psilocybin|ozempic|"
        r"semaglutide|lexapro|beta-?blockers?|statins?|benzos?|sedatives?|inhaler|contraceptive\w*|"
        r"the pill|magnesium|st john's wort|ashwagandha|antihistamines?)\b"
    ),
    "use": (
        r"\b(?:tak(?:e|ing)|stop\w*|quit\w*|com(?:e|ing) off|mix\w*|combin\w+|increas\w+|reduc\w+|"
        r"taper\w*|skip\w*|switch\w*|replac\w+|lower\w*|us(?:e|ing)|dos(?:e|age)|on\b|with|halve|"
        r"double|start\w*|drop\w*|miss(?:ed)?)\b|\bsafe\b"
    ),
    "ask": (
        r"\b(?:should|can|could|may|must|do|shall|would|is (?:it|that|this) (?:safe|ok|okay|"
        r"dangerous|alright|all right|fine|bad|wise|smart)|how (?:do|can|could|should|long|much|"
        r"many|often)|when (?:can|should|do)|what (?:happens|if)|which|where (?:should|do|can))\b"
    ),
    "which": (
        r"\b(?:(?:which|what)(?: \w+){0,3} (?:works?|helps?|is best|should|do you|would|against|"
        r"fastest|strongest|recommend\w*)|recommend|what (?:dose|dosage)|side effects|best (?:pill|"
        r"medication|medicine|supplement|vitamin|antidepressant)\w*)\b"
    ),
    "which_drug": (
        r"\b(?:which|what) (?:anti(?:depress|histam|bio)\w+|medic(?:ine|ation)s?|pills?|tablets?|"
        r"vitamins?|supplements?|dos(?:e|age)|painkillers?|sedatives?)\b"
    ),
    "drink": r"\b(?:drink(?:ing)? (?:alcohol|wine|beer|coffee)|alcohol|wine|beer|grapefruit)\b",
    "complaint": (
        r"\b(?:palpitations?|dizz\w+|vertigo|tired(?:ness)?|fatigue|headaches?|migraines?|nausea|"
        r"numb\w*|tingling|rash\w*|lump|fever|cough\w*|chest pains?|(?:back|knee|neck|shoulder|"
        r"stomach|joint|jaw) (?:pain|ache)s?|pains?|cramps?|short(?:ness)? of breath|can't sleep|"
        r"cannot sleep|insomnia|swelling|swollen|blood (?:in|pressure)|heart (?:races|racing|skips|"
        r"rate)|racing heart|faint\w*|tremors?|hair loss|bleeding|heartburn|night sweats|"
        r"constipat\w+|diarrh\w+)\b"
    ),
    "worry": (
        r"\b(?:should i (?:worry|be worried|see|go|call|be concerned)|is (?:it|this|that) "
        r"(?:serious|normal|dangerous|just|bad)|could (?:it|this|that)(?: \w+)? be|what (?:could|"
        r"can|might) (?:it|this|that) be|what is (?:it|wrong with me)|what causes?|why do i|do i "
        r"need a doctor|anything serious)\b"
        r"|\bis (?:it|this|that) (?:just |only |from |because of |my |maybe )*(?:stress|anxiety|"
        r"nerves|burn-?out|hormones|my heart)\b"
    ),
    "remedy": (
        r"\b(?:what helps|what (?:should|can) i (?:do|take)|how (?:do|can) i (?:get rid|stop|treat|"
        r"relieve|ease)|any (?:remed\w+|cure|medicine)|what(?:'s| is) (?:good|best) (?:for|"
        r"against)|won't go away|something (?:for|against) (?:it|the pain|sleep))\b"
    ),
    "prescribe": (
        r"\b(?:prescrib\w+|prescription(?! glasses)|sick note|doctor's note|medical certificate)\b"
    ),
    "booking": (
        r"\b(?:reschedul\w+|move (?:my|our|the)|cancel\w*|postpone|can't (?:come|make)|book)\b"
    ),
    "trade": (
        r"\b(?:i(?:'m| am) an? (?:\w+ )?(?:doctor|nurse|physician|lawyer|solicitor|attorney|"
        r"therapist|banker|accountant|pharmacist|psychologist|paralegal|trader|adviser|advisor)|i "
        r"work (?:in|as|for|at)|(?:do|did) you (?:coach|work with|help|have|train|support|"
        r"take)\b[^.?!]{0,40}\b(?:people|clients?|women|men|doctors?|nurses?|lawyers?|bankers?|"
        r"leaders?|professionals?|someone|those|anyone)|research\w*|charity|my industry|career in|"
        r"invoice|my background)\b"
    ),
    "claim": (
        r"\b(?:redundancy|severance|notice(?: period)?|compensation|damages|overtime|maternity|"
        r"paternity|sick (?:pay|leave)|holiday pay|unpaid (?:wages|salary|leave)|custody|alimony|"
        r"child support|benefits|unemployment|pension rights|inheritance|asylum|visa|residency|"
        r"parental leave|pay rise)\b"
    ),
    "entitled": (
        r"\b(?:entitled|by law|the law|legally|my (?:legal )?rights?|have (?:a|the) right|allowed|"
        r"lawful\w*|illegal|owed|claim|how (?:do|can) i (?:get|apply|extend|renew|win))\b|\bcan i "
        r"(?:refuse|be (?:fired|sacked|dismissed|laid off|forced))\b|\b(?:does|must) (?:my|the) "
        r"(?:boss|employer|company) (?:have to )?(?:pay|give)\b"
    ),
    "matter": (
        r"\b(?:clauses?|non-?compete|nda|contracts?|notice period|dismissal|termination|evict\w*|"
        r"lease|settlement|agreement|record(?:ing)? (?:my|a|the|our)|copyright\w*|trademark\w*|"
        r"will|prenup|warning letter|probation|divorce|defamation|discriminat\w+|harass\w+|"
        r"landlord|tenant|gdpr complaint|side business|sue|court)\b"
    ),
    "lawful": (
        r"\b(?:(?:is|are|was|would)(?: \w+){0,6} (?:legal|illegal|valid|lawful|unlawful|"
        r"enforceable|allowed|void|binding in court|against the law|legally \w+|a crime|"
        r"discrimination|grounds)|against the law|by law|legally|hold up in court|get out of (?:my|"
        r"the|a)(?: \w+)? (?:contract|lease)|without breaking the law)\b"
    ),
    "employer": (
        r"\b(?:my (?:boss|employer|company|landlord|manager|ex|husband|wife|bank|firm|tenant|hr)|"
        r"the (?:company|employer|landlord|police|bank|tax office)|they|hr)\b"
    ),
    "may": r"\b(?:can|could|may|are|is|do|does)\b(?=[^.]*\?|[^.]*\b(?:allowed|legal|right)\b)",
    "harm": (
        r"\b(?:fire|sack|dismiss|lay (?:me|us) off|terminate|evict|withhold|deduct|demote|deny me|"
        r"refuse (?:to pay|my|me)|monitor|read my|record me|force me|make me (?:work|sign|pay)|cut "
        r"my (?:pay|salary|hours)|fine me|deport|garnish|kick me out|change my contract|take my "
        r"(?:kids|children|house))\b"
    ),
    "sue": (
        r"\b(?:(?<!with )(?<!and )sue(?! (?:said|told|is|and))|suing|lawsuit|press charges|take "
        r"(?:\w+ ){1,3}to court|tribunal|small claims|file (?:a|for) (?:\w+ )?(?:complaint|divorce|"
        r"bankruptcy|lawsuit|claim))\b"
    ),
    "at_risk": (
        r"\b(?:can|could|may|will) i (?:\w+ )?(?:be|get) (?:\w+ )?(?:fired|sacked|dismissed|laid "
        r"off|evicted|sued|deported|arrested|prosecuted|fined)\b|\bdo i (?:legally )?have to "
        r"(?:give (?:my employer|them|notice)|disclose|work overtime|testify|pay (?:alimony|child "
        r"support|back))"
    ),
    "asset": (
        r"\b(?:stocks?|shares|crypto\w*|bitcoin|ethereum|etfs?|(?:index |mutual |hedge |pension "
        r")?funds?|bonds|real estate|mortgages?|loan|pension|401k|isa|savings|gold|silver|forex|"
        r"dollars|the stock market|a (?:house|flat|property)|life insurance|annuit\w+|inheritance|"
        r"retirement|equity|stock options)\b"
    ),
    "buy": (
        r"\b(?:buy|sell|invest\w*|put|trade|borrow|refinance|remortgage|take (?:out|up)|pay off|"
        r"cash (?:out|in)|withdraw|move|save|hold|split|transfer)\b"
    ),
    "worth": (
        r"\b(?:good (?:time|idea|moment|investment)|worth (?:buying|it|investing)|safe|risky|(?:go|"
        r"going) (?:up|down)|crash|recommend|better than|which|bubble|best (?:return|rate|fund|"
        r"stock)s?)\b"
    ),
    "tax": (
        r"\b(?:tax(?:es|ed|able)?|vat|deduct(?:ible|ions?)?|write(?:-| )?off|capital gains|"
        r"self-?assessment|business expense)\b(?! (?:included|number|id|invoice|adviser|advisor|"
        r"consult\w+))"
    ),
    "promise": r"\b(?:promise\w*|guarantee\w*|assure\w*|ensure|swear|certain)\b",
    "income": (
        r"\b(?:six figures|income|salary|earn\w*|rich|profit\w*|revenue|millionaire|double my|"
        r"triple my|make (?:more )?money|raise|clients|sales|promot(?:ed|ion)|results?|job)\b"
    ),
    "ours": (
        r"\b(?:your (?:\w+ )?(?:contract|agreement|clause|package|programme|program|coaching|"
        r"sessions?|group|prices?|terms|cancellation)|with you|to you|for (?:the )?coaching|(?:the|"
        r"this|a) (?:package|programme|program|group|session|workshop|course)|coaching contract|"
        r"include\w*|instal\w+)\b"
    ),
}  # fmt: skip
