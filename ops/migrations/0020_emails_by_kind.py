from django.db import migrations, models

from ops.releases.operations import AddIndexConcurrently


class Migration(migrations.Migration):
    """The filter by kind beside the list of emails."""

    atomic = False

    dependencies = [
        ("ops", "0019_pending_erasures"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="outboxmessage",
            index=models.Index(fields=["kind", "-created_at"], name="ops_outbox_kind"),
        ),
    ]
