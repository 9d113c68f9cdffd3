"""The founder's own website, on an origin of its own: ordinary, strict and hostile pages."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What docs/embed.md says a strict site has to add, and nothing more.
POLICY = "default-src 'none'; script-src {app}; frame-src {app}"

TAG = '<script async src="{app}/embed.js"{attributes}></script>'
FILLER = "<p>Twelve years of helping people decide.</p>" * 40


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what stands in its head, its body, and the headers it comes with."""

    head: str = TAG
    body: str = "<main><h1>A founder's page</h1><a href='/other'>Other</a>" + FILLER + "</main>"
    policy: str = ""
    attributes: str = ""
    html: str = '<html lang="en">'


PAGES = {
    "/": Page(),
    "/other": Page(),
    "/strict": Page(policy=POLICY),
    "/trusted-types": Page(
        policy=POLICY + "; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "/small-root": Page(head="<style>html{font-size:62.5%}</style>" + TAG),
    "/hides-empty": Page(
        head="<style>:empty{display:none!important}div:empty{visibility:hidden!important}"
        "button{all:unset!important;opacity:.1!important}*{box-sizing:content-box}</style>" + TAG
    ),
    "/twice": Page(head=TAG + TAG, body="<main><h1>Twice</h1></main>" + TAG),
    "/german": Page(html='<html lang="de-AT">'),
    "/attributes": Page(
        attributes=' data-position="left" data-color="#0a7" data-locale="es" data-label="Pregunte"'
    ),
    "/early": Page(head='<script src="/early.js"></script>' + TAG),
    "/old-doctype": Page(html="<html>"),
    "/rtl": Page(html='<html lang="en" dir="rtl">'),
    "/dark": Page(head="<style>:root{color-scheme:dark;background:#111;color:#eee}</style>" + TAG),
}
EARLY = (
    "window.CoachChat ||= new Proxy([], {get: (calls, name) => name in calls ? calls[name] : "
    "(...values) => calls.push([name, ...values])});"
    "CoachChat.on('ready', () => document.documentElement.dataset.heard = 'ready');"
    "CoachChat.open();"
)


@dataclass(frozen=True, slots=True)
class HostSite:
    """The running site. ``stranger`` is the same pages where nobody has listed them."""

    port: int

    @property
    def url(self) -> str:
        """Another site than the app's, so that storage is kept apart as in life."""
        return f"http://localhost:{self.port}"

    @property
    def stranger(self) -> str:
        """An origin that nobody has listed."""
        return f"http://stranger.localhost:{self.port}"


@contextlib.contextmanager
def host_site(port: int, app: str) -> Iterator[HostSite]:
    """Serve the pages with the tag of ``app`` in them."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            page, script = PAGES.get(path), EARLY if path == "/early.js" else ""
            if page is None and not script:
                self.send_response(204)  # The icon that browsers ask for.
                self.end_headers()
                return
            self.send_response(200)
            self.send_header(
                "Content-Type", "text/javascript" if script else "text/html; charset=utf-8"
            )
            if page and page.policy:
                self.send_header("Content-Security-Policy", page.policy.format(app=app))
            self.end_headers()
            self.wfile.write((script or _html(page, app)).encode())  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield HostSite(port)
    finally:
        server.shutdown()
        server.server_close()


def _html(page: Page, app: str) -> str:
    fill = {"app": app, "attributes": page.attributes}
    head = page.head.replace("{app}", fill["app"]).replace("{attributes}", fill["attributes"])
    body = page.body.replace("{app}", fill["app"]).replace("{attributes}", fill["attributes"])
    return (
        f"<!doctype html>{page.html}<head><meta charset=utf-8><title>Founder</title>"
        '<meta name="viewport" content="width=device-width">'
        f"{head}</head><body>{body}</body></html>"
    )
