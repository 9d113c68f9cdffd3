"""What somebody wrote in an answer, without what their mail program put under it.

``ABOVE`` stands in emails that are to be answered; whatever a mail program makes of them, what is
above it is new. Where it is missing, the beginnings of a quotation in five languages are looked
for, and the sign before a signature (RFC 3676, 4.3).
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any

#: To be put at the beginning of an email that is answered by replying to it.
ABOVE = "--- Write your answer above this line ---"
#: Lines of a header that mail programs write over two lines or three.
MOST_LINES = 4
LONGEST, LONGEST_INTRODUCTION = 200_000, 600

_ABOVE = re.compile(r"^[>\s|*]*-{2,}\s*Write your answer above this line\s*-{2,}", re.IGNORECASE)
_WROTE = re.compile(
    r"^[>\s]*("
    r"(-{2,}\s*)?(On|Le|El|En|Em|Às|Am|Il)\b.{4,300}"
    r"\b(wrote|schrieb.{0,200}|a écrit|escribió|escreveu|ha scritto)"
    r"\s*(:|-{2,})?"
    r"|.{4,200}<[^>\s]+@[^>\s]+>\s*(wrote|schrieb|a écrit|escribió|escreveu)\s*:?"
    r")\s*$",
    re.IGNORECASE | re.DOTALL,
)
#: In any other words: somebody's address in angle brackets, and a date or a time.
_NAMED = re.compile(
    r"^[>\s*]*(-{2,}\s*)?(?=.*<[^<>@\s]+@[^<>\s]+>)(?=.*\d[\d.:/-]\d|.*\d年).{8,400}(:|-{2,})\s*$",
    re.DOTALL,
)
_DIVIDER = re.compile(
    r"^[>\s]*(_{8,}|-{2,}\s*(Original[- ]Message|Original[- ]Nachricht|Ursprüngliche Nachricht|"
    r"Message d['’]origine|Message original|Mensaje original|Mensagem original|Forwarded message|"
    r"Weitergeleitete Nachricht)\s*-{2,}|Message du \d.{4,40}|"
    r"(Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message transféré|"
    r"Début du message réexpédié|Inicio del mensaje reenviado|Início da mensagem "
    r"(encaminhada|reencaminhada))\s*:)\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^[>\s*]*(From|Von|De|Da)\s*\*{0,2}:\*{0,2}\s.*\S", re.IGNORECASE)
_NEXT_HEADER = re.compile(
    r"^[>\s*]*(Sent|Date|To|Subject|Gesendet( am)?|Datum|An|Betreff|Envoyé|À|Objet|Fecha|Para|"
    r"Enviad[oa]( el| em)?|Asunto|Data|Assunto|Cc)\s*\*{0,2}:",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
_PHONE = re.compile(
    r"^(Sent from|Get Outlook for|Gesendet (mit|von)|Von meinem .{2,40} gesendet|"
    r"Envoyé (de|depuis)|Enviado (desde|do|de|a partir)|Obtener Outlook|Obter o Outlook|"
    r"Télécharger Outlook)\b.{0,80}$",
    re.IGNORECASE,
)
#: The same in words that may be a person's own, where a program or a device is named in them.
_PROGRAM = re.compile(
    r"^(?=.*(Outlook|iPhone|iPad|Android|Samsung|Galaxy|Proton|BlueMail|Yahoo|GMX|WEB\.DE|Gmail))"
    r"(Sent (with|via)|Gesendet (aus|über)|(Diese Nachricht wurde )?(von|mit) .{2,60} gesendet\.?$|"
    r"Envoyé (à partir|avec|via)|Enviado (com|con|da|via)|Yahoo Mail:|"
    r"(Get|Holen Sie sich|Obten(ez|ga|ha o)) (Outlook|BlueMail)|"
    r"Outlook für .{2,20} (herunterladen|beziehen)).{0,90}$",
    re.IGNORECASE,
)
#: Read as UTF-8 instead: Python's names for something else than the letters of an email.
_NO_CHARSETS = frozenset(
    ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")
)


def cut(message: Any) -> str:
    """The new words of an email that came in (anymail's), as plain text; "" when there are none."""
    # Mail programs write on below a picture in a part of its own.
    text = "\n".join(_bodies(message, "text/plain"))
    if not text.strip():
        text = "\n".join(of_html(one) for one in _bodies(message, "text/html"))
    return new_words(text)


def _bodies(message: Any, kind: str) -> Iterator[str]:
    """The texts of an email itself, and of none that is attached to it."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if str(part.get_content_charset() or "").lower() in _NO_CHARSETS:
            part.set_param("charset", "utf-8")
        inside = part.get_payload()
        if part.is_attachment() or part.get_content_maintype() == "message":
            continue
        if isinstance(inside, list):
            waiting = [*inside, *waiting]
        elif part.get_content_type() == kind:
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes):
                yield _in_letters(raw, str(part.get_content_charset() or "utf-8"))


def _in_letters(raw: bytes, charset: str) -> str:
    """By what it says of itself, else as UTF-8, else as Windows has it."""
    for name in (charset, "utf-8"):
        # Not known, no charset of letters, or not what the bytes are.
        with contextlib.suppress(LookupError, ValueError, TypeError):
            return raw.decode(name)
    return raw.decode("windows-1252", "replace")


def new_words(text: str) -> str:
    """What stands above the quotation, without a signature."""
    lines = _tidy(text[:LONGEST]).split("\n")
    kept = lines[: _end(lines)]
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    for place, line in enumerate(kept):
        if _SIGNATURE.match(line):
            kept = kept[:place]
            break
    while kept and (not kept[-1].strip() or _by_a_program(kept[-1].strip())):
        kept.pop()
    return "\n".join(kept).strip()


def _by_a_program(line: str) -> bool:
    """Whether a mail program wrote a line, of itself."""
    return bool(_PHONE.match(line) or _PROGRAM.match(line))


def _end(lines: list[str]) -> int:
    for place, line in enumerate(lines):
        if _ABOVE.match(line):
            return _before_introduction(lines, place)
    for place, line in enumerate(lines):
        if _DIVIDER.match(line) or _starts_header(lines, place):
            return place
        if line.strip() and (_is_introduction(lines, place) or _names_somebody(lines, place)):
            return place
    return len(lines)


def _before_introduction(lines: list[str], end: int) -> int:
    """Where the line "On Monday, … wrote:" begins that stands over the mark, if one does."""
    for place in range(max(0, end - 12), end):
        if _DIVIDER.match(lines[place]) or _starts_header(lines, place):
            return place
        if lines[place].strip() and _is_introduction(lines, place):
            return place
        if lines[place].strip() and _names_somebody(lines, place, end):
            return place
    return end


def _names_somebody(lines: list[str], place: int, end: int | None = None) -> bool:
    """Whether a line in some other language says whose words follow: up to ``end``, where ours
    begin, nothing else does; without it, a quotation.
    """
    for length in range(1, MOST_LINES + 1):
        part = lines[place : place + length]
        joined = " ".join(line.strip() for line in part)
        if len(part) < length or not part[-1].strip() or len(joined) > LONGEST_INTRODUCTION:
            return False
        if _NAMED.match(joined):
            after = place + length
            if end is not None:
                return not any(line.strip(" >\t") for line in lines[after:end])
            rest = [line for line in lines[after : after + 4] if line.strip()]
            return bool(rest) and rest[0].lstrip().startswith(">")
    return False


def _is_introduction(lines: list[str], place: int) -> bool:
    """Whether "On …, somebody wrote:" begins here; it may go on for some lines."""
    for length in range(1, MOST_LINES + 1):
        part = lines[place : place + length]
        if not part[-1].strip():
            return False
        joined = " ".join(line.strip() for line in part)
        if len(joined) > LONGEST_INTRODUCTION:
            return False
        if _WROTE.match(joined):
            after = place + length
            rest = [line for line in lines[after : after + 4] if line.strip()]
            # A sentence of theirs may end in "wrote:"; a quotation follows an introduction.
            quoted = not rest or rest[0].lstrip().startswith(">")
            return quoted or re.search(r"[@\d]", joined) is not None
        if place + length >= len(lines):
            return False
    return False


def _starts_header(lines: list[str], place: int) -> bool:
    following = lines[place + 1 : place + 3]
    if _HEADER.match(lines[place]):
        return any(_NEXT_HEADER.match(line) for line in following)
    # Some begin with the date.
    return bool(_NEXT_HEADER.match(lines[place])) and any(_HEADER.match(one) for one in following)


def _tidy(text: str) -> str:
    """One kind of line end, and no characters that turn or hide what follows."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u00a0", " ").replace("\u2028", "\n")
    return "".join(
        letter
        for letter in text
        if letter in "\n\t\u200c\u200d" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )


#: A tag, words, or a sign that begins no tag. Each letter is looked at once, which Python's own
#: parser does not promise of tags that never end.
_MARKUP = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|<[!?][^<>]*>|([^<]+|<)")
_QUOTED_BY_CLASS = re.compile(
    r"gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend|protonmail_quote|"
    r"zmail_extra|messageReplySection|mail-editor-reference-message|name=.?quote\b",
    re.IGNORECASE,
)
_BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "pre", "hr"))
_HIDDEN = frozenset(("style", "script", "head", "title", "template", "blockquote"))


def of_html(html: str) -> str:
    """The new words of an email that has no plain text.

    What a mail program quotes stands in a blockquote, or behind a mark of its own.
    """
    parts: list[str] = []
    hidden, depth = "", 0
    for found in _MARKUP.finditer(_without_comments(html[:LONGEST])):
        end, tag, attributes, words = found[1], (found[2] or "").lower(), found[3], found[4]
        if hidden:
            depth += (tag == hidden) * (-1 if end else 1)
            hidden = hidden if depth else ""
        elif words is not None:
            parts.append(re.sub(r"\s+", " ", words))
        elif tag and not end and _QUOTED_BY_CLASS.search(attributes):
            break
        elif tag in _HIDDEN and not end:
            hidden, depth = tag, 1
        elif tag in _BLOCKS:
            parts.append("\n")
    text = re.sub(r"[ \t]+", " ", unescape("".join(parts)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text)).strip()


def _without_comments(html: str) -> str:
    kept, place = [], 0
    while (start := html.find("<!--", place)) >= 0:
        kept.append(html[place:start])
        end = html.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        place = end + 3
    return "".join([*kept, html[place:]])
