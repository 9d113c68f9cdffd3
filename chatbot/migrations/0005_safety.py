from django.db import migrations, models

TOPICS = [
    ("crisis", "Somebody may be in danger"),
    ("medical", "Medical advice"),
    ("legal", "Legal advice"),
    ("financial", "Money and tax advice, promises of income"),
    ("refund", "Money back"),
]


def add_rules(apps, schema_editor):
    """One row a topic, so that the founder finds each in the admin; all on, as built in."""
    rules = apps.get_model("chatbot", "SafetyRule").objects.using(schema_editor.connection.alias)
    for topic, _ in TOPICS:
        rules.get_or_create(topic=topic)


class Migration(migrations.Migration):
    dependencies = [("chatbot", "0004_knowledge_sources")]

    operations = [
        migrations.CreateModel(
            name="SafetyRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(choices=TOPICS, max_length=12, unique=True)),
                ("is_on", models.BooleanField(default=True, help_text="The reply to somebody in danger cannot be switched off.", verbose_name="in use")),
                ("reply_en", models.TextField(blank=True, help_text="Empty: the text that comes with it.", verbose_name="what is said, in English")),
                ("reply_es", models.TextField(blank=True, verbose_name="in Spanish")),
                ("reply_de", models.TextField(blank=True, verbose_name="in German")),
                ("reply_fr", models.TextField(blank=True, verbose_name="in French")),
                ("reply_pt", models.TextField(blank=True, verbose_name="in Portuguese")),
                ("also", models.TextField(blank=True, help_text="Words or phrases that mean this topic too, one a line.", verbose_name="also when somebody writes")),
                ("never", models.TextField(blank=True, help_text="Words or phrases that are meant otherwise, one a line. For somebody in danger this is not used.", verbose_name="but not when somebody writes")),
            ],
            options={"verbose_name": "safe reply", "verbose_name_plural": "safe replies", "ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="CrisisLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="As the line calls itself.", max_length=120)),
                ("country", models.CharField(help_text="Where it can be reached from: a country or region, or: worldwide.", max_length=80)),
                ("contact", models.CharField(help_text="A phone number, or the address of a chat or page.", max_length=200, verbose_name="number or address")),
                ("source_url", models.URLField(help_text="The line's own page, so it can be checked.", max_length=500, verbose_name="where you found it")),
                ("confirmed_on", models.DateField(blank=True, help_text="The day you checked it: called the number or read it on the line's own page. Visitors see only lines with a date.", null=True)),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Smaller comes first.")),
            ],
            options={"ordering": ["position", "pk"]},
        ),
        migrations.RunPython(add_rules, migrations.RunPython.noop, elidable=False),
    ]
