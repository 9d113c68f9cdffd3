"""The parts of what people in danger say, in French (folded: without accents)."""

from __future__ import annotations

_NEAR = (
    r"(?:mari|femme|conjoint\w*|compagnon|compagne|copain|copine|ex|ex-?mari|petit ami|pere|mere|"
    r"papa|maman|beau-pere|belle-mere|frere|oncle|fils|colocataire|voisin|il|elle)"
)

SIGNS = {
    "outright": (
        r"\b(?:va|veut|menace de|vais|veux) sauter(?=\s*(?:[.!?,]|$))|\b(?:des|les) voix (?:me "
        r"disent|dans ma tete|qui me|m'ordonnent)\b|\bveux que (?:ca|tout|cela) s'(?:arrete|"
        r"acheve)\b|\b(?:ne |n')?(?:vois|a|ai) (?:plus |pas )?d'(?:autre )?issue\b|\baucune "
        r"issue\b|\bma vie est (?:finie|foutue|terminee)\b|\bplus envie d'(?:etre la|exister)\b|"
        r"\bne plus etre (?:la|de ce monde)\b|\bquitter ce monde\b|\bpartir pour toujours\b|"
        r"\b(?:voudrais|veux|aimerais|souhaite) que (?:ca|tout|cela|cette douleur|la douleur) "
        r"(?:s'arret\w*|cesse|finisse)\b|\b(?:laissez|laisse)[- ]moi (?:mourir|crever)\b|\bje "
        r"(?:merite|devrais)(?: \w+)? (?:de )?(?:mourir|crever|etre morte?)\b|\b(?:jamais|pas) "
        r"(?:du )?(?:naitre|etre nee?)\b|\bdu naitre\b|\b(?:ce soir|cette nuit|demain)(?: "
        r"\S+){0,2} (?:j'en finis|je pars pour toujours|tout s'arrete|c'est fini)\b|\bj'en finis\b|"
        r"\bma derniere nuit\b(?! (?:a|en|dans))|\bla vie n'est pas (?:faite )?pour moi\b|"
        r"\b(?:supporte|affronter|peux) (?:plus )?(?:la vie|un jour de plus)\b|\brejoindre (?:mon|"
        r"ma) \w+ (?:au ciel|la-haut|mort\w*)\b"
    ),
    "wounds": (
        r"\b(?:(?:je |a )me (?:coupe|couper|brule|bruler|entaille|taillade|griffe)(?: (?:encore|de "
        r"nouveau|a nouveau|les (?:bras|veines|poignets|cuisses)|pour|depuis|tous)\b|(?=\s*[.!,]|"
        r"$))|recommence a me (?:couper|scarifier|faire du mal)|(?:coupures|cicatrices|entailles) "
        r"sur (?:les|mes) (?:bras|poignets|cuisses))\b|\bse (?:coupe|scarifie|taillade|brule|"
        r"mutile) (?:les|le|la|encore|volontairement|depuis|expres)\b(?! (?:cheveux|ongles))|\bme "
        r"suis (?:\w+ )?(?:coupee?|scarifiee?|mutilee?|entaillee?|brulee?|fait (?:du )?mal)(?= "
        r"(?:expres|volontairement|encore|les bras|les poignets|les veines)|\s*[.!,]|$)|\bme suis "
        r"(?:encore|de nouveau) (?:coupee?|scarifiee?|mutilee?|brulee?)\b"
    ),
    "gone": (
        r"\bsans moi\b(?! (?:dans|en|pour|au))|\bsi (?:je (?:n'(?:etais|existais) (?:pas|plus)|"
        r"mourais|disparaissais|n'etais|meurs|disparais|ne me reveill\w+)|j'(?:etais morte?|avais "
        r"disparu|etais plus|existais (?:pas|plus))|je n'etais (?:plus|pas) la)\b|\bquand je (?:ne "
        r"serai (?:plus|pas)|serai (?:morte?|parti)|serai plus)|\bma mort\b|\bne jamais etre "
        r"nee?\b|\bpas etre nee?\b|\bde moi\b(?= ?[.!]|$)|\bmon absence\b"
    ),
    "better": (
        r"\b(?:mieux|plus (?:heureu\w+|facile|leger\w*|tranquilles?|libres?)|soulag\w+|"
        r"debarrass\w+|rendrai(?:s)? service|bon debarras|en paix)\b"
    ),
    "nobody": (
        r"\b(?:personne|aucun d'eux|qui)(?: \S+){0,3} (?:manquerai\w*|regrett\w+|remarqu\w+|"
        r"pleurer\w*|soucie\w*|apercev\w+|rendra\w* compte)\b|\bmanquer(?:ai|ais|a) a personne\b"
    ),
    "burden": (
        r"\b(?:un (?:poids|fardeau|boulet)|une charge|de trop)\b(?! (?:de|du) (?:travail|cours))|"
        r"\bje ne (?:sers a|vaux) rien\b"
    ),
    "farewell": (
        r"\b(?:adieux?|lettres? d'adieu|derniers mots|derniere lettre|faire mes adieux|"
        r"pardonnez-moi|au revoir a tous)\b"
    ),
    "letter": r"\b(?:lettres?|mots?|messages?|ecri\w+|video|testament)\b",
    "last": (
        r"\b(?:ce soir|cette nuit|(?:mon|ma|le|la) derni(?:er|ere) (?:jour|nuit|soir\w*)|pour "
        r"toujours|a jamais|bientot (?:fini|termine|tout)|je ne serai plus|ne serai plus la|(?:que|"
        r"pour que) (?:ca|tout|cela) (?:s'arrete|cesse|finisse)|en finir|arreter de souffrir|ne "
        r"plus souffrir|mettre fin|tout sera fini|plus jamais)\b"
    ),
    "decided": (
        r"\b(?:j'ai (?:pris ma decision|decide|tout (?:prevu|prepare|planifie)|choisi (?:le|la|un) "
        r"(?:jour|date)|un plan)|ma decision est prise|mon plan)\b"
    ),
    "life": (
        r"\b(?:vivre(?! (?:a |en|avec|chez|de|dans|au|ici|mieux|autrement|seule?|pres|comme))|etre "
        r"en vie|rester en vie|exister|me reveiller(?! (?:tot|a |avec|sans))|ce monde|d'etre la)\b"
    ),
    "my_life": r"\b(?:ma vie|cette vie|la vie)\b(?! (?:pro\b|professionnelle|privee|active))",
    "go_on": r"\b(?:continuer|tenir(?: le coup)?|avancer|me lever|lutter|me battre|etre la)\b",
    "no_reason": (
        r"\b(?:(?:plus |pas )?(?:aucune?|de|d'|la) (?:raison|sens|espoir|issue|force|envie|but|"
        r"interet|avenir|gout)|plus (?:de raison|d'espoir|envie|la force|le gout|de sens)|n'a "
        r"(?:plus |pas )?(?:de|aucun) sens|ne (?:vaut|sert|rime) (?:plus |pas )?(?:a )?(?:rien|la "
        r"peine)?|sert a rien|a quoi (?:bon|ca sert|sert)|sans (?:issue|espoir|but)|pourquoi "
        r"(?:continuer|vivre|je|rester)|insupportable|inutile)\b"
    ),
    "tired": (
        r"\b(?:fatigue\w* de|marre de|las(?:se)? de|epuise\w* de|ras le bol de|n'en peux plus|"
        r"supporte (?:plus|pas)|ne supporte|peux plus|deteste|assez de)\b"
    ),
    "refuse": (
        r"\b(?:(?:ne |n')?(?:veux|voudrais|peux|ai|arrive|souhaite|supporte|merite)(?: \w+)? "
        r"(?:plus|pas|meme plus)|plus envie|pas envie|ne plus|renoncer|j'aurais prefere ne)\b|"
        r"\b(?:ne |n')(?:veut|peut|voulait|supporte)(?: \w+)? (?:plus|pas)\b"
    ),
    "wish": (
        r"\b(?:veu[xt]|voudrai[st]?|envie|pens\w+|songe\w*|souhait\w+|prefer\w+|aimerais?|j'espere|"
        r"vais|va|planifi\w+|prevo\w+|essay\w+|tente\w*|menace|parle(?: de)?|dit (?:qu|vouloir)|"
        r"dis\w*|reve de|idees? de|pensees?|cherche|pret[e]? a|mieux)\b"
    ),
    "death": (
        r"\b(?:mourir(?! d)|etre mort(?:e)?|mort(?:e)? (?:serait|plutot)|la mort(?! de)|a mort$|me "
        r"tuer|se tuer|suicid\w*|me pendre|se pendre|me foutre en l'air|mettre fin a (?:mes|ses) "
        r"jours|mettre fin a (?:ma|sa) vie|en finir(?! avec (?:la proc|ce|cette|le|mon|ma|l'))|ne "
        r"(?:plus|pas|jamais) me reveiller|m'endormir pour toujours|disparaitre (?:pour toujours|a "
        r"jamais)|me faire du mal|se faire du mal|m'ouvrir les veines|me jeter|se jeter|sauter "
        r"(?:du|d'un|dans|sous)|ne plus exister|ne plus etre la)\b"
        r"|\b(?:cesser|arreter) d'exister\b|\barreter de vivre\b"
    ),
    "way": (
        r"\b(?:comment|combien|moyen|methode\w*|sans (?:douleur|souffrir)|que se passe|le plus "
        r"(?:vite|facile)|quelle dose)\b"
    ),
    "pills": (
        r"\b(?:medicaments?|cachets?|comprimes?|pilules?|somniferes?|doliprane|paracetamol|"
        r"anxiolytiques?|antidepresseurs?|javel|poison|insuline|xanax|lexomil)\b"
    ),
    "swallow": r"\b(?:aval\w+|pris|prendre|prends|bu|boire|ingurgit\w+|ingere\w*)\b",
    "many": (
        r"\b(?:tous|toute|toutes|boites?|plaquettes?|flacon|trop|plein|poignee|tas|beaucoup|"
        r"plusieurs|entiere?|javel|poison|\d{2,}(?= (?:\w+ )?(?:pills|tablets|pastillas|"
        r"comprimidos|tabletten|pillen|cachets|comprimes|remedios|capsul\w*|mg)))\b"
    ),
    "store": (
        r"\b(?:stock\w+|garde\w*|accumul\w+|mis de cote|devant moi|dans la main|sur la table|"
        r"caches?)\b"
    ),
    "silent": (
        r"\bne (?:repond|reagit|decroche|bouge) (?:plus|pas)\b"
    ),
    "height": (
        r"\b(?:pont|toit|balcon|fenetre|rails|voie ferree|voies|metro|train|falaise|rambarde|etage|"
        r"autoroute)\b"
    ),
    "leap": (
        r"\b(?:saut(?:er|e|erai)|me jeter|se jeter|jeter (?:sous|du|par)|au bord du?|debout sur|"
        r"suis (?:sur|au bord)|me laisser tomber)\b(?! (?:une|la seance|le pas))"
    ),
    "weapon": (
        r"\b(?:couteau|arme|pistolet|fusil|corde|lame\w*|rasoir|hache|marteau|acide|essence)\b"
    ),
    "ready": (
        r"\b(?:(?:mes|les) (?:poignets?|veines|bras)|mon cou|ma (?:tempe|tete|main)|devant moi|a "
        r"cote de moi|achete\w*|contre moi|prete?)\b"
    ),
    "threat": (
        r"\b(?:menac\w+|pointe|me tuer|devant (?:chez moi|ma porte)|poursui\w+|attaqu\w+|agress\w+|"
        r"poignard\w+|sur moi)\b"
    ),
    "chest": (
        r"\b(?:mal a la poitrine|douleur\w* (?:a|dans) la poitrine|poitrine (?:serree|qui serre))\b"
    ),
    "acute": (
        r"\b(?:bras|machoire|respir\w*|sueur\w*|engourdi\w*|maintenant|a l'aide|soudain\w*)\b"
    ),
    "near": rf"\b{_NEAR}\b",
    "hurts_me": (
        r"\b(?:me|m'a|m'|nous|nous a|leur|les|l'a) ?(?:\w+ )?(?:frappe\w*|tape\w*|bat\b|battue?|"
        r"battait|gifl\w+|pouss\w+ (?:contre|dans|par)|cogn\w+|etrangl\w+|secou\w+|tire (?:les|"
        r"par)|traine\w*|brul\w+|viol(?:e|ee|er|ait)\b|force a (?:coucher|faire|avoir)|sequestr\w+|"
        r"enferm\w+|touche(?: la nuit)?|attouche\w*|crache|menace\w*|agress\w+|maltrait\w+|insulte "
        r"et|bouscul\w+|suit partout|surveille)\b(?! (?:froid|de (?:me )?licenc|a faire des heures|"
        r"droit au|beaucoup|profondement|dans (?:ma|mon)|a la course))|\b(?:frappe|bat|tape) "
        r"(?:les|mes|nos|ma|mon) (?:enfants?|fils|fille|mere|soeur)\b|\b(?:leve la main sur|"
        r"m'empeche de (?:sortir|partir|voir)|entre dans (?:ma chambre|mon lit)|mains autour|a la "
        r"gorge|devient violent|est violent)\b"
    ),
    "fear": (
        r"\b(?:peur|terrifie\w*|terreur|effraye\w*|pas en securite|en danger|me cache|fuir|"
        r"m'enfuir|echapper|crainte)\b"
    ),
    "home": (
        r"\b(?:a la maison|chez moi|rentrer?|rentre|pour ma vie|pour mes enfants|salle de bains?|"
        r"foyer|qu'il (?:me|revienne|rentre)|la nuit)\b"
    ),
    "bruises": (
        r"\b(?:bleus|ecchymoses?|hematomes?|oeil au beurre|sang|saign\w+|cote cassee|marques)\b"
    ),
    "child": r"\b(?:mon|ma|mes|nos|notre) (?:enfants?|fils|fille|bebe|niece|neveu)\b",
    "hurt_by": (
        r"\b(?:(?:est|se fait|a ete|sont) (?:frapp|batt|viol|abus|maltrait|harcele et)\w*|ne "
        r"respire plus|inconscient\w*|disparu\w*|enlev\w+)\b"
    ),
    "somebody": (
        r"\b(?:mon|ma|une?|le|la) (?:\w+ )?(?:amie?|meilleure? amie?|fils|fille|mari|femme|mere|"
        r"pere|frere|soeur|collegue|copain|copine|voisine?|patron\w*|bebe|enfant|cliente?)\b|"
        r"\bquelqu'un\b|\bil\b|\belle\b"
    ),
    "lies": (
        r"\b(?:inconscient\w*|ne (?:respire|repond|bouge|se reveille) (?:plus|pas)(?! (?:a mes|"
        r"aux?))|convuls\w+|overdose|surdose|s'est (?:effondre|evanoui)\w*|levres bleues)\b"
    ),
    "doctor": r"\b(?:medecin|ordonnance|pharmacie|prescri\w+|psychiatre)\b",
    "work": (
        r"\b(?:travail|travailler|boulot|job|emploi|patron\w*|chef\w*|boite|entreprise|carriere|"
        r"projets?|reunions?|equipe|clients?|contrat|bureau|collegues?|delais?|programme|seances?|"
        r"coach\w*|poste|metier|professionnel\w*)\b"
    ),
    "joke": (
        r"\b(?:rire|honte|ennui|faim|curiosite|film|serie|livre|roman|chanson|jeu|cuisin\w+|"
        r"vacances|haha|mdr|ptdr|telephone|batterie|chocolat|parachute|elastique)\b"
    ),
}  # fmt: skip

SPELT = (
    "suicide suicider suicidaire medicaments somniferes cachets inconscient violence "
    "automutilation disparaitre"
)
