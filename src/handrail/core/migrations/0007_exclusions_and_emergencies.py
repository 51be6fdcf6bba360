"""Exclusions of whole paths alone; a doubtful emergency is remembered; the function that answers exclusions
names its tables with their schema, so that no temporary table of the caller can stand in for one of them.
"""

from importlib import import_module

from django.db import migrations, models

follow = import_module("handrail.core.migrations.0003_exclusions_follow_units")

HIDDEN_CASES = """
CREATE OR REPLACE FUNCTION handrail_hidden_cases(asked_for uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF asked_for::text IS DISTINCT FROM NULLIF(current_setting('handrail.account', true), '') THEN
        RAISE EXCEPTION 'handrail: exclusions are answered for the acting account only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT e.case_id FROM public.core_exclusion e
        WHERE e.reversed_at IS NULL
          AND (e.account_id = asked_for
               OR (e.unit_path <> '' AND starts_with(
                    (SELECT u.path FROM public.core_account a JOIN public.core_unit u ON u.id = a.unit_id
                     WHERE a.id = asked_for),
                    e.unit_path)));
END
$$;
ALTER FUNCTION handrail_exclusions_follow_unit() SET search_path = public, pg_temp;
"""


def new_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(HIDDEN_CASES, None)


# SQLite adds a constraint by building the table anew, and meanwhile the trigger would name no table.
def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER handrail_exclusions_follow_unit", None)


def make_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(follow.SQLITE, None)


class Migration(migrations.Migration):
    dependencies = [("core", "0006_notices")]
    operations = [
        migrations.AddField("breakglass", "doubtful", models.BooleanField(default=False)),
        migrations.RunPython(drop_trigger, make_trigger),
        migrations.AddConstraint(
            "exclusion",
            models.CheckConstraint(
                condition=models.Q(unit_path="") | models.Q(unit_path__endswith="."),
                name="exclusion_of_a_whole_path",
            ),
        ),
        migrations.RunPython(make_trigger, drop_trigger),
        migrations.RunPython(new_function, migrations.RunPython.noop),
    ]
