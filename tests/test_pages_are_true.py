"""Every page of the documentation: its commands, options, checks, routes and links are there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, get_resolver, resolve

from ops.environment import called_for
from ops.environment_pages import DOMAIN, SMTP
from ops.launch.email.first_records import steps_for
from ops.launch.email.providers import PROVIDERS
from ops.launch.registry import all_checks

ROOT = Path(settings.BASE_DIR)
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])
#: Beginnings of what looks like an address and is none of this site's views: built files, another
#: site's, folders of a machine.
NO_VIEW = (
    "/static/", "/webhooks/", "/ips-v", "/app", "/data", "/dev", "/etc", "/home", "/mnt", "/opt",
    "/proc", "/root", "/run", "/srv", "/tmp", "/usr", "/var",
)  # fmt: skip


def words(page: Path) -> str:
    """A page with the lines of a command that goes on in the next one put together."""
    return page.read_text().replace("\\\n", " ")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def options_of(name: str) -> set[str]:
    app = get_commands()[name]
    assert isinstance(app, str)
    parser = load_command_class(app, name).create_parser("manage.py", name)
    return {word for action in parser._actions for word in action.option_strings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_option_of_every_command_exists(page: Path) -> None:
    for name, rest in re.findall(r"manage\.py ([a-z][a-z_]+)([^`\n|]*)", words(page)):
        given = set(re.findall(r"(?<!\S)--[a-z][a-z-]*", rest))
        assert given <= options_of(name), f"{name}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_check_that_is_named_exists(page: Path) -> None:
    ids = [check.id for check in all_checks()]
    for prefix in re.findall(r"--only ([a-z_.]+)", words(page)):
        assert any(id == prefix or id.startswith(f"{prefix.rstrip('.')}.") for id in ids), prefix


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_script_and_file_that_is_named_exists(page: Path) -> None:
    for script in re.findall(r"(?<![\w/.])bin/[a-z]+\b", words(page)):
        assert (ROOT / script).exists(), script
    for file in re.findall(
        r"`((?:ops|chatbot|leads|config|templates|bench)/[\w./-]+)`", words(page)
    ):
        assert (ROOT / file).exists(), file


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_address_that_is_named_answers(page: Path) -> None:
    for path in re.findall(r"`(/[a-z0-9][a-z0-9_/.-]*)`", words(page)):
        if path.startswith(NO_VIEW):
            continue
        try:
            found = "unknown_address" not in resolve(path)._func_path
        except Resolver404:
            found = False
        # Or a beginning that others stand under.
        below = [str(entry.pattern) for entry in get_resolver().url_patterns]
        assert found or any(route.startswith(path.lstrip("/")) for route in below), path


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in found}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_to_a_heading_leads_to_one(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^):#]*)#([^)]+)\)", words(page)):
        there = page.parent / target if target else page
        assert anchor in headings(there), f"{target}#{anchor}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+\.md)", page.read_text())
        ahead += [(page.parent / link).resolve() for link in links]
    missed = {named(page) for page in set(ROOT.glob("docs/**/*.md")) - reached}
    assert missed == set()


def test_each_line_of_the_check_list_has_its_number_and_its_proof() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", (ROOT / "docs/go-live.md").read_text(), re.M)
    assert [int(number) for number, _ in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > 10
    for number, row in rows:
        proof = row.rpartition(" | ")[2]
        assert "`python manage.py " in proof or "open that page" in proof, number
    assert "launch_check --url" in rows[-1][1]


def test_every_email_provider_has_its_section_with_its_records() -> None:
    page = (ROOT / "docs/email-providers.md").read_text()
    assert set(SMTP) == set(PROVIDERS)
    for provider in PROVIDERS.values():
        section = page.partition(f"## {provider.name} (`{provider.key}`)\n")[2].partition("\n## ")[
            0
        ]
        assert provider.where in section
        for step in steps_for(provider, DOMAIN):
            for record in step.records:
                assert record.value in section
        if "`EMAIL_URL`" not in section:
            choice = called_for(settings.ENVIRONMENT, "EMAIL_PROVIDER", provider.key)
            assert choice and all(f"`{variable.name}`" in section for variable in choice)
    for word in settings.ENVIRONMENT.variable("EMAIL_PROVIDER").choices:
        assert word == "file" or f"`{word}`" in page


def test_the_addresses_of_the_mail_servers_are_ones_the_variable_takes() -> None:
    page = (ROOT / "docs/email-providers.md").read_text()
    found = re.findall(r"`(smtp\+tls://[^`]+)`", page)
    assert len(found) > 5
    for url in found:
        settings.ENVIRONMENT.variable("EMAIL_URL").read(url)


def test_every_secret_is_on_the_page_and_says_how_it_is_changed() -> None:
    page = (ROOT / "docs/rotate-a-secret.md").read_text()
    for variable in settings.ENVIRONMENT:
        assert (f"## `{variable.name}`\n" in page) == variable.secret, variable.name
        if variable.secret:
            assert variable.rotation, f"{variable.name}: nobody says how it is changed"


def test_every_option_of_the_setup_is_on_its_page() -> None:
    page = (ROOT / "docs/setup.md").read_text()
    django = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback",
              "--no-color", "--force-color", "--skip-checks"}  # fmt: skip
    for option in options_of("setup") - django:
        assert not option.startswith("--") or option in page, option


def test_scripts_keep_the_line_endings_they_start_with() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git here")
    scripts = [path.relative_to(ROOT).as_posix() for path in (ROOT / "bin").rglob("*")]
    told = subprocess.run(
        ["git", "check-attr", "eol", "--", *scripts], cwd=ROOT, check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    assert {line.rpartition(": ")[2] for line in told.stdout.splitlines()} == {"lf"}
    for path in (ROOT / "bin").rglob("*"):
        assert not path.is_file() or b"\r" not in path.read_bytes()
