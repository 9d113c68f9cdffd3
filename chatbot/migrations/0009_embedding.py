

import chatbot.models.embedding
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chatbot', '0008_erasure_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='first_touch',
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name='conversation',
            name='visitor_id',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.CreateModel(
            name='Embedding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origins', models.TextField(blank=True, help_text='One address a line, such as https://www.example.com. Nobody else can show your assistant. https://*.example.com stands for every name below example.com.', validators=[chatbot.models.embedding.sites_one_a_line], verbose_name='your websites')),
                ('side', models.CharField(choices=[('right', 'bottom right'), ('left', 'bottom left')], default='right', max_length=5, verbose_name='place of the button')),
                ('label', models.CharField(blank=True, help_text="Empty: Ask a question, in the visitor's language.", max_length=40, verbose_name='words on the button')),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'chat on your website',
                'verbose_name_plural': 'chat on your website',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='chatbot_embedding_is_one_row')],
            },
        ),
    ]
