from django.db import migrations


def make(apps, schema_editor):
    """The groups themselves; what they may do is set after each migration."""
    group = apps.get_model("auth", "Group")
    for name in ("Owner", "Assistant"):
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):

    dependencies = [
        ("ops", "0004_audit_trail"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    # Backwards nothing is taken away: people may hold the roles.
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
