"""The commands as they are typed: whole runs over a lab, exit codes, and wrong use."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lab.dns_server import DnsServer
from lab.web_server import WebServer, moved_to, page, secure_site
from ops.commands import WrongUse
from tests.ops.launch.test_mail import txt, zone

pytestmark = pytest.mark.django_db

SITE = """
    www.example.com  CNAME  example.com.
    example.com      NS     ns1.example.com.
    ns1.example.com  A      192.0.2.53
    ada.ns.cloudflare.com A 192.0.2.54
"""
HEADERS: Any = {
    "strict_transport_security": "max-age=31536000",
    "x_content_type_options": "nosniff",
    "referrer_policy": "strict-origin-when-cross-origin",
    "content_security_policy": "default-src 'self'; frame-ancestors 'none'",
    "permissions_policy": "camera=()",
    "cache_control": "no-cache",
}


def typed(*words: str, **more: Any) -> tuple[int, str, str]:
    """A command as typed: exit code, stdout, stderr."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(*words, stdout=out, stderr=err, **more)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except CommandError as error:
        # Django turns argparse's own exit with 2 into this when a command is called from Python.
        code = error.returncode if isinstance(error, WrongUse) else 2
        err.write(str(error))
    return code, out.getvalue(), err.getvalue()


def network(dns: DnsServer, web: WebServer | None = None, ca_file: str = "") -> list[str]:
    """The options that keep a command on loopback."""
    words = ["--resolver", f"{dns.where[0]}:{dns.where[1]}"]
    rules = web.rules if web else ()
    for rule in rules:
        words += ["--connect-to", f"{rule.host}:{rule.port}:[{rule.address}]:{rule.to_port}"]
    for port in (80, 443):
        words += ["--connect-to", f":{port}:127.0.0.1:1"]
    return [*words, *(["--ca-file", ca_file] if ca_file else [])]


def test_a_site_in_order_is_ready(tmp_path: Path) -> None:
    site = secure_site("example.com", {"/": page("<h1>A coach</h1>", **HEADERS)})
    hosts = {"example.com": site, "www.example.com": moved_to("https://example.com")}
    with DnsServer(zone(more=SITE)) as dns, WebServer(hosts) as web:
        code, out, _ = typed(
            "launch_check", "--url", "https://example.com", "--json",
            *network(dns, web, web.ca_file(tmp_path)),
        )  # fmt: skip
        methods = {asked.method for asked in web.asked}
    report = json.loads(out)
    found = {r["id"]: r["findings"] for r in report["results"] if r["status"] == "fail"}
    worse = {id: f for id, f in found.items() if any(x["severity"] != "cleanup" for x in f)}
    unknown = {
        r["id"]: r["reason"] for r in report["results"] if r["status"] in ("unknown", "error")
    }
    assert (code, report["verdict"]) == (0, "ready"), (worse, unknown)
    assert worse == {}
    assert set(unknown) <= {"dns.registration"}, unknown
    assert methods <= {"GET", "HEAD"}
    assert {r["status"] for r in report["results"] if r["id"].startswith("settings.")} == {
        "skipped"
    }


def test_the_json_has_the_form_that_was_promised() -> None:
    with DnsServer(zone()) as dns:
        _, out, err = typed("check_email_auth", "example.com", "--json", *network(dns))
    report = json.loads(out)
    assert report["schema"] == 1 and report["target"] == "https://example.com/"
    assert set(report["summary"]) == {
        "blocker", "trust", "cleanup", "passed", "unknown", "skipped", "error",
    }  # fmt: skip
    for entry in report["results"]:
        assert {"id", "stage", "title", "essential", "status", "severity", "findings", "reason",
                "duration_ms"} <= set(entry)  # fmt: skip
        assert entry["status"] in ("pass", "fail", "unknown", "skipped", "error")


def test_servers_that_never_answer_make_it_incomplete_within_the_deadline() -> None:
    with DnsServer(all_silent=True) as dns:
        code, out, _ = typed(
            "launch_check", "--url", "https://example.com", "--json", "--timeout", "3",
            "--resolver", f"127.0.0.1:{dns.where[1]}",
        )  # fmt: skip
    report = json.loads(out)
    assert (code, report["verdict"]) == (3, "incomplete")
    bad = {r["id"]: r["status"] for r in report["results"] if r["status"] in ("fail", "error")}
    assert bad == {}
    assert report["duration_ms"] < 6000


@pytest.mark.parametrize(
    ("fail_on", "code"), [("blocker", 0), ("trust", 1), ("cleanup", 1), ("never", 0)]
)
def test_the_exit_code_follows_fail_on(fail_on: str, code: int) -> None:
    with DnsServer(zone(dmarc=None)) as dns:
        words = [
            "check_email_auth",
            "example.com",
            "--fail-on",
            fail_on,
            "--provider",
            "mailersend",
        ]
        assert typed(*words, *network(dns))[0] == code


def test_several_domains_come_as_several_reports() -> None:
    with DnsServer(zone() + "\n" + txt("example.org", "v=spf1 -all")) as dns:
        _, out, _ = typed("check_email_auth", "example.com", "example.org", "--json", *network(dns))
    assert [r["target"] for r in json.loads(out)["reports"]] == [
        "https://example.com/",
        "https://example.org/",
    ]


@pytest.mark.parametrize("format", ["text", "markdown", "html", "junit", "json"])
def test_every_format_can_be_written_to_a_file(format: str, tmp_path: Path) -> None:
    file = tmp_path / "report"
    with DnsServer(zone(spf="v=spf1 +all")) as dns:
        code, out, err = typed(
            "check_email_auth", "example.com", "--format", format, "--output", str(file),
            *network(dns),
        )  # fmt: skip
    assert (code, out) == (1, "")
    assert "everybody on the internet" in file.read_text() and str(file) in err


def test_list_shows_every_check_and_runs_none() -> None:
    code, out, _ = typed("launch_check", "--list")
    assert code == 0 and "email.spf.record" in out and "tls.chain" in out


WRONG = [
    (["launch_check", "--url", "ftp://example.com"], "web address"),
    (["launch_check", "--url", "https://you:secret@example.com"], "password"),
    (["launch_check", "--url", "https://exa mple.com"], "domain name"),
    (["launch_check", "--url", "https://example.com", "--only", "emial"], "No check begins"),
    (["launch_check", "--url", "https://example.com", "--stage", "9"], "stages 1 to 7"),
    (["launch_check", "--url", "https://example.com", "--platform", "herokku"], "no platform"),
    (["check_dns", "a..example.com"], "empty part"),
    (["check_dns", "x" * 64 + ".example.com"], "63"),
    (["check_email_auth"], "Name a domain"),
    (["check_email_auth", "example.com", "--provider", "pigeon"], "no provider"),
    (["check_email_auth", "example.com", "--message", "/proc/none.eml"], "cannot be read"),
    (["check_email_auth", "example.com", "--from", "hello"], "--from"),
    (["check_ssl", "example.com:port"], "port"),
    (["check_dns", "example.com", "--resolver", "dns.example.com:53"], "resolver"),
    (["check_dns", "example.com", "--connect-to", "a:b"], "HOST:PORT:ADDR:PORT"),
    (["check_dns", "example.com", "--ca-file", "/proc/none.pem"], "cannot be read"),
    (["check_dns", "example.com", "--timeout", "soon"], "seconds"),
    (["check_http", "example.com", "--output", "/proc/none/report", "--timeout", "1",
      "--resolver", "127.0.0.1:1"], "cannot be written"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(w)[:50] for w, _ in WRONG])
def test_wrong_use_says_what_to_change_and_exits_2(words: list[str], said: str) -> None:
    code, out, err = typed(*words)
    assert (code, out) == (2, "") and said in err
    assert "secret" not in err.replace("secrets, settings", "")


def test_a_received_message_is_verified(tmp_path: Path) -> None:
    file = tmp_path / "message.eml"
    file.write_text(
        "Return-Path: <bounce@example.com>\n"
        "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.com\n"
        "From: Maya <hello@example.com>\nTo: you@example.net\nSubject: Hello\n\nHello.\n"
    )
    with DnsServer(zone()) as dns:
        code, out, _ = typed("check_email_auth", "--message", str(file), "--json", *network(dns))
    results = {entry["id"]: entry for entry in json.loads(out)["results"]}
    assert code == 0
    assert set(results) == {f"email.message.{name}" for name in
                            ("sender", "dkim", "dmarc", "results", "unsubscribe")}  # fmt: skip
    assert results["email.message.dmarc"]["status"] == "pass"
    assert results["email.message.dkim"]["findings"][0]["severity"] == "trust"


def test_a_laptop_is_told_that_it_judges_itself(settings: Any) -> None:
    settings.SITE_URL, settings.SITE_HOST = "http://127.0.0.1:1", "127.0.0.1"
    code, out, _ = typed("launch_check", "--only", "settings", "chat", "--resolver", "127.0.0.1:1")
    assert "This judges the app on this computer" in out and "--url" in out
