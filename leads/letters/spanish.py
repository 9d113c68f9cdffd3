"""The emails about a lead in Spanish."""

from __future__ import annotations

from leads.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    confirmation=words(
        "Gracias por escribir a {business_name}",
        "Tus datos han llegado, y {person} te responderá personalmente.",
        "Hola:",
        "Gracias por escribir a {business_name}. Tus datos han llegado, y {person} te responderá "
        "personalmente.",
        "{reply_promise}",
        "Si prefieres elegir tú la hora de una llamada:\n{booking_url}",
        "Puedes responder a este correo sin más. Si no fuiste tú quien nos escribió, no tienes que "
        "hacer nada; no volveremos a escribirte por nuestra cuenta.",
    ),
    notice=words(
        "Nueva consulta de {visitor_name}",
        "Responde a este correo para escribir a {visitor_name}.",
        "{visitor_name} dejó sus datos en tu página.",
        "{details}",
        "{message}",
        "{so_far}",
        "{conversation}",
        "[Abrir la conversación]({conversation_url})",
        "Responde a este correo para escribirle.",
        "[Verlo todo]({admin_url})",
    ),
    booking=words(
        "{what} con {visitor_name}",
        "Responde a este correo para escribir a {visitor_name}.",
        "**{what}**",
        "{details}",
        "{answers}",
        "{to_confirm}",
        "[Unirse a la llamada]({join_url})",
        "{so_far}",
        "{conversation}",
        "[Abrir la conversación]({conversation_url})",
        "Responde a este correo para escribirle.",
        "[Verlo todo]({admin_url})",
    ),
    called={
        "new": "Llamada nueva",
        "to_confirm": "Una llamada por confirmar",
        "moved": "Llamada cambiada de hora",
        "cancelled": "Llamada cancelada",
    },
    to_confirm="Espera a que la confirmes en {provider}.",
    so_far="La conversación hasta ahora:",
    so_far_cut="La conversación hasta ahora, abreviada:",
    visitor="Visitante",
    name="Nombre",
    email="Correo",
    phone="Teléfono",
    call="Llamada",
    at="Cuándo",
    at_theirs="Para esa persona",
    before="Antes",
    place="Dónde",
    reason="Dice",
    page="Página",
    how="Cómo",
    ways={
        "page_form": "formulario de contacto de tu página",
        "chat_form": "formulario del chat",
        "chat_message": "escrito en el chat",
        "api": "tu propio sitio web",
    },
)
