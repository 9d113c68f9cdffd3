from django.db import migrations

from ops.releases.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    """Searching by parts of words."""

    atomic = False

    dependencies = [
        ("ops", "0020_emails_by_kind"),
    ]

    operations = [
        AddTrigramIndex("OutboxMessage", "ops_outbox_words", ["to", "subject", "message_id"]),
    ]
