"""What the founder knows: the only source of what the assistant may say."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from chatbot.models.version import KnowledgeVersion, Known, lines_of

CURRENCY_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£", "AUD": "A$", "CAD": "C$", "NZD": "NZ$"}


class KnowledgeQuerySet(models.QuerySet["KnowledgeEntry"]):
    """Many entries at once. Every way of changing rows moves the version too."""

    def published(self) -> KnowledgeQuerySet:
        """Entries visitors may be answered from."""
        return self.filter(is_published=True)

    def services(self) -> KnowledgeQuerySet:
        """Published services in the order of the page."""
        return self.published().filter(kind=KnowledgeEntry.Kind.SERVICE)

    def questions(self) -> KnowledgeQuerySet:
        """Published common questions in the order of the page."""
        return self.published().filter(kind=KnowledgeEntry.Kind.FAQ)

    def update(self, **values: Any) -> int:
        """As Django's; an index in another process sees it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            values.setdefault("revision", uuid.uuid4())
            return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; an index in another process sees it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[KnowledgeEntry]:
        """As Django's; an index in another process sees it."""
        with transaction.atomic(using=self.db):
            KnowledgeVersion.move()
            return super().bulk_create(objs, *args, **options)


class KnowledgeEntry(Known):
    """One thing the founder knows, with the ways people ask for it."""

    class Kind(models.TextChoices):
        FAQ = "faq", "question and answer"
        SERVICE = "service", "service with a price"
        POLICY = "policy", "policy"
        PAGE = "page", "page of text"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FAQ)
    title = models.CharField(
        "question or title",
        max_length=300,
        help_text="The question as a visitor would ask it, or the name of the service or page.",
    )
    variants = models.TextField(
        "people also ask",
        blank=True,
        help_text="Other ways to ask the same, one a line. Three to five make a great difference.",
    )
    answer = models.TextField(
        help_text="Your words. The assistant quotes them and says nothing else."
    )
    price = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    currency = models.CharField(
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", "Three capital letters, such as USD or EUR.")],
    )
    price_note = models.CharField(
        max_length=80, blank=True, help_text="What the price is for, such as: per 60-minute session"
    )
    url = models.URLField(
        "address", max_length=500, blank=True, help_text="A page of yours that says more."
    )
    #: Where it was imported from: a file's name, or a page's host and path. "" if written here.
    source = models.CharField(
        "imported from", max_length=500, blank=True, editable=False, db_index=True
    )
    #: Tells the entry again at the next import: its source, and the headings above it.
    external_id = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    #: What the content was when it was imported; another one now means edited by hand.
    imported_as = models.CharField(max_length=64, blank=True, editable=False)
    is_published = models.BooleanField("in use", default=True)
    position = models.PositiveIntegerField(default=0, help_text="Smaller comes first on the page.")
    is_demo = models.BooleanField(default=False, editable=False)
    #: New with every change: tells an index which rows to read again.
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = KnowledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "knowledge entry"
        verbose_name_plural = "knowledge"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["is_published", "kind"], name="chatbot_entry_in_use")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Store the entry under a new revision."""
        self.revision = uuid.uuid4()
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "revision", "updated_at"}
        super().save(*args, **options)

    def clean(self) -> None:
        """A price needs its currency, and a currency its price."""
        if self.price is not None and not self.currency:
            raise ValidationError({"currency": "Say which currency the price is in."})
        if self.currency and self.price is None:
            raise ValidationError({"price": "There is a currency but no price."})

    @property
    def phrasings(self) -> list[str]:
        """The other ways people ask."""
        return lines_of(self.variants)

    @property
    def price_label(self) -> str:
        """The price as it is shown: ``US$1,200``, ``€95.50``, ``CHF 80``; "Free" for zero."""
        if self.price is None:
            return ""
        if self.price == 0:
            return "Free"
        amount = f"{self.price:,.2f}".removesuffix(".00")
        sign = CURRENCY_SIGNS.get(self.currency)
        return f"{sign}{amount}" if sign else f"{self.currency} {amount}"


#: Imports that are kept as a history, and after how long without a word one is taken for dead.
IMPORTS_KEPT = 20
DEAD_AFTER = timedelta(minutes=4)


class ImportQuerySet(models.QuerySet["KnowledgeImport"]):
    """Many imports at once."""

    def begin(self, label: str, started_by: str) -> KnowledgeImport | None:
        """A new import that reads, or None while another one does, in whatever process that is.

        A unique constraint decides, so two at the same moment cannot both begin.
        """
        State = KnowledgeImport.State
        dead = timezone.now() - DEAD_AFTER
        self.filter(state=State.READING, heard_at__lte=dead).update(
            state=State.FAILED, problem="It was stopped before it had finished."
        )
        older = list(
            self.exclude(state=State.READING).values_list("pk", flat=True)[IMPORTS_KEPT - 1 :]
        )
        self.filter(pk__in=older).delete()
        try:
            with transaction.atomic():
                return self.create(label=label[:300], started_by=started_by[:150])
        except IntegrityError:
            return None


class KnowledgeImport(models.Model):
    """An import in the admin: read in the background, looked at, then stored or dropped.

    ``content`` is what was read, until it is stored or dropped; ``outcome`` what became of it.
    """

    class State(models.TextChoices):
        READING = "reading"
        READY = "ready", "waits for you"
        DONE = "done", "imported"
        DROPPED = "dropped", "not imported"
        FAILED = "failed", "did not finish"

    label = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    started_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now)
    started_by = models.CharField(max_length=150, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    progress = models.CharField(max_length=300, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="reading"), name="chatbot_one_import_reads"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_reading(self) -> bool:
        """Whether its process may still be at it."""
        if self.state != self.State.READING:
            return False
        return bool(timezone.now() - self.heard_at < DEAD_AFTER)

    def say(self, done: int, total: int, progress: str) -> None:
        """Write down how far it is; an import that has been given up stays so."""
        KnowledgeImport.objects.filter(pk=self.pk, state=self.State.READING).update(
            done=done, total=total, progress=progress[:300], heard_at=timezone.now()
        )

    def take(self, state: str, **values: Any) -> bool:
        """Go from waiting to ``state``; only one of two that try at once succeeds."""
        values |= {"state": state, "heard_at": timezone.now()}
        waiting = KnowledgeImport.objects.filter(pk=self.pk, state=self.State.READY)
        return waiting.update(**values) == 1
