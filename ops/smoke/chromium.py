"""A real browser without a window, told what to do over two pipes (the DevTools protocol).

Any Chromium will do that the machine has: nothing is installed for it, and no port is opened.
https://chromedevtools.github.io/devtools-protocol/ names the methods and events used here.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check",
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--mute-audio",
    "--window-size=1280,900", "--lang=en",
    # One process for the page and its frames, so that one session speaks with all of them; and a
    # page that is made up here may ask a site on this machine or in this network.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,LocalNetworkAccessChecks,"
    "PrivateNetworkAccessSendPreflights,BlockInsecurePrivateNetworkRequests",
)  # fmt: skip

Message = dict[str, Any]


class BrowserGone(Exception):
    """It could not be started, or does not answer any more."""


def find() -> str:
    """The path of a browser on this machine, or ""."""
    if sys.platform == "win32":
        return ""  # The two pipes need a system with numbered files.
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((place for place in PLACES if os.access(place, os.X_OK)), "")


class Chromium:
    """One running browser, with one page of its own: ``call`` and ``evaluate``.

    ``on_event`` hears every event while a call or a wait goes on; it may ``post`` and not ``call``.
    """

    def __init__(self, process: subprocess.Popen[bytes], write: int, read: int) -> None:
        self._process, self._write, self._read = process, write, read
        self._buffer, self._next, self._session = b"", 0, ""
        self._contexts: dict[str, int] = {}
        self.on_event: Callable[[str, Message], None] = lambda name, data: None

    def call(self, method: str, *, seconds: float = 20, **params: Any) -> Message:
        """Ask, and wait for the answer."""
        wanted = self.post(method, **params)
        for message in self._messages(time.monotonic() + seconds):
            if message.get("id") == wanted:
                if "error" in message:
                    raise BrowserGone(f"{method}: {message['error'].get('message', '')}")
                answer: Message = message.get("result", {})
                return answer
        raise BrowserGone(f"the browser does not answer within {seconds:.0f} seconds")

    def post(self, method: str, **params: Any) -> int:
        """Tell, without waiting."""
        self._next += 1
        message: Message = {"id": self._next, "method": method, "params": params}
        if self._session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._write, data) :]
        except OSError:
            raise BrowserGone("the browser ended by itself") from None
        return self._next

    def open(self) -> None:
        """Make the page and listen to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def version(self) -> str:
        """Such as ``Chromium 140``."""
        product = str(self.call("Browser.getVersion").get("product", ""))
        name, _, number = product.partition("/")
        return f"{name.removeprefix('Headless')} {number.partition('.')[0]}".strip()

    def evaluate(self, expression: str, *, frame: str = "") -> Any:
        """The value of some JavaScript, in the page or in the frame whose address begins so."""
        where: Message = {}
        if frame:
            context = self._contexts.get(self._frame(frame))
            if context is None:
                return None
            where["contextId"] = context
        try:
            found = self.call(
                "Runtime.evaluate", expression=expression, returnByValue=True, **where
            )
        except BrowserGone:
            if self._process.poll() is None:
                return None  # The page has just been exchanged for another.
            raise
        return found.get("result", {}).get("value")

    def wait_for(self, expression: str, *, seconds: float, frame: str = "") -> Any:
        """The first value of it that is true; None when there is none in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.evaluate(expression, frame=frame):
                return value
            for _ in self._messages(time.monotonic() + 0.1):
                pass
        return None

    def write(self, text: str) -> None:
        """Type into what has the focus, and press Enter."""
        self.call("Input.insertText", text=text)
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r",
                      windowsVirtualKeyCode=13)  # fmt: skip

    def _frame(self, address: str) -> str:
        tree = self.call("Page.getFrameTree")["frameTree"]
        for child in tree.get("childFrames", []):
            if str(child["frame"].get("url", "")).startswith(address):
                return str(child["frame"]["id"])
        return ""

    def _messages(self, end: float) -> Iterator[Message]:
        """What the browser says until then; events are passed on first."""
        while True:
            while b"\0" in self._buffer:
                raw, _, self._buffer = self._buffer.partition(b"\0")
                message = json.loads(raw)
                if "method" in message:
                    self._note(message["method"], message.get("params", {}))
                yield message
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                return
            piece = os.read(self._read, 1 << 16)
            if not piece:
                raise BrowserGone("the browser ended by itself")
            self._buffer += piece

    def _note(self, name: str, data: Message) -> None:
        if name == "Runtime.executionContextCreated":
            about = data["context"].get("auxData", {})
            if about.get("isDefault"):
                self._contexts[about.get("frameId", "")] = data["context"]["id"]
        elif name == "Runtime.executionContextsCleared":
            self._contexts.clear()
        self.on_event(name, data)


@contextlib.contextmanager
def started(path: str) -> Iterator[Chromium]:
    """A browser with a profile of its own; gone afterwards, with all that it kept."""
    flags = [*FLAGS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to have one as root, as in containers.
    with tempfile.TemporaryDirectory(prefix="smoke-browser-", ignore_cleanup_errors=True) as home:
        theirs_in, ours_out = _pipe()
        ours_in, theirs_out = _pipe()
        process = subprocess.Popen(  # noqa: S603 - the path is the owner's or was found by name
            [sys.executable, "-IS", "-c", _BECOME, str(theirs_in), str(theirs_out), path, *flags,
             f"--user-data-dir={Path(home) / 'profile'}", "about:blank"],
            pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            browser = Chromium(process, ours_out, ours_in)
            browser.open()
            yield browser
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            os.close(ours_out)
            os.close(ours_in)


#: Chromium reads from 3 and writes to 4, whatever the pipes are called here.
_BECOME = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)


def _pipe() -> tuple[int, int]:
    """A pipe whose numbers are far from 3 and 4."""
    import fcntl

    made = os.pipe()
    moved = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 10) for number in made]
    for number in made:
        os.close(number)
    return moved[0], moved[1]
