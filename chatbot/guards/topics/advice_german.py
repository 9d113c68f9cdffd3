"""The parts of questions for another profession, in German (folded: ü is u, ß is ss)."""

from __future__ import annotations

SIGNS = {
    "ill": (
        r"\b(?:depression\w*|depressiv|angststorung\w*|bipolar\w*|schizophrenie|essstorung\w*|"
        r"magersucht|bulimie|sucht|alkoholiker\w*|krebs|diabetes|schlaflosigkeit|schlafstorung\w*|"
        r"migrane|bluthochdruck|asthma|wechseljahre|schilddruse\w*|eisenmangel|adhs|autis\w+|"
        r"burn-?out|epilepsie|allergie\w*|panikattacken|panikstorung|hexenschuss)\b"
    ),
    "cure": (
        r"\b(?:heil(?:en|t|e|ung|st)?|geheilt|behand\w+|kurier\w+|diagnos\w+|therapier\w+|"
        r"loswerden|weg(?:bekommen|machen)|ersetzt (?:coaching|das) )\b"
    ),
    "guess": (
        r"\b(?:glauben sie|glaubst du|denken sie|denkst du|meinen sie|meinst du|ich glaube|habe "
        r"ich|bin ich|kann (?:das|es)(?: \w+)? (?:ein\w* )?|konnte (?:das|es)|ist das|klingt das "
        r"nach|anzeichen|symptome|diagnos\w+|ob ich)\b"
    ),
    "drug": (
        r"\b(?:\w*medikament\w*|\w*tabletten?|antidepressiv\w+|pillen?|dosis|nahrungserganzung\w*|"
        r"vitamin\w*|insulin|schmerzmittel|schlafmittel|\w*druckmittel|ibuprofen|paracetamol|"
        r"aspirin|melatonin|sertralin|fluoxetin|ritalin|betablocker|antibiotik\w+|"
        r"beruhigungsmittel|baldrian|johanniskraut|magnesium)\b"
    ),
    "use": (
        r"\b(?:(?:ein)?nehm\w*|absetz\w*|misch\w*|kombinier\w*|reduzier\w*|erhoh\w*|weglass\w*|"
        r"wechsel\w*|mit|zusammen|verdoppel\w*|auslass\w*|dosier\w*)\b"
    ),
    "ask": (
        r"\b(?:kann|konnte|soll|sollte|darf|muss|ist (?:es|das) (?:sicher|gefahrlich|ok|okay|"
        r"schlimm|sinnvoll)|wie (?:viel|viele|oft|lange|kann|soll)|wann|was passiert|welche\w*|"
        r"lohnt|wo|bekomme)\b"
    ),
    "which_drug": (
        r"\bwelche[nrsm]? (?:\w+ ){0,2}?(?:medikament\w*|tablette\w*|mittel|vitamin\w*|dosis|"
        r"antidepressiv\w*|schmerzmittel|nahrungserganzung\w*)\b|\bnebenwirkung\w*\b|\bwas hilft "
        r"(?:am besten )?gegen\b"
    ),
    "drink": r"\b(?:alkohol|wein|bier|trinken)\b",
    "complaint": (
        r"\b(?:herzrasen|herzstolpern|schwindel\w*|mudigkeit|erschopfung|kopfschmerz\w*|"
        r"ruckenschmerz\w*|bauchschmerz\w*|schmerz\w*|ubelkeit|taub\w*|kribbeln|fieber|husten|"
        r"knoten|ausschlag|kann nicht (?:ein|durch)?schlafen|schlafe schlecht|krampfe|atemnot|tut "
        r"(?:mir )?(?:\w+ )?weh|migrane)\b"
    ),
    "worry": (
        r"\b(?:ist das (?:schlimm|normal|gefahrlich|ernst|nur)|muss ich mir sorgen|soll(?:te)? ich "
        r"(?:zum arzt|mir sorgen)|was (?:kann|konnte) das sein|was ist das|woher kommt|was habe "
        r"ich)\b"
    ),
    "remedy": (
        r"\b(?:was (?:soll|kann|konnte) ich (?:\w+ )?(?:nehmen|tun|machen|dagegen)|was hilft|wie "
        r"(?:werde|bekomme) ich (?:\w+ )?(?:los|weg)|irgendein mittel)\b"
    ),
    "prescribe": r"\b(?:verschreib\w*|rezept(?! fur erfolg)|krankschreib\w*|attest)\b",
    "booking": r"\b(?:verschieben|verlegen|absagen|umbuchen|buchen)\b",
    "trade": (
        r"\b(?:ich bin (?:\w+ )?(?:arzt|arztin|anwalt|anwaltin|pfleger\w*|krankenschwester|"
        r"therapeut\w*|banker\w*|steuerberater\w*|psycholog\w*|apotheker\w*|jurist\w*)|ich arbeite "
        r"(?:in|als|bei|fur)|(?:coachen|begleiten|arbeiten|betreuen|unterstutzen|haben) "
        r"sie[^.?!]{0,40}(?:menschen|leute|kunden|klient\w*|arzte|frauen|fuhrungskrafte)|"
        r"(?:coachst|begleitest) du|forschung|rechnung|aufschieberitis)\b"
    ),
    "claim": (
        r"\b(?:abfindung|kundigungsfrist|uberstunden|elternzeit|elterngeld|urlaub\w*|"
        r"arbeitslosengeld|unterhalt|schadensersatz|sorgerecht|krankengeld|lohnfortzahlung|erbe|"
        r"visum|aufenthalts\w+|mutterschutz|rente)\b"
    ),
    "entitled": (
        r"\b(?:steht mir|stehen mir|anspruch|gesetzlich|laut gesetz|recht auf|rechte|rechtlich|"
        r"rechtens|zusteh\w+|wie bekomme ich|muss (?:er|mein chef|die firma) (?:\w+ )?(?:zahlen|"
        r"geben))\b|\bkann ich (?:ablehnen|verweigern)\b|\bmuss (?:mein|der|die|meine) (?:\w+ "
        r")?(?:chef|arbeitgeber|firma)\b|\bmuss ich\b"
    ),
    "matter": (
        r"\b(?:klausel\w*|\w*vertrag\w*|kundigung\w*|abmahnung|miet\w+|wettbewerbsverbot|"
        r"aufnehm\w*|aufzeichn\w*|marke|urheberrecht|testament|scheidung|mobbing|diskriminierung|"
        r"probezeit|vergleich)\b"
    ),
    "lawful": (
        r"\b(?:(?:ist|sind|ware|war)(?: \w+){0,6} (?:legal|illegal|rechtens|wirksam|unwirksam|"
        r"gultig|ungultig|zulassig|unzulassig|strafbar|erlaubt|verboten|rechtswidrig)|laut gesetz|"
        r"gesetzlich|rechtlich|vor gericht)\b"
    ),
    "employer": (
        r"\b(?:(?:mein|der|die|meine) (?:chef\w*|arbeitgeber\w*|firma|vermieter\w*|ex\w*|mann|frau|"
        r"bank)|sie|man mir)\b"
    ),
    "may": r"\b(?:darf|durfen|kann|konnen)\b",
    "harm": (
        r"\b(?:kundig\w*|entlass\w*|rauswerf\w*|verweiger\w*|abzieh\w*|kurz\w*|lesen|uberwach\w*|"
        r"aufnehm\w*|zwing\w*|abmahn\w*|versetz\w*|einbehalt\w*|streichen|pfand\w*)\b"
    ),
    "sue": r"\b(?:verklag\w*|klagen|anzeig\w*|vor gericht|klage einreichen)\b",
    "at_risk": (
        r"\b(?:kann|darf) (?:ich|mir|man mir)(?: \w+){0,4} (?:gekundigt|entlassen|verklagt|"
        r"abgemahnt) werden\b"
    ),
    "asset": (
        r"\b(?:aktien?|etfs?|fonds|bitcoin|krypto\w*|gold|silber|immobilie\w*|haus|wohnung|kredit|"
        r"hypothek|bausparvertrag|altersvorsorge|riester\w*|ersparnisse?n?|erbe|anleihen?|"
        r"lebensversicherung|abfindung|tagesgeld)\b"
    ),
    "buy": (
        r"\b(?:kauf\w*|verkauf\w*|investier\w*|anleg\w*|anlegen|stecken|aufnehm\w*|umschuld\w*|"
        r"tilg\w*|spar\w*|auszahl\w*)\b"
    ),
    "worth": (
        r"\b(?:lohnt|guter (?:zeitpunkt|moment)|gute (?:idee|anlage|investition)|sicher|riskant|"
        r"steig\w*|fall\w*|besser als|rentab\w+|empfehlen|sinnvoll)\b"
    ),
    "tax": r"\b(?:\w*steuer(?:n|lich|erklarung)?|finanzamt|absetz\w*|abschreib\w*)\b(?!beratung)",
    "promise": r"\b(?:garantier\w*|garantie|versprech\w*|versprich\w*|zusicher\w*|sicherst\w*)\b",
    "income": (
        r"\b(?:einkommen|gehalt\w*|verdien\w*|reich|umsatz|geld|beforder\w*|verdoppel\w*|gewinn\w*|"
        r"kunden|ergebnis\w*|erfolg\w*|job)\b"
    ),
    "ours": (
        r"\b(?:(?:ihr|ihre|ihren|ihrem|dein|deine|euer|eure) (?:\w+ )?(?:vertrag|paket|programm|"
        r"sitzung\w*|preise?|gruppe|agb|angebot)|bei (?:ihnen|dir|euch)|mit (?:ihnen|dir)|das "
        r"(?:paket|programm)|die (?:gruppe|sitzung)|der kurs|inklusive|enthalten|raten)\b"
    ),
}  # fmt: skip
