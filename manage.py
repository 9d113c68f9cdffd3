#!/usr/bin/env python
"""The door to every command: ``python manage.py help`` lists them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; a bad environment is explained instead of traced."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        from django.conf import settings

        environment = getattr(settings, "ENVIRONMENT", None)
        sys.stderr.write(f"{(environment and environment.refusal_text()) or error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
