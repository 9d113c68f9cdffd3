"""What the assistant says in French."""

from __future__ import annotations

from chatbot.wording.words import PersonWords, Words

WORDS = Words(
    hello="Bonjour. Que souhaitez-vous savoir ?",
    thanks="Je vous en prie. Je reste là si autre chose vous vient.",
    unreadable="Je n'y ai pas trouvé de question. Pouvez-vous la dire en quelques mots ?",
    interrupted="La réponse a été interrompue. Rien de ce que vous avez écrit n'est perdu ; "
    "essayez encore une fois, s'il vous plaît.",
    unknown="Cela, je ne le sais pas, et je préfère ne pas deviner. {email_request} Ou posez-moi "
    "une autre question.",
    not_certain="Sur ce point je n'ai pas de certitude, et je préfère ne pas deviner.",
    email_request="Si vous écrivez ici votre adresse e-mail, {person} vous répondra "
    "personnellement. Elle sert à cela et à rien d'autre.",
    handoff="J'ai dit à {person} que vous souhaitez parler.{promise} {email_request}{contact}",
    also_write_to=" Vous pouvez aussi écrire à {email}.",
    lead_captured="Merci. J'ai transmis votre adresse à {person} et vous ai envoyé une "
    "confirmation.{promise}",
    address_refused="Cela ne ressemble pas à une adresse e-mail complète. Pouvez-vous la vérifier "
    "et la saisir à nouveau ?",
    leave_email="Laisser votre e-mail",
    talk_to="Parler à {person}",
    book="Prendre rendez-vous",
    languages={
        "en": "anglais",
        "es": "espagnol",
        "de": "allemand",
        "fr": "français",
        "pt": "portugais",
    },
    written_in="Je réponds en {language}, car c'est ainsi que {person} l'a écrit :",
    no_orders="Je réponds aux questions sur {business} avec ce que {person} a écrit, et je ne peux "
    "pas suivre d'instructions sur ma façon de le faire. Que souhaitez-vous savoir ?{reach}",
    reach=" Vous pouvez joindre {person} ici : {ways}.",
    either="ou",
    erasure="J'ai noté pour {person} que vous voulez faire supprimer vos données ; je ne peux pas "
    "le faire moi-même. {address} Cette conversation, vous pouvez la supprimer vous-même à tout "
    "moment : choisissez « {clear} » dans le menu du chat.{reach}",
    erasure_ask="Si vous avez déjà laissé ici une adresse e-mail, écrivez-la, s'il vous plaît, "
    "pour que {person} trouve ce qui s'y rapporte. Elle ne sert à rien d'autre.",
    erasure_known="Votre adresse e-mail y est notée. {person} vous écrira peut-être d'abord, pour "
    "s'assurer qu'elle est bien à vous.",
    erasure_added="Merci. Votre adresse e-mail est notée avec votre souhait de faire supprimer vos "
    "données. {person} vous écrira peut-être d'abord, pour s'assurer qu'elle est bien à vous.",
    medical="C'est une question pour un médecin ou un autre professionnel de santé, je ne vais "
    "donc pas deviner. Je suis un assistant automatique, et le coaching n'est pas un traitement. "
    "Si c'est urgent, appelez s'il vous plaît le numéro d'urgence de votre pays. {person} vous "
    "dira volontiers à quoi sert le coaching et à quoi il ne sert pas.{reach}",
    legal="C'est une question pour un avocat ou un service de conseil juridique là où vous vivez, "
    "je ne vais donc pas deviner. Je suis un assistant automatique et ne donne pas de conseil "
    "juridique. Sur le coaching lui-même, {person} vous répondra volontiers.{reach}",
    financial="C'est une question pour un conseiller financier ou fiscal, je ne vais donc pas "
    "deviner. Je suis un assistant automatique ; je ne donne pas de conseil d'argent et ne promets "
    "aucun résultat. Sur le coaching lui-même, {person} vous répondra volontiers.{reach}",
    refund="Je suis un assistant automatique : je ne peux ni décider d'une question d'argent ni "
    "promettre un remboursement. {person} le peut : dites s'il vous plaît en une ou deux lignes ce "
    "qui s'est passé.{reach}",
    crisis="Je regrette que vous traversiez cela. Je prends au sérieux ce que vous avez écrit.",
    crisis_limits="Je suis un assistant automatique et ne peux pas aider dans une urgence.",
    crisis_call="Si vous ou quelqu'un d'autre êtes en danger, appelez maintenant le numéro "
    "d'urgence de votre pays.",
    crisis_people="Tournez-vous aussi vers une personne : quelqu'un de confiance qui puisse être "
    "près de vous, ou un médecin. Vous n'avez pas à porter cela dans la solitude.",
    crisis_lines="Des personnes qui écoutent :",
    fit_first="Pour que {person} puisse se préparer, puis-je demander : {question}",
    fit_skip="Vous pouvez aussi écrire « passer ».",
    fit_thanks="Merci.",
    fit_skipped="Pas de souci.",
    fit_done="C’est tout ce que je voulais demander. {person} verra vos réponses.",
    fit_stopped="Bien sûr, je ne pose plus de questions. Demandez-moi ce que vous voulez.",
)
IN_PERSON = PersonWords(
    replies_within="{person} répond en moins de {time}.",
    replies_by="{person} répond au plus tard {when}.",
    back="{person} sera de retour {when}.",
    away="{person} est absent(e) pour le moment.",
    today="aujourd’hui à {time}",
    tomorrow="demain à {time}",
    weekday="{day} à {time}",
    day="le {day} à {time}",
    your_time="{time}, heure de chez vous",
    zone_time="{time} (heure de {zone})",
    minutes="{n} minutes",
    hour="une heure",
    hours="{n} heures",
    in_person="{person}, en personne",
    automated_again="L’assistant automatique répond de nouveau.",
    already_here="{person} est déjà dans cette conversation et lit ce que vous écrivez.",
    first_words=(
        "Bonjour, ici {person}. Je lis ce que vous avez écrit.",
        "Bonjour, ici {person}. Comment puis-je vous aider ?",
        "Merci d’avoir patienté. Je regarde cela.",
    ),
)
