from django.db import migrations, models

from ops.releases.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    """Finding the few replies that visitors judged."""

    atomic = False

    dependencies = [
        ("chatbot", "0017_went_wrong"),
    ]

    operations = [
        AddIndexConcurrently(
            "message",
            models.Index(
                fields=["feedback", "-seq"],
                name="chatbot_message_thumbs",
                condition=models.Q(("feedback", ""), _negated=True),
            ),
        ),
    ]
