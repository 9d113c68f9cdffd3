"""The small files beside the pages, and the pictures drawn in the colour of the business."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.colour import parse
from chatbot.models import Business
from chatbot.pictures.draw import ICON_SIZES, social
from chatbot.pictures.letters import can_write, length, lines_for
from ops.web.edge import KEPT, KEPT_A_DAY

pytestmark = pytest.mark.usefixtures("demo")


def palette_of(png: bytes) -> list[tuple[int, int, int]]:
    """The colours of an indexed PNG, every part of which is checked on the way."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, chunks = 8, {}
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size)[0] == zlib.crc32(kind + data)
        chunks[kind] = data
        at += size + 12
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == (width + 1) * height
    colours = chunks[b"PLTE"]
    assert max(rows) < len(colours) // 3
    return [(colours[i], colours[i + 1], colours[i + 2]) for i in range(0, len(colours), 3)]


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_robots_may_read_the_pages_and_find_the_map(client: Client, settings: Settings) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    text = response.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert {"/api/", "/widget/", "/contact/"} == set(re.findall(r"Disallow: (.+)", text))
    # Where the admin is may be a secret.
    assert settings.ADMIN_PATH not in text


def test_the_map_lists_the_pages_that_may_be_listed(client: Client) -> None:
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    assert response["Cache-Control"] == KEPT
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring(response.content)  # noqa: S314 - our own file
    places = [place.text for place in root.iter(f"{space}loc")]
    assert places == ["http://testserver/", "http://testserver/privacy/"]
    for day in root.iter(f"{space}lastmod"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day.text or "")
    for place in places:
        assert client.get(str(place).removeprefix("http://testserver")).status_code == 200


def test_the_manifest_names_pictures_that_are_there(client: Client) -> None:
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    data = response.json()
    assert data["name"] == "Northbound Coaching"
    assert data["theme_color"] == "#1f5f5b"
    for icon in data["icons"]:
        png = client.get(icon["src"]).content
        assert "{}x{}".format(*size_of(png)) == icon["sizes"]


@pytest.mark.parametrize("size", ICON_SIZES)
def test_icons_are_in_the_colour_of_the_business(client: Client, size: int) -> None:
    Business.objects.update(colour="#e8b923")
    response = client.get(f"/icon-{size}.png?v=e8b923")
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == KEPT_A_DAY
    assert size_of(response.content) == (size, size)
    colours = palette_of(response.content)
    assert colours[0] == parse("#e8b923")
    assert colours[-1] == (0, 0, 0)  # what can be read on yellow


def test_the_two_other_kinds_of_icon(client: Client) -> None:
    ico = client.get("/favicon.ico")
    assert ico["Content-Type"] == "image/x-icon"
    _, kind, count = struct.unpack_from("<HHH", ico.content)
    size, offset = struct.unpack_from("<II", ico.content, 14)
    assert (kind, count) == (1, 1)
    assert len(ico.content) == offset + size
    palette_of(ico.content[offset:])
    svg = client.get("/icon.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert "#1f5f5b" in svg.content.decode()
    ET.fromstring(svg.content)  # noqa: S314 - our own file


def test_the_picture_of_a_shared_link(client: Client) -> None:
    (address,) = re.findall(
        r'og:image" content="http://testserver([^"]+)"', client.get("/").content.decode()
    )
    response = client.get(address)
    assert size_of(response.content) == (1200, 630)
    assert len(response.content) <= 30_000
    assert parse("#1f5f5b") in palette_of(response.content)
    # Networks keep a picture for weeks: another one has another address.
    Business.objects.update(headline="Something else")
    assert address not in client.get("/").content.decode()
    assert client.get(address).content != response.content


@pytest.mark.parametrize(
    "words",
    [
        "",
        "W" * 400,
        "日本語のコーチング",
        "a " * 160,
        "Ärger über Öl: “Größe”, ça va, señor?",
        "\n\t",
    ],
)
def test_whatever_the_words_there_is_a_picture(words: str) -> None:
    png = social("#1f5f5b", words[:80], words)
    assert size_of(png) == (1200, 630)
    palette_of(png)


def test_words_are_broken_into_even_lines_that_fit() -> None:
    found = lines_for("Work that fits the person you have become", width=1024, height=318)
    assert found
    scale, lines, _ = found
    assert scale == 1.0 and len(lines) == 2
    widths = [length(line, scale) for line in lines]
    assert max(widths) <= 1024 and min(widths) > 0.6 * max(widths)
    assert " ".join(lines) == "Work that fits the person you have become"


def test_the_letters_of_our_five_languages_are_there() -> None:
    assert can_write("ÄÖÜäöüßéèêëàâçîïôœùûÿñÑ¿¡áíóúãõ–—‘’“”„…•€ŠšŽžĞğİıŁłØøÅå")
    assert not can_write("Ж") and not can_write("語")
