"""The command as typed: files, answers, no network, and wrong use."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from lab.dns_server import DnsServer
from ops.handover.rows import KEPT, Handover, HandoverAnswers
from tests.ops.handover import sites
from tests.ops.launch.test_commands import network, typed

pytestmark = pytest.mark.django_db


def nowhere() -> list[str]:
    """A resolver that nobody is behind."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    return ["--resolver", f"127.0.0.1:{port}", "--timeout", "0.5"]


def test_two_files_are_written_and_a_copy_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "site.html"
    code, out, err = typed("handover", "--output", str(file), *nowhere())
    assert code == 0, err
    assert out == f"Written to {tmp_path}/site.md and {tmp_path}/site.html.\n"
    text = (tmp_path / "site.md").read_text()
    assert text.startswith("# Handover: testserver\n")
    assert "Which DNS records does testserver have" in text
    assert file.read_text().startswith("<!doctype html>")
    kept = Handover.objects.get()
    assert kept.open_questions == text.count("*Who could say") > 5
    assert kept.marks["secrets"] == sorted(kept.marks["secrets"]) and "OPS_TOKEN" in str(kept.marks)
    assert typed("handover", "--output", str(file), *nowhere())[0] == 0


def test_another_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# My project\n")
    code, _, err = typed("handover", "--output", str(tmp_path / "README.md"), *nowhere())
    assert code == 2 and "is no handover document" in err
    assert (tmp_path / "README.md").read_text() == "# My project\n"
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--output", "x.pdf"], "must end in .md or .html"),
        (["--output", "/no/such/folder/x.md"], "folder does not exist"),
        (["--output", "-", "--json"], "take one of them"),
        (["--output", "-", "--answers", "/no/such/file"], "cannot be read"),
        (["--output", "-", "--url", "ftp://example.com"], "no web address"),
    ],
    ids=["ending", "folder", "json", "answers", "url"],
)
def test_wrong_use_says_what_to_change(words: list[str], said: str) -> None:
    code, out, err = typed("handover", *words)
    assert (code, out) == (2, "") and said in err


def test_answers_from_a_file_are_in_it_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_text('owner = "Maya Lindqvist"\nhours = ""\n')
    code, out, _ = typed("handover", "--output", "-", "--answers", str(file), *nowhere())
    assert code == 0 and "| Owner | Maya Lindqvist |" in out
    assert HandoverAnswers.known() == {"owner": "Maya Lindqvist"}
    code, out, _ = typed("handover", "--questions")
    assert code == 0 and 'owner = "Maya Lindqvist"\n' in out
    file.write_text('boss = "Maya"')
    code, _, err = typed("handover", "--output", "-", "--answers", str(file))
    assert code == 2 and "no question 'boss'" in err


def test_from_outside_nothing_of_this_deployment_is_told_or_kept(tmp_path: Path) -> None:
    HandoverAnswers.keep({"owner": "Somebody here"})
    with DnsServer(sites.MAYA) as dns:
        code, _, _ = typed(
            "handover", "--json", "--url", "https://maya.test", *network(dns),
            "--output", str(tmp_path / "o.md"),
        )  # fmt: skip
    text = (tmp_path / "o.md").read_text()
    assert code == 0 and "Render" in text and "Resend" in text
    for own in ("Somebody here", "owner@northbound", "hello@northbound", "### `OPS_TOKEN`"):
        assert own not in text
    assert not Handover.objects.exists()


def test_in_json_it_says_what_is_open(tmp_path: Path) -> None:
    file = tmp_path / "h.md"
    code, out, _ = typed("handover", "--json", "--output", str(file), *nowhere())
    found = json.loads(out)
    assert (code, found["schema"], found["kept"], found["taken_out"]) == (0, 1, True, 0)
    assert found["files"] == [str(file), str(file.with_suffix(".html"))]
    assert {"question", "who"} == set(found["open_questions"][0])


def test_only_the_last_documents_are_kept() -> None:
    for number in range(KEPT + 2):
        Handover.objects.create(site=str(number))
    Handover.objects.prune()
    assert [row.site for row in Handover.objects.all()] == ["6", "5", "4", "3", "2"]
