"""The parts of what people in danger say, in Portuguese (folded: without accents)."""

from __future__ import annotations

_NEAR = (
    r"(?:marido|mulher|esposo|esposa|companheir[oa]|parceir[oa]|namorad[oa]|ex|ex-?marido|pai|mae|"
    r"padrasto|madrasta|irmao|tio|filho|vizinho|ele|ela)"
)

SIGNS = {
    "outright": (
        r"\b(?:vai|quer|ameaca|vou|ameacando) (?:se |me )?(?:pular|jogar|atirar)(?=\s*(?:[.!?,]|"
        r"$))|\b(?:ouco )?vozes (?:na minha cabeca|que me (?:mandam|dizem)|me (?:dizem|mandam))\b|"
        r"\bnao quero mais (?:estar (?:aqui|viv[oa])|ficar aqui)(?=\s*(?:[.!?,]|$))|\bnao (?:vejo|"
        r"tenho|ha|tem) (?:mais )?(?:outra )?saida(?=\s*(?:[.!?,]|$))|\bminha vida acabou\b|"
        r"\bquero que (?:tudo )?(?:isso )?(?:acabe|termine)(?! (?:logo )?(?:o|a|com))|\b(?:queria|"
        r"quero) (?:so )?sumir(?=\s*(?:[.!?,]|$))|\bsumir (?:do mundo|de vez|para sempre|pra "
        r"sempre)\b|\bdeixar este mundo\b|\bque (?:essa|esta|a|minha) dor (?:acabe|pare|termine|"
        r"passe de vez)\b|\bse (?:quer|vai|tentou) (?:matar|jogar|enforcar)\b|\b(?:queria|quem me "
        r"dera|prefiro|preferia|mereco|devia|deveria|melhor|deixe-me|me deixe|me deixa)(?: "
        r"\w+){0,3} (?:morrer|estar mort[oa]|mort[oa]|morresse)\b|\bnunca (?:ter|tivesse) "
        r"nascido\b|\bnao (?:ter|devia ter|deveria ter) nascido\b|\b(?:hoje|esta noite|essa noite|"
        r"hoje a noite)(?: \w+){0,3} (?:acabo com tudo|acaba tudo|tudo acaba|termino com)\b|"
        r"\bacabo com tudo\b|\bminha ultima noite\b(?! (?:em|no|na))|\ba vida nao e (?:para|pra) "
        r"mim\b|\bnao (?:aguento|suporto) (?:mais )?(?:a vida|um dia)\b|\breencontrar (?:meu|"
        r"minha) \w+ no ceu\b"
    ),
    "wounds": (
        r"\b(?:(?:voltei|comecei|voltado) a me (?:cortar|machucar|ferir)|(?:to|estou|tenho) me "
        r"(?:cortando|cortado|machucando de proposito)|me cort(?:o|ei)(?: de novo| outra vez| todo|"
        r" nos bracos|(?=\s*[.!,]|$))|cortes n[oa]s (?:meus )?(?:bracos|pulsos|pernas))\b|\bse "
        r"(?:corta|cortando|mutila\w*|machucando de proposito)(?= (?:de|nos|os|com|todo|desde|"
        r"escondid)|\s*[.!,]|$)|\bme (?:machuco|firo|queimo|corto) (?:de proposito|mesm[oa]|todo "
        r"dia|escondid[oa])\b"
    ),
    "gone": (
        r"\bsem mim\b(?! (?:no|na|em))|\bse (?:eu )?(?:nao (?:estivesse|existisse|tivesse nascido|"
        r"acordasse|estiver)|morresse|sumisse|desaparecesse|morrer|sumir|me matasse)\b|\bquando "
        r"(?:eu )?(?:nao estiver|for embora de vez|morrer|tiver morrido)\b|\bminha morte\b|\bnao "
        r"ter nascido\b|\bnunca ter nascido\b|\bnao existisse\b"
    ),
    "better": (
        r"\b(?:melhor|mais (?:feliz|felizes|facil|leve|tranquil\w+|livres?)|alivio|aliviad\w+|"
        r"favor|em paz|descans\w+)\b"
    ),
    "nobody": (
        r"\b(?:ninguem|nenhum deles|quem)(?: \w+){0,3} (?:falta|notari\w*|notar|importa\w*|"
        r"choraria|lembraria|perceb\w+|liga)\b"
    ),
    "burden": (
        r"\b(?:um (?:peso|fardo|estorvo)|uma carga|nao (?:sirvo para|sirvo pra|presto para|valho) "
        r"nada|so atrapalho)\b"
    ),
    "farewell": (
        r"\b(?:despedida|despedir|adeus|ultimas palavras|ultima carta|me perdoem|perdoem-me|"
        r"cartas? de adeus)\b"
    ),
    "letter": r"\b(?:cartas?|bilhetes?|mensage(?:m|ns)|escrev\w+|video|testamento)\b",
    "last": (
        r"\b(?:hoje a noite|esta noite|essa noite|(?:meu|minha|o|a) ultim[oa] (?:dia|noite)|para "
        r"sempre|pra sempre|de vez|logo (?:tudo )?(?:acaba|vai acabar)|nao (?:vou estar|estarei) "
        r"(?:mais )?aqui|acabar com (?:isso|a dor|o sofrimento|tudo)|que (?:tudo |isso )?(?:acabe|"
        r"pare|termine)|parar de sofrer|descansar em paz|nunca mais)\b"
    ),
    "decided": (
        r"\b(?:ja (?:me )?decidi|tomei (?:a|minha) decisao|tenho (?:tudo )?(?:um plano|planejado|"
        r"planeado|preparado)|ja (?:esta )?tudo (?:planejado|preparado|pronto)|escolhi (?:o|um) "
        r"dia|meu plano)\b"
    ),
    "life": (
        r"\b(?:viver(?! (?:em|no|na|com|perto|sozinh|aqui|fora|melhor|de|do|da))|continuar "
        r"(?:viv\w+|a viver)|estar viv[oa]|existir|acordar(?! (?:cedo|as|com|sem|tarde))|este "
        r"mundo|nesse mundo|neste mundo)\b"
    ),
    "my_life": (
        r"\b(?:minha vida|esta vida|essa vida|a vida)\b(?! (?:profissional|pessoal|amorosa))"
    ),
    "go_on": (
        r"\b(?:continuar|seguir (?:em frente|adiante)|levantar(?: da cama)?|lutar|estar aqui|ir em "
        r"frente|aguentar)\b"
    ),
    "no_reason": (
        r"\b(?:(?:nao (?:vejo|tenho|ha|tem|encontro|faz|vale|resta)|sem|perdi)(?: (?:mais|"
        r"nenhum[ao]?|o|a|as|qualquer|muito))* (?:sentido|razao|razoes|motivos?|saida|forcas?|"
        r"vontade|esperanca|pena|futuro|nada)|de que adianta|pra que|para que|nao adianta|inutil|"
        r"nada (?:faz|tem) sentido|insuportavel)\b"
    ),
    "tired": (
        r"\b(?:cansad[oa] de|fart[oa] de|exaust[oa] de|nao (?:aguento|suporto|consigo)(?: mais)?|"
        r"odeio|cansei de)\b"
    ),
    "refuse": (
        r"\b(?:nao (?:quero|queria|desejo|consigo|aguento|mereco|tenho vontade de)(?: mais)?|sem "
        r"vontade de|desisti\w* de|desistir de|quem me dera nao|preferia nao)\b|\bnao (?:quer|"
        r"queria|consegue|aguenta)(?: mais)?\b"
    ),
    "wish": (
        r"\b(?:quer(?:o|ia|em|er|endo)?|vontade|desej\w+|pens(?:o|ando|ei|ar|a|ou|amentos?)|"
        r"planej\w+|vou|vai|tent\w+|prefir\w+|preferia|quem me dera|fala(?:ndo)? em|disse que|diz "
        r"que|ameaca|ameacou|ideias? de|sonho em|pesquis\w+|prest[eo]s? a|melhor)\b"
    ),
    "death": (
        r"\b(?:morrer(?! de)|estar mort[oa]|me mata[r]?|matar-me|se mata[r]?|matar-se|suicid\w+|"
        r"tirar (?:a )?(?:minha|sua|propria) (?:propria )?vida|a morte(?! d)|me enforcar|se "
        r"enforcar|me jogar|se jogar|me atirar|atirar-me|nao acordar|dormir (?:para|pra) sempre|"
        r"sumir (?:para sempre|pra sempre|do mundo|de vez)|me machucar|se machucar|me cortar|"
        r"cortar os pulsos|nao existir|deixar de existir|acabar com (?:a )?(?:minha|sua|propria) "
        r"vida|por fim a (?:minha )?vida)\b"
    ),
    "way": r"\b(?:como|quant[oa]s?|maneira|forma|jeito|metodo|sem dor|o que acontece|rapid[oa])\b",
    "pills": (
        r"\b(?:comprimidos?|remedios?|medicament\w*|paracetamol|dipirona|calmantes?|"
        r"antidepressivos?|veneno|agua sanitaria|lixivia|rivotril|insulina|chumbinho)\b"
    ),
    "swallow": r"\b(?:tomei|tomado|tomar|tomou|tomo|engoli\w*|bebi|beber|ingeri\w*)\b",
    "many": (
        r"\b(?:tod[oa]s?|inteir[oa]|caixas?|cartelas?|frascos?|muit[oa]s|demais|monte|punhado|"
        r"vari[oa]s|veneno|chumbinho|\d{2,}(?= (?:\w+ )?(?:pills|tablets|pastillas|comprimidos|"
        r"tabletten|pillen|cachets|comprimes|remedios|capsul\w*|mg)))\b"
    ),
    "store": (
        r"\b(?:guard(?:ei|ado|ando)|junt(?:ei|ado|ando)|acumul\w+|na (?:minha )?frente|na mao|na "
        r"mesa|escondid[oa]s|separ(?:ei|ado))\b"
    ),
    "silent": (
        r"\bnao (?:responde|atende|reage|acorda)\b"
    ),
    "height": (
        r"\b(?:ponte|telhado|terraco|varanda|sacada|janela|trilhos|trem|comboio|metro|penhasco|"
        r"viaduto|predio|andar|estrada)\b"
    ),
    "leap": (
        r"\b(?:(?:me|se) (?:jogar|atirar|lancar)|atirar-me|pular(?! (?:uma|a sessao|a etapa))|"
        r"saltar|em cima d[ao]|a beira|na beira|estou (?:na|no|em cima)|parad[oa] (?:na|no))\b"
    ),
    "weapon": (
        r"\b(?:faca|arma|pistola|revolver|espingarda|corda|lamina\w*|navalha|gilete|machado|"
        r"gasolina|acido)\b"
    ),
    "ready": (
        r"\b(?:(?:meus?|os) (?:pulsos?|bracos?)|minhas? veias?|no (?:meu )?pescoco|na (?:minha "
        r")?cabeca|na mao|do meu lado|na minha frente|comprei|pront[oa]|em mim)\b"
    ),
    "threat": (
        r"\b(?:ameac\w+|apont\w+|me matar|na (?:minha )?porta|persegu\w+|atac\w+|agred\w+|"
        r"esfaque\w+|atras de mim)\b"
    ),
    "chest": (
        r"\b(?:dor no peito|aperto no peito|pressao no peito|peito doendo|meu peito doi)\b"
    ),
    "acute": (
        r"\b(?:braco|mandibula|respir\w*|suor\w*|dormente|agora|socorro|de repente)\b"
    ),
    "near": rf"\b{_NEAR}\b",
    "hurts_me": (
        r"\b(?:me|nos|nas criancas|nos meus filhos) (?:\w+ )?(?:bate(?!\w* (?:uma?|saudade|"
        r"vontade))|bateu|batia|bater|empurr\w+|chut\w+|soc(?:a|ou)|estapei\w+|estrangul\w+|"
        r"enforc\w+|agarr\w+|arrast\w+|queim\w+|estupr\w+|viol(?:a|ou)\b|forc(?:a|ou) a|obrig(?:a|"
        r"ou) a (?:fazer sexo|transar|ter)|agred\w+|espanc\w+|maltrat\w+|humilha e|tranc(?:a|ou)|"
        r"prend(?:e|eu)|tocou|toca a noite|cospe|ameac\w+|persegu\w+|abus\w+|machuc\w+)\b(?! "
        r"(?:com (?:demissao|suas palavras)|na negociacao))|\b(?:bate|bateu) (?:em mim|nas|nos|na "
        r"minha|no meu)\b|\bnao me deixa (?:sair|ver|falar|ir)\b|\bentra no meu quarto\b|\bfica "
        r"violento\b|\be violento\b|\babusa de mim\b"
    ),
    "fear": (
        r"\b(?:medo|apavorad[oa]|aterrorizad[oa]|assustad[oa]|nao (?:estou|me sinto) segur[oa]|em "
        r"perigo|fugir|escapar|escondid[oa])\b"
    ),
    "home": (
        r"\b(?:(?:pra|para|em|de) casa|(?:por|pela) minha vida|pelos meus filhos|que (?:ele|ela) "
        r"(?:me|volte)|banheiro|de noite|a noite|voltar)\b"
    ),
    "bruises": r"\b(?:rox[oa]s?|hematomas?|olho roxo|sangr\w+|costela quebrada|marcas)\b",
    "child": r"\b(?:meu|minha|meus|nosso|nossa) (?:filh[oa]s?|bebe|sobrinh[oa]|crianca)\b",
    "hurt_by": (
        r"\b(?:(?:esta|estao|foi|tem) (?:sendo |sido )?(?:agredid|estuprad|abusad|espancad|"
        r"maltratad|violad)\w+|nao (?:esta )?respira\w*|inconsciente|abusam? de|batem? n[oa]|"
        r"desaparecid\w+|apanha\w*)\b"
    ),
    "somebody": (
        r"\b(?:meu|minha|uma?|o|a) (?:\w+ )?(?:amig[oa]|filh[oa]|marido|mulher|mae|pai|irma[o]?|"
        r"colega|namorad[oa]|vizinh[oa]|avo|bebe|chefe|cliente)\b|\balguem\b|\bele\b|\bela\b"
    ),
    "lies": (
        r"\b(?:inconsciente|desmaiad[oa]|desmaiou|nao (?:esta )?(?:respira\w*|responde(?! (?:a "
        r"meus|meus|os))|acorda\w*|se mexe)|convuls\w+|overdose|labios roxos)\b"
    ),
    "doctor": r"\b(?:medic[oa]|receit\w+|farmacia|dose|psiquiatra)\b",
    "work": (
        r"\b(?:trabalho|trabalhar|emprego|chefe|empresa|carreira|projeto|reunia[o]?|reunioes|"
        r"equipe|clientes?|contrato|escritorio|negocio|colegas|prazo\w*|programa|curso|sess(?:ao|"
        r"oes)|coach\w*|cargo|profissional)\b"
    ),
    "joke": (
        r"\b(?:rir|vergonha|fome|curiosidade|tedio|filme|serie|livro|musica|jogo|cozinh\w+|ferias|"
        r"kkk\w*|celular|bateria|sono|pizza|chocolate|paraquedas|saudade)\b"
    ),
}  # fmt: skip

SPELT = (
    "suicidio suicidar comprimidos remedios inconsciente despedida automutilacao estuprada "
    "agrediu violento"
)
