"""The cascade's row notes which of its days are known only roughly (a month, a year)."""

from itertools import groupby

from django.db import migrations, models

# As in core/milestones/domain/stages.py on the day of this migration.
IN_ORDER = (
    "detected", "screened", "presumed", "identified", "assisted", "reintegrated",
    "investigated", "prosecuted", "convicted", "remedied",
    "declined_assistance", "declined_justice", "ended",
)  # fmt: skip
BIT = {kind: 1 << place for place, kind in enumerate(IN_ORDER)}


def forwards(apps, schema_editor):
    milestones = apps.get_model("core", "Milestone").objects
    rows = apps.get_model("core", "CascadeRow").objects
    rough = milestones.filter(latest__gt=models.F("earliest")).order_by("case_id").values_list("case_id", "kind")
    for case_id, found in groupby(rough.iterator(chunk_size=2000), key=lambda pair: pair[0]):
        rows.filter(case_id=case_id).update(vague=sum({BIT[kind] for _, kind in found}))


class Migration(migrations.Migration):
    dependencies = [("core", "0007_exclusions_and_emergencies")]
    operations = [
        migrations.AddField(
            "cascaderow",
            "vague",
            models.PositiveSmallIntegerField(
                default=0, help_text="bits of the kinds whose day is known only roughly (domain/stages.py)"
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
