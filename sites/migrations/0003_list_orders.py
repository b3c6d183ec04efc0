from decimal import Decimal

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_search")]

    operations = [
        migrations.AddIndex(
            model_name="constructionsite",
            index=models.Index(fields=["ends_on", "id"], name="sites_site_completion"),
        ),
        migrations.RemoveIndex(model_name="constructionsite", name="sites_site_ends_on"),
        migrations.AddIndex(
            model_name="constructionsite",
            index=models.Index(fields=["latitude", "longitude"], name="sites_site_place"),
        ),
        migrations.AddIndex(
            model_name="constructionsite",
            index=models.Index(
                models.OrderBy(Coalesce("contract_amount", models.Value(-1)), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="sites_site_largest",
            ),
        ),
        migrations.AddIndex(
            model_name="constructionsite",
            index=models.Index(
                Coalesce(
                    models.F("actual_percent") - models.F("planned_percent"),
                    models.Value(Decimal(1000)),
                    output_field=models.DecimalField(decimal_places=2, max_digits=6),
                ),
                models.F("id"),
                name="sites_site_behind",
            ),
        ),
    ]
