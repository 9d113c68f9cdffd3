"""The widget tried in a real browser: on the site's own page, and on a page of the founder's site.

That second page is made up here and given to the browser under the founder's own origin, with the
tag from the admin in it, so that the browser judges everything as it would on the real one
(``frame-ancestors``, policies, mixed content) without anything being asked of the founder's server.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from ops.smoke import tagged
from ops.smoke.chromium import BrowserGone, Chromium, Message, started
from ops.smoke.visit import StepFailed, Visit

START = "/api/v1/conversations/"
REPORTS = "/api/v1/client-errors/"
PANEL = "document.querySelector('#chat:not([hidden])') !== null"
ANSWER = """(() => {
  const log = document.querySelector('[data-chat="log"][aria-busy="false"]');
  const replies = log ? log.querySelectorAll('.chat-said ~ .chat-reply') : [];
  return replies.length ? replies[replies.length - 1].innerText.trim() : '';
})()"""
FIELD = "(() => { document.querySelector('[data-chat=\"text\"]').focus(); return true; })()"
BUTTON = "document.querySelector('coach-chat')?.shadowRoot?.querySelector('button')"
PAGE = (
    '<!doctype html><html lang="en"><title>A page</title>'
    '<script async src="{app}/embed.js"></script>'
)
POLICY_FIX = (
    "A Content-Security-Policy forbids it. If something in front of the site (such as Cloudflare) "
    "adds headers, take that one out; if you edited EXTRA_SOURCES, see docs/headers.md."
)


class _Watch:
    """What the browser does and complains about; puts our token on the one request that needs it.

    Without a token nothing may be left at the site, so that no conversation is begun.
    """

    def __init__(self, visit: Visit, browser: Chromium, host: str = "") -> None:
        self.visit, self.browser, self.host = visit, browser, host
        self.complaints: list[str] = []
        self.statuses: dict[str, int] = {}
        browser.on_event = self.hear

    def listen(self) -> None:
        base = self.visit.base
        watched = [f"{base}{START}", f"{base}{REPORTS}"] + ([f"{self.host}/"] if self.host else [])
        self.browser.call("Fetch.enable", patterns=[{"urlPattern": url} for url in watched])

    def hear(self, name: str, data: Message) -> None:
        match name:
            case "Fetch.requestPaused":
                self._paused(data["requestId"], data["request"])
            case "Log.entryAdded" if data["entry"].get("level") == "error":
                self.complaints.append(str(data["entry"].get("text", "")))
            case "Runtime.exceptionThrown":
                about = data["exceptionDetails"]
                thrown = about.get("exception", {}).get("description", "").partition("\n")[0]
                self.complaints.append(thrown or str(about.get("text", "")))
            case "Network.responseReceived":
                self.statuses[data["response"]["url"]] = data["response"]["status"]

    def _paused(self, request: str, asked: dict[str, Any]) -> None:
        if self.host and asked["url"] == f"{self.host}/":
            page = base64.b64encode(PAGE.format(app=self.visit.base).encode()).decode()
            header = {"name": "Content-Type", "value": "text/html; charset=utf-8"}
            self.browser.post("Fetch.fulfillRequest", requestId=request, responseCode=200,
                              responseHeaders=[header], body=page)  # fmt: skip
        elif asked["url"].endswith(REPORTS) or not self.visit.token:
            self.browser.post("Fetch.failRequest", requestId=request, errorReason="Aborted")
        else:
            kept = [{"name": name, "value": value} for name, value in asked["headers"].items()]
            kept.append({"name": "Authorization", "value": f"Ops {self.visit.token}"})
            more: dict[str, Any] = {"headers": kept}
            if body := asked.get("postData"):
                # Marked, so that a later run finds it should this one be killed.
                told = json.loads(body) | {"utm": tagged.campaign(self.visit.tag)}
                more["postData"] = base64.b64encode(json.dumps(told).encode()).decode()
            self.browser.post("Fetch.continueRequest", requestId=request, **more)

    def refusal(self) -> str:
        """What a policy forbade, in the browser's own words, or ""."""
        return next((said for said in self.complaints if "Content Security Policy" in said), "")

    def why(self) -> str:
        """The first complaint, for the end of a sentence."""
        return f"; the browser says: {self.complaints[0][:300]}" if self.complaints else ""


def try_out(visit: Visit, origins: list[str], question: str) -> str:
    """Open it and ask; raises ``StepFailed``, or ``BrowserGone`` where no browser works.

    ``origins``: the websites that may show it. Returns what was tried, in words.
    """
    with started(visit.browser) as browser:
        name = browser.version()
        said = _on_own_page(visit, browser, question)
    host = next((origin for origin in origins if _is_one(origin, visit.base)), "")
    if not host:
        return f"in {name}: {said}; no other website is listed that could show it"
    with started(visit.browser) as browser:
        _on_their_page(visit, browser, host, question)
    return f"in {name}: {said}, and on a page of {host}"


def _is_one(origin: str, base: str) -> bool:
    """Whether it is one website (no wildcard) on which a browser would show us at all."""
    here = urlsplit(base).hostname in ("127.0.0.1", "localhost", "::1")
    mixed = origin.startswith("https:") and base.startswith("http:") and not here
    return "*" not in origin and bool(urlsplit(origin).hostname) and not mixed


def _on_own_page(visit: Visit, browser: Chromium, question: str) -> str:
    watch = _Watch(visit, browser)
    watch.listen()
    query = urlencode({f"utm_{name}": value for name, value in tagged.campaign(visit.tag).items()})
    _go(browser, f"{visit.base}/?{query}", visit.seconds)
    launcher = "document.querySelector('[data-chat-open]')"
    _must(watch, browser.wait_for(f"{launcher} !== null", seconds=visit.seconds),
          "the page shows no button for the chat")  # fmt: skip
    opened = _click_until(browser, launcher, PANEL, visit.seconds)
    _must(watch, opened, "a click on the button opens nothing")
    if not visit.token:
        return "it opens (nothing was asked, since that would count as a visitor's)"
    _ask(visit, browser, watch, question, frame="")
    return "it opens and answers"


def _on_their_page(visit: Visit, browser: Chromium, host: str, question: str) -> None:
    watch = _Watch(visit, browser, host)
    watch.listen()
    _go(browser, f"{host}/", visit.seconds)
    button = browser.wait_for(f"{BUTTON} != null", seconds=min(visit.seconds, 15))
    _must(watch, button, f"on a page of {host} no button appears")
    browser.evaluate(f"{BUTTON}.click()")
    frame = f"{visit.base}/widget/"
    opened = browser.wait_for(PANEL, seconds=min(visit.seconds, 9), frame=frame)
    _must(watch, opened, f"on a page of {host} the panel stays empty",
          f"In the admin, under Chat on your website, list {host} exactly so. If it is listed, "
          "something in front of the site adds a header of its own (X-Frame-Options or "
          "frame-ancestors): take that out. See docs/embed.md.")  # fmt: skip
    if visit.token:
        _ask(visit, browser, watch, question, frame=frame)


def _go(browser: Chromium, address: str, seconds: float) -> None:
    gone = browser.call("Page.navigate", url=address, seconds=seconds)
    if error := gone.get("errorText"):
        raise StepFailed(f"the browser cannot open {address}: {error}")


def _click_until(browser: Chromium, target: str, shown: str, seconds: float) -> bool:
    """Click once the page's script listens; a click before that opens nothing."""
    browser.wait_for("document.readyState === 'complete'", seconds=seconds)
    browser.evaluate(f"{target}.click()")
    return bool(browser.wait_for(shown, seconds=seconds))


def _ask(visit: Visit, browser: Chromium, watch: _Watch, question: str, *, frame: str) -> None:
    browser.evaluate(FIELD, frame=frame)
    browser.write(question)
    answer = browser.wait_for(ANSWER, seconds=visit.seconds, frame=frame)
    _forget_later(visit, browser, frame)
    refused = [f"{urlsplit(url).path} answered {status}" for url, status in watch.statuses.items()
               if START in url and status >= 400]  # fmt: skip
    if refused:
        raise StepFailed(f"a question typed into it gets no answer: {refused[0]}")
    _must(watch, answer, "a question typed into it gets no answer")


def _forget_later(visit: Visit, browser: Chromium, frame: str) -> None:
    kept = browser.evaluate(
        "JSON.stringify(Object.assign({}, ...[localStorage, sessionStorage]"
        ".map((shelf) => JSON.parse(shelf.getItem('slipway-chat') || '{}'))))",
        frame=frame,
    )
    known = json.loads(kept or "{}")
    if known.get("id") and known.get("token"):
        visit.undo.append(forgetting(visit, str(known["id"]), str(known["token"])))


def forgetting(visit: Visit, conversation: str, token: str) -> Callable[[], None]:
    """What deletes a conversation of ours through the site's own door."""

    def forget() -> None:
        try:
            visit.ask(f"{START}{conversation}/", bearer=token, method="DELETE")
        except StepFailed:
            return  # It is marked, and a later run deletes it.

    return forget


def _must(watch: _Watch, seen: Any, otherwise: str, fix: str = "") -> None:
    if seen:
        return
    refusal = watch.refusal()
    if refusal and not fix:
        fix = POLICY_FIX
    raise StepFailed(otherwise + watch.why(), fix or "Open the page in a browser and press F12: "
                     "its console names the file that is missing or broken.")  # fmt: skip


__all__ = ["BrowserGone", "forgetting", "try_out"]
