"""What receiving servers write on top of a message, as the large ones write it."""

from __future__ import annotations

from ops.launch.email.auth_results import authentication_results, parse_results
from ops.launch.email.mime_text import read_message
from tests.ops.launch.email.signing import HEADER


def test_results_without_the_name_of_a_server_are_read_as_microsoft_writes_them() -> None:
    read = parse_results(
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bounce.example.com; dkim=pass "
        "(signature was verified) header.d=example.com;dmarc=pass action=none "
        "header.from=example.com;compauth=pass reason=100"
    )
    assert read.server == "" and [entry.method for entry in read.results][:3] == [
        "spf", "dkim", "dmarc",
    ]  # fmt: skip
    assert read.of("spf")[0].get("smtp.mailfrom") == "bounce.example.com"


def test_results_below_the_from_line_are_the_senders_own_words() -> None:
    below = "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=example.com\r\n"
    header = HEADER + below
    found = authentication_results(read_message(f"{header}\r\nHello.\r\n".encode()))
    assert [field.trusted for field in found] == [False]
