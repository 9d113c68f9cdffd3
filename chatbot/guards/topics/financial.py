"""Questions for a financial or tax adviser, and promises of income.

What the business itself costs and how it is paid is not among them.
"""

from __future__ import annotations

_ASSET = (
    r"(?:stocks?|shares|crypto\w*|bitcoin|btc|ethereum|etfs?|(?:index |mutual |hedge |"
    r"pension )?funds?|bonds|"
    r"property|real estate|mortgages?|loans?|pensions?|401\(?k\)?|isas?|iras?|savings|debts?|"
    r"gold|nfts?|forex|"
    r"(?:stock )?market|house|flat|apartment|inheritance|life insurance|annuit\w+|my money|"
    r"retirement)"
)

ASKED = {
    "en": [
        r"\b(?:should|can|could|shall|would|do|must|is it (?:smart|wise|better|safe|worth|"
        r"a good idea)(?: for me)? to|when (?:should|can|do)|how (?:should|do|can|much should)|"
        rf"where (?:should|can|do)) ?(?:i|we|you|one)?(?: \w+){{0,4}} (?:invest|buy|sell|put|"
        r"trade|borrow|refinance|remortgage|take out|take|get|pay off|cash out|withdraw|"
        rf"consolidate|short|use|move|save|retire)(?: [\w'$€£]+){{0,7}} {_ASSET}\b(?!(?: \w+)"
        rf"{{0,3}} (?:coach\w*|programme|program|package|course|session))",
        rf"\b(?:is|are|was|will)(?: \w+){{0,3}} (?:investments?|{_ASSET}|"
        rf"scheme)(?: \w+){{0,4}} (?:safe|risky|secure|a (?:good|safe|bad|smart) (?:idea|"
        r"investment|time|choice)|worth buying|going (?:up|down|to)|crash|rise|legit|"
        r"profitable)\b|\b(?:safe|good|best|smart) investments?\b(?! in (?:my|your)self)|"
        r"\bwhere (?:should|can|do) (?:i|we) (?:invest|put (?:my|our) (?:money|savings))\b|"
        r"\bhow (?:should|do|can) (?:i|we) (?:invest|grow (?:my|our) (?:money|savings|wealth)|"
        r"reduce (?:my|our) tax\w*|avoid (?:paying )?tax\w*|pay less tax\w*|get out of debt|"
        r"save (?:for retirement|tax\w*)|plan (?:for )?(?:my )?retirement)\b",
        r"\b(?:which|what|best|good|recommend)(?: \w+){0,3} (?:stocks?|funds?|etfs?|"
        r"crypto\w*|coins?|brokers?|pensions?|shares|loans?|mortgages?|credit card|"
        r"life insurance|bank)\b(?: \w+){0,5} ?(?:should|buy|invest|right now|recommend|"
        r"do you|best|for me|to (?:buy|choose|get))\b|\b(?:stock|investment|trading|"
        r"crypto) (?:tips?|advice|recommendations?)\b|\b(?:financial|tax|debt|mortgage|pension|"
        r"money) advice\b|\bshould i (?:invest|file for bankruptcy|declare bankruptcy|"
        r"refinance|remortgage)\b|\bdouble my (?:money|savings|investment)\b|\bcash in my\b|"
        r"\bdeclare bankruptcy\b",
        r"\btax[- ]?(?:deductible|deduction|write-?off|free|relief|return|breaks?)\b|"
        r"\bdeduct\w*(?: \w+){0,6} tax\w*\b|\btax\w*(?: \w+){0,4} deduct\w*|\bdeduct(?:ible)?\b|"
        r"\bwrite (?:\w+ ){0,3}off(?: \w+){0,4} (?:tax\w*|expense)\b|\b(?:write|"
        r"claim)(?: \w+){0,4} (?:off|as)(?: an| a)? (?:business )?expenses?\b|"
        r"\bhow much (?:income )?tax (?:do|will|should|would|must|am)\b|\b(?:do|must|will|"
        r"should) i (?:have to |need to )?(?:pay|declare)(?: \w+){0,3} tax\w*\b(?! on (?:top|"
        r"your|the (?:session|price|package)))|\bclaim(?: \w+){0,4} (?:on|against|"
        r"from) (?:my )?tax\w*\b",
        r"\b(?:guarantee\w*|promise\w*|assure|ensure|swear)\b(?: [\w']+){0,8} (?:double|triple|"
        r"income|salary|revenue|money|earn\w*|profits?|rich|six figures|raise|sales|k a month|"
        r"roi|return)\b|\b(?:will|can) (?:i|you|it|this|coaching)(?: \w+){0,3} (?:get rich|"
        r"become rich|make me rich|double my (?:income|salary|revenue)|become a millionaire|"
        r"triple my)\b|\b(?:income|earnings|profit|roi|salary) (?:is |are )?guarante\w+|"
        r"\bguaranteed (?:income|results?|returns?|profit|raise)\b|\bhow much (?:money |"
        r"more )?(?:will|would|can) i (?:earn|make)\b",
    ],
    "es": [
        r"\b(?:debo|deberia|puedo|conviene|es buen momento para|donde|en que|"
        r"como)(?: \w+){0,3} (?:invertir|invierto|comprar acciones|comprar (?:bitcoin|"
        r"criptomonedas|una casa)|vender (?:mis )?acciones|pedir un (?:prestamo|credito)|"
        r"refinanciar|ahorrar para|hipotecar)\b(?! en (?:mi|el (?:programa|coaching)))|\b(?:es|"
        r"son)(?: \w+){0,3} (?:segur[oa]s?|rentables?|arriesgad[oa]s?|"
        r"buen[oa])(?: \w+){0,2} (?:inversion|invertir|criptomonedas|bitcoin|fondos?)\b|"
        r"\b(?:esta|mi|la|una|es esta) inversion(?: \w+){0,3} (?:segura|arriesgada|rentable|"
        r"buena)\b|\b(?:que|cual(?:es)?) (?:acciones|fondos?|criptomonedas?|hipoteca|prestamo|"
        r"inversion)\b|\b(?:consejos?|asesoria|asesoramiento) (?:financier[oa]s?|fiscal(?:es)?|"
        r"de inversion)\b",
        r"\b(?:deducir\w*|deducible|desgrava\w*)\b|\bcuantos? impuestos?\b|\b(?:tengo que|"
        r"debo) (?:pagar|declarar)(?: \w+){0,3} impuestos?\b|\bdeclaracion de (?:la )?renta\b|"
        r"\b(?:garantiz\w+|asegur\w+|promet\w+)(?: \w+){0,7} (?:ingresos|dinero|salario|sueldo|"
        r"ganar|ganare|doblar\w*|duplicar\w*|ventas|ric[oa])\b|"
        r"\bcuanto (?:dinero )?voy a ganar\b|\bsalir de (?:mis )?deudas\b",
    ],
    "de": [
        r"\b(?:soll|sollte|kann|lohnt es sich|wo|wie|worin|wann)(?: \w+){0,6} (?:investieren|"
        r"anlegen|aktien|bitcoin|krypto\w*|etfs?|fonds|kredit (?:aufnehmen|nehmen)|umschulden|"
        r"immobilie\w*|altersvorsorge|haus kaufen|geld leihen)\b|"
        r"\bist(?: \w+){0,4} (?:investition|geldanlage|anlage|aktie|bitcoin|fonds|"
        r"investment)(?: \w+){0,3} (?:sicher|riskant|gut|sinnvoll|serios)\b|"
        r"\bwelche[rns]? (?:aktien?|fonds|etfs?|kryptowahrung\w*|geldanlage|versicherung|kredit|"
        r"rente)\b|\b(?:finanz|anlage|steuer|renten|schulden)(?:beratung|tipps?|rat)\b|"
        r"\bfinanzielle[rn]? (?:rat|beratung|tipps?)\b",
        r"\b(?:steuerlich )?(?:absetz(?:en|bar)|abzugsfahig)\b|\b(?:von der|bei der) steuer\b|"
        r"\bwie ?viel steuern?\b|\bsteuern? (?:zahlen|sparen|vermeiden)\b|\bsteuererklarung\b|"
        r"\b(?:garantier\w+|versprich\w*|versprech\w*|zusicher\w*)(?: \w+){0,7} (?:einkommen|"
        r"geld|gehalt|umsatz|verdien\w*|verdopp(?:el|le)\w*|gewinn|reich)\b|\b(?:einkommen|"
        r"gehalt|umsatz|geld)(?: \w+){0,5} (?:garantier\w+|verdopp(?:el|le)\w*)\b|"
        r"\bwie ?viel (?:geld )?werde ich verdienen\b|\baus (?:den )?schulden\b",
    ],
    "fr": [
        r"\b(?:dois-je|devrais-je|puis-je|faut-il|est-ce (?:le bon moment|une bonne idee)|ou|"
        r"comment|je dois)(?: \S+){0,4} (?:investir|placer mon argent|acheter (?:des actions|"
        r"du bitcoin|des cryptos?|une maison|un appartement)|vendre mes actions|emprunter|"
        r"faire un (?:pret|credit)|renegocier mon)\b|\b(?:cet|cette|mon|ma|ce|"
        r"l')(?: ?)(?:investissement|placement|bitcoin|fonds)(?: \S+){0,3} (?:sur|risque|"
        r"rentable|bon|fiable)\b|\bquel(?:le)?s? (?:actions?|fonds|cryptos?|placements?|credit|"
        r"banque|assurance[- ]vie|investissements?)\b|\bconseils? (?:financiers?|fiscaux|fiscal|"
        r"en investissement|d'investissement)\b",
        r"\b(?:deductibles?|deduire|deduit|defiscalis\w+)\b|\bcombien d'impots?\b|\b(?:payer|"
        r"declarer|moins d'|reduire (?:mes|les)) ?(?:des |les |mes )?impots?\b|"
        r"\bdeclaration d'impots?\b|\b(?:garanti\w*|promet\w*|assur(?:er|ez|"
        r"es)(?:-vous)?)(?: \S+){0,7} (?:revenus?|argent|salaire|gagner\w*|doubler\w*|"
        r"chiffre d'affaires|benefices?|riche)\b|\bcombien (?:d'argent )?(?:vais-je|"
        r"je vais) gagner\b|\bsortir de (?:mes )?dettes\b|\bdoubler mes revenus\b",
    ],
    "pt": [
        r"\b(?:devo|deveria|posso|vale a pena|onde|em que|como)(?: \w+){0,3} (?:investir|"
        r"invisto|comprar (?:acoes|bitcoin|criptomoedas|uma casa|um apartamento)|"
        r"vender (?:minhas )?acoes|pegar (?:um )?emprestimo|fazer (?:um )?(?:emprestimo|"
        r"financiamento)|pedir (?:um )?emprestimo|aplicar (?:meu )?dinheiro|"
        r"poupar para)\b(?! em (?:mim|coaching))|\b(?:este|esse|meu|o|esta|"
        r"esse) (?:investimento|fundo|bitcoin|aplicacao)(?: \w+){0,3} (?:segur[oa]|arriscad[oa]|"
        r"rentavel|bo[am]|confiavel)\b|\b(?:quais|qual|que) (?:acoes|fundos?|criptomoedas?|"
        r"investimentos?|emprestimo|previdencia)\b|\b(?:conselhos?|assessoria|consultoria|"
        r"aconselhamento) (?:financeir[oa]s?|fiscal|de investimento|tributari[oa])\b",
        r"\b(?:deduzir|dedutivel|deduz(?:o|ido)|abater)\b|\bquanto (?:de )?impostos?\b|"
        r"\b(?:pagar|declarar)(?: \w+){0,2} impostos?\b|\bimposto de renda\b|"
        r"\birs\b(?: \w+){0,3} ?dedu\w+|\b(?:garant\w+|promet\w+|"
        r"assegur\w+)(?: \w+){0,7} (?:renda|dinheiro|salario|ganhar\w*|dobrar\w*|duplicar\w*|"
        r"lucros?|faturamento|ric[oa])\b|\bquanto (?:dinheiro )?vou ganhar\b|"
        r"\bsair das dividas\b",
    ],
}  # fmt: skip
FIGURES = {
    "en": [
        r"\b(?:out of|in) stock\b|\bworth (?:the|this|my|that|your) investment\b|"
        r"\binvestment in (?:myself|yourself|me|my (?:career|future|development|team))\b|"
        r"\b(?:coaching|programme|program|package|course|sessions?|time|"
        r"it)(?: \w+){0,3} (?:a )?(?:good|worthwhile|great|solid) investment\b|\bwhat(?:'s|"
        r" is)(?: the| my| your)? investment\b|\binvest in (?:myself|me|my (?:career|self|"
        r"growth|development|team)|coaching|your (?:programme|program|coaching|package))\b|"
        r"\b(?:prices?|costs?|fees?|rates?)(?: \w+){0,4} (?:incl\w*|plus|with|without|before|"
        r"after)(?: \w+){0,2} (?:tax\w*|vat)\b|\btaxes and fees\b|\bfinancial (?:coach\w*|aid|"
        r"year|services|sector|industry|director|analyst|controller)\b|\bmoney (?:mindset|"
        r"coach\w*|blocks?)\b|\btax (?:invoice|id|number)\b|"
        r"\b(?:pay (?:with|in)|use|take|accept) (?:crypto\w*|bitcoins?)\b|"
        r"\b(?:my |our |the )?money[- ]back\b"
    ],
    "de": [
        r"\b(?:arbeit\w*|job|karriere|stelle|wechs\w*|komme)(?: \w+){0,3} (?:finanz|steuer|renten|"
        r"schulden|anlage)beratung\b"
    ],
}  # fmt: skip
SUBJECT = (
    r"\b(?:invest|invers|anlage|placement|geld|stocks?\b|shares\b|aktie|acciones|actions?\b|"
    r"acoes|crypto|krypto|cripto|bitcoin|fund|fonds|fondo|fundo|tax|steuer|impot|impuesto|"
    r"imposto|deduc|deduz|absetz|loan|kredit|pret\b|prestamo|emprest|debt|schuld|dette|deuda|"
    r"divida|pension|rente|retir|mortgage|hypothek|guarante|garant|income|einkommen|revenu|"
    r"ingreso|renda|salary|gehalt|salaire|earn|verdien|gagner|ganar|ganhar|expense)\w*"
)
