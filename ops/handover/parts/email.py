"""Email: what SPF, DKIM and DMARC say for this domain, and how each is changed at this provider."""

from __future__ import annotations

from collections.abc import Iterator

from ops.handover.document import Block, copy, heading, listed, said, steps, table, text, typed
from ops.handover.facts import reason
from ops.handover.notes import Notes
from ops.handover.parts.domain import all_rows
from ops.handover.parts.people import dns_host_name, sends
from ops.launch.dns_hosts import instructions
from ops.launch.email.dmarc import Policy
from ops.launch.email.first_records import first_dmarc, key_record, regional_include
from ops.launch.email.providers import Provider
from ops.launch.findings import NotApplicable, Record
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.gather.mail.proposal import envelope_is_ours
from ops.launch.network.names import shown

TITLE = "Email: SPF, DKIM and DMARC"
POLICIES = {
    Policy.NONE: "deliver it all the same, and only report it",
    Policy.QUARANTINE: "put it into spam",
    Policy.REJECT: "refuse it",
}


def blocks(notes: Notes) -> Iterator[Block]:
    """What they are, what stands there, how to change each."""
    if not sends(notes):
        yield text(
            "This deployment sends no emails: they are written to files. Nothing here has to be "
            "kept until a provider is set (`EMAIL_PROVIDER`)."
        )
        return
    mail = notes.mail
    provider = notes.provider
    name = provider.name if provider else "not known"
    if isinstance(notes.facts.mail, NotApplicable):
        yield text(f"Nothing to look at: {said(str(notes.facts.mail))}")
        return
    yield text(
        "Anybody can write any sender into an email. Three DNS records let an inbox tell yours "
        "from a fake. SPF lists the servers that may send for you. DKIM holds the key by which the "
        "signature of each email is checked. DMARC says what to do with an email that neither of "
        "them vouches for."
    )
    if mail is None:
        notes.ask(
            "Which records do the emails of this site rely on? Their DNS could not be read: "
            f"{said(reason(notes.facts.mail))}.",
        )
    yield table("what", "answer", rows=list(_rows(notes, mail, provider, name)))
    if provider is None:
        notes.ask("Which provider sends the site's emails?")
    domain = mail.domain if mail else _mail_domain(notes)
    if not domain:
        return
    yield from _spf(notes, mail, provider, domain)
    yield from _dkim(notes, mail, provider, domain)
    yield from _dmarc(notes, mail, provider, domain)
    yield heading("See whether it works")
    option = f" --provider {provider.key}" if provider else ""
    yield steps(
        f"`python manage.py check_email_auth {domain}{option}` says what inboxes will see.",
        "`python manage.py send_test_email you@example.com`, with an address of yours at Gmail. In "
        "Gmail open the email, the three dots, Show original: SPF, DKIM and DMARC should say PASS.",
    )


def _rows(
    notes: Notes, mail: MailFacts | None, provider: Provider | None, name: str
) -> Iterator[tuple[str, str]]:
    guessed = mail is not None and mail.guessed and provider is not None
    yield "The site's emails leave through", name + (" (by the look of the records)" * guessed)
    if notes.settings:
        yield "They are from", typed(notes.settings.from_address)
    if provider:
        yield "Its page on your domain", f"{provider.name}: {provider.where}"
    if mail and mail.mailboxes:
        yield "Mailboxes of people are at", mail.mailboxes.name
    if mail:
        passes = mail.forecast.passes
        yield "Will inboxes accept them?", (
            "yes, as far as DNS tells" if passes else "no: see the open findings" if passes is False
            else f"not known: {said(mail.forecast.dkim_doubt or mail.forecast.spf_doubt)}"
        )  # fmt: skip
        if passes is None:
            doubt = said(mail.forecast.dkim_doubt or mail.forecast.spf_doubt)
            notes.ask(f"Are the emails signed? From outside it cannot be told: {doubt}.")


def _mail_domain(notes: Notes) -> str:
    given = notes.facts.target.mail
    return given.domain if given else notes.facts.target.domain


def _typed_at(notes: Notes, mail: MailFacts | None, domain: str, *records: Record) -> Block:
    """What to type, for the DNS host of the zone."""
    if mail:
        return copy(instructions(records, mail.zone, mail.dns_host))
    return copy(instructions(records, notes.facts.target.domain or domain))


def _spf(
    notes: Notes, mail: MailFacts | None, provider: Provider | None, domain: str
) -> Iterator[Block]:
    yield heading("SPF: who may send")
    texts = mail.spf.root.texts if mail else ()
    if mail and not texts:
        yield text(f"There is no SPF record at `{domain}`.")
    elif texts:
        yield text(f"At `{domain}` stands:")
        yield copy("\n".join(texts))
        yield text(
            "Read it from left to right: each `include:` or address may send, and the end says "
            "what to do with the rest: `~all` distrust, `-all` refuse."
        )
    path = mail.return_path if mail else None
    if path and provider and path.kind in ("found", "given"):
        yield text(
            f"What the app sends is not judged by that record but at `{path.host}`, the return "
            f"path of {provider.name}. Leave what stands there as it is."
        )
    elif provider and provider.spf_at == "provider":
        yield text(
            f"What the app sends through {provider.name} needs nothing in it: it counts at "
            f"{provider.name}'s own domain."
        )
    elif mail and provider and not envelope_is_ours(mail):
        yield text(f"What the app sends through {provider.name} is judged at its return path.")
    yield text("To let another service send, or to take one out:")
    end = "before the word at its end (`~all` or `-all`)"
    sample = ""
    if provider and provider.includes and provider.spf_at == "from":
        region = mail.mail.region if mail else ""
        include = f"`include:{regional_include(provider, region)}`"
        sample = f" ({include} is the one of {provider.name}, and has to stay)"
    yield steps(
        "Ask the service for its `include:` text.",
        f"Open the one TXT record of `{domain}` that begins with `v=spf1`"
        f"{_at(notes)}. Do not add a second one: two of them void each other.",
        f"Write the `include:` into it{sample}, {end}; or take out the one you no longer use.",
        f"`python manage.py check_email_auth {domain}` says whether it can be read, and whether it "
        "stays within ten lookups.",
    )


def _at(notes: Notes) -> str:
    name = dns_host_name(notes)
    return f" at {name}" if name else " at your DNS host"


def _dkim(
    notes: Notes, mail: MailFacts | None, provider: Provider | None, domain: str
) -> Iterator[Block]:
    yield heading("DKIM: the signature")
    good = [key for key in mail.dkim if key.txt.ok or key.cname.ok] if mail else []
    others = [
        row.name
        for row in all_rows(notes)
        if "._domainkey." in row.name and row.name not in [key.name for key in good]
    ]
    if good:
        yield listed(
            *(
                f"`{key.name}` is there"
                + (f", and leads to `{said(key.cname.values[0])}`" if key.cname.ok else "")
                + ("" if key.good else ", and cannot be used as it is: see the open findings")
                for key in good
            )
        )
    if others:
        names = ", ".join(f"`{name}`" for name in others)
        yield text(
            f"There as well, for what others send (people's mailboxes, newsletters): {names}."
        )
    if mail and not good:
        yield text("No key was found under the names that are usual.")
        if mail.forecast.passes is not None:
            notes.ask("Under which name (selector) does the key for signing emails stand?")
    where = f"{provider.name}: {provider.where}" if provider else "your email provider's page"
    yield text("To change the key, for instance when somebody who had it left:")
    if provider and (provider.key_records or (provider.targets and provider.key_type == "CNAME")):
        yield text(
            f"With {provider.name} the records lead to keys that {provider.name} keeps, so it "
            "changes them without you. Touch the records only when its page says so:"
        )
    known = [
        record
        for selector in (provider.selectors if provider else ())
        if provider and (record := key_record(provider, selector, domain))
    ]
    yield steps(
        f"Open {where}, and have it make a new key or show the records.",
        f"Add each record it shows{_at(notes)}, under the name it shows. The old one stays.",
        "Press its button to verify, and wait until it says that the key is found.",
        "Delete the old record a week later: until then emails with the old signature are under "
        "way.",
    )
    if known:
        yield text(f"At {provider.name if provider else ''} these are always the same:")
        yield _typed_at(notes, mail, domain, *known)


def _dmarc(
    notes: Notes, mail: MailFacts | None, provider: Provider | None, domain: str
) -> Iterator[Block]:
    yield heading("DMARC: what happens to fakes")
    zone = mail.zone if mail else domain
    record = mail.dmarc.record if mail else None
    if mail and mail.dmarc.unknown:
        notes.ask(f"Which DMARC record does {shown(domain)} have? DNS did not answer.")
    elif mail and record is None:
        yield text(
            "There is no DMARC record that counts. Gmail and Yahoo want one. This one asks for "
            "reports and changes nothing:"
        )
        first = Record(
            action="add", type="TXT", name=f"_dmarc.{zone}", value=first_dmarc(provider, zone)
        )
        yield _typed_at(notes, mail, domain, first)
    if mail and record is not None:
        place = mail.dmarc.policy_domain or domain
        yield text(f"At `_dmarc.{place}` stands:")
        yield copy(record.text)
        yield table("part", "means", rows=list(_parts(mail)))
    yield text(
        "An email passes when SPF or DKIM passes for the same domain that the reader sees as its "
        "sender. One of the two is enough."
    )
    yield from _tighten(notes, mail, domain)


def _parts(mail: MailFacts) -> Iterator[tuple[str, str]]:
    record = mail.dmarc.record
    if record is None:
        return
    policy = record.p or Policy.NONE
    yield f"`p={policy}`", f"An email that fails: {POLICIES[policy]}."
    if record.sp:
        yield f"`sp={record.sp}`", f"The same for names below the domain: {POLICIES[record.sp]}."
    if record.testing:
        yield "`t=y`", "A test: one step less strict than it says."
    if record.reports:
        where = ", ".join(typed(one.address) for one in record.reports)
        yield "`rua=`", f"Daily reports on who sends in your name go to {where}."
    else:
        yield "`rua=` (missing)", "Nobody gets reports, so nobody sees who sends in your name."
    for tag, words in (("adkim", "DKIM"), ("aspf", "SPF")):
        if getattr(record, tag) == "s":
            yield f"`{tag}=s`", f"{words} counts only for exactly the same domain."


def _tighten(notes: Notes, mail: MailFacts | None, domain: str) -> Iterator[Block]:
    record = mail.dmarc.record if mail else None
    policy = record.p if record else None
    if record is not None and not record.reports:
        yield text(
            "To get reports, add `; rua=mailto:` and a mailbox of this domain to the end of the "
            "record. Without them nobody can tell whether it may be made stricter."
        )
    yield text("To make it stricter, in this order, with two quiet weeks between:")
    zone = mail.dmarc.policy_domain or mail.zone if mail else domain
    yield steps(
        "Read the reports (a free reader such as the one of your email provider helps). Every "
        "service that is yours must pass.",
        f"Change `p=none` to `p=quarantine` in the TXT record at `_dmarc.{zone}`{_at(notes)}."
        + (" It is there already." if policy in (Policy.QUARANTINE, Policy.REJECT) else ""),
        "Change `p=quarantine` to `p=reject`."
        + (" It is there already." if policy is Policy.REJECT else ""),
        "If emails of yours are missed after a change, write the former word again. It takes "
        "effect within an hour.",
    )
    if record is not None and mail is not None and policy in (Policy.NONE, Policy.QUARANTINE):
        following = "quarantine" if policy is Policy.NONE else "reject"
        change = Record(
            action="change", type="TXT", name=f"_dmarc.{zone}", old=record.text,
            value=record.text.replace(f"p={policy}", f"p={following}", 1),
        )  # fmt: skip
        yield text("The next step, when its time has come:")
        yield _typed_at(notes, mail, domain, change)
