"""The parts that orders are made of, in French (folded: without accents)."""

from __future__ import annotations

from chatbot.guards.injection.phrases import QUOTED

_RULES = (
    r"(?:instructions?|regles?|consignes?|directives?|restrictions?|ordres?|limitations?|limites|"
    r"prompts?|programmation|filtres?|politiques?|contraintes?|garde-fous?|interdictions?|"
    r"entrainement|protocoles?|lignes directrices)"
)
_BUSINESS = (
    r"(?! (?:d'annulation|de (?:remboursement|reservation|paiement|confidentialite|la seance|"
    r"l'atelier)|pour (?!cette|moi|l'instant)|concernant|sur|en cas)\b)"
)
_MACHINE = (
    r"(?:ias?|a\.?i\.?|bots?|chatbots?|robots?|intelligences? artificielles?|modeles?(?: de "
    r"langage)?|assistants?(?: (?:ia|virtuels?|automatiques?|numeriques?))?|llms?|chatgpt|"
    r"machines?|agents? conversationnels?)"
)
_BEGIN = (
    r"(?:^|[.!?:;,\n\"(\[*-]\s*|\b(?:s'il (?:te|vous) plait|stp|maintenant|et|puis|dois|devez|"
    r"ensuite|de|juste|seulement|bien|moi) )"
)

SIGNS = {
    "aside": (
        r"\b(?:ignor(?:e|es|er|ez)|oubli(?:e|es|er|ez|ons)|neglig\w+|desobei\w*|enfrein\w*|"
        r"contourn\w*|transgress\w*|abandonn\w*|annul(?:e|er|ez|ees?)|supprim\w*|effac\w*|"
        r"outrepass\w*|viol(?:e|er|ez)|(?:mets?|mettez|mettre|laiss(?:e|er|ez)) (?:\w+ ){0,4}(?:de "
        r"cote|a l'ecart)|fai(?:s|tes|re) (?:abstraction|fi)|passe(?:r|z)? outre|(?:ne |"
        r"n')?(?:tiens|tenez|tenir|tiennes)? ?(?:plus|pas|aucun) compte|sans (?:tenir compte|"
        r"respecter|suivre)|ne (?:\w+ )?(?:suis|suivez|respecte[zs]?|obeis|obeissez|applique[zs]?|"
        r"t'occupe|vaut|valent|s'applique(?:nt)?|compte(?:nt)?|sont) (?:plus|pas)|(?:n'est|n'es|"
        r"n'etes|ne sont|s'applique\w*|valables?) (?:plus|pas)|plus (?:valables?|en vigueur|tenu|"
        r"soumis|lie)|arrete(?:r|z)? de (?:suivre|respecter|obeir)|desactiv\w+|leve(?:r|z)?|"
        r"caduc\w*|debarrass\w*|affranchi\w*)\b"
    ),
    "your_rules": (
        rf"\b(?:tes|ton|ta|vos|votre|ses)(?: \w+){{0,2}} {_RULES}\b{_BUSINESS}|\b{_RULES} (?:que "
        rf"(?:tu (?:as|"
        r"suis|avais)|vous (?:avez|suivez)|l'on t'a|on t'a)|qu'on (?:t'a|vous a))"
    ),
    "rules": rf"\b{_RULES}\b{_BUSINESS}",
    "you": r"\b(?:tu|te|toi|tes|ton|vous|vos|t'|repond\w*|l'assistant|le (?:bot|chatbot|robot))\b",
    "told": (
        r"\b(?:on|ils?|createurs|developpeurs|programmeurs) (?:\w+ )?(?:t'|te |vous |lui )(?:a|ont|"
        r"avait|aient)? ?(?:\w+ )?(?:dit|donne\w*|appris|ordonne\w*|interdit|demande\w*|"
        r"programme\w*|impose\w*|enseigne\w*)\b|\b(?:t'a|t'ont|vous a|vous ont|lui a) (?:\w+ "
        r")?(?:dit|donne\w*|appris|ordonne\w*|interdit|programme\w*|impose\w*)\b|\btu as "
        r"(?:recu\w*|appris|ete programme\w*)|\bvous avez (?:recu\w*|appris|ete programme\w*)|"
        r"\btes (?:createurs|developpeurs|concepteurs)\b"
    ),
    "earlier": (
        r"\b(?:precedent\w*|anterieur\w*|avant|auparavant|initial\w*|initiaux|jusqu'(?:ici|a "
        r"present)|ci-dessus|plus haut|d'origine|depart|tou(?:te|t|s|tes)|existant\w*)\b"
    ),
    "from_now": (
        r"\b(?:a partir de (?:maintenant|la|ce (?:moment|message|point))|desormais|dorenavant|des "
        r"(?:maintenant|a present)|a compter de|pour la suite|jusqu'a nouvel ordre|toujours|"
        r"prochains? messages?|a l'avenir)\b"
    ),
    "obey": (
        r"\b(?:obei(?:s|ssez|r)|sui(?:s|vez|vre)|ecoute[sz]?|fai(?:s|tes)|respecte[sz]?) (?:\w+ "
        r"){0,2}?(?:uniquement |seulement |que )?(?:moi|a moi|mes (?:ordres|instructions|regles|"
        r"consignes)|(?:tout )?ce que je (?:te |vous )?(?:dis|demande|veux|ecris|ordonne))\b|"
        r"\b(?:que|seulement|uniquement) (?:mes (?:ordres|regles|consignes)|a mes ordres)\b|\bje "
        r"suis ton (?:nouveau |seul |unique )?(?:maitre|patron|chef|proprietaire)\b"
        r"|\b(?:obei\w*|ecoute\w*|suis|suivras) qu'(?:a )?(?:moi|mes)\b|\bn'obei\w+ (?:plus "
        r")?qu'a\b"
    ),
    "off": (
        r"\b(?:desactiv\w+|coupe[rz]?|supprim\w+|enleve[rz]?|retire[rz]?|leve[rz]?|suspend\w*|"
        r"contourn\w*|saute[rz]?|debloqu\w+|ignor\w+|sans|arrete[rz]?)\b"
    ),
    "safeguards": (
        r"\b(?:tes|les|vos|tous les|toutes les) (?:filtres?|restrictions?|protections?|garde-fous?|"
        r"securites|limitations|controles|barrieres)\b|\b(?:filtres?|controles?|verifications?|"
        r"mesures?|protocoles?|mode) (?:de securite|de contenu|de moderation|ethiques?)\b|"
        r"\bcensure\b"
        r"|\bla moderation\b"
    ),
    "notice": (
        r"(?:^|\n)\W*(?:mise a jour|message|avis|note|alerte|annonce|ordre|consigne)(?: \w+)? "
        r"(?:de (?:la )?|du )?(?:systeme|securite|politique|tarifs|administra\w+|operateur|"
        r"configuration)\b|\bnouve(?:au|lle|aux|lles) (?:message systeme|politique|consigne|"
        r"instruction|directive|regle)s?\b|\bmessage (?:du )?systeme\b|[-=#*]{2,}\s*(?:fin|debut) "
        r"(?:du|de la|des|de l') ?(?:message|conversation|instructions?|contexte|consigne|texte)"
    ),
    "assistant": rf"\b(?:l'|le |la |les |tout |tous les |cet |chaque |aux ?){_MACHINE}\b|\btu\b",
    "must": (
        r"\b(?:doi(?:t|s|vent)|devez|devra|doivent|est tenu|toujours|immediatement|desormais)\b|"
        rf"{_BEGIN}(?:(?:di(?:s|tes|re)|repond(?:s|ez|re)|recommand(?:e|ez|er)|ajout(?:e|ez|er)|"
        rf"inclu(?:s|ez|"
        r"re)|ignor(?:e|ez|er)|revel(?:e|ez|er)|envoy(?:ez|er)|envoie|transmet(?:s|tez)|demand(?:e|"
        r"ez|er)|mentionn(?:e|ez|er)|annonc(?:e|ez|er)|indiqu(?:e|ez|er)|affirm(?:e|ez|er)|"
        r"promet(?:s|tez|tre)|offr(?:e|ez|ir)|accord(?:e|ez|er)|renvoy(?:ez|er)|oublie[z]?|"
        r"inform(?:e|ez)|propos(?:e|ez)|dirige[z]?|accept(?:e|ez|er)|affich(?:e|ez|er)|montr(?:e|"
        r"ez|er)))\b|\b(?:approuve|accorde|valide)\b"
    ),
    "gift": (
        r"\b(?:gratuit\w*(?! (?:appel|seance|entretien))|remise|rabais|reduction|rembours\w+|"
        r"garanti\w*|contraignant\w*|engage\w* juridiquement|offert\w*|sans frais|tout prix|"
        r"n'importe quel prix)\b|\d+ ?%|\b\d+ ?(?:euros?|dollars?|francs?|[€$])|[€$] ?\d"
    ),
    "answer": r"\b(?:repond\w*|agi\w*|parl\w*|comport\w*|ecri\w*|fonctionn\w*|aid\w*|continu\w*)\b",
    "lawless": (
        rf"\b(?:sans|aucune?|n'as? (?:plus |pas )?(?:de|d'|aucune?)|ne (?:respecte|suit|"
        rf"connait)[s]? (?:pas|aucune?|plus)|libre de|au-dela de|brise[sr]?|enfreins?)(?: "
        rf"(?:aucune?|toute|les|tes|ses|tes propres|la moindre|de))*(?: {_RULES}| morale| ethique| "
        rf"censure| filtre)\b|\b(?:rebelle|desobei\w*|"
        r"malefique|sans (?:filtre|limite|censure|tabou)s?|jailbreak\w*|ne (?:refuse|dis|dit)s? "
        r"jamais|peux tout|tout faire|quoi qu'il arrive|peu importe ce|non censure\w*|debride\w*)\b"
    ),
    "be": (
        r"\b(?:tu es|vous etes|tu seras|tu deviens|tu joues|fai(?:s|tes) (?:comme si|semblant)|"
        r"imagine[z]? que (?:tu|vous)|jou(?:e|ez|ons|er) (?:a un jeu|le role|le personnage|un)|on "
        r"(?:va jouer|joue)|agi(?:s|ssez) comme|comporte[- ]toi|comportez[- ]vous|pretends|mets[- "
        r"]toi dans la peau|incarne[rz]?|sois (?:mon|ma|un|une|le|la)|simule[z]?|glisse[- ]toi|"
        r"nomme[e]? \w+|appelle[e]? \w+|(?:ecris|raconte)(?:-moi)? (?:une?|l'|le|la) ?(?:histoire|"
        r"scene|dialogue|conte|poeme|roman))\b"
        r"|\bjoue[z]? (?:le|la|une?) \w+"
    ),
    "may_all": (
        r"\b(?:peux|pouvez|as le droit de|es autorise\w* a|es libre de) (?:tout |promettre|"
        r"accorder|offrir|donner|accepter|dire|faire) ?(?:tout|n'importe|ce que)?\b"
        r"|\b(?:accepte[s]?|accorde[s]?|approuve[s]?) (?:n'importe quel|tout|tous les|toute|"
        r"chaque) ?(?:prix|remise|offre|demande)?\b|\boffre[s]? tout\b"
    ),
    "secret_rules": (
        r"\b(?:regles|consignes|instructions|messages?|codes?|mots? de passe|cles?) (?:secret|"
        r"cache|interne|confidentiel|du systeme|systeme)\w*"
    ),
    "authority": (
        r"\b(?:je suis|ici|c'est|nous sommes|en tant que?|de la part)(?: \S+){0,2}? "
        r"?(?:proprietaire|administrateur|administratrice|admin|developpeu(?:r|se)|programmeu(?:r|"
        r"se)|fondat(?:eur|rice)|createur|creatrice|technicien\w*|support|openai|anthropic|google|"
        r"hebergeur|gerante?|webmaster|informaticien\w*)\b(?! (?:d'une?|de ma|et (?:je|j'))\b)|"
        r"\bautoris\w+|\b(?:code|mot de passe) (?:d'acces|administrateur|admin|de securite)\b|"
        r"\bmot de passe\W{1,3}\w*\d|\bhabilitation\b"
    ),
    "mode": (
        r"\bmode (?:admin\w*|developpeu\w*|debug|debogage|maintenance|dieu|root|test|technique|"
        r"proprietaire|service)\b"
    ),
    "grant": (
        r"\b(?:donne[z]?(?:-moi)?|accorde[z]?(?:-moi)?|applique[z]?|fai(?:s|tes)(?:-moi)?|"
        r"confirme[z]?|valide[z]?|rembourse[z]?|mets?)\b"
    ),
    "show": (
        r"\b(?:montr\w+|affich\w+|revel\w+|devoil\w+|di(?:s|tes|re)(?:-moi)?|repet\w+|imprim\w+|"
        r"ecri\w+|copi(?:e|er|ez)|coll(?:e|er|ez)|tradui\w+|resum\w+|partag\w+|list(?:e|er|ez)|"
        r"donn\w+|envo\w+|quel(?:s|le|les)? (?:est|sont|etaient)|recit(?:e|er|ez)|transcri\w+|"
        r"reprodui\w+|je veux (?:voir|lire|savoir)|raconte[rz]?|cite[rz]?|export\w+|passe[z]?-moi|"
        r"laisse-moi)\b"
    ),
    "your_words": (
        r"\b(?:tes|ton|ta|vos|votre) (?:\w+ ){0,2}?(?:instructions|prompts?|consignes|directives|"
        r"programmation|message systeme|configuration|code source|texte systeme)\b(?! (?:pour|sur|"
        r"concernant)\b)|\bprompt\b|\b(?:instructions?|consignes?|directives?|regles|message|texte|"
        r"notes) (?:\w+ )?(?:systeme|initial\w*|initiaux|cache\w*|intern\w*|secret\w*|d'origine|"
        r"confidentiel\w*|exactes?|de depart|que (?:tu (?:as|suis)|l'on t'a|on t'a)|qu'on (?:t'a|"
        r"vous a)|que vous avez)\b|\b(?:ordres?|regles|limites) (?:que (?:tu as|on t'a|l'on t'a)|"
        r"qu'on t'a)\b"
    ),
    "place": (
        r"\b(?:avant|precede|au-dessus de|ci-dessus) ?(?:mon|cette|ce|notre|la|ma|le|de)? ?(?:tout "
        r")?(?:premier |premiere )?(?:message|question|conversation|discussion|texte|ligne|"
        r"echange)\b|\bau (?:tout )?debut de (?:la|cette|notre|ce|l') ?(?:conversation|discussion|"
        r"echange|contexte|chat)\b|\bci-dessus\b|\bplus haut\b|\bjusqu'ici\b"
    ),
    "verbatim": (
        r"\b(?:mot (?:pour|a) mot|textuellement|tel(?:le)?s? quel(?:le)?s?|litteralement|exact\w*|"
        r"integral\w*|complet\w*|entier\w*|lettre (?:par|a) lettre|ligne par ligne|tout|sans rien "
        r"(?:changer|omettre)|verbatim|bloc de code|texte)\b"
    ),
    "forbidden": (
        r"\b(?:interdit|defendu|pas (?:le droit|cense\w*|autorise\w*)|ne dois (?:pas|jamais)|ne "
        r"doit (?:pas|jamais)) (?:\w+ )?(?:de |d'|a )?(?:dire|reveler|montrer|partager|mentionner|"
        r"parler|repeter)\b"
    ),
    "encode": (
        r"\b(?:base ?-?(?:16|32|58|64)|rot-?13|hexa\w*|morse|binaire|ascii|cesar|chiffr\w+|"
        r"code[rz]?|encod\w+|a l'envers|inverse\w*|acrostiche|premiere lettre|lettre par lettre|"
        r"emojis?|sous forme (?:de|d'un) (?:poeme|chanson|conte|tableau)|en (?:poeme|chanson|rap|"
        r"vers|json))\b"
    ),
    "decode": r"\b(?:decod\w+|dechiffr\w+|decrypt\w+)\b",
    "do_it": (
        r"\b(?:fai(?:s|tes)|execute[sz]?|sui(?:s|vez)|obeis|applique[sz]?) (?:exactement )?(?:ce "
        r"qu|l'instruction|les instructions|l'ordre|la consigne)"
    ),
    "others": (
        r"\b(?:autres|les|des|tous (?:les|tes|vos)|vos|tes|derniers) (?:\w+ )?(?:visiteurs|"
        r"utilisateurs|client(?:e)?s|contacts|prospects|personnes|abonnes)\b|\b(?:liste|base|"
        r"fichier) (?:de|des|du) ?(?:client|contact|donnees|prospect)\w*"
        r"|\b(?:tu as|vous avez) (?:enregistre|stocke|collecte|garde)\w*|\btou(?:s|tes) les "
        r"(?:adresses|e-?mails|contacts|conversations|numeros)\b"
    ),
    "data": (
        r"\b(?:e-?mails?|courriels?|adresses|numeros|telephones|conversations?|discussions|chats|"
        r"donnees|coordonnees|historiques?|(?:liste|fichier) (?:de|des) (?:client|contact)s?|"
        r"messages des)\b"
    ),
    "quoted": QUOTED,
    "say": (
        rf"{_BEGIN}(?:dis|dites|ecris|ecrivez|repete|repetez|reponds|repondez|confirme|confirmez|"
        r"declare|declarez|affirme|promets|promettez|accepte|acceptez|affiche|recopie|signe|"
        r"garantis|que tu (?:ecrives|dises|confirmes|repetes)|(?:termine|complete|finis) (?:cette|"
        r"la|ma) phrase)\b"
    ),
    "say_that": (
        r"(?:^|[.!?:;,\n]\s*|\b(?:please|just|now|and|then|bitte|por favor|et|y|e|und) )(?:dis|"
        r"dites|ecris|ecrivez|annonce|affirme|confirme) que?\b"
    ),
    "pledge": (
        r"\b(?:tout est (?:gratuit|offert)|\d+ ?% de (?:remise|reduction)|remboursement "
        r"(?:integral|complet|total)|garanti)\b"
    ),
    "say_yes": (
        rf"{_BEGIN}(?:dis|dites|reponds|repondez|accepte|acceptez|confirme|approuve|diras|"
        rf"repondras)\b(?: "
        r"(?:toujours|que|seulement|a|par|tout|bien))* ?[\"']?(?:oui|ok|d'accord|tout)?\b"
    ),
    "my_words": (
        r"\b(?:tout ce que|ce que|quoi que|peu importe ce que|n'importe quoi que) (?:je|le "
        r"(?:client|visiteur|l'utilisateur)) (?:te |vous )?(?:dis|dise|dirai|demande|ecris|ecrirai|"
        r"propose|veux|dit|demandera)\b|\bprochain(?:e)?s (?:messages?|questions?)\b|\bmes (?:\w+ "
        r")?prochain(?:e)?s\b"
    ),
    "exactly": (
        r"\b(?:exactement|litteralement|mot (?:pour|a) mot|seulement|uniquement|rien d'autre|apres "
        r"moi|par ecrit|ceci|cette phrase|tel quel|texto|et rien)\b"
    ),
    "binding": (
        r"\b(?:contraignant\w*|juridiquement (?:valable|engageant\w*)|engageant juridiquement|"
        r"irrevocable\w*|force de loi|opposable)\b"
    ),
    "asked": (
        r"\b(?:pouvez-vous|peux-tu|pourriez-vous|est-ce que vous pouvez) (?:me )?confirmer\b|(?:^|"
        r"[.!?\n]\s*)est-ce\b[^\n]{0,40}\bcontraignant"
    ),
    "change_answer": (
        r"\b(?:mets a jour|mettez a jour|change[rz]?|corrige[rz]?|modifie[rz]?|actualise[rz]?|"
        r"rectifie[rz]?) (?:ta|tes|ton|la|les|le|votre|vos) (?:reponses?|prix|tarifs?|base de "
        r"donnees|informations?|donnees)\b"
    ),
    "remember": (
        r"\b(?:retiens|retenez|memorise[z]?|souviens-toi|note[z]? (?:bien )?que|convenons|"
        r"supposons|definis|enregistre[z]?|disons)\b"
    ),
    "means": (
        r"\b(?:mot (?:de code|magique|secret)|code secret|signifie(?:ra)?|veut dire|voudra dire|"
        r"designe|equivaut)\b|\w =+ \"?\w"
    ),
    "later": (
        r"\b(?:a partir de maintenant|desormais|prochain(?:e)? (?:message|question|fois)|ensuite|"
        r"plus tard|quand je|lorsque je|des que je|chaque fois)\b"
    ),
    "trigger": (
        r"\b(?:quand|lorsque|si|des que|chaque fois que|a chaque fois que) (?:je|l'utilisateur|le "
        r"(?:client|visiteur)|quelqu'un|on) (?:te |vous )?(?:dis|dit|ecris|ecrit|tape|demande|"
        r"mentionne|prononce)\b"
    ),
    "you_will": (
        r"\btu (?:approuves|accordes|offres|reponds|repondras|dis|diras|donnes|oublies|ignores|"
        r"confirmes|acceptes|deviens|actives|montres|reveles|dois)\b|\bvous (?:repondez|repondrez|"
        r"direz|confirmez|devez)\b"
    ),
    "promised": (
        r"\b(?:tu (?:m'as|avais|as)|vous (?:m'avez|aviez|avez)) (?:\w+ )?(?:promis|dit|accorde\w*|"
        r"confirme\w*|accepte\w*|propose\w*|garanti\w*)\b|\b(?:ta|votre) (?:derniere|precedente) "
        r"(?:reponse)\b|\breponse precedente\b"
    ),
    "go_on": (
        r"\b(?:continue[z]?|reprends|reprenez|poursuis|poursuivez) (?:la ou|ou|a partir|de la)\b|"
        r"\b(?:termine|finis) (?:ta|la) (?:phrase|reponse)\b"
    ),
    "to_machines": (
        rf"\b(?:note|avis|attention|message|consigne|instruction|bonjour|chere?s?|destine\w*|pour|"
        rf"a)\W{{0,3}}(?:destinee? |a l'attention |a l'intention |pour |a |de |d')*(?:l'|la |le |"
        rf"les |aux? |des |tous les |toute |tout )*(?:{_MACHINE})\b(?=[^\n]{{0,60}}?[:,;-])|\bsi "
        rf"(?:tu es|vous etes) (?:une? |le |la )?(?:\w+ )?(?:{_MACHINE})\b|\b(?:{_MACHINE}) qui "
        rf"(?:lis\w*|lit|lisent|trait\w+|resum\w+)\b|\b(?:quand|lorsqu'?e?) ?(?:une? |l'|un "
        rf")?(?:{_MACHINE}) (?:lit|resume|traite|repond)\b|\ba l'(?:attention|intention) (?:des|de "
        rf"l'|de la|du|de) ?(?:{_MACHINE})\b"
    ),
    "asks": (
        r"\b(?:partagez|partages|gardez|vendez|donnez|transmettez)[- ]vous\b|\best-ce que vous "
        r"(?:partag|gard|vend|donn|transmet)\w+|\bqui (?:voit|lit|a acces)\b|\b(?:confidentia\w+|"
        r"confidentiel\w*|rgpd|vie privee)\b|\bcomment (?:sont|utilisez|traitez)\b"
    ),
    "any_price": (
        r"\b(?:n'importe quel|tout|le|quel que soit le) (?:prix|montant|tarif) (?:que )?(?:je|le "
        r"client|l'utilisateur) (?:dis|propose|demande|veux|donne)\b"
    ),
    "agreed": r"\b(?:accept\w+|approuv\w+|confirm\w+|d'accord|marche conclu|compris|valid\w+)\b",
    "story": r"\b(?:histoire|scene|dialogue|roman|conte|poeme|chanson|piece)\b",
    "machine": r"\b(?:chatbots?|bots?|robots?|ia|intelligence artificielle|assistant virtuel)\b",
    "as_if": (
        r"\b(?:fai(?:s|tes) (?:comme si|semblant)|imagine|joue|comporte-toi|agis comme)\b"
    ),
    "reconfigured": (
        r"\b(?:assistant|bot|chatbot|systeme) (?:a ete|est) (?:reconfigure|mis a jour|reprogramme|"
        r"autorise)\w*"
    ),
    "own": (
        r"\b(?:mon|ma|mes|notre|nos) (?:\w+ )?(?:messages?|questions?|chef\w*|patron\w*|entreprise|"
        r"equipe|limites|instinct\w*|reservation|commande|mails?|habitudes|coach|directeur|"
        r"directrice)\b|\b(?:je (?:veux|voudrais|dois|peux|souhaite)|comment|apprendre a|arreter "
        r"d[e']) ?(?:\w+ )?(?:ignorer|oublier|contourner)\b|\b(?:zoom|visio|cahier|exercice|"
        r"facture|atelier)\b|\b(?:j'ai|il a|chef|patron) (?:oublie|ignore)\b|\bje dis toujours\b"
    ),
}  # fmt: skip

SPELT = (
    "ignore ignorez oublie oubliez instructions consignes precedentes regles restrictions "
    "systeme administrateur proprietaire reponds repete exactement contraignant "
    "remboursement gratuit confirme desormais maintenant"
)
