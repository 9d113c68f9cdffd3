"""Tells a real value from what only looks like one: placeholders, names, words, hashes.

Two questions are asked. Is it a placeholder ("your-key-here", "changeme", ``${TOKEN}``)? And does
it look random, or is it made of words? The second asks how often letters, digits and cases take
turns, and how usual its pairs of letters are in words.
"""

from __future__ import annotations

import re
from itertools import pairwise

#: Said only of what is no real value, wherever it stands within it.
_PLACEHOLDER = re.compile(
    r"(?i)example|placeholder|change[-_ ]?me|change[-_ ]?this|replace[-_ ]?(?:me|this|with)|"
    r"dummy|redacted|\bhidden\b|insert[-_ ]|your[-_ ]|[-_]here\b|to[-_ ]?do\b|not[-_ ]?(?:a[-_ ]?)?"
    r"(?:real|secret)|fake[-_]|[-_]fake|sample[-_]|[-_]sample|x{5,}|\*{3,}|\.{3}|…|<[^>]*>|"
    r"123456789|abcdefgh|0{12}|foobar|lorem|deadbeef|password_here|\bno[-_]?key\b|only[-_]for"
)
#: Something that is filled in, or read from elsewhere, when the program runs.
_FILLED_IN = re.compile(
    r"\$\{|^\$\(|^\$[A-Za-z_]\w*$|\{\{|\}\}|<%|%\(\w+\)|^%[A-Za-z_]+%?$|^\{[\w.\[\]'\"!:]*\}|#\{|"
    r"^@\w+@$|environ|getenv|process\.env|import\.meta|settings\.\w|secrets\.[a-zA-Z]|vault[:.]|^op://|"
    r"^arn:|^projects/|^/run/secrets|^file:|^ref\+|^ENC\[|^kms:|^ssm:|__\w+__|\bNone\b|\bnull\b|"
    r"\bundefined\b|\(\?[:=!P<]"
)
#: Code, where a value stands without quotation marks.
CODE = re.compile(r"^[\w.\[\]]+\(|^[\[({!&*@]|^\w+\[|config[.\[(]|^self\.|^this\.|^request\.")
#: The symbols of keys that Django makes.
_SYMBOLS = re.compile(r"[!@#$%^&*(=+)]")
#: Passwords that nobody means: what samples, tests and local databases use.
_WEAK_TEXT = """
admin administrator changeit default demo dev develop development django empty foo guest hello
letmein local localhost login mysql none null pass passphrase passwd password passwort postgres
private public pwd qwerty redis root secret sample string test tester testing token true false
user username value welcome
"""
_WEAK = frozenset(_WEAK_TEXT.split())
#: What hashes begin with: they are made to be kept, or to be seen.
_HASH = re.compile(
    r"(?i)^(?:sha\d{1,3}|md5|h1|blake\d\w?)[-:=]|^(?:pbkdf2_|bcrypt|argon2|scrypt|md5\$|sha1\$|"
    r"\$2[aby]\$|\$argon2|\$[156y]\$|\$pbkdf2|\{SHA|\{SSHA)"
)
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_RUNS = re.compile(r"0123456789|1234567890|abcdefghij\w*|ABCDEFGHIJ\w*|qwerty\w*", re.IGNORECASE)
#: A path to a file, as manifests of static files and source maps list them.
_FILE = re.compile(
    r"(?:[\w@.-]+/)*[\w@-]+(?:\.[\w-]+)*\.(?:css|m?js|map|json|py|html?|png|svg|jpe?g|gif|webp|ico|"
    r"woff2?|ttf|md|txt|ya?ml|po|mo|pdf|wasm)"
)
_SEPARATED = re.compile(r"[^A-Za-z0-9]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
#: Pairs of letters that make up most of written words, in English and its neighbours.
_COMMON_TEXT = """
th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al de se le
sa si ar ve ra ld ur io ne me co ic el ro ta om ri ch ma li la il ll ec no us ns di so be un ho
ce pe mo na ac ge ie em ee ss ts ke we wa wi tr pr po pa op ol ot ow os oo ns mi lo ul ut ir id
im ig fo fi fe ev et da do ct ck ca by bl ba au ap am ai ag ad ab up vi wh wo ye yo su sh sp ry
rt rs rm rd oc od pl pt pi pu qu ub uc ue ug ui um up va vo vi xt ex ys my ly ty gy ga gi go gr
ht hu hr ia ib if ip iv ke ki kn ks lf lt lu lv mb mp mu mm nc ni nk nn nu ob og pp rc rk rn rr
ru rv sc sk sl sm sw sy tu tt tw ud av aw ay az bi bo br bu cl cr cs cy dd dr du dy eb ef eg ei
ek ep eq ew ey ff fl fr ft fu gh gl gn gs ie ik ja jo ju fa ci cc ak
"""
_COMMON = frozenset(_COMMON_TEXT.split())


def is_placeholder(value: str) -> bool:
    """Whether it stands for a value that somebody is to fill in, or that is read elsewhere."""
    if _PLACEHOLDER.search(value) or _FILLED_IN.search(value) or _HASH.search(value):
        return True
    body = _SEPARATED.sub("", value).lower()
    # One or two characters over and over: xxxx, 0000, abab.
    return len(set(body)) <= max(2, min(4, len(body) // 5))


def looks_random(value: str, *, least: int = 16) -> bool:
    """Whether nobody would think of it: a key, and neither words nor a name nor a path."""
    if len(value) < least or is_placeholder(value) or _is_address(value):
        return False
    rest = _RUNS.sub("-", value).rstrip("=")
    joined = _SEPARATED.sub("", rest)
    if len(joined) >= max(12, least * 0.75) and _turns(joined) > 0.42 and _has_all_three(joined):
        return True
    chunks = [chunk for chunk in _SEPARATED.split(rest) if chunk]
    if not chunks or sum(map(len, chunks)) < least * 0.75:
        return False
    if len(value) - sum(map(len, chunks)) > len(value) * 0.45:
        return False
    odd = sum(len(chunk) for chunk in chunks if not _is_wordy(chunk))
    return odd >= max(8, 0.4 * sum(map(len, chunks)))


def looks_like_a_django_key(value: str) -> bool:
    """Whether it is what ``startproject`` makes: letters, digits and many symbols.

    Braces and brackets in it are chance, so only outright placeholders are left out.
    """
    if _PLACEHOLDER.search(value) or len(value) < 20 or any(map(str.isspace, value)):
        return False
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return mixed and len(set(_SYMBOLS.findall(value))) >= 3 and len(set(value)) >= 12


def plausible_password(value: str, *, quoted: bool) -> bool:
    """Whether it could be somebody's password: not a word, not code, not a sample.

    Unquoted values are often code or prose, so they have to be odder.
    """
    if len(value) < 6 or len(value) > 200 or any(char.isspace() for char in value):
        return False
    if is_placeholder(value) or _is_address(value):
        return False
    bare = re.sub(r"(?i)[^a-z]", "", value)
    if bare.lower() in _WEAK or re.sub(r"\d+$", "", value.lower()) in _WEAK:
        return False
    for word in ("password", "passwd", "passwort", "secret", "changeit"):
        bare = re.sub(word, "", bare, flags=re.IGNORECASE)
    if not bare or (not quoted and CODE.search(value)):
        return False
    if re.fullmatch(r"[A-Za-z_.$-]+", value):
        return looks_random(value, least=12)
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    symbols = re.search(r"[^A-Za-z0-9_.-]", value) is not None
    if re.fullmatch(r"[a-z]+(?:[-_.][a-z0-9]+)+|[A-Z]+(?:_[A-Z0-9]+)+", value):
        return looks_random(value)
    return letters and (digits or symbols)


def _is_address(value: str) -> bool:
    if re.fullmatch(r"[A-Za-z0-9+/]{20,}={0,2}", value) and ("+" in value or value[-1] == "="):
        return False  # Base64 may begin with a slash too.
    return (
        re.match(r"[a-z][a-z0-9+.-]{1,20}://|mailto:|/[\w-]|\./|\.\./|data:|#[\w/]",
        value) is not None
        or re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", value) is not None
        or _FILE.fullmatch(value) is not None
        or re.fullmatch(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|eu|de|html?|js|css|py|json|"
                        r"png|svg|jpe?g|ya?ml|txt|md)(?:[/:].*)?", value) is not None
    )  # fmt: skip


def _is_wordy(chunk: str) -> bool:
    """Whether a piece of letters and digits is a word, a camelCase name, a number or a date."""
    if chunk.isdigit():
        return len(chunk) < 16
    parts = _CAMEL.findall(chunk)
    letters = "".join(part for part in parts if part.isalpha()).lower()
    few_digits = len(chunk) - len(letters) <= 0.2 * len(chunk)
    if len(chunk) >= 12 and few_digits and len(chunk) / len(parts) >= 3.3:
        # AName2LikeThis, whatever its digits: its pairs of letters decide.
        return _usual(letters)
    if len(chunk) >= 16 and len(parts) / len(chunk) > 0.3:
        return False
    turns = _turns(chunk)
    if any(char.isdigit() for char in chunk):
        # A name with a number (sha256, version2, area51) turns once or twice; a key all the time.
        if len(chunk) <= 6 or (turns > 0.3 and len(chunk) >= 12):
            return len(chunk) <= 6
        if sum(part.isdigit() for part in parts) > 2:
            return False
    elif re.fullmatch(r"[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+", chunk) is None and turns > 0.3:
        return False
    return _usual(letters) if len(letters) >= 6 else len(chunk) < 12


def _turns(text: str) -> float:
    """How often the class of a character is not that of the one before, from 0 to 1."""
    return sum(_class(a) != _class(b) for a, b in pairwise(text)) / max(1, len(text) - 1)


def _has_all_three(text: str) -> bool:
    return len({_class(char) for char in text}) == 3


def _class(char: str) -> int:
    return 0 if char.isdigit() else 1 if char.islower() else 2


def _usual(letters: str) -> bool:
    """Whether the pairs of letters are those of words; chance alone gives about a third."""
    pairs = [a + b for a, b in pairwise(letters)]
    return sum(pair in _COMMON for pair in pairs) / len(pairs) >= 0.62
