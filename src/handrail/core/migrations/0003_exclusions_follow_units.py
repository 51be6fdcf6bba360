"""A unit that is moved keeps what is excluded for it: its path changes in exclusions too, in the same statement.

A trigger, because the web role may neither read nor write exclusions on PostgreSQL.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION handrail_exclusions_follow_unit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path;
    RETURN NULL;
END
$$;
CREATE TRIGGER handrail_exclusions_follow_unit AFTER UPDATE OF path ON core_unit
    FOR EACH ROW WHEN (OLD.path <> NEW.path) EXECUTE FUNCTION handrail_exclusions_follow_unit();
"""

SQLITE = """
CREATE TRIGGER handrail_exclusions_follow_unit AFTER UPDATE OF path ON core_unit
WHEN OLD.path <> NEW.path
BEGIN UPDATE core_exclusion SET unit_path = NEW.path WHERE unit_path = OLD.path; END
"""


def forwards(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE, None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER handrail_exclusions_follow_unit ON core_unit")
        schema_editor.execute("DROP FUNCTION handrail_exclusions_follow_unit()")
    else:
        schema_editor.execute("DROP TRIGGER handrail_exclusions_follow_unit")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_roles")]
    operations = [migrations.RunPython(forwards, backwards)]
