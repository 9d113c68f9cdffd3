"""The blueprints' own commands, run as Render runs them: a new virtual environment, then the site.

Takes a minute or two, for the packages are really installed.
"""

from __future__ import annotations

import base64
import os
import secrets
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from tests.deploy.test_render_files import FILES, ROOT, given_to, service
from tests.live_site import free_port

pytestmark = [pytest.mark.services, pytest.mark.measure, pytest.mark.xdist_group("processes")]

HOST = "slipway-ab12.onrender.com"
MEMORY = 512 * 1024 * 1024


def test_the_free_blueprint_builds_and_serves_within_its_machine(tmp_path: Path) -> None:
    code, venv, port = tmp_path / "src", tmp_path / "venv", free_port()
    ignored = shutil.ignore_patterns(".git", ".venv", "var", ".env", "*cache*", "node_modules")
    shutil.copytree(ROOT, code, ignore=ignored)
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    base, name = os.environ["DATABASE_URL"], f"render_{uuid.uuid4().hex[:8]}"
    blueprint = FILES["render-free.yaml"]
    web = service(blueprint, "web")
    env = {
        "PATH": f"{venv}/bin:/usr/bin:/bin", "HOME": str(tmp_path), "RENDER": "true",
        "RENDER_EXTERNAL_HOSTNAME": HOST, "RENDER_GIT_COMMIT": "0123456789abcdef", "ENV_FILE": "",
        "PORT": str(port), "DATABASE_URL": f"{base.rpartition('/')[0]}/{name}",
        "OWNER_EMAIL": "maya@northbound.example.com",
        **{key: os.environ[key] for key in ("PIP_INDEX_URL", "PIP_CONFIG_FILE")
           if key in os.environ},
    }  # fmt: skip
    for key, entry in given_to(blueprint, "web").items():
        if entry.get("generateValue"):
            env[key] = base64.b64encode(secrets.token_bytes(32)).decode()
        elif "value" in entry:
            env[key] = entry["value"]
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    try:
        for again in range(2):
            began = time.monotonic()
            built = subprocess.run(
                ["sh", "-c", web["buildCommand"]], cwd=code, env=env, check=False,
                capture_output=True, text=True,
            )  # fmt: skip
            assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
            print(f"build {again + 1}: {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        process = subprocess.Popen(["sh", "-c", f"exec {web['startCommand']}"], cwd=code, env=env)
        try:
            _serves(f"http://127.0.0.1:{port}", web["healthCheckPath"], began)
            tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children()]
            used = sum(one.memory_info().rss for one in tree)
            print(f"memory: {used / 1024 / 1024:.0f} MB")
            assert used < MEMORY
        finally:
            process.terminate()
            assert process.wait(30) == 0
    finally:
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")


def _serves(url: str, health: str, began: float) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{url}{health}", timeout=2).status_code == 200:
                break
        except httpx.HTTPError:
            time.sleep(0.1)
    print(f"healthy after {time.monotonic() - began:.1f} s")
    router = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    page = httpx.get(f"{url}/", headers=router, timeout=10)
    assert page.status_code == 200 and "Northbound" in page.text
    assert httpx.get(f"{url}/setup/", headers=router, timeout=10).status_code == 200
    assert httpx.get(f"{url}{health}").json()["version"] == "0123456789ab"
