"""The two buttons, and the pages that say how to press them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from django.conf import settings

from config import env
from ops.buttons import readme
from tests.live_site import BIN

ROOT = Path(settings.BASE_DIR)
PAGES = {name: (ROOT / "docs" / f"{name}.md").read_text()
         for name in ("deploy-render", "deploy-heroku", "update-fork")}  # fmt: skip
COPY = "https://github.com/maya/my-coach"


def test_the_readme_has_them_and_both_name_the_same_copy_or_none() -> None:
    """As it is here, and as it is in a copy where somebody filled them in."""
    (line,) = readme.LINE.findall((ROOT / "README.md").read_text())
    (link,) = re.findall(r"\((https://www\.heroku\.com/[^)]*)\)", line)
    (template,) = parse_qs(urlsplit(link).query)["template"]
    assert line == readme.buttons("" if template == readme.UNFILLED else template)


def test_in_a_copy_both_lead_to_that_copy() -> None:
    made = readme.with_buttons((ROOT / "README.md").read_text(), COPY)
    links = re.findall(r"\]\((https://(?:render|www\.heroku)\.com/deploy\?[^)]*)\)", made)
    asked = [parse_qs(urlsplit(link).query) for link in links]
    assert asked == [{"repo": [COPY]}, {"template": [COPY]}]
    # A copy of a copy is filled in again, and nothing else of the page changes.
    emptied = readme.with_buttons((ROOT / "README.md").read_text(), "")
    assert readme.with_buttons(made, "") == emptied


@pytest.mark.parametrize(
    "given",
    [
        "https://github.com/maya/my-coach", "https://github.com/maya/my-coach.git\n",
        "git@github.com:maya/my-coach.git", "ssh://git@github.com/maya/my-coach",
        "https://maya:" + "token" + "@github.com/maya/my-coach.git", "https://github.com/maya/my-coach/",
    ],
)  # fmt: skip
def test_whatever_git_calls_it_becomes_an_address_without_a_password(given: str) -> None:
    assert readme.web_address(given) == COPY


@pytest.mark.parametrize(
    "given", ["", "/home/maya/somewhere", "http://github.com/a/b", "https://github.com/a", "https://[/a/b",
              "https://github.com/a/b/c", "https://github.com/a/b)c", "https://localhost/a/b"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_give(given: str) -> None:
    with pytest.raises(readme.BadAddress, match="https://github.com/your-name/slipway"):
        readme.web_address(given)


def test_the_command_fills_in_where_the_folder_came_from(tmp_path: Path) -> None:
    """In a clone of its own, since it writes into the folder it is in."""
    copy = tmp_path / "copy"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "var", ".env", "*cache*", "node_modules", "tests", "docs", "bench"
    )
    shutil.copytree(ROOT, copy, ignore=ignored)

    def run(*given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "write_buttons", *given], cwd=copy, check=False,
            capture_output=True, text=True,
            env={"PATH": f"{BIN}:/usr/bin:/bin", "ENV_FILE": ""},
        )  # fmt: skip

    before = (copy / "README.md").read_text()
    done = run()
    assert done.returncode == 2 and "your-name" in done.stderr
    assert (copy / "README.md").read_text() == before
    subprocess.run(["git", "init", "-q", str(copy)], check=True)
    remote = ["git", "-C", str(copy), "remote", "add", "origin", "git@github.com:maya/my-coach.git"]
    subprocess.run(remote, check=True)
    done = run()
    assert done.returncode == 0, done.stderr
    assert readme.buttons(COPY) in (copy / "README.md").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_every_variable_a_page_names_is_in_the_manifest(name: str) -> None:
    known = {variable.name for variable in env.MANIFEST}
    for named in re.findall(r"`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`", PAGES[name]):
        assert named in known, named
    for given in re.findall(r"config:set (.*)", PAGES[name]):
        for assigned in re.findall(r"([A-Z][A-Z0-9_]+)=", given):
            assert assigned in known, assigned


@pytest.mark.parametrize("name", PAGES)
def test_every_path_a_page_names_is_there(name: str) -> None:
    named = re.findall(r"`((?:[a-z_-]+/)+[a-z_.]*|[\w.-]+\.(?:yaml|json|md|py|txt))`", PAGES[name])
    assert named
    for path in named:
        anywhere = path in ("migrations/", "launch_checks.py")
        assert anywhere or (ROOT / path).exists(), path


def test_every_anchor_of_these_pages_is_a_heading() -> None:
    def headings(text: str) -> set[str]:
        lines = re.findall(r"^#+ (.*)$", text, re.M)
        return {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in lines}

    for name, text in PAGES.items():
        for page, anchor in re.findall(r"\]\(([\w-]*)(?:\.md)?#([\w-]+)\)", text):
            there = (ROOT / "docs" / f"{page or name}.md").read_text()
            assert anchor in headings(there), f"{name}: {page}#{anchor}"


def test_the_page_about_render_names_what_the_blueprint_makes() -> None:
    blueprint = yaml.safe_load((ROOT / "render.yaml").read_text())
    for one in blueprint["services"]:
        if one["type"] != "worker":
            assert f"`{one['name']}`" in PAGES["deploy-render"], one["name"]
    assert f"`{blueprint['databases'][0]['name']}`" in PAGES["deploy-render"]
    assert f"Env Groups**, `{blueprint['envVarGroups'][0]['name']}`" in PAGES["deploy-render"]


def test_the_page_about_heroku_sets_by_hand_what_the_button_sets() -> None:
    app = json.loads((ROOT / "app.json").read_text())
    commands = PAGES["deploy-heroku"].partition("## A private copy")[2]
    for addon in app["addons"]:
        assert f"addons:create {addon['plan']}" in commands
    for name, entry in app["env"].items():
        if "generator" in entry or entry.get("required"):
            assert f"{name}=" in commands, name
        elif "value" in entry and entry["value"] != env.load({}).variable(name).default:
            assert f"{name}={entry['value']}" in commands, name
    assert f"--stack {app['stack']}" in commands
    assert app["scripts"]["postdeploy"] in commands


def test_the_page_about_updates_names_every_workflow() -> None:
    files = {path.stem for path in (ROOT / ".github" / "workflows").glob("*.yml")}
    rows = set(re.findall(r"^\| `(\w+)` \|", PAGES["update-fork"].partition("## Checks")[2], re.M))
    assert rows == files
