"""Email addresses: which are taken, and when two are the same person's."""

from ops.addresses import address_key, address_problem, tidy

__all__ = ["address_key", "address_problem", "tidy"]
