"""Bringing knowledge in from files: read rows, judge them, store them, all or nothing."""
