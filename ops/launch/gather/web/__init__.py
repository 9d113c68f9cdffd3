"""Gathers what a visitor's browser meets: every way in, the pages, how quick they are."""
