"""An image run as a container engine runs it with a read-only root.

Its own process numbers (so that the command is number 1, and hears only the signals it asked for),
its own view of the disk (the root read-only, ``/tmp`` in memory, one folder to write in), no
capability, no way to more rights, and a memory limit where this machine can set one. The network is
this machine's own: nothing here keeps one container from another.
"""

from __future__ import annotations

import contextlib
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from lab.image.build import Image

#: Where version 1 of the kernel's control groups keeps memory.
GROUPS = Path("/sys/fs/cgroup/memory")


class Gone(Exception):
    """It has ended, or never began; the message holds its last words."""


@dataclass(slots=True)
class Container:
    """A running image."""

    image: Image
    process: subprocess.Popen[bytes]
    log: Path
    group: Path | None = None

    @property
    def first(self) -> psutil.Process:
        """Its process number 1, by this machine's numbers; waits a moment for it to be made."""
        for _ in range(100):
            if self.process.poll() is None and (
                made := psutil.Process(self.process.pid).children()
            ):
                return made[0]
            time.sleep(0.05)
        raise Gone(self.log.read_text(errors="replace")[-1500:])

    def processes(self) -> list[psutil.Process]:
        """All of its processes."""
        return [self.first, *self.first.children(recursive=True)]

    def memory_mb(self) -> float:
        """What its processes hold, pages they share counted once."""
        return sum(process.memory_full_info().pss for process in self.processes()) / 1e6

    def peak_mb(self) -> float:
        """The most that its control group was charged with, disk cache included; 0 without one."""
        if self.group is None:
            return 0.0
        return round(int((self.group / "memory.max_usage_in_bytes").read_text()) / 1e6, 1)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Another command in it, as the image's own user."""
        return subprocess.run(
            ["nsenter", "--target", str(self.first.pid), "--mount", "--pid", "--root",
             *_as_user(self.image), "sh", "-c", f'cd {shlex.quote(self.image.cwd)} && exec "$@"',
             "sh", *command],
            env=self.image.env | _own(self.image), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def stop(self, seconds: float = 30) -> tuple[int, float]:
        """SIGTERM to number 1, as ``docker stop``; its exit code and how long it took.

        One that does not end in time is killed, and its code is that of SIGKILL.
        """
        told = time.monotonic()
        self.first.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            code = -signal.SIGKILL
        return code, time.monotonic() - told

    def kill(self) -> None:
        """At once."""
        with contextlib.suppress(psutil.Error, Gone):
            self.first.kill()
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def running(
    image: Image,
    writable: Path,
    log: Path,
    *,
    command: list[str] | None = None,
    memory_mb: int = 0,
    **variables: str,
) -> Iterator[Container]:
    """The image's command (or another), with ``writable`` as its ``/app/var``."""
    env = image.env | variables
    group = _group(memory_mb) if memory_mb else None
    image = Image(image.root, env, image.cwd, image.user, image.command, image.health)
    script = _mounts(image, writable, group) + shlex.join(
        ["chroot", str(image.root), *_as_user(image), "sh", "-c",
         f'cd {shlex.quote(image.cwd)} && exec "$@"', "sh", *(command or image.command)]
    )  # fmt: skip
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", script],
            env=env | _own(image),
            stdout=output,
            stderr=output,
        )
    container = Container(image, process, log, group)
    try:
        yield container
    finally:
        if process.poll() is None:
            container.kill()
        if group is not None:
            _remove(group)


def _own(image: Image) -> dict[str, str]:
    return {"HOME": image.cwd}


def _as_user(image: Image) -> list[str]:
    user, _, group = image.user.partition(":")
    return ["setpriv", f"--reuid={user}", f"--regid={group or user}", "--clear-groups",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]  # fmt: skip


def _mounts(image: Image, writable: Path, group: Path | None) -> str:
    root, user = shlex.quote(str(image.root)), image.user
    lines = [
        f"mount --bind {root} {root}",
        f"mount -t tmpfs -o mode=1777,size=64m tmpfs {root}/tmp",
        f"chown {user} {shlex.quote(str(writable))}",
        f"mount --bind {shlex.quote(str(writable))} {root}{image.cwd}/var",
        f"mount -t proc proc {root}/proc",
        f"mount -t tmpfs -o mode=755,size=1m tmpfs {root}/dev",
        *(f"touch {root}/dev/{name} && mount --bind /dev/{name} {root}/dev/{name}"
          for name in ("null", "zero", "random", "urandom")),
        f"mkdir -m 1777 {root}/dev/shm",
        f"mount -t tmpfs -o mode=1777,size=64m tmpfs {root}/dev/shm",
        # Names are found as on this machine; an engine brings these two files as well.
        *(f"mount --bind {path} {root}{path}" for path in ("/etc/resolv.conf", "/etc/hosts")
          if (image.root / path.lstrip("/")).exists()),
        f"mount -o remount,ro,bind {root}",
    ]  # fmt: skip
    if group is not None:
        lines.append(f"echo $$ > {group}/cgroup.procs")
    return " && ".join(lines) + " && exec "


def _group(memory_mb: int) -> Path | None:
    """A control group with that limit, or None where this machine has none to give."""
    group = GROUPS / f"slipway-image-{time.monotonic_ns()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(memory_mb * 1024 * 1024))
    except OSError:
        return None
    return group


def _remove(group: Path) -> None:
    """It can go once the kernel has seen its last process off, a moment after that has ended."""
    for _ in range(50):
        with contextlib.suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)
