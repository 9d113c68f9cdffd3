"""What the two deploy buttons read, made from the manifest: ``app.json`` and ``render.yaml``."""
