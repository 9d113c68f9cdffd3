"""The first day: ``manage.py setup`` asks what only the founder knows, and writes it down.

Nothing is written before the last question is answered, and then all of it or nothing.
"""
