"""Everything one person is known by, gathered before any of it is deleted.

Rooms are asked one after the other, and what the first deletes the next can look up no more; so it
is looked up once, and handed to each of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from functools import cached_property

from ops import privacy
from ops.addresses import address_key, address_problem, tidy
from ops.privacy.known import Known, Sort
from ops.privacy.staff import works_here


class Person(str):
    """The address they were asked for by, with what is known of them.

    A text like any address, so that a handler that needs no more takes it for one. ``until`` is
    when they asked, where what came later is not meant (``ops.privacy.since``); ``accounts`` are
    the numbers of accounts that were closed when they asked, and of which no address is left.
    """

    known: tuple[Known, ...]
    until: datetime | None
    accounts: tuple[int, ...]

    def __new__(
        cls,
        address: str,
        known: Iterable[Known] = (),
        *,
        until: datetime | None = None,
        accounts: Iterable[int] = (),
    ) -> Person:
        self = super().__new__(cls, tidy(address))
        self.known = tuple(dict.fromkeys(known))
        self.until = until
        self.accounts = tuple(accounts)
        return self

    @property
    def addresses(self) -> list[str]:
        """All of theirs, the one they were asked for by first."""
        found = {address_key(self): str(self)}
        for one in self._of(Sort.ADDRESS):
            found.setdefault(address_key(one), one)
        return list(found.values())

    @cached_property
    def numbers(self) -> list[str]:
        """What their rows are called elsewhere."""
        return self._of(Sort.NUMBER)

    def _of(self, sort: Sort) -> list[str]:
        return [one.text for one in self.known if one.sort is sort]


def person_of(
    address: str,
    also: Iterable[Known] = (),
    *,
    until: datetime | None = None,
    accounts: Iterable[int] = (),
    rooms: Container[str] | None = None,
) -> Person:
    """Who an address is; of nobody known the address alone. ``also`` is what is known of before.
    ``until`` and ``accounts`` are as in ``Person``; ``rooms`` are the only ones to be asked.

    Each address of theirs may bring another, so it is asked until none is new. An address of
    somebody who works here stays out of it, whoever it was put to.
    """
    if isinstance(address, Person):
        return address
    known, asked, accounts = list(also), list[str](), tuple(accounts)
    waiting = [address, *(one.text for one in known if one.sort is Sort.ADDRESS)]
    while waiting:
        one = waiting.pop(0)
        key = "" if address_problem(one) else address_key(one)
        if not key or key in asked:
            continue
        asked.append(key)
        told = privacy.known_by(Person(one, until=until, accounts=accounts), rooms)
        found = [each for each in told if not _is_of_the_team(each)]
        known += found
        waiting += [each.text for each in found if each.sort is Sort.ADDRESS]
    return Person(address, known, until=until, accounts=accounts)


def addresses_of(address: str) -> list[str]:
    """All addresses of the person of an address; none where it is no address."""
    return [] if address_problem(address) else person_of(address).addresses


def _is_of_the_team(known: Known) -> bool:
    if known.sort is not Sort.ADDRESS:
        return False
    return bool(address_problem(known.text)) or works_here(known.text)
