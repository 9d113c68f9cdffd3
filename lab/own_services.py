"""A PostgreSQL and a Redis of a test's own, to be stopped and started again."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from lab.ports import free_port


def _wait_for(port: int, *, open: bool = True, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if (probe.connect_ex(("127.0.0.1", port)) == 0) is open:
                return
        time.sleep(0.05)
    raise RuntimeError(f"port {port} is {'closed' if open else 'open'} after {seconds} s")


def postgres_tools() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    if found:
        return found[-1].parent
    where = shutil.which("initdb")
    return Path(where).parent if where else None


class OwnPostgres:
    """A cluster in a folder of its own. PostgreSQL refuses to run as root: then it is postgres'."""

    def __init__(self, tools: Path) -> None:
        self.tools, self.port = tools, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="own-postgres-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "slipway", "-A", "trust", "-N")
        self.start()

    @property
    def url(self) -> str:
        """For DATABASE_URL."""
        return f"postgres://slipway@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w",
                  "-o", options, "start")  # fmt: skip

    def kill(self) -> None:
        """SIGKILL to the server and to each process of its connections; wait until all are gone.

        Left alive, one of them would keep the shared memory, and the next start is refused.
        """
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        server = psutil.Process(first)
        victims = [server, *server.children(recursive=True)]
        for victim in victims:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill()
        psutil.wait_procs(victims, timeout=30)

    def stop(self) -> None:
        """Stop at once, as a machine that loses power."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def close(self) -> None:
        """Stop and take everything away."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, tool: str, *words: str) -> None:
        whole = [str(self.tools / tool), *words]
        if os.getuid() == 0:
            whole = ["runuser", "-u", "postgres", "--", *whole]
        subprocess.run(
            whole, check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip


class OwnNginx:
    """What stands in front of an app on the port ``behind``, once it is started. It waits two
    seconds for an answer. ``page`` is shown, with 503, in place of its own error pages.
    """

    def __init__(self) -> None:
        self.port, self.behind, self.page = free_port(), 0, ""
        self.folder = Path(tempfile.mkdtemp(prefix="own-nginx-"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start as it is set up now, and wait until it answers."""
        (self.folder / "own.html").write_text(self.page)
        own = "error_page 502 504 =503 /own.html; location = /own.html { root ROOT; internal; }"
        text = f"""daemon off; worker_processes 1; pid {self.folder}/pid; error_log stderr crit;
            events {{ worker_connections 128; }}
            http {{ access_log off;
              client_body_temp_path {self.folder}/a; proxy_temp_path {self.folder}/b;
              fastcgi_temp_path {self.folder}/c; uwsgi_temp_path {self.folder}/d;
              scgi_temp_path {self.folder}/e;
              server {{ listen 127.0.0.1:{self.port}; {own if self.page else ""}
                location / {{ proxy_pass http://127.0.0.1:{self.behind};
                  proxy_set_header Host $http_host; proxy_read_timeout 2s; }} }} }}"""
        (self.folder / "conf").write_text(text.replace("ROOT", str(self.folder)))
        (self.folder).chmod(0o755)
        self._process = subprocess.Popen(
            ["nginx", "-c", str(self.folder / "conf"), "-p", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(self.port)

    def stop(self) -> None:
        """Stop at once."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def close(self) -> None:
        """Stop and take everything away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class OwnRedis:
    """A server that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.start()

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(self.port)

    def stop(self) -> None:
        """Stop at once."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Stop if it runs."""
        if self._process.poll() is None:
            self.stop()


@contextlib.contextmanager
def own_services() -> Iterator[tuple[OwnPostgres, OwnRedis]]:
    """Both, and neither afterwards. Raises ``RuntimeError`` where PostgreSQL is not installed."""
    tools = postgres_tools()
    if tools is None:
        raise RuntimeError("PostgreSQL's initdb is not installed")
    with contextlib.ExitStack() as stack:
        postgres = OwnPostgres(tools)
        stack.callback(postgres.close)
        redis = OwnRedis()
        stack.callback(redis.close)
        yield postgres, redis
