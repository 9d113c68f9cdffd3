"""Asking in Portuguese to have one's data deleted."""

from __future__ import annotations

from chatbot.guards.erasure.tongue import Tongue

_NOUN = (
    r"(?:dados|informac(?:ao|oes)|detalhes|e ?mails?|correio|endereco|morada|telefone|telemovel|"
    r"celular|numeros?|nome|mensagens?|conversas?|chats?|historico|contas?|perfil|cadastro|"
    r"registr?os?|fichas?|conta(?:c)?tos?|rastros?)\b"
)
_MINE = rf"(?:meus?|minhas?|nossos?|nossas?) {_NOUN}"
_OURS = (
    r"(?:d[aeo]s? )?(?:sua|seu|suas|seus|vossa|vosso|vossas|vossos|tua|teu|a|o|as|os)?"
    r"(?: \w+)? ?(?:listas?|bases?|sistemas?|registr?os?|arquivos?|ficheiros?|newsletter|"
    r"contact?os|banco)\b"
)
_DELETE = (
    r"apag(?:a|ar|ue|uem|ues)|exclu(?:ir|a|am|i|as)|elimin(?:ar|e|em|a|es)|delet(?:ar|e|em|a|es)|"
    r"remov(?:er|a|am|e|as)|retir(?:ar|e|em|a|es)|tir(?:ar|e|em|a|es)|destru(?:ir|a|am)|"
    r"suprim(?:ir|a|am)|anonimi[sz](?:ar|e|em)|esquec(?:er|a|am|as)|"
    r"(?:apag|elimin|delet|retir|tir)asse[ms]?|(?:exclu|suprim|destru)isse[ms]?|removesse[ms]?"
)

TONGUE = Tongue(
    own=rf"(?:os |as |o |a )?{_MINE}|(?:tudo|dados|informacoes|informacao|aquilo|o)"
    r"(?: [^\s,]+){0,6}? (?:sobre|de|a respeito de) mim\b"
    r"|tudo (?:o )?que (?:eu )?(?:\w+ )?(?:disse|escrevi|contei|dei|enviei)\b"
    r"|(?:d?est[ae]|d?ess[ae]|nossa|a nossa|toda a|a|o) (?:conversa|chat)\b",
    delete=_DELETE,
    deleted=r"(?:(?:apagad|excluid|eliminad|deletad|removid|destruid|suprimid|retirad)[oa]s?|"
    r"desaparecam?)",
    wanted=r"quero|queria|gostaria|desejo|preciso|peco|solicito|exijo|requeiro|favor|pode[mr]?|"
    r"podes|poderiam?|ter",
    must=r"(?:devem|deve|deveriam|tem que|tem de|precisam) (?:ser|ficar)",
    deletion=r"exclusao|eliminacao|remocao|apagamento|supressao",
    asked=(
        rf"\b(?:remov|retir|tir|apag|exclu|elimin)\w{{1,3}} me d[aeo]s? {_OURS}",
        rf"\bme (?:remov|retir|tir|apag|exclu|elimin)\w{{1,3}} d[aeo]s? {_OURS}",
        r"^(?:por favor )?(?:apagar|excluir|eliminar|"
        r"deletar) (?:os )?(?:meus )?dados(?: pessoais)?$",
        rf"\b(?:sair|desaparecer) d[aeo]s? {_OURS}",
        r"\bquero ser (?:esquecid|apagad|excluid)[oa]$",
        rf"\b(?:removid|apagad|excluid|retirad|tirad)[oa]s? d[aeo]s? {_OURS}",
        rf"\bnao quero (?:mais )?que (?:\w+ )?(?:mais )?tenham? (?:os |as |o |a )?{_MINE}",
        r"^(?:(?:pedido|solicitacao) de )?(?:exclusao|eliminacao|apagamento) de (?:meus )?dados"
        r"(?: pessoais)?$",
        r"\b(?:descadastr\w+ me|me descadastr\w+|cancel\w+ (?:o )?meu cadastro)\b",
        r"(?:^|, |\bfavor |\bfavor, )(?:esquec(?:a|am|e|as) (?:me|de mim)|me esquec(?:a|am|e))\b",
        r"\besquec(?:a|am|e|er) tudo (?:o )?(?:que )?(?:\w+ ){0,4}?(?:sobre|de) mim\b",
        r"\bdireito (?:ao esquecimento|a ser esquecid[oa]|ao apagamento|a eliminacao|de exclusao|"
        r"a exclusao|de eliminacao)\b(?<!e o direito ao esquecimento)",
        r"\b(?:pedido|solicitacao|requisicao|requerimento)(?: \w+){0,3} (?:lgpd|rgpd|gdpr)\b|"
        r"\b(?:lgpd|rgpd|gdpr) (?:pedido|solicitacao|exclusao|eliminacao|apagamento)\b",
        r"\bart(?:igo)? 1[78]\b(?: \w+){0,3} (?:rgpd|lgpd|gdpr)",
        rf"\bnao (?:\w+ ){{0,3}}?(?:guard|conserv|armazen|mant|reten)\w+ (?:os |as |o |a )?{_MINE}",
        rf"\b(?:parem|pare|para|deixem|deixe) de (?:guardar|armazenar|conservar|manter) "
        rf"(?:os |as |o |a )?{_MINE}",
    ),
    it=(
        r"\b(?:apag|elimin|remov|exclu|delet|retir)\w{1,3} (?:[nl]?[oa]s?|tudo|isso|isto)\b",
        r"(?:^|, )(?:apaguem?|eliminem?|removam?|excluam?|deletem?|por favor (?:apague|exclua)m?)"
        r"(?: por favor| ,|$)",
        r"\b(?:apaga|elimina|remove|exclui) l[oa]s?\b",
    ),
    handled=(
        r"^(?:(?:e|mas|ola|oi|entao),? (?:, )?)*(?:quando|quanto|por quanto|durante quanto|"
        r"por ?que|o que (?:acontece|fazem)|que dados|quais?|quem (?:pode|tem|ve)|"
        r"(?:voces |vcs |voce )?(?:apagam|excluem|eliminam|deletam|removem|guardam))\b",
        r"\b(?:saber|perguntar|duvida|certeza) (?:se|quando|quanto)\b",
        r"\b(?:nao|nunca|sem)(?: (?:me|os|as|quero que|se))* (?:apag|exclu|elimin|delet|remov|"
        r"retir|tir|esque)\w*",
        r"\bpor (?:engano|erro)\b|\bsem querer\b",
    ),
    otherwise=(
        r"\bminha conta (?:d[aeo]|n[ao]|em) (?!(?:seu|sua|vosso|vossa|site)\b)\w+",
        rf"{_MINE} d[ao]s? (?!(?:suas?|seus?|voss[ao]s?|tuas?|teus?|listas?|base|sistema|site|"
        r"newsletter|registr\w+|chat)\b)\w+",
        r"\blista de espera\b",
        r"\b(?:dados|nome|informacoes|mensagens) (?:da|do|de|no|na) (?:internet|facebook|google|"
        r"instagram|linkedin|meu \w+)\b",
    ),
    condition=r"se|quando|depois|apos|assim que|ao (?:terminar|cancelar|final)|antes|caso",
)
