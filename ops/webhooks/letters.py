"""The email about a webhook that was switched off."""

from __future__ import annotations

from ops.letters import letterhead
from ops.letters.dates import day_and_time
from ops.letters.kinds import Kind, Shape, Variable, admin_url, register, words
from ops.letters.writing import Letter, spoken_language, write
from ops.webhooks.rows import WebhookEndpoint

OFF = Kind(
    name="webhook_off",
    title="A webhook was switched off",
    when="Goes to you (OWNER_EMAIL) when another tool has taken nothing for three days.",
    to_visitor=False,
    variables=(
        Variable(name="webhook", meaning="the name you gave it", sample="The sheet", needed=True),
        Variable(
            name="since",
            meaning="since when it fails",
            sample="24 November 2026, 09:30 UTC",
            may_be_empty=True,
        ),
        Variable(
            name="why",
            meaning="what was seen last",
            sample="It answered with 500.",
            shape=Shape.QUOTE,
            needed=True,
        ),
        admin_url("the page of the webhook in the admin"),
    ),
    defaults={
        "en": words(
            "The webhook {webhook} was switched off",
            "Nothing is lost: what was not delivered is kept for 90 days.",
            "Your chatbot tells another tool what happens, by the webhook {webhook}. That tool "
            "takes nothing any more, so it was switched off.",
            "It has failed since {since}. The last thing seen:",
            "{why}",
            "Nothing is lost here: your leads are all in the admin, and what was not delivered is "
            "kept for 90 days. When the other tool works again, switch the webhook on and press "
            "\u201cdeliver what was missed\u201d.",
            "[Open the webhook]({admin_url})",
        ),
        "de": words(
            "Der Webhook {webhook} wurde abgeschaltet",
            "Nichts ist verloren: Was nicht zugestellt wurde, bleibt 90 Tage erhalten.",
            "Ihr Chatbot teilt einem anderen Werkzeug über den Webhook {webhook} mit, was "
            "geschieht. Dieses Werkzeug nimmt nichts mehr an, deshalb wurde er abgeschaltet.",
            "Es geht nicht mehr seit {since}. Zuletzt gesehen:",
            "{why}",
            "Hier ist nichts verloren: Ihre Anfragen stehen alle in der Verwaltung, und was nicht "
            "zugestellt wurde, bleibt 90 Tage erhalten. Wenn das andere Werkzeug wieder geht, "
            "schalten Sie den Webhook ein und lassen Sie dort das Versäumte zustellen.",
            "[Webhook öffnen]({admin_url})",
        ),
        "es": words(
            "Se ha desactivado el webhook {webhook}",
            "No se pierde nada: lo que no se entregó se guarda 90 días.",
            "Tu chatbot cuenta a otra herramienta lo que pasa, por el webhook {webhook}. Esa "
            "herramienta ya no acepta nada, así que se ha desactivado.",
            "Falla desde el {since}. Lo último que se vio:",
            "{why}",
            "Aquí no se pierde nada: tus contactos están todos en la administración, y lo que no "
            "se entregó se guarda 90 días. Cuando la otra herramienta vuelva a funcionar, activa "
            "el webhook y pide allí que se entregue lo que faltó.",
            "[Abrir el webhook]({admin_url})",
        ),
        "fr": words(
            "Le webhook {webhook} a été désactivé",
            "Rien n'est perdu : ce qui n'a pas été livré est gardé 90 jours.",
            "Votre chatbot raconte à un autre outil ce qui se passe, par le webhook {webhook}. Cet "
            "outil n'accepte plus rien, il a donc été désactivé.",
            "Il échoue depuis le {since}. La dernière chose vue :",
            "{why}",
            "Rien n'est perdu ici : vos contacts sont tous dans l'administration, et ce qui n'a "
            "pas été livré est gardé 90 jours. Quand l'autre outil fonctionnera de nouveau, "
            "activez le webhook et faites-y livrer ce qui a manqué.",
            "[Ouvrir le webhook]({admin_url})",
        ),
        "pt": words(
            "O webhook {webhook} foi desativado",
            "Nada se perde: o que não foi entregue fica guardado 90 dias.",
            "O seu chatbot conta a outra ferramenta o que acontece, pelo webhook {webhook}. Essa "
            "ferramenta já não aceita nada, por isso ele foi desativado.",
            "Falha desde {since}. A última coisa vista:",
            "{why}",
            "Aqui nada se perde: os seus contactos estão todos na administração, e o que não foi "
            "entregue fica guardado 90 dias. Quando a outra ferramenta voltar a funcionar, ative o "
            "webhook e mande entregar lá o que faltou.",
            "[Abrir o webhook]({admin_url})",
        ),
    },
)


def switched_off(endpoint: WebhookEndpoint, why: str, page: str) -> Letter:
    """To the owner: what was seen last, and what to do."""
    language = spoken_language("", letterhead.current())
    since = day_and_time(endpoint.failing_since, language) if endpoint.failing_since else ""
    return write(
        OFF.name,
        language=language,
        values={
            "webhook": endpoint.name,
            "since": since,
            "why": why or "\u2013",
            "admin_url": page,
        },
    )


def register_kinds() -> None:
    """Add it."""
    register(OFF)
