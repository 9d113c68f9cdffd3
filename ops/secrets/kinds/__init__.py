"""Every kind of key that is known."""

from __future__ import annotations

from ops.secrets.kind import Kind
from ops.secrets.kinds import common, email, hosting, messages, models, payments, work

#: The order decides which kind a value is when several shapes fit: the more telling one first.
ALL: tuple[Kind, ...] = (
    *models.KINDS, *payments.KINDS, *email.KINDS, *messages.KINDS, *hosting.KINDS, *work.KINDS,
    *common.KINDS,
)  # fmt: skip
BY_ID = {kind.id: kind for kind in ALL}


def by_name(name: str) -> Kind | None:
    """The kind that a variable's name tells, such as Postmark's for ``postmark_server_token``."""
    lower = name.lower().replace("-", "_")
    best: tuple[int, Kind | None] = (0, None)
    for kind in ALL:
        for part in kind.names:
            if part in lower and len(part) > best[0]:
                best = len(part), kind
    return best[1]
