from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="UseCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("visit", "visits"),
                            ("page", "pages read"),
                            ("language", "languages"),
                            ("site", "pages of sites"),
                            ("search", "searches"),
                            ("empty-search", "searches without results"),
                            ("download", "downloads"),
                            ("feed", "feeds and calendars fetched"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=60, verbose_name="which")),
                ("used_on", models.DateField(verbose_name="day")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
            ],
            options={
                "verbose_name": "use of the pages",
                "verbose_name_plural": "use of the pages",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("what", "used_on", "key"), name="usage_count_once"),
                ],
            },
        ),
    ]
