"""The records that a domain needs before anything has been looked up.

What a provider makes up for each account is not guessed: there it says where to copy it from. What
stands in the zone already is for ``check_email_auth`` to say; it reads and compares.
"""

from __future__ import annotations

from dataclasses import dataclass

from ops.launch.email.providers import Provider
from ops.launch.findings import Record
from ops.launch.network.names import registrable, shown

REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to put into the zone: ``records`` to type, or ``copy`` that says where from."""

    what: str
    records: tuple[Record, ...] = ()
    copy: str = ""
    note: str = ""


def steps_for(provider: Provider | None, domain: str, *, region: str = "") -> list[Step]:
    """SPF, the return path, DKIM and DMARC of a domain that sends with ``provider``."""
    zone = registrable(domain) or domain
    dmarc = Record(
        action="add", type="TXT", name=f"_dmarc.{zone}", value=first_dmarc(provider, zone)
    )
    note = "It asks for reports and changes nothing yet."
    if f"@{zone}" in dmarc.value:
        note += f" Make sure that mail to dmarc@{shown(zone)} reaches you."
    last = Step("What to do with fakes (DMARC)", (dmarc,), note=note)
    if provider is None:
        copied = Step(
            "Who may send for you (SPF), and the signature (DKIM)",
            copy="your email provider's page on your domain",
        )
        return [copied, last]
    steps = [
        *_spf(provider, domain, region),
        *_return_path(provider, domain, region),
        _dkim(provider, domain),
    ]
    return [*steps, last]


def first_dmarc(provider: Provider | None, zone: str) -> str:
    """A record to begin with: it asks for nothing yet, and sends reports."""
    if provider is not None and provider.key == "brevo":
        return "v=DMARC1; p=none; rua=mailto:rua@dmarc.brevo.com"
    return f"v=DMARC1; p=none; rua=mailto:dmarc@{zone}"


def return_path_records(provider: Provider, host: str, region: str = "") -> tuple[Record, ...]:
    """What stands at a return path of one's own; nothing where only the console knows."""
    type, form = provider.return_path
    if provider.key in ("ses", "resend"):
        return (
            Record(action="add", type="MX", name=host,
                   value=f"10 feedback-smtp.{region or REGION}.amazonses.com"),
            Record(action="add", type="TXT", name=host, value="v=spf1 include:amazonses.com ~all"),
        )  # fmt: skip
    if type == "CNAME" and "\\d" not in form and ".*" not in form:
        return (Record(action="add", type="CNAME", name=host, value=form.replace("\\", "")),)
    return ()


def key_record(provider: Provider, selector: str, domain: str, name: str = "") -> Record | None:
    """The CNAME of a DKIM key, where the provider's follow a rule."""
    value = dict(provider.key_records).get(selector)
    if value is None:
        return None
    return Record(
        action="add", type="CNAME", name=name or f"{selector}._domainkey.{domain}",
        value=value.replace("DOMAIN", domain.replace(".", "-")),
    )  # fmt: skip


def regional_include(provider: Provider, region: str = "") -> str:
    """The SPF include of the region, where the provider has several."""
    part = region.strip().lower().split("-")[0]
    if part:
        for name in provider.includes:
            if name.startswith(f"{part}.") or name.endswith(f".{part}"):
                return name
    return provider.includes[0]


def console(provider: Provider) -> str:
    """Where a provider shows the exact records."""
    return f"{provider.name}: {provider.where}"


def _spf(provider: Provider, domain: str, region: str) -> list[Step]:
    if provider.spf_at != "from" or not provider.includes:
        return []
    include = f"include:{regional_include(provider, region)}"
    record = Record(action="add", type="TXT", name=domain, value=f"v=spf1 {include} ~all")
    return [
        Step(
            "Who may send for you (SPF)",
            (record,),
            note="Only one record may begin with v=spf1. If there is one, do not add this: write "
            f"{include} into it, before the word at its end (~all or -all).",
        )
    ]


def _return_path(provider: Provider, domain: str, region: str) -> list[Step]:
    if not provider.labels and not provider.return_path[0]:
        return []
    if provider.spf_at == "from" and not provider.return_path[0]:
        return []
    what = "Where undeliverable emails go back to (return path)"
    host = f"{(provider.labels or ('bounce',))[0]}.{domain}"
    records = return_path_records(provider, host, region)
    if not records:
        return [Step(what, copy=console(provider))]
    note = ""
    if provider.key in ("ses", "resend") and not region:
        note = f"Write your own region in place of {REGION}."
    return [Step(what, records, note=note)]


def _dkim(provider: Provider, domain: str) -> Step:
    what = "The signature of your emails (DKIM)"
    records = [key_record(provider, selector, domain) for selector in provider.selectors]
    known = tuple(record for record in records if record is not None)
    if known:
        return Step(what, known, note=f"Then press Verify at {console(provider)}.")
    return Step(what, copy=f"{console(provider)} ({provider.key_type} records)")
