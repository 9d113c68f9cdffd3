"""Finding one person in any text, and blotting them out of it, without touching anybody else.

``joana@example.org`` is not ``ana@example.org``, ``ana+news@example.org`` is somebody's of their
own, and ``ana@example.org.br`` is elsewhere; ``ANA@Example.ORG.`` at the end of a sentence is hers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from ops.addresses import domain_forms, tidy
from ops.privacy.known import Known, Sort
from ops.privacy.reading import folded, is_wrapped, readings
from ops.privacy.since import until_of

#: What stands where something was taken out.
DELETED = "[deleted]"
#: What an address cannot be without, in letters of any width.
AT = ("@", "＠", "﹫")
#: What stands between the digits of a telephone number.
BETWEEN = dict.fromkeys(map(ord, " \t\u00a0().-/"))
ADDRESS_LIKE = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+")
NUMBER_LIKE = re.compile(r"(?<![\w.])\+?\(?\d[\d \t\u00a0().\-/]{5,}\d(?!\w)")
MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){5}")
#: Digits of a telephone number from which on it is looked for, and is nobody else's by chance.
SHORTEST, SURE = 7, 9
#: The last digits decide: the country's code may be written or not.
COMPARED = 9


class Looker:
    """Knows one person by addresses, names and telephone numbers.

    ``address`` is one, or a ``Person``, which has more of them and may have asked for what was
    there at a moment only.
    """

    def __init__(self, address: str, known: Iterable[Known] = ()) -> None:
        wanted = [*known, *getattr(address, "known", ())]
        others = [one.text for one in wanted if one.sort is Sort.ADDRESS]
        self.addresses = list(dict.fromkeys(tidy(one) for one in (address, *others)))
        self.names = [one.text for one in wanted if one.sort is Sort.NAME]
        self.phones = [one.text for one in wanted if one.sort is Sort.PHONE]
        #: What was made later is not looked at.
        self.until = until_of(address)
        #: Of a single short name nobody can say whose it is.
        self.sure_names = [name for name in self.names if _is_sure(name)]

    def sorts_in(self, text: str) -> set[Sort]:
        """What of the person stands in a text, in whatever it is wrapped."""
        found: set[Sort] = set()
        for one in readings(text) if is_wrapped(text) else (text,):
            found |= self._plainly_in(one)
        return found

    def sure_in(self, text: str) -> set[Sort]:
        """The same without names that are anybody's."""
        found = self.sorts_in(text)
        if Sort.NAME in found and not self.sure_names:
            found.discard(Sort.NAME)
        return found

    def has_address(self, text: str) -> bool:
        """Whether the address stands in a text."""
        return Sort.ADDRESS in self.sorts_in(text)

    def without(self, text: str) -> str:
        """The text with the person blotted out; all of it where they are wrapped in it."""
        changed = ADDRESS_LIKE.sub(lambda match: self._without_address(match.group()), text)
        if self.phones:
            changed = NUMBER_LIKE.sub(
                lambda match: DELETED if self._is_phone(match.group()) else match.group(), changed
            )
        for pattern in self._names_as_written:
            changed = pattern.sub(DELETED, changed)
        return DELETED if self.sure_in(changed) else changed

    def without_in(self, value: object) -> object:
        """The same for what JSON holds."""
        if isinstance(value, str):
            return self.without(value) if self.sure_in(value) else value
        if isinstance(value, list):
            return [self.without_in(one) for one in value]
        if isinstance(value, dict):
            return {self.without_in(key): self.without_in(one) for key, one in value.items()}
        if isinstance(value, int) and not isinstance(value, bool) and self._is_phone(str(value)):
            return None
        return value

    def spellings(self) -> list[str]:
        """The addresses as they most likely stand in a text, to ask a file for."""
        return [one for address in self.addresses for one in _spellings(address)]

    def _plainly_in(self, text: str) -> set[Sort]:
        found: set[Sort] = set()
        if any(mark in text for mark in AT) and self._holds_address(folded(text)):
            found.add(Sort.ADDRESS)
        if self.names and self._holds_name(folded(text)):
            found.add(Sort.NAME)
        if self.phones and self._holds_phone(text):
            found.add(Sort.PHONE)
        return found

    def _holds_name(self, read: str) -> bool:
        return any(word in read and pattern.search(read) for word, pattern in self._names)

    def _holds_phone(self, text: str) -> bool:
        if not MANY_DIGITS.search(text):
            return False
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        if not any(tail in text.translate(BETWEEN) for tail in self._tails):
            return False
        return any(self._is_phone(one.group()) for one in NUMBER_LIKE.finditer(text))

    def _holds_address(self, read: str) -> bool:
        return any(not _goes_on(read, match.end()) for match in self._pattern.finditer(read))

    def _without_address(self, text: str) -> str:
        if not self._holds_address(folded(text)):
            return text
        blotted = self._raw_pattern.sub(DELETED, text)
        return DELETED if self._holds_address(folded(blotted)) else blotted

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = "|".join(_form(folded(address)) for address in self.addresses)
        return re.compile(rf"(?<![\w.+\-])(?<!\w['’])(?:{forms})(?![\w\-])")

    @cached_property
    def _raw_pattern(self) -> re.Pattern[str]:
        forms = "|".join(_form(address) for address in self.addresses)
        return re.compile(rf"(?<![\w.+\-])(?:{forms})(?![\w\-])", re.I)

    @cached_property
    def _names(self) -> list[tuple[str, re.Pattern[str]]]:
        """With a word of each, which is looked for first because that is quick."""
        return [
            (max(folded(name).split(), key=len), pattern)
            for name in self.names
            for pattern in _patterns(folded(name))
        ]

    @cached_property
    def _tails(self) -> list[str]:
        """The last digits of each number."""
        return [core[-6:] for phone in self.phones if len(core := _digits(phone)) >= SHORTEST]

    @cached_property
    def _names_as_written(self) -> list[re.Pattern[str]]:
        return [
            re.compile(pattern.pattern, re.I)
            for name in self.sure_names
            for pattern in _patterns(name)
        ]

    def _is_phone(self, text: str) -> bool:
        digits = _digits(text)
        if len(digits) < SHORTEST:
            return False
        for phone in self.phones:
            core = _digits(phone)
            if len(core) < SHORTEST:
                continue
            if len(core) >= SURE and len(digits) >= SURE:
                if digits[-COMPARED:] == core[-COMPARED:] and abs(len(digits) - len(core)) <= 4:
                    return True
            elif digits == core:
                return True
        return False


def _form(address: str) -> str:
    """An address in a pattern, its domain in each of its spellings."""
    local, _, domain = address.rpartition("@")
    domains = "|".join(re.escape(folded(form)) for form in domain_forms(domain)) or r"(?!)"
    return rf"{re.escape(local)}@(?:{domains})"


def _spellings(address: str) -> list[str]:
    local, _, domain = address.rpartition("@")
    locals_ = dict.fromkeys(
        form
        for one in (local, local.lower(), local.upper(), local.casefold(), local.capitalize())
        for form in (one, unicodedata.normalize("NFD", one))
    )
    domains = [form for one in domain_forms(domain) for form in (one, one.upper())]
    return [f"{left}@{right}" for left in locals_ for right in domains]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text)).lstrip("0")


def _is_sure(name: str) -> bool:
    """Whether a name is hardly anybody else's: two words, or three letters of a script without
    spaces.
    """
    words = name.split()
    letters = sum(letter.isalpha() for letter in name)
    return (len(words) > 1 and letters >= 5) or (letters >= 3 and _without_spaces(name))


def _without_spaces(name: str) -> bool:
    return all("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in name)


def _patterns(name: str) -> list[re.Pattern[str]]:
    words = [re.escape(word) for word in name.split()]
    if not words or sum(letter.isalnum() for letter in name) < 2:
        return []
    if _without_spaces(name):
        return [re.compile(words[0])]
    orders = [words, [*words[-1:], *words[:-1]]] if len(words) > 1 else [words]
    between = r"(?:[\s_+,.\-]|%20)+"
    return [re.compile(rf"(?<!\w){between.join(order)}(?!\w)") for order in orders]


def _goes_on(read: str, end: int) -> bool:
    """Whether a domain goes on where an address was found: ``.br``, and not the next sentence."""
    more = re.match(r"(?:\.[\w-]+)+", read[end:])
    if more is None:
        return False
    last = more.group().rpartition(".")[2]
    from ops.launch.network.names import is_top_level

    return is_top_level(last)
