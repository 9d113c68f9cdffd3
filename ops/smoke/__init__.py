"""Trying a running site as a visitor would, step by step; each room brings its own steps."""
