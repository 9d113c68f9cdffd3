from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chatbot", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="business",
            name="language",
            field=models.CharField(
                choices=[
                    ("en", "English"),
                    ("es", "Español"),
                    ("de", "Deutsch"),
                    ("fr", "Français"),
                    ("pt", "Português"),
                ],
                default="en",
                help_text="The language your answers are written in. The page is shown in it too.",
                max_length=7,
            ),
        ),
    ]
