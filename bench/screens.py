"""Every state as a picture, for a person to look at: ``python -m bench.screens [--output FOLDER]``.

What no test can see is whether it looks right. The pages, the panel in each of its states and the
button on somebody else's page are drawn on a telephone and on a desktop, light and dark, and kept
with an ``index.html`` that shows them side by side (``var/screens/`` unless told otherwise).
"""

from __future__ import annotations

import argparse
import contextlib
import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Route

from bench.embed_host import Host, HostPage, hosting
from bench.embed_visit import chromium
from bench.service import ROOT, free_port
from bench.site import served

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
KNOWN = "What does a single session cost?"
UNKNOWN = "Who won the league in 1974?"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
PAGES = {
    "landing": "/",
    "privacy": "/privacy/",
    "thanks": "/thanks/",
    "not found": "/nowhere/",
}


@dataclass(slots=True)
class Album:
    """Where the pictures go, and what they show."""

    folder: Path
    shown: dict[str, list[str]] = field(default_factory=dict)

    def take(self, page: Page, screen: str, state: str, *, whole: bool = False) -> None:
        """One picture; ``whole`` also of what lies below the screen."""
        name = f"{state}, {screen}".replace(" ", "-").replace(",", "") + ".png"
        page.screenshot(path=self.folder / name, full_page=whole, animations="disabled")
        self.shown.setdefault(state, []).append(name)

    def write_index(self) -> Path:
        """All of them on one page."""
        rows = "\n".join(
            f"<h2>{html.escape(state)}</h2>\n"
            + "\n".join(f'<img src="{name}" alt="{name}" loading="lazy">' for name in names)
            for state, names in self.shown.items()
        )
        style = "img{border:1px solid;margin:0 1em 1em 0;vertical-align:top;max-width:60%}"
        index = self.folder / "index.html"
        index.write_text(
            f"<!doctype html><meta charset=utf-8><title>Every state</title>"
            f"<style>{style}</style>\n{rows}\n"
        )
        return index


def main() -> None:
    """Draw everything, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "screens")
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    album, port = Album(folder), free_port()
    with (
        served(EMBED_ORIGINS=f"http://localhost:{port}", STREAM_PIECE_MS="150") as app,
        served(MAINTENANCE="true") as closed,
        chromium() as browser,
    ):
        tag = f'<script async src="{app}/embed.js"></script>'
        for screen in SCREENS:
            draw_pages(album, browser, screen, app, closed)
            draw_panel(album, browser, screen, app)
            with hosting(port, folder) as host:
                host.pages["/"] = HostPage(tag)
                draw_embedded(album, browser, screen, host)
    print(f"{sum(map(len, album.shown.values()))} pictures: {album.write_index()}")


@contextlib.contextmanager
def looking(browser: Browser, url: str, screen: str, **more: Any) -> Iterator[Page]:
    """A page of its own browser."""
    context = browser.new_context(**SCREENS[screen], **more)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def draw_pages(album: Album, browser: Browser, screen: str, app: str, closed: str) -> None:
    """The pages, light and dark, and a form that comes back."""
    for name, path in PAGES.items():
        for scheme in ("light", "dark"):
            with looking(browser, app + path, screen, color_scheme=scheme) as page:
                album.take(page, screen, f"{name}, {scheme}", whole=True)
    with looking(browser, closed, screen) as page:
        album.take(page, screen, "maintenance")
    with looking(browser, app, screen, java_script_enabled=False) as page:
        page.get_by_label("Email").fill("not an address")
        page.get_by_role("button", name="Send", exact=True).click()
        album.take(page, screen, "contact form with errors, no script", whole=True)


def draw_panel(album: Album, browser: Browser, screen: str, app: str) -> None:
    """The panel as a page of its own, state after state."""
    for look, options in LOOKS.items():
        with looking(browser, f"{app}/widget/{options.get('query', '')}", screen) as page:
            page.emulate_media(**options.get("media", {}))
            for state, act in STATES.items():
                act(page)
                album.take(page, screen, f"panel {look}, {state}")
    with looking(browser, f"{app}/widget/", screen) as page:
        page.route("**/messages/", _refuse)
        _ask(page, KNOWN)
        page.locator(".chat-failed").wait_for()
        album.take(page, screen, "panel, refused for its rate")
        page.unroute("**/messages/")
        page.context.set_offline(True)
        _ask(page, UNKNOWN)
        page.locator(".chat-failed").nth(1).wait_for()
        album.take(page, screen, "panel, without a network")


def draw_embedded(album: Album, browser: Browser, screen: str, host: Host) -> None:
    """On somebody else's page: closed, focused, open."""
    with looking(browser, host.url, screen) as page:
        button = page.locator("coach-chat button")
        button.wait_for()
        album.take(page, screen, "embedded, closed")
        button.focus()
        album.take(page, screen, "embedded, focused")
        button.click()
        page.frame_locator("coach-chat iframe").get_by_label("Your message").wait_for()
        album.take(page, screen, "embedded, open")


def _ask(page: Page | Frame, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_label("Your message").press("Enter")


def _answered(page: Page, text: str) -> None:
    _ask(page, text)
    page.locator(".chat-said").last.wait_for()
    page.locator('[data-chat="log"][aria-busy="false"]').wait_for()


def _menu(page: Page, name: str = "") -> None:
    page.get_by_role("button", name="Options").click()
    if name:
        page.locator(".chat-menu").get_by_role("button", name=name).click()


def _form(page: Page) -> None:
    _answered(page, UNKNOWN)
    page.get_by_text("Add your name or a note").last.click()


def _empty_form(page: Page) -> None:
    form = page.get_by_role("form", name="Leave your email").last
    form.get_by_role("button", name="Send").click()
    form.locator(".chat-error").first.wait_for()


def _streaming(page: Page) -> None:
    _ask(page, KNOWN)
    page.locator(".chat-caret").wait_for()
    page.wait_for_timeout(600)  # Until there are some words before it.


def _done(page: Page) -> None:
    page.locator('[data-chat="log"][aria-busy="false"]').wait_for()


def _person(page: Page) -> None:
    _menu(page, "Talk to ")
    _done(page)


def _by_email(page: Page) -> None:
    _menu(page)  # Shut it, as the state before left it open.
    _menu(page, "Email me this conversation")


#: From one to the next, in one conversation.
STATES: dict[str, Callable[[Page], None]] = {
    "empty": lambda page: page.locator(".chat-chip").first.wait_for(),
    "streaming": _streaming,
    "answered": _done,
    "long words": lambda page: _answered(page, LONG),
    "lead form": _form,
    "lead form with errors": _empty_form,
    "a person": _person,
    "options": _menu,
    "copy by email": _by_email,
    "clear": lambda page: _menu(page, "Clear this conversation"),
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"media": {"color_scheme": "dark"}},
    "right to left": {"query": "?locale=ar"},
    "high contrast": {"media": {"forced_colors": "active"}},
}


def _refuse(route: Route) -> None:
    body = json.dumps({"status": 429, "detail": "That was quick. Please wait a moment."})
    route.fulfill(status=429, headers={"Retry-After": "75"}, body=body)


if __name__ == "__main__":
    main()
