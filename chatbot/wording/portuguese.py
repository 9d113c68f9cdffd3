"""What the assistant says in Portuguese, in words that Brazil and Portugal share."""

from __future__ import annotations

from chatbot.wording.words import PersonWords, Words

WORDS = Words(
    hello="Olá. O que gostaria de saber?",
    thanks="De nada. Estou aqui se surgir mais alguma coisa.",
    unreadable="Não encontrei uma pergunta nisso. Pode dizer em poucas palavras?",
    interrupted="A resposta foi interrompida. Nada do que escreveu se perdeu; por favor, tente de "
    "novo.",
    unknown="Isso eu não sei, e prefiro não adivinhar. {email_request} Ou pergunte-me outra coisa.",
    not_certain="Sobre essa parte não tenho certeza, e prefiro não adivinhar.",
    email_request="Se escrever aqui o seu e-mail, {person} responde-lhe pessoalmente. Ele é usado "
    "para isso e para mais nada.",
    handoff="Avisei {person} de que gostaria de conversar.{promise} {email_request}{contact}",
    also_write_to=" Também pode escrever para {email}.",
    lead_captured="Obrigado. Passei o seu endereço a {person} e enviei-lhe uma "
    "confirmação.{promise}",
    address_refused="Isso não parece um endereço de e-mail completo. Pode verificar e escrever de "
    "novo?",
    leave_email="Deixar o seu e-mail",
    talk_to="Falar com {person}",
    book="Marcar um horário",
    languages={
        "en": "inglês",
        "es": "espanhol",
        "de": "alemão",
        "fr": "francês",
        "pt": "português",
    },
    written_in="Respondo em {language}, porque foi assim que {person} escreveu:",
    no_orders="Respondo a perguntas sobre {business} com o que {person} escreveu, e não posso "
    "seguir instruções sobre a maneira de o fazer. O que gostaria de saber?{reach}",
    reach=" Pode falar com {person} aqui: {ways}.",
    either="ou",
    erasure="Anotei para {person} que quer que os seus dados sejam apagados; eu não posso fazê-lo. "
    "{address} Esta conversa pode apagá-la aqui a qualquer momento: escolha “{clear}” "
    "no menu do chat.{reach}",
    erasure_ask="Se alguma vez deixou aqui um e-mail, escreva-o, por favor, para que {person} "
    "encontre o que lhe pertence. Ele não é usado para mais nada.",
    erasure_known="O seu e-mail fica anotado. {person} talvez lhe escreva primeiro, para ter "
    "certeza de que é seu.",
    erasure_added="Obrigado. O seu e-mail fica anotado com o seu pedido para apagar os seus dados. "
    "{person} talvez lhe escreva primeiro, para ter certeza de que é seu.",
    medical="Essa é uma pergunta para um médico ou outro profissional de saúde, por isso não vou "
    "adivinhar. Sou um assistente automático, e o coaching não é um tratamento. Se for urgente, "
    "por favor ligue para o número de emergência local. {person} explica com gosto para que serve "
    "o coaching e para que não serve.{reach}",
    legal="Essa é uma pergunta para um advogado ou um serviço de orientação jurídica de onde vive, "
    "por isso não vou adivinhar. Sou um assistente automático e não dou conselhos jurídicos. Sobre "
    "o coaching em si, {person} responde com gosto.{reach}",
    financial="Essa é uma pergunta para um consultor financeiro ou fiscal, por isso não vou "
    "adivinhar. Sou um assistente automático; não dou conselhos sobre dinheiro nem prometo "
    "resultados. Sobre o coaching em si, {person} responde com gosto.{reach}",
    refund="Sou um assistente automático, por isso não posso decidir sobre dinheiro nem prometer "
    "um reembolso. {person} pode: por favor, diga em uma ou duas linhas o que aconteceu.{reach}",
    crisis="Lamento muito que esteja a passar por isto. Levo a sério o que escreveu.",
    crisis_limits="Sou um assistente automático e não posso ajudar numa emergência.",
    crisis_call="Se você ou outra pessoa estiver em perigo, ligue agora para o número de "
    "emergência local.",
    crisis_people="Procure também uma pessoa: alguém de confiança que possa estar ao seu lado, ou "
    "um médico. Não tem de carregar isto na solidão.",
    crisis_lines="Pessoas que escutam:",
    fit_first="Para que {person} possa se preparar, posso perguntar: {question}",
    fit_skip="Também pode escrever “pular”.",
    fit_thanks="Obrigado.",
    fit_skipped="Sem problema.",
    fit_done="Era tudo o que eu queria perguntar. {person} verá as suas respostas.",
    fit_stopped="Claro, não pergunto mais nada. Pergunte-me o que quiser.",
)
IN_PERSON = PersonWords(
    replies_within="{person} responde em menos de {time}.",
    replies_by="{person} responde o mais tardar {when}.",
    back="{person} volta {when}.",
    away="{person} não está no momento.",
    today="hoje às {time}",
    tomorrow="amanhã às {time}",
    weekday="{day} às {time}",
    day="em {day} às {time}",
    your_time="{time}, no seu horário",
    zone_time="{time} (horário de {zone})",
    minutes="{n} minutos",
    hour="uma hora",
    hours="{n} horas",
    in_person="{person}, em pessoa",
    automated_again="O assistente automático volta a responder.",
    already_here="{person} já está nesta conversa e lê o que escreve.",
    first_words=(
        "Olá, aqui é {person}. Estou a ler o que escreveu.",
        "Olá, aqui é {person}. Como posso ajudar?",
        "Obrigado por esperar. Vou ver isso.",
    ),
)
