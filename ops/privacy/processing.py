"""What is kept, of whom, why, on which ground, for how long and who gets it: table by table.

The record of processing (GDPR article 30) as code. A room says it of its own tables in a module
``processing.py`` with a list ``TABLES``; so a table added by a fork is one entry there. A test
holds every field of every table against it: a field that nobody has thought about fails it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.apps import apps
from django.utils.module_loading import import_string, module_has_submodule

VISITORS, TEAM, NOBODY = "visitors", "your team", "nobody"


class Data(StrEnum):
    """Kinds of personal data, as they are read."""

    CONTACT = "name and contact details"
    WORDS = "what they wrote"
    ORIGIN = "how they came to the site"
    CONSENT = "what they agreed to"
    ACCOUNT = "account and sign-in"
    LINK = "a number that stands for a person"
    TEAM = "who of the team did it"


class Ground(StrEnum):
    """Article 6 (1) of the GDPR."""

    CONSENT = "consent (6 (1) a)"
    CONTRACT = "answering what they asked, and what comes of it (6 (1) b)"
    DUTY = "a legal duty (6 (1) c)"
    INTEREST = "a legitimate interest (6 (1) f)"
    NONE = "none needed"


#: Kinds that are free text: somebody else's row in which a person is named is blotted out there,
#: and not deleted with them.
BLOTTED = (Data.WORDS, Data.ORIGIN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table. ``data`` has the names of its personal fields by kind, as words in one text;
    ``keys`` those that are keys and given to nobody, ``plain`` all others.

    ``kept`` names a rule of ``ops.privacy.retention``, or, after ``with ``, the table it goes with.
    """

    label: str
    holds: str
    of: str = VISITORS
    why: str = ""
    ground: Ground = Ground.NONE
    kept: str = ""
    given_to: str = ""
    data: Mapping[Data, str] = field(default_factory=dict)
    keys: str = ""
    plain: str = ""

    def kind_of(self, name: str) -> Data | None:
        """Which kind of personal data a field holds; None for one that holds none."""
        return next((kind for kind, names in self.data.items() if name in names.split()), None)

    def fields(self) -> list[str]:
        """All that are named, in the order in which they are."""
        return " ".join((*self.data.values(), self.keys, self.plain)).split()

    def is_blotted(self, name: str) -> bool:
        """Whether somebody named in this field is taken out of it, and the row stays."""
        return self.kind_of(name) in BLOTTED

    @property
    def is_personal(self) -> bool:
        """Whether there is anything of anybody in it."""
        return bool(self.data)


def nothing(label: str, holds: str, plain: str, *, kept: str, keys: str = "") -> Table:
    """A table without personal data."""
    return Table(label=label, holds=holds, of=NOBODY, plain=plain, kept=kept, keys=keys)


@cache
def tables() -> dict[str, Table]:
    """Every table that a room has described, by its label."""
    found: dict[str, Table] = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "processing"):
            described: Iterable[Table] = import_string(f"{config.name}.processing.TABLES")
            found |= {table.label: table for table in described}
    return found


def table_of(label: str) -> Table | None:
    """What is said of one table."""
    return tables().get(label)
