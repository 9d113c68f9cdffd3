"""Cloudflare's lists, asked for on loopback: what is believed, and what changes nothing."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lab.web_server import Asked, Reply, WebServer
from ops.web import cloudflare, cloudflare_lists
from ops.web.cloudflare_lists import OddAnswer, judge, parse
from tests.ops.launch.test_commands import typed

V4 = "\n".join(item for item in cloudflare.RANGES if ":" not in item)
V6 = "\n".join(item for item in cloudflare.RANGES if ":" in item)

Route = Callable[[Asked], Reply]


def lists(v4: str | bytes = V4, v6: str | bytes = V6, status: int = 200) -> Route:
    """A site with these two lists."""

    def route(asked: Asked) -> Reply:
        text = {"/ips-v4": v4, "/ips-v6": v6}.get(asked.path)
        if text is None:
            return Reply(404)
        body = text.encode() if isinstance(text, str) else text
        return Reply(status, [("Content-Type", "text/plain")], body)

    return route


def refresh(route: Route, file: Path, *words: str) -> tuple[int, str, str]:
    """The command against a server on loopback."""
    with WebServer({"127.0.0.1": route}) as server:
        url = f"http://127.0.0.1:{server.ports['http', 4]}"
        return typed(
            "refresh_cloudflare_ranges", "--url", url, "--output", str(file), *words
        )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "ranges.json"
    kept.write_text(cloudflare.FILE.read_text())
    kept.chmod(0o644)
    return kept


def test_the_shipped_file_holds_what_cloudflare_publishes_and_when_it_was_read() -> None:
    for version, text in ((4, V4), (6, V6)):
        assert len(parse(text, version)) >= 7
    assert cloudflare.READ.year >= 2026
    assert cloudflare.is_edge("172.64.0.1") and cloudflare.is_edge("2606:4700::1")
    assert not cloudflare.is_edge("6.6.6.6") and not cloudflare.is_edge("junk")


def test_the_same_lists_again_renew_the_date(file: Path) -> None:
    code, out, err = refresh(lists(), file, "--json")
    assert code == 0
    assert json.loads(out) == {"ranges": len(cloudflare.RANGES), "added": [], "gone": []}
    assert "the same as before" in err
    kept = json.loads(file.read_text())
    assert [*kept["ipv4"], *kept["ipv6"]] == list(cloudflare.RANGES)
    assert kept["read"] > cloudflare.READ.isoformat()
    assert file.stat().st_mode & 0o777 == 0o644
    assert os.listdir(file.parent) == [file.name]


def test_a_new_range_is_taken_and_named(file: Path) -> None:
    code, out, err = refresh(lists(v4=f"{V4}\n\n 192.0.78.0/24 \r\n"), file, "--json")
    assert (code, json.loads(out)["added"]) == (0, ["192.0.78.0/24"])
    assert "redeploy" in err
    assert "192.0.78.0/24" in json.loads(file.read_text())["ipv4"]


def test_a_range_split_in_two_is_not_missing() -> None:
    old = ipaddress.ip_network("104.16.0.0/12")
    assert judge(list(old.subnets()), [old]) == []
    assert judge([ipaddress.ip_network("104.0.0.0/11")], [old]) == []


def without(text: str, count: int) -> str:
    return "\n".join(text.splitlines()[count:])


ODD: dict[str, Any] = {
    "a page": lists(v4="<!doctype html><title>Just a moment</title>"),
    "nothing": lists(v4=""),
    "a shrunken list": lists(v4=without(V4, 7)),
    "cut in the middle": lists(v4=V4[: len(V4) // 2]),
    "the whole internet": lists(v4=f"{V4}\n0.0.0.0/0"),
    "half of it": lists(v4=f"{V4}\n128.0.0.0/1"),
    "a private network": lists(v4=f"{V4}\n10.0.0.0/16"),
    "loopback": lists(v4=f"{V4}\n127.0.0.0/16"),
    "multicast": lists(v4=f"{V4}\n224.0.1.0/24"),
    "a wide IPv6 network": lists(v6=f"{V6}\n2000::/3"),
    "IPv6 among IPv4": lists(v4=f"{V4}\n2606:4700::/32"),
    "the lists swapped": lists(v4=V6, v6=V4),
    "an address without a range": lists(v4=f"{V4}\n192.0.78.1"),
    "bits of a host": lists(v4=f"{V4}\n192.0.78.1/24"),
    "a range twice": lists(v4=f"{V4}\n173.245.48.0/20"),
    "a range inside another": lists(v4=f"{V4}\n173.245.48.0/24"),
    "a comment": lists(v4=f"# made today\n{V4}"),
    "JSON": lists(v4=json.dumps(V4.splitlines())),
    "a compressed answer": lists(v4=b"\x1f\x8b\x08\x00abc"),
    "too much": lists(v4=V4 + "\n" * 70_000),
    "too many": lists(v4="\n".join(f"203.1.{n}.0/24" for n in range(250)) + "\n" + V4),
    "an error": lists(status=503),
    "a redirect": lambda asked: Reply(302, [("Location", "http://127.0.0.1:1/")]),
    "no such page": lambda asked: Reply(404),
    "a list without content": lists(status=204),
}


@pytest.mark.parametrize("manner", ODD)
def test_an_odd_answer_changes_nothing(manner: str, file: Path) -> None:
    before = file.read_bytes()
    code, out, err = refresh(ODD[manner], file)
    assert (code, out) == (2, "")
    assert "Nothing was changed" in err
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [file.name]


def test_a_shrunken_list_is_believed_when_somebody_says_so(file: Path) -> None:
    code, out, _ = refresh(lists(v4=without(V4, 7)), file, "--fewer", "--json")
    assert (code, len(json.loads(out)["gone"])) == (0, 7)


def test_nobody_there_changes_nothing(file: Path) -> None:
    code, _, err = typed(
        "refresh_cloudflare_ranges", "--url", "http://127.0.0.1:1", "--output", str(file)
    )
    assert code == 2
    assert "cannot be reached" in err and "Traceback" not in err


@pytest.mark.parametrize("url", ["file:///etc", "http://example.com", "ftp://127.0.0.1/x", "x"])
def test_only_https_or_this_machine_is_asked(url: str) -> None:
    with pytest.raises(OddAnswer, match="https"):
        cloudflare_lists.fetch(url)


def test_a_file_that_cannot_be_written_stays(tmp_path: Path) -> None:
    code, _, err = refresh(lists(), tmp_path / "none" / "ranges.json")
    assert code == 2
    assert "cannot be written" in err
