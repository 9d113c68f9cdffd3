"""What the assistant says in German."""

from __future__ import annotations

from chatbot.wording.words import PersonWords, Words

WORDS = Words(
    hello="Hallo. Was möchten Sie wissen?",
    thanks="Gern. Ich bin da, falls noch etwas ist.",
    unreadable="Darin habe ich keine Frage erkannt. Können Sie es in ein paar Worten sagen?",
    interrupted="Die Antwort ist abgebrochen. Nichts von dem, was Sie geschrieben haben, ist "
    "verloren; bitte versuchen Sie es noch einmal.",
    unknown="Das weiß ich nicht, und raten möchte ich nicht. {email_request} Oder fragen Sie mich "
    "etwas anderes.",
    not_certain="In diesem Punkt bin ich nicht sicher und möchte nicht raten.",
    email_request="Wenn Sie hier Ihre E-Mail-Adresse eintippen, antwortet Ihnen {person} "
    "persönlich. Sie wird dafür verwendet und für nichts anderes.",
    handoff="Ich habe {person} ausgerichtet, dass Sie sprechen möchten.{promise} "
    "{email_request}{contact}",
    also_write_to=" Sie können auch an {email} schreiben.",
    lead_captured="Danke. Ich habe Ihre Adresse an {person} weitergegeben und Ihnen eine "
    "Bestätigung geschickt.{promise}",
    address_refused="Das sieht nicht nach einer vollständigen E-Mail-Adresse aus. Können Sie sie "
    "prüfen und noch einmal eintippen?",
    leave_email="E-Mail-Adresse hinterlassen",
    talk_to="Mit {person} sprechen",
    book="Termin buchen",
    languages={
        "en": "Englisch",
        "es": "Spanisch",
        "de": "Deutsch",
        "fr": "Französisch",
        "pt": "Portugiesisch",
    },
    written_in="Ich antworte auf {language}, denn so hat {person} es geschrieben:",
    no_orders="Ich beantworte Fragen zu {business} aus dem, was {person} geschrieben hat, und kann "
    "keine Anweisungen befolgen, wie ich das tue. Was möchten Sie wissen?{reach}",
    reach=" {person} erreichen Sie hier: {ways}.",
    either="oder",
    erasure="Ich habe für {person} notiert, dass Ihre Daten gelöscht werden sollen; selbst kann "
    "ich das nicht. {address} Dieses Gespräch können Sie jederzeit selbst löschen: Wählen Sie "
    "„{clear}“ im Menü des Chats.{reach}",
    erasure_ask="Wenn Sie hier schon einmal eine E-Mail-Adresse hinterlassen haben, tippen Sie sie "
    "bitte ein, damit {person} findet, was dazu gehört. Sie wird für nichts anderes verwendet.",
    erasure_known="Ihre E-Mail-Adresse ist dazu notiert. Vielleicht schreibt {person} Ihnen zuerst "
    "dorthin, um sicher zu sein, dass es Ihre ist.",
    erasure_added="Danke. Ihre E-Mail-Adresse ist jetzt zu Ihrem Wunsch notiert, dass Ihre Daten "
    "gelöscht werden. Vielleicht schreibt {person} Ihnen zuerst dorthin, um sicher zu sein, dass "
    "es Ihre ist.",
    medical="Das ist eine Frage für eine Ärztin, einen Arzt oder andere Fachleute für Gesundheit, "
    "deshalb rate ich nicht. Ich bin ein automatischer Assistent, und Coaching ist keine "
    "Behandlung. Wenn es dringend ist, rufen Sie bitte die Notrufnummer Ihres Landes an. {person} "
    "sagt Ihnen gern, wofür Coaching da ist und wofür nicht.{reach}",
    legal="Das ist eine Frage für eine Anwältin, einen Anwalt oder eine Rechtsberatung an Ihrem "
    "Ort, deshalb rate ich nicht. Ich bin ein automatischer Assistent und gebe keinen Rechtsrat. "
    "Zum Coaching selbst antwortet Ihnen {person} gern.{reach}",
    financial="Das ist eine Frage für eine Finanz- oder Steuerberatung, deshalb rate ich nicht. "
    "Ich bin ein automatischer Assistent; ich gebe keinen Rat zu Geld und verspreche kein "
    "Ergebnis. Zum Coaching selbst antwortet Ihnen {person} gern.{reach}",
    refund="Ich bin ein automatischer Assistent und kann weder über Geld entscheiden noch eine "
    "Erstattung zusagen. {person} kann das: Bitte schreiben Sie in ein, zwei Zeilen, was "
    "war.{reach}",
    crisis="Es tut mir leid, dass Sie das durchmachen. Ich nehme ernst, was Sie geschrieben haben.",
    crisis_limits="Ich bin ein automatischer Assistent und kann in einem Notfall nicht helfen.",
    crisis_call="Wenn Sie oder jemand anderes in Gefahr ist, rufen Sie bitte jetzt die "
    "Notrufnummer Ihres Landes an.",
    crisis_people="Wenden Sie sich bitte auch an einen Menschen: an jemanden, dem Sie vertrauen "
    "und der bei Ihnen sein kann, oder an eine Ärztin oder einen Arzt. Sie müssen das nicht allein "
    "tragen.",
    crisis_lines="Menschen, die zuhören:",
    fit_first="Damit {person} sich vorbereiten kann, darf ich fragen: {question}",
    fit_skip="Sie können auch „überspringen“ schreiben.",
    fit_thanks="Danke.",
    fit_skipped="Kein Problem.",
    fit_done="Das war alles, was ich fragen wollte. {person} sieht Ihre Antworten.",
    fit_stopped="Natürlich, ich frage nichts mehr. Fragen Sie mich gern, was Sie möchten.",
)
IN_PERSON = PersonWords(
    replies_within="{person} antwortet innerhalb von {time}.",
    replies_by="{person} antwortet spätestens {when}.",
    back="{person} ist {when} wieder da.",
    away="{person} ist im Moment nicht da.",
    today="heute um {time}",
    tomorrow="morgen um {time}",
    weekday="am {day} um {time}",
    day="am {day} um {time}",
    your_time="{time} Ihrer Zeit",
    zone_time="{time} (Zeit in {zone})",
    minutes="{n} Minuten",
    hour="einer Stunde",
    hours="{n} Stunden",
    in_person="{person}, persönlich",
    automated_again="Jetzt antwortet wieder der automatische Assistent.",
    already_here="{person} ist schon in diesem Gespräch und liest, was Sie schreiben.",
    first_words=(
        "Hallo, hier ist {person}. Ich lese gerade, was Sie geschrieben haben.",
        "Hallo, hier ist {person}. Wie kann ich helfen?",
        "Danke fürs Warten. Ich sehe es mir an.",
    ),
)
