"""The checks of certificates and TLS: whether visitors reach the site without a warning.

Revocation is left alone on purpose: Let's Encrypt ended OCSP in 2025, and browsers use lists of
their own.
"""

from ops.launch.checks.tls import dates, names, reachable, strength, trust

__all__ = ["dates", "names", "reachable", "strength", "trust"]
