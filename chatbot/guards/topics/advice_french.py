"""The parts of questions for another profession, in French (folded: without accents)."""

from __future__ import annotations

SIGNS = {
    "ill": (
        r"\b(?:depression|depressi(?:f|ve)|anxiete|angoisses?|bipolaire|bipolarite|schizophrenie|"
        r"troubles?|anorexie|boulimie|addiction\w*|alcoolisme|cancer|diabete|insomnies?|migraines?|"
        r"hypertension|asthme|menopause|thyroide|anemie|tdah|autis\w+|burn-?out|epilepsie|"
        r"allergie\w*|crises? (?:de panique|d'angoisse)|fibromyalgie)\b"
    ),
    "cure": (
        r"\b(?:guer\w+|soign\w+|trait(?:e|er|ez|ement)|diagnosti\w+|debarrasse\w*|remplace\w* "
        r"(?:une |la |ma )?therapie|vaincre)\b"
    ),
    "guess": (
        r"\b(?:je (?:pense|crois) (?:que |avoir|etre)|(?:pensez|croyez)-vous que|tu (?:penses|"
        r"crois) que|est-ce que (?:j'ai|je suis)|ai-je|suis-je|(?:ca|cela) (?:peut|pourrait) etre|"
        r"serait-ce|signes? de|symptomes? de|diagnosti\w+|d'apres vous|selon vous)\b"
    ),
    "drug": (
        r"\b(?:medicaments?|antidepresseurs?|anxiolytiques?|cachets?|comprimes?|pilules?|doses?|"
        r"complements?|vitamines?|insuline|somniferes?|ibuprofene|paracetamol|doliprane|aspirine|"
        r"melatonine|sertraline|xanax|lexomil|antibiotiques?|beta-?bloquants?|magnesium|"
        r"millepertuis|traitement)\b"
    ),
    "use": (
        r"\b(?:prend\w*|pren\w+|arret\w+|melang\w+|combin\w+|augment\w+|reduir\w*|saut\w+|chang\w+|"
        r"avec|sous|doubl\w+|baiss\w+|stopp\w+)\b"
    ),
    "ask": (
        r"\b(?:puis-je|peut-on|dois-je|devrais-je|je (?:peux|dois|devrais)|faut-il|est-ce (?:que|"
        r"sur|dangereux|grave|une bonne idee|le bon moment|risque|possible|rentable)|combien|"
        r"comment|quand|quel(?:s|le|les)?|pouvez-vous|peux-tu|ou)\b"
    ),
    "which_drug": (
        r"\bquel(?:s|le|les)? (?:\w+ ){0,2}?(?:medicaments?|antidepresseurs?|vitamines?|"
        r"complements?|doses?|somniferes?|cachets?|traitements?|comprimes?)\b|\beffets "
        r"secondaires\b"
    ),
    "drink": r"\b(?:alcool|vin|biere|boire)\b",
    "complaint": (
        r"\b(?:palpitations?|vertiges?|fatigue|maux de (?:tete|ventre|dos)|mal (?:a la tete|au dos|"
        r"au ventre|a la poitrine|au cou|au genou)|douleurs?|nausees?|fourmillements?|fievre|toux|"
        r"grosseur|boule|eruption|insomnies?|dors (?:mal|plus|pas)|crampes|essouffle\w*|"
        r"tachycardie|migraines?)\b"
    ),
    "worry": (
        r"\b(?:c'est (?:grave|normal|dangereux|juste)|est-ce (?:grave|normal|dangereux)|dois-je "
        r"(?:m'inquieter|consulter|voir)|(?:ca|cela) (?:peut|pourrait) etre quoi|qu'est-ce que "
        r"(?:c'est|j'ai)|d'ou (?:ca|cela) vient|faut-il consulter)\b"
    ),
    "remedy": (
        r"\b(?:que (?:faire|prendre|puis-je|dois-je|me conseill\w+)|qu'est-ce (?:que je (?:prends|"
        r"peux|dois)|qui (?:aide|marche|soulage))|comment (?:soulager|me debarrasser|faire passer)|"
        r"un remede)\b"
    ),
    "prescribe": r"\b(?:prescri\w+|ordonnance|arret (?:de travail|maladie)|certificat medical)\b",
    "booking": r"\b(?:reporter|deplacer|decaler|annuler|reserver)\b",
    "trade": (
        r"\b(?:je suis (?:\w+ )?(?:medecin|infirmi\w+|avocate?|juriste|therapeute|banqui\w+|"
        r"comptable|psychologue|pharmacien\w*|conseill\w+)|je travaille (?:dans|comme|en|pour|"
        r"chez)|(?:accompagnez|coachez|aidez|avez)-?vous[^.?!]{0,40}(?:personnes|clients?|gens|"
        r"medecins|avocats|femmes|soignants)|vous accompagnez|recherche medicale|facture)\b"
    ),
    "claim": (
        r"\b(?:indemnites?|preavis|conges?|heures sup\w*|chomage|conge (?:maternite|paternite|"
        r"parental)|garde|pension|heritage|visa|titre de sejour|arret maladie|prime|allocations?|"
        r"rupture conventionnelle)\b"
    ),
    "entitled": (
        r"\b(?:(?:ai-je|j'ai|a-t-il|ont-ils|a-t-elle) (?:le )?droit|le droit|mes droits|la loi|"
        r"legal\w*|illegal\w*|legalement|selon la loi|dois-je toucher|comment obtenir)\b|"
        r"\b(?:puis-je|peut-on|ai-je le droit de) refuser\b|\bmon (?:patron|employeur) (?:doit|est "
        r"oblige)\b"
    ),
    "matter": (
        r"\b(?:clauses?|contrat|licenciement|preavis|expulsion|bail|accord|non-concurrence|"
        r"enregistrer|marque|droits? d'auteur|testament|divorce|harcelement|discrimination|periode "
        r"d'essai|rupture conventionnelle)\b"
    ),
    "lawful": (
        r"\b(?:(?:est|sont|serait|etait)(?:-ce|-elle|-il|-ils|-elles)?(?: \S+){0,5} ?(?:legal\w*|"
        r"illegal\w*|valable\w*|valide\w*|licite\w*|nulle?s?|abusi\w+|interdit\w*)|selon la loi|la "
        r"loi|legalement|devant (?:un tribunal|la justice))\b"
    ),
    "employer": (
        r"\b(?:(?:mon|ma|le|l')(?: ?)(?:patron\w*|employeur|boite|entreprise|chef\w*|proprietaire|"
        r"ex|mari|femme|banque)|ils?|elle|on)\b"
    ),
    "may": (
        r"\b(?:peut|peuvent|a-t-il le droit|a-t-elle le droit|a le droit|ont le droit|le droit)\b"
    ),
    "harm": (
        r"\b(?:licenci\w+|vir(?:er|e)\b|renvoy\w+|expuls\w+|refus\w+|retenir|retir\w+|baisser "
        r"(?:mon|mes)|lire mes|surveill\w+|enregistr\w+|oblig\w+|forc\w+|sanctionn\w+|muter|ne pas "
        r"payer|saisir|changer mon contrat)\b"
    ),
    "sue": r"\b(?:porter plainte|poursuivre|prud'hommes|proces|attaquer|tribunal|saisir)\b",
    "at_risk": (
        r"\b(?:puis-je|est-ce que je peux) etre (?:licenci|viree?|poursuivi|expuls|condamn)\w*"
    ),
    "asset": (
        r"\b(?:actions?|bourse|bitcoin|cryptos?\w*|fonds|etfs?|or|argent metal|immobilier|maison|"
        r"appartement|credit|pret|assurance[- ]vie|epargne|economies|retraite|per\b|heritage|scpi|"
        r"livret)\b"
    ),
    "buy": (
        r"\b(?:achet\w+|vend\w+|invest\w+|plac\w+|emprunt\w+|rembours\w+|renegoci\w+|mettre|"
        r"epargn\w+|retir\w+)\b"
    ),
    "worth": (
        r"\b(?:bon (?:moment|plan|placement)|bonne (?:idee|affaire)|vaut(?:-il)? (?:le coup|mieux|"
        r"la peine)|rentable\w*|risque\w*|va (?:monter|baisser)|conseillez|sur pour)\b"
    ),
    "tax": r"\b(?:impots?|fisc\w*|tva|dedui\w+|deduct\w+|defiscalis\w+|taxes?)\b",
    "promise": r"\b(?:garanti\w+|promet\w+|promis|assur(?:er|ez|es|e)|jur(?:er|ez))\b",
    "income": (
        r"\b(?:revenus?|salaire|gagner\w*|argent|riche|promotion|doubl\w+|chiffre d'affaires|"
        r"benefices?|clients|resultats?|emploi)\b"
    ),
    "ours": (
        r"\b(?:(?:votre|vos|ton|tes) (?:contrat|forfait|programme|seances?|prix|tarifs?|groupe|cgv|"
        r"offre)|avec vous|chez vous|le (?:forfait|programme|groupe)|la seance|l'atelier|"
        r"compris\w*|inclus\w*|plusieurs fois)\b"
    ),
}  # fmt: skip
