"""Measurements a person can repeat: each module is one command, with a page of its figures."""
