"""What people and secrets look like in text, as patterns and the decisions behind them.

``redaction.py`` says in which order they are looked for. A pattern here has a quick test beside it
where one exists, so that a line without anything of the kind costs a search for a few letters.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from functools import lru_cache

HIDDEN = "[hidden]"

#: A name with what binds it to its value, as headers, queries, variables, JSON and Python write it.
NAME = re.compile(r"(?<![\w-])([A-Za-z_][\w-]*+)(?:\\?[\"'])?\s{0,3}(?:=>?|:)\s{0,6}")
#: The value behind it. A quoted one may hold escapes and may have been cut short.
VALUE = re.compile(
    r"(?:(?:[Bb]earer|[Oo]ps|[Bb]asic|[Tt]oken)\s+)?(?P<list>[\[(](?=[\"'b]))?"
    r"(?:(?P<quoted>b?\\?\"(?:[^\"\\]|\\[^\"]|\\\"(?!\s*[,}\])]))*+(?:\\?\"|\Z)|"
    r"b?'(?:[^'\\]|\\.)*+(?:'|\Z))|(?P<bare>[^\s\"',;&)}\]]+))"
)
#: Parts of names whose value is a secret.
_SECRET = re.compile(
    r"passw|passphrase|pwd|secret|token(?!s)|authorization|credential|csrf|session_?id|signature|"
    r"cookie|(?:recovery|verification|confirmation|auth|login|reset|backup|otp)_code|api_?key|(?:account|access|private|sentry|auth|encryption|license)_?key|^otp|^dsn|"
    r"_key$|_pin$|_dsn$"
)
_NO_SECRET = frozenset(("primary_key", "foreign_key", "cache_key", "sort_key", "natural_key"))
#: Names whose value a visitor wrote, or is. Only quoted values and those of forms are hidden: the
#: same words stand for other things in a programmer's sentence.
_PERSONAL = re.compile(
    r"(?:message|text|content|body|question|answer|comment|notes?|prompt|input|output|subject|"
    r"(?:(?:first|last|full|sur|user|display|given|family|visitor|client|customer|lead|contact|"
    r"person|coach)_?)?name|phone|mobile|telephone|e_?mail|"
    r"address|street|city|birthday|company|visitor_id|transcript)"
)
#: The beginnings that makers of keys give them; ``-``, ``_`` or ``.`` separates them from the key.
KEY_STARTS = (
    r"sk|pk|rk|whsec|gh[a-z]|github_pat|glpat|gldt|xox[a-z]|xapp|hf|re|key|SG|gsk|xai|pplx|r8|rnd|"
    r"HRKU|npm|pypi|dckr_pat|lin_api|ntn|secret|shp[a-z]{2}|sq0[a-z]{3}|figd|ph[cxs]|pcsk|lsv2|"
    r"dp\.[a-z]{2}|mlsn|nfp|sbp|do[opr]_v1|cal|xkeysib|xsmtpsib|sntry[a-z]|glc|pat|fm2|"
    r"pscale_[a-z]+|u\d{6,9}|md|rpa|tvly|jina|nvapi|cohere|aio|EAA"
)

PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL)
ROW = re.compile(r"(Key \([^)\n]{0,200}\)=\(|Failing row contains \().*?\)(?=[\s.]|$)", re.DOTALL)
COOKIE = re.compile(r"(?i)(cookie[\"']?\s{0,3}[:=])[^\n]+")
LOGIN = re.compile(r"(\w://)(?:[^\s\"'<>:@/]*:[^\s\"'<>]*@|[^\s\"'<>/]*@)")
QUERY = re.compile(r"\?[\w%.\[\]-]+=(?:[^\s\"'<>]|'(?=\w))*")
QUERY_VALUE = re.compile(r"=[^&;#\s]+")
#: Addresses that are a secret themselves: whoever has one may post there.
HOOK = re.compile(
    r"(?i)\b((?:hooks\.slack\.com/(?:services|workflows|triggers)|discord(?:app)?\.com/api/webhooks"
    r"|hooks\.zapier\.com/hooks|hook\.[\w.]*make\.com|hc-ping\.com|api\.telegram\.org"
    r"|[\w.]*webhook\.office\.com|uptime\.betterstack\.com/api/v1/heartbeat"
    r"|heartbeat\.uptimerobot\.com)/)[^\s\"'<>]+"
)
#: "the password is hunter2": only where a word that is none follows.
SAID = re.compile(
    r"(?i)((?:passw(?:or)?d|passphrase|secret|token|key|pin|code)\s+(?:is|was|=)\s+)"
    r"(?=\S*\d)(?=\S*[a-z])\S{4,}"
)
SCHEME = re.compile(r"\b([Bb]earer|[Oo]ps|[Bb]asic|[Tt]oken)\s+([A-Za-z0-9._~+/=-]{8,})")
#: A piece that is long enough to be a key.
TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9][\w.+=-]{13,}+")
KEY = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:{KEY_STARTS})[-_.](?=[\w.-]{{0,80}}\d)[A-Za-z0-9_.+=-]{{10,}}|"
    r"A(?:KI|SI)A[0-9A-Z]{16}|AIza[\w-]{20,}|GOCSPX-[\w-]{10,}|ya29\.[\w-]{10,}|"
    r"LTAI[A-Za-z0-9]{12,}|[a-z0-9]{6,7}-[0-9a-f]{32,}|"
    r"AGE-SECRET-KEY-1\w{20,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.?[A-Za-z0-9_-]*)"
)
#: Two that hold a sign no other key has: Telegram's, and Google's refresh tokens.
ODD_KEY = re.compile(r"\b(?:\d{8,10}:AA[\w-]{30,}|1//0[\w-]{20,})")
#: The second part of the first line is for an address inside another's, as bounces are sent to:
#: ``bounces+7-ana=example.org@mail.example.com``.
EMAIL = re.compile(
    r"(?:\"[^\"\n]{1,64}\"|(?<![\w.+%-])(?:[\w.+%-]{1,64}=(?=[\w-]+\.[\w.-]+@))?[\w.+%-][\w.+%'-]{0,63})"
    r"(?:\s?[@\uff20]\s?|\\u0040|\s?[\[(]at[\])]\s?|\sat\s(?=[\w-]+\sdot\s))"
    r"(?:\[[0-9A-Fa-f.:]+\]|[\w-]{1,63}(?:(?:\.|\s?[\[(]dot[\])]\s?|\sdot\s)[\w-]{1,63})+)",
    re.IGNORECASE,
)
LONG = re.compile(r"(?<![\w+-])[A-Za-z0-9_+-]{24,}={0,2}")
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
PHONE = re.compile(
    r"(?:(?<=tel:)|(?<=sms:)|(?<![\w.:/@-]))(?:\+|\(\+?)?\d[\d ()./\u00a0\u2010-\u2013-]{5,22}\d"
    r"(?![\w-]|[.:]\d)"
)
#: Links that are a telephone number: WhatsApp's, Signal's, Telegram's.
CHAT_LINK = re.compile(r"(?i)((?:wa\.me/|signal\.me/#p/|t\.me/\+)\+?)\d{7,15}(?!\d)")
#: ``Name: Jane Doe``, as a form is written out in a sentence.
PERSON = re.compile(
    r"[A-Z\u00c0-\u00de][\w'\u2019-]+(?:[ \u00a0](?:v[ao]n|d[aeiu]|de[lnr]|l[ae]|bin|al))*"
    r"(?:[ \u00a0][A-Z\u00c0-\u00de][\w'\u2019.-]*){1,3}"
)
NOT_A_PHONE = re.compile(
    r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|\d{1,3}(?:\.\d{1,3}){3}"
)
CARD = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
IP4 = re.compile(r"(?<![\w.])(?<![A-Za-z]/)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}(?![\w.]*\d|/\d)")
IP6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:]|/\d)")
SQL = re.compile(
    r"(?i)\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from|select\s.*?\sfrom|values\s*\()",
    re.DOTALL,
)
#: ``parameter $1 = '…'``, as PostgreSQL tells of what it was given.
PARAMETER = re.compile(r"(\$\d+\s?=\s?)'(?:[^']|'')*(?:'|\Z)")
#: Parts of a form with files (RFC 7578), also as the repr of bytes.
MULTIPART = re.compile(
    r"(form-data;[^\n]*?(?:\r?\n\r?\n|\\r\\n\\r\\n)).*?(?=\r?\n--|\\r\\n--|\Z)", re.DOTALL
)
#: ``('password', 'hunter2')``
TUPLE = re.compile(r"\([\"']([\w-]+)[\"'],\s?(b?(?:\"[^\"]*\"?|'[^']*'?))")
#: A stored password (Django's own form).
HASH = re.compile(r"\b(?:pbkdf2_\w+|argon2\w*|bcrypt\w*|scrypt|md5)\$\S+")
SQL_TEXT = re.compile(r"'(?:[^']|'')*(?:'|\Z)")
SQL_ARGUMENTS = re.compile(
    r"((?:args|params|parameters)\s?[=:]\s?)[\[({].*?(?=; alias|$)", re.DOTALL
)
#: The repr of an exception, in which it quotes what it was about.
ERROR = re.compile(
    r"(\b[A-Za-z_]\w*(?:Error|Exception|Warning)\()(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
)
QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")

_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")
#: Addresses of machines of our own side, which say nothing about a visitor.
_INSIDE = tuple(
    ipaddress.ip_network(item)
    for item in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip


def shorter_address(match: re.Match[str]) -> str:
    """An IP address without the part that tells one household from the next: /24, or /48."""
    try:
        address = ipaddress.ip_address(match[0])
    except ValueError:
        return match[0]
    if any(address in network for network in _INSIDE):
        return match[0]
    kept = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, kept), strict=False))


def hide_card(match: re.Match[str]) -> str:
    """The number of a payment card (ISO/IEC 7812, check digit by Luhn), and nothing else."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return "[card]" if (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 else match[0]


def hide_iban(match: re.Match[str]) -> str:
    """An account number (ISO 13616, check digits by MOD 97-10), and nothing else."""
    text = match[0].replace(" ", "")
    turned = "".join(str(int(char, 36)) for char in text[4:] + text[:4])
    return "[account]" if 15 <= len(text) <= 34 and int(turned) % 97 == 1 else match[0]


@lru_cache(maxsize=2_000)
def kind_of_name(name: str) -> str:
    """What stands behind a name: "secret", "personal" or ""."""
    plain = _CAMEL.sub(r"_\1", name).lower().replace("-", "_")
    if plain in _NO_SECRET:
        return ""
    if _SECRET.search(plain):
        return "secret"
    return "personal" if _PERSONAL.fullmatch(plain) else ""


def hide_key(match: re.Match[str]) -> str:
    """What a maker's beginning gives away in a long piece, and what looks random in the rest."""
    if _is_login(match[0]):
        return HIDDEN
    return LONG.sub(hide_long, KEY.sub(HIDDEN, match[0]))


def _is_login(text: str) -> bool:
    """Whether it is ``name:password`` in base64, as a ``Basic`` login is sent."""
    if len(text) % 4 or len(text) > 400 or text.islower() or not text.rstrip("=").isalnum():
        return False
    try:
        plain = base64.b64decode(text, validate=True)
    except ValueError:
        return False
    return plain.isascii() and b":" in plain and plain.decode().isprintable()


def hide_pair(match: re.Match[str]) -> str:
    """The second of two, where the first says what it is."""
    if not kind_of_name(match[1]):
        return match[0]
    return f'{match[0][: match.start(2) - match.start()]}"{HIDDEN}"'


def hide_query(match: re.Match[str]) -> str:
    """The names of a query without its values."""
    return QUERY_VALUE.sub("=…", match[0])


def hide_scheme(match: re.Match[str]) -> str:
    """The credentials of an ``Authorization`` header."""
    # "Basic authentication" and "token expired" are words, not credentials.
    if match[2].isalpha() and match[2].islower():
        return match[0]
    return f"{match[1]} {HIDDEN}"


def hide_long(match: re.Match[str]) -> str:
    """Long random text; names of functions and request ids are kept."""
    text = match[0]
    if UUID.fullmatch(text):
        return text
    if all(char in "0123456789abcdef" for char in text):
        # 32 of them is a request id or a UUID without dashes, both made to be seen.
        return text if len(text) <= 32 else HIDDEN
    digits = sum(char.isdigit() for char in text)
    if not digits:
        return text
    mixed = text.lower() != text and text.upper() != text
    # Words joined by signs are a name; letters and many digits in one piece are not.
    one_piece = digits >= 3 and not any(char in "_-+" for char in text)
    return HIDDEN if mixed or one_piece else text


def hide_phone(match: re.Match[str]) -> str:
    """A telephone number as people write them; dates, addresses and plain numbers are kept."""
    text = match[0]
    if NOT_A_PHONE.match(text):
        return text
    groups = re.findall(r"\d+", text)
    digits = sum(map(len, groups))
    if not 7 <= digits <= 15:
        return text
    if text[0] in "+(":
        return "[phone]"
    if groups[0].startswith("0"):
        return "[phone]" if digits >= 9 else text
    if len(groups) >= 3 and digits >= 9 and max(map(len, groups)) <= 4:
        return "[phone]"
    if "-" in text and [len(group) for group in groups] == [3, 4]:
        return "[phone]"
    return text


def hide_quoted(match: re.Match[str]) -> str:
    """What an error quotes at length: drivers and parsers quote what a visitor wrote."""
    inner = match[0][1:-1]
    if len(inner) > 40 or any(char.isspace() for char in inner.strip()):
        return f"{match[0][0]}…{match[0][0]}"
    return match[0]
