"""The Dockerfile carried out, and its image run, without a container engine.

So that it is tested where none exists, and not only read.
"""
