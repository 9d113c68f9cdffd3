"""The manifest: every value is read or refused by name, all at once, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import databases, env
from ops.environment import EnvProblem, Kind, Variable, render_example

GOOD_KEY = "a-long-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz"


def problems(**values: str) -> list[EnvProblem]:
    """What is wrong with these variables."""
    environment = env.load(values)
    for variable in environment:
        environment.get(variable.name)
    databases.database(environment, Path("/tmp/never-made"))
    return environment.problems


def names(**values: str) -> list[str]:
    return [problem.name for problem in problems(**values)]


BAD: list[tuple[str, str]] = [
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("SECRET_KEY", "django-insecure-" + GOOD_KEY),
    ("SECRET_KEY", f'"{GOOD_KEY}"'),
    ("SITE_URL", "coach.example.com"),
    ("SITE_URL", "ftp://coach.example.com"),
    ("SITE_URL", "http://"),
    ("SITE_URL", "https://coach.example.com/path"),
    ("SITE_URL", "https://user:pw@coach.example.com"),
    ("SITE_URL", "https://coach.example.com:port"),
    ("DEBUG", "maybe"),
    ("ADMIN_PATH", "ad min"),
    ("ADMIN_PATH", "../x"),
    ("OPS_TOKEN", "short"),
    ("OPS_TOKEN", "'quoted-token-0123456789-abcdefghijklmnop'"),
    ("DATABASE_URL", "mysql://u:p@h/db"),
    ("DATABASE_URL", "h:5432/db"),
    ("DATABASE_POOL_SIZE", "0"),
    ("DATABASE_POOL_SIZE", "many"),
    ("DATABASE_POOL_SIZE", "4.5"),
    ("REDIS_URL", "http://h"),
    ("REDIS_SELF_SIGNED", "perhaps"),
    ("EMAIL_PROVIDER", "pigeon"),
    ("EMAIL_URL", "smtp://"),
    ("EMAIL_URL", "http://h"),
    ("DEFAULT_FROM_EMAIL", "Maya"),
    ("OWNER_EMAIL", "maya@localhost"),
    ("STREAM_PIECE_MS", "-1"),
    ("WEB_CONCURRENCY", "0"),
    ("WEB_CONCURRENCY", "1000"),
    ("TRUSTED_PROXIES", "nginx"),
    ("TRUSTED_PROXIES", "10.0.0.0/40"),
    ("SENTRY_DSN", "not an address"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_by_name_and_never_shown(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})
    assert problem.name == name
    assert problem.text
    if len(value) > 8:
        assert value not in str(problem)
        assert value.strip("'\"") not in str(problem)


GOOD: list[tuple[str, str]] = [
    ("SECRET_KEY", GOOD_KEY),
    ("SITE_URL", "https://coach.example.com"),
    ("SITE_URL", "https://coach.example.com/"),
    ("SITE_URL", "http://127.0.0.1:8000"),
    ("DEBUG", "True"),
    ("DEBUG", " on "),
    ("DEBUG", "0"),
    ("ALLOWED_HOSTS", "example.com, www.example.com,"),
    ("ADMIN_PATH", "/back-office/"),
    ("OPS_TOKEN", "a-token-of-32-characters-or-more!"),
    ("DATABASE_URL", "sqlite:////tmp/never-made/x.sqlite3"),
    ("REDIS_URL", "rediss://:pw@h:6380/0"),
    ("EMAIL_URL", "smtp+tls://u:p%40@mail.example.com:587"),
    ("DEFAULT_FROM_EMAIL", "Maya Lindqvist <hello@example.com>"),
    ("TRUSTED_PROXIES", "render,cloudflare"),
    ("TRUSTED_PROXIES", "2"),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_a_good_value_is_taken(name: str, value: str) -> None:
    assert problems(**{name: value}) == []


def test_every_problem_is_told_at_once() -> None:
    found = names(DEBUG="maybe", OPS_TOKEN="short", WEB_CONCURRENCY="x", LOG_LEVEL="LOUD")
    assert sorted(found) == ["DEBUG", "LOG_LEVEL", "OPS_TOKEN", "WEB_CONCURRENCY"]


def test_blank_is_the_same_as_missing() -> None:
    environment = env.load({"WEB_CONCURRENCY": "  ", "DEBUG": ""})
    assert environment.get("WEB_CONCURRENCY") == 1
    assert environment.get("DEBUG") is False
    assert not environment.is_set("WEB_CONCURRENCY")


@given(st.sampled_from(env.MANIFEST), st.text(max_size=60))
def test_no_value_makes_reading_fail(variable: Variable, text: str) -> None:
    environment = env.load({variable.name: text})
    environment.get(variable.name)
    assert environment.refusal_text() == "" or variable.name in environment.refusal_text()


def test_the_manifest_says_everything_about_each_variable() -> None:
    seen = set()
    for variable in env.MANIFEST:
        assert variable.name not in seen
        seen.add(variable.name)
        assert variable.purpose.endswith((".", "…", "):"))
        variable.read(variable.default)
        if variable.secret:
            assert variable.source, variable.name
            assert variable.rotation, variable.name
        if variable.kind is Kind.CHOICE:
            assert variable.default in variable.choices


def test_the_example_file_holds_every_variable_and_sets_none() -> None:
    text = render_example(env.MANIFEST)
    for variable in env.MANIFEST:
        assert f"\n#{variable.name}=" in text
    assert all(not line or line.startswith("#") for line in text.splitlines())


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, []),
        ({"EMAIL_PROVIDER": "smtp"}, ["EMAIL_URL"]),
        ({"EMAIL_PROVIDER": "postmark", "EMAIL_API_KEY": "pm-key"}, []),
        ({"LLM_PROVIDER": "openai"}, ["LLM_MODEL", "LLM_API_KEY"]),
        ({"LLM_PROVIDER": "openai", "LLM_BASE_URL": "http://127.0.0.1/v1"}, ["LLM_MODEL"]),
        (
            {"LLM_FALLBACK_PROVIDER": "anthropic", "LLM_FALLBACK_MODEL": "m"},
            ["LLM_FALLBACK_API_KEY"],
        ),
    ],
)
def test_what_a_choice_calls_for_is_told_and_refuses_no_start(
    values: dict[str, str], missing: list[str]
) -> None:
    environment = env.load(values)
    env.report_needed(environment)
    assert [problem.name for problem in environment.problems] == missing
    assert not any(problem.fatal for problem in environment.problems)
