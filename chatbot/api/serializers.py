"""What the conversation API takes and gives."""

from __future__ import annotations

import re
from typing import Any

from rest_framework import serializers

from chatbot.models import Message
from chatbot.person.promise import known_zone
from ops.web.campaign import TouchSerializer, UtmField

#: The longest message a visitor may send, in characters.
MESSAGE_LENGTH = 4000


class IdentitySerializer(serializers.Serializer[Any]):
    """Who the visitor is on your own site: ``hash`` is the HMAC-SHA256 of ``id``, in hex."""

    id = serializers.CharField(max_length=200)
    hash = serializers.RegexField(
        r"^[0-9A-Fa-f]{64}$",
        error_messages={"invalid": "Send the HMAC-SHA256 of the id as 64 hex digits."},
    )


ZONE = (
    "The visitor's time zone, such as Europe/Berlin: opening hours are told in it. A name that is "
    "not known is left out."
)


class ZoneField(serializers.CharField):
    """A time zone as the browser names it; one that is not known is left out, not refused."""

    def to_internal_value(self, data: Any) -> str:
        """The name, or ""."""
        return known_zone(super().to_internal_value(data))


class StartSerializer(serializers.Serializer[Any]):
    """Where a conversation starts; every field may be left out."""

    page_url = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    referrer = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    utm = UtmField(required=False)
    first_touch = TouchSerializer(required=False)
    identity = IdentitySerializer(required=False)
    time_zone = ZoneField(required=False, allow_blank=True, max_length=100, help_text=ZONE)
    locale = serializers.RegexField(
        r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{1,8})*$",
        max_length=35,
        required=False,
        allow_blank=True,
        error_messages={"invalid": "Send a language tag such as en or pt-BR."},
    )


class HandoffSerializer(serializers.Serializer[Any]):
    """Whether a person is wanted or there, and when one answers, in the visitor's language."""

    state = serializers.ChoiceField(choices=["none", "waiting", "person"])
    person = serializers.CharField()
    who = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    again = serializers.CharField()
    open = serializers.BooleanField()
    reply_by = serializers.DateTimeField(allow_null=True)
    back_at = serializers.DateTimeField(allow_null=True)


class StartedSerializer(serializers.Serializer[Any]):
    """A new conversation. The token is shown this once."""

    id = serializers.UUIDField()
    token = serializers.CharField()
    greeting = serializers.CharField()
    suggestions = serializers.ListField(child=serializers.CharField())
    handoff = HandoffSerializer()
    booking_reference = serializers.CharField(
        help_text="Give it to the booking page, so that a call booked there finds this "
        "conversation: Cal.com as metadata[conversation], Calendly as salesforce_uuid.",
    )


class MessageSerializer(serializers.Serializer[Any]):
    """A visitor's message."""

    text = serializers.CharField(max_length=MESSAGE_LENGTH)
    client_message_id = serializers.CharField(
        max_length=64,
        help_text="Your own id for this message, such as a UUID. Sending it again returns the "
        "same reply.",
    )

    def validate_client_message_id(self, value: str) -> str:
        """Plain characters only, since it is compared byte for byte."""
        if not re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", value):
            raise serializers.ValidationError(
                "Use 1 to 64 letters, digits, dots, colons, dashes or underscores; a UUID is best."
            )
        return value


class SourceSerializer(serializers.Serializer[Any]):
    """Where an answer was quoted from; ``url`` may be empty."""

    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class ReplySerializer(serializers.Serializer[Any]):
    """One message as it is shown."""

    id = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Message.Role.choices)
    author = serializers.CharField(allow_null=True, help_text="Who wrote it, for a person's.")
    text = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=["complete", "interrupted"])
    sources = SourceSerializer(many=True)
    actions = serializers.ListField(child=serializers.DictField())
    outcome = serializers.ChoiceField(choices=Message.Outcome.choices, allow_null=True)
    feedback = serializers.ChoiceField(choices=Message.Feedback.choices, allow_null=True)
    created_at = serializers.DateTimeField()


class HistorySerializer(serializers.Serializer[Any]):
    """A page of messages, oldest first; ``next`` is the address of the next page or null."""

    results = ReplySerializer(many=True)
    next = serializers.CharField(allow_null=True)
    handoff = HandoffSerializer()


class LookSerializer(serializers.Serializer[Any]):
    """What the visitor has: the newest message of a person, and the newest they have seen."""

    after = serializers.UUIDField(
        required=False, allow_null=True, help_text="Only what a person said after this message."
    )
    read = serializers.UUIDField(
        required=False, allow_null=True, help_text="Shown to the visitor: not sent by email."
    )
    time_zone = ZoneField(required=False, allow_blank=True, max_length=100, help_text=ZONE)


class NewsSerializer(serializers.Serializer[Any]):
    """What a person has said, oldest first, and whether one is there."""

    messages = ReplySerializer(many=True)
    handoff = HandoffSerializer()


class FeedbackSerializer(serializers.Serializer[Any]):
    """Thumbs up or down on a reply; null takes it back."""

    rating = serializers.ChoiceField(choices=Message.Feedback.choices, allow_null=True)


class TranscriptSerializer(serializers.Serializer[Any]):
    """Where to send the transcript."""

    email = serializers.CharField(max_length=254)
    time_zone = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text="The visitor's, as the time zone database names it; the times are in it.",
    )


class QueuedSerializer(serializers.Serializer[Any]):
    """What was asked for will be sent; ``id`` is what to ask for its state by."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=["queued"])


class SentSerializer(serializers.Serializer[Any]):
    """What became of it: ``delayed`` is tried again by itself, ``failed`` is not."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=["queued", "delayed", "sent", "failed"])
