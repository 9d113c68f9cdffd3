"""Settings as a process meets them: build steps need nothing, a server says all that is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ops.environment import render_example
from tests.live_site import ROOT, free_port
from tests.own_process import BARE, printed, run

KEY = "a-long-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz"
GOOD = {"SECRET_KEY": KEY, "SITE_URL": "https://coach.example.com"}


def setting(name: str, **variables: str) -> str:
    """A setting as a fresh process prints it."""
    return printed(f"from config import settings; print(settings.{name})", **variables)


@pytest.mark.parametrize(
    "command",
    [
        ["collectstatic", "--noinput", "--dry-run", "--verbosity", "0"],
        ["makemigrations", "--check", "--dry-run"],
    ],
)
def test_build_steps_need_no_variable(command: list[str]) -> None:
    done = run("manage.py", *command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_build_steps_bear_bad_variables() -> None:
    done = run("-c", "import config.settings", DATABASE_URL="postgres://u:a/b@h/d", DEBUG="maybe")
    assert done.returncode == 0, done.stderr


def serve(**variables: str) -> subprocess.CompletedProcess[str]:
    """Try to start the server, with the same entry point as production."""
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    return subprocess.run(
        [gunicorn],
        cwd=ROOT,
        env={**BARE, "PORT": str(free_port()), "HOST": "127.0.0.1", **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_server_says_everything_that_is_wrong_at_once_and_shows_no_value() -> None:
    done = serve(OPS_TOKEN="sh0rt", DATABASE_URL="postgres://u:hunt/er2@h/d", LOG_LEVEL="LOUD")
    assert done.returncode != 0
    for name in ("SECRET_KEY", "SITE_URL", "OPS_TOKEN", "DATABASE_URL", "LOG_LEVEL"):
        assert f"- {name} " in done.stderr
    for value in ("sh0rt", "hunt", "LOUD"):
        assert value not in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_email_and_redis_do_not_keep_a_server_down() -> None:
    code = "from config import settings; print(repr(settings.ENVIRONMENT.refusal_text()))"
    done = run("-c", code, **GOOD)
    assert done.stdout.strip() == "''"


def test_the_platform_host_stands_in_for_the_address() -> None:
    variables = {"SECRET_KEY": KEY, "RENDER_EXTERNAL_HOSTNAME": "coach.onrender.com"}
    assert setting("SITE_URL", **variables) == "https://coach.onrender.com"
    assert setting("ENVIRONMENT.refusal_text()", **variables) == ""
    assert "coach.onrender.com" in setting("ALLOWED_HOSTS", **variables)


def test_both_the_own_host_and_the_platforms_are_answered() -> None:
    variables = {**GOOD, "RENDER_EXTERNAL_HOSTNAME": "coach.onrender.com"}
    hosts = setting("ALLOWED_HOSTS", **variables)
    assert "coach.example.com" in hosts
    assert "coach.onrender.com" in hosts


def test_every_host_has_its_trusted_origin() -> None:
    origins = setting("CSRF_TRUSTED_ORIGINS", **GOOD, ALLOWED_HOSTS="www.example.com")
    assert "https://coach.example.com" in origins
    assert "https://www.example.com" in origins


@pytest.mark.parametrize(
    ("site", "secure"), [("https://coach.example.com", "True"), ("http://192.0.2.7:8000", "False")]
)
def test_https_follows_the_address(site: str, secure: str) -> None:
    variables = {"SECRET_KEY": KEY, "SITE_URL": site}
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert setting(name, **variables) == secure


def test_a_forwarded_scheme_is_believed_only_behind_a_trusted_proxy() -> None:
    look = "__dict__.get('SECURE_PROXY_SSL_HEADER')"
    assert setting(look, **GOOD) == "None"
    assert "X_FORWARDED_PROTO" in setting(look, **GOOD, TRUSTED_PROXIES="render")


def test_hosts_that_are_anything_are_never_allowed() -> None:
    assert setting("ALLOWED_HOSTS", **GOOD) == "['coach.example.com']"
    assert "127.0.0.1" in setting("ALLOWED_HOSTS", DEBUG="true")


def test_without_a_key_each_process_makes_its_own() -> None:
    assert setting("SECRET_KEY") != setting("SECRET_KEY")


def test_an_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("ADMIN_PATH=from-file\nOWNER_EMAIL=file@example.com\n")
    variables = {"ENV_FILE": str(file), "ADMIN_PATH": "from-environment"}
    assert setting("ADMIN_PATH", **variables) == "from-environment"
    assert setting("OWNER_EMAIL", **variables) == "file@example.com"


def test_check_deploy_names_what_is_wrong() -> None:
    done = run("manage.py", "check", "--deploy", OPS_TOKEN="sh0rt", **GOOD)
    assert done.returncode != 0
    assert "ops.env.OPS_TOKEN" in done.stdout + done.stderr
    assert "sh0rt" not in done.stdout + done.stderr


def test_the_example_file_is_what_the_manifest_makes() -> None:
    from config.env import MANIFEST

    assert (ROOT / ".env.example").read_text() == render_example(MANIFEST)


def test_the_suite_takes_nothing_from_the_machine_but_where_its_data_lives() -> None:
    from config.env import MANIFEST

    leaked = {v.name: "x" for v in MANIFEST if v.name not in ("DATABASE_URL", "REDIS_URL")}
    code = "import tests.settings as s; print(s.LLM_PROVIDER, s.LLM_MODEL, s.ADMIN_PATH)"
    done = run("-c", code, **leaked)
    assert done.stdout.split() == ["builtin", "admin"], done.stderr
