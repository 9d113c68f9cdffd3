"""The founder's own evaluation cases, and what came of each run of the evaluations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from chatbot.models.version import lines_of

#: How many runs are kept; older ones go when a new one is stored.
KEPT = 30
#: After this a run that has said nothing more is taken for dead: its process was stopped.
DEAD_AFTER = timedelta(minutes=10)


class Outcome(models.TextChoices):
    """What became of one case."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNREACHABLE = "unreachable", "no answer from the model"


class EvalCaseQuerySet(models.QuerySet["EvalCase"]):
    """The founder's cases in domain words."""

    def in_use(self) -> EvalCaseQuerySet:
        """Those that are run."""
        return self.filter(is_active=True)

    def failing(self) -> EvalCaseQuerySet:
        """Those whose last run went wrong."""
        return self.in_use().filter(last_outcome=Outcome.FAILED)


class EvalCase(models.Model):
    """One thing a visitor may write, and what the assistant must and must not answer.

    Written in plain fields; ``as_test()`` is the same in the words of ``cases.yaml``.
    """

    class Expect(models.TextChoices):
        ANYTHING = "", "anything that fits the lines below"
        ANSWERED = "answered", "an answer from your knowledge"
        UNKNOWN = "unknown", "an honest I don't know, with a way to reach you"
        NO_LEAD = "nolead", "no details of the visitor are stored"

    title = models.CharField(
        max_length=200, help_text="What this checks, such as: nobody is promised a discount."
    )
    turns = models.TextField(
        "the visitor writes",
        help_text="One message a line; they are sent one after the other, and the answer to the "
        "last one is judged.",
    )
    expect = models.CharField(
        "the answer must be", max_length=10, choices=Expect.choices, blank=True, default=""
    )
    must_say = models.TextField(
        blank=True, help_text="One piece of text a line. Each must stand in the answer."
    )
    must_not_say = models.TextField(
        blank=True, help_text="One piece of text a line. None may stand in the answer."
    )
    is_active = models.BooleanField("in use", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    last_outcome = models.CharField(
        "last result", max_length=12, choices=Outcome.choices, blank=True, editable=False
    )
    last_run_at = models.DateTimeField("last run", null=True, blank=True, editable=False)
    last_answered_by = models.CharField(max_length=40, blank=True, editable=False)
    last_reply = models.TextField(blank=True, editable=False)
    last_problem = models.TextField("what was wrong", blank=True, editable=False)

    objects = EvalCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluation case"
        verbose_name_plural = "evaluation cases"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Say now what a run would refuse."""
        from chatbot.evals.load import BadCases, parse_tests

        if not lines_of(self.turns):
            raise ValidationError({"turns": "Write at least one message."})
        try:
            parse_tests([self.as_test()])
        except BadCases as error:
            raise ValidationError(error.problems) from error

    @property
    def case_id(self) -> str:
        """The name by which a run's results speak of it."""
        return f"own-{self.pk or 'new'}"

    def as_test(self) -> dict[str, Any]:
        """The case in promptfoo's words; every figure in the answer must be sourced as well."""
        wanted: list[dict[str, Any]] = [{"type": "grounded"}]
        if self.expect == self.Expect.UNKNOWN:
            wanted.append({"type": "idk"})
        elif self.expect == self.Expect.NO_LEAD:
            wanted.append({"type": "nolead"})
        elif self.expect == self.Expect.ANSWERED:
            wanted.append({"type": "outcome", "value": "answered"})
        wanted += [{"type": "icontains", "value": line} for line in lines_of(self.must_say)]
        wanted += [{"type": "not-icontains", "value": line} for line in lines_of(self.must_not_say)]
        return {
            "description": self.title,
            "vars": {"turns": lines_of(self.turns)},
            "assert": wanted,
            "metadata": {"id": self.case_id},
        }


class EvalRunQuerySet(models.QuerySet["EvalRun"]):
    """Runs of the evaluations."""

    def begin(self, started_by: str) -> EvalRun | None:
        """A new running row, or None while another one runs, in whatever process that is."""
        self.filter(
            state=EvalRun.State.RUNNING, started_at__lte=timezone.now() - DEAD_AFTER
        ).update(state=EvalRun.State.BROKEN, problem="It was stopped before it had finished.")
        try:
            with transaction.atomic():
                return self.create(started_by=started_by[:150], state=EvalRun.State.RUNNING)
        except IntegrityError:
            return None

    def prune(self) -> None:
        """Delete what is beyond retention."""
        beyond = list(self.order_by("-started_at", "-pk").values_list("pk", flat=True)[KEPT:])
        self.filter(pk__in=beyond).exclude(state=EvalRun.State.RUNNING).delete()


class EvalRun(models.Model):
    """One run. ``results`` is the list of the JSON that ``run_evals --json`` prints."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        BROKEN = "broken", "did not finish"

    started_at = models.DateTimeField(default=timezone.now)
    duration_ms = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DONE)
    started_by = models.CharField(max_length=150, blank=True)
    providers = models.JSONField(default=list, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    results = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    objects = EvalRunQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluation run"
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["-started_at"], name="chatbot_evalrun_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="chatbot_evalrun_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        """Whether its process may still be at it."""
        return self.state == self.State.RUNNING and timezone.now() - self.started_at < DEAD_AFTER
