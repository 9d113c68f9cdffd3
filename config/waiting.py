"""What answers on Heroku until SITE_URL is set: one page that says what to set, and to what.

Heroku makes up the address of a new app and tells it to nobody but the browser. So the first page
that is opened reads it from there and shows the line to paste. Nothing of the app itself is loaded:
no visitor gets a link to a wrong address, and no database is asked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]

#: Heroku's router hands over only what is addressed to this app; all else is shown to nobody.
OWN_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,200}\.herokuapp\.com")
FIRST_NAME = "the address in your browser, without anything after the host name"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>One setting is missing</title>
<style>body{{font:1.0625rem/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;
padding:0 1.25rem;color:#222;background:#fbfaf7}}h1{{font:600 1.75rem/1.25 ui-serif,Georgia,serif}}
code{{background:#eeece4;padding:.15em .35em;border-radius:4px;overflow-wrap:anywhere}}
@media (prefers-color-scheme:dark){{body{{color:#eee;background:#1b1b19}}a{{color:#9cf}}
code{{background:#33332f}}}}
</style></head><body><h1>Your app runs. It only has to be told its address.</h1>
<ol><li>Open your app at <a href="https://dashboard.heroku.com/apps">dashboard.heroku.com</a>,
then <b>Settings</b>, <b>Reveal Config Vars</b>.</li>
<li>In the empty line at the end write <code>SITE_URL</code> on the left and {value} on the right,
and press <b>Add</b>.</li>
<li>Wait half a minute and load this page again.</li></ol>
<p>When you have your own domain, come back and put that there instead.</p>
</body></html>
"""


def page(host: str) -> str:
    """The page for a browser that came under this ``Host``."""
    name = host.lower().partition(":")[0]
    own = f"<code>https://{html.escape(name)}</code>" if OWN_NAME.fullmatch(name) else FIRST_NAME
    return PAGE.format(value=own)


def body_for(scope: MutableMapping[str, Any]) -> tuple[int, bytes, bytes]:
    """``(status, content type, body)``; programs get words, health checks their 200."""
    if scope["path"] == "/healthz":
        return 200, b"application/json", b'{"status":"ok","version":"waiting for SITE_URL"}'
    headers = dict(scope["headers"])
    if b"text/html" in headers.get(b"accept", b"") or scope["path"] == "/":
        host = headers.get(b"host", b"").decode("latin-1")
        return 503, b"text/html; charset=utf-8", page(host).encode()
    return 503, b"text/plain; charset=utf-8", b"SITE_URL is not set yet.\n"


async def application(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """The ASGI application."""
    if scope["type"] == "lifespan":
        for _ in range(2):
            await send({"type": f"{(await receive())['type']}.complete"})
        return
    status, kind, body = body_for(scope)
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", b"30"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy",
         b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    sent = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": sent})
