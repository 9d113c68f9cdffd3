"""Instructions to the assistant in Portuguese. Patterns are without accents, as folded text is."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

_OWN = "meu|minha|meus|minhas|noss[oa]s?|eu"
_FORGET = words(
    "ignor(?:e|a|ar|em|ando)", "esque(?:ca|ce|cam|cer)(?:-se)?(?: de| das| dos)?",
    "desconsider(?:e|a|ar)", "descart(?:e|a|ar)", "desrespeit(?:e|a|ar)", "desobede(?:ca|ce|cer)",
    "anul(?:e|a|ar)", "apag(?:ue|a|ar)", "burl(?:e|a|ar)", "contorn(?:e|a|ar)",
        "substitu(?:a|i|ir)",
    "desativ(?:e|a|ar)", "sobrescrev(?:a|e|er)", "deix(?:e|a|ar) de (?:lado|seguir|obedecer)",
    "par(?:e|a) de (?:seguir|obedecer)", "sem (?:seguir|respeitar)",
    "nao (?:siga|sigas|obedeca|respeite|cumpra|leve em conta|de atencao a)",
)  # fmt: skip
_RULES = (
    "instruc(?:ao|oes)|regras|normas|orientacoes|diretrizes|diretivas|restricoes|ordens|limitacoes|"
    "prompts?|programacao|comandos|filtros"
)
_EARLIER = (
    "tuas?|suas?|seus?|teus?|anterior(?:es)?|previ[ao]s?|precedentes?|iniciais|"
    "original|originais|do sistema|acima|recebid[ao]s|existentes|quaisquer|qualquer"
)
# "My boss ignores all the rules" is no order, so "all" alone needs the place of one.
_ORDER = r"(?:^|[.!?:;,\n\"'(-]\s*|\b(?:por favor|e|agora|deve|pode|quero que) )"
_BUSINESS = r"(?! (?:de (?:cancelamento|reembolso|pagamento|reserva|uso|acesso)|para|sobre)\b)"
_HIDDEN = (
    r"\b(?:prompt|mensagem d[eo] sistema|"
    r"(?:instrucoes|orientacoes|mensagem|configuracao|texto|diretrizes|regras) "
    r"(?:do sistema|de sistema|inicia(?:l|is)|origina(?:l|is)|ocult[ao]s?|intern[ao]s?|"
    r"secret[ao]s?|previ[ao]s?)|"
    r"(?:suas|tuas) (?:proprias )?(?:instrucoes|diretrizes|orientacoes|ordens)(?! (?:para|"
    r"sobre)))\b"
)
_SHOW = words(
    "mostr(?:e|a|ar)(?:-me)?", "revel(?:e|a|ar)", "dig(?:a|a-me)", "diz(?:er|-me)?", "repit(?:a)",
    "repete", "repetir", "imprim(?:a|e|ir)", "escrev(?:a|e|er)", "copi(?:e|a|ar)", "col(?:e|a|ar)",
    "traduz(?:a|ir)?", "resum(?:a|e|ir)", "compartilh(?:e|a|ar)", "list(?:e|a|ar)", "d(?:e|a)-me",
    "ver",
        "quais (?:sao|eram|foram)", "qual (?:e|era|foi)", "codifi(?:que|ca|car)", "exib(?:a|e|ir)",
    "cont(?:e|a)",
        "transcrev(?:a|e|er)", "reproduz(?:a|ir)?", "preciso", "quero", "me (?:de|da|diga)",
)  # fmt: skip

_SAY_AGAIN = words(
    "repita", "repete", "copie", "imprima", "mostre", "escreva", "transcreva", "traduza",
    "reproduza",
)  # fmt: skip

#: Pieces of words, one of which is in everything the rules below find.
NEEDS = (
    r"instruc|regra|norma|orienta|diretri|diretiva|restric|orden|limit|prompt|programac|"
    r"comando|filtro|censura|esque|ignor|desconsider|mensage|config|texto|palavra|tudo|"
    r"conteudo|frase|acima|anterior|disseram|mandaram|dito|chave|senha|token|mail|conversa|"
    r"dados|telefone|chats|modo|agora|momento|diante|frente|voce|finj|finge|imagine|aja|"
    r"comporte|atue|\bdon[oa]|administrador|desenvolvedor|criador|proprietari|respon|"
    r"\bdi[gz]|escreva|imprima|comece|termine|inicie|finalize|acabe|codifi|cifre|inverta|"
    r"adicione|acrescente|inclua|insira|modifi|mencione|traduz|informe|avise|atencao|nota|"
    r"aceit|concord|vincula|confirme|declare|afirme|inteligencia|\btu\b"
)

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside (pt)",
        rf"{_ORDER}{_FORGET}{upto(2, _OWN)}(?:todas?|todos?|qualquer|"
        rf"quaisquer)\b{upto(2, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_EARLIER})\b{upto(3, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_RULES})\b{upto(3, _OWN)}(?:anterior(?:es)?|previ[ao]s?|"
        r"precedentes?|iniciais|originais|recebid[ao]s|do sistema|acima|que (?:te|lhe|voce))\b",
        rf"{_FORGET} (?:tudo|tudo o|o) (?:que (?:te|lhe|voce|foi) |acima e|anterior e)",
        r"\bnovas instrucoes\s*:|\b(?:responda|responde|aja|fale)\b.{0,30}\bsem (?:nenhum[a]? |"
        r"quaisquer )?(?:restricoes|filtros?|limitacoes|censura|regras)\b",
        r"\bvoce (?:ja )?nao tem (?:mais )?(?:nenhum[a]? )?(?:restric(?:ao|oes)|regras|limites|"
        r"filtros|limitacoes)\b",
    ),
    rule(
        Kind.EXTRACTION, "its instructions (pt)",
        rf"{_SHOW}{upto(7)}(?:{_HIDDEN})",
        rf"{_SAY_AGAIN}"
        rf"{upto(5)}(?:texto|palavras|tudo|conteudo|mensagens|mensagem|o|"
        rf"frases?)\b{upto(4)}(?:anterior(?:es)?|acima|antes d(?:esta|este|a minha))\b",
        r"\b(?:que|quais) (?:instrucoes|ordens|orientacoes) (?:voce|tu|te|lhe)\b|\bo que (?:te|"
        r"lhe) (?:disseram|mandaram|ordenaram|foi (?:dito|instruido))\b",
        rf"\bchaves? (?:de |da )?api\b|{_SHOW}{upto(5, _OWN)}(?:chave|senha|"
        rf"token)s?\b{upto(2)}(?:secreta|de acesso|do sistema|de administrador)\b",
        rf"{_SHOW}{upto(4, _OWN)}(?:e-?mails?|mensagens|conversas|dados|telefones|"
        rf"chats)\b{upto(3, _OWN)}(?:outr[oa]s|todos os) (?:visitantes|usuarios|utilizadores|"
        r"clientes|pessoas)\b",
    ),
    rule(
        Kind.ROLE, "another being (pt)",
        r"\bmodo (?:de )?(?:desenvolvedor|programador|administrador|admin|deus|manutencao|"
        r"depuracao|debug|root|sem restricoes)\b",
        r"(?:^|[.!?:;,\n]\s*)(?:e )?(?:a partir de (?:agora|este momento)|de agora em diante|"
        r"daqui (?:em|para a) (?:diante|frente)),? (?:voce|tu|so |apenas )? ?(?:es|e |sera|"
        r"seras|responda|responde|aja|deve|vai|chama|ignore|obedeca)",
        r"\b(?:voce|tu) (?:agora )?(?:e|es) (?:agora )(?:um|uma|o|a|dan|meu|livre)\b|"
        r"\b(?:voce agora e|agora voce e|ja nao es|voce nao e mais) (?:um|uma|o|a|dan|meu|"
        r"livre)\b",
        r"(?:^|[.!?:;,\n]\s*|\b(?:por favor|e|agora|deve) )(?:aja|age|comporte-se|responda|"
        r"finja|atue) (?:como|de)(?: se fosse| se nao)? ?(?:um |uma |o |a )?(?:\w+ ){0,2}(?:ia|"
        r"inteligencia artificial|chatbot|bot|assistente|modelo|dan|hacker|terminal|"
        r"administrador|dono|sem restricoes|tivesse (?:regras|restricoes|limites|filtros))\b",
        r"\bfinj(?:a|a que)(?: que)? (?:voce |e |es |nao tem|ser)\b|\bfinge que (?:es|"
        r"nao tens)\b|\bimagine que (?:voce )?(?:e (?:um|uma) (?:ia|chatbot|assistente|modelo|"
        r"hacker)|nao tem (?:regras|restricoes|limites))",
        r"\b(?:sou|como) (?:o|a|seu|teu|sua) (?:don[oa]|administrador[a]?|desenvolvedor[a]?|"
        r"criador[a]?|proprietari[oa])\b(?! de um)(?:(?!\bd[ao] minh?a?\b).){0,50}\b(?:autorizo|"
        r"ordeno|ative|mude|entre|mostre|permissao|deve|aprovo)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into its mouth (pt)",
        r"\b(?:responda|responde|diga|escreva|imprima) (?:so|somente|apenas|exatamente|sempre|"
        r"nada alem de)?\s*(?:com )?(?:apenas |exatamente |somente )?(?:a (?:palavra|frase)|"
        r"o texto|\"\w)",
        r"\b(?:responda|diga)\b.{0,40}\be (?:mais nada|nada mais)\b",
        r"\b(?:comece|termine|inicie|finalize|acabe)\b.{0,15}\b(?:sua|cada|todas as suas|"
        r"a tua) (?:respostas?|mensagens?|mensagem|frases?)\b.{0,15}\bcom\b",
        r"\b(?:codifique|cifre|inverta)\b.{0,15}\b(?:sua|tua) (?:resposta|mensagem)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into a page for the assistant (pt)",
        r"\b(?:adicione|acrescente|inclua|insira|modifique|mencione|escreva|"
        r"traduza)\b.{0,60}\b(?:sua|na sua|a sua|tua) (?:resposta|mensagem)\b|"
        r"\bna sua resposta,? \w+",
        r"\b(?:diga|informe|avise)\b(?: a| aos| as)? (?:todos )?(?:os |as |ao )?(?:leitor|"
        r"usuari|visitante|cliente|utilizador)\w*.{0,60}\b(?:custa|preco|gratis|gratuit|"
        r"desconto|visit|cliq|dolar|euro|pag)\w*",
        r"\b(?:atencao|nota|mensagem|instruc(?:ao|oes))(?: importante)? (?:para|a)(?: a| o| as|"
        r" os)? (?:ia|inteligencia artificial|assistente|chatbot|modelo)s?\b",
        from_visitors=False,
    ),
    rule(
        Kind.PROMISE, "agreement on demand (pt)",
        r"(?:^|[.!?:;\n]\s*|\b(?:deve|tem que|sua (?:tarefa|funcao) e) )(?:aceite|aceitar|"
        r"diga sim|dizer sim|concorde|concordar|responda sim) (?:a|com|em) (?:tudo|qualquer|"
        r"o que)",
        r"\b(?:diga|confirme|aceite|declare|afirme|"
        r"acrescente)\b.{0,60}\b(?:legalmente vinculativ[ao]|juridicamente vinculativ[ao]|"
        r"oferta vinculativa|e vinculativ[ao]|e vinculante)\b",
    ),
]  # fmt: skip
