"""One row a run of the launch check: what was said, and what is still being found out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from ops.launch.findings import Report
from ops.launch.report.harmless import harmless_data, one_line

#: How many runs of one target are kept, and how many of all targets together.
KEPT, KEPT_IN_ALL = 50, 500
#: After this a run that has said nothing more is taken for dead: its process was stopped.
DEAD_AFTER = timedelta(minutes=2)


class LaunchRunQuerySet(models.QuerySet["LaunchRun"]):
    """Many runs at once."""

    def of(self, target: str) -> LaunchRunQuerySet:
        """Finished runs of one target, newest first."""
        return self.filter(target=shortened(target), state=LaunchRun.State.DONE).order_by(
            "-started_at", "-pk"
        )

    def bury(self, now: datetime | None = None) -> int:
        """Mark what was killed half-way as failed; returns how many those were."""
        since = (now or timezone.now()) - DEAD_AFTER
        return self.filter(state=LaunchRun.State.RUNNING, started_at__lte=since).update(
            state=LaunchRun.State.FAILED, problem="It was stopped before it had finished."
        )

    def begin(self, target: str, started_by: str) -> LaunchRun | None:
        """A new running row, or None while another one runs, in whatever process that is.

        A unique constraint decides, so two at the same moment cannot both begin.
        """
        self.bury()
        try:
            with transaction.atomic():
                return self.create(
                    target=shortened(target),
                    started_by=one_line(started_by)[:150],
                    state=LaunchRun.State.RUNNING,
                )
        except IntegrityError:
            return None

    def store(self, report: Report, started_by: str = "") -> LaunchRun:
        """Keep a finished report; the oldest beyond what is kept go."""
        run = LaunchRun(started_by=one_line(started_by)[:150])
        run.finish(report)
        return run

    def prune(self, target: str) -> None:
        """Delete what is beyond retention."""
        finished = self.exclude(state=LaunchRun.State.RUNNING).order_by("-started_at", "-pk")
        for rows, kept in ((finished.filter(target=target), KEPT), (finished, KEPT_IN_ALL)):
            beyond = list(rows.values_list("pk", flat=True)[kept : kept + 1000])
            if beyond:
                self.filter(pk__in=beyond).delete()


def shortened(target: str) -> str:
    """A target as it is kept."""
    return one_line(target)[:300]


class LaunchRun(models.Model):
    """A run. ``summary`` holds the counts of the contract, ``report`` its whole JSON."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed", "did not finish"

    target = models.CharField(max_length=300)
    started_at = models.DateTimeField(default=timezone.now)
    duration_ms = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE)
    verdict = models.CharField(max_length=12, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    progress = models.CharField(max_length=300, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    started_by = models.CharField(max_length=150, blank=True)

    objects = LaunchRunQuerySet.as_manager()

    class Meta:
        verbose_name = "launch check"
        verbose_name_plural = "launch checks"
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["target", "-started_at"], name="ops_launchrun_target"),
            models.Index(fields=["-started_at"], name="ops_launchrun_recent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="ops_launchrun_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        """Whether its process may still be at it."""
        if self.state != self.State.RUNNING:
            return False
        return bool(timezone.now() - self.started_at < DEAD_AFTER)

    def say(self, progress: str) -> None:
        """Write down how far it is; a run that has been given up stays so."""
        LaunchRun.objects.filter(pk=self.pk, state=self.State.RUNNING).update(
            progress=one_line(progress)[:300]
        )

    def finish(self, report: Report) -> None:
        """Keep the report, and no more rows than are read."""
        data: dict[str, Any] = harmless_data(report.as_json())
        self.target = shortened(report.target)
        self.started_at = report.started_at
        self.duration_ms = report.duration_ms
        self.verdict = report.verdict
        self.summary = data["summary"]
        self.report = data
        self.state = self.State.DONE
        self.progress = self.problem = ""
        with transaction.atomic():
            self.save()
            LaunchRun.objects.prune(self.target)

    def fail(self, problem: str) -> None:
        """It broke; say why in a sentence."""
        LaunchRun.objects.filter(pk=self.pk).update(
            state=self.State.FAILED, problem=one_line(problem)[:300]
        )
