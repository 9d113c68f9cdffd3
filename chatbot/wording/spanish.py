"""What the assistant says in Spanish."""

from __future__ import annotations

from chatbot.wording.words import PersonWords, Words

WORDS = Words(
    hello="Hola. ¿Qué te gustaría saber?",
    thanks="De nada. Aquí estoy por si surge algo más.",
    unreadable="No he podido ver una pregunta en eso. ¿Puedes decirlo en pocas palabras?",
    interrupted="La respuesta quedó a medias. No se ha perdido nada de lo que escribiste; "
    "inténtalo de nuevo, por favor.",
    unknown="Eso no lo sé, y prefiero no adivinar. {email_request} O pregúntame otra cosa.",
    not_certain="De esa parte no tengo certeza, y prefiero no adivinar.",
    email_request="Si escribes aquí tu correo electrónico, {person} te responderá personalmente. "
    "Se usa para eso y para nada más.",
    handoff="Le he dicho a {person} que quieres hablar.{promise} {email_request}{contact}",
    also_write_to=" También puedes escribir a {email}.",
    lead_captured="Gracias. He pasado tu dirección a {person} y te he enviado una "
    "confirmación.{promise}",
    address_refused="Eso no parece una dirección de correo completa. ¿Puedes revisarla y "
    "escribirla otra vez?",
    leave_email="Dejar tu correo",
    talk_to="Hablar con {person}",
    book="Reservar una cita",
    languages={
        "en": "inglés",
        "es": "español",
        "de": "alemán",
        "fr": "francés",
        "pt": "portugués",
    },
    written_in="Respondo en {language}, porque así lo ha escrito {person}:",
    no_orders="Respondo a preguntas sobre {business} con lo que ha escrito {person}, y no puedo "
    "seguir instrucciones sobre cómo hacerlo. ¿Qué te gustaría saber?{reach}",
    reach=" Puedes contactar con {person} aquí: {ways}.",
    either="o",
    erasure="He anotado para {person} que quieres que se borren tus datos; yo no puedo hacerlo. "
    "{address} Esta conversación puedes borrarla tú en cualquier momento: elige «{clear}» en el "
    "menú del chat.{reach}",
    erasure_ask="Si alguna vez dejaste aquí un correo electrónico, escríbelo, por favor, para que "
    "{person} encuentre lo que le corresponde. No se usa para nada más.",
    erasure_known="Tu correo electrónico queda anotado. Puede que {person} te escriba antes para "
    "asegurarse de que es tuyo.",
    erasure_added="Gracias. Tu correo electrónico queda anotado con tu deseo de que se borren tus "
    "datos. Puede que {person} te escriba antes para asegurarse de que es tuyo.",
    medical="Esa es una pregunta para un médico u otro profesional de la salud, así que no voy a "
    "adivinar. Soy un asistente automático, y el coaching no es un tratamiento. Si es urgente, "
    "llama por favor al número de emergencias de tu zona. {person} te contará con gusto para qué "
    "sirve el coaching y para qué no.{reach}",
    legal="Esa es una pregunta para un abogado o un servicio de asesoría legal del lugar donde "
    "vives, así que no voy a adivinar. Soy un asistente automático y no doy consejos legales. "
    "Sobre el coaching, {person} te responderá con gusto.{reach}",
    financial="Esa es una pregunta para un asesor financiero o fiscal, así que no voy a adivinar. "
    "Soy un asistente automático; no doy consejos sobre dinero ni prometo resultados. Sobre el "
    "coaching, {person} te responderá con gusto.{reach}",
    refund="Soy un asistente automático, así que no puedo decidir sobre dinero ni prometer "
    "ninguna devolución. {person} sí puede: cuenta por favor en una o dos líneas qué ha "
    "pasado.{reach}",
    crisis="Siento mucho que estés pasando por esto. Me tomo en serio lo que has escrito.",
    crisis_limits="Soy un asistente automático y no puedo ayudar en una emergencia.",
    crisis_call="Si tú u otra persona está en peligro, llama ahora al número de emergencias de tu "
    "zona.",
    crisis_people="Busca también a una persona: alguien de confianza que pueda estar contigo, o "
    "un médico. No tienes que llevar esto en soledad.",
    crisis_lines="Personas que escuchan:",
    fit_first="Para que {person} pueda prepararse, ¿puedo preguntar?: {question}",
    fit_skip="También puede escribir «saltar».",
    fit_thanks="Gracias.",
    fit_skipped="No hay problema.",
    fit_done="Eso es todo lo que quería preguntar. {person} verá sus respuestas.",
    fit_stopped="Por supuesto, no pregunto nada más. Pregúnteme lo que quiera.",
)
IN_PERSON = PersonWords(
    replies_within="{person} responde en menos de {time}.",
    replies_by="{person} responde a más tardar {when}.",
    back="{person} vuelve {when}.",
    away="{person} no está en este momento.",
    today="hoy a las {time}",
    tomorrow="mañana a las {time}",
    weekday="el {day} a las {time}",
    day="el {day} a las {time}",
    your_time="{time}, su hora local",
    zone_time="{time} (hora de {zone})",
    minutes="{n} minutos",
    hour="una hora",
    hours="{n} horas",
    in_person="{person}, en persona",
    automated_again="El asistente automático vuelve a responder.",
    already_here="{person} ya está en esta conversación y lee lo que usted escribe.",
    first_words=(
        "Hola, soy {person}. Estoy leyendo lo que escribió.",
        "Hola, soy {person}. ¿En qué puedo ayudarle?",
        "Gracias por esperar. Lo miro ahora.",
    ),
)
