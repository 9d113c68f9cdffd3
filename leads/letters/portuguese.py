"""The emails about a lead in Portuguese."""

from __future__ import annotations

from leads.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    confirmation=words(
        "Obrigado por escrever a {business_name}",
        "Os seus dados chegaram, e {person} vai responder-lhe pessoalmente.",
        "Olá,",
        "Obrigado por escrever a {business_name}. Os seus dados chegaram, e {person} vai "
        "responder-lhe pessoalmente.",
        "{reply_promise}",
        "Se preferir escolher já a hora de uma chamada:\n{booking_url}",
        "Pode simplesmente responder a este e-mail. Se não foi você quem nos escreveu, não precisa "
        "de fazer nada; não voltaremos a escrever por nossa iniciativa.",
    ),
    notice=words(
        "Novo contacto de {visitor_name}",
        "Responda a este e-mail para escrever a {visitor_name}.",
        "{visitor_name} deixou os seus dados no seu site.",
        "{details}",
        "{message}",
        "{so_far}",
        "{conversation}",
        "[Abrir a conversa]({conversation_url})",
        "Responda a este e-mail para escrever a essa pessoa.",
        "[Ver tudo]({admin_url})",
    ),
    booking=words(
        "{what} com {visitor_name}",
        "Responda a este e-mail para escrever a {visitor_name}.",
        "**{what}**",
        "{details}",
        "{answers}",
        "{to_confirm}",
        "[Entrar na chamada]({join_url})",
        "{so_far}",
        "{conversation}",
        "[Abrir a conversa]({conversation_url})",
        "Responda a este e-mail para escrever a essa pessoa.",
        "[Ver tudo]({admin_url})",
    ),
    called={
        "new": "Nova chamada",
        "to_confirm": "Uma chamada por confirmar",
        "moved": "Chamada mudada de hora",
        "cancelled": "Chamada cancelada",
    },
    to_confirm="Espera que a confirme em {provider}.",
    so_far="A conversa até agora:",
    so_far_cut="A conversa até agora, abreviada:",
    visitor="Visitante",
    name="Nome",
    email="E-mail",
    phone="Telefone",
    call="Chamada",
    at="Quando",
    at_theirs="Para essa pessoa",
    before="Antes",
    place="Onde",
    reason="Diz",
    page="Página",
    how="Como",
    ways={
        "page_form": "formulário de contacto da sua página",
        "chat_form": "formulário do chat",
        "chat_message": "escrito no chat",
        "api": "o seu próprio site",
    },
)
