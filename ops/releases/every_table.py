"""Reads and writes every table as the models of some code know it. A script: ``proving`` gives
it to the code of another day, so it imports nothing of ours.

Rows are made up and rolled back. That a made-up value breaks a rule is no news; that a column is
gone, or wants a value which this code does not give, is.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import DatabaseError, IntegrityError, models, transaction  # noqa: E402

#: PostgreSQL's code for a column that must be filled.
NOT_FILLED = "23502"
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)  # noqa: UP017 - any Python
VALUES: dict[str, Any] = {
    "DateTimeField": NOW, "DateField": NOW.date(), "TimeField": NOW.time(), "JSONField": {},
    "UUIDField": uuid.UUID(int=1), "BinaryField": b"x", "BooleanField": False,
    "DurationField": datetime.timedelta(1), "GenericIPAddressField": "192.0.2.1",
}  # fmt: skip
NUMBERS = ("Integer", "Auto", "Decimal", "Float")


def made_up(model: type[models.Model]) -> models.Model:
    """A row of what the code gives, and something where it gives nothing."""
    row = model()
    for field in model._meta.local_concrete_fields:
        auto = field is model._meta.auto_field
        given = field.has_default() or getattr(field, "db_default", None) is not None and (
            getattr(field, "has_db_default", lambda: False)()
        )  # fmt: skip
        if not (auto or given or field.null or getattr(field, "generated", False)):
            setattr(row, field.attname, value_for(field))
    return row


def value_for(field: Any) -> Any:
    """Anything of its type."""
    while field.is_relation:
        field = field.target_field
    kind = field.get_internal_type()
    if any(word in kind for word in NUMBERS):
        return 1
    return VALUES.get(kind, "x")


def main() -> str:
    """What is wrong, in words."""
    wrong, read = [], 0
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        read += 1
        try:
            with transaction.atomic():
                model._base_manager.first()
                model._base_manager.bulk_create([made_up(model)])
                transaction.set_rollback(True)
        except IntegrityError as error:
            if getattr(error.__cause__, "sqlstate", "") == NOT_FILLED:
                wrong.append(f"{model._meta.label}: {str(error).splitlines()[0]}")
        except DatabaseError as error:
            wrong.append(f"{model._meta.label}: {str(error).splitlines()[0]}")
    print(f"{read} tables read and written")
    return "; ".join(wrong)


if __name__ == "__main__":
    problem = main()
    if problem:
        raise SystemExit(problem)
