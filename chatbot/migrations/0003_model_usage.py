import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chatbot", "0002_business_language")]

    operations = [
        migrations.CreateModel(
            name="ModelHealth",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("label", models.CharField(max_length=200)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("kind", models.CharField(blank=True, max_length=20, verbose_name="why")),
                ("away_until", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="OwnerTold",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Spending",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("cost_micros", models.BigIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ModelCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("provider", models.CharField(max_length=20)),
                ("model", models.CharField(max_length=120)),
                ("tokens_in", models.PositiveIntegerField(default=0)),
                ("tokens_out", models.PositiveIntegerField(default=0)),
                (
                    "cost_micros",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="cost in millionths of a US dollar"
                    ),
                ),
                ("estimated", models.BooleanField(default=True, verbose_name="counted by us")),
                (
                    "finish",
                    models.CharField(blank=True, max_length=40, verbose_name="how it ended"),
                ),
                ("first_token_ms", models.PositiveIntegerField(blank=True, null=True)),
                ("duration_ms", models.PositiveIntegerField(blank=True, null=True)),
                ("settled", models.BooleanField(default=False)),
                (
                    "conversation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="model_calls",
                        to="chatbot.conversation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="model_calls",
                        to="chatbot.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "model call",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["-created_at"], name="chatbot_modelcall_recent")
                ],
            },
        ),
    ]
