"""What the check commands share: their options, one run, its report, the exit code."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from ops import commands
from ops.launch import registry
from ops.launch.acceptance import FILE, Acceptance, BadAcceptances, apply, read
from ops.launch.findings import Report, Severity
from ops.launch.history import with_history
from ops.launch.network.connect import Rule
from ops.launch.network.names import BadName, ascii_name, is_address, is_local
from ops.launch.registry import Check
from ops.launch.report import FORMATS, Options, options_for
from ops.launch.report.as_json import dumps
from ops.launch.runner import choose, run
from ops.launch.world import NetworkOptions, Target, World, target_for

FAIL_ON = ("blocker", "trust", "cleanup", "never")


def add_options(parser: CommandParser) -> None:
    """Formats and network, the same for every check command."""
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text")
    parser.add_argument("--output", metavar="FILE", type=output_file, help="write the report there")
    parser.add_argument(
        "--fail-on", choices=FAIL_ON, default="blocker",
        help="the least finding that makes the exit code 1 (default: blocker)",
    )  # fmt: skip
    add_network_options(parser)


def add_network_options(parser: CommandParser, *, timeout: float = 30.0) -> None:
    """So that every look from outside can be tried on loopback; read by ``network_of``."""
    network = parser.add_argument_group("network")
    network.add_argument(
        "--resolver", metavar="HOST:PORT", type=server, help="the only DNS server asked"
    )
    network.add_argument(
        "--connect-to", metavar="HOST:PORT:ADDR:PORT", action="append", type=rule, default=[],
        help="connect there instead, as curl does; may be given several times",
    )  # fmt: skip
    network.add_argument("--ca-file", metavar="PEM", type=ca_file, default=None,
                         help="trust these certificate authorities alone")  # fmt: skip
    network.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=timeout,
        help=f"for the whole run (default: {timeout:.0f})",
    )  # fmt: skip


def server(text: str) -> tuple[str, int]:
    """``HOST:PORT`` or ``[IPv6]:PORT`` of a DNS server; the port may be left out."""
    host, colon, port = text.rpartition(":")
    if not colon or (":" in host and not text.startswith("[")):
        host, port = text, "53"
    host = host.strip("[]")
    if host == "localhost":
        host = "127.0.0.1"
    if not is_address(host) or not port.isdigit() or not 0 < int(port) < 65536:
        raise ArgumentTypeError(
            f"must be an address and a port, such as 127.0.0.1:53, not {text!r}"
        )
    return host, int(port)


def rule(text: str) -> Rule:
    """One ``--connect-to``."""
    try:
        found = Rule.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if found.address == "localhost":
        found = replace(found, address="127.0.0.1")
    if found.address and not is_address(found.address):
        raise ArgumentTypeError(f"ADDR must be an IP address, not {found.address!r}")
    return found


def ca_file(text: str) -> str:
    """A file of PEM certificates."""
    try:
        readable = "BEGIN CERTIFICATE" in Path(text).read_text("utf-8", "replace")
    except OSError as error:
        raise ArgumentTypeError(f"{text!r} cannot be read: {error.strerror}") from error
    if not readable:
        raise ArgumentTypeError(f"{text!r} holds no PEM certificate")
    return text


def seconds(text: str) -> float:
    """A time between a tenth of a second and an hour."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0.1 <= found <= 3600:
        raise ArgumentTypeError(f"must be a number of seconds from 0.1 to 3600, not {text!r}")
    return found


def output_file(text: str) -> str:
    """A file that can be written; known before the run rather than after it."""
    path = Path(text)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise ArgumentTypeError(f"{text!r} cannot be written: its folder does not exist")
    return text


def network_of(options: dict[str, Any]) -> NetworkOptions:
    """The network options as they were given."""
    return NetworkOptions(
        resolver=options["resolver"],
        connect_to=tuple(options["connect_to"]),
        ca_file=options["ca_file"] or "",
        timeout=options["timeout"],
    )


def target_of(url: str, **more: Any) -> Target:
    """A target for an address as people type it; raises ``WrongUse``."""
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        port = parts.port
    except ValueError:
        raise commands.WrongUse(f"{url!r} is no web address: its port is no number.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise commands.WrongUse(f"{url!r} is no web address; give one such as https://example.com.")
    if parts.username or parts.password:
        raise commands.WrongUse("Leave the user name and password out of the address.")
    host = name_of(parts.hostname) if not is_address(parts.hostname) else parts.hostname
    local = is_local(host)
    scheme = parts.scheme if local else "https"
    shown = f"[{host}]" if ":" in host else host
    address = f"{scheme}://{shown}" + (f":{port}" if port else "") + (parts.path or "/")
    return target_for(host, url=address, port=port or (443 if scheme == "https" else 80), **more)


def name_of(text: str) -> str:
    """A host name in ASCII; raises ``WrongUse``."""
    try:
        return text.lower() if is_local(text.lower()) else ascii_name(text)
    except BadName as error:
        raise commands.WrongUse(str(error)) from error


def checks_for(only: Sequence[str] = (), stages: Sequence[int] = ()) -> list[Check]:
    """The checks that were asked for; raises ``WrongUse`` when one fits none."""
    everything = registry.all_checks()
    for prefix in only:
        if not choose(everything, only=[prefix]):
            areas = sorted({check.id.partition(".")[0] for check in everything})
            raise commands.WrongUse(
                f"No check begins with {prefix!r}. They begin with {', '.join(areas)}; "
                "launch_check --list shows all."
            )
    for stage in stages:
        if stage not in range(1, 8):
            raise commands.WrongUse(f"There are stages 1 to 7, and no {stage}.")
    return choose(everything, only=only, stages=stages)


def accepted_here() -> tuple[Acceptance, ...]:
    """What ``launch.toml`` accepts: the one in this folder, else the project's."""
    path = next(
        (folder / FILE for folder in (Path.cwd(), settings.BASE_DIR) if (folder / FILE).exists()),
        settings.BASE_DIR / FILE,
    )
    try:
        return read(path, [check.id for check in registry.all_checks()])
    except BadAcceptances as error:
        raise commands.WrongUse(str(error)) from error


class CheckCommand(commands.Command):
    """A command that runs launch checks and prints what they found."""

    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own form
    requires_migrations_checks = False

    def look(
        self,
        target: Target,
        checks: Sequence[Check],
        options: dict[str, Any],
        notes: Sequence[str] = (),
    ) -> Report:
        """Run the checks, take out what ``launch.toml`` accepts, store it, say what changed."""
        accepted = accepted_here()
        world = World(
            target=target,
            options=network_of(options),
            lighthouse=bool(options.get("lighthouse")),
            progress=Progress(self, target.host),
        )
        report = apply(run(world, checks), accepted, timezone.localdate())
        return with_history(replace(report, notes=(*notes, *report.notes)))

    def deliver(self, reports: Sequence[Report], options: dict[str, Any]) -> None:
        """Print, or write to the file; then exit with what was found."""
        name = "json" if options["json"] else options["format"]
        style = Options() if options["output"] else options_for(sys.stdout)
        if len(reports) == 1 or name != "json":
            text = "\n".join(FORMATS[name](report, style) for report in reports)
        else:
            text = dumps({"schema": 1, "reports": [report.as_json() for report in reports]})
        if options["output"]:
            try:
                Path(options["output"]).write_text(text, encoding="utf-8")
            except OSError as error:
                raise commands.WrongUse(
                    f"{options['output']} cannot be written: {error.strerror}."
                ) from error
            self.say(f"Written to {options['output']}.")
        else:
            self.stdout.write(text, ending="" if text.endswith("\n") else "\n")
        code = exit_code(reports, options["fail_on"])
        if code:
            sys.exit(code)


def exit_code(reports: Sequence[Report], fail_on: str) -> int:
    """1 with a finding at or above ``fail_on``, else 3 when something essential is not known."""
    if fail_on != "never":
        least = Severity(fail_on).rank
        found = [finding for report in reports for _, finding in report.findings()]
        if any(finding.severity.rank <= least for finding in found):
            return commands.FINDINGS
    if any(report.incomplete for report in reports):
        return commands.INCOMPLETE
    return commands.FINE


class Progress:
    """A line on stderr, at most twice a second."""

    def __init__(self, command: commands.Command, host: str) -> None:
        self._command, self._host, self._last = command, host, 0.0

    def __call__(self, text: str) -> None:
        """Say how far it is."""
        now = time.monotonic()
        if now - self._last >= 0.5:
            self._last = now
            self._command.say(f"{self._host}: {text}")
