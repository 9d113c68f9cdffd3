from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0006_search_enquiries'),
    ]

    operations = [
        migrations.AddField(
            model_name='contactimport',
            name='decision',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='reached',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='total',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='contactimport',
            name='revision',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='contactimport',
            name='state',
            field=models.CharField(choices=[('ready', 'Waits for you'), ('storing', 'Being imported'), ('done', 'Imported'), ('stopped', 'Stopped'), ('dropped', 'Not imported')], default='ready', max_length=10),
        ),
    ]
