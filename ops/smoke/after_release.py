"""The smoke test by itself, once for each release, after that release has taken the traffic.

Release commands run before the new version serves anybody, so it is the web process of the new
version that tries it: one of them (the row of the run decides), in a thread, over HTTP only (a
browser would not fit beside the site in 512 MB), and once the public address says this version.
Nothing that goes wrong in here reaches the site.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from ops import lifecycle
from ops.database import give_back
from ops.releases.rows import Release
from ops.smoke import alarm, leftovers, tagged
from ops.smoke.registry import steps
from ops.smoke.rows import SmokeRun
from ops.smoke.run import Result, as_json, play, verdict
from ops.smoke.visit import StepFailed, Visit

logger = logging.getLogger(__name__)

#: What VERSION is where no platform and nobody else says which release this is.
UNNAMED = "development"
LIVE_TITLE = "The release is live"


@dataclass(slots=True)
class AfterRelease:
    """One process's part in it. Times in seconds."""

    #: Between two looks at the public address, and how often in a row it has to say this version:
    #: while a platform exchanges its machines, old and new ones answer by turns.
    look_every: float = 3.0
    in_a_row: int = 3
    #: How long a release may take to become live before that itself is a failure.
    patience: float = 15 * 60
    #: What failed is tried again after this, before anybody is woken.
    pause: float = 30.0
    #: How long each step may take.
    seconds: float = 25.0
    #: Between two looks whether the process that tries it has been killed.
    watch_every: float = 20.0
    stopping: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """In a web process of a release: begin, and return at once."""
        if not wanted():
            return
        self.stopping.clear()
        self.thread = threading.Thread(target=self._run, name="smoke-test", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Finish the step in hand and clean up; what takes longer is left to the next process."""
        self.stopping.set()
        if self.thread is not None:
            self.thread.join(5)

    def _run(self) -> None:
        try:
            self.once()
        except Exception:
            # The outermost edge of the thread: the site goes on whatever happens to its test.
            logger.exception("the smoke test after the release broke")
        finally:
            give_back()

    def once(self) -> SmokeRun | None:
        """Try this release unless that was done; the run if it was this process that did."""
        key = key_of_release()
        while not self.stopping.is_set():
            leftovers.sweep()
            visit = self._visit(tagged.new())
            run = SmokeRun.objects.begin(tag=visit.tag, version=settings.VERSION, after_release=key)
            if run is not None:
                return self._try(run, visit, key)
            other = SmokeRun.objects.filter(after_release=key).first()
            if other is None or not other.goes_on:
                return None
            give_back()
            self.stopping.wait(self.watch_every)
        return None

    def _try(self, run: SmokeRun, visit: Visit, key: str) -> SmokeRun | None:
        with leftovers.going_on(run):
            results = self._results(visit, key)
        leftovers.sweep_own(visit.tag)
        if self.stopping.is_set():
            run.delete()  # The next process of this release tries it.
            return None
        if results is None:
            run.end(SmokeRun.State.OVERTAKEN, [])
            return run
        report = as_json(visit, results)
        with transaction.atomic():
            run.end(report["verdict"], report["steps"])
            if report["verdict"] == "fails":
                alarm.write(run)
        if report["verdict"] == "fails":
            alarm.shout(run)
        else:
            logger.info(
                "the smoke test of release %s: %s", run.version, report["verdict"],
                extra={"event": "smoke_passed", "release": run.version},
            )  # fmt: skip
        return run

    def _results(self, visit: Visit, key: str) -> list[Result] | None:
        """What became of each step, None when a newer release is live by now."""
        late = self._wait_until_live(visit, key)
        if late is not None:
            return late or None
        results = self._play(visit)
        if verdict(results) == "fails" and not self.stopping.wait(self.pause):
            if self._overtaken(key):
                return None
            # Anew with nothing known of the first time, but under the same mark.
            again = self._visit(visit.tag)
            results = self._play(again)
        return results

    def _visit(self, tag: str) -> Visit:
        return Visit(
            base=settings.SITE_URL, token=settings.OPS_TOKEN, inside=True, seconds=self.seconds,
            without_browser="since a browser would not fit beside the site", tag=tag,
        )  # fmt: skip

    def _play(self, visit: Visit) -> list[Result]:
        return play(visit, steps(), going_on=lambda: not self.stopping.is_set())

    def _wait_until_live(self, visit: Visit, key: str) -> list[Result] | None:
        """None once it is live; [] when it was overtaken or we stop; else the failure to tell."""
        seen, waited, told = 0, 0.0, "nothing"
        while not self.stopping.is_set():
            try:
                answer = visit.ask("/healthz")
                told = str(answer.json().get("version")) if answer.status == 200 else "an error"
            except (StepFailed, AttributeError) as error:
                told = str(error)
            seen = seen + 1 if told == settings.VERSION else 0
            if seen >= self.in_a_row:
                return None
            if seen == 0 and self._overtaken(key):
                return []
            if waited >= self.patience:
                return [_never_live(told, waited)]
            give_back()
            waited += self.look_every
            self.stopping.wait(self.look_every)
        return []

    def _overtaken(self, key: str) -> bool:
        """Whether a newer release was brought out meanwhile."""
        return "#" in key and key_of_release() != key


def _never_live(told: str, waited: float) -> Result:
    return Result(
        id="release.live",
        title=LIVE_TITLE,
        status="fail",
        detail=f"{waited / 60:.0f} minutes after release {settings.VERSION} has started, "
        f"{settings.SITE_URL} still says: {told}",
        fix="Look at your platform's page whether the new release is serving, and whether "
        "SITE_URL is the address of this deployment.",
    )


def wanted() -> bool:
    """Whether this process should try its release: never on a laptop, nor without a token.

    Without a name for the release a restart could not be told from a new one.
    """
    if settings.DEBUG or not settings.SMOKE_AFTER_RELEASE or settings.VERSION == UNNAMED:
        return False
    if not settings.OPS_TOKEN:
        logger.warning("the release is not tried out: OPS_TOKEN is empty", extra={"event": "smoke"})
        return False
    return not settings.MAINTENANCE


def key_of_release() -> str:
    """This release among all: by its row where one was recorded, so that one that was brought back
    is tried again; else by its name."""
    row = Release.objects.current()
    named = settings.VERSION[:100]
    if row is not None and row.version == named:
        return f"{named}#{row.pk}"
    return named


here = AfterRelease()


def register() -> None:
    """Add it to what a web process does."""
    lifecycle.on_start(here.start)
    lifecycle.on_stop(here.stop)
