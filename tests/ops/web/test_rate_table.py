"""The table a founder edits can be read, door by door."""

from __future__ import annotations

from django.conf import settings

from ops.web.limits import parse_rate

KINDS = {"address", "conversation", "account", "everybody"}


def test_every_line_of_the_table_is_understood() -> None:
    for door, kinds in settings.RATE_LIMITS.items():
        assert set(kinds) <= KINDS, door
        for rates in kinds.values():
            for rate in rates:
                count, period = parse_rate(rate)
                assert count >= 2, "half of one is none: an outage would close the door"
                assert period in (1, 60, 3600, 86400)
