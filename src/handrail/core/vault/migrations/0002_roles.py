"""What the web role needs of the vault, and no more: it may empty a person's key, not swap an organisation's."""

from django.db import migrations

POSTGRESQL = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'handrail_web') THEN
        REVOKE ALL ON vault_organisationkey, vault_personkey, vault_blindindex, vault_keptfile FROM handrail_web;
        GRANT SELECT, INSERT ON vault_organisationkey, vault_personkey, vault_blindindex, vault_keptfile
            TO handrail_web;
        GRANT UPDATE (wrapped, erased_at) ON vault_personkey TO handrail_web;
        GRANT DELETE ON vault_blindindex, vault_keptfile TO handrail_web;
    END IF;
END
$$;
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, None)


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
