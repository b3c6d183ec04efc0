from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0003_list_orders")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="contract_amount",
            field=models.BigIntegerField(null=True, verbose_name="contract amount"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="starts_on",
            field=models.DateField(null=True, verbose_name="start"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="ends_on",
            field=models.DateField(null=True, verbose_name="planned completion"),
        ),
    ]
