"""Asking one address and no other: what it redirects to is not followed.

A redirect would carry a secret, in a header or in the address itself, to another host.
"""

from __future__ import annotations

import urllib.request
from typing import Any


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """For ``urllib.request.build_opener``: a redirect is the ``HTTPError`` that its status is."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere."""
