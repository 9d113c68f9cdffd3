"""A sentence as its reader sees it, cut into tokens: whatever it was dressed up as.

A figure can be hidden in full-width or Arabic digits, zero-width marks, HTML entities, Markdown,
letters of another alphabet or spaces between its digits. All of them are brought back to one plain
form here, for replies and sources alike, so that the rules are written once.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from chatbot.guards.claims.listing import listed

#: Pairs of a letter of another alphabet and the Latin one it is drawn like (Unicode TR 39).
_PAIRS = (
    "аa αa ɑa Ьb сc ϲc ԁd еe εe ҽe ғf ɡg һh іi ιi ıi јj кk κk ӏl мm нn пn ոn оo οo օo рp ρp ԛq гr"
    " ѕs тt τt υu սu νv ѵv ԝw ωw хx χx уy γy АA ΑA ВB ΒB СC ЕE ΕE НH ΗH ІI ΙI ЈJ КK ΚK МM"
    " ΜM ΝN ОO ΟO"
    " РP ΡP ЅS ТT ΤT ХX ΧX УY ΥY ΖZ"
)


_LATIN = {pair[0]: pair[1] for pair in _PAIRS.split()}


_SIGNS = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "", "“": '"', "”": '"', "„": '"', "«": '"',
    "»": '"', "‐": "-", "‑": "-", "‒": "-", "−": "-", "⁄": "/", "∕": "/", "。": ".", "｡": ".",
    "、": ",", "，": ",", "·": ".", "•": "|", "＊": "*", "﹩": "$", "✕": "×", "✖": "×", "⋅": ".",
}  # fmt: skip


#: Marks that turn the reading order round: what is drawn is not what is stored.
OVERRIDES = re.compile("[\u202d\u202e]")


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->")


_MARKS = re.compile(r"(?<=\d) ?\*{1,2} ?(?=[$€£]?\d)|\*+|~~|`+|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])")


_SPACED_DIGITS = re.compile(r"(?<![\d.,:/-])\d(?:[ ._-]\d){2,}(?![\d:/]|[.,-]\d)")


_SPACED_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._-][^\W\d_]){3,}(?![^\W_])")


_ONE_WORD = re.compile(
    r"\b(wi|e|check|pre|co|re|on|in|no)-"
    r"(?=(fi|mail|book|in|paid|working|site|line|person|shows?)\b)",
    re.IGNORECASE,
)


_ON_LINE = re.compile(r"\b(?:en l[ií]nea|em linha|en ligne)\b", re.IGNORECASE)
_AT = re.compile(r"\s*[\[({<]\s*(?:at|arroba|@)\s*[\])}>]\s*", re.IGNORECASE)


_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|punkt|punto|point|ponto|\.)\s*[\])}>]\s*", re.IGNORECASE)


_SPELT_DOMAIN = re.compile(
    r"\b([\w-]+)\s+(?:dot|punkt|punto|point|ponto)\s+"
    r"(com|net|org|info|io|co|app|biz|xyz|shop|online|site|example)\b", re.IGNORECASE,
)  # fmt: skip


_SPELT_AT = re.compile(r"\b([\w.+-]+)\s+(?:at|arroba)\s+((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)


_TOKEN = re.compile(
    r"(?P<email>[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<link>(?:h[tx]{2}ps?|ftp|data|javascript|mailto|tel|sms)\s?:\s?/{0,2}[^\s<>\"|]+"
    r"|www\d?\.[^\s<>\"|]+|(?<![\w.@])(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}(?![\w@])"
    r"(?::\d+)?(?:[/?#][^\s<>\"|]*)?)"
    r"|(?P<number>(?<![:\d])[1-9]\d{0,2}(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)


#: Said with dots and no address: abbreviations, files.
_NOT_HOSTS = re.compile(
    r"(?:[a-z]\.)+[a-z]{1,2}|(?:ph|ll|b|m)\.(?:d|m|sc|a)|\S+\.(?:pdf|docx?|txt|xlsx|csv)|p\.ej",
    re.IGNORECASE,
)


_TOP_LEVEL = listed(
    """
    com net org info biz io co app dev xyz shop online site store club link click live page
    example test local edu gov mil int name pro mobi tel travel jobs museum blog cloud coach
    consulting training life today world space tech website zip mov top vip win work
    """
)


#: Negation words in front of an apostrophe stay whole; French short words are cut off.
_ELIDED = listed("l d c j m n s t qu jusqu lorsqu puisqu")


_CURRENCY_SIGNS = frozenset("$€£¥₹₽₩₺฿₫₪₴¢")


class Token(NamedTuple):
    """One token. ``kind`` is email, link, number, word or sign; ``low`` is folded, no accents."""

    kind: str
    text: str
    low: str
    start: int
    end: int


def _read_character(character: str) -> str:
    """What one character counts as: its digit, its Latin twin, or nothing when it is not drawn."""
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category in ("Cf", "Me", "Cs", "Co") or character in "\u034f\u115f\u1160\u2800\u3164\uffa0":
        return ""
    if category == "Mn":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if 0x1F1E6 <= ord(character) <= 0x1F1FF:
        return chr(97 + ord(character) - 0x1F1E6)  # Letters of flags.
    if 0x1F170 <= ord(character) <= 0x1F189:
        return chr(97 + ord(character) - 0x1F170)  # Letters in boxes.
    if category == "Zs":
        return " "
    if category in ("No", "Nl"):
        value = unicodedata.numeric(character, -1.0)
        return f"{value:g}" if value >= 0 else character
    return character


_KNOWN: dict[str, str] = {chr(code): chr(code) for code in range(128)}


def _plain_characters(text: str) -> str:
    pieces = []
    for character in unicodedata.normalize("NFKC", text):
        plain = _KNOWN.get(character)
        if plain is None:
            plain = _read_character(character)
            if len(_KNOWN) < 20_000:
                _KNOWN[character] = plain
        pieces.append(plain)
    return "".join(pieces)


_MIXED = re.compile(r"[^\W\d_]+")


#: Small capitals, turned letters and the like: no language of ours is written in them.
_PHONETIC = re.compile("[\u0192\u01dd\u0250-\u02af\u1d00-\u1d7f\ua720-\ua7ff]")


def disguised(text: str) -> str:
    """The first word that mixes alphabets to look Latin, or a turned reading order; else ""."""
    if text.isascii():
        return ""
    if found := OVERRIDES.search(text):
        return found.group()
    if found := _PHONETIC.search(text):
        return found.group()
    for word in _MIXED.findall(unicodedata.normalize("NFKC", text)):
        if any(c in _LATIN for c in word) and any(c.isascii() for c in word):
            return str(word)
    return ""


def _latin(match: re.Match[str]) -> str:
    word = match.group()
    if word.isascii() or not any(c.isascii() for c in word):
        return word
    return "".join(_LATIN.get(c, c) for c in word)


def _addresses_of_tag(match: re.Match[str]) -> str:
    """A tag is not drawn, but where it leads stays."""
    found = _TARGET.findall(match.group())
    return f" {' '.join(found)} " if found else ""


_TARGET = re.compile(r"""(?:href|src|action)\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)


def plain(text: str) -> str:
    """``text`` with every disguise taken off; the case of letters and accents stay."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if not text.isascii():
        text = _MIXED.sub(_latin, _plain_characters(text))
    if "<" in text:
        text = _TAG.sub(_addresses_of_tag, text)
    if any(sign in text for sign in "*_`~\\"):
        text = _MARKS.sub(lambda m: " × " if m.group().strip(" ") in ("*", "**")
                          and m.group() and m.start() and text[m.start() - 1].isdigit()
                          and m.end() < len(text) and text[m.end()] in "$€£0123456789"
                          and " " in m.group() else "", text)  # fmt: skip
    if "-" in text:
        text = _ONE_WORD.sub(r"\1", text)
    text = _ON_LINE.sub("online", text)
    text = _SPACED_DIGITS.sub(lambda m: re.sub(r"\D", "", m.group()), text)
    text = _SPACED_LETTERS.sub(lambda m: re.sub(r"[\W_]", "", m.group()), text)
    if "(" in text or "[" in text or "{" in text:
        text = _DOT.sub(".", _AT.sub("@", text))
    if " " in text and (" dot " in text.lower() or "nt" in text or "to" in text):
        text = _SPELT_AT.sub(r"\1@\2", _SPELT_DOMAIN.sub(r"\1.\2", text))
    return text


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case without accents: ü as u, ß as ss."""
    word = word.casefold()
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return word


@lru_cache(maxsize=20_000)
def _low(word: str) -> str:
    word = fold(word)
    if "'" in word and not word.endswith("n't"):
        before, _, after = word.partition("'")
        word = after.rpartition("'")[2] if before in _ELIDED and len(after) > 1 else before
    return word


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text, in order."""
    found = []
    at = 0
    while match := _TOKEN.search(text, at):
        kind = match.lastgroup or "sign"
        body, start, end = match.group(), match.start(), match.end()
        if kind == "link":
            body = body.rstrip(".,;:!?'\")]}")
            end = start + len(body)
            if not _is_link(body):
                kind = "word"
                body = body.split(".", 1)[0] if not _NOT_HOSTS.fullmatch(body) else body
                end = start + len(body)
        at = end
        low = _low(body) if kind == "word" else body
        found.append(Token(kind, body, low, start, end))
    return found


def _is_link(body: str) -> bool:
    """Whether words with dots between are an address, not two sentences without a space."""
    if _NOT_HOSTS.fullmatch(body):
        return False
    if ":" in body or "/" in body or body.lower().startswith("www"):
        return True
    last = body.rpartition(".")[2]
    return last.islower() or last.lower() in _TOP_LEVEL


def is_currency(text: str) -> bool:
    """Whether this is one currency sign."""
    return text in _CURRENCY_SIGNS
