"""The chat's steps of the smoke test: the page, the widget, a question and its answer."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from chatbot import smoke_widget
from chatbot.models import Business, Conversation
from chatbot.smoke_browser import START, forgetting
from ops.smoke import pages, tagged
from ops.smoke.registry import Step, register, register_sweeper
from ops.smoke.visit import CannotTell, NotAsked, StepFailed, Visit
from ops.web.health import KEPT

QUESTION = "What do you offer, and what does it cost?"
#: Seconds in which a visitor should see that something happens.
FIRST_SIGN = 5.0
#: A stream of this many seconds that arrives within ``AT_ONCE`` was held back on its way.
LONG, AT_ONCE = 2.0, 0.05
MODEL_DOWN = (
    "the model did not answer, so your own words were quoted instead",
    "The admin's first page says why, under Anything broken: a wrong key, an empty account, or the "
    "day's budget used up. python manage.py ask 'What do you offer?' tries the model; see "
    "docs/models.md.",
)


def homepage(visit: Visit) -> str:
    """The landing page, whole: the business's name, its files, its one address."""
    answer = visit.must(visit.ask("/"), 200, "the page")
    page = pages.read(answer.text)
    if error := pages.shows_an_error(page):
        raise StepFailed(
            f"the page shows words that visitors should never see: {error}",
            "With DEBUG on, errors are shown to everybody: set DEBUG to false and restart. "
            "Otherwise look for the error in the log.",
        )
    if 'id="chat-config"' not in answer.text:
        raise StepFailed(
            "there is a page, but no chat in it",
            f"Is {visit.base} the assistant, or your own website? Give the assistant's address.",
        )
    _named(visit, page)
    _canonical(visit, page)
    smoke_widget.scripts_allowed(visit, page, answer, "/")
    count = pages.files_load(visit, page, "/")
    return f"{page.site_name}, and {count} files that it needs"


def _named(visit: Visit, page: pages.Page) -> None:
    if not page.site_name or page.site_name not in page.title:
        raise StepFailed(
            "the page names no business",
            "Something in front of the site changes its pages: at Cloudflare switch that off.",
        )
    known = Business.current().name if visit.inside else page.site_name
    if page.site_name != known:
        raise StepFailed(
            f"the page calls the business {page.site_name}, and the admin {known}",
            "If you changed the name just now, wait a minute; if a cache is in front of the site, "
            "empty it. If this machine's DATABASE_URL is not the site's own, run the test there.",
        )


def _canonical(visit: Visit, page: pages.Page) -> None:
    named, here = urlsplit(page.canonical), urlsplit(visit.base)
    own = urlsplit(settings.SITE_URL).netloc if visit.inside else here.netloc
    if not named.netloc or named.netloc not in (own, here.netloc):
        raise StepFailed(
            f"the page tells search engines that its address is {page.canonical or 'nothing'}",
            f"Set SITE_URL to the address that visitors know, such as {visit.base}, and restart.",
        )


def begin(visit: Visit) -> tuple[str, str]:
    """A conversation marked as ours, forgotten at the end: its path and its token."""
    asked = {"utm": tagged.campaign(visit.tag)}
    answer = visit.must(visit.ask(START, data=asked), 201, "no conversation was started")
    talk = answer.json()
    visit.undo.append(forgetting(visit, talk["id"], talk["token"]))
    if visit.inside and not Conversation.objects.filter(pk=talk["id"], is_test=True).exists():
        visit.inside = False
        visit.kept["elsewhere"] = True
    visit.kept["question"] = next(iter(talk.get("suggestions") or []), QUESTION)
    visit.kept["conversation"] = (talk["id"], talk["token"])
    return f"{START}{talk['id']}/messages/", talk["token"]


def message(visit: Visit) -> str:
    """A question and its answer, as JSON."""
    if not visit.token:
        raise CannotTell("it would count as a visitor's; the ops token marks it as a test")
    path, token = begin(visit)
    answer = visit.ask(path, data=_asked(visit), bearer=token)
    reply = visit.must(answer, 201, "the question was not taken").json()
    return _judged(reply) + (
        "; this machine has another database than the site" if visit.kept.get("elsewhere") else ""
    )


def stream(visit: Visit) -> str:
    """The same piece by piece, as the panel asks."""
    if "conversation" not in visit.kept:
        raise CannotTell("no conversation was started")
    conversation, token = visit.kept["conversation"]
    path, first, last, reply = f"{START}{conversation}/messages/", None, 0.0, None
    for name, data, at in visit.events(path, data=_asked(visit), bearer=token):
        first = at if first is None else first
        last = at
        if name == "error":
            raise StepFailed(f"the answer broke off: {data.get('detail') or data.get('title')}")
        if name == "done":
            reply = data
            break
    if first is None or reply is None:
        raise StepFailed("the stream ended without an answer", _BUFFERS)
    if first > FIRST_SIGN:
        raise StepFailed(f"the first sign of life takes {first:.1f} seconds", _SLOW)
    if last > LONG and last - first < AT_ONCE:
        raise StepFailed("the answer arrives in one piece at its end", _BUFFERS)
    _judged(reply)
    return f"the first sign after {first:.1f} seconds, the whole answer after {last:.1f}"


def model(visit: Visit) -> str:
    """Whether it was a model that answered just now, where one is set, by what the site knows."""
    if not visit.token or "conversation" not in visit.kept:
        raise CannotTell("nothing was asked")
    if _llm(visit).get("status") == "skipped":
        raise NotAsked("no model is set, so your own words are quoted")
    time.sleep(KEPT + 0.2)  # The site keeps what it says there for a moment.
    known = _llm(visit)
    if known.get("status") != "ok":
        raise StepFailed(f"{MODEL_DOWN[0]}: {known.get('detail') or 'no reason given'}",
                         MODEL_DOWN[1])  # fmt: skip
    return ""


def _llm(visit: Visit) -> dict[str, Any]:
    told = visit.ask("/readyz").json()
    found: dict[str, Any] = told.get("checks", {}).get("llm", {})
    return found


_BUFFERS = (
    "Something between the site and its visitors holds the answer back: at Cloudflare switch off "
    "what changes pages, at nginx set proxy_buffering off."
)
_SLOW = "Look at the platform's page for how busy the web process is; a bigger plan helps."


def _asked(visit: Visit) -> dict[str, str]:
    return {"text": visit.kept["question"], "client_message_id": str(uuid.uuid4())}


def _judged(reply: Any) -> str:
    outcome = reply.get("outcome")
    if outcome == "degraded":
        raise StepFailed(*MODEL_DOWN)
    if not str(reply.get("text", "")).strip() or reply.get("status") != "complete":
        raise StepFailed("the answer is empty or was interrupted", "Look into the log.")
    if outcome == "unknown":
        return "it says that it does not know; give it knowledge about that in the admin"
    return f"outcome {outcome}"


def sweep(tag: str) -> int:
    """Conversations that runs have left."""
    found = Conversation.objects.filter(is_test=True, utm__source=tagged.SOURCE)
    if tag:
        found = found.filter(utm__campaign=f"{tagged.WORD}{tag}")
    else:
        found = found.filter(created_at__lt=timezone.now() - timedelta(hours=1))
    count = found.count()
    found.delete()
    return count


def register_steps() -> None:
    """Add them."""
    register(Step(id="site.homepage", title="The homepage loads", run=homepage, order=10))
    register(Step(id="chat.widget", title="The widget opens", run=smoke_widget.widget, order=20))
    register(Step(id="chat.message", title="A message is answered", run=message, order=30))
    register(Step(id="chat.stream", title="It is answered piece by piece", run=stream, order=35))
    register(Step(id="chat.model", title="By the model that is set", run=model, order=36))
    register_sweeper("conversations", sweep)
