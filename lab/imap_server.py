"""A mailbox on loopback that speaks IMAP4rev1 (RFC 3501) over real TLS, as far as a reader needs.

With special-use folders (RFC 6154), UIDPLUS (RFC 4315), MOVE (RFC 6851) and Gmail's two extensions
(https://developers.google.com/gmail/imap/imap-extensions), each of which can be left out.
"""

from __future__ import annotations

import contextlib
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
_WORDS = re.compile(r'"((?:\\.|[^"\\])*)"|(\([^)]*\))|(\S+)')


@dataclass
class Mail:
    """One email in a folder."""

    uid: int
    content: bytes
    category: str = ""
    deleted: bool = False


@dataclass
class ImapServer:
    """``folders`` is what is there, by the name and with the flags that LIST gives."""

    user: str = "tests@example.com"
    password: str = "an app password"
    flags: dict[str, str] = field(
        default_factory=lambda: {
            "INBOX": "",
            "Junk": "\\Junk",
            "Sent": "\\Sent",
            "Trash": "\\Trash",
        }
    )
    capabilities: str = "SPECIAL-USE LIST-EXTENDED UIDPLUS"
    offers_tls: bool = True
    #: The id of an email may stand after its header, and a folder may only be read.
    uid_last: bool = False
    read_only: str = ""
    port: int = 0
    folders: dict[str, list[Mail]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    _uid: int = 100

    def deliver(self, folder: str, content: bytes, category: str = "") -> None:
        """Put an email into a folder."""
        self._uid += 1
        self.folders.setdefault(folder, []).append(Mail(self._uid, content, category))

    @property
    def count(self) -> int:
        """All emails there are."""
        return sum(len(mails) for mails in self.folders.values())


class _Session(socketserver.StreamRequestHandler):
    box: ImapServer
    context: ssl.SSLContext
    implicit: bool

    def setup(self) -> None:
        if self.implicit:
            self.request = self.context.wrap_socket(self.request, server_side=True)
        super().setup()
        self.folder, self.writing, self.signed_in = "", False, False

    def handle(self) -> None:
        self.send("* OK ready")
        while line := self.read():
            tag, _, rest = line.partition(" ")
            self.box.said.append(rest if not rest.upper().startswith("LOGIN") else "LOGIN")
            name, _, arguments = rest.partition(" ")
            if name.upper() == "UID":
                name, _, arguments = arguments.partition(" ")
                name = f"UID_{name}"
            words = [a or b or c for a, b, c in _WORDS.findall(arguments)]
            act = getattr(self, f"do_{name.upper()}", None)
            answer = act(*words) if act else "BAD unknown"
            self.send(f"{tag} {answer}")
            if name.upper() == "LOGOUT":
                return
            if name.upper() == "STARTTLS" and answer.startswith("OK"):
                self.request = self.context.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def read(self) -> str:
        line = b""
        while True:
            piece = self.rfile.readline()
            line += piece
            literal = _LITERAL.search(line)
            if not literal:
                return line.decode().strip()
            self.send("+ go on")
            line = _LITERAL.sub(b"", line) + b'"' + self.rfile.read(int(literal[1])) + b'"'

    def send(self, text: str | bytes) -> None:
        self.wfile.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def mails(self) -> list[Mail]:
        return self.box.folders.setdefault(self.folder, [])

    def chosen(self, uids: str) -> list[Mail]:
        wanted = {int(uid) for uid in uids.split(",")}
        return [mail for mail in self.mails() if mail.uid in wanted]

    def do_CAPABILITY(self) -> str:
        more = self.box.capabilities if self.signed_in else ""
        tls = "STARTTLS" if self.box.offers_tls and not self.implicit else ""
        self.send(f"* CAPABILITY IMAP4rev1 {tls} {more}".rstrip())
        return "OK done"

    def do_STARTTLS(self) -> str:
        return "OK begin" if self.box.offers_tls else "BAD not here"

    def do_LOGIN(self, user: str, password: str) -> str:
        self.signed_in = (user, password) == (self.box.user, self.box.password)
        return "OK in" if self.signed_in else "NO [AUTHENTICATIONFAILED] Invalid credentials"

    def do_LIST(self, *words: str) -> str:
        marked = "RETURN" in words or "SPECIAL-USE" not in self.box.capabilities
        for name, flags in self.box.flags.items():
            self.send(f'* LIST ({flags if marked else ""}) "/" "{name}"')
        return "OK listed"

    def do_SELECT(self, folder: str) -> str:
        if folder not in self.box.flags:
            return "NO no such folder"
        self.folder, self.writing = folder, True
        self.send(f"* {len(self.mails())} EXISTS")
        if folder == self.box.read_only:
            return "OK [READ-ONLY] selected"
        return "OK [READ-WRITE] selected"

    def do_EXAMINE(self, folder: str) -> str:
        answer = self.do_SELECT(folder)
        self.writing = False
        return answer.replace("READ-WRITE", "READ-ONLY")

    def do_UID_SEARCH(self, *words: str) -> str:
        found = self.mails()
        if "DELETED" in words:
            found = [mail for mail in found if mail.deleted]
        if "UID" in words:
            found = self.chosen(words[words.index("UID") + 1])
        if "X-GM-RAW" in words:
            wanted = words[words.index("X-GM-RAW") + 1].removeprefix("category:")
            found = [mail for mail in found if mail.category == wanted]
        self.send("* SEARCH " + " ".join(str(mail.uid) for mail in found))
        return "OK found"

    def do_UID_FETCH(self, uids: str, *what: str) -> str:
        for number, mail in enumerate(self.chosen(uids), start=1):
            header = mail.content.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            uid = f"UID {mail.uid}"
            before, after = ("", f" {uid}") if self.box.uid_last else (f"{uid} ", "")
            start = f"* {number} FETCH ({before}BODY[HEADER.FIELDS (TO)] {{{len(header)}}}\r\n"
            self.send(start.encode() + header + after.encode() + b")")
        return "OK fetched"

    def do_UID_STORE(self, uids: str, *what: str) -> str:
        if not self.writing:
            return "NO read only"
        for mail in self.chosen(uids):
            mail.deleted = True
        return "OK stored"

    def do_UID_EXPUNGE(self, uids: str) -> str:
        gone = [mail for mail in self.chosen(uids) if mail.deleted]
        self.box.folders[self.folder] = [mail for mail in self.mails() if mail not in gone]
        return "OK expunged"

    def do_EXPUNGE(self) -> str:
        self.box.folders[self.folder] = [mail for mail in self.mails() if not mail.deleted]
        return "OK expunged"

    def do_UID_MOVE(self, uids: str, there: str) -> str:
        if not self.writing:
            return "NO read only"
        for mail in self.chosen(uids):
            self.mails().remove(mail)
            self.box.deliver(there, mail.content)
        return "OK moved"

    def do_LOGOUT(self) -> str:
        self.send("* BYE")
        return "OK bye"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us hangs up; that is no news."""


@contextlib.contextmanager
def imap_server(
    context: ssl.SSLContext, *, implicit: bool = True, **values: Any
) -> Iterator[ImapServer]:
    """A running one; ``implicit`` is TLS from the first byte, else STARTTLS is offered."""
    box = ImapServer(**values)
    session = type("Session", (_Session,), {"box": box, "context": context, "implicit": implicit})
    server = _Server(("127.0.0.1", 0), session)
    box.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
