"""What the daily look tells, for somebody who did not know that there is such a record."""

from __future__ import annotations

from datetime import datetime, timedelta

from ops.launch.checks.dns_registration import OFF
from ops.launch.checks.tls.dates import AUTOMATIC
from ops.launch.network.names import shown
from ops.monitor.alerts.words import Alert, at, span
from ops.monitor.daily.memory import Problem
from ops.monitor.daily.record_words import called, listed, records_alert
from ops.monitor.daily.seen import CERTIFICATE, EXPIRY, STATUS, Seen, split
from ops.monitor.daily.step import Event, Kind

Links = tuple[tuple[str, str], ...]


def alert_for(event: Event, seen: Seen, now: datetime, *, zone: str, status_url: str = "") -> Alert:
    """The message of one event. ``zone`` is the founder's own."""
    links = (("Look at the status page", status_url),) if status_url else ()
    if event.kind is Kind.BLIND:
        return _blind(event, seen, now, zone, links)
    if event.kind is Kind.SEEING:
        return Alert(
            title=f"Over: certificates, domain and DNS can be looked at again ({_site(seen)})",
            summary="What changed in the meantime, if anything did, is told apart.",
            links=links, good=True,
        )  # fmt: skip
    first = event.problems[0] if event.problems else None
    if first is not None and not first.is_record:
        kind, _ = split(first.about)
        if event.kind is Kind.CLOSED:
            return _over(first, event.ends, zone, links)
        if kind == CERTIFICATE:
            return _certificate(first, now, zone, links)
        return (_expiry if kind == EXPIRY else _status)(first, now, zone, links)
    return records_alert(event, seen, now, zone, links)


def _certificate(problem: Problem, now: datetime, zone: str, links: Links) -> Alert:
    hosts = listed(problem.hosts)
    left = (problem.ends or now) - now
    if left <= timedelta(0):
        title = f"The certificate of {hosts} has ended"
        summary = "Browsers show a warning in place of the site, and the chat is gone."
    else:
        title = f"The certificate of {hosts} ends in {_left(left)} and was not renewed"
        summary = (
            "It should have been renewed by itself before now."
            if problem.lasts <= AUTOMATIC.days
            else "One that lasts as long as this is mostly renewed by hand: it is time."
        )
        summary += (
            " Until it ends visitors notice nothing; then browsers show a warning in place of the "
            "site."
        )
    return Alert(
        title=title,
        summary=summary,
        facts=(("Ends", at(problem.ends, zone)), ("Issued by", problem.issuer or "not known")),
        advice=(
            "Look at the page Certificates (or Custom domains) of your platform, or of "
            "Cloudflare: it says why the renewal failed. Have it issued anew there.",
            "Most often the DNS record of the name leads elsewhere now, or a CAA record forbids "
            "the issuer. This says which, and what to type: python manage.py check_ssl "
            + " ".join(problem.hosts[:3]),
        ),
        links=links,
        urgent=left < timedelta(days=3),
    )


def _expiry(problem: Problem, now: datetime, zone: str, links: Links) -> Alert:
    domain, left = listed(problem.hosts), (problem.ends or now) - now
    if left <= timedelta(0):
        title = f"The domain {domain} has run out"
        summary = "Site and email stop within hours. It can still be renewed, for some weeks."
    else:
        days = max(1, round(left.total_seconds() / 86_400))
        title = f"The domain {domain} runs out in {days} day{'' if days == 1 else 's'}"
        summary = "If it is not renewed, site and email stop, and a stranger may buy it."
    registrar = problem.words or "your registrar"
    return Alert(
        title=title,
        summary=summary,
        facts=(("Registered until", at(problem.ends, zone)), ("Registrar", registrar)),
        advice=(
            f"Sign in at {registrar} and renew {domain}.",
            "If it renews by itself: see that this is still switched on, and that the card on "
            "file is good. Then there is nothing more to do.",
        ),
        links=links,
        urgent=left < timedelta(days=7),
    )


def _status(problem: Problem, now: datetime, zone: str, links: Links) -> Alert:
    domain, registrar = listed(problem.hosts), problem.issuer or "your registrar"
    statuses = problem.words.split(", ")
    off = [OFF[one] for one in statuses if one in OFF]
    facts = (("Status at the registry", problem.words), ("Registrar", registrar))
    if not off:
        return Alert(
            title=f"The domain {domain} is being moved to another registrar",
            summary="It is yours to ask for. If you did not, somebody is taking the domain.",
            facts=facts,
            advice=(
                "Was it you? Then there is nothing to do.",
                f"If not: write to {registrar} at once and refuse the transfer. You have five "
                "days; then change your password there and lock the domain.",
            ),
            links=links,
            urgent=True,
        )
    return Alert(
        title=f"The domain {domain} is switched off",
        summary=f"Nobody can open the site, and no email arrives: {'; '.join(off)}.",
        facts=facts,
        advice=(
            f"Sign in at {registrar}, look for a warning beside {domain}, and do what it asks.",
            "Look into the mailbox you gave them, spam too: an address that was not confirmed is "
            "the usual reason.",
            "Write to their support until the status is gone.",
        ),
        links=links,
        urgent=True,
    )


def _over(problem: Problem, ends: datetime | None, zone: str, links: Links) -> Alert:
    kind, _ = split(problem.about)
    hosts = listed(problem.hosts)
    title = {
        CERTIFICATE: f"Over: the certificate of {hosts} is renewed",
        EXPIRY: f"Over: the domain {hosts} is renewed",
        STATUS: f"Over: the registry has nothing against {hosts} any more",
    }[kind]
    facts = (("Good until", at(ends, zone)),) if ends and kind != STATUS else ()
    return Alert(
        title=title, summary="There is nothing to do.", facts=facts, links=links, good=True
    )


def _blind(event: Event, seen: Seen, now: datetime, zone: str, links: Links) -> Alert:
    first = min(event.blind.values())
    about = sorted(event.blind)
    why = next((seen.unknown[one] for one in about if one in seen.unknown), "no answer")
    names = [called(one) for one in about]
    return Alert(
        title=f"Certificates, domain or DNS cannot be looked at ({_site(seen)})",
        summary=f"For {span(now - first)} there was no answer. That does not mean that anything "
        "changed; it means that you would not be told if it did.",
        facts=(
            ("Since", at(first, zone)),
            ("Not seen", f"{', '.join(names[:8])}{_more(len(names) - 8)}"),
            ("What was seen", why),
        ),
        advice=(
            "If the site opens for you, there is nothing to do tonight.",
            f"To see what does not answer: python manage.py check_dns {seen.domain}".rstrip(),
        ),
        links=links,
    )


def _left(time: timedelta) -> str:
    """Days as long as there are some, for a title."""
    return f"{time.days} days" if time >= timedelta(days=2) else span(time)


def _site(seen: Seen) -> str:
    return shown(seen.domain or next((split(one)[1] for one in seen.unknown), "this site"))


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
