"""Cloudflare's published address ranges, as read on ``READ`` into the file beside this one.

``python manage.py refresh_cloudflare_ranges`` asks for them again. A running process keeps what it
started with.
"""

from __future__ import annotations

import ipaddress
import json
from datetime import date
from pathlib import Path
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FILE = Path(__file__).with_name("cloudflare_ranges.json")

_kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
RANGES: tuple[str, ...] = (*_kept["ipv4"], *_kept["ipv6"])
#: When they were read from Cloudflare.
READ = date.fromisoformat(_kept["read"])
NETWORKS: tuple[Network, ...] = tuple(ipaddress.ip_network(item) for item in RANGES)


def is_edge(address: str) -> bool:
    """Whether an address is one of Cloudflare's; False for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in NETWORKS)
