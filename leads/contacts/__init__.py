"""Bringing in the people whom the founder knows already."""
