"""Releases: what went out, when, with which schema; and the way back."""
