import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_link"),
    ]

    operations = [
        migrations.CreateModel(
            name="AutosavedForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=200, verbose_name="form")),
                ("values", models.JSONField(default=dict, verbose_name="values")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved entry",
                "verbose_name_plural": "unsaved entries",
                "constraints": [models.UniqueConstraint(fields=("official", "form"), name="desk_autosaved_form_once")],
            },
        ),
    ]
