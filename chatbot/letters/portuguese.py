"""The emails of the chat and of accounts in Portuguese."""

from __future__ import annotations

from chatbot.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    transcript=words(
        "A sua conversa com {business_name}",
        "A cópia que pediu, de {began}.",
        "Pediu esta cópia da sua conversa com {business_name}. Começou em {began}.",
        "{left_out}",
        "{conversation}",
        "Responda a este e-mail para escrever a {person}.",
        "Se não foi você quem a pediu, não precisa de fazer nada.",
    ),
    you="Você",
    assistant="{business} (automático)",
    visitor="Visitante",
    left_out="Falta o início: estas são as últimas mensagens.",
    source="De",
    link="[link]",
    handoff=words(
        "Alguém gostaria de falar consigo",
        "Alguém pede uma pessoa no chat do seu site.",
        "Alguém pediu para falar com uma pessoa no chat do seu site.",
        "{said}",
        "{how}",
        "[Abrir a conversa]({admin_url})",
    ),
    handoff_reminder=words(
        "Alguém ainda está à sua espera",
        "Ninguém respondeu a quem pediu uma pessoa.",
        "Ninguém respondeu a alguém que pediu para falar com uma pessoa no chat do seu site. Não "
        "deixou nenhum e-mail, por isso só se lhe pode responder no chat.",
        "{said}",
        "{how}",
        "[Abrir a conversa]({admin_url})",
    ),
    handoff_message=words(
        "Responderam-lhe no chat",
        "Ainda ninguém leu.",
        "A pessoa com quem está a falar voltou a escrever.",
        "{said}",
        "{how}",
        "[Abrir a conversa]({admin_url})",
    ),
    reply_here=(
        "Responda a este e-mail e as suas palavras aparecem no chat; o assistente cala-se então."
    ),
    answer_there=("Responda na página da conversa; não se pode responder a este e-mail."),
    person_reply=words(
        "{business_name}: uma resposta para si",
        "{answered_by} respondeu-lhe no chat.",
        "{answered_by} respondeu-lhe no chat do site de {business_name}.",
        "{said}",
        "{reply}",
        "Pode continuar no chat:\n{chat_url}",
    ),
    also_reply="Também pode simplesmente responder a este e-mail.",
    erasure=words(
        "Alguém quer que os seus dados sejam apagados",
        "O pedido está na administração, com um botão que o faz.",
        "Alguém pediu no chat do seu site que os seus dados sejam apagados.",
        "O que fazer: abra o pedido. Ele mostra o que está guardado e apaga-o com um botão. "
        "Certifique-se primeiro de que o endereço indicado é dessa pessoa, pois qualquer um pode "
        "escrever um. Na UE, no Reino Unido e no Brasil a lei dá-lhe um tempo limitado para "
        "responder.",
        "[Abrir o pedido]({admin_url})",
    ),
    confirm_address=words(
        "Confirme o seu endereço de e-mail",
        "O seu código para {business_name}.",
        "Alguém, provavelmente você, indicou este endereço de e-mail para uma conta em "
        "{business_name}. Escreva este código na janela aberta do navegador:",
        "{code}",
        "Se não foi você, não precisa de fazer nada: sem o código nada acontece.",
    ),
    reset_password=words(
        "O seu código para uma nova palavra-passe",
        "O seu código para {business_name}.",
        "Alguém, provavelmente você, pediu uma nova palavra-passe em {business_name}. Escreva este "
        "código na janela aberta do navegador:",
        "{code}",
        "Se não foi você, não precisa de fazer nada: sem o código a sua palavra-passe fica como "
        "está.",
    ),
    account_exists=words(
        "Já tem uma conta",
        "Já existe uma conta com este endereço.",
        "Alguém, provavelmente você, quis criar uma conta em {business_name} com este endereço de "
        "e-mail. Já existe uma com ele.",
        "Se esqueceu a palavra-passe, escolha uma nova:",
        "[Nova palavra-passe]({reset_url})",
        "Se não foi você, não precisa de fazer nada.",
    ),
    account_change=words(
        "A sua conta em {business_name} foi alterada",
        "{change}",
        "A sua conta em {business_name} foi alterada: {change}",
        "{details}",
        "Se não foi você, escolha já uma nova palavra-passe e escreva a {person}.",
    ),
    changes={
        "account/email/email_changed": "Tem agora outro endereço de e-mail.",
        "account/email/email_confirm": "O endereço de e-mail foi confirmado.",
        "account/email/email_deleted": "Um endereço de e-mail foi retirado.",
        "account/email/password_changed": "A palavra-passe foi alterada.",
        "account/email/password_reset": "A palavra-passe foi reposta.",
        "account/email/password_set": "Foi definida uma palavra-passe.",
        "mfa/email/recovery_codes_generated": "Foram criados novos códigos de recuperação.",
        "mfa/email/totp_activated": "Foi adicionada uma aplicação de autenticação.",
        "mfa/email/totp_deactivated": "A aplicação de autenticação foi removida.",
        "mfa/email/webauthn_added": "Foi adicionada uma chave de acesso.",
        "mfa/email/webauthn_removed": "Foi removida uma chave de acesso.",
    },
    when="Quando",
    address="De",
    device="Navegador",
    let_in=words(
        "O acesso ao seu chat foi devolvido",
        "Alguém usou RECOVER_OWNER em {site_url}.",
        "Alguém que pode definir as variáveis de {site_url} usou RECOVER_OWNER e OPS_TOKEN para "
        "dar à conta {account} uma nova palavra-passe e retirar-lhe o segundo fator.",
        "Se foi você, retire agora RECOVER_OWNER das variáveis.",
        "Se não foi, mude primeiro a palavra-passe da sua plataforma e depois defina lá um novo "
        "OPS_TOKEN e uma nova SECRET_KEY.",
    ),
)
