"""Uptime providers, against servers on loopback that speak their APIs."""
