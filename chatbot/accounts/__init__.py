"""Signing in for visitors and staff, on pages of the house: allauth does it, this dresses it."""
