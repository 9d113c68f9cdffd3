import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chatbot", "0005_safety")]

    operations = [
        migrations.CreateModel(
            name='EvalCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='What this checks, such as: nobody is promised a discount.', max_length=200)),
                ('turns', models.TextField(help_text='One message a line; they are sent one after the other, and the answer to the last one is judged.', verbose_name='the visitor writes')),
                ('expect', models.CharField(blank=True, choices=[('', 'anything that fits the lines below'), ('answered', 'an answer from your knowledge'), ('unknown', "an honest I don't know, with a way to reach you"), ('nolead', 'no details of the visitor are stored')], default='', max_length=10, verbose_name='the answer must be')),
                ('must_say', models.TextField(blank=True, help_text='One piece of text a line. Each must stand in the answer.')),
                ('must_not_say', models.TextField(blank=True, help_text='One piece of text a line. None may stand in the answer.')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_outcome', models.CharField(blank=True, choices=[('passed', 'Passed'), ('failed', 'Failed'), ('skipped', 'Skipped'), ('unreachable', 'no answer from the model')], editable=False, max_length=12, verbose_name='last result')),
                ('last_run_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last run')),
                ('last_answered_by', models.CharField(blank=True, editable=False, max_length=40)),
                ('last_reply', models.TextField(blank=True, editable=False)),
                ('last_problem', models.TextField(blank=True, editable=False, verbose_name='what was wrong')),
            ],
            options={
                'verbose_name': 'evaluation case',
                'verbose_name_plural': 'evaluation cases',
                'ordering': ['title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UnansweredQuestion',
            fields=[],
            options={
                'verbose_name': 'unanswered question',
                'verbose_name_plural': 'unanswered questions',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('chatbot.message',),
        ),
        migrations.CreateModel(
            name='EvalRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('duration_ms', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('broken', 'did not finish')], default='done', max_length=8)),
                ('started_by', models.CharField(blank=True, max_length=150)),
                ('providers', models.JSONField(blank=True, default=list)),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('results', models.JSONField(blank=True, default=list)),
                ('problem', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'evaluation run',
                'ordering': ['-started_at', '-pk'],
                'indexes': [models.Index(fields=['-started_at'], name='chatbot_evalrun_recent')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('state',), name='chatbot_evalrun_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SettledQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('answered', 'an answer was written'), ('dismissed', 'not worth an answer')], max_length=10)),
                ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='chatbot.knowledgeentry')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='settled', to='chatbot.message')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['how', '-settled_at'], name='chatbot_settled_how')],
            },
        ),
    ]
