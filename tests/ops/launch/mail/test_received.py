"""Received messages, judged with the keys that a real DNS server serves."""

from __future__ import annotations

from typing import Any

from lab.dns_server import DnsServer
from lab.look import failed, look, outcome, result, world_of
from ops.launch.findings import Report, Status
from ops.launch.world import Mail
from tests.ops.launch.email.keys import rsa_record
from tests.ops.launch.email.signing import signed
from tests.ops.launch.mail.zones import txt

RECORDS = "\n".join([
    "example.com SOA ns1.example.com. host.example.com. 1 3600 600 86400 300",
    txt("sel._domainkey.example.com", rsa_record()),
    txt("sel._domainkey.example.net", rsa_record()),
    txt("_dmarc.example.com", "v=DMARC1; p=reject"),
])  # fmt: skip
OUTLOOK = (
    b"Authentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n"
    b" smtp.mailfrom=bounce.example.com; dkim=pass (signature was verified)\r\n"
    b" header.d=example.net;dmarc=pass action=none header.from=example.com\r\n"
)


def received(message: bytes, **server: Any) -> Report:
    with DnsServer(RECORDS, **server) as dns:
        mail = Mail(domain="example.com", message=message)
        return look(world_of(dns, mail=mail), "email.message")


def test_a_message_that_was_changed_is_told_by_its_signature_alone() -> None:
    report = received(signed().replace(b"Hello.", b"Hullo."))
    assert failed(report) == ["email.message.dkim"], outcome(report)


def test_a_key_that_cannot_be_read_leaves_unsubscribing_open_too() -> None:
    report = received(signed(), servfail={"sel._domainkey.example.com"})
    assert failed(report) == [], outcome(report)
    assert result(report, "email.message.unsubscribe").status is Status.UNKNOWN


def test_spf_as_outlook_states_it_carries_a_message_signed_by_another_domain() -> None:
    report = received(OUTLOOK + signed(d="example.net"))
    assert result(report, "email.message.dmarc").status is Status.PASS, outcome(report)
