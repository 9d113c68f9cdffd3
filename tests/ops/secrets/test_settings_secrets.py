"""Test keys, sandboxes and sample values in the settings are named, and no value is."""

from __future__ import annotations

import pytest

from config.env import MANIFEST
from lab.secret_corpus import Dice
from ops.environment import Environment
from ops.launch.checks.secrets import no_test_keys
from ops.launch.findings import NotApplicable
from ops.launch.gather.secrets import SettingsSecrets, settings_secrets
from tests.ops.secrets.repository import stripe


def found(more: dict[str, str] | None = None, **variables: str) -> SettingsSecrets:
    return settings_secrets(Environment(MANIFEST, variables), more or {}, local=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "changeme"), ("SECRET_KEY", "django-insecure-" + Dice(1).low(50)),
        ("SECRET_KEY", "your-secret-key-here"), ("SECRET_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("OPS_TOKEN", "test"), ("OPS_TOKEN", "dummy-token-for-now"), ("EMAIL_API_KEY",
        "POSTMARK_API_TEST"),
        ("EMAIL_API_KEY", "xxxxxxxxxxxxxxxxxx"), ("LLM_API_KEY", "sk-..."), ("LLM_API_KEY",
        "<your key>"),
        ("EMAIL_DOMAIN", "sandbox" + "0a1b2c3d" * 4 + ".mailgun.org"),
        ("EMAIL_URL", "smtp://user:" + "abc@sandbox.smtp.mailtrap.io:2525"),
        ("DEFAULT_FROM_EMAIL", "Coach <onboarding@resend.dev>"), ("OWNER_EMAIL", "me@example.com"),
        ("SENTRY_DSN", "https://abc@o1.ingest.example.com/1"),
        ("DATABASE_URL", "postgres://user:changeme@db.northbound.coach/app"),
    ],
)  # fmt: skip
def test_what_is_for_tests_is_named_and_never_shown(name: str, value: str) -> None:
    facts = settings_secrets(Environment(MANIFEST, {name: value}), {}, local=False)
    assert [one.name for one in facts.test_values] == [name]
    (finding,) = no_test_keys(facts)
    told = " ".join((finding.summary, finding.evidence, finding.impact, finding.fix))
    assert value not in told and name in finding.summary


def test_a_test_key_in_a_variable_that_is_none_of_ours() -> None:
    more = {
        "STRIPE_SECRET_KEY": "sk_" + "test_" + Dice(1).word(24),
        "PATH": "/usr/bin",
        "EDITOR": "vi",
    }
    assert [one.name for one in found(more).test_values] == ["STRIPE_SECRET_KEY"]


def test_real_values_are_left_alone() -> None:
    dice = Dice(9)
    facts = found(
        {"STRIPE_SECRET_KEY": stripe(), "HOME": "/home/example"},
        SECRET_KEY=dice.url(66), OPS_TOKEN=dice.url(43), EMAIL_API_KEY=dice.uuid(),
        LLM_API_KEY="sk-" + "proj-" + dice.url(100), SITE_URL="https://chat.northbound.coach",
        DATABASE_URL=f"postgres://app:{dice.word(20)}@db.northbound.coach/app",
        DEFAULT_FROM_EMAIL="Ada <hello@northbound.coach>", OWNER_EMAIL="ada@northbound.coach",
        LLM_MODEL="gpt-example", ADMIN_PATH="admin",
    )  # fmt: skip
    assert facts.test_values == ()
    assert list(no_test_keys(facts)) == []


def test_a_computer_at_home_may_have_test_keys() -> None:
    facts = settings_secrets(Environment(MANIFEST, {"SECRET_KEY": "changeme"}), {}, local=True)
    with pytest.raises(NotApplicable):
        list(no_test_keys(facts))
