"""Instructions to the assistant in French. Patterns are without accents, as folded text is."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

_OWN = "mon|ma|mes|nos|notre|je|j'ai"
# "j'ai oublié" folds to the imperative "oublie".
_FORGET = r"(?<!\bai )(?<!\bas )(?<!\ba )(?<!\bai tout )" + words(
    "ignore[rz]?", "oublie[rz]?", "neglige[rz]?", "contourne[rz]?", "outrepasse[rz]?",
    "efface[rz]?", "annule[rz]?", "supprime[rz]?", "remplace[rz]?", "desactive[rz]?",
    "desobei(?:s|ssez|r)", "laisse[rz]? (?:tomber|de cote)", "passe[rz]? outre", "ecarte[rz]?",
    "(?:fais|faites|faire) abstraction (?:de|des|du)",
    "(?:cesse|arrete)[rz]? de (?:suivre|respecter)",
    "ne (?:suis|suivez|suivre|respecte|respectez|tiens|tenez|prends|prenez)(?: plus| pas)?",
    "sans (?:suivre|respecter|tenir compte)",
)  # fmt: skip
_RULES = (
    "instructions?|consignes?|regles?|directives?|prompts?|ordres|restrictions|limites|contraintes|"
    "programmation|commandes|filtres|invite systeme"
)
_EARLIER = (
    "tes|vos|ton|votre|precedentes?|anterieur\\w*|prealables?|initiales?|d'origine|"
    "du systeme|systeme|ci-dessus|existantes?|recues?|n'importe"
)
# "My boss ignores all the rules" is no order, so "all" alone needs the place of one.
_ORDER = r"(?:^|[.!?:;,\n\"'(-]\s*|\b(?:svp|et|maintenant|dois|peux|veux que|merci de) )"
_BUSINESS = (
    r"(?! (?:d'annulation|de remboursement|de paiement|de reservation|pour|sur|concernant)\b)"
)
_HIDDEN = (
    r"\b(?:prompt(?: systeme| initial| cache| secret)?|invite (?:systeme|initiale)|"
    r"(?:instructions?|consignes?|message|configuration|texte|directives|regles) "
    r"(?:du systeme|systeme|initiale?s?|d'origine|originales?|cache(?:e|es|s)?|internes?|"
    r"secrete?s?|de depart|de base)|"
    r"(?:tes|vos) (?:propres )?(?:instructions|consignes|directives|ordres)(?! (?:pour|sur)))\b"
)
_SHOW = words(
    "montre[rz]?(?:-moi)?", "revele[rz]?(?:-moi)?", "dis(?:-moi)?", "dites(?:-moi)?", "dire",
    "repete[rz]?", "imprime[rz]?", "affiche[rz]?", "ecri(?:s|vez|re)", "copie[rz]?", "colle[rz]?",
    "tradui(?:s|sez|re)", "resume[rz]?", "partage[rz]?", "liste[rz]?",
        "donne[rz]?(?:-moi)?", "voir",
    "quelles? (?:sont|etaient|est)", "quels? (?:sont|etaient|est)", "encode[rz]?", "recite[rz]?",
    "divulgue[rz]?", "devoile[rz]?",
        "reprodui(?:s|sez|re)", "besoin", "veux", "voudrais", "connaitre",
)  # fmt: skip

_SAY_AGAIN = words(
    "repete[rz]?", "copie[rz]?", "affiche[rz]?", "montre[rz]?(?:-moi)?", "ecri(?:s|vez)",
    "tradui(?:s|sez)", "recopie[rz]?", "reprodui(?:s|sez)",
)  # fmt: skip

#: Pieces of words, one of which is in everything the rules below find.
NEEDS = (
    r"instruc|consign|regle|directive|prompt|ordre|restric|limite|contrainte|programm|"
    r"commande|filtre|invite|censure|oubli|ignor|message|config|texte|mots|tout|contenu|"
    r"phrase|dessus|precede|avant|qu'on|a-t-on|cle|passe|jeton|identifiant|mail|adresse|"
    r"conversation|donnees|numero|discussion|mode|maintenant|desormais|dorenavant|compter|"
    r"tu es|vous etes|tu n'|agi|comporte|repond|fais|faites|semblant|pretends|imagine|"
    r"proprietaire|administrat|developpeu|createu|patron|\bdis|\bdit|ecri|affiche|commence|"
    r"termine|debute|finis|encode|chiffre|inverse|crypte|ajoute|inclus|insere|modifie|"
    r"mentionne|tradui|integre|informe|indique|attention|note|accepte|d'accord|contraignant|"
    r"ferme|confirme|declare|affirme|reponse"
)

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside (fr)",
        rf"{_ORDER}{_FORGET}{upto(2, _OWN)}(?:toutes?|"
        rf"tous)\b{upto(2, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_EARLIER})\b{upto(3, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_RULES})\b{upto(3, _OWN)}(?:precedentes?|anterieur\w*|"
        r"prealables?|initiales?|d'origine|recues?|(?:du )?systeme|ci-dessus|qu'on t|que tu|"
        r"donnees)\b",
        rf"{_FORGET} (?:tout )?(?:ce (?:qu'on (?:t'a|vous a)|que (?:tu|vous)|qui precede et)|"
        r"ce qui est (?:au-dessus|ci-dessus) et)",
        r"\bnouvelles (?:instructions|consignes|regles)\s*:|\b(?:reponds|repondez|agis|agissez|"
        r"parle)\b.{0,30}\bsans (?:aucune?s? )?(?:restrictions?|filtres?|censure|limites?|"
        r"regles?)\b",
        r"\b(?:tu n'as|vous n'avez|tu n'es|vous n'etes) (?:plus |desormais |"
        r"maintenant )?(?:aucune?|de|soumis a aucune?) (?:restrictions?|regles?|limites?|"
        r"filtres?|contraintes?)\b",
    ),
    rule(
        Kind.EXTRACTION, "its instructions (fr)",
        rf"{_SHOW}{upto(7)}(?:{_HIDDEN})",
        rf"{_SAY_AGAIN}"
        rf"{upto(5)}(?:texte|mots|tout|contenu|messages?|phrases?|"
        rf"ce qui)\b{upto(4)}(?:ci-dessus|au-dessus|precede\w*|avant (?:ce|cette|mon))",
        r"\bquelles? (?:instructions?|consignes?) (?:as-tu|avez-vous|t'a-t-on|vous a-t-on|"
        r"tu as)\b|\bqu'est-ce qu'on (?:t'a|vous a) (?:dit|demande|ordonne)\b|"
        r"\bque t'a-t-on (?:dit|demande|ordonne)\b",
        rf"\bcles? (?:d')?api\b|{_SHOW}{upto(5, _OWN)}(?:cle|mot de passe|jeton|"
        rf"identifiants)s?\b{upto(2)}(?:secrete?s?|d'acces|du systeme|administrateur|admin)\b",
        rf"{_SHOW}{upto(4, _OWN)}(?:e-?mails?|adresses|messages|conversations|donnees|numeros|"
        rf"discussions)\b{upto(3, _OWN)}(?:autres|tous les) (?:visiteurs|utilisateurs|clients|"
        r"personnes)\b",
    ),
    rule(
        Kind.ROLE, "another being (fr)",
        r"\bmode (?:developpeur|admin(?:istrateur)?|debug|debogage|maintenance|dieu|root|"
        r"sans restrictions?|sans filtre)\b",
        r"\b(?:a partir de maintenant|desormais|dorenavant|"
        r"a compter de maintenant),? (?:tu (?:es|dois|vas|reponds|seras|n'es|n'as|t'appelles)|"
        r"vous (?:etes|devez|allez|repondez|serez)|reponds|repondez|agis|ignore[z]?)\b",
        r"\b(?:tu es|vous etes) (?:maintenant|desormais|a present) (?:un|une|le|la|dan|mon|"
        r"libre|en mode|plus)\b|\btu n'es plus (?:un|une|le|la|l')",
        r"(?:^|[.!?:;,\n]\s*|\b(?:et|maintenant|dois|svp) )(?:agis|agissez|comporte-toi|"
        r"comportez-vous|reponds|repondez|fais|faites) (?:comme|en tant que|"
        r"semblant)(?: si tu (?:etais|n'avais)| d'etre)? ?(?:un |une |le |la |"
        r"l')?(?:\w+ ){0,2}(?:ia|intelligence artificielle|chatbot|bot|assistant|modele|dan|"
        r"hacker|terminal|administrateur|proprietaire|(?:aucune?|pas de) (?:regles?|"
        r"restrictions?|limites?|filtres?))\b",
        r"\b(?:fais semblant|faites semblant|pretends|imagine) (?:d'etre|que tu (?:es|n'as)|"
        r"de ne pas avoir)\b.{0,30}\b(?:ia|chatbot|bot|assistant|modele|hacker|proprietaire|"
        r"regles?|restrictions?|limites?|filtres?)\b",
        r"\b(?:je suis|en tant que|ici) (?:le|la|l'|ton|votre)? ?(?:proprietaire|"
        r"administrat(?:eur|rice)|developpeu(?:r|se)|createu?r(?:ice)?|"
        r"patron(?:ne)?)\b(?! d'une?\b)(?:(?!\bde m(?:on|a)\b).){0,50}\b(?:autorise|ordonne|"
        r"active|passe en|montre|permission|dois|approuve)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into its mouth (fr)",
        r"\b(?:reponds|repondez|dis|dites|ecris|ecrivez|affiche)(?:-moi)? (?:seulement|"
        r"uniquement|exactement|toujours|juste|rien que)?\s*(?:avec |par )?(?:seulement |"
        r"uniquement |exactement )?(?:le mot|la phrase|le texte|\"\s?\w)",
        r"\b(?:reponds|repondez|dis|dites)\b.{0,40}\bet rien d'autre\b",
        r"\b(?:commence|termine|debute|finis)[rz]?\b.{0,15}\b(?:ta|chaque|toutes tes|votre|"
        r"chacune de tes) (?:reponses?|messages?|phrases?)\b.{0,15}\bpar\b",
        r"\b(?:encode|chiffre|inverse|crypte)[rz]?\b.{0,15}\b(?:ta|votre) (?:reponse|message)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into a page for the assistant (fr)",
        r"\b(?:ajoute|inclus|insere|modifie|mentionne|ecris|traduis|"
        r"integre)[rz]?\b.{0,60}\b(?:ta|votre|a ta|dans ta) (?:reponse|message)\b|\bdans (?:ta|"
        r"votre) reponse,? \w+",
        r"\b(?:dis|dites|informe[zr]?|indique[zr]?)\b(?: a)? (?:tous )?(?:les |aux |au |"
        r"l')?(?:lecteur|utilisateur|visiteur|client)\w*.{0,60}\b(?:coute|prix|gratuit|"
        r"reduction|remise|visit|cliqu|dollar|euro|pay)\w*",
        r"\b(?:attention|note|message|instructions?|consigne)(?: importante?)? (?:pour|a|"
        r"aux)(?: l'| la| le| les)? ?(?:ia|intelligence artificielle|assistant|chatbot|"
        r"modele)s?\b",
        from_visitors=False,
    ),
    rule(
        Kind.PROMISE, "agreement on demand (fr)",
        r"(?:^|[.!?:;\n]\s*|\b(?:tu dois|vous devez|ton (?:role|travail|objectif) est (?:de|"
        r"d')) ?)(?:accepte[rz]?|dis(?:-moi)? oui|dire oui|sois d'accord|etre d'accord|"
        r"reponds oui) (?:a|avec) (?:tout|n'importe|ce que)",
        r"\b(?:dis|confirme|accepte|declare|affirme|"
        r"ajoute)[sz]?\b.{0,60}\b(?:juridiquement contraignant\w*|offre ferme|"
        r"legalement contraignant\w*|c'est contraignant)\b",
    ),
]  # fmt: skip
