"""Pages for everybody: what caches, browsers and attackers can do with them."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ops.web.edge import KEPT, accepted_encoding, etag_of, for_everybody

PAGE = b"<!doctype html><p>The same for everybody.</p>" + b"<p>more words</p>" * 100


@for_everybody()
def page(request: HttpRequest) -> HttpResponse:
    """A page."""
    return HttpResponse(PAGE)


def get(view: object = page, **headers: str) -> HttpResponse:
    response: HttpResponse = view(RequestFactory().get("/", headers=headers))  # type: ignore[operator]
    return response


def test_a_cache_may_keep_it_and_a_browser_asks_again() -> None:
    response = get()
    assert response["Cache-Control"] == KEPT
    seconds = dict(re.findall(r"([a-z-]+)=(\d+)", KEPT))
    assert seconds["max-age"] == "0"
    # What the founder changes is seen everywhere within a minute.
    assert int(seconds["s-maxage"]) + int(seconds["stale-while-revalidate"]) <= 60
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"].startswith('W/"')
    assert not response.cookies


def test_what_a_browser_has_is_not_sent_again() -> None:
    etag = get()["ETag"]
    for asked in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = get(if_none_match=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == etag and again["Cache-Control"] == KEPT
        assert again["Vary"] == "Accept-Encoding"
    assert get(if_none_match='W/"other"').status_code == 200


def test_the_etag_is_the_same_in_every_encoding() -> None:
    etags = {get(accept_encoding=encoding)["ETag"] for encoding in ("br", "gzip", "identity")}
    assert len(etags) == 1


def test_it_is_compressed_as_the_browser_likes_it() -> None:
    small = get(accept_encoding="gzip, deflate, br, zstd")
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == PAGE
    assert int(small["Content-Length"]) == len(small.content) < len(PAGE) / 4
    zipped = get(accept_encoding="gzip;q=1.0, br;q=0")
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == PAGE
    assert "Content-Encoding" not in get(accept_encoding="identity")


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("br", "br"), ("gzip", "gzip"), ("GZIP", "gzip"), ("br;q=0.1, gzip", "br"),
        ("br; q=0", ""), ("br;q=0.000", ""), ("", ""), ("abr", ""), ("*", ""), ("deflate", ""),
    ],
)  # fmt: skip
def test_the_header_is_read_as_it_is_meant(header: str, encoding: str) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": header})
    assert accepted_encoding(request) == encoding


def test_head_says_what_get_would_send_and_sends_nothing() -> None:
    whole = page(RequestFactory().get("/"))
    head = page(RequestFactory().head("/"))
    assert head.content == b""
    for name in ("Content-Length", "ETag", "Cache-Control", "Vary"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("status", [400, 403, 404, 422, 500, 503])
def test_nothing_that_went_wrong_is_kept_or_compressed(status: int) -> None:
    @for_everybody()
    def failing(request: HttpRequest) -> HttpResponse:
        return HttpResponse(PAGE, status=status)

    response = get(failing, accept_encoding="br")
    assert response["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in response and "ETag" not in response


def test_the_time_in_a_form_does_not_make_a_new_page_until_the_hour_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moving = re.compile(rb'value="[^"]*"')
    hour = 3600 * 500_000
    monkeypatch.setattr("ops.web.edge.time.time", lambda: hour)
    one = etag_of(b'<input value="1">', moving)
    assert one == etag_of(b'<input value="2">', moving)
    assert one != etag_of(b'<input value="1"> ', moving)
    monkeypatch.setattr("ops.web.edge.time.time", lambda: hour + 3599)
    assert one == etag_of(b'<input value="3">', moving)
    monkeypatch.setattr("ops.web.edge.time.time", lambda: hour + 3600)
    assert one != etag_of(b'<input value="1">', moving)


def test_pictures_are_left_as_they_are() -> None:
    @for_everybody()
    def picture(request: HttpRequest) -> HttpResponse:
        return HttpResponse(PAGE, content_type="image/png")

    response = get(picture, accept_encoding="br")
    assert "Content-Encoding" not in response and "Vary" not in response
