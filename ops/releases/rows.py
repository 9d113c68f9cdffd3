"""One row a release: which code, which schema, who, when, and how it went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

#: Rows beyond these go, the oldest first.
KEPT = 200


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Many releases at once."""

    def done(self) -> ReleaseQuerySet:
        """Those that went out, newest first."""
        return self.filter(result=Release.Result.DONE).order_by("-started_at", "-pk")

    def current(self) -> Release | None:
        """What went out last."""
        return self.done().first()

    def prune(self) -> None:
        """Delete what is beyond retention."""
        beyond = list(self.order_by("-started_at", "-pk").values_list("pk", flat=True)[KEPT:])
        if beyond:
            self.filter(pk__in=beyond).delete()


class Release(models.Model):
    """A try to bring code out.

    ``schema`` is what the database had applied when it ended, as ``{app label: [names of
    migrations, sorted]}``; ``known`` is the same for what this release's code brings. What the
    first has beyond the second was left by a newer release. ``step`` and ``problem`` say where and
    why a failed one stopped, without values of variables.
    """

    class Result(models.TextChoices):
        STARTED = "started"
        DONE = "done"
        FAILED = "failed"

    class Kind(models.TextChoices):
        DEPLOY = "deploy"
        ROLLBACK = "rollback"

    version = models.CharField(max_length=100)
    commit = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DEPLOY)
    platform = models.CharField(max_length=20, blank=True)
    who = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.STARTED)
    step = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    schema = models.JSONField(default=dict, blank=True)
    known = models.JSONField(default=dict, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        default_permissions = ("view",)
        indexes: ClassVar = [models.Index(fields=["-started_at"], name="ops_release_recent")]

    def __str__(self) -> str:
        return f"{self.version}, {self.started_at:%Y-%m-%d %H:%M}"
