"""Two snapshots of the same quarters, subtracted, tell what was recorded in between: there is one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measure", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("snapshot", "snapshot_published_once"),
        migrations.AddConstraint(
            "snapshot",
            models.UniqueConstraint(fields=["last_quarter"], name="snapshot_once_a_quarter"),
        ),
    ]
