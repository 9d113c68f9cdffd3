"""The launch checks of the ground floor, found as those of every app are."""

from ops.launch.checks import dns_caa, dns_names, dns_registration, dns_zone, inside, tls
from ops.launch.checks.mail import dkim, dmarc, mx, spf
from ops.launch.gather.mail import gathering

__all__ = [
    "dkim", "dmarc", "dns_caa", "dns_names", "dns_registration", "dns_zone", "gathering", "inside",
    "mx", "spf", "tls",
]  # fmt: skip
