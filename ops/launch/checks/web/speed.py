"""Speed as a visitor has it, against the budget."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.web.wording import listed, the_site
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.chat import ChatFacts
from ops.launch.gather.web.lighthouse import LighthouseFacts
from ops.launch.gather.web.pages import PageFacts
from ops.launch.gather.web.speed import SpeedFacts
from ops.launch.registry import check

#: Seconds to the first byte: good up to the first, poor from the second (web.dev, TTFB).
FIRST_BYTE = (0.8, 1.8)
#: Seconds for the whole page, 95th percentile.
PAGE = (1.0, 3.0)
#: Seconds for a chat action, 95th percentile: the floor, and where visitors give up.
CHAT = (0.5, 3.0)
#: Bytes of the home page with its files, compressed; and requests.
WEIGHT = (500_000, 1_500_000)
REQUESTS = 60
#: Lighthouse's performance score on a phone.
SCORE = 85
NEARER = (
    "If the server is far from your visitors, move the app to a region near them; put Cloudflare "
    "in front; take slow queries and calls to other services out of the page."
)
#: Seconds that a service takes longer when it has to be woken.
ASLEEP = 3.0


def _of_the_site(speed: SpeedFacts) -> SpeedFacts:
    """The samples, unless every one of them is an error page: ``http.answers`` tells that."""
    if speed.samples and all(sample.status >= 400 for sample in speed.samples):
        raise CannotTell(f"the home page is an error page (status {speed.samples[0].status})")
    return speed


@check("performance.first_byte", stage=4, needs="speed")
def first_byte_comes_soon(speed: SpeedFacts) -> Iterator[Finding]:
    """The page begins to arrive at once."""
    good, poor = FIRST_BYTE
    median = _of_the_site(speed).first_byte
    if speed.waking > ASLEEP and speed.waking > 4 * median:
        yield Finding(
            severity=Severity.TRUST,
            summary=f"The first visit after a quiet time takes {speed.waking:.0f} seconds.",
            evidence=f"first request {speed.waking:.1f} s, then {median:.2f} s ({speed.url})",
            impact="The first visitor of the morning leaves before the page is there.",
            fix="The hosting puts the app to sleep: take a plan without sleep (on Render Starter, "
            "on Heroku Basic), or keep it awake with a monitor that asks every few minutes.",
            subject="asleep",
        )
    if median > good:
        yield Finding(
            severity=Severity.TRUST if median > poor else Severity.CLEANUP,
            summary=f"The page takes {median:.1f} seconds to begin to arrive.",
            evidence=f"median of {len(speed.samples)} requests to {speed.url}: {median:.2f} s to "
            f"the first byte, connection included (good is {good} s)",
            impact="Visitors look at a white screen, and some of them leave.",
            fix=NEARER,
            reference="https://web.dev/articles/ttfb",
            subject="first byte",
        )


@check("performance.p95", stage=4, needs="speed")
def page_is_quick_for_all(speed: SpeedFacts) -> Iterator[Finding]:
    """The page is quick for nearly everybody."""
    good, poor = PAGE
    _of_the_site(speed)
    failed = [sample.status for sample in speed.samples if sample.status >= 500]
    if failed or speed.failed:
        lost = len(failed) + speed.failed
        yield Finding(
            severity=Severity.TRUST,
            summary=f"{lost} of {len(speed.samples) + speed.failed} visits in a row failed.",
            evidence=f"{speed.url}: "
            + (f"status {', '.join(map(str, sorted(set(failed))))}" if failed else "no answer"),
            impact="Some visitors see an error although the next one does not.",
            fix="Read the app's log for that time: often it runs out of memory or connections.",
            subject="failures",
        )
    if speed.p95 > good:
        yield Finding(
            severity=Severity.TRUST if speed.p95 > poor else Severity.CLEANUP,
            summary=f"One visitor in twenty waits {speed.p95:.1f} seconds or more for the page.",
            evidence=f"{len(speed.samples)} requests to {speed.url} in a row: 95 % within "
            f"{speed.p95:.2f} s, the slowest {max(s.total for s in speed.samples):.2f} s",
            impact="The slow visits are the ones that visitors tell others about.",
            fix=NEARER,
            subject="p95",
            told_by=(("performance.first_byte", "first byte"),),
        )


@check("performance.weight", stage=4, needs="pages")
def page_is_light(pages: PageFacts) -> Iterator[Finding]:
    """The home page is light enough for a phone."""
    sizes = {the_site(pages).home.url: pages.home.size}
    for file in pages.files:
        if file.answer and not file.load.later:
            sizes[file.load.url] = file.answer.size
    total = sum(sizes.values())
    requests = 1 + sum(not load.later for load in pages.html.loads)
    good, poor = WEIGHT
    if total > good:
        biggest = sorted(sizes.items(), key=lambda pair: -pair[1])
        yield Finding(
            severity=Severity.TRUST if total > poor else Severity.CLEANUP,
            summary=f"The home page weighs {total / 1e6:.1f} MB.",
            evidence=listed([f"{url}: {size // 1000:,} kB" for url, size in biggest]),
            impact="On a phone outside the city it takes many seconds to appear.",
            fix="Make the pictures smaller (1600 pixels wide at most, WebP or AVIF), let those "
            "further down carry loading=lazy, and remove scripts you do not need.",
            subject="weight",
        )
    if requests > REQUESTS:
        yield Finding(
            severity=Severity.CLEANUP,
            summary=f"The home page needs {requests} files.",
            evidence=f"{pages.home.url}: {requests} requests, {len(pages.foreign)} of them to "
            "other companies",
            impact="Each one costs a phone a little time.",
            fix="Remove what the page can do without, and join small scripts and styles.",
            subject="requests",
        )


_ACTIONS = {
    "start": "starting a conversation",
    "message": "answering a message",
    "lead": "taking a visitor's details",
    "forget": "deleting a conversation",
}


@check("performance.chat", stage=4, needs="chat_speed")
def chat_is_quick(chat: ChatFacts) -> Iterator[Finding]:
    """The chat answers within half a second.

    Starting, answering and taking details, each three times, as test traffic.
    """
    for action in chat.actions:
        name = _ACTIONS.get(action.name, action.name)
        if action.trouble:
            hurts = action.name != "forget"
            yield Finding(
                severity=Severity.BLOCKER if hurts else Severity.CLEANUP,
                summary=f"The chat failed at {name}.",
                evidence=action.trouble,
                impact="Visitors cannot use the chat." if hurts else "A test conversation stayed.",
                fix="Read the app's log for this moment; it says which part failed.",
                subject=action.name,
            )
        elif action.seconds and action.p95 > CHAT[0]:
            yield Finding(
                severity=Severity.BLOCKER if action.p95 > CHAT[1] else Severity.TRUST,
                summary=f"The chat takes {action.p95:.1f} seconds for {name}.",
                evidence=f"{len(action.seconds)} times, 95 % within {action.p95:.2f} s; the budget "
                f"is {CHAT[0]} s",
                impact="Visitors think that it is broken and close it.",
                fix="See whether the database and the app run in the same region, and whether the "
                "language model answers slowly (LLM_PROVIDER=builtin needs none).",
                subject=action.name,
            )


@check("performance.lighthouse", stage=4, needs="lighthouse")
def lighthouse_is_content(lighthouse: LighthouseFacts) -> Iterator[Finding]:
    """Lighthouse gives the home page more than 85 on a phone."""
    score = lighthouse.scores.get("performance")
    if score is None:
        raise CannotTell("Lighthouse gave no score")
    if score <= SCORE:
        numbers = [f"{name}: {value}" for name, value in lighthouse.numbers.items()]
        yield Finding(
            severity=Severity.TRUST if score < 50 else Severity.CLEANUP,
            summary=f"Lighthouse gives the home page {score} of 100 for speed on a phone.",
            evidence=listed([f"performance: {score}", *numbers]),
            impact="Visitors on phones wait, and search engines rank slow pages lower.",
            fix="Open https://pagespeed.web.dev/, type the site's address, and follow the list "
            "under Opportunities from the top.",
            subject="performance",
        )
