"""The folders of a mailbox, and what each is for: by its mark (RFC 6154), else by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(rb'\((?P<flags>[^)]*)\) (?:"(?:\\.|[^"])*"|NIL) (?P<name>.+)$')
#: What the junk folder is called by the mail programs and providers that make it.
JUNK = frozenset({
    "junk", "junk e-mail", "junk email", "junk mail", "junk-e-mail", "junkmail", "spam", "spams",
    "bulk", "bulk mail", "spamverdacht", "unerwünscht", "unerwünschte werbung", "werbung",
    "courrier indésirable", "indésirables", "pourriel", "correo no deseado", "no deseado",
    "correo basura", "lixo eletrônico", "lixo electrónico", "lixo", "posta indesiderata",
    "indesiderata", "ongewenst", "ongewenste e-mail", "ongewenste reclame", "reclame", "skräppost",
    "søppelpost", "uønsket e-post", "uønsket mail", "roskaposti", "spamy", "wiadomości-śmieci",
    "niechciane", "nevyžádaná pošta", "nevyžiadaná pošta", "levélszemét", "gereksiz",
    "gereksiz e-posta", "önemsiz e-posta", "спам", "нежелательная почта", "небажана пошта",
    "ανεπιθύμητη αλληλογραφία", "迷惑メール", "垃圾邮件", "垃圾郵件", "스팸", "정크 메일",
    "דואר זבל", "email rác", "thư rác",
})  # fmt: skip
#: What never holds an email that arrived.
ELSEWHERE = frozenset({"\\sent", "\\drafts", "\\noselect", "\\nonexistent"})
OWN = frozenset({"sent", "sent items", "sent mail", "sent messages", "drafts", "outbox"})


@dataclass(frozen=True, slots=True)
class Folder:
    """``quoted`` is its name as the server wants it, ``name`` as a person reads it."""

    quoted: str
    name: str
    flags: frozenset[str]

    @property
    def is_inbox(self) -> bool:
        """Where emails should be."""
        return self.name.upper() == "INBOX"

    @property
    def is_junk(self) -> bool:
        """Where nobody looks."""
        if "\\junk" in self.flags:
            return True
        return not self._has_a_mark and self._last in JUNK

    @property
    def is_bin(self) -> bool:
        """Where deleted emails go."""
        return "\\trash" in self.flags

    @property
    def holds_emails(self) -> bool:
        """Whether something that arrived may be in it; all that there is lists them twice."""
        return not (self.flags & ELSEWHERE or "\\all" in self.flags or self._last in OWN)

    @property
    def order(self) -> int:
        """The inbox first, then the junk."""
        return 0 if self.is_inbox else 1 if self.is_junk else 3 if self.is_bin else 2

    @property
    def _has_a_mark(self) -> bool:
        return bool(self.flags & {"\\trash", "\\archive", "\\flagged", "\\important"})

    @property
    def _last(self) -> str:
        return re.split(r"[/.\\]", self.name)[-1].strip().casefold()


def parse(line: bytes | tuple[bytes, ...]) -> Folder | None:
    """A line of a LIST answer; None for one that cannot be read."""
    whole = b"".join(line) if isinstance(line, tuple) else line
    found = _LINE.search(whole)
    if not found:
        return None
    raw = re.sub(rb"^\{\d+\}", b"", found["name"]).strip()
    bare = raw[1:-1].replace(b'\\"', b'"').replace(b"\\\\", b"\\") if raw[:1] == b'"' else raw
    text = bare.decode("utf-8", "replace")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    flags = frozenset(flag.lower() for flag in found["flags"].decode("ascii", "replace").split())
    return Folder(f'"{escaped}"', decoded(text), flags)


def decoded(text: str) -> str:
    """A name in the modified UTF-7 of IMAP (RFC 3501, 5.1.3) as people read it."""

    def read(part: re.Match[str]) -> str:
        if not part[1]:
            return "&"
        return f"+{part[1].replace(',', '/')}-".encode("ascii").decode("utf-7", "replace")

    return re.sub(r"&([A-Za-z0-9+,]*)-", read, text)
