"""The plainest instructions in languages this assistant has no words of its own for.

Searched in the text as it was written, lower case: folding would spoil other scripts.
"""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside (other languages)",
        r"\b(?:ignora|dimentica|tralascia)(?:te|re)?\b.{0,30}\b(?:istruzioni|regole|"
        r"indicazioni)\b.{0,20}\b(?:precedenti|sopra|iniziali|tue|vostre)\b|"
        r"\bistruzioni precedenti\b.{0,20}\bignorat",
        r"\b(?:negeer|vergeet)\b.{0,30}\b(?:vorige|eerdere|voorgaande|jouw|je|"
        r"bovenstaande)\b.{0,15}\b(?:instructies|regels|opdrachten)\b",
        r"\b(?:ignorera|glom|glöm|strunta i)\b.{0,30}\b(?:tidigare|dina|föregående|"
        r"ovanstående)\b.{0,15}\b(?:instruktioner|regler)",
        r"\b(?:zignoruj|ignoruj|zapomnij)\b.{0,30}\b(?:poprzedni\w*|wszystki\w*|"
        r"swoj\w*)\b.{0,15}\b(?:instrukcj\w*|polece\w*|zasad\w*)",
        r"\b(?:игнорируй|проигнорируй|забудь|отбрось)\w*.{0,30}(?:предыдущи|прежни|все|свои|"
        r"твои)\w*.{0,20}(?:инструкци|указани|правил|команд)",
        r"(?:忽略|无视|無視|忘记|忘記|不要理会).{0,12}(?:之前|先前|以上|上面|所有|前面|你的).{0,10}(?:指令|指示|规则|規則|提示|命令)",
        r"(?:以前|これまで|上記|前|すべて|全て).{0,10}(?:指示|命令|ルール|プロンプト).{0,8}(?:無視|忘れ)",
        r"(?:이전|위의|모든|앞의).{0,10}(?:지시|지침|명령|규칙|프롬프트).{0,8}(?:무시|잊)",
        r"(?:تجاهل|انس).{0,20}(?:التعليمات|الأوامر|القواعد)",
        r"\b(?:abaikan|lupakan)\b.{0,20}\b(?:instruksi|perintah|aturan)\b|\b(?:önceki|"
        r"tüm)\b.{0,15}\b(?:talimat|kural)\w*.{0,15}\b(?:yok say|unut|görmezden)",
    ),
    rule(
        Kind.EXTRACTION, "its instructions (other languages)",
        r"\bprompt di sistema\b|\b(?:mostra|rivela|ripeti)\w*\b.{0,25}\b(?:prompt|"
        r"istruzioni (?:iniziali|di sistema|interne))\b",
        r"\b(?:toon|geef|laat)\b.{0,25}\b(?:systeemprompt|systeeminstructies)\b|\b(?:visa|"
        r"avslöja)\b.{0,25}\b(?:systemprompt\w*|instruktioner)\b",
        r"системн\w+ (?:промпт|инструкц|сообщени)\w*|(?:系统|系統)(?:提示|指令|消息)",
        r"システム(?:プロンプト|指示|メッセージ)|시스템 ?(?:프롬프트|지침|메시지)",
        r"موجه النظام|\bprompt sistem\b|\bsistem (?:istemi|promptu)\b",
    ),
]  # fmt: skip
