"""Migrations of a made-up shop for coaching hours: what may go out, and what must not."""
