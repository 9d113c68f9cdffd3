"""The parts of questions for another profession, in Portuguese (folded: without accents)."""

from __future__ import annotations

SIGNS = {
    "ill": (
        r"\b(?:depressao|depressiv[oa]|ansiedade|bipolar\w*|esquizofrenia|transtornos?|anorexia|"
        r"bulimia|vicio|alcoolismo|cancer|diabetes|insonia|enxaquecas?|hipertensao|pressao alta|"
        r"asma|menopausa|tireoide|anemia|tdah|autis\w+|burnout|epilepsia|alergia\w*|crises? de "
        r"panico|sindrome do panico|fibromialgia)\b"
    ),
    "cure": (
        r"\b(?:cura(?:r|m|ra)?|sara(?:r)?|trata(?:r|m|mento)|diagnostic\w+|acabar com (?:a|minha) "
        r"(?:ansiedade|depressao|insonia)|substitui (?:a )?terapia)\b"
    ),
    "guess": (
        r"\b(?:acho que (?:eu )?(?:tenho|sou|sofro)|(?:voce )?acha que (?:eu )?(?:tenho|sou|sofro)|"
        r"sera que (?:eu )?(?:tenho|sou|e)|pode ser|poderia ser|eu tenho (?:tdah|transtorno)|"
        r"sintomas de|sinais de|diagnostic\w+)\b"
    ),
    "drug": (
        r"\b(?:medicac(?:ao|oes)|medicament\w+|remedios?|comprimidos?|antidepressiv\w+|calmantes?|"
        r"dose|dosagem|suplementos?|vitaminas?|insulina|ibuprofeno|paracetamol|dipirona|aspirina|"
        r"melatonina|sertralina|fluoxetina|rivotril|ritalina|antibioticos?|magnesio)\b"
    ),
    "use": (
        r"\b(?:tom(?:ar|o|e)|par(?:ar|o)|mistur\w+|combin\w+|aument\w+|reduz\w+|suspend\w+|troc\w+|"
        r"pul(?:ar|o)|deix\w+|com|larg\w+|dobrar)\b"
    ),
    "ask": (
        r"\b(?:posso|poderia|devo|deveria|preciso|tenho que|e (?:seguro|perigoso|ruim|boa ideia|"
        r"recomendado)|como|quando|quant[oa]s?|o que acontece|vale a pena|compensa|da (?:pra|para)|"
        r"qual|quais|que|onde|pode)\b"
    ),
    "which_drug": (
        r"\b(?:qual|quais|que) (?:\w+ ){0,2}?(?:remedio\w*|medicamento\w*|antidepressivo\w*|"
        r"vitamina\w*|suplemento\w*|dose|dosagem|calmante\w*|comprimido\w*)\b|\befeitos "
        r"colaterais\b"
    ),
    "drink": r"\b(?:alcool|vinho|cerveja|beber)\b",
    "complaint": (
        r"\b(?:palpitac\w+|tontura\w*|vertigem|cansaco|fadiga|dor(?:es)? (?:de cabeca|nas? costas|"
        r"no (?:estomago|peito|pescoco|joelho)|de barriga)|nauseas?|enjoo|formigamento|febre|tosse|"
        r"caroco|manchas|taquicardia|nao consigo dormir|insonia|caimbras?|falta de ar|enxaqueca|"
        r"coracao acelerado)\b"
    ),
    "worry": (
        r"\b(?:e (?:grave|normal|perigoso|so)|devo me preocupar|o que (?:pode|poderia|sera que) "
        r"(?:ser|e|eu tenho)|por que (?:eu )?(?:sinto|tenho)|preciso ir ao medico)\b"
    ),
    "remedy": (
        r"\b(?:o que (?:eu )?(?:faco|posso (?:fazer|tomar)|devo (?:fazer|tomar)|tomo|e bom|ajuda)|"
        r"como (?:alivio|passo|tiro|acabo)|algum remedio|que me recomenda)\b"
    ),
    "prescribe": r"\b(?:receit(?:a|ar|e)(?!s? de)|atestado|prescrev\w+)\b",
    "booking": r"\b(?:remarcar|adiar|mudar (?:a|minha) (?:sessao|data)|cancelar|agendar)\b",
    "trade": (
        r"\b(?:sou (?:medic[oa]|enfermeir[oa]|advogad[oa]|psicolog[oa]|terapeuta|bancari[oa]|"
        r"contador[a]?|farmaceutic[oa])|trabalho (?:em|no|na|como|com|para)|(?:voces|voce) "
        r"(?:atende|ajuda|tem|trabalha)m?[^.?!]{0,30}(?:pessoas|clientes|medicos|advogados)|"
        r"pesquisa|nota fiscal|fatura)\b"
    ),
    "claim": (
        r"\b(?:indenizacao|rescisao|seguro-?desemprego|ferias|horas extras?|licenca(?:-| "
        r")?(?:maternidade|paternidade)?|aviso previo|guarda|pensao|heranca|visto|cidadania|fgts|"
        r"decimo terceiro|subsidio|indemnizacao|auxilio)\b"
    ),
    "entitled": (
        r"\b(?:tenho direito|direitos?|por lei|a lei|legal\w*|ilegal|me devem|como (?:consigo|peco|"
        r"tiro))\b|\bposso (?:recusar|me recusar)\b|\btem que pagar\b"
    ),
    "matter": (
        r"\b(?:clausulas?|contrato|demissao|despejo|aluguel|acordo|nao concorrencia|gravar|marca|"
        r"direitos autorais|testamento|divorcio|assedio|discriminacao|aviso previo|periodo de "
        r"experiencia|despedimento)\b"
    ),
    "lawful": (
        r"\b(?:(?:e|sao|seria|foi)(?: \w+){0,5} (?:legal|legais|ilegal|valid[oa]s?|lícit[oa]|"
        r"licit[oa]|nul[oa]s?|abusiv[oa]s?|crime|proibid[oa])|perante a lei|por lei|legalmente|tem "
        r"validade|na justica)\b"
    ),
    "employer": (
        r"\b(?:(?:meu|minha|o|a) (?:chefe|patrao|empresa|empregador|senhorio|proprietario|ex|"
        r"marido|banco)|eles?|me)\b|\bposso\b"
    ),
    "may": (
        r"\b(?:pode[m]?|poderia[m]?|tem o direito|tem direito)\b|\bposso ser\b"
    ),
    "harm": (
        r"\b(?:demitir\w*|despedir\w*|mandar(?:-me| me)? embora|descontar\w*|negar|reduzir (?:meu|"
        r"o)|despejar\w*|ler (?:meus|minhas)|vigiar\w*|gravar|obrigar\w*|multar|deixar de pagar|"
        r"penhorar|mudar (?:o )?(?:meu )?contrato|tirar (?:meus|minha))\b|\b(?:demitid|despedid|"
        r"despejad|obrigad)[oa]\b"
    ),
    "sue": r"\b(?:processar|processo|denunciar|na justica|acao judicial|tribunal)\b",
    "at_risk": (
        r"\bposso ser (?:demitid|despedid|processad|despejad|multad)[oa]\b|\bpodem me (?:demitir|"
        r"despedir|processar|multar)\b"
    ),
    "asset": (
        r"\b(?:acoes|bolsa|bitcoin|cripto\w*|fundos?|etfs?|ouro|dolar(?:es)?|imove(?:l|is)|casa|"
        r"apartamento|emprestimo|financiamento|previdencia|poupanca|economias|tesouro direto|"
        r"heranca|cdb|rescisao)\b"
    ),
    "buy": (
        r"\b(?:compr(?:ar|o|e)|vend(?:er|o|a)|invest\w+|aplic\w+|pegar|pedir|quitar|financiar|"
        r"poupar|colocar|resgat\w+)\b"
    ),
    "worth": (
        r"\b(?:bo[am] (?:momento|ideia|hora|investimento|negocio)|vale a pena|compensa|segur[oa]s?|"
        r"arriscad[oa]s?|vai (?:subir|cair)|melhor (?:que|do que)|rentavel|rende\w*|recomenda)\b"
    ),
    "tax": r"\b(?:impostos?|imposto de renda|irs|deduz\w+|dedutivel|receita federal|declarar)\b",
    "promise": r"\b(?:garant\w+|promet\w+|assegur\w+|jura\w*)\b",
    "income": (
        r"\b(?:renda|salario|ganhar\w*|dinheiro|ric[oa]|promoc\w+|dobrar\w*|faturamento|lucros?|"
        r"clientes|resultados?|emprego)\b"
    ),
    "ours": (
        r"\b(?:(?:seu|sua|seus|suas|teu|o de voces) (?:contrato|pacote|programa|sess(?:ao|oes)|"
        r"precos?|grupo|termos)|com (?:voce|voces)|o (?:pacote|programa|grupo|curso)|a sessao|"
        r"inclu\w+|parcel\w+)\b"
    ),
}  # fmt: skip
