"""The installation's own key gets a row when the master key is first changed; the web role only reads it."""

from django.db import migrations, models

POSTGRESQL = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        REVOKE ALL ON vault_installationkey FROM handrail_web;
        GRANT SELECT ON vault_installationkey TO handrail_web;
    END IF;
END
$$;
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_roles")]
    operations = [
        migrations.CreateModel(
            name="InstallationKey",
            fields=[
                ("number", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("key_id", models.CharField(max_length=16)),
                ("master_key_id", models.CharField(max_length=16)),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", 1)), name="vault_one_installation_key"
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
