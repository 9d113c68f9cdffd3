"""Money back: answered from the founder's own words, or by a person, never by the assistant."""

from __future__ import annotations

ASKED = {
    "en": [
        r"\brefund\w*|\bmoney[- ]back\b|\breimburse\w*|\bcharge-?back\b|\b(?:get|give|want|have|"
        r"return|pay|send)\b(?: \w+){0,2} my money(?: back)?\b|\bget (?:a |"
        r"some of )?(?:my )?(?:money|fee|deposit|payment) (?:back|returned)\b"
    ],
    "es": [
        r"\breembols\w*|\bdevol\w+(?: \w+){0,3} (?:dinero|importe|pago)\b|"
        r"\b(?:me )?devuel\w+(?: \w+){0,2} (?:dinero|importe|pago)\b"],
    "de": [r"\b(?:ruck)?erstatt\w*|\bgeld(?: \w+){0,2} zuruck\w*|\bruckzahlung\w*|\bzuruckzahl\w*"],
    "fr": [r"\brembours\w*|\brecuperer mon argent\b|\brend\w+(?:-moi)? (?:mon|l')argent\b"],
    "pt": [
        r"\breembols\w*|\bdinheiro de volta\b|\bestorn\w*|\bdevol\w+(?: \w+){0,3} (?:dinheiro|"
        r"valor|pagamento)\b"],
}  # fmt: skip
