"""Every page of the desk over big tables: ``python -m bench.desk [--leads N] [--messages N]``.

Wants DATABASE_URL (PostgreSQL) and makes a database of its own, ``slipway_bench_desk``: 100,000
leads with all that grows around them, a million messages in fifty thousand conversations, 200,000
emails. ``--keep`` uses what an earlier run has filled, brought up to date with ``migrate``.

Each page is asked as an Owner, in a process of its own as in production (``DEBUG`` off) and without
a network, seven times after once that is not counted. Printed are the quickest and the middle time,
the time of processors in this process and in the database's (where that runs on this machine), and
the queries. The bars are 200 ms and fewer than 15 queries. The quickest is held against them: what
a shared machine adds to it is not ours, and is never less than nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import psutil
import psycopg

from bench.desk_rows import EDITION, fill
from bench.service import ROOT, fresh_database

MOST_MS, MOST_QUERIES, RUNS = 200.0, 14, 7
DATABASE = "slipway_bench_desk"


def main() -> None:
    """Fill, measure, print, and exit 1 above a bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        sys.exit(
            "bench.desk wants DATABASE_URL: a PostgreSQL server on which it may make databases"
        )
    about = f"desk {EDITION}: {options.leads} leads, {options.messages} messages"
    base = os.environ["DATABASE_URL"]
    address = kept(base, about) if options.keep else ""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings", "ENV_FILE": "", "DEBUG": "true",
        "DATABASE_URL": address or fresh_database(base, DATABASE),
        "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    import django
    from django.conf import settings

    django.setup()
    if address:
        # Not in this process: it would keep every model of the past, and be slower for it.
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, check=True)
    else:
        fill(options.leads, options.messages)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"comment on database {DATABASE} is '{about}'")
        # What was filled in lies about in this process, and slows it down.
        os.environ["DATABASE_URL"] = base
        os.execv(sys.executable, [sys.executable, "-m", "bench.desk", *sys.argv[1:], "--keep"])  # noqa: S606
    settings.DEBUG = False
    found = measured()
    if options.json:
        print(json.dumps(found))
    else:
        for page, (ms, middle, spent, queries) in found.items():
            print(
                f"{page:40} {ms:7.1f} ms, the middle {middle:7.1f}, {spent:7.1f} ms of processors, "
                f"{queries:2} queries"
            )
    slow = [
        page
        for page, (ms, _, _, queries) in found.items()
        if ms > MOST_MS or queries > MOST_QUERIES
    ]
    if slow:
        sys.exit("above a bar: " + ", ".join(slow))


def kept(base: str, about: str) -> str:
    """The address of a database that an earlier run filled with just this, or ""."""
    with psycopg.connect(base) as connection:
        row = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
            [DATABASE],
        ).fetchone()
    return f"{base.rpartition('/')[0]}/{DATABASE}" if row and row[0] == about else ""


def pages() -> dict[str, str]:
    """What the desk has, by what is looked for."""
    from django.urls import reverse

    from chatbot.models import Conversation
    from leads.models import Booking, Lead, Tag

    def listed(name: str) -> str:
        return reverse(f"admin:{name}_changelist")

    leads, talks, mail = (
        listed(name) for name in ("leads_lead", "chatbot_conversation", "ops_outboxmessage")
    )
    board, figures = reverse("admin:leads_lead_board"), listed("ops_figureday")
    lead = Lead.objects.order_by("-created_at").first()
    talk = Conversation.objects.filter(handoff_requested_at__isnull=False).first()
    booking, tag = Booking.objects.order_by("-created_at").first(), Tag.objects.all()[7]
    assert lead and talk and booking
    return {
        "today": reverse("admin:index"),
        "leads": leads,
        "leads, page 50": f"{leads}?p=50",
        "leads, the last page that is offered": f"{leads}?p=100",
        "leads that are new": f"{leads}?status__exact=new",
        "leads that wait": f"{leads}?waiting=yes",
        "leads that are overdue": f"{leads}?step=overdue",
        "my leads": f"{leads}?owner=me",
        "leads with a tag": f"{leads}?tag={tag.pk}",
        "leads of this year": f"{leads}?created_at__year={lead.created_at.year}",
        "leads by their name": f"{leads}?o=1",
        "leads by an address": f"{leads}?q=person777%40example.org",
        "leads by a part of an address": f"{leads}?q=son7771%40",
        "leads by a name": f"{leads}?q=Person+7771",
        "leads by a number": f"{leads}?q=08077777",
        "leads by words they wrote": f"{leads}?q=session+777%3F",
        "leads by a word that all wrote": f"{leads}?q=nurse",
        "leads by a word that nobody wrote": f"{leads}?q=xylophone",
        "leads by two letters": f"{leads}?q=pe",
        "board": board,
        "my board": f"{board}?mine=1",
        "one lead, with 3,000 changes": reverse("admin:leads_lead_change", args=[lead.pk]),
        "the same person": reverse("admin:leads_lead_merge", args=[lead.pk]),
        "bookings": listed("leads_booking"),
        "one booking": reverse("admin:leads_booking_change", args=[booking.pk]),
        "conversations": talks,
        "conversations, page 50": f"{talks}?p=50",
        "conversations that asked for you": f"{talks}?asked=yes",
        "conversations without an answer": f"{talks}?outcome=unknown",
        "conversations with a thumb down": f"{talks}?thumb=down",
        "conversations by two words": f"{talks}?q=session+777",
        "conversations by a rare word": f"{talks}?q=6217f462",
        "conversations by a word in all": f"{talks}?q=session",
        "conversations by a word in none": f"{talks}?q=xylophone",
        "conversations by its number": f"{talks}?q={str(talk.pk)[:8]}",
        "one conversation": reverse("admin:chatbot_conversation_change", args=[talk.pk]),
        "its live messages": reverse("admin:chatbot_conversation_live", args=[talk.pk]),
        "unanswered questions": listed("chatbot_unansweredquestion"),
        "wishes to be forgotten": listed("chatbot_erasurerequest"),
        "outbox": mail,
        "outbox, given up": f"{mail}?state__exact=failed",
        "outbox by an address": f"{mail}?q=person777%40example.org",
        "outbox by a word": f"{mail}?q=son7771",
        "suppressed addresses": listed("ops_suppression"),
        "letters": listed("ops_emailwords"),
        "webhooks told": listed("ops_webhookdelivery"),
        "audit trail": listed("ops_auditentry"),
        "personal data": listed("ops_datadeed"),
        "one person's data": reverse("admin:ops_datadeed_person"),
        "how long data is kept": listed("ops_retentionperiod"),
        "figures, 12 weeks": figures,
        "figures, 52 weeks": f"{figures}?weeks=52",
        "status": listed("ops_outage"),
    }


def measured() -> dict[str, tuple[float, float, float, int]]:
    """Milliseconds (quickest, middle, of processors) and queries of each page."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    users: Any = get_user_model()._default_manager
    client.force_login(users.get(username="bench"))
    with connection.cursor() as cursor:
        # A second process would count as none.
        cursor.execute("set max_parallel_workers_per_gather = 0")
        cursor.execute("select pg_backend_pid()")
        backend = cursor.fetchone()[0]
    found = {}
    for name, address in pages().items():
        client.get(address)
        times, began = [], processors(backend)
        for _ in range(RUNS):
            start = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - start) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{name}: {address} answered {answer.status_code}")
        spent = (processors(backend) - began) * 1000 / RUNS
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        middle = statistics.median(times)
        found[name] = (round(min(times), 1), round(middle, 1), round(spent, 1), len(queries))
    return found


def processors(backend: int) -> float:
    """Seconds of processors so far in this process and in that of the database."""
    own = time.process_time()
    try:
        theirs = psutil.Process(backend).cpu_times()
    except psutil.Error:
        return own
    return own + theirs.user + theirs.system


if __name__ == "__main__":
    main()
