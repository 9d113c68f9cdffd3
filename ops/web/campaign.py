"""Where a visitor came from, as conversations and leads take it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

#: What advertising networks add to a link (Google, Meta, Microsoft, LinkedIn, TikTok, X, Reddit …).
CLICK_IDS = frozenset(
    {"gclid", "gbraid", "wbraid", "dclid", "fbclid", "msclkid", "li_fat_id"}
    | {"ttclid", "twclid", "rdt_cid", "epik", "mc_eid"}
)


class UtmField(serializers.DictField):
    """Campaign fields as ``{source, medium, campaign, term, content}``, ``utm_`` or not, and the
    ids that advertising networks add to a link, such as ``gclid``."""

    child = serializers.CharField(max_length=200, allow_blank=True)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse more than a campaign has."""
        if isinstance(data, dict) and len(data) > 12:
            raise serializers.ValidationError("Send at most 12 fields.")
        if isinstance(data, dict) and any(len(str(key)) > 40 for key in data):
            raise serializers.ValidationError("Field names may have at most 40 characters.")
        return super().to_internal_value(data)


class TouchSerializer(serializers.Serializer[Any]):
    """One arrival: the page, what led there, and the campaign; every field may be left out."""

    page_url = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    referrer = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    utm = UtmField(required=False)
