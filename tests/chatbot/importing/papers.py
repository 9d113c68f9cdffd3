"""Small PDFs and Word files, written by hand so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

#: Where a piece of text stands on a page: x, y (points from the lower left), size, the text.
Text = tuple[float, float, float, str]


def pdf(
    *pages: Sequence[Text], compress: bool = False, more: Mapping[str, bytes] | None = None
) -> bytes:
    """A PDF of these pages in Helvetica. ``more`` are further entries of the trailer."""
    objects: list[bytes] = [b"", b""]  # The catalog and the tree of pages come last.
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        body = b"\n".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, _quoted(text))
            for x, y, size, text in page
        )
        filters = b""
        if compress:
            body, filters = zlib.compress(body), b" /Filter /FlateDecode"
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(body), filters, body))
        stream = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % stream
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return assembled(objects, more or {})


def assembled(objects: Sequence[bytes], more: Mapping[str, bytes]) -> bytes:
    """Numbered objects with their table and trailer; the first is the catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    extra = b"".join(b" /%s %s" % (name.encode(), value) for name, value in more.items())
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, extra, table)
    )
    return out.getvalue()


def _quoted(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def lines(
    texts: Iterable[str], *, x: float = 72, top: float = 770, size: float = 11, step: float = 14
) -> list[Text]:
    """Lines of text one below the other."""
    return [(x, top - step * place, size, text) for place, text in enumerate(texts)]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="berschrift{level}"><w:name w:val="heading {level}"/>'
    "</w:style>"
    for level in (1, 2, 3)
)


def docx(body: str, *, head: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file with this body. ``head`` stands before its root element."""
    document = (
        f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    styles = f'<?xml version="1.0"?><w:styles xmlns:w="{W}">{STYLES}</w:styles>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", styles)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, *, style: str = "", properties: str = "", run: str = "") -> str:
    """One paragraph; ``properties`` and ``run`` are XML for those of the paragraph and the run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{styled}{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f"<w:t>{escape(text)}</w:t></w:r></w:p>"
    )


def heading(text: str, level: int = 1) -> str:
    """A heading, in the styles of a German Word."""
    return paragraph(text, style=f"berschrift{level}")


def table(*rows: Sequence[str]) -> str:
    """A table of these cells."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"
