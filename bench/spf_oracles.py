"""What checkdmarc and pyspf say of each case of the RFC 7208 suite; run by their own Python.

    VENV/bin/python -I bench/spf_oracles.py SUITE.yml

Run by ``bench.spf --oracles VENV``. Imports nothing of this project, because the tools live in an
environment of their own (checkdmarc, pyspf, pyyaml); each is handed the suite's zone in place of
DNS. Prints JSON: tool -> "group/case" -> got and reason.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import checkdmarc.spf  # type: ignore[import-not-found]
import checkdmarc.utils  # type: ignore[import-not-found]
import dns.message
import dns.resolver
import spf  # type: ignore[import-not-found]
import yaml


class Zone:
    """The ``zonedata`` of one document."""

    def __init__(self, data: dict[str, list[Any]]) -> None:
        self.names = {name.lower().rstrip("."): entries for name, entries in data.items()}

    def values(self, name: str, type: str) -> list[Any]:
        """The values of a type; raises ``TimeoutError``, or ``KeyError`` for a missing name."""
        entries = self.names[name.lower().rstrip(".")]
        has_txt = any(isinstance(entry, dict) and "TXT" in entry for entry in entries)
        found: list[Any] = []
        for entry in entries:
            if entry == "TIMEOUT":
                if not found:
                    raise TimeoutError
                continue
            (kind, value), *_ = entry.items()
            doubled = kind == "SPF" and type == "TXT" and not has_txt
            if (kind == type or doubled) and value != "NONE":
                found.append(value)
        return found


def _strings(value: str | list[str]) -> list[bytes]:
    return [part.encode("latin-1") for part in ([value] if isinstance(value, str) else value)]


class _Text:
    """A TXT record as checkdmarc reads it."""

    def __init__(self, value: str | list[str]) -> None:
        self.strings = _strings(value) or [b""]


class _Plain:
    def __init__(self, text: str) -> None:
        self.text = text

    def to_text(self) -> str:
        return self.text


def _rdata(type: str, value: Any) -> Any:
    if type == "TXT":
        return _Text(value)
    if type == "MX":
        record = _Plain(f"{value[0]} {value[1] or '.'}")
        record.preference = value[0]  # type: ignore[attr-defined]
        record.exchange = _Plain(value[1] or ".")  # type: ignore[attr-defined]
        return record
    return _Plain(str(value))


def checkdmarc_says(domain: str, zone: Zone) -> dict[str, str]:
    """Valid or not, for a domain."""

    def resolve(name: str, type: str, **_: Any) -> list[Any]:
        for _hop in range(8):
            try:
                values = zone.values(name, type)
                aliases = [] if values or type == "SPF" else zone.values(name, "CNAME")
            except KeyError:
                raise dns.resolver.NXDOMAIN from None
            except TimeoutError:
                raise dns.resolver.LifetimeTimeout(timeout=1.0, errors=[]) from None  # type: ignore[no-untyped-call]
            if values:
                return [_rdata(type, value) for value in values]
            if not aliases:
                nothing = dns.message.make_query("example.com", type)
                raise dns.resolver.NoAnswer(response=nothing)  # type: ignore[no-untyped-call]
            name = aliases[0]
        raise dns.resolver.NoNameservers

    checkdmarc.utils._resolve_with_failover = resolve
    checkdmarc.utils.DNS_CACHE.clear()
    try:
        said = checkdmarc.spf.check_spf(domain)
    except Exception as error:  # what breaks the tool is an answer too
        return {"got": "crashed", "reason": repr(error)[:200]}
    return {"got": "valid" if said["valid"] else "not valid", "reason": said.get("error", "")}


def pyspf_says(case: dict[str, Any], zone: Zone) -> dict[str, str]:
    """The result for one sender."""

    def look_up(name: str, type: str, *_: Any, **__: Any) -> list[Any]:
        try:
            if type != "CNAME" and not zone.values(name, type):
                aliases = zone.values(name, "CNAME")
                if aliases:
                    return [((name, "CNAME"), aliases[0])]
            values = zone.values(name, type)
        except KeyError:
            return []
        except TimeoutError:
            raise spf.TempError("DNS timeout") from None
        if type in ("TXT", "SPF"):
            return [((name, type), tuple(_strings(value))) for value in values]
        if type == "MX":
            return [((name, type), (value[0], value[1])) for value in values]
        return [((name, type), value) for value in values]

    spf.DNSLookup = look_up
    query = spf.query(case["host"], case["mailfrom"], case["helo"], strict=case.get("strict", 1))
    try:
        result, _, reason = query.check()
    except Exception as error:  # what breaks the tool is an answer too
        return {"got": "crashed", "reason": repr(error)[:200]}
    return {"got": result, "reason": str(reason)}


def main() -> None:
    """Ask both and print."""
    said: dict[str, dict[str, dict[str, str]]] = {"checkdmarc": {}, "pyspf": {}}
    suite = Path(sys.argv[1]).read_text(encoding="utf-8")
    for document in yaml.safe_load_all(suite):
        if not document:
            continue
        zone = Zone(document["zonedata"])
        for name, case in document["tests"].items():
            key = f"{document['description']}/{name}"
            sender = case["mailfrom"] or f"postmaster@{case['helo']}"
            domain = sender.rpartition("@")[2]
            said["checkdmarc"][key] = checkdmarc_says(domain, zone)
            said["pyspf"][key] = pyspf_says(case, zone)
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
