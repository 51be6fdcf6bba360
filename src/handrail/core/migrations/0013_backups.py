"""What is known of backups. The web role only reads it: backups are taken as the owner."""

import uuid

from django.db import migrations, models

POSTGRESQL = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        REVOKE ALL ON core_backup FROM handrail_web;
        GRANT SELECT ON core_backup TO handrail_web;
    END IF;
END
$$;
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)


class Migration(migrations.Migration):
    dependencies = [("core", "0012_rate_counts")]
    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("place", models.UUIDField()),
                ("keys_place", models.UUIDField()),
                ("verified_at", models.DateTimeField(null=True)),
                ("size", models.BigIntegerField(default=0)),
                ("rows", models.BigIntegerField(default=0)),
                ("files", models.IntegerField(default=0)),
                ("missing_files", models.IntegerField(default=0)),
                ("log_position", models.BigIntegerField(default=0)),
                ("data_removed_at", models.DateTimeField(null=True)),
                ("keys_removed_at", models.DateTimeField(null=True)),
                ("rehearsed_at", models.DateTimeField(null=True)),
                (
                    "rehearsal",
                    models.CharField(
                        blank=True,
                        choices=[("", "none"), ("sound", "Sound"), ("unsound", "Unsound")],
                        default="",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-at"], name="backup_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rehearsal", ""), ("rehearsed_at__isnull", True)),
                            models.Q(
                                ("rehearsal__in", ["sound", "unsound"]), ("rehearsed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="backup_rehearsed_when_and_how",
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
