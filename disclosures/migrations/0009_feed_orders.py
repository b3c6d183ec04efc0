from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0008_orders_of_pages"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("state", "released")),
                fields=["kind", "-released_at", "-id"],
                name="disclosures_release_of_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("state__in", ("withdrawn", "erased"))),
                fields=["-ended_at"],
                name="disclosures_release_taken_down",
            ),
        ),
    ]
