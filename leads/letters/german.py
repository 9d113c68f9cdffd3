"""The emails about a lead in German."""

from __future__ import annotations

from leads.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    confirmation=words(
        "Danke für Ihre Nachricht an {business_name}",
        "Ihre Angaben sind angekommen, und {person} antwortet Ihnen persönlich.",
        "Guten Tag,",
        "danke für Ihre Nachricht an {business_name}. Ihre Angaben sind angekommen, und {person} "
        "antwortet Ihnen persönlich.",
        "{reply_promise}",
        "Wenn Sie lieber selbst einen Termin für ein Gespräch wählen:\n{booking_url}",
        "Sie können einfach auf diese E-Mail antworten. Wenn nicht Sie uns geschrieben haben, "
        "brauchen Sie nichts zu tun; von uns aus schreiben wir Ihnen nicht noch einmal.",
    ),
    notice=words(
        "Neue Anfrage von {visitor_name}",
        "Antworten Sie auf diese E-Mail, um {visitor_name} zu schreiben.",
        "{visitor_name} hat auf Ihrer Seite Kontaktdaten hinterlassen.",
        "{details}",
        "{message}",
        "{so_far}",
        "{conversation}",
        "[Gespräch öffnen]({conversation_url})",
        "Antworten Sie auf diese E-Mail, um der Person zu schreiben.",
        "[Alles ansehen]({admin_url})",
    ),
    booking=words(
        "{what} ({visitor_name})",
        "Antworten Sie auf diese E-Mail, um {visitor_name} zu schreiben.",
        "**{what}**",
        "{details}",
        "{answers}",
        "{to_confirm}",
        "[Am Gespräch teilnehmen]({join_url})",
        "{so_far}",
        "{conversation}",
        "[Gespräch öffnen]({conversation_url})",
        "Antworten Sie auf diese E-Mail, um der Person zu schreiben.",
        "[Alles ansehen]({admin_url})",
    ),
    called={
        "new": "Neuer Termin",
        "to_confirm": "Ein Termin zum Bestätigen",
        "moved": "Termin verschoben",
        "cancelled": "Termin abgesagt",
    },
    to_confirm="Er wartet darauf, dass Sie ihn bei {provider} bestätigen.",
    so_far="Das Gespräch bisher:",
    so_far_cut="Das Gespräch bisher, gekürzt:",
    visitor="Besucher",
    name="Name",
    email="E-Mail",
    phone="Telefon",
    call="Termin",
    at="Wann",
    at_theirs="Dort",
    before="Vorher",
    place="Wo",
    reason="Grund",
    page="Seite",
    how="Weg",
    ways={
        "page_form": "Kontaktformular auf Ihrer Seite",
        "chat_form": "Formular im Chat",
        "chat_message": "in den Chat geschrieben",
        "api": "Ihre eigene Website",
    },
)
