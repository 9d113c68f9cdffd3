"""What somebody is known by, besides an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What was found of somebody."""

    ADDRESS = "address"
    NAME = "name"
    PHONE = "telephone number"
    #: Of a row of theirs, such as a conversation's: by it what was written about them is found.
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Known:
    """A name, a telephone number as it was typed, another address of theirs, or a number."""

    sort: Sort
    text: str


def name(text: str) -> Known:
    """A person's name."""
    return Known(Sort.NAME, " ".join(text.split()))


def phone(text: str) -> Known:
    """A telephone number."""
    return Known(Sort.PHONE, text.strip())


def address(text: str) -> Known:
    """Another address of the same person."""
    return Known(Sort.ADDRESS, text.strip())


def number(text: object) -> Known:
    """What a row of theirs is called elsewhere: letters that are nobody else's by chance."""
    return Known(Sort.NUMBER, str(text))
