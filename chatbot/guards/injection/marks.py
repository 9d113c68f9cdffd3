"""Marks that a program reads and a person does not type: chat templates, tags, scripts."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule

_SPEAKERS = "system|sys|developer|admin(?:istrator)?|assistant|root"

RULES = [
    rule(
        Kind.MARKUP, "a chat template",
        r"<\|\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|begin_of_text|"
        r"start_header_id|end_header_id|end)\s*\|>",
        r"\[/?(?:inst|system|sys|assistant|system_message)\]|<</?sys>>|<(?:start|end)_of_turn>|"
        r"</?s>\s*\[?inst",
        rf"<\s*/?\s*(?:{_SPEAKERS}|system[_ -]?(?:prompt|message|instructions?)|instructions?|"
        rf"new[_ -]?instructions?|override|prompt|important)\b[^<>]{{0,60}}>",
        rf"(?:^|\n)\W{{0,6}}(?:{_SPEAKERS})(?: (?:message|prompt|note|override|notice|update|"
        rf"instructions?|command))\W{{0,4}}:\s*\w",
        rf"(?:^|\n)\W{{0,6}}(?:{_SPEAKERS})\W{{0,4}}:\s*(?:you|ignore|new|from now|"
        r"the assistant|the user|override|disregard|forget|all|set|enable|discount|grant|"
        r"respond|reply|always)\b",
        r"[\[({<'\"]\s*(?:system|admin)(?: (?:override|message|"
        r"note))?\s*[:\]]\s*(?:\w+ )?(?:override|ignore|reveal|forward|share|send|delete|"
        r"disregard|output|grant|you|new)\b|\bsystem: (?:forward|share|send|reveal|delete|"
        r"ignore|override)\b",
        r"(?:^|\n)\W{0,6}(?:human|user|assistant|ai)\s*:\s.{0,400}\n\W{0,6}(?:human|user|"
        r"assistant|ai)\s*:",
        r"[-=#*]{3,}\s*(?:end|begin|start)(?: of)?(?: the)? (?:system|user|prompt|instructions?|"
        r"conversation|context|document|input|text|knowledge)\b",
        r"\"role\"\s*:\s*\"(?:system|assistant|developer)\"",
    ),
    rule(
        Kind.MARKUP, "a script or an element that loads",
        r"<\s*/?\s*(?:script|iframe|object|embed|svg|meta|link|style|form|img|image|video|audio|"
        r"base|html|body|input|div|a|math|template)\b[^\n]{0,300}?(?:>|=|/|$)",
        r"\b(?:javascript|vbscript)\s*:\s*\S|\bdata:text/html|\bon(?:error|load|click|mouse\w+|"
        r"focus|begin|toggle)\s*=|\bexpression\s*\(",
        r"!\[[^\]\n]{0,200}\]\(\s*(?:https?:)?//",
        r"\{\{.{0,80}\}\}|\$\{.{0,80}\}|\{%.{0,80}%\}|<%.{0,80}%>",
        r"(?:'|\")\s*(?:or|and)\s+(?:'?\d'?\s*=\s*'?\d|true)|;\s*drop\s+table\b|"
        r"\bunion\s+(?:all\s+)?select\b",
    ),
]  # fmt: skip
