"""Whether somebody outside looks at the site, and tells when it does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.inside_uptime import Asked, UptimeFacts
from ops.launch.registry import check
from ops.uptime.provider import SPOKEN, company_of
from ops.uptime.wanted import PAGES, Part

#: A provider looks every few minutes; an hour without it means that it does not.
HOUR = timedelta(hours=1)
IMPACT = "When the whole app is down it cannot tell you itself: you hear of it from a customer."


@check("monitoring.uptime", stage=6, needs="uptime")
def somebody_outside_looks(uptime: UptimeFacts) -> Iterator[Finding]:
    """An uptime provider is set up, and has looked within the hour

    Its key tells what it looks at; without one, its visits are known by the name they give.
    """
    if uptime.local:
        return
    told = [one for one in uptime.asked if not one.problem]
    used = [one for one in told if set(one.missing) != set(PAGES) or one.others]
    for one in uptime.asked:
        if one.refused:
            yield _refused(one)
    for one in used:
        yield from _of(one)
    fresh = {key for key, at in uptime.seen.items() if uptime.now - at <= HOUR}
    fresh |= {one.provider for one in used if one.looked and uptime.now - one.looked <= HOUR}
    if fresh:
        return
    if any(one.paused for one in used):
        return  # Said already, and why nobody comes.
    yield from _nobody(uptime, used)


def _nobody(uptime: UptimeFacts, used: list[Asked]) -> Iterator[Finding]:
    """Nobody was seen within the hour."""
    failed = [one for one in uptime.asked if one.problem and not one.refused]
    if failed:
        raise CannotTell(failed[0].problem)
    newest = max(uptime.made.values(), default=None)
    if newest and uptime.now - newest <= HOUR:
        raise CannotTell(
            "The monitors were made less than an hour ago and have not looked yet. Run this again "
            "in ten minutes."
        )
    looks = [one.looked for one in used if one.looked]
    last = max([*looks, *uptime.seen.values()], default=None)
    if last is None and used:
        name = company_of(used[0].provider).name
        raise CannotTell(
            f"{name} has the monitors, but does not say when it last looked, and it was not seen "
            "here. Look at its page whether they are green."
        )
    if last is None and not uptime.made:
        yield Finding(
            severity=Severity.TRUST,
            subject="none",
            summary="Nobody outside looks whether the site answers.",
            evidence="No uptime provider was seen, and none is set up from here.",
            impact=IMPACT,
            fix="Set one up, for nothing, in ten minutes: docs/uptime.md. With the key of your "
            "account: python manage.py setup_uptime --provider betterstack --apply",
        )
        return
    names = sorted({company_of(key).name for key in (*uptime.made, *uptime.seen)})
    when = f"The last look was at {last:%Y-%m-%d %H:%M} UTC" if last else "It was never seen"
    yield Finding(
        severity=Severity.TRUST,
        subject="silent",
        summary="The uptime provider has not looked within the last hour.",
        evidence=f"{when} ({', '.join(names) or 'by its own word'}).",
        impact=IMPACT,
        fix="Look at its page whether the monitors are there and not paused, and whether something "
        "in front of the app keeps it out. Then: python manage.py setup_uptime --provider "
        f"{_spoken(uptime)}",
    )


def _of(one: Asked) -> Iterator[Finding]:
    """What a provider says itself."""
    name = company_of(one.provider).name
    again = f"python manage.py setup_uptime --provider {one.provider}"
    if one.paused:
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{one.provider} paused",
            summary=f"{name} is told not to look: {_list(one.paused)}.",
            evidence=f"{name} lists {_list(one.paused)} as paused.",
            impact=IMPACT,
            fix=f"Resume them: {company_of(one.provider).resume}.",
        )
    if one.down:
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{one.provider} down",
            summary=f"{name} says that the site is down: {_list(one.down)}.",
            evidence=f"{name} lists {_list(one.down)} as down.",
            impact="Visitors may see the same.",
            fix="Open its page for what it saw. If the site answers you, a firewall or Cloudflare "
            f"may keep {name} out: let it in there.",
        )
    if one.deaf:
        yield Finding(
            severity=Severity.TRUST,
            subject=f"{one.provider} deaf",
            summary=f"{name} looks, and would tell nobody.",
            evidence="The account has no active alert contact, or nobody is on call.",
            impact=IMPACT,
            fix=f"{again} says where to add somebody.",
        )
    wrong = [part for part in (*one.missing, *one.changed) if not one.others]
    if wrong:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{one.provider} parts",
            summary=f"{name} does not look at everything as it should: {_list(wrong)}.",
            evidence=f"Missing: {_list(one.missing)}. Changed: {_list(one.changed)}.",
            impact="Some outages would be noticed late, or not at all.",
            fix=f"{again} shows it; with --apply it is mended.",
        )


def _refused(one: Asked) -> Finding:
    company = SPOKEN[one.provider]
    return Finding(
        severity=Severity.CLEANUP,
        subject=f"{one.provider} key",
        summary=f"{company.name} does not accept the key in {company.variable}.",
        evidence=one.problem,
        impact="What it looks at cannot be seen from here.",
        fix=f"Take a new key ({company.get_key}), put it into {company.variable} and redeploy. Or "
        "take the variable out: the key is needed only while monitors are set up.",
    )


def _spoken(uptime: UptimeFacts) -> str:
    keys = [key for key in (*uptime.made, *uptime.seen) if key in SPOKEN]
    return keys[0] if keys else "betterstack"


def _list(parts: Iterable[Part]) -> str:
    return ", ".join(parts) or "nothing"
