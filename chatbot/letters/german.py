"""The emails of the chat and of accounts in German."""

from __future__ import annotations

from chatbot.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    transcript=words(
        "Ihr Gespräch mit {business_name}",
        "Die gewünschte Kopie, vom {began}.",
        "Sie haben um diese Kopie Ihres Gesprächs mit {business_name} gebeten. Es begann am "
        "{began}.",
        "{left_out}",
        "{conversation}",
        "Antworten Sie auf diese E-Mail, um {person} zu schreiben.",
        "Wenn nicht Sie darum gebeten haben, brauchen Sie nichts zu tun.",
    ),
    you="Sie",
    assistant="{business} (automatisch)",
    visitor="Besucher",
    left_out="Der Anfang fehlt: Dies sind die letzten Nachrichten.",
    source="Aus",
    link="[Link]",
    handoff=words(
        "Jemand möchte mit Ihnen sprechen",
        "Jemand fragt im Chat auf Ihrer Seite nach einem Menschen.",
        "Im Chat auf Ihrer Seite hat jemand nach einem Menschen gefragt.",
        "{said}",
        "{how}",
        "[Gespräch öffnen]({admin_url})",
    ),
    handoff_reminder=words(
        "Jemand wartet noch auf Sie",
        "Auf den Wunsch nach einem Menschen hat niemand geantwortet.",
        "Im Chat auf Ihrer Seite hat jemand nach einem Menschen gefragt, und niemand hat "
        "geantwortet. Eine E-Mail-Adresse wurde nicht hinterlassen, erreichbar ist die Person "
        "also nur im Chat.",
        "{said}",
        "{how}",
        "[Gespräch öffnen]({admin_url})",
    ),
    handoff_message=words(
        "Sie haben eine Antwort im Chat",
        "Noch hat sie niemand gelesen.",
        "Die Person, mit der Sie sprechen, hat wieder geschrieben.",
        "{said}",
        "{how}",
        "[Gespräch öffnen]({admin_url})",
    ),
    reply_here=(
        "Antworten Sie auf diese E-Mail, und Ihre Worte erscheinen im Chat; der Assistent "
        "schweigt dann."
    ),
    answer_there=(
        "Antworten Sie auf der Seite des Gesprächs; auf diese E-Mail kann nicht geantwortet werden."
    ),
    person_reply=words(
        "{business_name}: eine Antwort für Sie",
        "{answered_by} hat Ihnen im Chat geantwortet.",
        "{answered_by} hat Ihnen im Chat auf der Seite von {business_name} geantwortet.",
        "{said}",
        "{reply}",
        "Sie können im Chat weiterschreiben:\n{chat_url}",
    ),
    also_reply="Sie können auch einfach auf diese E-Mail antworten.",
    erasure=words(
        "Jemand möchte, dass Daten gelöscht werden",
        "Der Wunsch steht in der Verwaltung, mit einem Knopf, der ihn erfüllt.",
        "Im Chat auf Ihrer Seite hat jemand darum gebeten, die eigenen Daten zu löschen.",
        "Was zu tun ist: Öffnen Sie den Wunsch. Er zeigt, was gespeichert ist, und löscht es mit "
        "einem Knopf. Prüfen Sie zuerst, ob eine Adresse darin der Person gehört, denn eintippen "
        "kann jeder eine. In der EU, im Vereinigten Königreich und in Brasilien gibt Ihnen das "
        "Gesetz für die Antwort eine begrenzte Zeit.",
        "[Wunsch öffnen]({admin_url})",
    ),
    confirm_address=words(
        "Bestätigen Sie Ihre E-Mail-Adresse",
        "Ihr Code für {business_name}.",
        "Jemand, vermutlich Sie, hat diese E-Mail-Adresse für ein Konto bei {business_name} "
        "angegeben. Geben Sie diesen Code im offenen Browserfenster ein:",
        "{code}",
        "Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Ohne den Code geschieht nichts.",
    ),
    reset_password=words(
        "Ihr Code für ein neues Passwort",
        "Ihr Code für {business_name}.",
        "Jemand, vermutlich Sie, hat bei {business_name} um ein neues Passwort gebeten. Geben Sie "
        "diesen Code im offenen Browserfenster ein:",
        "{code}",
        "Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Ohne den Code bleibt Ihr Passwort, "
        "wie es ist.",
    ),
    account_exists=words(
        "Sie haben schon ein Konto",
        "Mit dieser Adresse gibt es schon ein Konto.",
        "Jemand, vermutlich Sie, wollte bei {business_name} mit dieser E-Mail-Adresse ein Konto "
        "anlegen. Damit gibt es schon eines.",
        "Wenn Sie das Passwort vergessen haben, wählen Sie ein neues:",
        "[Neues Passwort]({reset_url})",
        "Wenn Sie es nicht waren, brauchen Sie nichts zu tun.",
    ),
    account_change=words(
        "Ihr Konto bei {business_name} wurde geändert",
        "{change}",
        "Ihr Konto bei {business_name} wurde geändert: {change}",
        "{details}",
        "Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort und schreiben Sie an "
        "{person}.",
    ),
    changes={
        "account/email/email_changed": "Es hat jetzt eine andere E-Mail-Adresse.",
        "account/email/email_confirm": "Die E-Mail-Adresse wurde bestätigt.",
        "account/email/email_deleted": "Eine E-Mail-Adresse wurde entfernt.",
        "account/email/password_changed": "Das Passwort wurde geändert.",
        "account/email/password_reset": "Das Passwort wurde neu gesetzt.",
        "account/email/password_set": "Ein Passwort wurde gesetzt.",
        "mfa/email/recovery_codes_generated": "Neue Wiederherstellungscodes wurden erzeugt.",
        "mfa/email/totp_activated": "Eine Authentifizierungs-App wurde hinzugefügt.",
        "mfa/email/totp_deactivated": "Die Authentifizierungs-App wurde entfernt.",
        "mfa/email/webauthn_added": "Ein Passkey wurde hinzugefügt.",
        "mfa/email/webauthn_removed": "Ein Passkey wurde entfernt.",
    },
    when="Wann",
    address="Von",
    device="Browser",
    let_in=words(
        "Zu Ihrem Chat wurde wieder Zugang gewährt",
        "Jemand hat RECOVER_OWNER auf {site_url} benutzt.",
        "Jemand, der die Variablen von {site_url} setzen kann, hat mit RECOVER_OWNER und OPS_TOKEN "
        "dem Konto {account} ein neues Passwort gegeben und den zweiten Faktor entfernt.",
        "Wenn Sie das waren, nehmen Sie RECOVER_OWNER jetzt aus den Variablen.",
        "Wenn nicht, ändern Sie zuerst das Passwort Ihrer Hosting-Plattform und setzen Sie dort "
        "dann ein neues OPS_TOKEN und einen neuen SECRET_KEY.",
    ),
)
