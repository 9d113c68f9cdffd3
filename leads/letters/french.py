"""The emails about a lead in French."""

from __future__ import annotations

from leads.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    confirmation=words(
        "Merci d'avoir écrit à {business_name}",
        "Vos coordonnées sont bien arrivées, et {person} vous répondra personnellement.",
        "Bonjour,",
        "Merci d'avoir écrit à {business_name}. Vos coordonnées sont bien arrivées, et {person} "
        "vous répondra personnellement.",
        "{reply_promise}",
        "Si vous préférez choisir vous-même l'heure d'un appel :\n{booking_url}",
        "Vous pouvez simplement répondre à cet e-mail. Si ce n'est pas vous qui nous avez écrit, "
        "vous n'avez rien à faire ; nous ne vous écrirons plus de nous-mêmes.",
    ),
    notice=words(
        "Nouvelle demande de {visitor_name}",
        "Répondez à cet e-mail pour écrire à {visitor_name}.",
        "{visitor_name} a laissé ses coordonnées sur votre site.",
        "{details}",
        "{message}",
        "{so_far}",
        "{conversation}",
        "[Ouvrir la conversation]({conversation_url})",
        "Répondez à cet e-mail pour lui écrire.",
        "[Tout voir]({admin_url})",
    ),
    booking=words(
        "{what} : {visitor_name}",
        "Répondez à cet e-mail pour écrire à {visitor_name}.",
        "**{what}**",
        "{details}",
        "{answers}",
        "{to_confirm}",
        "[Rejoindre l'appel]({join_url})",
        "{so_far}",
        "{conversation}",
        "[Ouvrir la conversation]({conversation_url})",
        "Répondez à cet e-mail pour lui écrire.",
        "[Tout voir]({admin_url})",
    ),
    called={
        "new": "Nouvel appel",
        "to_confirm": "Un appel à confirmer",
        "moved": "Appel déplacé",
        "cancelled": "Appel annulé",
    },
    to_confirm="Il attend que vous le confirmiez sur {provider}.",
    so_far="La conversation jusqu'ici :",
    so_far_cut="La conversation jusqu'ici, abrégée :",
    visitor="Visiteur",
    name="Nom",
    email="E-mail",
    phone="Téléphone",
    call="Appel",
    at="Quand",
    at_theirs="Pour cette personne",
    before="Avant",
    place="Où",
    reason="Message",
    page="Page",
    how="Par",
    ways={
        "page_form": "le formulaire de contact de votre page",
        "chat_form": "le formulaire du chat",
        "chat_message": "un message dans le chat",
        "api": "votre propre site web",
    },
)
