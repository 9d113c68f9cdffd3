"""Campaign fields, as conversations and leads take them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class UtmField(serializers.DictField):
    """Campaign fields as ``{source, medium, campaign, term, content}``, ``utm_`` or not."""

    child = serializers.CharField(max_length=200, allow_blank=True)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse more than a campaign has."""
        if isinstance(data, dict) and len(data) > 12:
            raise serializers.ValidationError("Send at most 12 fields.")
        if isinstance(data, dict) and any(len(str(key)) > 40 for key in data):
            raise serializers.ValidationError("Field names may have at most 40 characters.")
        return super().to_internal_value(data)
