"""The records a domain needs before anything was looked up."""

from __future__ import annotations

import pytest

from ops.launch.email.first_records import REGION, steps_for
from ops.launch.email.providers import PROVIDERS

DOMAIN = "lindqvist.se"


def typed(key: str, region: str = "") -> set[tuple[str, str, str]]:
    """``(type, name, value)`` of all records."""
    provider = PROVIDERS.get(key)
    steps = steps_for(provider, DOMAIN, region=region)
    return {(record.type, record.name, record.value) for step in steps for record in step.records}


@pytest.mark.parametrize("key", [*PROVIDERS, ""])
def test_each_ends_with_one_dmarc_that_asks_for_nothing_yet(key: str) -> None:
    steps = steps_for(PROVIDERS.get(key), f"mail.{DOMAIN}")
    (record,) = steps[-1].records
    assert record.name == f"_dmarc.{DOMAIN}", "at the domain that was registered"
    assert record.value.startswith("v=DMARC1; p=none; rua=mailto:")
    assert all(step.records or step.copy for step in steps)
    spf = [value for _, _, value in typed(key) if value.startswith("v=spf1")]
    assert len(spf) <= 1


@pytest.mark.parametrize("key", PROVIDERS)
def test_the_signature_is_typed_or_copied_from_its_page(key: str) -> None:
    provider = PROVIDERS[key]
    (dkim,) = [step for step in steps_for(provider, DOMAIN) if "(DKIM)" in step.what]
    assert dkim.records or provider.where in dkim.copy
    for record in dkim.records:
        assert provider.accepts_target(record.value)


def test_what_providers_publish() -> None:
    assert typed("postmark") >= {("CNAME", "pm-bounces.lindqvist.se", "pm.mtasv.net")}
    assert ("CNAME", "brevo1._domainkey.lindqvist.se", "b1.lindqvist-se.dkim.brevo.com") in typed(
        "brevo"
    )
    assert ("TXT", DOMAIN, "v=spf1 include:_spf.google.com ~all") in typed("google")
    assert ("TXT", DOMAIN, "v=spf1 include:eu.mailgun.org ~all") in typed("mailgun", "eu")
    assert (
        "MX", "bounce.lindqvist.se", "10 feedback-smtp.eu-west-1.amazonses.com"
    ) in typed("ses", "eu-west-1")  # fmt: skip


def test_a_region_that_is_not_known_is_said() -> None:
    notes = " ".join(step.note for step in steps_for(PROVIDERS["resend"], DOMAIN))
    assert f"in place of {REGION}" in notes
    assert REGION not in " ".join(
        step.note for step in steps_for(PROVIDERS["resend"], DOMAIN, region="eu-west-1")
    )


def test_a_provider_nobody_knows_is_left_to_its_own_page() -> None:
    first, _ = steps_for(None, DOMAIN)
    assert "your email provider's page" in first.copy
