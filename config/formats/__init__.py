"""How moments are written where a page leaves that to Django (``FORMAT_MODULE_PATH``)."""
