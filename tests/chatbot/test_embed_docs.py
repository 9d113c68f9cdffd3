"""What docs/embed.md promises about the script is what the script does."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from chatbot.identity import signature
from tests.browser.host_site import EARLY, POLICY

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs/embed.md").read_text()
SCRIPT = (ROOT / "chatbot/static/chatbot/embed.js").read_text()
SECRET = "an-example-secret-never-use-this-one"
VECTORS = re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", PAGE)


def block(language: str) -> str:
    """The example in one language."""
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.S)
    assert found, language
    return found[1]


def test_the_signatures_are_those_of_the_server() -> None:
    assert len(VECTORS) == 2
    for visitor_id, expected in VECTORS:
        assert signature(SECRET, visitor_id) == expected


@pytest.mark.parametrize(("visitor_id", "expected"), VECTORS)
def test_the_python_example_signs_as_we_do(visitor_id: str, expected: str) -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102 - our own page
    assert names["signature"](SECRET, visitor_id) == expected


@pytest.mark.parametrize(("visitor_id", "expected"), VECTORS)
@pytest.mark.parametrize(
    ("language", "program", "around"),
    [
        ("js", ["node", "-e"], "{}\nconsole.log(signature(process.argv[1], process.argv[2]))"),
        ("php", ["php", "-r"], "{}\necho signature($argv[1], $argv[2]);"),
    ],
)
def test_the_other_examples_sign_as_we_do(
    language: str, program: list[str], around: str, visitor_id: str, expected: str
) -> None:
    if not shutil.which(program[0]):
        pytest.skip(f"needs {program[0]}")
    code = around.replace("{}", block(language))
    end = ["--"] if language == "php" else []
    done = subprocess.run(
        [*program, code, *end, SECRET, visitor_id], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == expected


def test_the_policy_is_the_one_that_the_strict_pages_of_the_browser_tests_have() -> None:
    assert POLICY.replace("default-src 'none'; ", "").replace("{app}", "https://YOUR-APP") in PAGE


def test_the_stub_is_the_one_that_is_tried_in_a_browser() -> None:
    stub = re.search(r"^window\.CoachChat \|\|= .*;$", PAGE, re.M)
    assert stub and EARLY.startswith(stub[0])


def test_every_attribute_and_call_is_on_the_page_and_the_other_way_round() -> None:
    attributes = set(re.findall(r"\bdata\.(position|color|locale|label|[a-z]+)\b", SCRIPT))
    assert {f"data-{name}" for name in attributes} == set(re.findall(r"`(data-[a-z]+)=", PAGE))
    interface = SCRIPT[SCRIPT.index("window.CoachChat = {") :].split("\n  });")[0]
    calls = set(re.findall(r"^ {4}(\w+)(?::|\()", interface, re.M)) - {"version"}
    assert calls == set(re.findall(r"CoachChat\.(\w+)\(", PAGE))


def test_every_event_that_the_scripts_tell_is_on_the_page() -> None:
    told = set(re.findall(r'\btell\((?:open \? )?"([a-z:]+)"', SCRIPT)) | {"opened", "closed"}
    for script in (ROOT / "chatbot/static/chatbot").glob("*.js"):
        told |= set(re.findall(r'(?:\.tell|\.onEvent)\("([a-z:]+)"', script.read_text()))
    listed = PAGE[PAGE.index("### Events") : PAGE.index("## Who is signed in")]
    assert told <= set(re.findall(r"`([a-z:]+)`", listed))
