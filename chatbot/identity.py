"""Who a visitor is on the founder's own site, believed only with that site's signature.

The signature is the HMAC-SHA256 of the visitor's id under IDENTITY_SECRET, in hex, made on the
founder's server: the form that Intercom, Chatwoot and Front share. It names a conversation for the
founder. It opens none: a conversation is opened by its token alone.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from ops.web.problems import Problem


def signature(secret: str, visitor_id: str) -> str:
    """The signature of an id: 64 hex digits."""
    return hmac.new(secret.encode(), visitor_id.encode(), hashlib.sha256).hexdigest()


def verified(visitor_id: str, signed: str) -> str:
    """The id, when the signature is right; raises ``Problem`` (403) otherwise."""
    secret: str = settings.IDENTITY_SECRET
    if not secret:
        raise Problem(
            403,
            "Identities are off",
            "This site has no IDENTITY_SECRET, so nobody's identity can be believed. "
            "docs/embed.md says how to set it.",
        )
    if not hmac.compare_digest(signature(secret, visitor_id), signed.lower()):
        raise Problem(
            403,
            "Not signed by your site",
            "The hash must be the HMAC-SHA256 of the id under IDENTITY_SECRET, in hex, made on "
            "your server.",
        )
    return visitor_id
