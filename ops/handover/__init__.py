"""One document with which a stranger can run the site: who owns what, and what to do when.

``gathering`` asks the world (with the launch check's own gatherers), ``questions`` asks a person,
``compose`` makes the document of both and does no I/O, ``sealing`` takes out what must not leave,
``as_markdown`` and ``as_html`` write it. What nobody knows is an open question in it, never a
guess.
"""
