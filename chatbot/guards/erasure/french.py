"""Asking in French to have one's data deleted."""

from __future__ import annotations

from chatbot.guards.erasure.tongue import Tongue

_NOUN = (
    r"(?:donnees|informations?|infos?|coordonnees|(?:adresses? )?(?:e ?mails?|mails?|courriels?)|"
    r"adresses?|numeros?|telephone|noms?|prenom|messages?|conversations?|historique|comptes?|"
    r"profil|dossier|fiche|traces?|echanges?)\b"
)
_MINE = rf"(?:mes|mon|ma|nos|notre) (?:\w+ )?{_NOUN}"
_OURS = (
    r"(?:votre|vos|ta|ton|tes|la|le|les|toutes vos|tous vos)(?: \w+)? ?(?:listes?|bases?|"
    r"fichiers?|systemes?|registres?|newsletter|contacts|carnet)\b"
)
_VERB = r"(?:supprim|effac|enlev|retir|elimin|effaç)"

TONGUE = Tongue(
    own=rf"{_MINE}|(?:tout|donnees|informations?|infos|ce)(?: [^\s,]+){{0,6}}? "
    r"(?:sur moi|me concern\w+|a mon sujet|a propos de moi|sur ma personne)\b"
    r"|(?:tout )?ce que (?:je|j'ai) (?:\w+ ){0,3}(?:dit|ecrit|donne|envoye)\b"
    r"|(?:cette|notre|toute la|la) (?:conversation|discussion)\b|(?:ce|notre|le) chat\b",
    delete=rf"{_VERB}(?:e|er|ez|iez|ions)|detrui(?:re|sez|siez|s)|anonymis(?:er|ez)|"
    r"vous debarrasser de|te debarrasser de|(?:faire|faites|fais) disparaitre",
    deleted=rf"(?:{_VERB}e+s?|detruit(?:e|s|es)?|oubliee?s?|disparaissent|disparaitre)",
    wanted=r"veux|voudrais|souhaite|souhaiterais|aimerais|demande|exige|desire|besoin|prie|merci|"
    r"faire|faites",
    must=r"(?:doivent|doit|devraient|devrait) etre",
    deletion=r"suppression|effacement|retrait|destruction",
    asked=(
        rf"\b(?:supprime[rz]?|efface[rz]?|enleve[rz]?|retire[rz]?|sor(?:s|tez)|ote[rz]?) moi de "
        rf"{_OURS}",
        rf"\bme (?:supprimer|effacer|enlever|retirer|desinscrire|desabonner) de {_OURS}",
        rf"\b{_VERB}ee?s? de {_OURS}",
        rf"\b(?:disparaitre|sortir) de {_OURS}",
        r"\b(?:veux|souhaite|voudrais) etre (?:oubliee?|effacee?|supprimee?)$",
        rf"\bne (?:veux|souhaite) (?:pas|plus) que (?:vous|tu) (?:ayez|aies) (?:\w+ )?{_MINE}",
        r"\bdemande de (?:suppression|effacement) (?:de|des|du)\b|"
        r"^(?:suppression|effacement) (?:de|des) donnees(?: personnelles)?$",
        r"\b(?:desinscri(?:vez|s)|desabonne[rz]?) moi\b",
        r"^(?:merci de )?(?:supprimer|effacer) (?:les |mes )?donnees(?: personnelles)?(?: svp|"
        r" stp)?$",
        r"(?:^|, |\bplait |\bmerci de |\bde )(?:oublie[rz]? moi|m'oublier)\b",
        r"\boublie[rz]? (?:tout )?(?:ce )?(?:que|qu')(?: ?[^\s,]+){1,5}? (?:sur moi|de moi)\b",
        r"\bdroit (?:a l'oubli|a l'effacement|de suppression|a la suppression)\b"
        r"(?<!que le droit a l'oubli)",
        r"\b(?:demande|requete)(?: \w+){0,3} (?:rgpd|gdpr)\b(?! d'acces)|"
        r"\brgpd (?:demande|suppression|effacement)\b",
        r"\bart(?:icle)? 17\b(?: \w+){0,3} (?:rgpd|gdpr|reglement)",
        rf"\bn(?:e |')(?:\w+ )?(?:gard|conserv|stock|enregistr)\w* (?:pas|plus) {_MINE}",
        rf"\b(?:arrete[rz]?|cesse[rz]?) de (?:garder|conserver|stocker) {_MINE}",
        rf"\b(?:ne veux|souhaite|voudrais)(?: \w+){{0,2}}? (?:pas|plus) (?:que )?(?:vous )?"
        rf"(?:gard|conserv|stock)\w+ {_MINE}",
    ),
    it=(
        rf"\b{_VERB}(?:e|ez) (?:les|le|la|tout|ca|cela)\b",
        rf"\b(?:les|le|la|l') ?{_VERB}er\b|\btout {_VERB}er\b",
    ),
    handled=(
        r"^(?:(?:et|mais|bonjour|salut|alors),? (?:, )?)*(?:quand|combien|pendant combien|pourquoi|"
        r"que (?:deviennent|faites|devient|se passe)|quelles?|quels?|qui (?:peut|a|voit)|"
        r"est ce que (?:vous|tu) (?:supprim|effac|gard|conserv)|supprimez vous|effacez vous|"
        r"gardez vous|conservez vous|avez vous|sont|vous (?:supprimez|effacez|gardez))",
        r"\b(?:savoir|demande|demander) (?:si|quand|combien|ce qui)\b",
        rf"\bn(?:e |')(?:\w+ )?(?:{_VERB}|oubli)\w* (?:pas|jamais)\b|"
        rf"\b(?:ne pas|ne plus|sans) (?:les )?{_VERB}er\b",
        rf"\b(?:j'ai|as|a|avez|ont|avons)(?: \w+)? {_VERB}e\b",
        r"\bpar erreur\b|\bsans faire expres\b",
    ),
    otherwise=(
        r"\bmon (?:compte|profil) (?!(?:et|sur (?:votre|ce)|client|chez vous|s'il|svp|stp|merci|"
        r"immediatement|definitivement|maintenant|de (?:votre|vos))\b)\w+",
        rf"{_MINE} (?:du|de la|de l'|des) ?(?!(?:liste|base|systeme|fichiers?|newsletter|site|chat|"
        r"registre)\b)\w+",
        r"\bliste d'attente\b",
        r"\b(?:donnees|infos|nom|informations) (?:de|d'|sur) ?(?:internet|facebook|google|"
        r"instagram|linkedin|mon \w+)\b",
    ),
    condition=r"si|quand|apres|lorsque|des que|une fois|a la fin|avant",
)
