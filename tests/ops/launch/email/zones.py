"""A DNS zone in a dict, as the engines see it: a callable (name, type) -> ``Answer``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ops.launch.network.resolver import Answer, Outcome

#: For a name: its records by type, or the way every question about it fails.
Records = Mapping[str, str | Sequence[str] | Outcome]
Zone = Mapping[str, Records | Outcome]


class Names:
    """Answers from a zone; remembers in ``asked`` what was asked, in order."""

    def __init__(self, zone: Zone) -> None:
        self.zone = {name.lower().rstrip("."): records for name, records in zone.items()}
        self.asked: list[tuple[str, str]] = []

    def __call__(self, name: str, type: str) -> Answer:
        self.asked.append((name, type))
        return self._answer(name.lower().rstrip("."), type, ())

    def _answer(self, name: str, type: str, chain: tuple[str, ...]) -> Answer:
        asked = chain[0] if chain else name
        records = self.zone.get(name)
        if records is None:
            parent = any(other.endswith("." + name) for other in self.zone)
            outcome = Outcome.NODATA if parent else Outcome.NXDOMAIN
            return Answer(asked, type, outcome, chain=chain)
        if isinstance(records, Outcome):
            return Answer(asked, type, records, chain=chain)
        found = records.get(type, records.get("*"))
        if isinstance(found, Outcome):
            return Answer(asked, type, found, chain=chain)
        if found is not None:
            values = (found,) if isinstance(found, str) else tuple(found)
            return Answer(asked, type, Outcome.ANSWER, values, chain=chain, ttl=300)
        target = records.get("CNAME")
        if isinstance(target, str):
            target = target.lower().rstrip(".")
            if target in chain or target == asked:
                return Answer(asked, type, Outcome.SERVFAIL, chain=chain)
            return self._answer(target, type, (*chain, target))
        return Answer(asked, type, Outcome.NODATA, chain=chain)


def texts(**records: str) -> Names:
    """TXT records only; ``_`` in a keyword stands for the dot (``example_com``)."""
    return Names({name.replace("__", "-").replace("_", "."): {"TXT": text}
                  for name, text in records.items()})  # fmt: skip
