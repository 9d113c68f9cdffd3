"""Everything about one person in one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from ops import commands
from ops.privacy import archive
from ops.privacy.erase import NotTheirs, judged, write_export_down
from ops.privacy.rows import DataDeed


class Command(commands.Command):
    """``manage.py export_person EMAIL [--output FILE] [--json]``"""

    help = "Give out everything that is kept about an email address: a zip of pages and JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and where to."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--output", default="", metavar="FILE", help="where the zip goes")
        parser.add_argument("--json", action="store_true", help="one JSON document instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 for an address that is none, and for a file that cannot be written."""
        try:
            address = judged(options["email"])
        except NotTheirs as error:
            raise commands.WrongUse(str(error)) from error
        as_json, output = options["json"], options["output"]
        if not output and not as_json and sys.stdout.isatty():
            raise commands.WrongUse("A zip is nothing to read: say where it goes, --output FILE.")
        data = archive.gathered(address)
        counts = {name: len(rows) for name, rows in data.items()}
        if as_json:
            self._as_json(archive.as_json(address, data), output)
        else:
            self._as_zip(archive.as_zip(address, data), output)
        write_export_down(address, via=DataDeed.Via.COMMAND, by=None, counts=counts)
        kept = ", ".join(f"{name} {count}" for name, count in counts.items())
        self.say(f"Kept about this address: {kept or 'nothing'}.")

    def _as_json(self, document: dict[str, Any], output: str) -> None:
        if not output:
            self.emit(document)
            return
        import json

        text = json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
        _write(Path(output), text.encode())

    def _as_zip(self, content: bytes, output: str) -> None:
        if output:
            _write(Path(output), content)
            return
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _write(path: Path, content: bytes) -> None:
    """Readable for nobody else; whole, or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise commands.WrongUse(f"{path} cannot be written: {error.strerror}.") from error
