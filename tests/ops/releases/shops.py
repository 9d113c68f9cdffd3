"""A made-up product of several releases, released for real in processes of their own.

It is this project without its pages, and with an app ``shop`` whose migrations differ from release
to release and whose steps can be made slow, so that they can be stopped in the middle.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from lab.databases import own_database
from tests.live_site import ROOT

SETTINGS = """
from config.settings import *
INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if app != "ops.admin_site.AdminConfig"),
    "django.contrib.admin.apps.SimpleAdminConfig",
    "shop.apps.ShopConfig",
]
ROOT_URLCONF = "shop.urls"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""
APPS = """
import os
import time
from django.apps import AppConfig

SLOW = os.environ.get("SLOW", "")
SLOW_PLACES = {
    "settings": "_check_settings", "migration safety": "pending", "warm-up": "_warm_up",
}


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        from ops.releases import going_out, record, warming

        def slowly(function):
            def run(*args, **kwargs):
                end = time.monotonic() + 40
                while not os.path.exists(os.environ.get("SLOW_UNTIL", "")):
                    time.sleep(0.1)
                    assert time.monotonic() < end
                return function(*args, **kwargs)
            return run

        if SLOW in SLOW_PLACES:
            setattr(going_out, SLOW_PLACES[SLOW], slowly(getattr(going_out, SLOW_PLACES[SLOW])))
        if SLOW == "record":
            record.done = slowly(record.done)
        warming._work.clear()
        if os.environ.get("BROKEN_WARMING"):
            warming.register("the shop window", lambda: 1 / 0)
"""
INITIAL = """
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [migrations.CreateModel("Thing", [
        ("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=50)),
        ("old", models.CharField(max_length=50, default="", db_default="")),
    ])]
"""


@dataclass(slots=True)
class Run:
    """One ``manage.py release``, watched."""

    process: subprocess.Popen[str]
    words: list[str] = field(default_factory=list)
    _reader: threading.Thread | None = None

    def watch(self) -> Run:
        """Read what it says while it runs."""

        def read() -> None:
            assert self.process.stderr
            for line in self.process.stderr:
                self.words.append(line.rstrip())

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        return self

    @property
    def text(self) -> str:
        return "\n".join(self.words)

    def until(self, words: str, seconds: float = 60) -> Run:
        """Wait until it says this."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < end, f"never said {words!r}:\n{self.text}"
            assert self.process.poll() is None or words in self.text, self.text
            time.sleep(0.05)
        return self

    def kill(self) -> None:
        """Without a word."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def end(self, seconds: float = 60) -> int:
        """Its exit code."""
        code = self.process.wait(seconds)
        if self._reader:
            self._reader.join(5)
        return code


@dataclass(slots=True)
class Shop:
    """One release's code: a folder with the app, over a database that all its releases share."""

    folder: Path
    version: str
    env: dict[str, str]

    def release(self, *words: str, **variables: str) -> Run:
        """Start to bring it out."""
        return self.manage("release", *words, **variables)

    def manage(self, *words: str, **variables: str) -> Run:
        """Any command of its code."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.env | {"PYTHONPATH": str(self.folder), "RELEASE_VERSION": self.version}
            | variables,
        )  # fmt: skip
        return Run(process).watch()


def shop(folder: Path, version: str, address: str, **migrations: str) -> Shop:
    """Write the code of a release; ``migrations`` are name to source, beside the first."""
    code = folder / version
    inside = code / "shop" / "migrations"
    inside.mkdir(parents=True)
    (code / "shop_settings.py").write_text(SETTINGS)
    (code / "shop" / "__init__.py").touch()
    (code / "shop" / "urls.py").write_text("urlpatterns = []\n")
    (code / "shop" / "apps.py").write_text(APPS)
    (inside / "__init__.py").touch()
    (inside / "m0001_initial.py").write_text(INITIAL)
    for name, source in migrations.items():
        (inside / f"{name}.py").write_text(source)
    env = {
        "PATH": os.environ["PATH"], "ENV_FILE": "", "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "shop_settings", "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": "http://127.0.0.1:8000", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    return Shop(code, version, env)


def migration(after: str, *operations: str, atomic: bool = True, more: str = "") -> str:
    """The source of a migration."""
    return f"""
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", {after!r})]
    atomic = {atomic}
    {more}
    operations = [{", ".join(operations)}]
"""


def database(prefix: str) -> AbstractContextManager[str]:
    """The address of an empty PostgreSQL database."""
    return own_database(os.environ["DATABASE_URL"], prefix)


def rows(address: str, sql: str) -> list[tuple[Any, ...]]:
    """What a database says."""
    with psycopg.connect(address) as connection:
        return connection.execute(sql).fetchall()
