"""A mailbox looked into over IMAP (RFC 3501): did our email arrive, and in which folder.

Nothing else in it is read: the addresses and ids of the newest emails are compared here, since
servers differ in how they search, and only emails with a mark of ours are ever deleted.
"""

from __future__ import annotations

import email
import email.policy
import imaplib
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from ops.smoke.folders import Folder, parse

#: The newest emails of a folder that are looked at, and how old they may be.
NEWEST = 60
DAYS = 2
#: Folders besides the inbox and the junk that are looked into: a rule may have filed it there.
MOST_FOLDERS = 25
#: What Gmail sorts the inbox into, as its own search calls it.
CATEGORIES = {"promotions": "Promotions", "social": "Social", "updates": "Updates",
              "forums": "Forums"}  # fmt: skip
_UID = re.compile(rb"UID (\d+)")
#: What imaplib gives for a command: OK or not, and lines, of which some are pairs with a literal.
Told = tuple[str, list[Any]]


class MailboxError(Exception):
    """It cannot be looked into: why, and what to change (``fix``)."""

    def __init__(self, said: str, fix: str) -> None:
        super().__init__(said)
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Found:
    """Where an email is. ``category`` is Gmail's tab of the inbox, or ""."""

    folder: Folder
    uid: str
    category: str = ""


class Mailbox:
    """A signed-in mailbox; raises ``MailboxError``. Use it with ``with``."""

    def __init__(self, url: str, *, seconds: float) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self.port = parts.port or (993 if parts.scheme == "imaps" else 143)
        self._implicit = parts.scheme == "imaps"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._seconds = seconds
        self._imap: imaplib.IMAP4 = self._connected()
        self._sign_in()
        self.is_gmail = "X-GM-EXT-1" in self._imap.capabilities
        self.folders = self._folders()

    def __enter__(self) -> Mailbox:
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError):
            return

    def find(self, wanted: Callable[[str], bool]) -> Found | None:
        """The newest email with a header that is wanted: inbox first, then junk, then the rest."""
        for folder in self.folders[: MOST_FOLDERS + 2]:
            for uid in self._matching(folder, wanted):
                return Found(folder, uid, self._category(folder, uid))
        return None

    def wait_for(self, wanted: Callable[[str], bool], *, seconds: float) -> Found | None:
        """The same, looked for again every two seconds until it is there."""
        end = time.monotonic() + seconds
        while True:
            found = self.find(wanted)
            if found or time.monotonic() > end:
                return found
            time.sleep(2)

    def delete(self, wanted: Callable[[str], bool]) -> int:
        """Delete what is wanted, wherever it is; returns how many emails that were."""
        gone = 0
        bin_ = next((folder for folder in self.folders if folder.is_bin), None)
        for folder in self.folders[: MOST_FOLDERS + 2]:
            uids = list(self._matching(folder, wanted, writing=True))
            if uids and self.is_gmail and bin_ and folder != bin_:
                # At Gmail deleting from a folder only takes the label away.
                self._uid("MOVE", ",".join(uids), bin_.quoted)
            elif uids:
                self._remove(uids)
            gone += len(uids)
        if gone and self.is_gmail and bin_:
            self._remove(list(self._matching(bin_, wanted, writing=True)))
        return gone

    def _connected(self) -> imaplib.IMAP4:
        context = ssl.create_default_context()
        try:
            if self._implicit:
                return imaplib.IMAP4_SSL(
                    self.host, self.port, ssl_context=context, timeout=self._seconds
                )
            plain = imaplib.IMAP4(self.host, self.port, timeout=self._seconds)
            if "STARTTLS" not in plain.capabilities:
                plain.shutdown()
                raise MailboxError(
                    f"{self.host} port {self.port} offers no encryption, so nothing was sent to it",
                    "Use imaps:// and port 993 in SMOKE_IMAP_URL.",
                )
            plain.starttls(context)
            return plain
        except (OSError, imaplib.IMAP4.error) as error:
            raise _unreached(error, self.host, self.port, self._seconds) from None

    def _sign_in(self) -> None:
        try:
            self._imap.login(self._user, self._password)
        except imaplib.IMAP4.abort:
            raise self._hung_up() from None
        except imaplib.IMAP4.error:
            raise MailboxError(
                f"{self.host} refuses the sign-in",
                "Check the user and the password in SMOKE_IMAP_URL. Gmail, iCloud and Yahoo want "
                "an app password, and IMAP switched on in the mailbox's settings; in the address "
                "write @ as %40 and a space as %20.",
            ) from None
        except OSError as error:
            raise _unreached(error, self.host, self.port, self._seconds) from None
        # Servers may tell more once they know who asks.
        self._imap.capabilities = tuple(
            str(self._ask("CAPABILITY", self._imap.capability)[-1], "ascii").upper().split()
        )

    def _folders(self) -> list[Folder]:
        """Those that hold emails: the inbox, the junk, and then the others."""
        extended = "SPECIAL-USE" in self._imap.capabilities or self.is_gmail
        lines = self._ask("LIST", self._imap.list)
        if extended and "LIST-EXTENDED" in self._imap.capabilities:
            # RFC 6154: what a folder is for is told only to those who ask.
            self._try(lambda: self._imap.xatom("LIST", '""', '"*"', "RETURN", "(SPECIAL-USE)"))
            lines = [line for line in self._imap.response("LIST")[1] if line] or lines
        found = sorted(filter(None, map(parse, lines)), key=lambda folder: folder.order)
        return [folder for folder in found if folder.holds_emails]

    def _matching(
        self, folder: Folder, wanted: Callable[[str], bool], *, writing: bool = False
    ) -> Iterator[str]:
        """The ids of emails that are wanted, the newest first."""
        status, _ = self._try(lambda: self._imap.select(folder.quoted, readonly=not writing))
        if status != "OK":
            return
        since = (datetime.now(UTC) - timedelta(days=DAYS)).strftime("%d-%b-%Y")
        uids = self._uid("SEARCH", None, "SINCE", since)[0].split()[-NEWEST:]
        if not uids:
            return
        fields = "(BODY.PEEK[HEADER.FIELDS (TO DELIVERED-TO X-ORIGINAL-TO MESSAGE-ID DATE)])"
        answers = self._uid("FETCH", b",".join(uids).decode(), fields)
        # The id stands before or after the header, as the server likes.
        for answer, after in reversed(list(zip(answers, [*answers[1:], b""], strict=True))):
            if isinstance(answer, tuple):
                around = answer[0] + (after if isinstance(after, bytes) else b"")
                uid = _UID.search(around)
                if uid and wanted(_unfolded(answer[1])):
                    yield uid[1].decode()

    def _category(self, folder: Folder, uid: str) -> str:
        if not (self.is_gmail and folder.is_inbox):
            return ""
        for name, words in CATEGORIES.items():
            found = self._uid("SEARCH", None, "UID", uid, "X-GM-RAW", f'"category:{name}"')
            if found and uid.encode() in (found[0] or b"").split():
                return words
        return ""

    def _remove(self, uids: list[str]) -> None:
        if not uids:
            return
        self._uid("STORE", ",".join(uids), "+FLAGS.SILENT", "(\\Deleted)")
        if "UIDPLUS" in self._imap.capabilities:
            self._uid("EXPUNGE", ",".join(uids))
            return
        marked = self._uid("SEARCH", None, "DELETED")[0].split()
        if {uid.decode() for uid in marked} == set(uids):
            # A plain EXPUNGE would take along what the owner has marked.
            self._ask("EXPUNGE", self._imap.expunge)

    def _uid(self, command: str, *arguments: str | None) -> list[Any]:
        return self._ask(command, lambda: self._imap.uid(command, *arguments))  # type: ignore[arg-type]

    def _ask(self, what: str, call: Callable[[], Any]) -> list[Any]:
        status, data = self._try(call)
        if status != "OK":
            raise MailboxError(
                f"{self.host} refuses {what}", "Try again later; if it stays so, ask its support."
            )
        return [b"" if one is None else one for one in data]

    def _try(self, call: Callable[[], Any]) -> Told:
        try:
            told: Told = call()
            return told
        except imaplib.IMAP4.readonly:
            return "NO", []  # A folder in which nothing may be deleted.
        except imaplib.IMAP4.abort:
            raise self._hung_up() from None
        except imaplib.IMAP4.error:
            return "NO", []
        except OSError as error:
            raise _unreached(error, self.host, self.port, self._seconds) from None

    def _hung_up(self) -> MailboxError:
        return MailboxError(
            f"{self.host} hung up in the middle",
            "Too many connections to one mailbox are refused: close other mail programs, and try "
            "again in some minutes.",
        )


def _unfolded(header: bytes) -> str:
    """The fields of a header as text, one a line."""
    fields = email.message_from_bytes(header, policy=email.policy.compat32)
    return "\n".join(f"{name}: {' '.join(str(value).split())}" for name, value in fields.items())


def _unreached(error: Exception, host: str, port: int, seconds: float) -> MailboxError:
    look = "Check host and port in SMOKE_IMAP_URL: imaps:// means port 993, imap+tls:// port 143."
    match error:
        case socket.gaierror():
            return MailboxError(f"the name {host} is not known", look)
        case ssl.SSLCertVerificationError():
            return MailboxError(
                f"the certificate of {host} is not to be trusted: {error.verify_message}",
                "Use the name that your mailbox provider gives for IMAP, not another that leads "
                f"there. python manage.py check_ssl {host}:{port} says more.",
            )
        case ssl.SSLError():
            return MailboxError(f"{host} port {port} speaks no TLS there", look)
        case ConnectionRefusedError():
            return MailboxError(f"nothing listens at {host} port {port}", look)
        case TimeoutError():
            return MailboxError(
                f"{host} port {port} does not answer within {seconds:.0f} seconds",
                f"{look} Some platforms block it: then run the test from your own computer.",
            )
        case _:
            return MailboxError(f"{host} port {port} hung up", look)
