"""What people type into an SPF record instead of what it should say, and the words for it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """A piece that makes the whole record unusable, or (as a remark) one surely not meant so.

    ``better`` is the piece as it should stand, or "" where only its author can know.
    ``drop`` says that the piece should simply go.
    """

    kind: str
    piece: str
    reason: str
    better: str = ""
    drop: bool = False


_ALIASES = {
    "ipv4": "ip4", "ipv6": "ip6", "ip": "ip4", "ip4v": "ip4", "ip6v": "ip6", "includes": "include",
    "inlcude": "include", "incldue": "include", "inculde": "include", "inclue": "include",
    "include.": "include", "exist": "exists", "al": "all", "alll": "all", "hardfail": "all",
    "exp": "exp", "redirect": "redirect", "aaaa": "a", "redir": "redirect",
}  # fmt: skip
_SHOWN = 80
#: Long dashes and curly quotes: themselves, and as a latin-1 reader sees their UTF-8 octets.
_DASHES = ("\u00e2\u0080\u0090", "\u00e2\u0080\u0091", "\u00e2\u0080\u0093", "\u00e2\u0080\u0094",
           "\u00e2\u0088\u0092", "\u0096", "\u0097", "\u2013", "\u2014", "\u2212")  # fmt: skip
_QUOTES = ("\u00e2\u0080\u009c", "\u00e2\u0080\u009d", "\u00e2\u0080\u0098", "\u00e2\u0080\u0099",
           "\u0093", "\u0094")  # fmt: skip
_INVISIBLE = ("\u00c2\u00a0", "\u00e2\u0080\u008b", "\u00ef\u00bb\u00bf", "\u00a0")


def shown(text: str, most: int = _SHOWN) -> str:
    """A hostile string for a report: cut to 80 characters, all but plain ASCII escaped."""
    safe = "".join(
        mark if " " <= mark <= "~" else mark.encode("unicode_escape").decode()
        for mark in text[:most]
    )
    return safe[:most] + ("…" if len(text) > most or len(safe) > most else "")


def plain(text: str) -> str:
    """The text with long dashes, curly quotes and invisible spaces turned into plain ones."""
    for long in _DASHES:
        text = text.replace(long, "-")
    for curly in _QUOTES:
        text = text.replace(curly, '"')
    for blank in _INVISIBLE:
        text = text.replace(blank, " ")
    return text


def strange_marks(piece: str) -> SyntaxFault | None:
    """A character that cannot stand in a record at all, or None."""
    odd = next((mark for mark in piece if not "!" <= mark <= "~"), None)
    if odd is None:
        return _quoted(piece)
    better = plain(piece).replace("\t", " ").strip()
    better = better if all("!" <= mark <= "~" for mark in better) else ""
    if odd in "\t\r\n\v\f":
        name = "a tab" if odd == "\t" else "a line break"
        return SyntaxFault(
            "control", shown(piece), f"{name} stands in the record; use single spaces"
        )
    if odd < " " or odd == "\x7f":
        return SyntaxFault(
            "control", shown(piece), "an invisible control character stands in the record"
        )
    if any(dash in piece for dash in _DASHES):
        reason = "a long dash stands where a plain hyphen (-) belongs"
    elif any(blank in piece for blank in _INVISIBLE):
        reason = "an invisible special space stands in the record; type a plain one"
    elif any(curly in piece for curly in _QUOTES):
        reason = "curly quotation marks stand in the record; remove them"
        better = better.replace('"', "")
    else:
        reason = "only plain English letters, digits and signs can stand in a record"
    return SyntaxFault("not_ascii", shown(piece), reason, better)


def _quoted(piece: str) -> SyntaxFault | None:
    if '"' not in piece:
        return None
    bare = piece.replace('"', "")
    reason = "quotation marks became part of the record; type it without them"
    return SyntaxFault("quotes", shown(piece), reason, bare)


def trailing(raw: str) -> SyntaxFault:
    """``include:example.com;``: a mark from other lists at the end of a piece."""
    mark = "semicolon" if raw[-1] == ";" else "comma"
    reason = f"a {mark} does not belong in an SPF record; remove it"
    better = raw.rstrip(";,")
    return SyntaxFault(mark, shown(raw), reason, better, drop=not better)


def unknown_word(raw: str, sign: str, word: str, rest: str) -> SyntaxFault:
    """A piece that is neither a known mechanism nor a modifier."""
    if raw.endswith((";", ",")):
        return trailing(raw)
    if word.lower() == "all." or (word.lower() == "all" and rest):
        return all_with_more(raw, sign)
    known = _ALIASES.get(word.lower())
    if known and rest.startswith((":", "=")):
        mark = "=" if known in ("redirect", "exp") else ":"
        if known == word.lower():
            reason = f"{known} is written with an equals sign: {known}="
        else:
            reason = f"there is no {shown(word)!r}; write {known}{mark}"
        return SyntaxFault("unknown", shown(raw), reason, f"{sign}{known}{mark}{rest[1:]}")
    if known == "all":
        return SyntaxFault(
            "unknown", shown(raw), f"there is no {shown(word)!r}; write all", f"{sign or '~'}all"
        )
    bare = raw.lstrip("+-~?")
    if _is_address(bare):
        kind = "ip6" if ":" in bare else "ip4"
        reason = f"an address cannot stand alone; write {kind}:{bare}"
        return SyntaxFault("bare_address", shown(raw), reason, f"{sign}{kind}:{bare}")
    if _is_name(bare):
        reason = f"a name cannot stand alone; write include:{bare} or a:{bare}"
        return SyntaxFault("bare_name", shown(raw), reason)
    return SyntaxFault("unknown", shown(raw), f"receivers do not know {shown(raw)!r}")


def run_together(raw: str) -> SyntaxFault | None:
    """``mxinclude:a.example-all``: spaces lost where a long value was cut into strings."""
    spaced = re.sub(r"(?<=[\w.])(?=[+\-~?]?(?:include:|ip4:|ip6:|exists:|redirect=))", " ", raw,
                    flags=re.IGNORECASE)  # fmt: skip
    spaced = re.sub(r"(?<=[\w.])(?=[+\-~?]all$)", " ", spaced, flags=re.IGNORECASE)
    if spaced == raw or not spaced.split(" ")[0].strip("+-~?"):
        return None
    reason = "a space is missing between two parts; it was lost where the value was cut in two"
    return SyntaxFault("space", shown(raw), reason, spaced)


def all_with_more(raw: str, sign: str) -> SyntaxFault:
    """``-all.`` or ``-all;``: nothing may follow the word."""
    if raw.endswith((";", ",")):
        return trailing(raw)
    return SyntaxFault(
        "all", shown(raw), f"nothing may follow 'all' in {shown(raw)!r}", f"{sign or '~'}all"
    )


def bad_address(raw: str, kind: str, rest: str) -> SyntaxFault:
    """What follows ip4 or ip6 is no address or no size of a network."""
    sign = raw[: len(raw) - len(raw.lstrip("+-~?"))]
    value = rest[1:] if rest.startswith(":") else ""
    if not value:
        return SyntaxFault("empty", shown(raw), f"{shown(raw)!r} does not say which address")
    if value[-1] in ";,":
        return trailing(raw)
    listed = glued(raw, value)
    if listed:
        return listed
    host, slash, length = value.partition("/")
    other = "ip6" if kind == "ip4" else "ip4"
    if _is_address(host):
        is_v6 = ":" in host
        if is_v6 != (kind == "ip6"):
            better = f"{sign}{other}:{value}"
            return SyntaxFault("family", shown(raw), f"{host} belongs after {other}:", better)
        most = 128 if is_v6 else 32
        if slash:
            reason = f"what follows the / has to be a number from 0 to {most}"
            return SyntaxFault("cidr", shown(raw), reason)
    if _is_name(host) and not host.replace(".", "").isdigit():
        better = f"{sign}a:{value}"
        return SyntaxFault(
            "address", shown(raw), f"{shown(host)} is a name; write a:{shown(host)}", better
        )
    return SyntaxFault("address", shown(raw), f"{shown(value)!r} is no address")


def bad_domain(raw: str, opening: str, value: str, reason: str) -> SyntaxFault:
    """What follows include:, a:, mx:, exists:, redirect= or exp= is no domain."""
    if not value:
        return SyntaxFault("empty", shown(raw), f"{shown(raw)!r} does not say which domain")
    if value[-1] in ";,":
        return trailing(raw)
    host = value.partition("/")[0]
    if _is_address(host):
        kind = "ip6" if ":" in host else "ip4"
        sign = raw[: len(raw) - len(raw.lstrip("+-~?"))]
        better = f"{sign}{kind}:{value}"
        return SyntaxFault(
            "address", shown(raw), f"{host} is an address; write {kind}:{host}", better
        )
    if value.lower().startswith(("http://", "https://")):
        name = value.split("/")[2]
        return SyntaxFault("address", shown(raw), "only the name belongs here, without https://",
                opening + name)  # fmt: skip
    if "%" in value:
        return SyntaxFault("macro", shown(raw), f"{shown(raw)!r}: {reason}")
    if "@" in value:
        better = opening + value.rpartition("@")[2]
        return SyntaxFault(
            "address", shown(raw), "an email address stands where only a domain can", better
        )
    return SyntaxFault("domain", shown(raw), reason)


def after_equals(name: str, value: str, raw: str) -> SyntaxFault | None:
    """``include=x``: receivers pass over it in silence, which is surely not meant."""
    word = name.lower()
    if word in ("include", "a", "mx", "ip4", "ip6", "exists", "ptr", "ipv4", "ipv6"):
        known = _ALIASES.get(word, word)
        reason = f"{shown(raw)!r} has an equals sign for a colon, so receivers ignore it"
        return SyntaxFault("equals", shown(raw), reason, f"{known}:{value}")
    if word == "v":
        return SyntaxFault(
            "version_inside", shown(raw), "a second 'v=' stands inside the record", drop=True
        )
    return None


def glued(raw: str, argument: str) -> SyntaxFault | None:
    """``include:a.example,include:b.example``: legal as a name, never meant as one."""
    if "@" in argument:
        better = f"{raw.partition(':')[0]}:{argument.rpartition('@')[2]}"
        reason = "an email address stands where only a domain can"
        return SyntaxFault("address", shown(raw), reason, better)
    end = re.search(r"[-~?+]all$", argument, re.IGNORECASE)
    if end and "." in argument[: end.start()]:  # -all can be a part of a name, and never is
        better = f"{raw[: -len(end[0])]} {end[0]}"
        return SyntaxFault("space", shown(raw), f"a space is missing before {end[0]}", better)
    together = run_together(raw)
    if together:
        return together
    mark = next((mark for mark in ",;" if mark in argument), None)
    if mark is None:
        return None
    name = "comma" if mark == "," else "semicolon"
    better = " ".join(part for part in re.split("[,;]", raw) if part)
    return SyntaxFault(name, shown(raw), f"a {name} stands where a space belongs", better)


def _is_name(text: str) -> bool:
    return bool(re.fullmatch(r"[\w\-]+(\.[\w\-]+)+", text, re.ASCII))


def _is_address(text: str) -> bool:
    host = text.partition("/")[0]
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
