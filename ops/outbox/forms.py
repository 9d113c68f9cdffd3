"""A form in which a provider brings an email, ``multipart/form-data``, whatever its size.

Django counts its fields against a limit that is meant for forms of visitors, and an email with what
it quotes is one such field. The length of the whole is judged before (``ops.outbox.hear``).
"""

from __future__ import annotations

from django.core.exceptions import TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters

#: Parts of one form: the headers of an email are one of them, each file is another.
MOST = 500


def read(request: HttpRequest) -> None:
    """Take ``POST`` and ``FILES`` from a body that was read; leaves any other kind to Django.

    A file without a name is left out, as Django does. Raises ``TooManyFieldsSent``, and
    ``ValueError`` for what is no form.
    """
    kind, options = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    if kind != "multipart/form-data" or not options.get("boundary"):
        return
    mark = b"\r\n--" + options["boundary"].encode("latin-1", "replace")
    fields = QueryDict(mutable=True)
    files: MultiValueDict[str, SimpleUploadedFile] = MultiValueDict()
    pieces = (b"\r\n" + request.body).split(mark, MOST + 1)
    if len(pieces) > MOST + 1:
        raise TooManyFieldsSent("a form of so many parts brings no email")
    for piece in pieces[1:]:
        if piece.startswith(b"--"):
            break
        head, _, content = piece.partition(b"\r\n\r\n")
        about = _headers(head)
        _, named = parse_header_parameters(about.get("content-disposition", ""))
        name, file = named.get("name"), named.get("filename")
        if name is None:
            continue
        if file is None:
            fields.appendlist(name, content.decode("utf-8", "replace"))
        elif file:
            kind = about.get("content-type", "application/octet-stream").partition(";")[0].strip()
            files.appendlist(name, SimpleUploadedFile(_harmless(file), content, kind))
    fields._mutable = False
    request._post, request._files = fields, files  # type: ignore[attr-defined]


def _headers(raw: bytes) -> dict[str, str]:
    """Of one part, by their names in small letters."""
    lines = raw.decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _harmless(name: str) -> str:
    """A name that no folder minds; only told of, since no file is kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last if last not in ("", ".", "..") and "\x00" not in last else "file"
