"""Uptime and logs, Cloudflare, certificates, backups, and what can break."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ops.handover.document import Block, said, steps, table, text, typed
from ops.handover.notes import OPEN, Notes, app
from ops.handover.parts.people import dns_host_name
from ops.launch.findings import NotApplicable
from ops.launch.gather.tls.facts import TlsFacts
from ops.launch.report.wording import day
from ops.monitor.alerts.words import SAID

UPTIME, CLOUDFLARE = "Is it up? Uptime and logs", "Cloudflare"
CERTIFICATE, BREAKS, BACKUPS = "A certificate expired", "What can break", "Backups"


def uptime(notes: Notes) -> Iterator[Block]:
    """Where to look, and who is told."""
    facts, place = notes.facts, notes.place
    site = facts.target.url.rstrip("/")
    admin = f" (`{site}{facts.admin}`)" if facts.admin else ""
    uptime = notes.answer("uptime_account") if facts.inside else notes.answers.get(
        "uptime_account", "")  # fmt: skip
    yield table(
        "question", "where",
        rows=[
            ("Is it up now?", f"`{site}/healthz` says ok while the app runs, `{site}/readyz` "
             "while database and Redis answer."),
            ("How was it lately?", f"The admin of the site{admin}, Outages: the last day by "
             "layer, with every outage. `python manage.py monitor --once` looks anew."),
            ("How was it in the last months?", _for_months(notes, uptime)),
            ("What do the logs say?", app(place.logs, notes)),
            ("What failed for one visitor?", "Ask for the number on the error page and search the "
             "logs for it; each line has it as `request_id`."),
            ("Which errors happened?", "Sentry: search for `request_id:` and that number."
             if facts.is_set("SENTRY_DSN") else "Only the logs: Sentry is not set up."),
            ("Is the platform down?", f"`{place.status}`" if "." in place.status
             else place.status),
        ],
    )  # fmt: skip
    yield from _told(notes)


def _for_months(notes: Notes, account: str) -> str:
    """Who looks from outside, as seen here, and whose account that is, as somebody wrote it."""
    seen = [f"{name} (`{url}`)" if url else name for name, url in notes.facts.looked_at_by]
    if account and account != OPEN and not notes.has_no("uptime_account"):
        seen.append(f"the account: {said(account)}")
    if not seen:
        return "Not known: nobody is named who looks from outside."
    return f"The uptime provider: {', '.join(seen)}"


def _told(notes: Notes) -> Iterator[Block]:
    facts, settings = notes.facts, notes.settings
    if settings is None:
        return
    ways = [f"by email to `{said(settings.owner_email)}`"] if settings.owner_email else []
    ways += ["in Slack"] if facts.is_set("SLACK_WEBHOOK_URL") else []
    if ways:
        yield text(
            f"When something breaks, the app tells {' and '.join(ways)}, once when it begins and "
            "once when it is over. `python manage.py alert_test` proves that it arrives."
        )
    else:
        yield text("Nobody is told when something breaks: `OWNER_EMAIL` is empty.")
    if not facts.is_set("HEARTBEAT_URL"):
        yield text(
            "Nobody outside notices when the app itself falls silent: `HEARTBEAT_URL` is empty."
        )


def cloudflare(notes: Notes) -> Iterator[Block]:
    """Whose it is and what it does, or that there is none."""
    if not notes.cloudflare:
        if notes.dns is None:
            notes.ask("Is Cloudflare in front of the site, and whose account is that?")
            yield text("Not known: DNS could not be read.")
        elif notes.facts.platform == "render":
            yield text("There is no Cloudflare account of yours. Render has its own in front.")
        else:
            yield text("Nothing of Cloudflare's is in use here.")
        return
    keeps = dns_host_name(notes) == "Cloudflare"
    rows = [("Account", notes.answer("cloudflare_account"))]
    rows.append(("Keeps the DNS records", "yes" if keeps else "no"))
    rows.append(
        (
            "Stands in front of the site",
            {True: "yes", False: "no", None: "not known"}[notes.in_front],
        )
    )
    if notes.facts.inside:
        shut = notes.facts.is_set("EDGE_SECRET")
        rows.append(("The way around it is shut", "yes (`EDGE_SECRET`)" if shut else "no"))
    yield table("what", "answer", rows=rows)
    yield text("If it stands in front (an orange cloud beside the record), keep these:")
    yield steps(
        "dash.cloudflare.com, the domain, SSL/TLS, Overview: Full (strict). With Flexible the site "
        "redirects to itself for ever.",
        "DNS, Records: the cloud beside every record for email (MX, DKIM, return path) is grey.",
        "If Cloudflare itself has trouble (`cloudflarestatus.com`) and the site is down for it: "
        "make the cloud beside the site's name grey. Visitors then come straight to the platform, "
        "once that holds a certificate for the name. With `EDGE_SECRET` set, empty it first, or "
        "everybody is refused.",
    )


def certificate(notes: Notes) -> Iterator[Block]:
    """From the warning in the browser to a certificate that is good again."""
    found, place = notes.facts.tls, notes.place
    host = notes.facts.target.host
    yield text(
        "Browsers show a warning in place of the site, and the chat is gone from your website. "
        "Certificates renew by themselves; when one did not, something stopped that."
    )
    rows = list(_certificates(found))
    if rows:
        yield text("As they were when this was written:")
        yield table("name", "good until", "issued by", rows=rows)
    elif not isinstance(found, NotApplicable):
        notes.ask("Until when are the certificates good? They could not be seen.")
    edge = (
        "At Cloudflare, which shows its own certificate: dash.cloudflare.com, the domain, SSL/TLS, "
        "Edge Certificates. It should say Active. If it does not, switch Universal SSL off and on "
        "again, and wait up to an hour. Behind Cloudflare the platform's certificate is needed "
        "too (Full (strict)); if that one ran out, visitors see Error 526. Where the platform says "
        "that it cannot renew, make the cloud beside the name grey until it has (with "
        "`EDGE_SECRET` set, empty that first), and orange again afterwards.",
    )
    yield steps(
        f"`python manage.py check_ssl {host}`, on any computer with the project, says what is "
        "wrong and what to type. Without it, open the site in a browser and look at the date of "
        "the certificate behind the lock.",
        "Look where the name leads: `python manage.py check_dns "
        f"{notes.facts.target.domain or host}`. If it leads elsewhere than the section The DNS "
        "records says, put the record back: nobody can renew a certificate for a name that leads "
        "away.",
        *(edge if notes.in_front else ()),
        *(app(one, notes) for one in place.certificates),
        "If it is refused: a CAA record may forbid the issuer. In the section The DNS records look "
        "for CAA; it must name the issuer that the platform uses, or there must be none.",
        "Wait until the site opens without a warning, also at its other names.",
        f"`python manage.py check_ssl {host}` once more should find nothing.",
    )  # fmt: skip
    yield text(
        "Never switch https off, and tell nobody to click the warning away: browsers remember for "
        "months that this site is https only."
    )


def _certificates(found: object) -> Iterator[tuple[str, str, str]]:
    if not isinstance(found, TlsFacts):
        return
    seen: dict[str, tuple[datetime, str]] = {}
    for endpoint in found.endpoints:
        if endpoint.chain:
            leaf = endpoint.chain[0]
            who = leaf.issuer_organisation or leaf.issuer_common_name or "not said"
            seen.setdefault(endpoint.host, (leaf.not_after, who))
    for host, (until, who) in seen.items():
        yield typed(host), day(until.date()), said(who)


def breaks(notes: Notes) -> Iterator[Block]:
    """Each layer: how one notices, and what to do first; in the words of the alerts."""
    yield table(
        "what", "how one notices", "what to do first",
        rows=[(words.broken, words.notice,
               words.advice[0]) for words in SAID.values()],
    )  # fmt: skip
    yield text("And slowly, without an alarm:")
    yield table(
        "what", "how one notices", "what to do first",
        rows=[
            ("A card expires", "Mails of the registrar, platform or email provider that nobody "
             "reads; then everything stops.", "Look at each account's billing page once a year."),
            ("A free plan ends", "The platform sends a mail: a free database is deleted after some "
             "weeks.", "Pay for the database before that."),
            ("Emails go to spam", "Leads do not answer; the DMARC reports show failures.",
             "`python manage.py launch_check --only email`"),
            ("The knowledge is old", "The assistant quotes last year's prices.",
             "The admin, Knowledge."),
        ],
    )  # fmt: skip


def backups(notes: Notes) -> Iterator[Block]:
    """Where they are, and how one is brought back."""
    facts, place = notes.facts, notes.place
    if not facts.inside:
        yield text("Not known from outside.")
        notes.ask("Where are the backups of the database, and when was one restored last?")
        return
    if facts.is_set("BACKUP_URL"):
        yield text(
            "`python manage.py backup` puts a copy of all data where the variable `BACKUP_URL` "
            "says; whoever may read that variable knows the place."
        )
    else:
        yield text(
            "`BACKUP_URL` is empty: there is no backup outside the platform. What the platform "
            "itself keeps depends on the plan of the database there."
        )
        notes.ask("Where are the backups of the database, and how often are they made?")
    yield text(f"To bring one back, typed at {place.terminal}:")
    yield steps(
        "`python manage.py restore latest` puts it into a new database beside the one in use. "
        "Visitors notice nothing. Look at the number of rows it prints. If it may not make a "
        "database, make an empty one at the platform and add `--into` with its address.",
        "If those are the ones you want, stop the web and worker processes.",
        "`python manage.py restore latest --overwrite NAME`, with the name of the database in "
        "use. What is there is backed up first.",
        "Start the processes again, and look at the newest lead in the admin.",
    )
