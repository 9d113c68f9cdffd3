from django.db import migrations

from ops.releases.trigrams import AddTrigramIndex


class Migration(migrations.Migration):
    """Searching by parts of words."""

    atomic = False

    dependencies = [
        ("leads", "0005_search_leads"),
    ]

    operations = [
        AddTrigramIndex("Enquiry", "leads_enquiry_words", ["message"]),
    ]
