"""Questions for a lawyer: rights, contracts, courts, dismissal, custody, visas."""

from __future__ import annotations

ASKED = {
    "en": [
        r"\b(?:can|could|should|may|shall|do|would|will|if) (?:i|we|they|he|she|"
        r"you)(?: legally)? sue\b|\b(?:to|want to|going to|gonna|will|thinking of) (?:sue|"
        r"suing)\b|\bsuing (?:my|him|her|them|the|for)\b|\bpress charges\b|\btake (?:him|her|"
        r"them|my \w+|this|it|\w+) to (?:court|tribunal)\b|\b(?:file|filing|bring) (?:a |"
        r"an )?(?:lawsuit|complaint with the (?:police|court)|claim against|tribunal claim|"
        r"for (?:divorce|bankruptcy))\b|\b(?:claim|get) (?:compensation|damages)\b",
        r"\b(?:can|could|is|are|may|will|would|should) (?:my |the |an? )?(?:boss|employer|"
        r"company|landlord|manager|hr|husband|wife|ex|partner|bank|they|he|"
        r"she)(?: \w+)?(?: legally| allowed to| able to| just)* (?:fire|sack|dismiss|lay (?:me|"
        r"us) off|terminate|evict|withhold|refuse to pay|cut my (?:pay|salary)|demote|deny me|"
        r"sue|monitor my|read my (?:emails?|messages)|force me|make me (?:work|sign))\b",
        r"\b(?:is|was|would|are|isn't|were|be) (?:it|this|that|my|the|they|what|he|she|"
        r"such)(?: [\w']+){0,6} (?:legal|illegal|lawful|unlawful|against the law|"
        r"legally (?:binding|allowed|valid|required)|enforceable|binding|discrimination|"
        r"wrongful|(?:unfair|constructive|wrongful) dismissal|a crime|fraud|"
        r"breach of contract)\b|\blegally (?:allowed|required|obliged|entitled|binding|"
        r"protected|possible)\b",
        r"\b(?:evict|fire|dismiss|sue|garnish|deport) (?:me|us)\b.{0,40}\b(?:allowed|legal|"
        r"can (?:he|she|they)|"
        r"right)\b",
        r"\bwhat are my (?:legal )?rights\b|\bmy (?:legal )?rights (?:as|at|if|when|here|under|"
        r"in)\b|\bdo i have (?:a (?:legal )?(?:case|claim)|grounds|legal|any rights|"
        r"the (?:legal )?right)\b|\blegal (?:advice|help|question|opinion|grounds|options|steps|"
        r"action|consequences|position)\b|\bentitled to (?:severance|overtime|maternity|"
        r"compensation|redundancy|alimony|damages|holiday pay|unemployment|benefits|custody)\b|"
        r"\b(?:am i|are we|is he|who is) (?:legally )?liable\b",
        r"\b(?:should|can|must|do|could) i (?:have to |need to )?sign (?:this|that|the|my|"
        r"an?)(?: \w+){0,2} (?:contract|nda|settlement|agreement|non-?compete|lease|severance|"
        r"waiver)\b(?! (?:with you|for (?:the )?coaching|before the first|to start))|"
        r"\b(?:review|check|draft|look over|look at|write|revise)(?: \w+){0,2} (?:contract|nda|"
        r"will and testament|lease|settlement|severance agreement|prenup|non-?compete|"
        r"terms and conditions|employment agreement)\b(?<!your contract)|"
        r"\bnon-?compete (?:clause|agreement)?\b|\bbreak (?:my|the) (?:lease|contract|nda)\b",
        r"\b(?:get|win|lose|full|sole|joint|have) (?:\w+ )?custody\b|\bchild support\b|"
        r"\balimony\b|\b(?:apply for|get|extend|need|renew)(?: \w+){0,2} (?:visa|green card|"
        r"work permit|asylum|residence permit|citizenship|residency)\b|\brestraining order\b|"
        r"\blawsuit\b|\b(?:been|got|was|get) arrested\b|\bcharged with (?:a |an )?(?:crime|"
        r"theft|fraud|assault|dui)\b|\bplead guilty\b|\bpower of attorney\b|\b(?:register|"
        r"trademark|copyright|patent)(?: \w+){0,3} (?:trademark|brand name|patent|copyright)\b",
    ],
    "es": [
        r"\b(?:puedo|podria|debo|quiero|deberia|voy a) (?:demandar|denunciar|llevar a (?:juicio|"
        r"los tribunales)|reclamar (?:una )?(?:indemnizacion|danos))\b|\b(?:me pueden?|"
        r"puede mi (?:jefe|empresa|empleador)|mi (?:jefe|empresa) puede|"
        r"pueden) (?:\w+ )?(?:despedir|echar|obligar|desalojar|embargar)\w*\b|"
        r"\bdespido (?:improcedente|injusto|injustificado|nulo)\b",
        r"\b(?:es|seria|era|esta) (?:esto |eso |mi \w+ |\w+ )?(?:legal|ilegal|licito|ilicito|"
        r"vinculante|un delito|valido legalmente)\b|\bes legal (?:que|despedir|grabar)\b|"
        r"\bcuales son mis derechos\b|\b(?:que derechos tengo|tengo derecho a (?:indemnizacion|"
        r"paro|baja|vacaciones|pension|finiquito))\b|\b(?:asesoria|consejo|asesoramiento|ayuda|"
        r"consulta) (?:legal|juridic[ao])\b|\b(?:debo|puedo|deberia) firmar (?:este|el|un|"
        r"mi) (?:contrato|acuerdo|finiquito)\b|\brevis\w+ (?:mi|el|un) (?:contrato|acuerdo|"
        r"testamento)\b|\bcustodia\b|\bpension alimenticia\b|\b(?:solicitar|obtener|renovar|"
        r"necesito) (?:un |una |el |la )?(?:visa|visado|permiso de trabajo|residencia|"
        r"nacionalidad|asilo)\b",
    ],
    "de": [
        r"\b(?:kann|soll|sollte|darf|konnte|will) ich(?: \w+){0,5} (?:verklagen|klagen|anzeigen|"
        r"vor gericht|schadensersatz|kundigungsschutzklage)\b|\b(?:kann|darf) (?:mein|meine|der|"
        r"die|mir|mich)(?: \w+){0,4} (?:kundigen|entlassen|abmahnen|rauswerfen|zwingen|"
        r"verweigern|gekundigt werden)\b|\bdarf (?:mein|der) (?:chef|arbeitgeber|vermieter)\b|"
        r"\b(?:rechtswidrige|ungerechtfertigte|fristlose) kundigung\b",
        r"\b(?:ist|ware|war)(?: \w+){0,5} (?:legal|illegal|rechtens|rechtswidrig|strafbar|"
        r"verboten|rechtsverbindlich|rechtlich (?:erlaubt|bindend|zulassig|ok)|wirksam|"
        r"gesetzlich)\b|\b(?:welche rechte habe ich|was sind meine rechte|meine rechte als)\b|"
        r"\b(?:rechtsberatung|rechtliche[rn]? (?:rat|beratung|frage|schritte|hilfe)|"
        r"juristische[rn]? (?:rat|beratung|frage|hilfe))\b|\bhabe ich (?:ein )?(?:recht|"
        r"anspruch) auf (?:abfindung|elternzeit|urlaub|arbeitslosengeld|unterhalt|"
        r"schadensersatz)\b|\b(?:soll|sollte|kann|muss) ich (?:diesen|den|meinen|"
        r"einen) (?:\w+)?(?:vertrag|aufhebungsvertrag|vergleich) unterschreiben\b|\b(?:vertrag|"
        r"arbeitsvertrag|mietvertrag|testament) (?:prufen|checken|aufsetzen|durchsehen|"
        r"anschauen)\b|\bsorgerecht\b|\bunterhalt (?:zahlen|bekommen)\b|\b(?:visum|"
        r"aufenthaltstitel|arbeitserlaubnis|asyl|staatsburgerschaft)(?: \w+){0,3} (?:beantragen|"
        r"bekommen|verlangern|brauche)\b|\bwettbewerbsverbot\b",
    ],
    "fr": [
        r"\b(?:puis-je|je peux|dois-je|devrais-je|je veux|"
        r"peut-on)(?: \S+){0,3} (?:porter plainte|poursuivre|attaquer|aller aux prud'hommes|"
        r"saisir|reclamer des dommages)\b|\b(?:mon (?:patron|employeur|chef|proprietaire)|"
        r"ma (?:boite|societe)|il|elle|on)(?: \S+)? (?:peut|a le droit)(?:-il|-elle|"
        r"-on)?(?: \S+){0,3} (?:licencier|virer|renvoyer|expulser|obliger|forcer|refuser)\b|"
        r"\blicenciement (?:abusif|injustifie|sans cause)\b|\bai-je le droit\b",
        r"\best(?:-ce|-il)?(?: \S+){0,5} (?:legal|illegal|licite|illicite|interdit par la loi|"
        r"juridiquement valable|contraignant|un delit)\b|\bquels sont mes droits\b|"
        r"\bmes droits (?:en tant|comme|si)\b|\b(?:conseils?|avis|aide|question) juridiques?\b|"
        r"\bdroit (?:aux|au|a une|a des) (?:indemnites?|chomage|conges?|pension|allocation)\b|"
        r"\b(?:dois-je|devrais-je|puis-je|je dois) signer (?:ce|le|cette|mon|un)\b|\b(?:relire|"
        r"verifier|rediger|examiner) (?:mon|le|un|ce) (?:contrat|bail|testament|accord)\b|"
        r"\bgarde (?:des enfants|exclusive|alternee|partagee)\b|\bpension alimentaire\b|"
        r"\b(?:obtenir|demander|renouveler|besoin d'un) (?:un |le |mon )?(?:visa|"
        r"titre de sejour|permis de travail|asile|nationalite)\b|\bclause de non-concurrence\b",
    ],
    "pt": [
        r"\b(?:posso|devo|deveria|quero|vou)(?: \w+){0,2} (?:processar|denunciar|"
        r"entrar com (?:uma )?acao|levar a(?: \w+)? justica|pedir indenizacao|"
        r"pedir indemnizacao)\b|\b(?:meu (?:chefe|patrao|empregador)|minha empresa|a empresa|"
        r"eles?) pode(?:m)?(?: \w+)? (?:demitir|despedir|mandar embora|despejar|obrigar|"
        r"recusar)\w*\b|\bpodem? me (?:demitir|despedir|despejar|obrigar)\b|\b(?:demissao|"
        r"despedimento) (?:sem justa causa|injusta|abusiva|ilegal)\b",
        r"\b(?:e|seria|era|esta)(?: \w+){0,3} (?:legal|ilegal|licito|ilicito|juridicamente|"
        r"vinculativo|crime|contra a lei)\b(?! (?:fazer|ter|conhecer|participar|trabalhar|o|"
        r"a)\b)|\b(?:quais sao os )?meus direitos\b|\btenho direito a (?:indenizacao|"
        r"indemnizacao|ferias|licenca|seguro|pensao|rescisao)\b|\b(?:assessoria|orientacao|"
        r"aconselhamento|consulta|ajuda|conselho) (?:juridic[ao]|legal)\b|\b(?:devo|posso|"
        r"deveria) assinar (?:este|esse|o|um|meu)\b|\b(?:revisar|rever|analisar|redigir) (?:meu|"
        r"o|um) (?:contrato|acordo|testamento)\b|\b(?:guarda|custodia) (?:dos filhos|"
        r"das criancas|compartilhada|exclusiva|do meu)\b|\bpensao alimenticia\b|\b(?:obter|"
        r"tirar|solicitar|renovar|preciso de) (?:um |uma |o )?(?:visto|"
        r"autorizacao de (?:trabalho|residencia)|cidadania|asilo)\b",
    ],
}  # fmt: skip
#: Whether an offer of ours binds is answered from the knowledge, and is no question of the law.
FIGURES = {
    "es": [
        r"\b(?:ofertas?|precio|trato|reserva|inscripcion|descuento|acuerdo)\b(?: \w+){0,3} "
        r"(?:vinculante|legalmente valid[oa])\b"
    ],
    "de": [
        r"\b(?:angebot\w*|preis|buchung|anmeldung|rabatt|zusage)\b(?: \w+){0,3} "
        r"(?:rechtsverbindlich\w*|"
        r"verbindlich\w*|bindend|rechtlich bindend)\b"
    ],
    "fr": [
        r"\b(?:offre|prix|accord|reservation|inscription|remise)\b(?: \S+){0,3} (?:contraignant\w*|"
        r"juridiquement \w+)\b"
    ],
    "pt": [
        r"\b(?:oferta|preco|acordo|reserva|inscricao|desconto)\b(?: \w+){0,3} (?:vinculante|"
        r"vinculativ[oa]|juridicamente \w+)\b"
    ],
    "en": [
        r"\b(?:offers?|deal|price|quote|discount|booking|reservation|registration|order|promise)\b"
        r"(?: \w+){0,3} (?:legally )?(?:binding|enforceable)\b|\blegally binding (?:offer|deal|"
        r"price|"
        r"promise|quote)\b",
        r"\blegal (?:age|for (?:minors|teens|under)|entity|department|team|name|sector|"
        r"profession|industry|firm|tech|coach\w*|"
        r"career|field|counsel|secretar\w+|work|world|jobs?|services? (?:firm|company))\b|"
        r"\b(?:for|with|coach) (?:the )?(?:lawyers|legal)\b|\bcustody of (?:the )?(?:project|"
        r"assets|data)\b"
    ],
}  # fmt: skip
SUBJECT = (
    r"\b(?:legal|law|lawyer|lawsuit|rights?\b|contract|contrat|vertrag|recht|jurist|jurid|"
    r"derecho|droit|direito|court|gericht|juicio|tribunal|visa|visum|visto|custod|sorgerecht|"
    r"garde\b|guarda|sue\b|suing|demand|klag|process|dismiss|kundig|despid|licenci|demit|divorc|"
    r"scheidung|nda|compete|trademark|sign\b|firmar|signer|assinar)\w*"
)
