from django.db import migrations, models

from ops.releases.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    """Finding the few replies that went wrong or were not liked."""

    atomic = False

    dependencies = [
        ("chatbot", "0016_search_messages"),
    ]

    operations = [
        AddIndexConcurrently(
            "message",
            models.Index(
                fields=["-seq"],
                name="chatbot_message_went_wrong",
                condition=models.Q(
                    ("status", "interrupted"), ("outcome", "degraded"), ("feedback", "down"),
                    _connector="OR",
                ),
            ),
        ),
    ]
