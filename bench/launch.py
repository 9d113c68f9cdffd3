"""How long a whole launch check takes, and what many domains in one process cost.

``python -m bench.launch`` runs three measurements over servers on loopback: a healthy site through
every outside check, a world in which no server ever answers, and ``check_email_auth`` over 200
domains with the memory after each 50.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("ENV_FILE", "")
os.environ.setdefault("DEBUG", "true")
django.setup()

import psutil  # noqa: E402

from lab.dns_server import DnsServer  # noqa: E402
from lab.look import world_of  # noqa: E402
from lab.web_server import WebServer, moved_to, page, secure_site  # noqa: E402
from ops.launch import registry  # noqa: E402
from ops.launch.findings import Report  # noqa: E402
from ops.launch.runner import choose, run  # noqa: E402
from ops.launch.world import Mail, NetworkOptions, World, target_for  # noqa: E402

ZONE = """
    {0}                        SOA   ns1.{0}. host.{0}. 1 3600 600 86400 300
    {0}                        NS    ns1.{0}.
    ns1.{0}                    A     192.0.2.53
    {0}                        A     192.0.2.10
    www.{0}                    CNAME {0}.
    {0}                        MX    10 mail.{0}.
    mail.{0}                   A     192.0.2.25
    {0}                        TXT   "v=spf1 include:_spf.{0} mx ~all"
    _spf.{0}                   TXT   "v=spf1 ip4:192.0.2.0/24 include:more.{0} ~all"
    more.{0}                   TXT   "v=spf1 ip4:198.51.100.0/24 ~all"
    _dmarc.{0}                 TXT   "v=DMARC1; p=none; rua=mailto:dmarc@{0}"
"""


def outside() -> list[registry.Check]:
    """Every check that needs no deployment."""
    return registry.all_checks()


def healthy(rounds: int) -> None:
    """A whole run against a site in order."""
    site = secure_site("https://example.com", {"/": page("<h1>A coach</h1>")})
    hosts = {"example.com": site, "www.example.com": moved_to("https://example.com")}
    taken: list[float] = []
    with (
        DnsServer(ZONE.format("example.com")) as dns,
        WebServer(hosts) as web,
        tempfile.TemporaryDirectory() as folder,
    ):
        rules = [f"{rule.host}:{rule.port}:[{rule.address}]:{rule.to_port}" for rule in web.rules]
        for _ in range(rounds):
            world = world_of(dns, connect_to=rules, ca_file=web.ca_file(Path(folder)), timeout=30)
            began = time.monotonic()
            report = run(world, outside())
            taken.append(time.monotonic() - began)
    _say("healthy site, every outside check", taken, report)


def silent() -> None:
    """A whole run in which nothing answers, with the usual deadline."""
    with DnsServer(all_silent=True) as dns:
        options = NetworkOptions(resolver=dns.where, timeout=30)
        world = World(target=target_for("example.com"), options=options)
        began = time.monotonic()
        report = run(world, outside())
        _say("no server answers, deadline 30 s", [time.monotonic() - began], report)


def many(domains: int) -> None:
    """Email checks of many domains, one after another."""
    names = [f"coach{number}.example" for number in range(domains)]
    checks = choose(registry.all_checks(), only=["email"])
    process = psutil.Process()
    with DnsServer("\n".join(ZONE.format(name) for name in names)) as dns:
        began = time.monotonic()
        for number, name in enumerate(names):
            if number % 50 == 0:
                print(f"  after {number:3} domains: {process.memory_info().rss / 2**20:.0f} MB")
            run(world_of(dns, name, mail=Mail(domain=name), timeout=30), checks)
        spent = time.monotonic() - began
    print(f"  after {domains:3} domains: {process.memory_info().rss / 2**20:.0f} MB")
    print(f"  {spent / domains * 1000:.0f} ms a domain")


def _say(what: str, taken: list[float], report: Report) -> None:
    counts = report.as_json()["summary"]
    print(f"{what}: median {statistics.median(taken):.2f} s, worst {max(taken):.2f} s; {counts}")


def main() -> None:
    """All three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--domains", type=int, default=200)
    options = parser.parse_args()
    healthy(options.rounds)
    silent()
    print(f"email checks of {options.domains} domains:")
    many(options.domains)


if __name__ == "__main__":
    main()
