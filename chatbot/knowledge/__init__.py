"""The founder's knowledge: split into passages, indexed, searched, and quoted word for word.

Nothing here imports Django, so that the engine can be measured and tested on its own
(`python -m bench.retrieval`). The models and the import commands feed it.
"""
