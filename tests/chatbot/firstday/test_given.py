"""``manage.py setup --non-interactive``: everything from options and variables, or nothing."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from chatbot.demo.load import load_demo
from chatbot.models import Business, KnowledgeEntry
from ops import env_file
from ops.commands import WrongUse

pytestmark = pytest.mark.django_db
#: Never shown, whatever happens. Put together here, so that no scan takes it for a real one.
KEY = "pm-" + "0123456789abcdef" * 2


@pytest.fixture(autouse=True)
def _quiet_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's own variables are not answers."""
    for name in ("SITE_URL", "EMAIL_PROVIDER", "DEFAULT_FROM_EMAIL", "OWNER_EMAIL"):
        monkeypatch.delenv(name, raising=False)


def run(file: Path, *options: str, **variables: str) -> None:
    """The command on a file of its own."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        call_command("setup", "--non-interactive", f"--env-file={file}", *options)
    finally:
        os.environ.clear()
        os.environ.update(before)


RENDER = (
    "--platform=render", "--name=Lindqvist Coaching", "--time-zone=stockholm",
    "--contact-email=maya@lindqvist.se",
)  # fmt: skip


def test_a_laptop_gets_its_file_and_its_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    run(file, "--name=Lindqvist Coaching", "--booking-url=calendly.com/maya",
        "--time-zone=europe/stockholm", "--language=deutsch")  # fmt: skip
    values = env_file.read(file).values
    assert values["DEBUG"] == "true"
    assert values["EMAIL_PROVIDER"] == "file"
    assert len(values["SECRET_KEY"]) >= 50 and len(values["OPS_TOKEN"]) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    business = Business.objects.get(pk=1)
    assert (business.name, business.booking_url, business.language, business.time_zone) == (
        "Lindqvist Coaching", "https://calendly.com/maya", "de", "Europe/Stockholm",
    )  # fmt: skip
    assert not business.is_demo
    assert business.greeting.startswith("Hallo. Ich bin der automatische")
    out, err = capsys.readouterr()
    assert values["SECRET_KEY"] not in out + err
    assert values["OPS_TOKEN"] not in out + err
    assert "bin/run" in out


def test_the_second_run_changes_nothing_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    file.write_text("# mine\nLOG_LEVEL=WARNING\n")
    run(file, "--name=Lindqvist Coaching", "--contact-email=maya@lindqvist.se")
    first = (file.read_bytes(), file.stat().st_mtime_ns, Business.objects.get(pk=1).updated_at)
    assert first[0].startswith(b"# mine\nLOG_LEVEL=WARNING\n")
    run(file)
    run(file, "--name=Lindqvist Coaching")
    assert "nothing has to be written" in capsys.readouterr().err
    assert first == (
        file.read_bytes(), file.stat().st_mtime_ns, Business.objects.get(pk=1).updated_at,
    )  # fmt: skip


def test_everything_wrong_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    with pytest.raises(WrongUse) as caught:
        run(
            file, "--platform=render", "--time-zone=Mars", "--language=xx", "--booking-url=not a",
            "--contact-email=nobody", "--set=SITE_URL=https://a b", "--set=NONSENSE=1",
            f"--set=EMAIL_API_KEY={KEY}", "--set=LOG_LEVEL", "--set=WEB_CONCURRENCY=many",
            EMAIL_PROVIDER="postmark",
        )  # fmt: skip
    told = str(caught.value)
    for called in ("--name:", "--time-zone:", "--language:", "--booking-url:", "--contact-email:",
                   "SITE_URL:", "NONSENSE:", "--set EMAIL_API_KEY:", "EMAIL_API_KEY: This one",
                   "--set LOG_LEVEL:", "WEB_CONCURRENCY:", "DEFAULT_FROM_EMAIL:"):  # fmt: skip
        assert called in told
    assert KEY not in told
    assert caught.value.returncode == 2
    assert not file.exists()
    assert not Business.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SITE_URL", "http://localhost:8000", "Only this computer"),
        ("SITE_URL", "https://192.168.1.4", "Only this computer"),
        ("SITE_URL", "https://chat.lindqvist.se/chat", "nothing after the host"),
        ("DEFAULT_FROM_EMAIL", "maya@gmail.com", "Only gmail.com itself"),
        ("OWNER_EMAIL", "owner@northbound.example.com", "an example"),
        ("EMAIL_PROVIDER", "pigeon", "one of: file"),
        ("LLM_MODEL", "sk-ant-" + "api03-" + "Ab1" * 31 + "QAA", "looks like a key"),
    ],
)
def test_a_value_that_would_not_work_is_refused(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    with pytest.raises(WrongUse, match=words) as caught:
        run(tmp_path / ".env", *RENDER, f"--set={name}={value}", LLM_PROVIDER="openai")
    assert "sk-ant" not in str(caught.value)


def test_a_platform_gets_no_file_and_reads_what_to_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    run(file, *RENDER, "--set=SITE_URL=chat.lindqvist.se",
        EMAIL_PROVIDER="postmark", EMAIL_API_KEY=KEY)  # fmt: skip
    assert not file.exists()
    out, err = capsys.readouterr()
    assert KEY not in out + err
    assert "  SITE_URL=https://chat.lindqvist.se\n" in out
    assert "  EMAIL_API_KEY  (secret: paste it there)\n" in out
    assert "  TRUSTED_PROXIES=render\n" in out
    assert "OPS_TOKEN  (the button" in out
    assert "Name:  pm-bounces\n" in out and "Value: pm.mtasv.net\n" in out
    assert "Copy from Postmark: Sender Signatures" in out
    assert "v=DMARC1; p=none" in out
    assert "your-service.onrender.com" in out
    assert max(map(len, (out + err).splitlines())) < 80


def test_the_file_to_paste_from_holds_what_was_given_and_is_private(tmp_path: Path) -> None:
    paste = tmp_path / "paste.env"
    options = (*RENDER, "--set=SITE_URL=chat.lindqvist.se", f"--write-variables={paste}")
    run(tmp_path / ".env", *options, EMAIL_PROVIDER="postmark", EMAIL_API_KEY=KEY)
    assert stat.S_IMODE(paste.stat().st_mode) == 0o600
    values = env_file.parse(paste.read_text())
    assert values["EMAIL_API_KEY"] == KEY
    assert values["TRUSTED_PROXIES"] == "render"
    assert "SECRET_KEY" not in values, "the platform makes it"
    with pytest.raises(WrongUse, match="is there already"):
        run(tmp_path / ".env", *options, EMAIL_PROVIDER="postmark", EMAIL_API_KEY=KEY)


def test_a_server_with_docker_is_never_left_in_debug(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DEBUG=true\nEMAIL_API_KEY='kept'\n")
    run(file, "--platform=docker", "--name=Lindqvist", "--set=SITE_URL=chat.lindqvist.se")
    values = env_file.read(file).values
    assert values["DEBUG"] == "false"
    assert values["SITE_URL"] == "https://chat.lindqvist.se"
    assert "EMAIL_API_KEY='kept'\n" in file.read_text()


def test_a_rehearsal_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path / ".env", "--name=Lindqvist", "--dry-run")
    assert not list(tmp_path.iterdir())
    assert not Business.objects.exists()
    assert "nothing was written" in capsys.readouterr().err


def test_what_the_founder_wrote_is_not_overwritten_without_a_word(tmp_path: Path) -> None:
    Business.objects.create(pk=1, name="Lindqvist", headline="My own words", tagline="Mine")
    with pytest.raises(WrongUse, match="--replace-profile"):
        run(tmp_path / ".env", "--name=Another")
    run(tmp_path / ".env")
    assert Business.objects.get().tagline == "Mine"
    run(tmp_path / ".env", "--name=Another", "--replace-profile")
    business = Business.objects.get()
    assert (business.name, business.headline, business.tagline) == (
        "Another", "My own words", "Mine",
    )  # fmt: skip


def test_nothing_of_the_demo_is_left_in_the_founders_name(tmp_path: Path) -> None:
    load_demo()
    assert Business.objects.get().testimonials.exists()
    run(tmp_path / ".env", "--name=Lindqvist")
    business = Business.objects.get()
    assert business.name == "Lindqvist"
    assert not business.is_demo
    assert business.tagline == ""
    assert not business.testimonials.exists() and not business.opening_hours.exists()
    assert not KnowledgeEntry.objects.filter(is_demo=True).exists()


def test_the_demo_may_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_demo()
    run(tmp_path / ".env", "--name=Lindqvist", "--keep-demo")
    assert KnowledgeEntry.objects.filter(is_demo=True).exists()
    assert "remove_demo" in capsys.readouterr().out


def test_as_json_it_names_everything_and_shows_no_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    run(file, "--platform=docker", "--name=Lindqvist", "--contact-email=maya@lindqvist.se",
        "--set=SITE_URL=chat.lindqvist.se", "--json",
        EMAIL_PROVIDER="postmark", EMAIL_API_KEY=KEY)  # fmt: skip
    out, _ = capsys.readouterr()
    told: dict[str, Any] = json.loads(out)
    assert told["made_up"] == ["SECRET_KEY", "OPS_TOKEN"]
    assert told["variables"]["EMAIL_API_KEY"] is None
    assert told["variables"]["SITE_URL"] == "https://chat.lindqvist.se"
    assert {record["what"] for record in told["records"]} > {"What to do with fakes (DMARC)"}
    assert len(told["next"]) == 3
    for value in (KEY, *(env_file.read(file).values[name] for name in told["made_up"])):
        assert value not in out


def test_a_file_that_others_can_read_is_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / ".env"
    run(file, "--name=Lindqvist")
    file.chmod(0o644)
    before = file.read_bytes()
    run(file)
    assert file.read_bytes() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "closed to other accounts" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_changes_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WrongUse, match="cannot be written"):
        run(tmp_path / ".env", "--name=Lindqvist")
    assert not Business.objects.exists()


def test_a_write_that_fails_takes_the_profile_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / ".env"))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(WrongUse, match="No space left"):
        run(tmp_path / ".env", "--name=Lindqvist")
    assert not Business.objects.exists()
    assert not list(tmp_path.iterdir())


def test_on_the_platform_itself_its_own_variables_are_what_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path / ".env", "--name=Lindqvist", RENDER="true",
        SITE_URL="https://chat.lindqvist.se", LLM_MODEL="small")  # fmt: skip
    out, _ = capsys.readouterr()
    assert "At Render" in out
    assert "in the database of this computer" not in out
    assert not (tmp_path / ".env").exists()


def test_nobody_to_ask_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--non-interactive") as caught:
        call_command("setup", f"--env-file={tmp_path / '.env'}")
    assert caught.value.returncode == 2
