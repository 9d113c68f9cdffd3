"""What only the inside knows: who works, how the providers answer, how many requests fail.

Nothing here may take the monitor down: what cannot be asked is unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from ops.database import give_back
from ops.monitor import figures, rates, reach
from ops.monitor.alerts.words import span
from ops.monitor.counting import ALL
from ops.monitor.layers import Layer, Result, State
from ops.outbox import readiness as outbox
from ops.outbox import worker
from ops.outbox.rows import OutboxMessage
from ops.schedule import life

logger = logging.getLogger(__name__)

#: Minutes over which providers and pages are judged, and the newest of them.
MINUTES, NEWEST = 5, 1
#: A provider that fails at more than this share of calls is down; so is one that fails, with
#: certainty, at more than the lower share. What fails more seldom is caught by a second try.
DOWN, AILING = 0.5, 0.1
#: And at least so many.
FEWEST, FEWEST_AILING = 2, 5
#: A provider of whose answers surely more than this share are slow is slow.
OFTEN_SLOW = 0.5
#: Emails that do not leave, for whatever reason, of which we speak.
FEWEST_STUCK = 2


def added(seen: Sequence[Result], trouble: str = "") -> list[Result]:
    """What was seen from outside, with what the inside says of the same layers.

    ``trouble`` is why this process cannot ask the database (``ops.monitor.reach``), or "".
    """
    found = {result.layer: result for result in seen}
    found |= {result.layer: result for result in _of_the_database(found, trouble)}
    for layer, ask in ASKED:
        if trouble:
            break
        try:
            told = ask()
        except DatabaseError:
            told = None
        except Exception:
            # The outermost edge of one question: the others must be asked.
            logger.exception("the monitor could not ask about %s", layer)
            told = None
        finally:
            give_back()
        if told is not None:
            found[layer] = told
    return [found[layer] for layer in Layer if layer in found]


def _of_the_database(found: Mapping[Layer, Result], trouble: str) -> list[Result]:
    """Whether it is the database that an app which fails stands on, and why it fails."""
    app, database = found[Layer.APP], found[Layer.DATABASE]
    if State.FAILED not in (app.state, database.state):
        return []
    why = trouble or reach.held_up()
    if not why:
        return []
    if app.state is State.FAILED:
        blamed = Result(Layer.DATABASE, State.FAILED, f"{why}; so {app.evidence}", app.ms)
        return [Result(Layer.APP, State.UNKNOWN, app.evidence, app.ms), blamed]
    return [Result(Layer.DATABASE, State.FAILED, why, database.ms)]


def workers() -> Result | None:
    """Whether what waits is worked through, whoever does it."""
    expected = settings.REDIS_URL and not settings.EMBEDDED_WORKER and worker.was_here()
    if expected and not worker.is_alive():
        return Result(Layer.WORKER, State.FAILED, "a worker ran until lately and gives no sign now")
    silence = life.silent_for()
    if silence:
        minutes = round(silence.total_seconds() / 60)
        words = f"nobody has sent emails or done any other chore for {minutes} minutes"
        return Result(Layer.WORKER, State.FAILED, words)
    late = OutboxMessage.objects.due(timezone.now() - outbox.LATE)
    untried = late.filter(attempts=0).count()
    if untried:
        words = f"{untried} emails have waited for more than a minute and nobody took them"
        return Result(Layer.WORKER, State.FAILED, words)
    tasks = figures.queue() or 0
    if tasks > figures.LONG:
        words = f"{tasks} tasks lie before the worker, which does not keep up"
        return Result(Layer.WORKER, State.FAILED, words)
    return Result(Layer.WORKER, State.OK)


def email() -> Result | None:
    """How the email provider answers, by what it did with real emails.

    Emails that failed are tried again after minutes, then hours; so where nothing has been tried
    lately, what lies there since counts.
    """
    told = _provider(Layer.EMAIL, "email ", "emails")
    if told is not None:
        return told
    count, oldest = figures.stuck()
    lately = rates.window(int(figures.STUCK.total_seconds() // 60), prefix="email ")
    if count < FEWEST_STUCK or any(rate.count > rate.failed for rate in lately):
        return None
    words = f"{count} emails were tried and have not left, the oldest for {span(oldest)}"
    return Result(Layer.EMAIL, State.FAILED, words)


def model() -> Result | None:
    """The same of the language model; what the breaker says counts where there are no calls."""
    return _provider(Layer.MODEL, "model ", "questions")


def _provider(layer: Layer, prefix: str, what: str) -> Result | None:
    """None where nobody was asked, or too few to tell: then what is known otherwise counts."""
    told: Result | None = None
    for rate in rates.window(MINUTES, prefix=prefix):
        if is_down(rate):
            name = rate.subject.removeprefix(prefix)
            share = f"{rate.failed} of {rate.count} {what} in {MINUTES} minutes"
            words = f"{name} refused or failed {share}"
            return Result(layer, State.FAILED, words, round(rate.p95 or 0))
        if rate.failed < rate.count:
            told = told or Result(layer, State.OK, "", round(rate.p95 or 0))
    return told


def is_down(rate: rates.Rate) -> bool:
    """Whether a provider fails too often."""
    if rate.failed >= FEWEST and rate.failed_share > DOWN:
        return True
    return rate.failed >= FEWEST_AILING and rates.surely_above(rate.failed, rate.count, AILING)


def errors() -> Result | None:
    """Requests of visitors that fail: of all together, or of one page among many that are well.

    Over five minutes, and over the newest alone, in which a sudden failure shows first.
    """
    for minutes, found in zip((MINUTES, NEWEST), rates.windows(MINUTES, NEWEST), strict=True):
        whole = rates.of(found)
        routes = [rate for rate in found if is_route(rate.subject)]
        bad = [rate for rate in routes if rate.is_bad]
        if not whole.is_bad and not bad:
            continue
        worst = max(bad or routes or [whole], key=lambda rate: rate.failed)
        words = (
            f"{whole.failed} of {whole.count} requests failed in {_in(minutes)}, most of them "
            f"{worst.subject} ({worst.failed} of {worst.count})"
        )
        return Result(Layer.ERRORS, State.FAILED, words)
    return Result(Layer.ERRORS, State.OK)


def slowness() -> Result | None:
    """Answers that take too long, of ours or of a company we ask, for minutes and still now."""
    found, newest = rates.windows(MINUTES, NEWEST)
    lately = {rate.subject: rate for rate in newest}
    ours = [
        rate
        for rate in found
        if not is_provider(rate.subject) and rate.goes_on(lately.get(rate.subject))
    ]
    if ours:
        worst = max(ours, key=lambda rate: (rate.subject != ALL, rate.slow))
        whole = rates.of(found)
        words = (
            f"{whole.slow} of {whole.count} answers were slow in {_in(MINUTES)}, most of them "
            f"{worst.subject} ({worst.slow} of {worst.count}, 19 of 20 within {_ms(worst.p95)})"
        )
        return Result(Layer.SLOW, State.FAILED, words, round(whole.p95 or 0))
    for rate in found:
        late = rate.slow >= FEWEST_AILING and rates.surely_above(rate.slow, rate.count, OFTEN_SLOW)
        if is_provider(rate.subject) and late and not is_down(rate):
            kind, _, name = rate.subject.partition(" ")
            words = (
                f"{name} ({kind}) was slow {rate.slow} of {rate.count} times in {_in(MINUTES)}: "
                f"half within {_ms(rate.p50)}, 19 of 20 within {_ms(rate.p95)}"
            )
            return Result(Layer.SLOW, State.FAILED, words, round(rate.p95 or 0))
    return Result(Layer.SLOW, State.OK)


def _in(minutes: int) -> str:
    return f"{minutes} minutes" if minutes > 1 else "the last minute"


def _ms(time: float | None) -> str:
    value = time or 0.0
    return f"{value / 1000:.1f} s" if value >= 1000 else f"{value:.0f} ms"


def is_route(subject: str) -> bool:
    """Whether it is a page or a route of the API, and no provider."""
    return subject != ALL and not is_provider(subject)


def is_provider(subject: str) -> bool:
    """Whether it is a company we ask."""
    return subject.startswith(("email ", "model "))


ASKED: tuple[tuple[Layer, Callable[[], Result | None]], ...] = (
    (Layer.WORKER, workers),
    (Layer.EMAIL, email),
    (Layer.MODEL, model),
    (Layer.ERRORS, errors),
    (Layer.SLOW, slowness),
)
