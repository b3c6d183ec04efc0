import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_initial")]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.RemoveIndex(model_name="constructionsite", name="sites_site_name_trgm"),
        migrations.RemoveIndex(model_name="constructionsite", name="sites_site_name_en_trgm"),
        migrations.RemoveIndex(model_name="constructionsite", name="sites_site_address_trgm"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="sites.constructionsite",
                        verbose_name="construction site",
                    ),
                ),
                ("name", models.TextField(verbose_name="name")),
                ("name_en", models.TextField(blank=True, db_default="", default="", verbose_name="name in English")),
                (
                    "other",
                    models.TextField(
                        blank=True, db_default="", default="", verbose_name="address, districts, department and firms"
                    ),
                ),
                ("squeezed", models.TextField(verbose_name="name without spaces")),
                ("initials", models.TextField(verbose_name="initial consonants of the name")),
                (
                    "districts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None, verbose_name="districts"
                    ),
                ),
                ("work_type", models.CharField(max_length=30, verbose_name="work type")),
                ("status", models.CharField(max_length=10, verbose_name="status")),
                ("department_id", models.BigIntegerField(null=True, verbose_name="department")),
                ("is_done", models.BooleanField(verbose_name="completed")),
                ("updated_on", models.DateField(verbose_name="last release")),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None, verbose_name="tokens"
                    ),
                ),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["tokens"], name="sites_search_tokens"
                    ),
                    models.Index(fields=["is_done", "-updated_on", "-site"], name="sites_search_rank"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="word")),
                ("keys", models.CharField(max_length=240, verbose_name="keys that type it")),
                ("sites", models.IntegerField(verbose_name="number of sites")),
            ],
            options={
                "verbose_name": "word of the search",
                "verbose_name_plural": "words of the search",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass("keys", name="gist_trgm_ops"),
                        name="sites_search_word_keys",
                    )
                ],
            },
        ),
    ]
