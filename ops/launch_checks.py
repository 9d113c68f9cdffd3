"""The launch checks of the ground floor, found as those of every app are."""

from ops.launch.checks import dns_caa, dns_names, dns_registration, dns_zone, inside

__all__ = ["dns_caa", "dns_names", "dns_registration", "dns_zone", "inside"]
