"""A person at a real terminal (a pseudo-terminal of 80 columns) in front of ``manage.py setup``."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Person:
    """Types lines and reads what is shown."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int) -> None:
        self.process = process
        self.screen = screen
        self.seen = ""
        self._read_to = 0

    def waits_for(self, text: str, seconds: float = 60) -> str:
        """Read on until ``text`` is shown; returns what was shown until then."""
        until = time.monotonic() + seconds
        while True:
            found = self.seen.find(text, self._read_to)
            if found >= 0:
                part = self.seen[self._read_to : found + len(text)]
                self._read_to = found + len(text)
                return part
            if time.monotonic() > until or not self._more():
                raise AssertionError(f"never shown: {text!r}\n{self.seen[-2000:]}")

    def answers(self, question: str, line: str) -> str:
        """Wait for a question and its prompt, then type a line."""
        shown = self.waits_for(question) + self.waits_for("> ")
        self.types(line + "\r")
        return shown

    def types(self, keys: str) -> None:
        """Keys as they are, such as a line with ``\\r`` or ``\\x03`` for Ctrl+C."""
        os.write(self.screen, keys.encode())

    def leaves(self, again: str = "", seconds: float = 60) -> int:
        """Read to the end; the exit code. ``again`` is pressed once more each five seconds: a key
        that comes while the terminal changes hands is lost, and a person presses it again.
        """
        until = time.monotonic() + seconds
        pressed = time.monotonic()
        while self._more():
            now = time.monotonic()
            if now > until:
                raise AssertionError(f"it does not end\n{self.seen[-2000:]}")
            if again and now - pressed > 5:
                pressed = now
                self.types(again)
        return self.process.wait(30)

    def _more(self) -> bool:
        if not select.select([self.screen], [], [], 0.5)[0]:
            return self.process.poll() is None
        try:
            data = os.read(self.screen, 65536)
        except OSError:
            # Linux says so when the other side has closed the terminal.
            return False
        self.seen += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """A machine on which nothing is set: a database and a .env of its own in ``folder``."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TERM": "dumb",
        "TZ": "Europe/Stockholm",
        "ENV_FILE": str(folder / ".env"),
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "COLUMNS": "80",
        **variables,
    }


@contextlib.contextmanager
def at_terminal(env: dict[str, str], *options: str) -> Iterator[Person]:
    """``manage.py setup`` with somebody in front of it."""
    screen, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "manage.py", "setup", *options],
        cwd=ROOT, env=env, stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(inner)
    try:
        yield Person(process, screen)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        os.close(screen)
