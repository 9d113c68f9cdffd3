from django.db import migrations

from ops.releases.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    """Searching by parts of words."""

    atomic = False

    dependencies = [
        ("leads", "0004_bookings"),
    ]

    operations = [
        AddTrigramIndex("Lead", "leads_lead_words", ["name", "email", "phone"]),
    ]
