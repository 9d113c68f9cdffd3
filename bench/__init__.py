"""Measurements a person can repeat: each module is one command, each has a page with its last figures."""
