"""One row a run on the deployment: what it left is found by it, and a failure is told once."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

#: A run says every few seconds that it goes on; one silent for this long has been killed.
SILENT = timedelta(seconds=30)
#: How often a run after a release is begun in all, its process having been killed in it.
TRIES = 2
#: Rows beyond these go, the oldest first.
KEPT = 100


class SmokeRunQuerySet(models.QuerySet["SmokeRun"]):
    """Many runs at once."""

    def begin(self, *, tag: str, version: str, after_release: str = "") -> SmokeRun | None:
        """A new run; None when that of this release has been begun by somebody else.

        A run of a release whose process was killed is taken over, a few times.
        """
        values: dict[str, Any] = {"tag": tag, "version": version, "place": here()}
        if not after_release:
            return self.create(**values)
        try:
            with transaction.atomic():
                return self.create(**values, after_release=after_release)
        except IntegrityError:
            pass
        run = self.filter(after_release=after_release, tries__lt=TRIES).first()
        if run is None or not run.was_killed():
            return None
        # Of two that see it at once, one finds the row as it was read.
        as_read = self.filter(pk=run.pk, tag=run.tag, alive_at=run.alive_at)
        taken = as_read.update(
            **values, tries=models.F("tries") + 1, alive_at=timezone.now(), cleaned=False
        )
        return self.get(pk=run.pk) if taken else None

    def killed(self) -> list[SmokeRun]:
        """Those that ended without cleaning up."""
        return [run for run in self.filter(cleaned=False) if run.was_killed() or not run.goes_on]

    def of_releases(self) -> SmokeRunQuerySet:
        """Those that ran by themselves, the newest first."""
        return self.exclude(after_release=None).order_by("-started_at", "-pk")

    def prune(self) -> None:
        """Delete what is beyond retention."""
        beyond = list(self.order_by("-started_at", "-pk").values_list("pk", flat=True)[KEPT:])
        if beyond:
            self.filter(pk__in=beyond).delete()


def here() -> str:
    """This process, among all that share the database."""
    return f"{socket.gethostname()}:{os.getpid()}"[:200]


class SmokeRun(models.Model):
    """``steps`` is what became of each, as ``smoke_test --json`` prints them."""

    class State(models.TextChoices):
        RUNNING = "running"
        WORKS = "works"
        FAILS = "fails"
        INCOMPLETE = "incomplete"
        OVERTAKEN = "overtaken", "overtaken by a newer release"

    tag = models.CharField(max_length=12)
    version = models.CharField(max_length=100, blank=True)
    #: Which release it belongs to, one run for each; None for a run by hand.
    after_release = models.CharField(max_length=140, null=True, unique=True)  # noqa: DJ001 - NULL is what the unique constraint passes over
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    steps = models.JSONField(default=list, blank=True)
    place = models.CharField(max_length=200)
    tries = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    cleaned = models.BooleanField(default=False)

    objects = SmokeRunQuerySet.as_manager()

    class Meta:
        verbose_name = "smoke test"
        ordering: ClassVar = ["-started_at", "-pk"]
        default_permissions = ("view",)
        indexes: ClassVar = [models.Index(fields=["-started_at"], name="ops_smoke_recent")]

    def __str__(self) -> str:
        return f"{self.version or 'a release'}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended, as far as its row knows."""
        return self.state == self.State.RUNNING

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The steps that failed."""
        return [step for step in self.steps if step.get("status") == "fail"]

    def was_killed(self) -> bool:
        """Whether it has not ended and never will: silent, or its process here is gone."""
        if not self.goes_on:
            return False
        host, _, pid = self.place.rpartition(":")
        if host == socket.gethostname() and pid.isdigit() and not _runs(int(pid)):
            return True
        return self.alive_at < timezone.now() - SILENT

    def beat(self) -> None:
        """Say that it goes on."""
        SmokeRun.objects.filter(pk=self.pk).update(alive_at=timezone.now())

    def end(self, state: str, steps: list[dict[str, Any]]) -> None:
        """Write down what came of it."""
        self.state, self.steps, self.finished_at, self.cleaned = state, steps, timezone.now(), True
        self.save(update_fields=["state", "steps", "finished_at", "cleaned"])
        SmokeRun.objects.prune()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # It is somebody else's.
    return True
