"""The parts that orders are made of, in Portuguese (folded: without accents)."""

from __future__ import annotations

from chatbot.guards.injection.phrases import QUOTED

_RULES = (
    r"(?:instruc(?:ao|oes)|regras?|normas?|orientac(?:ao|oes)|diretrizes|diretivas?|restric(?:ao|"
    r"oes)|ordens|limitac(?:ao|oes)|limites|prompts?|programacao|comandos?|filtros?|politicas|"
    r"treinamento|protocolos?|proibic(?:ao|oes))"
)
_BUSINESS = (
    r"(?! (?:de (?:cancelamento|reembolso|pagamento|reserva|acesso|uso|privacidade)|para|sobre|do "
    r"(?:caderno|grupo))\b)"
)
_MACHINE = (
    r"(?:ias?|a\.?i\.?|bots?|chatbots?|robos?|inteligencias? artificia(?:l|is)|modelos?(?: de "
    r"linguagem)?|assistentes?(?: (?:de ia|virtua(?:l|is)|automatic[oa]s?))?|llms?|chatgpt|"
    r"maquinas?)"
)
_BEGIN = (
    r"(?:^|[.!?:;,\n\"(\[*-]\s*|\b(?:por favor|pfv|agora|e|depois|so|apenas|deve|me|primeiro|nao) )"
)

SIGNS = {
    "aside": (
        r"\b(?:ignor(?:a|ar|e|em|es|ando|aria)|esque(?:ce|ca|cam|cer)|desconsider(?:a|ar|e|em)|"
        r"descart(?:a|ar|e)|desobede\w+|desrespeit\w+|anul(?:a|ar|e)|pul(?:a|ar|e)|quebr(?:a|ar|e)|"
        r"viol(?:a|ar|e)|burl(?:a|ar|e)|contorn\w+|deix(?:a|ar|e) (?:\w+ ){0,4}(?:de lado|para "
        r"tras)|deix(?:a|ar|e) de (?:seguir|obedecer|cumprir)|pass(?:a|ar|e) por cima|abandon\w+|"
        r"desativ\w+|apag(?:a|ar|ue)|elimin(?:a|ar|e)|remov(?:a|e|er)|sobrescrev\w+|substitu\w+|"
        r"(?:acabaram|acabou|perderam a validade)|nada (?:\w+ ){0,5}vale|nao (?:siga[s]?|segue|"
        r"obedeca[s]?|respeite[s]?|leve em conta|aplique[s]?|cumpra[s]?|valem?|contam?|importam?|"
        r"se aplicam?|precisa seguir|liga pra|ligue)|sem (?:seguir|respeitar|levar em conta|"
        r"cumprir)|liberte-se|larga|jog(?:a|ue) fora)\b|\b(?:esqueca[s]?|ignores|quebre[s]?|"
        r"pule[s]?|largue)\b"
    ),
    "your_rules": (
        rf"\b(?:suas?|teus?|tuas?|seus?)(?: \w+){{0,2}} {_RULES}\b{_BUSINESS}|\b{_RULES} (?:que "
        rf"(?:voce (?:tem|"
        r"recebeu|segue)|te (?:deram|passaram|disseram)|lhe deram|colocaram|tens|recebeste)|do "
        r"(?:bot|assistente|chatbot)\b)"
    ),
    "rules": rf"\b{_RULES}\b{_BUSINESS}",
    "you": (
        r"\b(?:voce|tu|te|ti|contigo|seu|sua|seus|suas|teu|tua|responda|responde|o (?:bot|"
        r"assistente))\b"
    ),
    "told": (
        r"\b(?:te|lhe) (?:falaram|disseram|disse|ensinaram|mandaram|ordenaram|deram|passaram|"
        r"programaram|proibiram|instruiram|pediram)\b|\b(?:disseram|falaram|ensinaram|mandaram|"
        r"ordenaram|deram|passaram|pediram|colocaram) (?:para|pra|a|em|pro) (?:voce|ti|si)\b|"
        r"\bvoce (?:foi|tenha sido) (?:programad|treinad|instruid|ensinad|orientad)\w+|\bvoce "
        r"(?:aprendeu|recebeu)\b|\b(?:seus|teus) (?:criadores|programadores|desenvolvedores)\b"
    ),
    "earlier": (
        r"\b(?:anterior(?:es|mente)?|previ[ao]s?|antes|precedentes?|inicia(?:l|is)|origina(?:l|is)|"
        r"ate (?:agora|aqui)|acima|existentes|tod[ao]s?|qualquer|tudo)\b"
    ),
    "from_now": (
        r"\b(?:a partir (?:de agora|daqui|deste (?:momento|ponto)|desse momento|de hoje|de ja)|de "
        r"agora em diante|daqui (?:pra|para) (?:a )?frente|doravante|sempre que|sempre|desde ja|"
        r"proximas mensagens)\b"
        r"|\ba partir d(?:esta|essa) mensagem\b"
    ),
    "obey": (
        r"\b(?:me obedec\w+|obedec\w+|sig(?:a|ue|as)|segue|faz|faca|facas|cumpr(?:a|e)|escut(?:a|"
        r"e)|atend(?:a|e)) (?:\w+ ){0,2}?(?:so |somente |apenas )?(?:a mim|as minhas (?:ordens|"
        r"instrucoes|regras)|minhas (?:ordens|instrucoes|regras)|o que eu (?:te )?(?:digo|disser|"
        r"mandar|pedir|falar|quiser|escrever))\b|\bso (?:as )?minhas (?:ordens|regras|"
        r"instrucoes)\b|\b(?:eu )?sou (?:o )?(?:seu|teu) (?:novo )?(?:dono|mestre|chefe|operador)\b"
    ),
    "off": (
        r"\b(?:desativ\w+|desabilit\w+|deslig\w+|tir(?:a|ar|e)|remov\w+|suspend\w+|pul(?:a|ar|e)|"
        r"desbloque\w+|contorn\w+|burl\w+|sem|libera(?:r)?|retir(?:a|ar|e))\b"
    ),
    "safeguards": (
        r"\b(?:seus|teus|os|as|todos os|todas as) (?:filtros?|restricoes|protecoes|limitacoes|"
        r"controles|travas|bloqueios)\b|\b(?:filtros?|controles?|medidas|verificac\w+|protocolos?|"
        r"travas?|modo) de (?:seguranca|conteudo|moderacao)\b|\bcensura\b"
        r"|\ba moderacao\b"
    ),
    "notice": (
        r"(?:^|\n)\W*(?:atualizacao|aviso|mensagem|nota|alerta|comunicado|ordem|instrucao)(?: "
        r"\w+)? (?:d[aeo]s? )?(?:sistema|seguranca|politica|administra\w+|precos|operador|"
        r"configuracao)\b|\bnova politica\b|\bnovas? (?:instruc(?:ao|oes)|diretriz\w*|ordens?|"
        r"regras?) ?:|\b(?:mensagem|aviso) do sistema\b|```\s*(?:system|sistema)|"
        r"[\[<{#*=-]{1,}\s*(?:sistema|system|admin)\s*[\]>}#*=:-]"
    ),
    "assistant": rf"\b(?:o|a|os|todos os|este|cada|ao) {_MACHINE}\b|\bvoce\b",
    "must": (
        r"\b(?:deve[ms]?|devera|tem (?:de|que)|precisa|e obrigado|sempre|imediatamente|pode "
        r"agora)\b|"
        rf"{_BEGIN}(?:di(?:ga|gam|z|zer)|respond(?:a|am|e)|recomend(?:e|em|a)|adicion(?:e|a)|"
        rf"acrescent(?:e|a)|"
        r"inclu(?:a|i)|insir(?:a|am)|ignor(?:e|em|a)|revel(?:e|em|a)|envi(?:e|em|a)|encaminh(?:e|"
        r"a)|peca[m]?|pede|pergunt(?:e|em|a)|mencion(?:e|em|a)|inform(?:e|em|a)|oferec(?:a|e)|"
        r"promet(?:a|e)|mostr(?:e|em|a)|afirm(?:e|a)|direcion(?:e|a)|fal(?:e|a|em)|conce(?:da|"
        r"de))\b"
    ),
    "gift": (
        r"\b(?:gratis|de graca|gratuit[oa]s?(?! (?:chamada|sessao|conversa))|descontos?|"
        r"reembols\w+|garanti\w+|vinculante|vinculativ\w+|sem custo|definitiv[oa]|brinde)\b|\d+ ?%|"
        r"\b\d+ ?(?:reais|euros?|dolares|[€$])|(?:r\$|[€$]) ?\d"
    ),
    "answer": (
        r"\b(?:respond\w+|aja|atue|fale|fala|comporte-se|comport\w+|funcion\w+|escrev\w+|ajud\w+)\b"
    ),
    "lawless": (
        rf"\b(?:sem|nenhum[ao]?|nao (?:tem|tens|respeita|segue|conhece|precisa (?:seguir|"
        rf"respeitar))|livre de|ignora(?:ndo)?|quebra)(?: (?:nenhum[ao]?|as?|os|suas?|seus|mais|"
        rf"tipo de|qualquer|todas?))*(?: {_RULES}| censura| etica| moral)\b|\b(?:rebelde|"
        rf"desobed\w+|malvad[oa]|do mal|sem (?:filtros?|"
        r"censura|limites)|jailbreak\w*|nunca (?:diz|recusa|nega)|nao importa o que|aconteca o que|"
        r"fazer qualquer coisa|pode tudo|nao pudesse ver)\b"
    ),
    "be": (
        r"\b(?:voce (?:e|sera|vira)|tu es|finj(?:a|as)|finge|faz de conta|faca de conta|imagin(?:a|"
        r"e) que (?:voce|tu)|vamos (?:jogar|brincar)|interpret(?:a|e)|atue como|aja como|age como|"
        r"comporte-se|assum(?:a|e) o (?:papel|personagem)|simul(?:e|a)|seja (?:meu|minha|um|uma|o|"
        r"a)|personagem|chamad[oa] \w+|(?:escrev(?:a|e)|cont(?:a|e))(?:-me| me)? (?:um|uma|o|a) "
        r"(?:historia|conto|cena|dialogo|poema))\b"
        r"|\bfaca o papel\b|\bfaz o papel\b"
    ),
    "may_all": (
        r"\b(?:pode|podes|tem permissao para|esta autorizad[oa] a) (?:prometer|conceder|aprovar|"
        r"dar|oferecer|aceitar|dizer|fazer) (?:tudo|qualquer|o que)\b"
        r"|\b(?:aceita[s]?|aprova[s]?|concede[s]?) (?:qualquer|tudo|todo|toda) ?(?:preco|desconto|"
        r"oferta|pedido)?\b|\bda tudo de graca\b"
    ),
    "secret_rules": (
        r"\b(?:regras|instrucoes|normas|chaves?|senhas?|mensagens|codigos?) (?:secret|ocult|"
        r"escondid|intern|confidencia|do sistema)\w*"
    ),
    "authority": (
        r"\b(?:sou|aqui (?:e|fala)|quem fala e|somos|como)(?: \w+){0,2}? (?:don[oa]|"
        r"proprietari[oa]|administrador[a]?|admin|desenvolvedor[a]?|programador[a]?|fundador[a]?|"
        r"criador[a]?|tecnic[oa]|suporte|openai|anthropic|google|ti|seguranca)\b(?! de uma?\b)(?! "
        r"(?:e (?:quero|estou|preciso)|em uma?|numa?))|\bautoriz\w+|\b(?:codigo|senha) de "
        r"(?:acesso|administrador|seguranca)\b|\bsenha\W{1,3}\w*\d"
    ),
    "mode": (
        r"\bmodo[ _](?:de )?(?:admin\w*|desenvolve\w+|depuracao|debug|manutencao|deus|root|teste|"
        r"tecnico|dono|proprietario|servico)\b"
    ),
    "grant": (
        r"\b(?:da|de|me da|me de|dar|aplica|aplique|conceda|concede|confirma|confirme|aprove|"
        r"libera|reembolse)\b"
    ),
    "show": (
        r"\b(?:mostr\w+|revel\w+|diga|dizer|diz|fala|fale|repit\w+|repet\w+|imprim\w+|escrev\w+|"
        r"copi(?:a|ar|e)|col(?:a|ar|e)|traduz\w*|resum\w+|compartilh\w+|partilh\w+|list(?:a|ar|e)|"
        r"da|de|me da|envi(?:a|ar|e)|mand(?:a|ar|e)|pass(?:a|ar|e)|quais (?:sao|eram|foram)|qual "
        r"(?:e|era)|transcrev\w+|reproduz\w*|quero (?:ver|ler|saber)|conta|conte|exib\w+|exporta)\b"
    ),
    "your_words": (
        r"\b(?:seu|seus|sua|suas|teu|teus|tuas|o) (?:\w+ ){0,2}?(?:prompts?|mensagem de sistema|"
        r"instrucoes(?! (?:para|sobre|do|da))|diretrizes|configuracao|programacao|codigo-?fonte)\b|"
        r"\bprompt\b|\b(?:instrucoes|orientacoes|mensagem|configuracao|texto|diretrizes|regras|"
        r"ordens|notas) (?:d[eo] sistema|inicia(?:l|is)|origina(?:l|is)|ocult[ao]s?|escondid[ao]s?|"
        r"intern[ao]s?|secret[ao]s?|previ[ao]s?|confidencia(?:l|is)|que (?:te (?:deram|passaram)|"
        r"lhe deram|voce (?:recebeu|tem|segue)|colocaram|recebeste))\b"
    ),
    "place": (
        r"\b(?:antes d[aeo]|anterior a|acima d[aeo]|precede) ?(?:minha|essa|esta|nossa|desta|"
        r"dessa)? ?(?:primeira )?(?:mensagem|pergunta|conversa|chat|texto|linha)\b|\b(?:antes "
        r"(?:dessa|desta|da)) conversa\b|\b(?:no|do|desde o) (?:inicio|comeco) d[aeo] ?(?:nossa|"
        r"esta|essa)? ?(?:conversa|chat|contexto|texto)\b|\bacima\b|\bate aqui\b"
    ),
    "verbatim": (
        r"\b(?:literal(?:mente)?|palavra por palavra|tal (?:e )?qual|textual(?:mente)?|ao pe da "
        r"letra|exat\w+|complet[oa]s?|inteir[oa]|integra(?:l|lmente)?|letra por letra|linha por "
        r"linha|tudo|sem (?:resumir|mudar|omitir)|texto)\b"
    ),
    "forbidden": (
        r"\b(?:nao (?:pode|deve|te deixam|tem permissao para)|te proibiram de|e proibido|esta "
        r"proibido de) (?:\w+ )?(?:dizer|revelar|contar|mostrar|compartilhar|mencionar|falar)\b"
    ),
    "encode": (
        r"\b(?:base ?-?(?:16|32|58|64)|rot-?13|hexadecimal|hex|morse|binario|ascii|cesar|cifr\w+|"
        r"codific\w+|(?:de )?tras para (?:a )?frente|ao contrario|invertid\w+|acrostico|primeira "
        r"letra|letra por letra|emojis?|em forma de (?:poema|musica|historia)|como (?:um |uma "
        r")?(?:poema|musica|rap|historia))\b"
    ),
    "decode": r"\b(?:decodific\w+|descodific\w+|decifr\w+|descriptograf\w+)\b",
    "do_it": (
        r"\b(?:faz|faca|cumpr[ae]|execut[ae]|sig[ae]|siga|obedeca) (?:exatamente )?(?:o que|a "
        r"ordem|as instrucoes)\b"
    ),
    "others": (
        r"\b(?:outr[oa]s|os|as|tod[oa]s (?:os|as)|seus|demais|ultim[oa]s|dos|das) (?:\w+ "
        r")?(?:visitantes|usuari[oa]s|utilizadores|clientes|contatos|contactos|leads|pessoas|"
        r"assinantes)\b|\b(?:lista|base|cadastro) de (?:clientes|contatos|contactos|dados|"
        r"emails)\b|\bclientes cadastrados\b"
        r"|\b(?:voce|tu) (?:tem|tens)? ?(?:guardad|armazenad|salv|coletad)\w+|\btod[oa]s (?:os|as) "
        r"(?:e-?mails|contatos|contactos|enderecos|conversas|telefones)\b"
    ),
    "data": (
        r"\b(?:e-?mails?|enderecos|telefones|conversas|chats|dados|historicos?|(?:lista|cadastro) "
        r"de (?:clientes|contatos)|leads|contatos)\b"
    ),
    "quoted": QUOTED,
    "say": (
        rf"{_BEGIN}(?:diga|diz|escrev(?:a|e)|repit(?:a|e)|repete|respond(?:a|e)|confirm(?:a|e)|"
        rf"declar(?:a|e)|"
        r"afirm(?:a|e)|promet(?:a|e)|aceit(?:a|e)|copi(?:a|e)|imprim(?:a|e)|assin(?:a|e)|fal(?:a|"
        r"e)|garant(?:a|e)|(?:termine|complete|complet[ae]) (?:esta|essa|a) frase)\b"
    ),
    "say_that": (
        r"(?:^|[.!?:;,\n]\s*|\b(?:please|just|now|and|then|bitte|por favor|et|y|e|und) )(?:diga|"
        r"fale|escreva|anuncie|afirme|confirme) que\b"
    ),
    "pledge": (
        r"\b(?:gratis|de graca|\d+ ?% de desconto|reembolso (?:total|integral|completo)|"
        r"garantido)\b"
    ),
    "say_yes": (
        rf"{_BEGIN}(?:diga|diz|responda|responde|aceite|aceita|confirme|confirma|concorde|"
        rf"concorda)\b(?: "
        r"(?:sempre|so|que|a|com|tudo))* ?[\"']?(?:sim|ok|tudo|tudo bem)?\b"
    ),
    "my_words": (
        r"\b(?:tudo (?:o )?que|o que quer que|qualquer coisa que|nao importa o que|seja (?:la )?o "
        r"que) (?:eu|o cliente|o usuario)? ?(?:te )?(?:disser|pedir|escrever|perguntar|falar|"
        r"quiser|diga|peca)\b|\bproximas (?:\w+ )?(?:mensagens|perguntas)\b"
    ),
    "exactly": (
        r"\b(?:literal(?:mente)?|exatamente|tal (?:e )?qual|textual(?:mente)?|so (?:isso|isto)|"
        r"apenas|somente|nada mais|sem mais nada|palavra por palavra|por escrito|depois de mim|"
        r"comigo|o seguinte|assim)\b"
    ),
    "binding": (
        r"\b(?:vinculante|vinculativ[oa]|juridicamente valid[oa]|irrevogavel|com validade (?:legal|"
        r"juridica)|(?:acordo|oferta) (?:e )?definitiv[oa])\b"
    ),
    "asked": r"\b(?:pode|podes|poderia|voce pode)(?: me)? confirmar\b",
    "change_answer": (
        r"\b(?:atualiz\w+|mud(?:a|ar|e)|corrij\w+|corrig\w+|modific\w+|alter\w+|edit(?:a|ar|e)) "
        r"(?:a sua|sua|o|os|a|as|tua) (?:respostas?|precos?|tabela|base de dados|informac\w+|"
        r"registros?|dados)\b"
    ),
    "remember": (
        r"\b(?:lembr(?:e|a)(?:-se)?|memoriz(?:e|a)|anot(?:e|a)|guard(?:e|a)|combinado|vamos "
        r"combinar|defin(?:a|e)|suponha)\b"
    ),
    "means": (
        r"\b(?:palavra[- ](?:chave|secreta|magica|codigo)|senha secreta|significa(?:ra)?|quer "
        r"dizer|equivale a)\b|\w =+ \"?\w"
    ),
    "later": (
        r"\b(?:a partir de agora|proxima (?:mensagem|pergunta)|depois|mais tarde|quando eu "
        r"(?:disser|escrever|perguntar)|toda vez)\b"
    ),
    "trigger": (
        r"\b(?:quando|se|sempre que|toda vez que|cada vez que|assim que) (?:eu|o (?:usuario|"
        r"cliente|visitante)|alguem) (?:te )?(?:disser|escrever|mencionar|perguntar|usar|falar|"
        r"digitar)\b"
    ),
    "you_will": (
        r"\b(?:voce )?(?:responde(?:ra)?|responda|aprova|concede|me da|diz|dira|diga|faz|fara|"
        r"esquece|ignora|age|ativa|confirma|aceita|da|dara) (?:\w+)"
    ),
    "promised": (
        r"\b(?:voce|tu) (?:me )?(?:ja )?(?:prometeu|prometeste|disse|concordou|aceitou|confirmou|"
        r"ofereceu|garantiu|ia)\b|\b(?:sua|tua) (?:ultima|resposta) (?:anterior|resposta|"
        r"mensagem)\b|\bresposta anterior\b"
    ),
    "go_on": (
        r"\b(?:continu(?:e|a)|prossig(?:a|e)|segue|siga|retom(?:e|a)) (?:de onde|a partir|do ponto|"
        r"daonde|onde)\b|\btermin(?:e|a) (?:sua|a) (?:frase|resposta)\b"
    ),
    "to_machines": (
        rf"\b(?:nota|aviso|atencao|mensagem|instruc(?:ao|oes)|ola|car[oa]s?|prezad[oa]s?|para|a|ao|"
        rf"aos|as)\W{{0,3}}(?:para |a |ao |aos )?(?:o |a |os |as |todos os |todas as |qualquer "
        rf")*(?:{_MACHINE})\b(?=[^\n]{{0,60}}?[:,;-])|\bse (?:voce|tu) (?:e|es|for|fores|seja) "
        rf"(?:um |uma )?(?:\w+ )?(?:{_MACHINE})\b|\b(?:{_MACHINE}) que (?:ler|lerem|leia|leiam|"
        rf"process\w+|resum\w+)\b|\bquando (?:um |uma |o |a )?(?:{_MACHINE}|usuario|visitante) "
        rf"(?:ler|perguntar|pedir|processar|resumir)\b"
    ),
    "asks": (
        r"\b(?:voces|voce|eles) (?:compartilham?|guardam?|vendem?|partilham?)\b|\bquem (?:ve|le)\b|"
        r"\b(?:privacidade|confidencia\w+|lgpd|rgpd)\b|\bcomo (?:usam|tratam|guardam)\b"
    ),
    "any_price": (
        r"\b(?:qualquer|o) (?:preco|valor|desconto|numero) que (?:eu )?(?:disser|pedir|propuser|"
        r"falar|quiser|escrever)\b"
    ),
    "agreed": r"\b(?:aceit\w+|aprov\w+|confirm\w+|concord\w+|combinado|fechado|entendido)\b",
    "story": r"\b(?:historia|cena|dialogo|romance|roteiro|conto|poema|musica)\b",
    "machine": r"\b(?:chatbots?|bots?|robos?|ia|inteligencia artificial|assistente virtual)\b",
    "as_if": (
        r"\b(?:finj\w+|finge|faz de conta|faca de conta|imagin\w+|aja como|atue como|como se "
        r"fosse)\b"
    ),
    "reconfigured": (
        r"\b(?:assistente|bot|chatbot|sistema) (?:foi|esta) (?:reconfigurad|atualizad|reprogramad|"
        r"autorizad)[oa]\b"
    ),
    "own": (
        r"\b(?:minha|meu|minhas|meus|nossa|nosso)s? (?:\w+ )?(?:mensage(?:m|ns)|perguntas?|chefe|"
        r"empresa|equipe|limites|instintos?|reserva|pedido|e-?mail|habitos|coach)\b|\b(?:quero|"
        r"preciso|como|parar de|aprender a|posso) (?:\w+ )?(?:ignorar|esquecer|pular|quebrar|"
        r"dizer)\b|\b(?:zoom|videochamada|caderno|exercicio|fatura|recibo)\b|\b(?:meu chefe|eu|ele|"
        r"ela) (?:ignora|esquec\w+|quebra)\b|\beu sempre digo\b"
    ),
}  # fmt: skip

SPELT = (
    "ignore ignora esqueca esquece desconsidere desconsidera instrucoes anteriores regras "
    "restricoes sistema administrador senha responda literalmente vinculante desconto gratis "
    "confirme revele mostre finja"
)
