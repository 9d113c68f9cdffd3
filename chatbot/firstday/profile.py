"""The business profile, as the setup reads and writes it."""

from __future__ import annotations

import difflib
import os
import zoneinfo
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from chatbot.models import Business, KnowledgeEntry, KnowledgeVersion

#: What is asked, in this order; the rest is for the admin.
FIELDS = (
    "name", "coach_name", "tagline", "intro", "language", "time_zone", "contact_email",
    "booking_url",
)  # fmt: skip


#: The first thing a visitor reads, where nobody has written another; English is the table's own.
GREETINGS = {
    "de": "Hallo. Ich bin der automatische Assistent hier. Was möchten Sie wissen?",
    "es": "Hola. Soy el asistente automático de esta página. ¿Qué le gustaría saber?",
    "fr": "Bonjour. Je suis l’assistant automatique de ce site. Que souhaitez-vous savoir ?",
    "pt": "Olá. Sou o assistente automático deste site. O que gostaria de saber?",
}


class BadAnswer(ValueError):
    """An answer that cannot be used; the message says what would be."""


def is_ready() -> bool:
    """Whether the tables are there; raises ``DatabaseError`` where the database is away."""
    try:
        Business.objects.exists()
    except DatabaseError:
        from django.db import connection

        if Business._meta.db_table in connection.introspection.table_names():
            raise
        return False
    return True


def present() -> dict[str, str]:
    """What the founder has written; empty for the demo and for what nobody has filled in."""
    row = Business.objects.filter(pk=1, is_demo=False).first() if is_ready() else None
    return {name: getattr(row, name) for name in FIELDS} if row else {}


def demo_entries() -> int:
    """How many made-up answers and prices are in the knowledge."""
    return KnowledgeEntry.objects.filter(is_demo=True).count() if is_ready() else 0


def clean(name: str, text: str) -> str:
    """An answer as it is stored; raises ``BadAnswer``."""
    text = " ".join(text.split())
    if name == "time_zone":
        return zone_of(text)
    if name == "language":
        return language_of(text)
    if name == "booking_url" and text and "://" not in text:
        text = f"https://{text}"
    field: Any = Business._meta.get_field(name)
    try:
        return str(field.clean(text, Business()))
    except ValidationError as error:
        raise BadAnswer(" ".join(error.messages)) from error


def languages() -> dict[str, str]:
    """The languages the chat speaks, by their codes."""
    field: Any = Business._meta.get_field("language")
    return dict(field.choices)


def language_of(text: str) -> str:
    """``de`` for ``DE`` or ``Deutsch``."""
    known = languages()
    for code, name in known.items():
        if text.casefold() in (code, name.casefold()):
            return code
    raise BadAnswer("Choose one of: " + ", ".join(f"{code} ({known[code]})" for code in known))


def zone_of(text: str) -> str:
    """``Europe/Stockholm`` for ``stockholm``; names of the database of time zones."""
    wanted = text.replace(" ", "_").casefold()
    zones = sorted(zoneinfo.available_timezones())
    whole = [zone for zone in zones if zone.casefold() == wanted]
    cities = [zone for zone in zones if "/" in zone and zone.casefold().endswith(f"/{wanted}")]
    if whole or len(cities) == 1:
        return (whole or cities)[0]
    ends = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    near = cities or [ends[end] for end in difflib.get_close_matches(wanted, ends, 3, 0.7)]
    hint = f" Do you mean {' or '.join(near[:3])}?" if near else ""
    raise BadAnswer(f"Use a name such as Europe/Stockholm or America/New_York.{hint}")


def zone_here(clock: str = "/etc/localtime") -> str:
    """The time zone of this computer; "" where it does not say, or lives by UTC as servers do.

    Not TZ, which Django sets to the zone of its own clock.
    """
    name = os.path.realpath(clock).rpartition("zoneinfo/")[2]
    known = name in zoneinfo.available_timezones() and not name.endswith(("UTC", "UCT", "GMT"))
    return name if known else ""


def differences(answers: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """``{field: (what stands there, what was answered)}`` for what is not the same."""
    now = present()
    return {
        name: (now.get(name, ""), value)
        for name, value in answers.items()
        if now.get(name) != value and (value or name in now)
    }


def save(answers: Mapping[str, str], *, without_demo: bool) -> None:
    """Write the answers, in one transaction.

    A demo profile is replaced as a whole: its testimonials and opening hours are nobody's. What
    the founder has in the admin beyond what is asked here stays.
    """
    with transaction.atomic():
        if differences(answers):
            Business.objects.filter(is_demo=True).delete()
            row = Business.objects.select_for_update().filter(pk=1).first()
            if row is None:
                row = Business(pk=1)
                row.greeting = GREETINGS.get(answers.get("language", ""), row.greeting)
            for name, value in answers.items():
                setattr(row, name, value)
            row.full_clean(validate_unique=False)
            row.save()
        if without_demo:
            KnowledgeEntry.objects.filter(is_demo=True).delete()
            KnowledgeVersion.move()
