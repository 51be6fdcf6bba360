"""A consent names the parts of a case that rooms added."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0015_reasons_of_the_erased")]
    operations = [
        migrations.AddField(
            model_name="consentgrant",
            name="parts",
            field=models.CharField(
                blank=True, default="", help_text="parts that rooms added, as |needs|plan|", max_length=200
            ),
            preserve_default=False,
        ),
    ]
