import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chatbot", "0003_model_usage")]

    operations = [
        migrations.AddField(
            model_name="knowledgeentry",
            name="source",
            field=models.CharField(
                blank=True,
                db_index=True,
                editable=False,
                max_length=500,
                verbose_name="imported from",
            ),
        ),
        migrations.AddField(
            model_name="knowledgeentry",
            name="imported_as",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.CreateModel(
            name="KnowledgeImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Reading"),
                            ("ready", "waits for you"),
                            ("done", "imported"),
                            ("dropped", "not imported"),
                            ("failed", "did not finish"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("heard_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("started_by", models.CharField(blank=True, max_length=150)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("progress", models.CharField(blank=True, max_length=300)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("content", models.JSONField(blank=True, default=dict)),
                ("outcome", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="knowledgeimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "reading")),
                fields=("state",),
                name="chatbot_one_import_reads",
            ),
        ),
    ]
