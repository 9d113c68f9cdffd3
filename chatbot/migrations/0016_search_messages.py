from django.db import migrations

from ops.releases.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    """Searching by parts of words."""

    atomic = False

    dependencies = [
        ("chatbot", "0015_emailed_to"),
    ]

    operations = [
        AddTrigramIndex("Message", "chatbot_message_words", ["text"]),
    ]
