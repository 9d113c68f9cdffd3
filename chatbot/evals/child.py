"""A process of its own with an empty database, in which cases are played: ``python -m``.

So no visitor is ever answered from a case's knowledge, no lead or figure of the deployment is
touched, and no email can leave. The parent hands over on standard input what the business knows;
each result is a line of JSON on standard output as soon as it is there.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from typing import Any

import django


def main() -> None:
    """Read the job, make the world, play."""
    job = json.load(sys.stdin)
    django.setup()
    _make_tables()
    _fill(job["business"])
    _play(job["tests"])


def _make_tables() -> None:
    """The tables as they are now; the history of how they came to be is not needed."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def _fill(rows: list[dict[str, Any]]) -> None:
    from django.core import serializers
    from django.db import models, transaction

    from chatbot.models import KnowledgeVersion

    by_model: defaultdict[type[models.Model], list[models.Model]] = defaultdict(list)
    for read in serializers.deserialize("python", rows, ignorenonexistent=True):
        by_model[type(read.object)].append(read.object)
    with transaction.atomic():
        for model, objects in by_model.items():
            model._base_manager.bulk_create(objects, batch_size=500)
        KnowledgeVersion.move()


def _play(tests: list[dict[str, Any]]) -> None:
    from chatbot.evals.facts import facts_of_business
    from chatbot.evals.load import parse_tests
    from chatbot.evals.play import Played, play_all

    def tell(played: Played) -> None:
        sys.stdout.write(json.dumps(played.as_json()) + "\n")
        sys.stdout.flush()

    asyncio.run(play_all(parse_tests(tests), facts_of_business(), tell))


if __name__ == "__main__":
    main()
