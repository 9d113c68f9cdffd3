"""The setup at a real terminal: somebody types, changes their mind, and comes back."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from ops import env_file
from tests.chatbot.firstday.terminal import ROOT, Person, at_terminal, environment

PASSWORD = "p@ss/" + "word?#%:1"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is migrated and holds the demo, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment(folder), check=True
        )
    return folder / "site.sqlite3"


@pytest.fixture
def folder(tmp_path: Path, database: Path) -> Path:
    """Where this test's .env and database are."""
    shutil.copy(database, tmp_path / "site.sqlite3")
    return tmp_path


def profile(folder: Path) -> tuple[str, int]:
    """The name in the database, and how many entries of the demo there are."""
    with sqlite3.connect(folder / "site.sqlite3") as connection:
        name = connection.execute("select name from chatbot_business").fetchone()
        demo = connection.execute(
            "select count(*) from chatbot_knowledgeentry where is_demo"
        ).fetchone()
    return name[0] if name else "", demo[0]


def fill_in(person: Person) -> None:
    """A founder who sends by SMTP, with a slip here and there."""
    person.answers("Where will it run", "9")
    person.answers("Type a number", "docker")
    person.answers("The address of your chat", "chat lindqvist")
    person.answers("a host has letters", "chat.lindqvist.se")
    person.answers("The name of your business", "")
    person.answers("This one is needed.", "Lindqvist Coaching")
    person.answers("Your own name", "Maya Lindqvist")
    person.answers("Who you help with what", "I help new managers")
    person.answers("A little more", "")
    person.answers("The language", "")
    person.answers("Your time zone", "stokholm")
    person.answers("Do you mean", "stockholm")
    person.answers("visitors may write to", "maya@lindqvist.se")
    person.answers("book a call", "calendly.com/maya")
    person.answers("Take them out?", "maybe")
    person.answers("Type yes or no.", "")
    person.answers("How emails leave", "smtp")
    person.answers("The SMTP server", "smtp.postmarkapp.com")
    person.answers("Its port", "")
    person.answers("The user name there", "maya@lindqvist.se")
    person.answers("Its password", PASSWORD)
    person.answers("The sender of every email", "")
    person.answers("told about new leads", "")
    person.answers("Who writes the answers", "")


def test_a_founder_sets_up_a_server_and_comes_back(folder: Path) -> None:
    with at_terminal(environment(folder)) as person:
        fill_in(person)
        person.answers("Write this?", "yes")
        assert person.leaves() == 0
    file = folder / ".env"
    values = env_file.read(file).values
    user, password = quote("maya@lindqvist.se", safe=""), quote(PASSWORD, safe="")
    assert "/" not in password and "#" not in password
    server = "smtp.postmarkapp.com:587"
    assert values["EMAIL_URL"] == f"smtp+tls://{user}:{password}@{server}"
    assert values["DEFAULT_FROM_EMAIL"] == "Lindqvist Coaching <maya@lindqvist.se>"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert profile(folder) == ("Lindqvist Coaching", 0)
    for secret in (PASSWORD, "p%40ss", values["SECRET_KEY"], values["OPS_TOKEN"]):
        assert secret not in person.seen
    assert "Name:  pm-bounces" in person.seen, "known by its SMTP server"
    assert "\x1b" not in person.seen, "no colours"
    assert max(map(len, person.seen.splitlines())) < 80

    before = (file.read_bytes(), file.stat().st_mtime_ns)
    with at_terminal(environment(folder)) as person:
        # The place is asked afresh; everything else is kept by Enter.
        person.answers("Where will it run", "docker")
        for question in ("The address", "The name", "Your own name", "Who you help", "A little",
                         "The language", "Your time zone", "may write to", "book a call",
                         "How emails leave", "Keep it?", "The sender", "new leads",
                         "Who writes"):  # fmt: skip
            shown = person.answers(question, "")
            assert "Enter" in shown
        assert person.leaves() == 0
        assert "nothing has to be written" in person.seen
        assert values["SECRET_KEY"] not in person.seen
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


@pytest.mark.parametrize("how", ["\x03", "\x04"])
def test_stopping_half_way_changes_nothing(folder: Path, how: str) -> None:
    (folder / ".env").write_text("# mine\n")
    with at_terminal(environment(folder)) as person:
        person.answers("Where will it run", "laptop")
        person.answers("The name of your business", "Lindqvist Coaching")
        person.waits_for("Your own name")
        person.waits_for("> ")
        person.types(how)
        assert person.leaves(again=how) == 2
        assert "Nothing was written" in person.seen
        assert "Traceback" not in person.seen
    assert (folder / ".env").read_text() == "# mine\n"
    assert profile(folder)[0] == "Northbound Coaching"
    assert not list(folder.glob(".env-*"))


def test_stopping_at_the_hidden_password_or_the_last_question_changes_nothing(folder: Path) -> None:
    with at_terminal(environment(folder)) as person:
        fill_in(person)
        person.answers("Write this?", "no")
        assert person.leaves() == 2
    with at_terminal(environment(folder)) as person:
        person.answers("Where will it run", "laptop")
        lines = {
            "The name": "Lindqvist",
            "Your own": "",
            "Who you": "",
            "A little": "",
            "The language": "",
            "time zone": "stockholm",
            "may write": "",
            "book a": "",
        }
        for question, line in lines.items():
            person.answers(question, line)
        person.answers("Take them out?", "")
        person.answers("How emails leave", "smtp")
        person.answers("The SMTP server", "smtp.lindqvist.se")
        person.answers("Its port", "")
        person.answers("The user name", "maya")
        person.waits_for("not shown")
        person.waits_for("> ")
        os.killpg(person.process.pid, signal.SIGINT)
        assert person.leaves() == 2
        assert "Nothing was written" in person.seen
    assert not (folder / ".env").exists()
    assert profile(folder)[0] == "Northbound Coaching"


def test_no_terminal_is_said_and_leads_to_the_other_way(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "setup"],
        cwd=ROOT, env=environment(folder), stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--non-interactive" in done.stderr
    assert done.stdout == ""
