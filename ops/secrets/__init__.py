"""Finds keys and passwords where they must not be: in files, in the git history, in what a build
hands out, and in logs.

``kinds`` says what each key looks like and how that very key is revoked; ``detect`` finds them in a
text; ``tree``, ``history``, ``build`` and ``stream`` bring the texts; ``scan`` puts it together.
Nothing that leaves this package holds the value of a key.
"""
