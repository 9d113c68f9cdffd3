"""Who did what, and when: log-ins, exports, erasures, roles and settings.

``record`` is the one way in. Rooms name the tables whose changes count as settings with ``watch``,
in their ``AppConfig.ready()``.
"""

from ops.audit.kinds import Kind
from ops.audit.watched import watch, watched
from ops.audit.write import record

__all__ = ["Kind", "record", "watch", "watched"]
