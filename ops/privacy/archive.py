"""Everything about one person in one file: pages to read, JSON for programs; nobody else's data.

Notes that the team wrote about somebody are in it: they are data about that person (GDPR article
15). Keys, and who of the team wrote them, are not.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape

from ops import privacy
from ops.privacy.person import person_of

SCHEMA = 1
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;\
color:#1c1a18;background:#fff}
h1,h2{font-family:ui-serif,Georgia,serif;line-height:1.2}h2{margin-top:2.5rem}
section{border-top:1px solid #ccc;padding-top:.5rem;margin-top:1rem}
dt{font-weight:600;margin-top:.5rem}dd{margin:0 0 0 1rem;white-space:pre-wrap;\
overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#eee;background:#191715}section{border-color:#555}}
"""


def gathered(address: str) -> dict[str, list[dict[str, object]]]:
    """By room, without rooms that hold nothing."""
    person = person_of(address)
    found = {name: one.export(person) for name, one in privacy.handlers().items()}
    return {name: rows for name, rows in found.items() if rows}


def as_json(address: str, data: Mapping[str, Any], now: datetime | None = None) -> dict[str, Any]:
    """The whole as one document."""
    return {
        "schema": SCHEMA,
        "site": settings.SITE_URL,
        "address": address,
        "made_at": (now or timezone.now()).isoformat(),
        "rooms": dict(data),
    }


def as_zip(address: str, data: Mapping[str, Any], now: datetime | None = None) -> bytes:
    """``read-me-first.html``, a page and a JSON file for each room; ``everything.json``."""
    moment = now or timezone.now()
    titles = {name: privacy.handlers()[name].title for name in data}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, text: str) -> None:
            at = moment.timetuple()[:6]
            info = zipfile.ZipInfo(name, (max(1980, at[0]), *at[1:]))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, text)

        put("read-me-first.html", _first_page(address, data, titles, moment))
        put("style.css", STYLE)
        put("everything.json", _json(as_json(address, data, moment)))
        for name, rows in data.items():
            put(f"{name}.html", _page(titles[name], _rows(rows)))
            put(f"{name}.json", _json(rows))
    return file.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def _first_page(
    address: str, data: Mapping[str, Any], titles: Mapping[str, str], moment: datetime
) -> str:
    listed = "".join(
        f'<li><a href="{name}.html">{escape(titles[name])}</a>: {len(rows)}</li>'
        for name, rows in data.items()
    )
    body = (
        f"<p>This is what {escape(settings.SITE_HOST)} keeps about {escape(address)}, as it was on "
        f"{moment:%d %B %Y, %H:%M} UTC.</p>"
    )
    body += f"<ul>{listed}</ul>" if listed else "<p>Nothing is kept about this address.</p>"
    body += (
        "<p>The same for programs is in everything.json. For what, on which ground and for how "
        f"long it is kept: {escape(settings.SITE_URL)}/privacy/</p>"
    )
    return _page("What is kept about you", body)


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="style.css"></head>\n'
        f"<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _rows(rows: list[dict[str, object]]) -> str:
    return "".join(f"<section>{_shown(row)}</section>\n" for row in rows)


def _shown(value: object) -> str:
    """A value as it is read; whatever somebody wrote is text."""
    if isinstance(value, Mapping):
        return "<dl>" + "".join(
            f"<dt>{escape(str(name).replace('_', ' '))}</dt><dd>{_shown(one)}</dd>"
            for name, one in value.items()
        ) + "</dl>"  # fmt: skip
    if isinstance(value, list):
        return "".join(f"<section>{_shown(one)}</section>" for one in value)
    return str(escape("" if value is None else str(value)))
