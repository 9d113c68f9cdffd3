"""docs/deploy-docker.md says what compose.yaml and the manifest know."""

from __future__ import annotations

import re

import pytest
import yaml
from django.conf import settings

from ops.environment import Environment
from tests.live_site import ROOT
from tests.own_process import run

PAGE = (ROOT / "docs/deploy-docker.md").read_text()
FILE = (ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(FILE)


def first_env() -> dict[str, str]:
    """The file of step 2, with the secrets that the shell would make."""
    text = PAGE.partition("<<END\n")[2].partition("\nEND")[0]
    made = text.replace("$(openssl rand -hex 32)", "0123456789abcdef" * 4)
    return dict(line.split("=", 1) for line in made.splitlines())


def test_the_first_env_file_starts_the_app_and_fills_compose() -> None:
    values = first_env()
    needed = set(re.findall(r"\$\{(\w+):\?", FILE))
    assert needed <= values.keys()
    known = {variable.name for variable in settings.ENVIRONMENT}
    assert values.keys() - known == {"SITE_HOST", *needed}
    environment = Environment(variables=settings.ENVIRONMENT.variables, source=values)
    for name in values.keys() & known:
        environment.get(name)
    assert not environment.problems
    done = run("manage.py", "check", "--deploy", "--fail-level", "ERROR", **values)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["EMAIL_PROVIDER", "EMAIL_URL", "EMBEDDED_WORKER"])
def test_the_lines_to_add_can_be_read(name: str) -> None:
    (value,) = {value.rstrip("`") for value in re.findall(rf"{name}=(\S+?)`?(?:\s|$)", PAGE)}
    environment = Environment(variables=settings.ENVIRONMENT.variables, source={name: value})
    assert environment.get(name)
    assert not environment.problems
    if "mailpit" in value:
        assert "mailpit" in COMPOSE["services"]


def test_profiles_services_and_variables_it_names_exist() -> None:
    profiles = {p for service in COMPOSE["services"].values() for p in service.get("profiles", [])}
    assert set(re.findall(r"--profile (\w+)", PAGE)) == profiles
    named = set(re.findall(r"docker compose (?:logs|exec(?: -T)?) ([a-z]+)", PAGE))
    assert named <= COMPOSE["services"].keys()
    for name in re.findall(r"\$\{(\w+)", FILE):
        assert name in PAGE, name


def test_the_times_it_tells_are_those_of_the_code() -> None:
    from ops.web.leaving import GRACE
    from ops.web.web_process import LAST

    assert f"after {GRACE:.0f} seconds" in PAGE
    text = (ROOT / "gunicorn.conf.py").read_text()
    graceful = int(re.findall(r"graceful_timeout = (\d+)", text)[0])
    assert GRACE < LAST < graceful
    assert f"gone within {graceful} seconds" in PAGE
