"""The emails of the chat and of accounts in Spanish."""

from __future__ import annotations

from chatbot.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    transcript=words(
        "Tu conversación con {business_name}",
        "La copia que pediste, del {began}.",
        "Pediste esta copia de tu conversación con {business_name}. Empezó el {began}.",
        "{left_out}",
        "{conversation}",
        "Responde a este correo para escribir a {person}.",
        "Si no fuiste tú quien la pidió, no tienes que hacer nada.",
    ),
    you="Tú",
    assistant="{business} (automático)",
    visitor="Visitante",
    left_out="Falta el principio: estos son los últimos mensajes.",
    source="De",
    link="[enlace]",
    handoff=words(
        "Alguien quiere hablar contigo",
        "Alguien pide una persona en el chat de tu página.",
        "Alguien ha pedido hablar con una persona en el chat de tu página.",
        "{said}",
        "{how}",
        "[Abrir la conversación]({admin_url})",
    ),
    handoff_reminder=words(
        "Alguien te sigue esperando",
        "Nadie ha respondido a quien pidió una persona.",
        "Nadie ha respondido a alguien que pidió hablar con una persona en el chat de tu página. "
        "No ha dejado ningún correo, así que solo se le puede contestar en el chat.",
        "{said}",
        "{how}",
        "[Abrir la conversación]({admin_url})",
    ),
    handoff_message=words(
        "Te han respondido en el chat",
        "Nadie lo ha leído todavía.",
        "La persona con la que hablas ha vuelto a escribir.",
        "{said}",
        "{how}",
        "[Abrir la conversación]({admin_url})",
    ),
    reply_here=(
        "Responde a este correo y tus palabras aparecen en el chat; el asistente se calla entonces."
    ),
    answer_there=("Responde en la página de la conversación; a este correo no se puede responder."),
    person_reply=words(
        "{business_name}: una respuesta para ti",
        "{answered_by} te respondió en el chat.",
        "{answered_by} te respondió en el chat de la página de {business_name}.",
        "{said}",
        "{reply}",
        "Puedes seguir en el chat:\n{chat_url}",
    ),
    also_reply="También puedes responder sin más a este correo.",
    erasure=words(
        "Alguien quiere que se borren sus datos",
        "La petición está en la administración, con un botón que lo hace.",
        "Alguien ha pedido en el chat de tu página que se borren sus datos.",
        "Qué hacer: abre la petición. Muestra lo que se guarda y lo borra con un botón. Asegúrate "
        "primero de que la dirección que haya en ella sea suya, porque cualquiera puede escribir "
        "una. En la UE, el Reino Unido y Brasil la ley te da un tiempo limitado para responder.",
        "[Abrir la petición]({admin_url})",
    ),
    confirm_address=words(
        "Confirma tu dirección de correo",
        "Tu código para {business_name}.",
        "Alguien, seguramente tú, dio esta dirección de correo para una cuenta en {business_name}. "
        "Escribe este código en la ventana abierta del navegador:",
        "{code}",
        "Si no fuiste tú, no tienes que hacer nada: sin el código no pasa nada.",
    ),
    reset_password=words(
        "Tu código para una contraseña nueva",
        "Tu código para {business_name}.",
        "Alguien, seguramente tú, pidió una contraseña nueva en {business_name}. Escribe este "
        "código en la ventana abierta del navegador:",
        "{code}",
        "Si no fuiste tú, no tienes que hacer nada: sin el código tu contraseña queda como está.",
    ),
    account_exists=words(
        "Ya tienes una cuenta",
        "Ya existe una cuenta con esta dirección.",
        "Alguien, seguramente tú, quiso abrir una cuenta en {business_name} con esta dirección de "
        "correo. Ya existe una con ella.",
        "Si olvidaste la contraseña, elige una nueva:",
        "[Contraseña nueva]({reset_url})",
        "Si no fuiste tú, no tienes que hacer nada.",
    ),
    account_change=words(
        "Tu cuenta en {business_name} ha cambiado",
        "{change}",
        "Tu cuenta en {business_name} ha cambiado: {change}",
        "{details}",
        "Si no fuiste tú, elige enseguida una contraseña nueva y escribe a {person}.",
    ),
    changes={
        "account/email/email_changed": "Ahora tiene otra dirección de correo.",
        "account/email/email_confirm": "Se confirmó la dirección de correo.",
        "account/email/email_deleted": "Se quitó una dirección de correo.",
        "account/email/password_changed": "Se cambió la contraseña.",
        "account/email/password_reset": "Se restableció la contraseña.",
        "account/email/password_set": "Se puso una contraseña.",
        "mfa/email/recovery_codes_generated": "Se crearon códigos de recuperación nuevos.",
        "mfa/email/totp_activated": "Se añadió una aplicación de autenticación.",
        "mfa/email/totp_deactivated": "Se quitó la aplicación de autenticación.",
        "mfa/email/webauthn_added": "Se añadió una llave de acceso.",
        "mfa/email/webauthn_removed": "Se quitó una llave de acceso.",
    },
    when="Cuándo",
    address="Desde",
    device="Navegador",
    let_in=words(
        "Se ha devuelto el acceso a tu chat",
        "Alguien ha usado RECOVER_OWNER en {site_url}.",
        "Alguien que puede poner las variables de {site_url} ha usado RECOVER_OWNER y OPS_TOKEN "
        "para dar a la cuenta {account} una contraseña nueva y quitarle el segundo factor.",
        "Si fuiste tú, quita ahora RECOVER_OWNER de las variables.",
        "Si no, cambia primero la contraseña de tu plataforma y pon después allí un OPS_TOKEN y "
        "una SECRET_KEY nuevos.",
    ),
)
