"""What the documentation names exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import get_resolver

from ops.launch.registry import all_checks
from ops.launch.report import listing
from ops.management.commands.write_environment_files import environment_files
from ops.web.api_docs import schema

ROOT = Path(settings.BASE_DIR)
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OURS = {"chatbot", "leads", "ops"}
DJANGO_OPTIONS = {
    "--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback",
    "--no-color", "--force-color", "--skip-checks",
}  # fmt: skip


def all_words() -> str:
    return "\n".join(page.read_text() for page in DOCS)


@pytest.mark.parametrize("name", environment_files(settings.ENVIRONMENT))
def test_files_made_from_the_manifest_are_up_to_date(name: str) -> None:
    made = environment_files(settings.ENVIRONMENT)[name]
    assert (ROOT / name).read_text() == made, "run: python manage.py write_environment_files"


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    commands = get_commands()
    ours = {name for name, app in commands.items() if app in OURS}
    named = set(re.findall(r"manage\.py ([a-z][a-z_]+)", all_words()))
    assert ours <= named
    assert named <= set(commands)


def test_every_route_of_the_api_is_documented_and_the_other_way_round() -> None:
    exists = {
        f"{method.upper()} {re.sub(r'conversation_id', 'id', path)}"
        for path, item in schema()["paths"].items()
        for method in item
        if path.startswith("/api/v1/")
    }
    page = (ROOT / "docs/api.md").read_text()
    documented = set(re.findall(r"`((?:GET|POST|DELETE) /api/v1/[^`?]+)`", page))
    assert documented == exists


def test_the_page_of_launch_checks_is_up_to_date() -> None:
    made = listing(all_checks(), "markdown")
    assert (ROOT / "docs/checks.md").read_text() == made, (
        "run: python manage.py launch_check --list --format markdown > docs/checks.md"
    )


def test_every_option_of_the_check_commands_is_documented() -> None:
    page = (ROOT / "docs/launch-check.md").read_text()
    for name in ("launch_check", "check_dns", "check_ssl", "check_email_auth", "check_http"):
        parser = load_command_class("ops", name).create_parser("manage.py", name)
        ours = {
            word
            for action in parser._actions
            for word in action.option_strings
            if word.startswith("--") and word not in DJANGO_OPTIONS
        }
        missing = {word for word in ours if f"`{word}" not in page}
        assert not missing, f"{name}: {missing}"


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in DOCS:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_the_readme_names_is_there() -> None:
    table = re.findall(r"`([a-z_]+/[\w./]+)`", (ROOT / "README.md").read_text())
    for path in table:
        assert (ROOT / path).exists(), path


def test_the_variables_documented_by_hand_are_in_the_manifest() -> None:
    names = {variable.name for variable in settings.ENVIRONMENT}
    platform = {"PORT", "HOST", "PATH", "CI", "TEST_DATA_DIR", "CONN_MAX_AGE"}
    platform |= {"RATE_LIMITS", "EXTRA_SOURCES"}  # Tables in config/settings.py.
    platform |= set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        platform |= set(re.findall(r"vars\.(\w+)", workflow.read_text()))  # GitHub's own.
    for page in DOCS:
        for name in re.findall(r"`([A-Z][A-Z0-9]*_[A-Z0-9_]+)[=`]", page.read_text()):
            assert name in names | platform, f"{page.name}: {name}"


def test_pages_do_not_answer_at_addresses_nobody_documented() -> None:
    words = all_words()
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        if route and not route.startswith((settings.ADMIN_PATH, "api/", "^")):
            assert route.rstrip("/") in words, route
