"""Asking Cloudflare for its address ranges, and doubting the answer.

Whoever stands in this list may say who a visitor is. So an answer that is cut short, that is a
page instead of a list, or that holds addresses which nobody has on the internet, changes nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ops.web.cloudflare import Network
from ops.web.no_redirects import NoRedirects

SITE = "https://www.cloudflare.com"
LISTS = {4: "ips-v4", 6: "ips-v6"}
#: Bytes of an answer that are read at most; the real ones have a few hundred.
LONGEST = 64 * 1024
#: Seconds for each answer.
PATIENCE = 15.0
#: Ranges of each kind that a believable list has.
FEWEST, MOST = 3, 200
#: The shortest prefix that is believed: Cloudflare's widest are a /13 and a /29.
WIDEST = {4: 10, 6: 24}
#: The part of the known ranges that a new list has to cover.
KEPT = 0.75


class OddAnswer(Exception):
    """The lists cannot be had, or cannot be believed; the message says why."""


def fetch(base: str = SITE) -> dict[int, list[Network]]:
    """Both lists from ``base``, by IP version; raises ``OddAnswer``."""
    return {version: parse(_read(f"{base}/{name}"), version) for version, name in LISTS.items()}


def _read(url: str) -> str:
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise OddAnswer("the lists are only fetched over https")
    asked = urllib.request.Request(url, headers={"User-Agent": "slipway"})  # noqa: S310 - checked above
    # The lists have stood at their addresses for years.
    opener = urllib.request.build_opener(NoRedirects)
    try:
        with opener.open(asked, timeout=PATIENCE) as answer:
            body: bytes = answer.read(LONGEST + 1)
            status = answer.status
    except urllib.error.HTTPError as error:
        raise OddAnswer(f"{url} answered {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise OddAnswer(f"{url} cannot be reached ({type(error).__name__})") from error
    if status != 200:
        raise OddAnswer(f"{url} answered {status}")
    if len(body) > LONGEST:
        raise OddAnswer(f"{url} is too long for a list of addresses")
    try:
        return body.decode("ascii")
    except UnicodeDecodeError as error:
        raise OddAnswer(f"{url} is no list of addresses") from error


def parse(text: str, version: int) -> list[Network]:
    """The ranges of one list, one a line; raises ``OddAnswer`` for anything else."""
    found: list[Network] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        try:
            network = ipaddress.ip_network(line)
        except ValueError as error:
            raise OddAnswer(f"the IPv{version} list holds a line that is no range") from error
        if network.version != version or "/" not in line:
            raise OddAnswer(f"the IPv{version} list holds {network}, which does not belong there")
        if not network.is_global or network.is_multicast:
            raise OddAnswer(f"the list holds {network}, which nobody has on the internet")
        if network.prefixlen < WIDEST[version]:
            raise OddAnswer(f"the list holds {network}, which is too wide to be one company's")
        if any(network.overlaps(other) for other in found):
            raise OddAnswer(f"the list holds {network} twice")
        found.append(network)
    if not FEWEST <= len(found) <= MOST:
        raise OddAnswer(f"the IPv{version} list holds {len(found)} ranges")
    return found


def judge(new: Iterable[Network], known: Iterable[Network]) -> list[Network]:
    """The known ranges that are gone; raises ``OddAnswer`` when those are more than a few."""
    fresh, before = list(new), list(known)
    gone = [old for old in before if not _covered(old, fresh)]
    if len(before) - len(gone) < KEPT * len(before):
        raise OddAnswer(
            f"{len(gone)} of {len(before)} known ranges are missing from the lists; if Cloudflare "
            "has really given them up, see https://www.cloudflare.com/ips/ and use --fewer"
        )
    return gone


def _covered(old: Network, fresh: list[Network]) -> bool:
    inside = [net for net in fresh if net.version == old.version and net.overlaps(old)]
    if any(net.prefixlen <= old.prefixlen for net in inside):
        return True
    return sum(net.num_addresses for net in inside) == old.num_addresses


def write(file: Path, lists: dict[int, list[Network]], *, read: date) -> None:
    """Put the lists in place of ``file`` in one step: whoever reads meets the old or the new."""
    kept = {
        "source": "https://www.cloudflare.com/ips/",
        "read": read.isoformat(),
        "ipv4": [str(network) for network in lists[4]],
        "ipv6": [str(network) for network in lists[6]],
    }
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as output:
            output.write(json.dumps(kept, indent=2) + "\n")
            output.flush()
            os.fsync(output.fileno())
        Path(name).chmod(file.stat().st_mode if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
