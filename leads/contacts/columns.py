"""What each column of a file is: guessed from its heading and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leads.contacts.reading import Sheet

#: What a column can be, and how it is called.
KINDS = {
    "": "leave out",
    "email": "email address",
    "name": "name",
    "first": "first name",
    "last": "last name",
    "phone": "phone",
    "tags": "tags",
    "note": "note",
    "added": "known since",
    "agreed_on": "agreed on",
    "agreed_to": "agreed to",
}
#: Only one column each may be one of these.
ONCE = ("email", "name", "first", "last", "phone", "added", "agreed_on", "agreed_to")
_HEADINGS = {
    "email": "email e-mail mail emailaddress e-mail-adresse email-adresse adresse-email courriel "
    "correo correoelectronico correoelectrónico email1 e-mail1value emailaddress1 primaryemail",
    "first": "firstname vorname prénom prenom nombre givenname primeironome first given",
    "last": "lastname surname nachname familienname nomdefamille apellido apellidos sobrenome "
    "familyname last",
    "name": "name fullname displayname nom nome nombrecompleto nomecompleto contact kontakt",
    "phone": "phone telephone telefon téléphone telefono teléfono telefone mobile handy mobil "
    "phonenumber mobilephone phone1value tel celular móvil portable primaryphone",
    "tags": "tags tag labels label groups group gruppe kategorie category categories liste list "
    "groupmembership segment étiquettes etiquetas",
    "note": "note notes notiz notizen comment comments kommentar remarque remarques nota notas "
    "message nachricht",
    "added": "created createdat createdon added addeddate signupdate date datum since optintime "
    "dateadded fecha data angelegt",
    "agreed_on": "consentdate consentat optindate optin confirmtime confirmedat einwilligungam "
    "consentementdate agreedon",
    "agreed_to": "consent consenttext consentsource einwilligung consentement consentimiento "
    "consentimento agreedto optinsource source",
}  # fmt: skip
_KNOWN = {word: kind for kind, words in _HEADINGS.items() for word in words.split()}


def guess(sheet: Sheet) -> list[str]:
    """A kind for each column; the one with the most addresses is the address."""
    width = len(sheet.lines[0][1])
    sample = [cells for _, cells in sheet.lines[:200]]
    filled = [[row[at] for row in sample if row[at]] for at in range(width)]
    kinds = [_by_heading(sheet.header[at]) if sheet.header else "" for at in range(width)]
    with_at = [sum("@" in cell for cell in column) for column in filled]
    address = max(range(width), key=lambda at: (with_at[at], kinds[at] == "email"))
    kinds = ["" if kind == "email" else kind for kind in kinds]
    kinds[address] = "email"
    if not sheet.header:
        kinds = [kind or _by_content(filled[at]) for at, kind in enumerate(kinds)]
    return _each_once(kinds)


def _by_heading(heading: str) -> str:
    key = re.sub(r"[\s_()/.:*#-]+", "", heading.casefold())
    return _KNOWN.get(key, "")


def _by_content(cells: Sequence[str]) -> str:
    if not cells:
        return ""
    phones = sum(bool(re.fullmatch(r"'?\+?[\d\s()./-]{6,}", cell)) for cell in cells)
    if phones > len(cells) * 0.8:
        return "phone"
    names = sum(bool(re.fullmatch(r"[^\d@]{2,60}", cell)) for cell in cells)
    return "name" if names > len(cells) * 0.8 else ""


def _each_once(kinds: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    found = []
    for kind in kinds:
        found.append("" if kind in ONCE and kind in seen else kind)
        seen.add(kind)
    return found


def problem_of(kinds: Sequence[str]) -> str:
    """What is wrong with a choice of columns in words, or ""."""
    if any(kind not in KINDS for kind in kinds):
        return "Choose for each column one of what is offered."
    if kinds.count("email") != 1:
        return "Say which one column holds the email address."
    twice = [KINDS[kind] for kind in ONCE if kinds.count(kind) > 1]
    return f"Two columns cannot both be: {', '.join(twice)}." if twice else ""
