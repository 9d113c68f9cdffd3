"""Cells of a CSV file that no spreadsheet takes for a formula.

Excel, LibreOffice and Google Sheets run what begins with one of ``= + - @``, also in full width and
after spaces, and cut a line at another separator than the file's own
(https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe before it makes it text.
"""

from __future__ import annotations

import re

#: What a formula begins with, and what is skipped before it.
DANGEROUS = "=+-@\t\r\n＝＋－﹣−＠﹦﹢﹫"
_SKIPPED = re.compile("^[\\s\"'`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
#: An international number: digits with spaces and brackets, no sum and no name of a cell.
_PHONE = re.compile(r"\+[1-9][\d ().]{4,24}")
#: A second cell inside a cell, where the file is opened with another separator.
_INSIDE = re.compile(r"([;\t|\r\n,]\s*\"?\s*)(?=[=+@＝＋＠]|-[^\s\d-])")


def safe(text: str, *, phone: bool = False) -> str:
    """A text as a cell; ``phone`` leaves ``+46 8 555 010 20`` as it is read aloud."""
    text = text.replace("\x00", "")
    if phone and _PHONE.fullmatch(text):
        return text
    text = _INSIDE.sub(r"\1'", text)
    rest = _SKIPPED.sub("", text)
    if text[:1] in ("\t", "\r", "\n") or (rest and rest[0] in DANGEROUS):
        return f"'{text}"
    return text
