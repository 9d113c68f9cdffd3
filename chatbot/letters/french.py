"""The emails of the chat and of accounts in French."""

from __future__ import annotations

from chatbot.letters.table import Table
from ops.letters.kinds import words

TABLE = Table(
    transcript=words(
        "Votre conversation avec {business_name}",
        "La copie demandée, du {began}.",
        "Vous avez demandé cette copie de votre conversation avec {business_name}. Elle a commencé "
        "le {began}.",
        "{left_out}",
        "{conversation}",
        "Répondez à cet e-mail pour écrire à {person}.",
        "Si ce n'est pas vous qui l'avez demandée, vous n'avez rien à faire.",
    ),
    you="Vous",
    assistant="{business} (automatique)",
    visitor="Visiteur",
    left_out="Le début manque : voici les derniers messages.",
    source="Source",
    link="[lien]",
    handoff=words(
        "Quelqu'un souhaite vous parler",
        "Quelqu'un demande une personne dans le chat de votre site.",
        "Quelqu'un a demandé à parler à une personne dans le chat de votre site.",
        "{said}",
        "{how}",
        "[Ouvrir la conversation]({admin_url})",
    ),
    handoff_reminder=words(
        "Quelqu'un vous attend encore",
        "Une demande est restée sans réponse.",
        "Quelqu'un a demandé à parler à une personne dans le chat de votre site et n'a pas eu de "
        "réponse. Aucune adresse e-mail n'a été laissée : on ne peut lui répondre que dans le "
        "chat.",
        "{said}",
        "{how}",
        "[Ouvrir la conversation]({admin_url})",
    ),
    handoff_message=words(
        "On vous a répondu dans le chat",
        "Personne ne l'a encore lu.",
        "La personne avec qui vous parlez a de nouveau écrit.",
        "{said}",
        "{how}",
        "[Ouvrir la conversation]({admin_url})",
    ),
    reply_here=(
        "Répondez à cet e-mail, et vos mots apparaissent dans le chat ; l'assistant se tait alors."
    ),
    answer_there=(
        "Répondez sur la page de la conversation ; on ne peut pas répondre à cet e-mail."
    ),
    person_reply=words(
        "{business_name} : une réponse pour vous",
        "{answered_by} vous a répondu dans le chat.",
        "{answered_by} vous a répondu dans le chat du site de {business_name}.",
        "{said}",
        "{reply}",
        "Vous pouvez continuer dans le chat :\n{chat_url}",
    ),
    also_reply="Vous pouvez aussi simplement répondre à cet e-mail.",
    erasure=words(
        "Quelqu'un demande la suppression de ses données",
        "La demande est dans l'administration, avec un bouton qui le fait.",
        "Quelqu'un a demandé dans le chat de votre site que ses données soient supprimées.",
        "Que faire : ouvrez la demande. Elle montre ce qui est conservé et le supprime d'un seul "
        "bouton. Assurez-vous d'abord que l'adresse indiquée est bien la sienne, car n'importe qui "
        "peut en saisir une. Dans l'UE, au Royaume-Uni et au Brésil, la loi vous donne un temps "
        "limité pour répondre.",
        "[Ouvrir la demande]({admin_url})",
    ),
    confirm_address=words(
        "Confirmez votre adresse e-mail",
        "Votre code pour {business_name}.",
        "Quelqu'un, sans doute vous, a donné cette adresse e-mail pour un compte chez "
        "{business_name}. Saisissez ce code dans la fenêtre ouverte de votre navigateur :",
        "{code}",
        "Si ce n'était pas vous, vous n'avez rien à faire : sans le code, rien ne se passe.",
    ),
    reset_password=words(
        "Votre code pour un nouveau mot de passe",
        "Votre code pour {business_name}.",
        "Quelqu'un, sans doute vous, a demandé un nouveau mot de passe chez {business_name}. "
        "Saisissez ce code dans la fenêtre ouverte de votre navigateur :",
        "{code}",
        "Si ce n'était pas vous, vous n'avez rien à faire : sans le code, votre mot de passe reste "
        "tel qu'il est.",
    ),
    account_exists=words(
        "Vous avez déjà un compte",
        "Un compte existe déjà avec cette adresse.",
        "Quelqu'un, sans doute vous, a voulu ouvrir un compte chez {business_name} avec cette "
        "adresse e-mail. Il en existe déjà un.",
        "Si vous avez oublié le mot de passe, choisissez-en un nouveau :",
        "[Nouveau mot de passe]({reset_url})",
        "Si ce n'était pas vous, vous n'avez rien à faire.",
    ),
    account_change=words(
        "Votre compte chez {business_name} a été modifié",
        "{change}",
        "Votre compte chez {business_name} a été modifié : {change}",
        "{details}",
        "Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe et écrivez à "
        "{person}.",
    ),
    changes={
        "account/email/email_changed": "Il a maintenant une autre adresse e-mail.",
        "account/email/email_confirm": "L'adresse e-mail a été confirmée.",
        "account/email/email_deleted": "Une adresse e-mail en a été retirée.",
        "account/email/password_changed": "Le mot de passe a été changé.",
        "account/email/password_reset": "Le mot de passe a été réinitialisé.",
        "account/email/password_set": "Un mot de passe a été défini.",
        "mfa/email/recovery_codes_generated": "De nouveaux codes de secours ont été créés.",
        "mfa/email/totp_activated": "Une application d'authentification a été ajoutée.",
        "mfa/email/totp_deactivated": "L'application d'authentification a été retirée.",
        "mfa/email/webauthn_added": "Une clé d'accès a été ajoutée.",
        "mfa/email/webauthn_removed": "Une clé d'accès a été retirée.",
    },
    when="Quand",
    address="Depuis",
    device="Navigateur",
    let_in=words(
        "L'accès à votre chat a été rendu",
        "Quelqu'un a utilisé RECOVER_OWNER sur {site_url}.",
        "Quelqu'un qui peut définir les variables de {site_url} a utilisé RECOVER_OWNER et "
        "OPS_TOKEN pour donner au compte {account} un nouveau mot de passe et lui retirer le "
        "second facteur.",
        "Si c'était vous, retirez maintenant RECOVER_OWNER des variables.",
        "Sinon, changez d'abord le mot de passe de votre hébergeur, puis mettez-y un nouveau "
        "OPS_TOKEN et une nouvelle SECRET_KEY.",
    ),
)
